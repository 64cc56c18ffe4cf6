"""What a form of digest consists of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.models import DigestEntry, SkippedEntry

_TOLD_LIMIT: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDays:
    """What is known about time without the text."""

    today: date
    issued_on: date | None  # the operator's word for the digest's day; it beats the text


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestContents:
    """What a format reads from a text."""

    issued_on: date | None
    issued_on_is_inferred: bool
    entries: tuple[DigestEntry, ...]
    skipped: tuple[SkippedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestFormat:
    r"""One form of digest.

    The text that the functions are given has no byte order mark, `\n` at its lines' ends, and no
    halves of characters. It may be anything else: `is_format` must answer for every text, and
    `parse` may raise nothing but `MalformedDigest`.
    """

    name: str  # kept with every digest, so it never changes
    description: str  # for people: completes "Known are …"
    is_format: Callable[[str], bool]
    parse: Callable[[str, KnownDays], DigestContents]


def collect_contents(
    parts: Iterable[DigestEntry | SkippedEntry],
    *,
    issued_on: date | None,
    issued_on_is_inferred: bool = False,
) -> DigestContents:
    """Sort out what was read from what was not, which comes in the order of its lines.

    What was not read is told one by one up to a limit, and then by number: a file may be made of
    millions of lines that nobody can read.
    """
    entries: list[DigestEntry] = []
    skipped: list[SkippedEntry] = []
    last_line = untold_count = 0
    for part in parts:
        if isinstance(part, DigestEntry):
            entries.append(part)
        elif len(skipped) < _TOLD_LIMIT:
            skipped.append(part)
        else:
            last_line = max(last_line, part.line)
            untold_count += 1
    if untold_count:
        reason = f"{untold_count:,} more could not be read, the last of them here"
        skipped.append(SkippedEntry(last_line, reason))
    return DigestContents(
        issued_on=issued_on,
        issued_on_is_inferred=issued_on_is_inferred,
        entries=tuple(entries),
        skipped=tuple(sorted(skipped, key=lambda part: part.line)),
    )
