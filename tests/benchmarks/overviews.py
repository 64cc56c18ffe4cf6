"""Overviews of topics, measured: `python tests/benchmarks/overviews.py [--papers N] [--topics N]`.

First over the real digests in ../shared: topics are keywords and parts of titles, and every
sentence that an overview quotes is looked up in the abstract that it cites. Nothing may be an
exception. Then over an index of any size, drawn by chance from the same digests: how long an
overview takes, how long other work waits for the interpreter meanwhile, and how much memory.
"""

import argparse
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import App
from bot.config import Settings
from bot.errors import PaperboyError
from bot.exporting.overview_document import list_quoted, write_overview
from bot.models import Digest, Paper, Summary
from bot.parsing import parse_digest
from bot.services.derivation import embed_pending
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.summaries import summarise_topic
from bot.text.sentences import split_sentences
from bot.text.words import STOP_WORDS
from tests.benchmarks.corpus import generate_digests
from tests.benchmarks.measuring import figure_of_times, peak_mib, resident_mib
from tests.builders import NOW_AT, TODAY
from tests.shared_files import SHARED

_LEARNT_BEFORE = 20  # topics that are asked for before the clock runs


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--papers", type=int, default=10_000, help="in the large index")
    parser.add_argument("--topics", type=int, default=2_000, help="on the real digests")
    parser.add_argument("--timed", type=int, default=400, help="topics on the large index")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = fill(Path(folder) / "real", iter_real_digests())
        with app.library() as library:
            check(library, chosen.topics)
    with tempfile.TemporaryDirectory() as folder:
        print(f"\n{chosen.papers:,} papers")
        app = fill(Path(folder) / "large", generate_digests(chosen.papers))
        with app.library() as library:
            measure(library, chosen.timed)


def check(library: Library, topic_count: int) -> None:
    """Whether every quotation stands where its citation says, and what the overviews hold."""
    library.warm_up()
    papers = {paper.paper_id: paper for paper in library.index.iter_papers()}
    topics = list(iter_topics(list(papers.values()), topic_count))
    themes, exceptions, quoted, seconds = Counter[int](), 0, 0, []
    nothing = remainders = numbers = roles = 0
    for topic in topics:
        started = time.perf_counter()
        try:
            summary = summarise_topic(library, topic)
        except PaperboyError as error:
            print(f"refused “{topic}”: {error}")
            continue
        seconds.append(time.perf_counter() - started)
        found = list(iter_exceptions(summary, papers))
        exceptions += len(found)
        for each in found:
            print(f"EXCEPTION “{topic}”: {each}")
        quoted += len(list_quoted(summary))
        themes[len(summary.themes)] += 1
        nothing += not summary.papers
        remainders += any(theme.is_remainder for theme in summary.themes)
        numbers += len(summary.numbers)
        roles += sum(len(set(theme.roles)) for theme in summary.themes)
        write_overview(summary)
    theme_count = sum(count * times for count, times in themes.items())
    print(f"{len(topics):,} topics on {len(papers):,} papers: {exceptions} exceptions")
    print(f"  {quoted:,} sentences quoted, {numbers:,} numbers, nothing on {nothing} topics")
    print(f"  themes: {dict(sorted(themes.items()))}; {remainders} with other work")
    print(f"  {roles / max(theme_count, 1):.2f} of problem, approach and result in a theme")
    print(figure_of_times("overview", seconds))


def iter_exceptions(summary: Summary, papers: dict[int, Paper]) -> Iterator[str]:
    """What a quotation or a number does not keep of its promise."""
    for sentence in list_quoted(summary):
        known = split_sentences(papers[sentence.paper_id].abstract)
        if known[sentence.sentence_index] != sentence.text:
            yield f"not verbatim: {sentence}"
    for number in summary.numbers:
        text = number.sentence.text
        if number.measures not in text or number.baseline not in text:
            yield f"not of the sentence: {number}"
        digits = re.findall(r"\d+", number.value)
        if any(each not in text[slice(*number.place)] for each in digits):
            yield f"no such number: {number}"
    shown = [sentence.text for theme in summary.themes for sentence in theme.sentences]
    if len(set(shown)) < len(shown):
        yield "repeats itself"
    headings = [theme.heading.lower() for theme in summary.themes]
    if len(set(headings)) < len(headings):
        yield f"headings repeat themselves: {headings}"
    if sum(each.count for each in summary.timeline) + summary.undated_count != summary.found_count:
        yield "the timeline does not add up"


def measure(library: Library, topic_count: int) -> None:
    """How long overviews take, and how long another thread waits for its turn meanwhile."""
    library.warm_up()
    print(f"memory with everything loaded: {resident_mib():.0f} MiB")
    papers = list(library.index.iter_papers())
    topics = list(iter_topics(papers, topic_count + _LEARNT_BEFORE))
    del papers
    for topic in topics[:_LEARNT_BEFORE]:
        summarise_topic(library, topic)
    waits = Waits()
    seconds, worked, found = [], [], []
    with waits:
        for topic in topics[_LEARNT_BEFORE:]:
            started, began = time.perf_counter(), time.thread_time()
            found.append(summarise_topic(library, topic).found_count)
            seconds.append(time.perf_counter() - started)
            worked.append(time.thread_time() - began)
    print(figure_of_times("overview", seconds))
    print(figure_of_times("of which the processor works", worked))
    print(figure_of_times("longest wait of another thread, each", waits.seconds))
    print(f"papers on a topic: median {sorted(found)[len(found) // 2]}, most {max(found)}")
    print(f"most memory: {peak_mib():.0f} MiB")


class Waits:
    """How late a thread that sleeps a millisecond wakes up."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        self._is_over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._is_over.is_set():
            before = time.perf_counter()
            time.sleep(0.001)
            self.seconds.append(time.perf_counter() - before - 0.001)


def iter_topics(papers: Sequence[Paper], count: int, seed: int = 3) -> Iterator[str]:
    """Topics as people type them: keywords, and two or three neighbouring words of a title."""
    rng = random.Random(seed)
    seen = set[str]()
    while len(seen) < count:
        paper = rng.choice(papers)
        if paper.keywords and rng.random() < 0.5:
            topic = rng.choice(paper.keywords)
        else:
            words = paper.title.replace(":", " ").split()
            size = rng.choice((1, 2, 2, 3))
            start = rng.randrange(max(1, len(words) - size + 1))
            topic = " ".join(words[start : start + size])
        telling = [word for word in re.findall(r"\w+", topic.lower()) if word not in STOP_WORDS]
        if telling and topic not in seen:
            seen.add(topic)
            yield topic


def iter_real_digests() -> Iterator[Digest]:
    """The digests in ../shared."""
    for path in sorted((SHARED / "digests").glob("*/*")):
        if path.suffix in {".txt", ".json"}:
            yield parse_digest(path.read_text("utf-8"), source=path.name, today=TODAY)


def fill(home: Path, digests: Iterable[Digest]) -> App:
    """An installation with these papers and their vectors."""
    app = App(Settings(home=home))
    app.settings.home_path.mkdir(parents=True, exist_ok=True)
    embedder = app.open_embedder()
    with app.writer() as index:
        for digest in digests:
            ingest_digest(index, digest, ingested_at=NOW_AT)
        while embedder is not None and embed_pending(index, embedder):
            pass
    return app


if __name__ == "__main__":
    main()
