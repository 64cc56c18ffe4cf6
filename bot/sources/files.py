"""Digests from files, folders and standard input."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableSource
from bot.sources.containers import DEFAULT_LIMITS, Document, Limits, Refusal, iter_documents
from bot.text.white_space import squeeze

# The name that means standard input on a command line.
STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may hold a digest."""

    path: str
    is_named: bool  # True where the user named the file itself, False where its folder

    @property
    def name(self) -> str:
        """What people call it: the last part of the path, fit to be shown and kept."""
        if self.path == STANDARD_INPUT:
            return "standard input"
        return squeeze(os.fsencode(Path(self.path).name).decode("utf-8", "replace"))


def list_source_files(path: str) -> list[SourceFile]:
    """The file named, or those in the folder named and below, in the order of their names.

    Hidden files and folders are left out.

    Raises:
        UnreadableSource: the path does not exist.
    """
    place = Path(path)
    if path == STANDARD_INPUT or place.is_file():
        return [SourceFile(path, is_named=True)]
    if not path or not place.exists():
        raise UnreadableSource(f"{path or 'An empty path'} does not exist.")
    return [
        SourceFile(str(below), is_named=False)
        for below in sorted(place.rglob("*"))
        if below.is_file() and not _is_hidden(below.relative_to(place))
    ]


def open_documents(
    file: SourceFile, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document | Refusal]:
    """Yield what a file holds: itself, or one by one what is packed in it.

    Raises:
        UnreadableSource: the file cannot be opened.
    """
    try:
        if file.path == STANDARD_INPUT:
            yield from iter_documents(sys.stdin.buffer, file.name, limits)
            return
        with Path(file.path).open("rb") as stream:
            yield from iter_documents(stream, file.name, limits)
    except OSError as error:
        reason = error.strerror or error
        raise UnreadableSource(f"{file.path} cannot be read: {reason}.") from error


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
