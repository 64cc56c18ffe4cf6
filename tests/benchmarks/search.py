"""How fast the search is as the index grows, beside other engines: see `--help`.

Prints medians, 95th percentiles and the worst; the figures are for comparing on one machine, so
nothing here passes or fails. Every size is measured in processes of its own: one that fills the
index, one that asks it.
"""

import argparse
import json
import math
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.app import App
from bot.cli.upkeep import bring_up_to_date, embed_papers
from bot.config import Settings
from bot.models import Digest, Leg, RelatedPapers, SearchRequest, SearchResults
from bot.services.coverage import get_coverage
from bot.services.derivation import refresh_terms
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.related import find_related
from bot.services.search import complete_titles, search_papers
from tests.benchmarks.corpus import (
    LAST_DAY,
    generate_digests,
    generate_papers,
    generate_questions,
)
from tests.benchmarks.measuring import (
    Figure,
    figure_of_times,
    growth_exponent,
    mapped_mib,
    peak_mib,
    resident_mib,
    time_in_turn,
    timed,
)
from tests.benchmarks.slips import misspell_words

Papers = Iterator[tuple[str, str]]
RivalT = TypeVar("RivalT")

SIZES = (1_000, 20_000, 200_000)
QUESTION_COUNT = 300
WARMING_COUNT = 10
LIMIT = 10
TYPED_TITLE_COUNT = 10
DAY_COUNT = 5
DAY_SIZE = 30
FOUND_WITHIN_SECONDS = 120.0
FILTERS: Mapping[str, Any] = {"since": LAST_DAY.replace(year=LAST_DAY.year - 1), "min_upvotes": 10}
GROWING_UNITS = ("ms", "s", "MiB")


def main() -> None:
    """Measure every size, then print how the times grow."""
    options = _parse_options()
    # The engines compare on one core each, and numpy reads this when it is first imported.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    by_size: dict[int, list[Figure]] = {}
    with _open_folder(options.keep) as folder:
        for size in options.papers:
            print(f"\n{size:,} papers\n")
            by_size[size] = []
            for measure in (measure_ingest, measure_search):
                figures = _run_apart(measure, folder / str(size), size)
                print(*figures, sep="\n", flush=True)
                by_size[size] += figures
    if len(by_size) > 1:
        print_growth(by_size)
    if options.json:
        lines = [
            json.dumps({"papers": size, **asdict(figure)})
            for size, figures in by_size.items()
            for figure in figures
        ]
        options.json.write_text("\n".join(lines) + "\n", encoding="utf-8")


def measure_ingest(home: Path, size: int) -> list[Figure]:
    """Fill the index, unless it was kept and holds all papers."""
    app = App(Settings(home=home))
    with app.library() as library:
        if get_coverage(library).paper_count >= size:
            return []
    before = resident_mib()
    seconds = []
    with app.writer() as index:
        for digest in generate_digests(size):
            ingest = partial(ingest_digest, index, digest, ingested_at=app.clock.now_at())
            seconds.append(timed(ingest))
        with closing(app.open_terms()) as terms:
            term_seconds = timed(partial(refresh_terms, index, terms))
        vector_seconds = timed(partial(embed_papers, app, index))
    total = sum(seconds) + term_seconds + vector_seconds
    return [
        Figure("ingest", total, "s"),
        Figure("ingest: papers a second", size / total, "/s"),
        figure_of_times("ingest: one digest of up to 500", seconds),
        Figure("ingest: term index", term_seconds, "s"),
        Figure("ingest: vectors", vector_seconds, "s"),
        Figure("ingest: memory before", before, "MiB"),
        Figure("ingest: memory, peak", peak_mib(), "MiB"),
        Figure("ingest: size on disk", _disk_mib(home), "MiB"),
    ]


def measure_search(home: Path, size: int) -> list[Figure]:
    """Ask the index, and the other engines in turn with it."""
    app = App(Settings(home=home))
    questions = list(generate_questions(QUESTION_COUNT))
    before = resident_mib()
    started = time.perf_counter()
    with app.library() as library:
        figures = [
            Figure("opening the index", 1000 * (time.perf_counter() - started), "ms"),
            *_measure_opening(library, questions[0]),
            Figure("memory: before", before, "MiB"),
            Figure("memory: everything loaded", resident_mib(), "MiB"),
            Figure("memory: of that mapped files", mapped_mib(), "MiB"),
            Figure("memory: peak", peak_mib(), "MiB"),
            *_measure_beside_rivals(library, questions, size),
            *_measure_typing(library, questions, size),
        ]
        return [*figures, _measure_days(app, library)]


def _measure_opening(library: Library, question: str) -> list[Figure]:
    """The first call of each kind, which loads what the later ones find loaded."""
    calls: dict[str, Callable[[], object]] = {
        "search": partial(_search, library, question),
        "misspelt search": partial(_search, library, misspell_words(question, 1, random.Random(0))),
        "completion": partial(complete_titles, library, "atten"),
    }
    return [Figure(f"first {name}", 1000 * timed(call), "ms") for name, call in calls.items()]


def _measure_beside_rivals(library: Library, questions: list[str], size: int) -> list[Figure]:
    """The same questions to the search and to the engines, question by question."""
    from tests.benchmarks.rivals import Bm25s, Tantivy  # noqa: PLC0415 - memory is measured before

    search, words = partial(_search, library), partial(_search, library, leg=Leg.WORDS)
    with tempfile.TemporaryDirectory() as folder:
        tantivy, tantivy_figures = _build(
            "tantivy alone", partial(Tantivy, folder=Path(folder) / "index"), size
        )
        bm25s, bm25s_figures = _build("bm25s alone", Bm25s, size)
        return [
            *tantivy_figures,
            *bm25s_figures,
            *_measure_pair(
                {"search without meaning": words, "tantivy alone": tantivy.search}, questions
            ),
            *_measure_pair({"search": search, "bm25s alone": bm25s.search}, questions),
            # In turn with others an engine finds the processor's caches full of their work.
            *time_in_turn({"tantivy alone, by itself": tantivy.search}, questions),
            *time_in_turn({"bm25s alone, by itself": bm25s.search}, questions),
        ]


def _build(name: str, build: Callable[[Papers], RivalT], size: int) -> tuple[RivalT, list[Figure]]:
    before, started = resident_mib(), time.perf_counter()
    rival = build(generate_papers(size))
    seconds = time.perf_counter() - started
    return rival, [
        Figure(f"{name}: build", seconds, "s"),
        Figure(f"{name}: memory", resident_mib() - before, "MiB"),
    ]


def _measure_pair(
    calls: Mapping[str, Callable[[str], object]], questions: list[str]
) -> list[Figure]:
    """Two ways of answering, in turn, and the one's share of the other's time."""
    time_in_turn(calls, questions[:WARMING_COUNT])
    first, second = time_in_turn(calls, questions)
    return [first, second, Figure(f"{first.name} ÷ {second.name}", first.value / second.value, "×")]


def _measure_typing(library: Library, questions: list[str], size: int) -> list[Figure]:
    """Slips, filters, and titles letter by letter."""
    rng = random.Random(size)
    slipped = [misspell_words(question, 1, rng) for question in questions]
    titles = [title for title, _ in islice(generate_papers(size), TYPED_TITLE_COUNT)]
    typed = [title[:end] for title in titles for end in range(1, len(title) + 1)]
    return [
        *time_in_turn({"misspelt search": partial(_search, library)}, slipped),
        *time_in_turn({"filtered search": partial(_search, library, **FILTERS)}, questions),
        *time_in_turn({"completion": partial(complete_titles, library)}, typed),
        *time_in_turn({"related": partial(_find_related, library)}, titles * 3),
    ]


def _find_related(library: Library, title: str) -> RelatedPapers:
    return find_related(library, find_paper(library, title), limit=LIMIT)


def _measure_days(app: App, library: Library) -> Figure:
    """One more day: from the digest to the answer that holds its last paper."""
    held = get_coverage(library).paper_count  # more than the size where earlier days were kept
    seconds = []
    for first in range(held, held + DAY_COUNT * DAY_SIZE, DAY_SIZE):
        [digest] = generate_digests(DAY_SIZE, seed=first, first_number=first, since=LAST_DAY)
        seconds.append(timed(partial(_ingest_until_found, app, library, digest)))
    return figure_of_times(f"a day of {DAY_SIZE} papers until it is found", seconds)


def _ingest_until_found(app: App, library: Library, digest: Digest) -> None:
    with app.writer() as index:
        ingest_digest(index, digest, ingested_at=app.clock.now_at())
        bring_up_to_date(app, index)
    last = digest.entries[-1]
    given_up_at = time.monotonic() + FOUND_WITHIN_SECONDS
    while not any(hit.paper.arxiv_id == last.arxiv_id for hit in _search(library, last.title).hits):
        if time.monotonic() > given_up_at:
            raise TimeoutError(f"{last.title} is not found")


def _search(library: Library, question: str, leg: Leg = Leg.FUSED, **filters: Any) -> SearchResults:
    return search_papers(library, SearchRequest(query=question, limit=LIMIT, **filters), leg=leg)


def print_growth(by_size: dict[int, list[Figure]]) -> None:
    """Everything that takes time, over the sizes, with the exponent it grows by."""
    values: dict[str, dict[int, float]] = {}
    for size, figures in by_size.items():
        for figure in figures:
            if figure.unit in GROWING_UNITS:
                values.setdefault(f"{figure.name}, {figure.unit}", {})[size] = figure.value
    print(f"\n{'medians':<48}{''.join(f'{size:>12,}' for size in by_size)}    exponent")
    for name, value_by_size in values.items():
        cells = "".join(f"{value_by_size.get(size, math.nan):12,.2f}" for size in by_size)
        print(f"{name:<48}{cells}{growth_exponent(value_by_size):12.2f}")


def _run_apart(measure: Callable[[Path, int], list[Figure]], home: Path, size: int) -> list[Figure]:
    """In a fresh process, so that its memory holds nothing else."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(measure, home, size).result()


def _disk_mib(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20


@contextmanager
def _open_folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--papers", type=int, nargs="+", default=SIZES, help="sizes of the index to measure"
    )
    parser.add_argument(
        "--keep", type=Path, help="keep the indexes in this folder, and use those that it holds"
    )
    parser.add_argument("--json", type=Path, help="write every figure to this file, one a line")
    return parser.parse_args()


if __name__ == "__main__":
    main()
