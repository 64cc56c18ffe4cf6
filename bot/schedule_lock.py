"""A lock that one process holds, and that is free again however the process ends."""

import contextlib
from pathlib import Path

from filelock import FileLock, Timeout


class FolderLock:
    """Locks by name, kept as files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(self, name: str, held: contextlib.ExitStack) -> bool:
        """Take the lock if nobody has it, for as long as the stack is open."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / f"{name}.lock", timeout=0)
        try:
            held.enter_context(lock)
        except Timeout:
            return False
        return True
