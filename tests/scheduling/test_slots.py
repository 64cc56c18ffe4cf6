from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import EVERY_DAY, WORKING_DAYS, Timing
from bot.scheduling.slots import due_at_on, is_in_time, iter_due_slots, next_due_slot

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "local_time", "day", "due"),
    [
        pytest.param("Europe/Berlin", "09:00", "2026-01-15", "2026-01-15 08:00", id="winter"),
        pytest.param("Europe/Berlin", "09:00", "2026-07-15", "2026-07-15 07:00", id="summer"),
        pytest.param(
            "Europe/Berlin", "02:30", "2026-03-29", "2026-03-29 01:30", id="skipped moves forward"
        ),
        pytest.param(
            "Europe/Berlin", "02:30", "2026-10-25", "2026-10-25 00:30", id="repeated counts first"
        ),
        pytest.param("Asia/Kathmandu", "09:00", "2026-04-14", "2026-04-14 03:15", id="odd offset"),
        pytest.param(
            "Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03 15:45", id="half an hour"
        ),
        pytest.param(
            "Pacific/Kiritimati", "00:00", "2026-04-14", "2026-04-13 10:00", id="far ahead"
        ),
        pytest.param("Pacific/Apia", "09:00", "2011-12-30", None, id="a day left out"),
        pytest.param("Pacific/Apia", "09:00", "2011-12-31", "2011-12-30 19:00", id="the day after"),
    ],
)
def test_when_a_day_is_due(zone: str, local_time: str, day: str, due: str | None) -> None:
    timing = Timing(time.fromisoformat(local_time), zone)

    expected = None if due is None else at(due)
    assert due_at_on(timing, date.fromisoformat(day)) == expected


def test_other_weekdays_are_not_due() -> None:
    saturday = date(2026, 4, 18)

    assert due_at_on(Timing(time(9), "UTC", WORKING_DAYS), saturday) is None


def test_what_became_due_between_two_instants() -> None:
    timing = Timing(time(9), "UTC", WORKING_DAYS)
    friday_nine, tuesday_nine = at("2026-04-17 09:00"), at("2026-04-21 09:00")

    found = [slot.due_at for slot in iter_due_slots(timing, friday_nine, tuesday_nine)]

    assert found == [at("2026-04-20 09:00"), tuesday_nine], "the first instant does not count"


@pytest.mark.parametrize(
    ("now", "in_time"),
    [
        pytest.param("2026-04-14 23:59", True, id="on its own day"),
        pytest.param("2026-04-15 00:01", False, id="on the next"),
    ],
)
def test_a_morning_is_caught_up_on_its_day(now: str, in_time: bool) -> None:  # noqa: FBT001
    day = date(2026, 4, 14)
    assert is_in_time(day, at("2026-04-14 09:00"), "UTC", at(now)) == in_time


@pytest.mark.parametrize(
    ("now", "in_time"),
    [
        pytest.param("2026-04-15 05:30", True, id="six hours later"),
        pytest.param("2026-04-15 05:31", False, id="a minute more"),
    ],
)
def test_an_evening_is_caught_up_past_midnight(now: str, in_time: bool) -> None:  # noqa: FBT001
    day = date(2026, 4, 14)
    assert is_in_time(day, at("2026-04-14 23:30"), "UTC", at(now)) == in_time


@given(
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 24 * 60 - 1),
    year=st.integers(2005, 2030),
    steps=st.lists(st.integers(1, 40), min_size=20, max_size=60),
)
def test_each_day_has_one_slot_however_often_one_looks(
    zone: str, minutes: int, year: int, steps: list[int]
) -> None:
    timing = Timing(time(minutes // 60, minutes % 60), zone, EVERY_DAY)
    looked_at = start_at = datetime(year, 1, 1, tzinfo=UTC)
    seen = []
    for hours in steps:
        until = looked_at + timedelta(hours=hours)
        seen += list(iter_due_slots(timing, looked_at, until))
        looked_at = until

    days = [slot.local_on for slot in seen]
    assert sorted(set(days)) == sorted(days)
    first = start_at.astimezone(ZoneInfo(zone)).date()
    last = looked_at.astimezone(ZoneInfo(zone)).date()
    inner = {first + timedelta(days=n) for n in range(1, (last - first).days)}
    missing = inner - set(days)
    assert all(due_at_on(timing, day) is None for day in missing)


def test_the_next_slot() -> None:
    timing = Timing(time(9), "UTC", frozenset({0}))

    assert next_due_slot(timing, at("2026-04-20 09:00")).due_at == at("2026-04-27 09:00")
