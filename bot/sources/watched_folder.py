"""A folder into which people drop digests: what is complete, and where it goes when it is read.

incoming/                 a file lies here until it has stood still for a moment
incoming/done/            it was read
incoming/refused/         it was not; beside it lies NAME.txt, which says why
"""

import errno
import logging
import os
import shutil
import signal
import sys
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from watchfiles import awatch

if sys.platform == "linux":
    import fcntl

_LOG = logging.getLogger(__name__)

DONE, REFUSED = "done", "refused"
# A file that has not changed for so long is complete.
STILL_SECONDS: Final = 2.0
# Endings of files that a program is still writing.
_UNFINISHED: Final = (
    ".part", ".partial", ".filepart", ".crdownload", ".opdownload", ".download", ".tmp", ".swp", "~"
)  # fmt: skip
_NOTE: Final = ".txt"
_NAME_LIMIT_BYTES: Final = 255
# A file that stays, since it could not be filed away, is handed out again after so many looks,
# later after twice as many, and so on.
_FIRST_PAUSE_LOOKS, _LONGEST_PAUSE_LOOKS = 30, 1800

# What changes when a file does.
_Stamp = tuple[int, int, int, int]


@dataclass(slots=True)
class _HandedOut:
    """A file that was handed out, and still lies there."""

    stamp: _Stamp
    pause_looks: int = _FIRST_PAUSE_LOOKS
    left_looks: int = _FIRST_PAUSE_LOOKS

    def is_due(self) -> bool:
        """Count a look; whether it is time to hand the file out again."""
        self.left_looks -= 1
        if self.left_looks > 0:
            return False
        self.pause_looks = min(2 * self.pause_looks, _LONGEST_PAUSE_LOOKS)
        self.left_looks = self.pause_looks
        return True


class WatchedFolder:
    """One folder with its two trays.

    Args:
        path: the folder.
        still_seconds: how long a file has to stand still; so often the folder is looked at, too,
            since some disks tell of no change.
    """

    def __init__(self, path: Path, *, still_seconds: float = STILL_SECONDS) -> None:
        self.path: Final = path
        self.still_seconds: Final = still_seconds
        self.strangers: Sequence[str] = ()  # names of what lies there and is no file
        self._last_look: Mapping[Path, _Stamp] = {}
        self._handed_out: dict[Path, _HandedOut] = {}

    def prepare(self) -> None:
        """Make the trays where they are missing.

        Raises:
            OSError: the folder is not there, or is no folder, or cannot be written to.
        """
        if not self.path.is_dir():
            what = errno.ENOTDIR if self.path.exists() else errno.ENOENT
            raise OSError(what, os.strerror(what), str(self.path))
        for tray in (DONE, REFUSED):
            (self.path / tray).mkdir(exist_ok=True)

    async def iter_complete(self) -> AsyncGenerator[Sequence[Path], None]:
        """Yield at each look the files that have come and are complete, ordered by their names.

        A file that is neither filed nor taken away comes again once it has changed, and now and
        then even if it has not.

        It ends where the system tells of no changes: there is no watch left, or a name is no text.
        Whoever begins anew after a moment loses nothing.

        Raises:
            OSError: the folder is gone, or cannot be looked at.
        """
        # It would log every change, in words that nobody who watches a folder needs.
        logging.getLogger("watchfiles").setLevel(logging.WARNING)
        # Between two looks lies that long without any change, or without anything told.
        still_milliseconds = max(int(self.still_seconds * 1000), 1)
        changes = awatch(
            self.path,
            watch_filter=None,
            recursive=False,
            step=still_milliseconds,
            debounce=10 * still_milliseconds,
            rust_timeout=still_milliseconds,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        async with aclosing(changes):
            while True:
                yield self._find_due()
                try:
                    await anext(changes)
                except Exception as error:  # noqa: BLE001 - it fails for many a reason
                    _LOG.debug("No word of changes from %s: %s", self.path, error)
                    return

    def is_unchanged(self, file: Path) -> bool:
        """Whether a file still is as it was handed out; False where it is gone."""
        handed_out = self._handed_out.get(file)
        return handed_out is not None and _find_stamp(file) == handed_out.stamp

    def file_away(self, file: Path, *, is_read: bool, note: str = "") -> Path:
        """Move a file into its tray, beside others of its name, and lay a note beside it.

        Raises:
            OSError: it cannot be moved.
        """
        tray = self.path / (DONE if is_read else REFUSED)
        tray.mkdir(exist_ok=True)
        number = 1
        while _is_taken(place := tray / _number_name(file, number), note):
            number += 1
        if note:
            # First: a file that is refused never lies there without a word.
            _write_note(_note_of(place), note)
        shutil.move(file, place)
        self._handed_out.pop(file, None)
        return place

    def _find_due(self) -> list[Path]:
        """The complete files that were not handed out as they are now, or long ago."""
        complete = self._find_complete()
        self._handed_out = {
            file: handed_out
            for file, handed_out in self._handed_out.items()
            if file in self._last_look
        }
        return [file for file in complete if self._is_due(file)]

    def _is_due(self, file: Path) -> bool:
        stamp = self._last_look[file]
        handed_out = self._handed_out.get(file)
        if handed_out is not None and handed_out.stamp == stamp:
            return handed_out.is_due()
        self._handed_out[file] = _HandedOut(stamp)
        return True

    def _find_complete(self) -> list[Path]:
        """What looks just as at the look before, which was at least that long ago."""
        look = self._look()
        still = [file for file, stamp in look.items() if self._last_look.get(file) == stamp]
        self._last_look = look
        return sorted(file for file in still if not _is_being_written(file))

    def _look(self) -> dict[Path, _Stamp]:
        files: list[Path] = []
        strangers: list[str] = []
        with os.scandir(self.path) as entries:
            found = {entry.name: entry for entry in entries}
        for name, entry in found.items():
            if name.startswith(".") or name in (DONE, REFUSED) or _is_unfinished(name, found):
                continue
            try:
                is_file = entry.is_file()
            except OSError:
                is_file = False
            if is_file:
                files.append(Path(entry.path))
            elif os.path.lexists(entry.path):  # it may be gone again
                strangers.append(name)
        self.strangers = sorted(strangers)
        stamps = {file: _find_stamp(file) for file in files}
        return {file: stamp for file, stamp in stamps.items() if stamp is not None}


def _is_unfinished(name: str, beside: Iterable[str]) -> bool:
    """Whether a program is writing it, as its name tells, or the name of a file beside it."""
    is_marked = name.casefold().endswith(_UNFINISHED)
    return is_marked or any(f"{name}{ending}" in beside for ending in _UNFINISHED)


def _find_stamp(file: Path) -> _Stamp | None:
    """How a file looks now; None where it cannot be looked at."""
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _is_being_written(file: Path) -> bool:
    """Whether a process has the file open for writing, as far as the system tells.

    Linux grants a read lease on a local file only where none has. Elsewhere nobody knows, and
    standing still has to do.
    """
    if sys.platform != "linux":
        return False
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        # Whoever opens the file meanwhile has this process told; unasked, that would end it.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(descriptor)
    return False


def _number_name(file: Path, number: int) -> str:
    """The file's name, or the name with a number; a note's name has to fit, too."""
    ending = file.suffix if number == 1 else f"-{number}{file.suffix}"
    stem = file.stem
    while stem and len(os.fsencode(f"{stem}{ending}{_NOTE}")) > _NAME_LIMIT_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}"


def _note_of(place: Path) -> Path:
    return place.with_name(f"{place.name}{_NOTE}")


def _write_note(path: Path, note: str) -> None:
    """Write the whole note or nothing: half of one would stand in the way of the next try."""
    try:
        path.write_text(note, encoding="utf-8", errors="backslashreplace")
    except OSError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _is_taken(place: Path, note: str) -> bool:
    """Whether something lies at a place, or where its note would; the same note may lie there."""
    if os.path.lexists(place):
        return True
    if not note or not os.path.lexists(_note_of(place)):
        return False
    # As a process leaves it that was killed before it moved the file.
    try:
        return _note_of(place).read_text(encoding="utf-8", errors="replace") != note
    except OSError:
        return True
