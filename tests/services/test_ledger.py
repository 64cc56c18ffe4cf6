from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.models import RefreshState, Schedule, Slot, SlotState, Timing
from bot.services import ledger, schedules
from bot.services.ledger import Task
from bot.store.community import SqliteCommunity
from tests.services.schedule_books import BOT, SHOWN, add_schedule, at, open_book


@pytest.fixture
def community() -> Iterator[SqliteCommunity]:
    opened = open_book()
    yield opened
    opened.close()


def enter(community: SqliteCommunity, now_at: datetime) -> list[ledger.MissedSlots]:
    return ledger.enter_due_slots(community, application_id=BOT, now_at=now_at)


def tasks(community: SqliteCommunity, now_at: datetime) -> list[Task]:
    return ledger.load_tasks(community, application_id=BOT, now_at=now_at)


def planned(community: SqliteCommunity, **facts: object) -> Task:
    """A slot that has just become due, of a new schedule."""
    add_schedule(community, at("14 08:00"), **facts)
    enter(community, at("14 09:00"))
    [task] = tasks(community, at("14 09:00"))
    return task


def sending(community: SqliteCommunity, **facts: object) -> Task:
    task = planned(community, **facts)
    slot = ledger.begin_sending(community, task, SHOWN, now_at=at("14 09:00"))
    assert slot is not None
    return Task(task.schedule, slot)


def kept(community: SqliteCommunity, slot: Slot) -> Slot:
    found = community.find_slot(slot.slot_id)
    assert found is not None
    return found


def kept_schedule(community: SqliteCommunity, schedule: Schedule) -> Schedule:
    found = community.find_schedule(schedule.schedule_id)
    assert found is not None
    return found


def test_a_slot_is_entered_when_it_is_due_and_once(community: SqliteCommunity) -> None:
    add_schedule(community, at("14 08:00"))

    assert enter(community, at("14 08:59")) == []
    assert tasks(community, at("14 08:59")) == []
    for _ in range(3):
        enter(community, at("14 09:00"))
    assert [task.slot.due_at for task in tasks(community, at("14 09:00"))] == [at("14 09:00")]


def test_a_schedule_made_at_nine_is_not_due_before_tomorrow(community: SqliteCommunity) -> None:
    add_schedule(community, at("14 09:00"))
    enter(community, at("14 20:00"))

    assert tasks(community, at("14 20:00")) == []


def test_slots_are_served_in_the_order_of_their_time(community: SqliteCommunity) -> None:
    for hour in (11, 9, 10):
        add_schedule(community, at("14 08:00"), timing=Timing(time(hour), "UTC"))
    enter(community, at("14 12:00"))

    hours = [task.slot.due_at.hour for task in tasks(community, at("14 12:00"))]
    assert hours == [9, 10, 11]


def test_today_is_caught_up_and_older_days_are_told_as_missed(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("10 08:00"))

    [missed] = enter(community, at("14 12:00"))

    assert missed.schedule.schedule_id == schedule.schedule_id
    assert [slot.local_on.day for slot in missed.days] == [10, 11, 12, 13]
    assert [task.slot.local_on.day for task in tasks(community, at("14 12:00"))] == [14]
    assert enter(community, at("14 12:01")) == [], "told once"


def test_a_long_absence_does_not_fill_the_ledger(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("14 08:00") - timedelta(days=400))

    [missed] = enter(community, at("14 12:00"))

    assert len(missed.days) == 400
    last = community.load_last_slot(schedule.schedule_id)
    assert last is not None
    assert (last.local_on.day, last.reason) == (13, ledger.MISSED)


def test_a_paused_schedule_has_no_slots(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("10 08:00"))
    community.save_schedule(replace(schedule, paused_at=at("10 08:01")))

    assert enter(community, at("14 12:00")) == []
    assert tasks(community, at("14 12:00")) == []


def test_from_due_to_sent(community: SqliteCommunity) -> None:
    task = sending(community, opens_thread=True)
    assert kept(community, task.slot).state is SlotState.SENDING
    assert kept(community, task.slot).tried_at == at("14 09:00")

    sent = ledger.settle_sent(community, task, place_id=300, message_id=7, sent_at=at("14 09:00"))
    assert [each.slot.state for each in tasks(community, at("14 09:00"))] == [SlotState.SENT]
    ledger.settle_complete(community, sent)
    assert tasks(community, at("14 09:00")) == []
    assert (kept(community, sent).place_id, kept(community, sent).message_id) == (300, 7)


@pytest.mark.parametrize(
    ("attempt", "wait"),
    [
        pytest.param(1, timedelta(seconds=5), id="soon at first"),
        pytest.param(2, timedelta(seconds=30), id="later then"),
        pytest.param(9, timedelta(minutes=10), id="never less often than that"),
    ],
)
def test_no_answer_is_tried_again_ever_later(
    community: SqliteCommunity, attempt: int, wait: timedelta
) -> None:
    task = sending(community)
    slot = replace(task.slot, attempt_count=attempt)
    ledger.postpone(community, Task(task.schedule, slot), "silence", now_at=at("14 09:00"))

    assert tasks(community, at("14 09:00") + wait - timedelta(seconds=1)) == []
    [again] = tasks(community, at("14 09:00") + wait)
    assert again.slot.state is SlotState.SENDING, "the message may stand"


def test_no_answer_until_it_is_too_late(community: SqliteCommunity) -> None:
    task = sending(community)
    slot = ledger.postpone(community, task, "silence", now_at=at("15 09:01"))

    assert (slot.state, slot.reason) == (SlotState.ABANDONED, f"{ledger.TOO_LATE} (silence)")


def test_a_refusal_is_tried_again_some_times_on_the_day(community: SqliteCommunity) -> None:
    task, now_at = sending(community), at("14 09:00")
    waits = []
    while kept(community, task.slot).state is not SlotState.ABANDONED:
        assert ledger.refuse(community, task, "no permission", now_at=now_at) is None
        slot = kept(community, task.slot)
        if slot.next_try_at is not None:
            assert slot.state is SlotState.PLANNED, "nothing stands"
            waits.append(slot.next_try_at - now_at)
            now_at = slot.next_try_at
            again = ledger.begin_sending(community, Task(task.schedule, slot), SHOWN, now_at=now_at)
            assert again is not None
            task = Task(task.schedule, again)

    assert waits == [timedelta(minutes=10), timedelta(hours=1), timedelta(hours=3)]
    assert kept_schedule(community, task.schedule).refused_count == 1


def refuse_finally(community: SqliteCommunity, day: int) -> Schedule | None:
    enter(community, at(f"{day} 09:00"))
    [task] = tasks(community, at(f"{day} 09:00"))
    tired = Task(task.schedule, replace(task.slot, attempt_count=9))
    return ledger.refuse(community, tired, "no permission", now_at=at(f"{day} 09:00"))


def test_three_refused_days_in_a_row_pause_the_schedule(community: SqliteCommunity) -> None:
    add_schedule(community, at("14 08:00"))

    assert refuse_finally(community, 14) is None
    assert refuse_finally(community, 15) is None
    paused = refuse_finally(community, 16)
    assert paused is not None
    assert (paused.paused_at, paused.pause_reason) == (at("16 09:00"), "no permission")
    assert enter(community, at("17 09:00")) == []


def test_a_schedule_that_is_moved_begins_anew(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("14 08:00"))
    refuse_finally(community, 14)
    refused = kept_schedule(community, schedule)
    now_at = at("14 10:00")
    edited = schedules.edit_schedule(
        community, refused, replace(refused.draft, pick_count=3), now_at=now_at
    )
    assert edited.schedule.refused_count == 1

    moved = schedules.edit_schedule(
        community, edited.schedule, replace(refused.draft, channel_id=301), now_at=now_at
    )
    assert moved.schedule.refused_count == 0


def test_a_day_that_works_lets_refusals_be_forgotten(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("14 08:00"))
    refuse_finally(community, 14)
    enter(community, at("15 09:00"))
    [task] = tasks(community, at("15 09:00"))
    ledger.settle_sent(community, task, place_id=1, message_id=2, sent_at=at("15 09:00"))

    assert kept_schedule(community, schedule).refused_count == 0


def test_a_channel_that_is_gone_pauses_at_once(community: SqliteCommunity) -> None:
    task = sending(community)
    paused = ledger.refuse(community, task, "gone", now_at=at("14 09:00"), is_final=True)

    assert paused is not None
    assert kept(community, task.slot).state is SlotState.ABANDONED


def test_the_owner_is_told_once(community: SqliteCommunity) -> None:
    schedule = add_schedule(community, at("14 08:00"))

    assert ledger.note_owner_told(community, schedule)
    assert not ledger.note_owner_told(community, schedule)


def test_a_post_is_edited_hours_later_and_once(community: SqliteCommunity) -> None:
    task = sending(community)
    sent = ledger.settle_sent(community, task, place_id=300, message_id=7, sent_at=at("14 09:00"))

    def to_refresh(now: str) -> int:
        return len(ledger.load_refresh_tasks(community, application_id=BOT, now_at=at(now)))

    assert (to_refresh("14 14:59"), to_refresh("14 15:00")) == (0, 1)
    ledger.settle_refresh(community, sent, RefreshState.DONE)
    assert to_refresh("14 15:00") == 0


def test_a_slot_of_a_removed_schedule_is_no_task(community: SqliteCommunity) -> None:
    task = planned(community)
    community.remove_schedule(task.schedule.schedule_id)

    assert tasks(community, at("14 09:00")) == []
    assert ledger.refuse(community, task, "gone", now_at=at("14 23:59"), is_final=True) is None


def test_a_clock_that_was_ahead_for_a_while_silences_nothing(
    community: SqliteCommunity,
) -> None:
    add_schedule(community, at("14 08:00"))
    enter(community, at("14 08:30") + timedelta(days=4_000))

    enter(community, at("14 08:31"))
    enter(community, at("14 09:00"))
    assert [task.slot.due_at for task in tasks(community, at("14 09:00"))] == [at("14 09:00")]


def test_a_clock_that_goes_back_a_little_posts_no_day_again(community: SqliteCommunity) -> None:
    add_schedule(community, at("14 09:30"))
    for moment in ("15 08:59", "15 09:01", "15 08:59", "15 09:01"):
        enter(community, at(moment))
    assert len(tasks(community, at("15 09:01"))) == 1

    enter(community, at("14 08:00"))
    enter(community, at("14 09:10"))
    assert len(tasks(community, at("15 09:01"))) == 1, "it was made after that"
