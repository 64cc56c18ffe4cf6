"""Watching a folder: what is dropped there is read, and filed away."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.background import in_background
from bot.clock import Clock, today_on
from bot.errors import PaperboyError, UnreadableSource
from bot.intake import Unread, iter_digests
from bot.models import IngestReport
from bot.services.ingest import ingest_digest
from bot.services.ports import IndexWriter
from bot.sources.files import SourceFile, open_documents
from bot.sources.watched_folder import WatchedFolder
from bot.worker import Worker

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReading:
    """What came of one file."""

    file: Path
    reports: tuple[IngestReport, ...]
    unread: tuple[Unread, ...]

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
) -> None:
    """Read what is dropped into the folder, until cancelled.

    A file is filed away after its digests are stored: where the process is killed between the two,
    it is read again, which changes nothing. A file that cannot be filed away stays, and is told of
    once.
    """
    stuck: set[tuple[Path, str]] = set()
    async for files in folder.iter_complete():
        for file in files:
            try:
                reading = await writer.run(_read_file, file, clock)
                folder.file_away(file, is_read=reading.is_read, note=reading.note)
            except Exception as error:  # noqa: BLE001 - no file may keep the others back
                if (file, str(error)) not in stuck:
                    stuck.add((file, str(error)))
                    trace = None if isinstance(error, PaperboyError | OSError) else error
                    _LOG.error("%s stays in the watched folder. %s", file, error, exc_info=trace)
            else:
                tell(reading)


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


def _read_file(index: IndexWriter, file: Path, clock: Clock) -> FileReading:
    reports: list[IngestReport] = []
    unread: list[Unread] = []
    try:
        documents = open_documents(SourceFile(str(file), is_named=True))
        for read in iter_digests(
            documents, today=today_on(clock), given_days=index.load_given_days()
        ):
            if isinstance(read, Unread):
                unread.append(read)
            else:
                reports.append(ingest_digest(index, read, ingested_at=clock.now_at()))
    except UnreadableSource as error:
        unread.append(Unread(file.name, str(error)))
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

    def watch(self, tell: Callable[[FileReading], None]) -> None:
        """Read what comes until interrupted.

        Raises:
            UnreadableSource: the folder cannot be watched.
        """
        try:
            folder = WatchedFolder(self._path)
        except OSError as error:
            reason = error.strerror or error
            raise UnreadableSource(f"{self._path} cannot be watched: {reason}.") from error

        async def run() -> None:
            writer = Worker(self._open_writer, name="writer")
            try:
                await keep_watching(folder, writer, clock=self._clock, tell=tell)
            finally:
                await writer.close()

        asyncio.run(run())

    @asynccontextmanager
    async def watching(self, writer: Worker[IndexWriter]) -> AsyncIterator[None]:
        """Inside, what comes is read and told in the log; a folder that cannot be watched, too."""
        try:
            folder = WatchedFolder(self._path)
        except OSError as error:
            reason = error.strerror or error
            _LOG.warning("The folder %s cannot be watched: %s", self._path, reason)
            yield
            return
        work = keep_watching(folder, writer, clock=self._clock, tell=log_reading)
        async with in_background(work, f"Watching the folder {self._path}"):
            yield
