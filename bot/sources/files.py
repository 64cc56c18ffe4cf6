"""Digests from files, folders and standard input."""

import sys
from dataclasses import dataclass
from pathlib import Path

from bot.errors import UnreadableSource

# The name that means standard input on a command line.
STANDARD_INPUT = "-"
# No digest comes near this; reading a film by mistake would only fill the memory.
FILE_LIMIT_BYTES = 256 * 2**20


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that may hold a digest."""

    path: str
    is_named: bool  # True where the user named the file itself, False where its folder

    @property
    def name(self) -> str:
        """What people call it: the last part of the path."""
        return "standard input" if self.path == STANDARD_INPUT else Path(self.path).name


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


def read_text(file: SourceFile) -> str:
    """The text of a file, which must be UTF-8, with or without byte order mark.

    Raises:
        UnreadableSource: it cannot be opened, is too large, or is no UTF-8 text.
    """
    try:
        content = _read_bytes(file)
    except OSError as error:
        reason = error.strerror or error
        raise UnreadableSource(f"{file.path} cannot be read: {reason}.") from error
    if len(content) > FILE_LIMIT_BYTES:
        limit = FILE_LIMIT_BYTES // 2**20
        raise UnreadableSource(f"{file.path} is larger than {limit} MiB; that is no digest.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableSource(
            f"{file.path}, line {line}: expected UTF-8 text, found the byte "
            f"0x{content[error.start]:02x}. Save the file as UTF-8 and try again."
        ) from error


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _read_bytes(file: SourceFile) -> bytes:
    if file.path == STANDARD_INPUT:
        return sys.stdin.buffer.read(FILE_LIMIT_BYTES + 1)
    with Path(file.path).open("rb") as stream:
        return stream.read(FILE_LIMIT_BYTES + 1)
