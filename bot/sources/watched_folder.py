"""A folder into which people drop digests: what is complete, and where it goes when it is read.

incoming/                 a file lies here until it has stood still for a moment
incoming/done/            it was read
incoming/refused/         it was not; beside it lies NAME.txt, which says why
"""

import logging
import os
import shutil
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from watchfiles import awatch

DONE, REFUSED = "done", "refused"
# A file that has not changed for so long is complete.
STILL_SECONDS: Final = 2.0
# Names of files that a program is still writing.
_UNFINISHED: Final = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", "~")


class WatchedFolder:
    """One folder with its two trays, which are made where they are missing.

    Args:
        path: the folder.
        still_seconds: how long a file has to stand still; so often the folder is looked at, too,
            since some disks tell of no change.
    """

    def __init__(self, path: Path, *, still_seconds: float = STILL_SECONDS) -> None:
        self.path: Final = path
        self._still_seconds = still_seconds
        self._last_look: Mapping[Path, tuple[int, int]] = {}
        self._handed_out: Mapping[Path, tuple[int, int]] = {}
        for tray in (path / DONE, path / REFUSED):
            tray.mkdir(parents=True, exist_ok=True)

    async def iter_complete(self) -> AsyncIterator[Sequence[Path]]:
        """Yield the files that have come and are complete, in the order of their names, for ever.

        A file that is neither filed nor taken away comes again once it has changed.
        """
        # It would log every change, in words that nobody who watches a folder needs.
        logging.getLogger("watchfiles").setLevel(logging.WARNING)
        # Between two looks lies that long without any change, or without anything told.
        still_milliseconds = max(int(self._still_seconds * 1000), 1)
        changes = awatch(
            self.path,
            recursive=False,
            step=still_milliseconds,
            debounce=10 * still_milliseconds,
            rust_timeout=still_milliseconds,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        )
        async for _ in changes:
            fresh = [file for file in self._find_complete() if self._is_fresh(file)]
            if fresh:
                yield fresh

    def file_away(self, file: Path, *, is_read: bool, note: str = "") -> Path:
        """Move a file into its tray, beside others of its name, and lay a note beside it.

        Raises:
            OSError: it cannot be moved.
        """
        tray = self.path / (DONE if is_read else REFUSED)
        place, number = tray / file.name, 1
        while place.exists():
            number += 1
            place = tray / f"{file.stem}-{number}{file.suffix}"
        if note:
            place.with_name(f"{place.name}.txt").write_text(note, encoding="utf-8")
        shutil.move(file, place)
        return place

    def _is_fresh(self, file: Path) -> bool:
        """Whether the file was not handed out before as it is now."""
        seen = self._last_look[file]
        is_fresh = self._handed_out.get(file) != seen
        self._handed_out = {
            each: look for each, look in self._handed_out.items() if each in self._last_look
        } | {file: seen}
        return is_fresh

    def _find_complete(self) -> list[Path]:
        """What looks just as at the look before, which was at least that long ago."""
        look = dict(self._iter_looks())
        complete = [file for file, seen in look.items() if self._last_look.get(file) == seen]
        self._last_look = look
        return sorted(complete)

    def _iter_looks(self) -> "list[tuple[Path, tuple[int, int]]]":
        looks = []
        for entry in os.scandir(self.path):
            if entry.name.startswith(".") or entry.name.casefold().endswith(_UNFINISHED):
                continue
            with suppress(OSError):  # it may be gone again
                if entry.is_file():
                    stat = entry.stat()
                    looks.append((Path(entry.path), (stat.st_size, stat.st_mtime_ns)))
        return looks
