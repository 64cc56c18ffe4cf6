"""A folder that is watched: complete files are read and filed away, whatever they hold."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.background import in_background
from bot.clock import FixedClock
from bot.services.ports import IndexWriter
from bot.sources.watched_folder import WatchedFolder
from bot.store import open_writer
from bot.watching import FileReading, keep_watching, log_reading
from bot.worker import Worker
from tests.builders import NOW_AT
from tests.parsing.reading import load_sample

PAGE = load_sample("text_cards.txt")


def open_index() -> IndexWriter:
    return open_writer(None)


async def watch(folder: Path, count: int) -> tuple[list[FileReading], int]:
    """Watch until so many files were filed away; and how many papers there are then."""
    readings: list[FileReading] = []
    done = asyncio.Event()

    def tell(reading: FileReading) -> None:
        readings.append(reading)
        log_reading(reading)
        if len(readings) == count:
            done.set()

    writer = Worker(open_index, name="writer")
    watched = WatchedFolder(folder, still_seconds=0.02)
    task = asyncio.ensure_future(
        keep_watching(watched, writer, clock=FixedClock(NOW_AT), tell=tell)
    )
    await asyncio.wait_for(done.wait(), 20)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    paper_count = await writer.run(lambda index: index.load_coverage().paper_count)
    await writer.close()
    return readings, paper_count


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


async def test_files_are_read_and_filed_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.watching")
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "letter.txt").write_text("Dear diary")
    (tmp_path / "a.txt.part").write_text(PAGE[:100])
    (tmp_path / ".hidden").write_text(PAGE)

    readings, paper_count = await watch(tmp_path, 2)

    assert [reading.is_read for reading in readings] == [False, True]
    assert paper_count == 4
    assert names(tmp_path) == [".hidden", "a.txt.part"]
    assert names(tmp_path / "done") == ["page.txt"]
    assert names(tmp_path / "refused") == ["letter.txt", "letter.txt.txt"]
    note = (tmp_path / "refused" / "letter.txt.txt").read_text()
    assert "a text that begins “Dear diary”" in note
    assert "Could not read letter.txt" in caplog.text
    assert "Read page.txt: 4 new" in caplog.text


async def test_a_second_file_of_a_name_lies_beside_the_first(tmp_path: Path) -> None:
    (tmp_path / "done").mkdir()
    (tmp_path / "done" / "page.txt").write_text("an older one")
    (tmp_path / "page.txt").write_text(PAGE)

    await watch(tmp_path, 1)

    assert names(tmp_path / "done") == ["page-2.txt", "page.txt"]


def look(folder: WatchedFolder) -> Sequence[str]:
    return [file.name for file in folder._find_complete()]


def test_a_file_that_grows_is_left_alone(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    path = tmp_path / "page.txt"
    path.write_text(PAGE[:50])
    assert look(folder) == []
    path.write_text(PAGE[:500])
    assert look(folder) == []
    assert look(folder) == ["page.txt"]


def test_a_file_that_cannot_be_moved_is_told_of_and_stays(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    with pytest.raises(OSError, match="absent"):
        folder.file_away(tmp_path / "absent", is_read=True)


async def test_a_file_that_nobody_expected_keeps_no_other_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "first.txt").write_text(PAGE)
    (tmp_path / "second.txt").write_text(PAGE)
    told = asyncio.Event()

    class Startled(WatchedFolder):
        def file_away(self, file: Path, *, is_read: bool, note: str = "") -> Path:
            if file.name == "first.txt":
                raise ValueError("what is this?")
            return super().file_away(file, is_read=is_read, note=note)

    writer = Worker(open_index, name="writer")
    folder = Startled(tmp_path, still_seconds=0.02)
    watching = keep_watching(folder, writer, clock=FixedClock(NOW_AT), tell=lambda _: told.set())
    async with in_background(watching, "Watching"):
        await asyncio.wait_for(told.wait(), 20)
    await writer.close()
    assert names(tmp_path / "done") == ["second.txt"]
    assert "first.txt stays in the watched folder. what is this?" in caplog.text


async def test_watching_that_breaks_off_is_heard_of(caplog: pytest.LogCaptureFixture) -> None:
    async def break_off() -> None:
        raise OSError("the folder is gone")

    async with in_background(break_off(), "Watching the folder incoming"):
        for _ in range(3):
            await asyncio.sleep(0)
    assert "Watching the folder incoming has broken off" in caplog.text
    assert "the folder is gone" in caplog.text


def test_a_file_that_stays_is_handed_out_again_only_when_it_has_changed(tmp_path: Path) -> None:
    folder = WatchedFolder(tmp_path)
    path = tmp_path / "page.txt"

    def look_for_fresh() -> list[str]:
        return [file.name for file in folder._find_complete() if folder._is_fresh(file)]

    path.write_text(PAGE[:50])
    assert [look_for_fresh() for _ in range(3)] == [[], ["page.txt"], []]
    path.write_text(PAGE[:500])
    assert [look_for_fresh() for _ in range(3)] == [[], ["page.txt"], []]
