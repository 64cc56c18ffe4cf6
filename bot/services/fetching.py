"""Fetching: which days' lists are wanted, and taking in those that came.

Everything that is known about it is kept beside the papers, day by day, so whatever breaks off is
resumed where it stopped.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from bot.errors import WrongUse
from bot.models import Digest, FetchedDay, FetchState, IngestReport, ServerRest
from bot.services.ingest import ingest_digest
from bot.services.ports import IndexReader, IndexWriter

# Votes and comments grow for days: so long a day's list is worth reading again.
RECENT: Final = timedelta(days=7)
# A list that was read so short a time ago is not read again.
FRESH: Final = timedelta(hours=4)
# After a fetch that failed, the next one is tried.
RETRY: Final = timedelta(minutes=30)
# No server wants to be left alone for longer; then a clock was set back.
LONGEST_REST: Final = timedelta(days=1)
# A day's list is complete by then, in UTC, on the day after.
_COMPLETE_AT: Final = time(2, 40, tzinfo=UTC)
# There are no lists of earlier days.
FIRST_DAY: Final = date(2023, 5, 4)
_FRIDAY: Final = 4
_ONE_DAY: Final = timedelta(days=1)
_DAYS_KEY, _STATE_KEY = "fetched_days", "fetch_state"


def check_day(day: date, *, now_at: datetime) -> None:
    """Tell whether there can be a list of that day.

    Raises:
        WrongUse: it lies in the future, or before the first list.
    """
    if day > now_at.date():
        raise WrongUse(f"{day} lies in the future.")
    if day < FIRST_DAY:
        raise WrongUse(f"There is no list of {day}: the first is that of {FIRST_DAY}.")


def plan_days(
    fetched: Mapping[date, FetchedDay], *, now_at: datetime, since: date | None = None
) -> list[date]:
    """The days whose lists are to be read now, oldest first; weekends have none.

    Args:
        fetched: what was read before.
        now_at: the present.
        since: read all days from then on; by default from the newest that was read, and the last
            week in any case.

    Raises:
        WrongUse: `since` lies in the future.
    """
    today = now_at.date()
    if since is not None and since > today:
        raise WrongUse(f"{since} lies in the future.")
    latest = max(fetched, default=today)
    first = max(min(today - RECENT, latest) if since is None else since, FIRST_DAY)
    days = (first + timedelta(days=number) for number in range((today - first).days + 1))
    return [
        day
        for day in days
        if day.weekday() <= _FRIDAY and _is_wanted(fetched.get(day), day, now_at)
    ]


def next_time(times: Sequence[time], *, after: datetime) -> datetime:
    """The first of these times of the day, in UTC, that comes later than an instant."""
    days = (after.date(), after.date() + _ONE_DAY)
    instants = (datetime.combine(day, each, UTC) for day in days for each in times)
    return min(instant for instant in instants if instant > after)


def find_next_fetch(
    state: FetchState, times: Sequence[time], *, now_at: datetime
) -> datetime | None:
    """When `paperboy serve` fetches next; now where that is due, None where it never does.

    It fetches at these times of the day, in UTC, at once where one was missed, and half an hour
    after it failed, or when the server wants to be asked again.
    """
    if not times:
        return None
    due_at = _find_due_time(state, times, now_at)
    until_at = find_rest_end(state, now_at=now_at)
    return due_at if until_at is None else max(due_at, until_at)


def find_rest_end(state: FetchState, *, now_at: datetime) -> datetime | None:
    """Until when the server wants to be left alone; None where it may be asked."""
    if state.rest is None or not now_at < state.rest.until_at <= now_at + LONGEST_REST:
        return None
    return state.rest.until_at


def _find_due_time(state: FetchState, times: Sequence[time], now_at: datetime) -> datetime:
    if state.complete_at is not None:
        # A clock that was set back, perhaps by years, must not end fetching.
        due_at = next_time(times, after=min(state.complete_at, now_at))
        if due_at > now_at:
            return due_at
    if state.fault is None or state.last_at is None:
        return now_at
    return max(now_at, min(state.last_at, now_at) + RETRY)


def ingest_day(
    index: IndexWriter, day: date, digest: Digest | None, *, now_at: datetime
) -> IngestReport | None:
    """Take in a day's list, and keep that it was read; None where it was empty.

    A process that is killed between the two reads the list once more, which changes nothing.
    """
    report = None if digest is None else ingest_digest(index, digest, ingested_at=now_at)
    days = load_fetched_days(index)
    paper_count = 0 if digest is None else len(digest.entries)
    days[day] = FetchedDay(day, now_at, paper_count)
    kept = {
        each.day.isoformat(): [each.fetched_at.isoformat(), each.paper_count]
        for each in days.values()
    }
    index.keep_value(_DAYS_KEY, json.dumps(kept))
    return report


def load_fetched_days(index: IndexReader) -> dict[date, FetchedDay]:
    """When each day's list was last read."""
    kept = json.loads(index.find_kept_value(_DAYS_KEY) or "{}")
    days = (
        FetchedDay(date.fromisoformat(day), datetime.fromisoformat(fetched_at), count)
        for day, (fetched_at, count) in kept.items()
    )
    return {each.day: each for each in days}


def keep_outcome(
    index: IndexWriter,
    faults: Iterable[str],
    *,
    is_whole: bool,
    now_at: datetime,
    rest: ServerRest | None = None,
) -> None:
    """Keep how the last fetch ended.

    Args:
        index: where it is kept.
        faults: why days were not read.
        is_whole: whether everything was read that was wanted, and not only chosen days.
        now_at: the present.
        rest: where the server wants to be left alone.
    """
    fault = next(iter(faults), None)
    complete_at = load_fetch_state(index).complete_at
    if is_whole and fault is None:
        complete_at = now_at
    kept = {
        "at": now_at.isoformat(),
        "fault": fault,
        "complete_at": None if complete_at is None else complete_at.isoformat(),
        "rest": None if rest is None else [rest.address, rest.until_at.isoformat()],
    }
    index.keep_value(_STATE_KEY, json.dumps(kept))


def load_fetch_state(index: IndexReader) -> FetchState:
    """How fetching stands."""
    state = json.loads(index.find_kept_value(_STATE_KEY) or "{}")
    days = load_fetched_days(index)
    fault, rest = state.get("fault"), state.get("rest")
    last_at, complete_at = state.get("at"), state.get("complete_at")
    if "complete_at" not in state and fault is None:
        complete_at = last_at  # as it was kept at first
    return FetchState(
        last_at=datetime.fromisoformat(last_at) if last_at else None,
        fault=fault,
        complete_at=datetime.fromisoformat(complete_at) if complete_at else None,
        day_count=len(days),
        last_day=max(days, default=None),
        rest=ServerRest(rest[0], datetime.fromisoformat(rest[1])) if rest else None,
    )


def _is_wanted(known: FetchedDay | None, day: date, now_at: datetime) -> bool:
    if known is None:
        return True
    complete_at = datetime.combine(day + _ONE_DAY, _COMPLETE_AT)
    is_incomplete = known.fetched_at < complete_at
    is_growing = now_at.date() - day <= RECENT
    # Either way: a clock that was set back must not keep a list from being read until then.
    is_fresh = abs(now_at - known.fetched_at) < FRESH
    return (is_incomplete or is_growing) and not is_fresh
