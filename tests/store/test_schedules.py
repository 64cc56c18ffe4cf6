from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.errors import IndexUnusable
from bot.models import (
    NOBODY_ID,
    PostedPaper,
    PostMemory,
    RefreshState,
    Schedule,
    ScheduleDraft,
    ScheduleKind,
    Slot,
    SlotState,
    Timing,
)
from bot.store import connection, open_community
from bot.store.community import SqliteCommunity
from tests.builders import NOW_AT

BOT, GUILD, CHANNEL, ADMIN = 1, 20, 300, 4000
DRAFT = ScheduleDraft(
    kind=ScheduleKind.DAILY,
    guild_id=GUILD,
    channel_id=CHANNEL,
    owner_id=ADMIN,
    timing=Timing(time(9), "Europe/Berlin", frozenset({0, 4})),
    topic='"kv cache"',
    excluded="survey",
    min_comments=2,
    role_id=50,
    opens_thread=True,
    says_quiet_days=False,
)
TUESDAY = date(2026, 4, 14)
WEDNESDAY = date(2026, 4, 15)


@pytest.fixture
def community() -> Iterator[SqliteCommunity]:
    opened = open_community(None)
    yield opened
    opened.close()


def add(community: SqliteCommunity, draft: ScheduleDraft = DRAFT) -> Schedule:
    return community.add_schedule(draft, application_id=BOT, created_at=NOW_AT)


def add_slot(community: SqliteCommunity, schedule: Schedule, day: date = TUESDAY) -> Slot:
    due_at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    slot = Slot(
        slot_id=0,
        schedule_id=schedule.schedule_id,
        local_on=day,
        due_at=due_at,
        state=SlotState.PLANNED,
    )
    community.add_slots([(slot, due_at)])
    return next(each for each in community.load_unsettled_slots(BOT) if each.local_on == day)


def test_a_schedule_comes_back_as_it_was_kept(community: SqliteCommunity) -> None:
    schedule = add(community)

    assert schedule.draft == DRAFT
    assert (schedule.created_at, schedule.checked_until_at) == (NOW_AT, NOW_AT)
    assert community.find_schedule(schedule.schedule_id) == schedule
    changed = replace(
        schedule,
        draft=replace(DRAFT, topic=None, timing=Timing(time(18, 30), "UTC")),
        paused_at=NOW_AT,
        pause_reason="Discord refused.",
        is_owner_told=True,
        refused_count=3,
    )
    community.save_schedule(changed)
    assert community.find_schedule(schedule.schedule_id) == changed


def test_schedules_are_found_by_bot_server_and_kind(community: SqliteCommunity) -> None:
    first = add(community)
    other = add(community, replace(DRAFT, guild_id=21, kind=ScheduleKind.WEEKLY))

    assert community.load_schedules(BOT) == [first, other]
    assert community.load_schedules(BOT, guild_id=21) == [other]
    assert community.load_schedules(BOT, kind=ScheduleKind.DAILY) == [first]
    assert community.load_schedules(2) == []


def test_each_timing_that_is_in_force_is_told_once(community: SqliteCommunity) -> None:
    first, second = add(community), add(community)
    later = Timing(time(10), "Europe/Berlin")
    resting = add(community, replace(DRAFT, timing=later))
    community.save_schedule(replace(resting, paused_at=NOW_AT))
    checked_at = NOW_AT + timedelta(days=1)
    community.save_schedule(replace(second, checked_until_at=checked_at))

    assert community.load_timings(BOT) == [(DRAFT.timing, first.checked_until_at)]
    timed = community.load_schedules_timed(BOT, DRAFT.timing)
    assert [each.schedule_id for each in timed] == [first.schedule_id, second.schedule_id]
    assert community.load_schedules_timed(BOT, later) == []


def test_two_schedules_have_two_secrets(community: SqliteCommunity) -> None:
    assert add(community).token != add(community).token


def test_a_day_of_a_schedule_is_entered_once(community: SqliteCommunity) -> None:
    schedule = add(community)
    slot = add_slot(community, schedule)
    community.save_slot(replace(slot, state=SlotState.SENT, is_complete=True))

    later = slot.due_at + timedelta(hours=1)
    community.add_slots([(replace(slot, slot_id=0), later)])

    assert community.load_unsettled_slots(BOT) == []
    found = community.find_schedule(schedule.schedule_id)
    assert found is not None
    assert found.checked_until_at == later


def test_a_slot_comes_back_as_it_was_kept(community: SqliteCommunity) -> None:
    slot = add_slot(community, add(community))
    changed = replace(
        slot,
        state=SlotState.SENDING,
        attempt_count=2,
        tried_at=NOW_AT,
        next_try_at=NOW_AT + timedelta(minutes=5),
        content="{}",
        reason="no answer",
        place_id=CHANNEL,
        message_id=7,
        sent_at=NOW_AT,
        refresh=RefreshState.EDITING,
    )
    community.save_slot(changed)

    assert community.find_slot(slot.slot_id) == changed


@pytest.mark.parametrize(
    ("state", "is_complete", "is_unsettled"),
    [
        pytest.param(SlotState.PLANNED, False, True, id="planned"),
        pytest.param(SlotState.SENDING, False, True, id="on its way"),
        pytest.param(SlotState.SENT, False, True, id="sent, its thread still missing"),
        pytest.param(SlotState.SENT, True, False, id="sent"),
        pytest.param(SlotState.ABANDONED, False, False, id="abandoned"),
    ],
)
def test_what_is_left_to_do(
    community: SqliteCommunity, state: SlotState, *, is_complete: bool, is_unsettled: bool
) -> None:
    slot = add_slot(community, add(community))
    community.save_slot(replace(slot, state=state, is_complete=is_complete))

    assert bool(community.load_unsettled_slots(BOT)) == is_unsettled


def test_posts_are_refreshed_once_and_in_order(community: SqliteCommunity) -> None:
    schedule = add(community)
    for day in (14, 15, 16):
        slot = add_slot(community, schedule, date(2026, 4, day))
        sent = replace(slot, state=SlotState.SENT, sent_at=slot.due_at, is_complete=True)
        is_done = day == 15
        community.save_slot(replace(sent, refresh=RefreshState.DONE) if is_done else sent)

    until = datetime(2026, 4, 16, 6, tzinfo=UTC)
    found = community.load_slots_to_refresh(BOT, until)
    assert [slot.local_on.day for slot in found] == [14]


def test_a_channel_remembers_what_it_was_shown(community: SqliteCommunity) -> None:
    first, second = add(community), add(community, replace(DRAFT, topic=None))
    shown: list[tuple[Schedule, int, dict[int, tuple[int | None, int | None]], int]] = [
        (first, 14, {1: (5, 0), 2: (None, None)}, 3),
        (second, 15, {1: (40, 2)}, 8),
    ]
    for schedule, day, counts, last_digest_id in shown:
        slot = add_slot(community, schedule, date(2026, 4, day))
        community.save_posted_papers(slot, CHANNEL, counts, last_digest_id=last_digest_id)
        community.save_slot(replace(slot, state=SlotState.SENT))
    dropped = add_slot(community, first, date(2026, 4, 16))
    community.save_posted_papers(dropped, CHANNEL, {9: (1, 1)}, last_digest_id=9)
    community.save_slot(replace(dropped, state=SlotState.ABANDONED))

    posted = (
        PostedPaper(1, date(2026, 4, 15), 40, 2),
        PostedPaper(2, date(2026, 4, 14), None, None),
    )
    assert community.load_memory(CHANNEL, schedule_id=first.schedule_id) == PostMemory(posted, 3)
    assert community.load_memory(CHANNEL, schedule_id=second.schedule_id) == PostMemory(posted, 8)
    assert community.load_memory(CHANNEL) == PostMemory(posted, 8)
    assert community.load_memory(CHANNEL + 1) == PostMemory()
    without_last = community.load_memory(CHANNEL, except_slot_id=2)
    assert without_last == PostMemory(
        (PostedPaper(1, date(2026, 4, 14), 5, 0), PostedPaper(2, date(2026, 4, 14), None, None)), 3
    )


def test_of_a_removed_schedule_stays_only_what_its_channel_was_shown(
    community: SqliteCommunity,
) -> None:
    schedule = add(community, replace(DRAFT, topic="kv cache", excluded="survey"))
    sent, planned = add_slot(community, schedule), add_slot(community, schedule, WEDNESDAY)
    community.save_slot(replace(sent, state=SlotState.SENT, content="{}"))
    community.save_posted_papers(sent, CHANNEL, {1: (5, 0)}, last_digest_id=3)
    community.remove_schedule(schedule.schedule_id)

    assert [each.paper_id for each in community.load_memory(CHANNEL).posted] == [1]
    assert community.find_schedule(schedule.schedule_id) is None
    assert community.load_schedules(BOT) == []
    assert community.load_unsettled_slots(BOT) == []
    assert community.load_slots_to_refresh(BOT, NOW_AT + timedelta(days=9)) == []
    assert community.find_slot(planned.slot_id) is None
    [row] = community._query("SELECT * FROM schedules")
    assert (row["owner_id"], row["topic"], row["excluded"]) == (NOBODY_ID, None, None)
    [row] = community._query("SELECT * FROM slots")
    assert row["content"] is None
    assert add(community).schedule_id > schedule.schedule_id
    community.forget_guild(BOT, GUILD)
    assert community.load_memory(CHANNEL) == PostMemory()


def test_of_a_removed_inbox_nothing_stays(community: SqliteCommunity) -> None:
    inbox = add(community, replace(DRAFT, kind=ScheduleKind.INBOX, guild_id=None, channel_id=None))
    slot = add_slot(community, inbox)
    community.save_slot(replace(slot, state=SlotState.SENT))
    community.save_posted_papers(slot, ADMIN, {1: (5, 0)}, last_digest_id=3)
    community.remove_schedule(inbox.schedule_id)

    assert community.find_slot(slot.slot_id) is None
    assert community.load_memory(ADMIN) == PostMemory()


def test_the_last_settled_slot(community: SqliteCommunity) -> None:
    schedule = add(community)
    slots = [add_slot(community, schedule, date(2026, 4, day)) for day in (13, 14, 15)]
    community.save_slot(replace(slots[0], state=SlotState.SENT))
    community.save_slot(replace(slots[1], state=SlotState.ABANDONED, reason="quiet"))

    last = community.load_last_slot(schedule.schedule_id)
    assert last is not None
    assert (last.local_on.day, last.reason) == (14, "quiet")


def test_a_left_server_is_silent_and_later_forgotten(community: SqliteCommunity) -> None:
    schedule = add(community)
    add_slot(community, schedule)
    community.save_zone(BOT, GUILD, "Asia/Tokyo")
    community.note_guilds(BOT, [GUILD], now_at=NOW_AT)
    assert len(community.load_schedules(BOT)) == 1

    community.note_guilds(BOT, [99], now_at=NOW_AT)
    assert not community.load_schedules(BOT)
    assert not community.load_unsettled_slots(BOT)
    community.note_guilds(BOT, [GUILD, 99], now_at=NOW_AT + timedelta(days=1))
    assert len(community.load_schedules(BOT)) == 1
    assert community.find_zone(BOT, GUILD) == "Asia/Tokyo"

    community.note_guilds(BOT, [99], now_at=NOW_AT + timedelta(days=2))
    assert community.load_left_guilds(BOT, NOW_AT + timedelta(days=1)) == []
    assert community.load_left_guilds(BOT, NOW_AT + timedelta(days=2)) == [GUILD]
    community.forget_guild(BOT, GUILD)
    assert community.find_schedule(schedule.schedule_id) is None
    assert community.find_zone(BOT, GUILD) is None


def test_a_member_has_one_inbox(community: SqliteCommunity) -> None:
    inbox = replace(DRAFT, kind=ScheduleKind.INBOX, guild_id=None, channel_id=None)
    kept = add(community, inbox)

    assert community.find_inbox(BOT, ADMIN) == kept
    assert community.find_inbox(2, ADMIN) is None


def test_what_fails_in_a_transaction_leaves_no_trace(community: SqliteCommunity) -> None:
    def fail() -> None:
        with community.transaction():
            add(community)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert community.load_schedules(BOT) == []


def test_a_database_that_is_busy_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "LOCK_TIMEOUT_SECONDS", 0.01)
    one, other = open_community(tmp_path / "index.db"), open_community(tmp_path / "index.db")
    schedule = add(one)
    with one.transaction(), pytest.raises(IndexUnusable, match="try again"):
        other.save_schedule(schedule)
    one.close()
    other.close()


def test_another_connection_sees_a_change_at_once(tmp_path: Path) -> None:
    one, other = open_community(tmp_path / "index.db"), open_community(tmp_path / "index.db")
    schedule = add(one)

    assert other.load_schedules(BOT) == [schedule]
    one.close()
    other.close()
