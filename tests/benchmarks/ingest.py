"""What taking digests in costs: the processor's time of 10,000 papers, and an archive's memory.

    .venv/bin/python tests/benchmarks/ingest.py              the time
    .venv/bin/python tests/benchmarks/ingest.py --archive    the memory, with 100 MB unpacked

The papers are real items of the Daily Papers API in new combinations, forty in a digest: the
beginning of one title and of one abstract with the end of another, under a name and an id that no
other has. Measured is the processor's time, which others on the machine change less, of one process
that is handed the bytes, and of the command `paperboy ingest`, which also makes the papers
searchable. Nothing here passes or fails. The memory counts the pages of the search index, which
the system takes back when it needs them.
"""

import argparse
import gc
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.clock import SystemClock
from bot.parsing import parse_content
from bot.services.ingest import count_words, ingest_digests
from bot.store import open_writer
from bot.summarising.tldr import choose_tldr
from bot.text.sentences import split_sentences
from tests.benchmarks.corpus import coin_word
from tests.benchmarks.measuring import Figure
from tests.shared_files import SHARED

DIGEST_SIZE: Final = 40
DIGEST_COUNT: Final = 250
FIRST_DAY: Final = date(2023, 1, 2)
TODAY: Final = date(2026, 11, 20)
ARCHIVE_BYTES: Final = 100 * 10**6
RUNS: Final = 3

Item = dict[str, Any]
Seconds = dict[str, float]


@dataclass(frozen=True, slots=True)
class ApiDay:
    """The answer of the API for one day."""

    day: date
    content: bytes

    @property
    def name(self) -> str:
        """As people save it."""
        return f"{self.day}.json"


def iter_days(seed: int = 1) -> Iterator[ApiDay]:
    """Yield answers for one day after another, without end; the same ones for the same seed."""
    rng = random.Random(seed)
    items = load_items()
    number = 0
    day = FIRST_DAY
    while True:
        papers = [
            recombine(*rng.sample(items, 2), number=number + place, day=day)
            for place in range(DIGEST_SIZE)
        ]
        yield ApiDay(day, json.dumps(papers, ensure_ascii=False, separators=(",", ":")).encode())
        number += DIGEST_SIZE
        day += timedelta(days=1)


def load_items() -> list[Item]:
    """The real items."""
    paths = sorted((SHARED / "digests" / "daily_api").glob("*.json"))
    if not paths:
        raise SystemExit("The real digests (../shared) are not on this machine.")
    return [item for path in paths for item in json.loads(path.read_text(encoding="utf-8"))]


def recombine(first: Item, second: Item, *, number: int, day: date) -> Item:
    """One item as it was, but for title, abstract, id and days."""
    item = deepcopy(first)
    paper = item["paper"]
    opening, ending = first["paper"], second["paper"]
    words, last_words = opening["title"].split(" "), ending["title"].split(" ")
    words = [*words[: max(2, len(words) // 2)], *last_words[len(last_words) // 2 :]]
    title = f"{coin_word(number).capitalize()}: {' '.join(words)}"
    # White space stays: half of all abstracts are broken into lines.
    sentences, last_sentences = opening["summary"].split(". "), ending["summary"].split(". ")
    abstract = [
        *sentences[: (len(sentences) + 1) // 2],
        *last_sentences[(len(last_sentences) + 1) // 2 :],
    ]
    paper |= {
        "id": f"{day:%y%m}.{10_000 + number % 90_000:05d}",
        "title": title,
        "summary": ". ".join(abstract),
        "publishedAt": f"{day - timedelta(days=1)}T18:51:04.000Z",
        "submittedOnDailyAt": f"{day}T01:39:40.130Z",
    }
    return item | {"title": title}


def measure_time() -> None:
    """Print what each step takes of one long-lived process, then what the command takes."""
    days = list(zip(iter_days(), range(DIGEST_COUNT), strict=False))
    answers = [day for day, _ in days]
    size = sum(len(day.content) for day in answers)
    print(f"{DIGEST_COUNT * DIGEST_SIZE:,} papers in {DIGEST_COUNT} digests, {size / 1e6:.0f} MB")
    for name, group_size in {"digest by digest": 1, "ten digests at a time": 10}.items():
        figures = [time_steps(answers, group_size) for _ in range(RUNS)]
        report(f"one process, {name}", figures)
    report("the command", [time_command(answers) for _ in range(RUNS)])


def time_steps(days: Sequence[ApiDay], group_size: int) -> Seconds:
    """Processor seconds of parsing and ingesting, and beside them of what is a part of these.

    A bot that serves ingests digest by digest, the command several at a time.
    """
    clock = SystemClock()
    parsing, ingesting = 0.0, 0.0
    gc.collect()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_writer(Path(folder) / "index.db")) as index,
    ):
        for first in range(0, len(days), group_size):
            started = time.process_time()
            digests = [
                parse_content(day.content, source=day.name, today=TODAY)
                for day in days[first : first + group_size]
            ]
            parsed = time.process_time()
            ingest_digests(index, digests, ingested_at=clock.now_at())
            ingesting += time.process_time() - parsed
            parsing += parsed - started
        papers = list(index.iter_papers())
    if len(papers) != len(days) * DIGEST_SIZE:
        raise SystemExit(f"Only {len(papers):,} papers are left of {len(days) * DIGEST_SIZE:,}.")
    split_sentences.cache_clear()
    return {
        "parse and ingest": parsing + ingesting,
        "parse": parsing,
        "  of this, decoding JSON": _spent(lambda: [json.loads(day.content) for day in days]),
        "ingest": ingesting,
        "  of this, choosing tldrs": _spent(
            lambda: [choose_tldr(paper.title, paper.abstract) for paper in papers]
        ),
        "  of this, counting words": _spent(lambda: [count_words([paper]) for paper in papers]),
    }


def time_command(days: Sequence[ApiDay]) -> Seconds:
    """Processor seconds of `paperboy ingest FOLDER`, in all its threads.

    First as it comes out of the box, with a vector for each paper; then without vectors; then with
    everything known, which leaves parsing and comparing.
    """
    found: Seconds = {}
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "digests"
        folder.mkdir()
        for day in days:
            (folder / day.name).write_bytes(day.content)
        for name, settings in {
            "paperboy ingest": {},
            "paperboy ingest, without vectors": {"PAPERBOY_SEARCH_EMBEDDING_MODEL": "none"},
        }.items():
            own_home = Path(home) / name.replace(" ", "-")
            found[name] = run_command(folder, own_home, settings)[0]
        found["paperboy ingest, again"] = run_command(folder, own_home, settings)[0]
        found["paperboy status"] = run_command(None, own_home, settings)[0]
    return found


def run_command(
    path: Path | None, home: Path, settings: Mapping[str, str] | None = None
) -> tuple[float, float]:
    """Run the command; its processor seconds, and the most MiB that it held in memory."""
    arguments = ["status"] if path is None else ["ingest", str(path)]
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        cwd=ROOT,
        env={"PAPERBOY_HOME": str(home), "PATH": "/usr/bin:/bin", **(settings or {})},
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"paperboy {' '.join(arguments)} failed.")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure_memory() -> None:
    """Print the most memory that the command holds while it reads an archive."""
    with tempfile.TemporaryDirectory() as folder:
        for write in (write_zip, write_tar_gz):
            path = Path(folder) / write.__name__.removeprefix("write_").replace("_", ".")
            count = write(path)
            seconds, mebibytes = run_command(path, Path(folder) / f"home-{path.name}")
            packed = path.stat().st_size / 1e6
            print(f"{path.name}: {count} days, {ARCHIVE_BYTES / 1e6:.0f} MB in {packed:.0f} MB")
            print(Figure("  the most memory held", mebibytes, "MiB"))
            print(Figure("  processor time", seconds, "s"))


def write_zip(path: Path) -> int:
    """Pack days into an archive until they come to so many bytes; how many days."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        count = 0
        for day in _iter_enough_days():
            archive.writestr(day.name, day.content)
            count += 1
    return count


def write_tar_gz(path: Path) -> int:
    """Likewise."""
    with tarfile.open(path, "w:gz") as archive:
        count = 0
        for day in _iter_enough_days():
            info = tarfile.TarInfo(day.name)
            info.size = len(day.content)
            archive.addfile(info, io.BytesIO(day.content))
            count += 1
    return count


def report(title: str, runs: Sequence[Seconds]) -> None:
    """The best of the runs, step by step: what is above it is others' doing."""
    print(f"\n{title}, best of {len(runs)}")
    for name in runs[0]:
        print(Figure(name, min(run[name] for run in runs), "s"))


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", action="store_true", help="measure memory with an archive")
    if parser.parse_args().archive:
        measure_memory()
    else:
        measure_time()


def _iter_enough_days() -> Iterator[ApiDay]:
    size = 0
    for day in iter_days():
        yield day
        size += len(day.content)
        if size >= ARCHIVE_BYTES:
            return


def _spent(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


if __name__ == "__main__":
    main()
