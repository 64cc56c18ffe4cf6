"""Every error that Paperboy raises on purpose.

A user may read the message of each: it says what is wrong and what to do.

    PaperboyError
    ├── WrongUse                    the request cannot be carried out as asked (exit code 2)
    │   ├── InvalidSettings         a key or value in the configuration
    │   ├── EmptyQuery              nothing to search for
    │   ├── MalformedQuery          a filter in the query has a value that it cannot have
    │   ├── InvalidTiming           no time of day, weekday or time zone
    │   ├── ScheduleRefused         a schedule that cannot be as asked for; says what would do
    │   ├── FollowRefused           a topic that cannot be followed, or is not followed
    │   ├── AdditionRefused         a digest that cannot be added as asked for
    │   ├── NotAdmitted             there is no token, or Discord refuses it or an intent
    │   ├── WrongPlace              it can be done elsewhere on Discord, but not here
    │   ├── PaperNotFound           no paper fits the reference; names the nearest
    │   └── LineNotUnderstood       a line typed in the playground
    └── WorkFailed                  the request was right, the work was not possible (exit code 1)
        ├── DigestError
        │   ├── UnknownDigestFormat a text that is no digest
        │   └── MalformedDigest     a digest that cannot be read at all
        ├── UnreadableSource        a file that cannot be opened or decoded
        ├── MessagesUnreadable      what was said on Discord: withheld, or not sent in time
        ├── IndexUnusable           database or search index: damaged, locked, not ours
        ├── MissingExtra            an optional package is not installed
        ├── ModelUnavailable        a language model cannot be fetched, or does not answer
        ├── FetchFailed             the Daily Papers API did not answer as expected
        │   └── ServerAway          it cannot be reached, or wants to be left alone
        └── ServingFailed           the connection to Discord is dead; starting again may help
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final


class PaperboyError(Exception):
    """The root: whoever catches it catches every expected error and nothing else."""


class WrongUse(PaperboyError):
    """The request itself is wrong; asking differently helps."""


class InvalidSettings(WrongUse):
    """A setting is unknown or has a value that it cannot have."""


class EmptyQuery(WrongUse):
    """The query holds no word, phrase or filter to search for."""


class MalformedQuery(WrongUse):
    """The query holds a filter that is not understood; the message shows how to write it."""


class InvalidTiming(WrongUse):
    """A text is no time of day, names no weekdays, or is no time zone."""


class ScheduleRefused(WrongUse):
    """A schedule cannot be as asked for; the message says what would do."""


class FollowRefused(WrongUse):
    """A topic cannot be followed, or let go, as asked for; the message says what would do."""


class AdditionRefused(WrongUse):
    """A digest cannot be added as asked for; the message says what would do."""


class NotAdmitted(WrongUse):
    """Discord does not let the bot in, and starting again will not change that."""


class WrongPlace(WrongUse):
    """It can be done elsewhere on Discord, but not in this channel, thread or conversation."""


class PaperNotFound(WrongUse):
    """No indexed paper fits the reference.

    Attributes:
        nearest: titles of the indexed papers that come nearest, best first; may be empty.
    """

    def __init__(self, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.nearest: Final = tuple(nearest)


class LineNotUnderstood(WrongUse):
    """A line typed in the playground asks for nothing that can be done there."""


class WorkFailed(PaperboyError):
    """The request was right, yet it could not be carried out."""


class DigestError(WorkFailed):
    """A digest cannot be read.

    Attributes:
        line: where in the source, from 1; None where no single line is at fault.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line: Final = line


class UnknownDigestFormat(DigestError):
    """The text is in none of the known digest formats."""


class MalformedDigest(DigestError):
    """The format is known, but the text breaks it so badly that no entry can be read."""


class UnreadableSource(WorkFailed):
    """A file cannot be opened, or its bytes are no text."""


class MessagesUnreadable(WorkFailed):
    """Discord does not show what was said; the message says who has to do what."""


class IndexUnusable(WorkFailed):
    """The database or the search index cannot be used: damaged, locked, read-only, not ours."""


class MissingExtra(WorkFailed):
    """The task needs a package that is not installed."""


class ModelUnavailable(WorkFailed):
    """A language model is not on this machine and could not be fetched, or does not answer."""


class FetchFailed(WorkFailed):
    """The Daily Papers API did not answer as it should.

    Attributes:
        is_passing: True where it was asked again and again, since it may answer another time.
    """

    def __init__(self, message: str, *, is_passing: bool = False) -> None:
        super().__init__(message)
        self.is_passing: Final = is_passing


class ServerAway(FetchFailed):
    """The Daily Papers API cannot be reached, or wants to be left alone, whatever is asked for.

    Attributes:
        until_at: when it may be asked again; None where it did not say.
    """

    def __init__(self, message: str, *, until_at: datetime | None = None) -> None:
        super().__init__(message, is_passing=True)
        self.until_at: Final = until_at


class ServingFailed(WorkFailed):
    """The connection to Discord only seemed alive; a new process can make a new one."""
