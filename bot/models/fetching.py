"""What was fetched from the Daily Papers API, and when."""

from dataclasses import dataclass
from datetime import date, datetime


def name_list(day: date) -> str:
    """The source of a day's list that Paperboy fetched by itself.

    >>> name_list(date(2026, 3, 10))
    'Daily Papers of 2026-03-10'
    """
    return f"Daily Papers of {day}"


@dataclass(frozen=True, slots=True)
class FetchedDay:
    """The last time that a day's list was read."""

    day: date
    fetched_at: datetime
    paper_count: int  # 0 where the list was empty


@dataclass(frozen=True, slots=True)
class ServerRest:
    """A server that wants to be left alone."""

    address: str
    until_at: datetime


@dataclass(frozen=True, slots=True)
class FetchState:
    """How fetching stands."""

    last_at: datetime | None  # when it was last tried; None: never
    fault: str | None  # why that failed; None where it did not
    complete_at: datetime | None  # when everything that was wanted was last read; None: never
    day_count: int  # days whose list was read
    last_day: date | None  # the newest of them
    rest: ServerRest | None = None  # what the server wanted at last; it may be over


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """How reading a span of days ended."""

    failed_count: int
    left_count: int = 0  # days that nobody asked for any more, since the server was away
    rest: ServerRest | None = None  # where the server wants to be left alone
