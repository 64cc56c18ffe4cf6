"""A folder that is watched: complete files are read and filed away, whatever they hold."""

import asyncio
import logging
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.background import in_background
from bot.clock import FixedClock
from bot.errors import UnreadableSource
from bot.services.ports import IndexWriter
from bot.sources.watched_folder import WatchedFolder
from bot.store import open_writer
from bot.watching import FileReading, Watcher, keep_watching, log_reading, read_file
from bot.worker import Worker
from tests.builders import NOW_AT
from tests.parsing.reading import load_sample

PAGE = load_sample("text_cards.txt")


def open_index() -> IndexWriter:
    return open_writer(None)


class Watch:
    """A folder that is watched, on the test's own loop."""

    def __init__(self, folder: Path, act: Callable[[FileReading], None] = lambda _: None) -> None:
        self.folder = WatchedFolder(folder, still_seconds=0.02)
        self.readings: list[FileReading] = []
        self.rests: list[int] = []  # after so many readings
        self._act = act

    def tell(self, reading: FileReading) -> None:
        """What watching tells."""
        self.readings.append(reading)
        log_reading(reading)
        self._act(reading)

    async def run(self, count: int, sleep: Callable[[], None] = lambda: None) -> int:
        """Watch until so many files were filed away; returns how many papers there are then."""
        done = asyncio.Event()

        def rest() -> None:
            self.rests.append(len(self.readings))
            if len(self.readings) >= count:
                done.set()

        async def nap(_: float) -> None:
            sleep()
            await asyncio.sleep(0)

        writer = Worker(open_index, name="writer")
        work = keep_watching(
            self.folder, writer, clock=FixedClock(NOW_AT), tell=self.tell, rest=rest, sleep=nap
        )
        async with in_background(work, "Watching"):
            await asyncio.wait_for(done.wait(), 20)
        paper_count = await writer.run(lambda index: index.load_coverage().paper_count)
        await writer.close()
        return paper_count


async def watch(folder: Path, count: int) -> tuple[list[FileReading], int]:
    """Watch until so many files were filed away; and how many papers there are then."""
    watching = Watch(folder)
    paper_count = await watching.run(count)
    return watching.readings, paper_count


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


def remove(folder: Path) -> None:
    shutil.rmtree(folder)


def put_a_file_there(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("no folder")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        pytest.param(remove, "No such file or directory. It is", id="it is removed"),
        pytest.param(put_a_file_there, "Not a directory. It is", id="a file takes its place"),
    ],
)
async def test_a_folder_that_is_gone_is_watched_again_when_it_is_back(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    spoil: Callable[[Path], None],
    reason: str,
) -> None:
    caplog.set_level(logging.INFO, "bot.watching")
    path = tmp_path / "incoming"
    path.mkdir()
    (path / "first.txt").write_text(PAGE)
    naps = iter(range(100))

    def mend() -> None:
        if next(naps) == 3:
            path.unlink(missing_ok=True)
            path.mkdir()
            (path / "second.txt").write_text(PAGE)

    watching = Watch(path, lambda reading: spoil(path) if reading.name == "first.txt" else None)
    await watching.run(2, sleep=mend)

    assert names(path / "done") == ["second.txt"]
    assert caplog.text.count(f"The folder {path} cannot be watched: {reason}") == 1
    assert caplog.text.count("cannot be watched") == 1
    assert caplog.text.count(f"The folder {path} is watched again") == 1


async def test_a_folder_that_another_takes_the_place_of_is_watched_on(tmp_path: Path) -> None:
    path = tmp_path / "incoming"
    path.mkdir()
    (path / "first.txt").write_text(PAGE)

    def replace(reading: FileReading) -> None:
        if reading.name == "first.txt":
            path.rename(tmp_path / "old")
            path.mkdir()
            (path / "second.txt").write_text(PAGE)

    await Watch(path, replace).run(2)

    assert names(path / "done") == ["second.txt"]


async def test_a_folder_that_cannot_be_made_is_watched_when_it_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "done").write_text("no folder")
    (tmp_path / "page.txt").write_text(PAGE)

    await Watch(tmp_path).run(1, sleep=lambda: (tmp_path / "done").unlink(missing_ok=True))

    assert f"cannot be watched: File exists ({tmp_path / 'done'})" in caplog.text
    assert names(tmp_path / "done") == ["page.txt"]


async def test_a_folder_that_is_not_there_at_first_is_told_of(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    watcher = Watcher(tmp_path / "file" / "in", clock=FixedClock(NOW_AT), open_writer=open_index)
    with pytest.raises(UnreadableSource, match="cannot be watched: No such file or directory"):
        watcher.watch(lambda _: None, lambda: None)
    writer = Worker(open_index, name="writer")
    async with watcher.watching(writer):
        for _ in range(3):
            await asyncio.sleep(0)
    await writer.close()
    assert f"The folder {tmp_path / 'file' / 'in'} cannot be watched" in caplog.text


async def test_a_hundred_files_are_one_batch(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number:03}.txt").write_text(f"{PAGE}\n{number}")
    watching = Watch(tmp_path)
    await watching.run(100)
    assert watching.rests == [100]
    assert len(names(tmp_path / "done")) == 100


async def test_what_is_no_file_is_told_of_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "march").mkdir()
    (tmp_path / "march" / "page.txt").write_text(PAGE)
    (tmp_path / "link").symlink_to(tmp_path / "absent")
    (tmp_path / "page.txt").write_text(PAGE)

    def drop_another(reading: FileReading) -> None:
        if reading.name == "page.txt":
            (tmp_path / "zoo.txt").write_text(PAGE)

    await Watch(tmp_path, drop_another).run(2)

    for name in ("march", "link"):
        assert caplog.text.count(f"{tmp_path / name} is no file, and is not read") == 1


async def test_an_archive_without_files_is_refused_with_a_word(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "empty.zip", "w"):
        pass
    await Watch(tmp_path).run(1)
    note = (tmp_path / "refused" / "empty.zip.txt").read_text()
    assert note == "empty.zip: expected a digest, found an archive with no file in it.\n"


async def test_names_that_are_no_text_are_told_as_far_as_they_are(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / os.fsdecode(b"p\xe4ge.txt")).write_text(PAGE)

    def drop_another(reading: FileReading) -> None:
        if reading.is_read:
            (tmp_path / os.fsdecode(b"z\xe4h.txt")).write_text("Dear diary")

    watching = Watch(tmp_path, drop_another)
    assert await watching.run(2) == 4
    assert [reading.name for reading in watching.readings] == ["p\ufffdge.txt", "z\ufffdh.txt"]
    assert len(names(tmp_path / "refused")) == 2
    assert "cannot be watched" not in caplog.text


@pytest.mark.parametrize(
    ("answers", "paper_count"),
    [
        pytest.param([False], 0, id="at its beginning"),
        pytest.param([True, False], 4, id="after its last digest"),
    ],
)
async def test_a_file_that_changes_while_it_is_read_is_left_for_later(
    tmp_path: Path, answers: list[bool], paper_count: int
) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE)
    writer = Worker(open_index, name="writer")
    goes_on = partial(next, iter(answers))
    assert await read_file(path, writer, clock=FixedClock(NOW_AT), goes_on=goes_on) is None
    found = (await writer.run(lambda index: index.load_coverage())).paper_count
    assert found == paper_count
    await writer.close()


async def test_others_who_write_wait_for_one_digest_of_an_archive_at_most(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    with ZipFile(path, "w") as archive:
        for day in range(1, 9):
            archive.writestr(f"{day}.txt", PAGE.replace("Apr 14", f"Apr {day}"))
    writer = Worker(open_index, name="writer")
    reading = asyncio.ensure_future(
        read_file(path, writer, clock=FixedClock(NOW_AT), goes_on=lambda: True)
    )
    while not (counted := (await writer.run(lambda index: index.load_coverage())).digest_count):
        assert not reading.done()
    assert counted < 8
    done = await reading
    assert done is not None
    assert len(done.reports) == 8
    await writer.close()


async def test_a_file_that_nobody_expected_keeps_no_other_back(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "first.txt").write_text(PAGE)
    (tmp_path / "second.txt").write_text(PAGE)

    class Startled(WatchedFolder):
        def file_away(self, file: Path, *, is_read: bool, note: str = "") -> Path:
            if file.name == "first.txt":
                raise ValueError("what is this?")
            return super().file_away(file, is_read=is_read, note=note)

    watching = Watch(tmp_path)
    watching.folder = Startled(tmp_path, still_seconds=0.02)
    await watching.run(1)
    assert names(tmp_path / "done") == ["second.txt"]
    assert "first.txt stays in the watched folder, and is tried again. what is this?" in caplog.text


async def test_what_keeps_a_file_is_told_again_after_one_of_its_name_was_filed_away(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    page = tmp_path / "page.txt"
    page.write_text(PAGE)
    tries: list[Path] = []

    class Stubborn(WatchedFolder):
        def file_away(self, file: Path, *, is_read: bool, note: str = "") -> Path:
            tries.append(file)
            if len(tries) in (1, 3):
                raise OSError("the disk is full")
            return super().file_away(file, is_read=is_read, note=note)

    def drop_again(_: FileReading) -> None:
        if len(tries) == 2:
            page.write_text(PAGE)

    watching = Watch(tmp_path, drop_again)
    watching.folder = Stubborn(tmp_path, still_seconds=0.005)
    await watching.run(2)
    assert caplog.text.count("the disk is full") == 2


async def test_watching_that_breaks_off_is_heard_of(caplog: pytest.LogCaptureFixture) -> None:
    async def break_off() -> None:
        raise OSError("the folder is gone")

    async with in_background(break_off(), "Watching the folder incoming"):
        for _ in range(3):
            await asyncio.sleep(0)
    assert "Watching the folder incoming has broken off" in caplog.text
    assert "the folder is gone" in caplog.text
