"""What was fetched from the Daily Papers API, and when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class FetchedDay:
    """The last time that a day's list was read."""

    day: date
    fetched_at: datetime
    paper_count: int  # 0 where the list was empty


@dataclass(frozen=True, slots=True)
class FetchState:
    """How fetching stands."""

    last_at: datetime | None  # when it was last tried; None: never
    fault: str | None  # why that failed; None where it did not
    day_count: int  # days whose list was read
    last_day: date | None  # the newest of them
