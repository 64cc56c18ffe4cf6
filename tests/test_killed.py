"""Killed at any point of reading, and started again: the index is as if nothing had happened."""

import asyncio
import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.clock import FixedClock
from bot.fetching import fetch_days
from bot.intake import Unread, iter_digests
from bot.models import Digest
from bot.services.fetching import load_fetched_days
from bot.services.ingest import ingest_digest, ingest_digests
from bot.services.ports import IndexWriter
from bot.sources.containers import Document
from bot.sources.watched_folder import WatchedFolder
from bot.store import open_community, open_writer
from bot.store.queries import SqliteChanges
from bot.watching import read_file
from bot.worker import Worker
from tests.builders import NOW_AT, make_digest, make_entry
from tests.parsing.reading import load_sample

CLOCK = FixedClock(NOW_AT)
NAMES = ("text_cards.txt", "api_list.json", "table.csv")
DAYS = [date(2026, 3, 9), date(2026, 3, 10)]


class Killed(BaseException):
    """The process is gone: nothing after this point happened."""


class Fuse:
    """Kills at the nth write to the database, counted over all connections."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = -1  # writes until then; negative: never
        write = SqliteChanges._write

        def counted(index: SqliteChanges, sql: str, rows: list[tuple[object, ...]]) -> None:
            if self.left == 0:
                raise Killed
            self.left -= 1
            write(index, sql, rows)

        monkeypatch.setattr(SqliteChanges, "_write", counted)


def ingest_all(path: Path) -> None:
    with closing(open_writer(path)) as index:
        for digest in read_samples():
            ingest_digest(index, digest, ingested_at=NOW_AT)


def ingest_together(path: Path) -> None:
    with closing(open_writer(path)) as index:
        ingest_digests(index, read_samples(), ingested_at=NOW_AT)


def read_samples() -> list[Digest]:
    documents = [Document(name, load_sample(name).encode()) for name in NAMES]
    found = iter_digests(documents, today=NOW_AT.date())
    return [read for read in found if not isinstance(read, Unread)]


def unite_all(path: Path) -> None:
    renamed = make_entry("Forgetting Is Enough", "Keys are evicted.", arxiv_id="2604.00001")
    known = make_entry("Small Caches", "Keys are evicted.")
    with closing(open_writer(path)) as index, closing(open_community(path)) as community:
        for digest in (make_digest(known), make_digest(renamed)):
            ingest_digest(index, digest, ingested_at=NOW_AT)
        if index.find_papers([2]):
            community.add_saves(1, [2], saved_at=NOW_AT)
        both = replace(known, arxiv_id="2604.00001")
        ingest_digest(index, make_digest(both), ingested_at=NOW_AT)
        assert [save.paper_id for save in community.load_saves(1)] == [1]


class Lists:
    address = "http://lists"

    async def load_day(self, day: date) -> bytes:
        papers = [
            {"paper": {"id": f"2603.{day.day:03}{n:02}", "title": f"Owls {day} {n}"}}
            for n in range(3)
        ]
        return json.dumps(papers).encode()


def fetch_all(path: Path) -> None:
    def open_index() -> IndexWriter:
        return open_writer(path)

    async def run() -> None:
        writer = Worker(open_index, name="writer")
        try:
            await fetch_days(
                Lists(), writer, DAYS, clock=CLOCK, tell=lambda *_: None, is_whole=True
            )
        finally:
            await writer.close()

    asyncio.run(run())


def watch_all(path: Path) -> None:
    folder = WatchedFolder(path.parent / "incoming")
    folder.path.mkdir(exist_ok=True)
    folder.prepare()
    for name in NAMES:
        file = folder.path / name
        if not (folder.path / "done" / name).exists():
            file.write_text(load_sample(name))

    def open_index() -> IndexWriter:
        return open_writer(path)

    async def run() -> None:
        writer = Worker(open_index, name="writer")
        try:
            for file in sorted(each for each in folder.path.iterdir() if each.is_file()):
                reading = await read_file(file, writer, clock=CLOCK, goes_on=lambda: True)
                assert reading is not None
                folder.file_away(file, is_read=reading.is_read, note=reading.note)
        finally:
            await writer.close()

    asyncio.run(run())


def show(path: Path) -> list[object]:
    """All that the index knows; the order in which digests came may differ."""
    with closing(open_writer(path)) as index:
        return [
            [*index.iter_papers()],
            sorted((each.source, each.entry_count) for each in index.load_digests()),
            index.load_vocabulary(),
            load_fetched_days(index),
            index.load_successors([1, 2, 3]),
        ]


@pytest.mark.parametrize("work", [ingest_all, ingest_together, fetch_all, watch_all, unite_all])
def test_a_second_run_makes_good_whatever_the_first_left(
    work: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = tmp_path / "undisturbed" / "index.db"
    undisturbed.parent.mkdir()
    work(undisturbed)
    expected = show(undisturbed)
    fuse = Fuse(monkeypatch)
    for point in range(200):
        path = tmp_path / str(point) / "index.db"
        path.parent.mkdir()
        fuse.left = point
        try:
            work(path)
        except Killed:
            fuse.left = -1
            work(path)
            assert show(path) == expected, f"killed at write {point}"
        else:
            assert point > len(NAMES)
            return
    pytest.fail("there was no end of it")
