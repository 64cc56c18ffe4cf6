"""Files that hold one thing a line: queries, judgments, messages."""

import sys
from collections.abc import Iterator
from pathlib import Path

from bot.errors import UnreadableSource


def iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, numbered from 1; - is standard input.

    Raises:
        UnreadableSource: the file cannot be opened, or is no UTF-8 text.
    """
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UnreadableSource(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise UnreadableSource(f"{path} cannot be read: it is no UTF-8 text.") from error
    # Not splitlines: a text may hold signs that it takes for the ends of lines.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, line
