"""Watching a folder: what is dropped there is read, and filed away."""

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bot.background import in_background
from bot.clock import Clock, today_on
from bot.errors import PaperboyError, UnreadableSource
from bot.intake import Unread, iter_digests
from bot.models import IngestReport
from bot.services.ingest import ingest_digest, load_given_days
from bot.services.ports import IndexWriter
from bot.sources.files import SourceFile, open_documents
from bot.sources.watched_folder import WatchedFolder
from bot.worker import Worker

_LOG = logging.getLogger(__name__)

Sleep = Callable[[float], Awaitable[object]]


def _rest() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came of one file."""

    file: Path
    reports: tuple[IngestReport, ...]
    unread: tuple[Unread, ...]

    @property
    def name(self) -> str:
        """What people call the file."""
        return SourceFile(str(self.file), is_named=True).name

    @property
    def is_read(self) -> bool:
        """Whether there was a digest in it."""
        return bool(self.reports)

    @property
    def note(self) -> str:
        """What to lay beside the file; nothing where all of it was read."""
        return "".join(f"{each.name}: {each.reason}\n" for each in self.unread)


async def keep_watching(
    folder: WatchedFolder,
    writer: Worker[IndexWriter],
    *,
    clock: Clock,
    tell: Callable[[FileReading], None],
    rest: Callable[[], None] = _rest,
    sleep: Sleep = asyncio.sleep,
) -> None:
    """Read what is dropped into the folder, until cancelled.

    A file is filed away after its digests are stored: where the process is killed between the two,
    it is read again, which changes nothing. A file that cannot be filed away stays, is told of
    once, and is tried again now and then. A folder that is gone is told of once, too, and watched
    again as soon as it is back.

    Args:
        folder: into which files are dropped.
        writer: the index.
        clock: says when a digest came.
        tell: hears what came of a file.
        rest: is called when all that had come is read.
        sleep: waits so many seconds.
    """
    watching = _Watching(folder, writer, clock, tell)
    async with aclosing(_iter_looks(folder, sleep)) as looks:
        async for files in looks:
            await watching.take_in(files)
            if files:
                rest()


async def _iter_looks(folder: WatchedFolder, sleep: Sleep) -> AsyncGenerator[Sequence[Path], None]:
    """Yield at each look what is complete, for ever, whatever becomes of the folder."""
    complaint = ""
    while True:
        try:
            folder.prepare()
            async with aclosing(folder.iter_complete()) as looks:
                async for files in looks:
                    if complaint:
                        _LOG.info("The folder %s is watched again", folder.path)
                        complaint = ""
                    yield files
        except Exception as error:  # noqa: BLE001 - the folder may come back
            reason = _say_reason(error, folder.path)
            if reason != complaint:
                complaint = reason
                _LOG.error(
                    "The folder %s cannot be watched: %s. It is watched again as soon as it can be",
                    folder.path,
                    reason,
                    exc_info=None if isinstance(error, OSError) else error,
                )
        await sleep(folder.still_seconds)


def _say_reason(error: Exception, folder: Path) -> str:
    """Why a folder cannot be watched, and what stands in the way where it is not the folder."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    is_elsewhere = error.filename not in (None, str(folder))
    return f"{error.strerror} ({error.filename})" if is_elsewhere else error.strerror


class _Watching:
    """What is known of the files of one folder."""

    def __init__(
        self,
        folder: WatchedFolder,
        writer: Worker[IndexWriter],
        clock: Clock,
        tell: Callable[[FileReading], None],
    ) -> None:
        self._folder = folder
        self._writer = writer
        self._clock = clock
        self._tell = tell
        self._told: dict[Path, set[str]] = {}

    async def take_in(self, files: Sequence[Path]) -> None:
        """Read the files, and file them away; no file may keep the others back."""
        self._tell_strangers()
        for file in files:
            try:
                goes_on = partial(self._folder.is_unchanged, file)
                reading = await read_file(file, self._writer, clock=self._clock, goes_on=goes_on)
                if reading is None:
                    continue
                self._folder.file_away(file, is_read=reading.is_read, note=reading.note)
            except Exception as error:  # noqa: BLE001 - whatever it is, the others are read
                trace = None if isinstance(error, PaperboyError | OSError) else error
                self._complain(
                    file, f"{file} stays in the watched folder, and is tried again. {error}", trace
                )
            else:
                self._told.pop(file, None)
                self._tell(reading)

    def _tell_strangers(self) -> None:
        for name in self._folder.strangers:
            stranger = self._folder.path / name
            text = f"{stranger} is no file, and is not read; drop files, or an archive of them"
            self._complain(stranger, text)

    def _complain(self, path: Path, text: str, trace: Exception | None = None) -> None:
        """Tell the operator, once."""
        told = self._told.setdefault(path, set())
        if text not in told:
            told.add(text)
            _LOG.error("%s", text, exc_info=trace)


def log_reading(reading: FileReading) -> None:
    """Tell the operator in the log."""
    for report in reading.reports:
        _LOG.info(
            "Read %s: %d new, %d updated, %d skipped",
            report.source,
            report.added,
            report.updated,
            len(report.skipped),
        )
    for unread in reading.unread:
        _LOG.warning("Could not read %s: %s", unread.name, unread.reason)


async def read_file(
    file: Path, writer: Worker[IndexWriter], *, clock: Clock, goes_on: Callable[[], bool]
) -> FileReading | None:
    """Read what a file holds, digest by digest: others who write wait for one at most.

    Args:
        file: a digest, or an archive of them.
        writer: the index.
        clock: says when a digest came.
        goes_on: False as soon as the file is another one than it was.

    Returns:
        What came of it; None where it changed meanwhile, and has to be read again.
    """
    reports: list[IngestReport] = []
    unread: list[Unread] = []
    source = SourceFile(str(file), is_named=True)
    given_days = await writer.run(load_given_days)
    digests = iter_digests(open_documents(source), today=today_on(clock), given_days=given_days)
    try:
        while (read := await asyncio.to_thread(next, digests, None)) is not None:
            if not goes_on():
                return None
            if isinstance(read, Unread):
                unread.append(read)
            else:
                report = await writer.run(ingest_digest, read, ingested_at=clock.now_at())
                reports.append(report)
    except UnreadableSource as error:
        unread.append(Unread(source.name, str(error)))
    if not goes_on():
        return None
    if not (reports or unread):
        unread.append(
            Unread(source.name, "expected a digest, found an archive with no file in it.")
        )
    return FileReading(file, tuple(reports), tuple(unread))


class Watcher:
    """Reads what is dropped into one folder.

    Args:
        path: the folder.
        clock: says when a digest came.
        open_writer: the index for writing, in the thread that calls.
    """

    def __init__(self, path: Path, *, clock: Clock, open_writer: Callable[[], IndexWriter]) -> None:
        self._path = path
        self._clock = clock
        self._open_writer = open_writer

    def watch(self, tell: Callable[[FileReading], None], rest: Callable[[], None]) -> None:
        """Read what comes until interrupted.

        Args:
            tell: hears what came of a file.
            rest: is called when all that had come is read.

        Raises:
            UnreadableSource: the folder cannot be watched.
        """
        folder = WatchedFolder(self._path)
        try:
            folder.prepare()
        except OSError as error:
            reason = _say_reason(error, self._path)
            raise UnreadableSource(f"{self._path} cannot be watched: {reason}.") from error

        async def run() -> None:
            writer = Worker(self._open_writer, name="writer")
            try:
                await keep_watching(folder, writer, clock=self._clock, tell=tell, rest=rest)
            finally:
                await writer.close()

        asyncio.run(run())

    @asynccontextmanager
    async def watching(self, writer: Worker[IndexWriter]) -> AsyncIterator[None]:
        """Inside, what comes is read and told in the log; a folder that cannot be watched, too."""
        with suppress(OSError):  # where it cannot be made, that is told by who watches it
            self._path.mkdir(parents=True, exist_ok=True)
        folder = WatchedFolder(self._path)
        work = keep_watching(folder, writer, clock=self._clock, tell=log_reading)
        async with in_background(work, f"Watching the folder {self._path}"):
            yield
