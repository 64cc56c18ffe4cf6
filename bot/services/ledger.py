"""The ledger: each due slot is entered once and settled once, whatever happens in between.

A slot goes from planned over sending to sent, or is abandoned with a reason. That a message is
about to be sent is written before it is, so a process that finds a slot in sending knows that the
message may stand, and looks for it before it sends again.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.models import RefreshState, Schedule, Slot, SlotState
from bot.scheduling.slots import DueSlot, is_in_time, iter_due_slots
from bot.services.community_ports import Community

_LOG = logging.getLogger(__name__)

MISSED: Final = "missed: nobody was there to send it in time"
TOO_LATE: Final = "given up: it could not be sent in time"
QUIET: Final = "a quiet day: nothing to post"
# What a clock that is put right may go back without a slot being lost for it.
_CLOCK_AHEAD: Final = timedelta(hours=12)
# Of many missed slots, as after a long holiday, so many are entered.
_MISSED_ENTERED_COUNT: Final = 14
# How long to wait after so many attempts that met with no clear answer; then always the last.
_UNANSWERED_DELAYS: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
)
# How long to wait after so many refusals; after the last the slot is given up.
_REFUSED_DELAYS: Final = (timedelta(minutes=10), timedelta(hours=1), timedelta(hours=3))
# A schedule of which so many slots in a row were refused is paused.
REFUSED_LIMIT: Final = 3
# A post is edited once, so long after it was sent; not at all where that is long past.
REFRESH_AFTER: Final = timedelta(hours=6)
REFRESH_UNTIL: Final = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class MissedSlots:
    """What a schedule missed while nobody was there."""

    schedule: Schedule
    days: tuple[DueSlot, ...]  # in the order of days; never empty


@dataclass(frozen=True, slots=True)
class Task:
    """A slot with something left to do."""

    schedule: Schedule
    slot: Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a message shows, to be remembered."""

    content: str  # as JSON, from which the message can be made again
    target_id: int  # the channel, or the member whose inbox it is
    counts: dict[int, tuple[int | None, int | None]]  # upvotes and comments of each paper
    last_digest_id: int | None
    is_refreshed: bool  # whether the message is edited once, when counts have come in


def enter_due_slots(
    community: Community, *, application_id: int, now_at: datetime
) -> list[MissedSlots]:
    """Enter everything that has become due; what it is too late for is entered as missed.

    Returns:
        What was missed, for the log.
    """
    missed: list[MissedSlots] = []
    entries: list[tuple[Slot, datetime]] = []
    _go_on_after_clock_ahead(community, application_id, now_at)
    for schedule in _iter_due_schedules(community, application_id, now_at):
        timing = schedule.draft.timing
        due = list(iter_due_slots(timing, schedule.checked_until_at, now_at))
        late = [
            each for each in due if not is_in_time(each.local_on, each.due_at, timing.zone, now_at)
        ]
        if late:
            missed.append(MissedSlots(schedule, tuple(late)))
        for each in [*late[-_MISSED_ENTERED_COUNT:], *due[len(late) :]]:
            is_late = each in late
            slot = Slot(
                slot_id=0,  # given when it is entered
                schedule_id=schedule.schedule_id,
                local_on=each.local_on,
                due_at=each.due_at,
                state=SlotState.ABANDONED if is_late else SlotState.PLANNED,
                reason=MISSED if is_late else None,
            )
            entries.append((slot, now_at))
    if entries:
        with community.transaction():
            community.add_slots(entries)
    return missed


def load_tasks(community: Community, *, application_id: int, now_at: datetime) -> list[Task]:
    """The slots that something can be done for now, in the order in which they were due."""
    slots = community.load_unsettled_slots(application_id)
    return _with_schedules(
        community, [s for s in slots if s.next_try_at is None or s.next_try_at <= now_at]
    )


def load_refresh_tasks(
    community: Community, *, application_id: int, now_at: datetime
) -> list[Task]:
    """The posts that are to be edited now, the oldest first."""
    slots = community.load_slots_to_refresh(application_id, now_at - REFRESH_AFTER)
    return _with_schedules(
        community, [s for s in slots if s.next_try_at is None or s.next_try_at <= now_at]
    )


def begin_sending(
    community: Community, task: Task, shown: Shown, *, now_at: datetime
) -> Slot | None:
    """Write down that a message is about to be sent, what it shows, and where it goes.

    Returns:
        The slot; None where it, or its schedule, is not what it was when the message was made:
        somebody paused, changed or removed it meanwhile, and nothing is to be sent.
    """
    slot = task.slot
    sending = replace(
        slot,
        state=SlotState.SENDING,
        attempt_count=slot.attempt_count + 1,
        tried_at=now_at,
        next_try_at=None,
        content=shown.content,
        place_id=shown.target_id,
        refresh=RefreshState.WAITING if shown.is_refreshed else RefreshState.DONE,
    )
    with community.transaction():
        kept = community.find_slot(slot.slot_id)
        if kept != slot or community.find_schedule(slot.schedule_id) != task.schedule:
            return None
        community.save_slot(sending)
        community.save_posted_papers(
            sending, shown.target_id, shown.counts, last_digest_id=shown.last_digest_id
        )
    return sending


def settle_sent(
    community: Community, task: Task, *, place_id: int, message_id: int, sent_at: datetime
) -> Slot:
    """Write down that the message stands; its schedule is in order again."""
    slot, draft = task.slot, task.schedule.draft
    sent = replace(
        slot,
        state=SlotState.SENT,
        place_id=place_id,
        message_id=message_id,
        sent_at=sent_at,
        next_try_at=None,
        attempt_count=0,
        reason=None,
        is_complete=not (draft.publishes or draft.opens_thread),
    )
    with community.transaction():
        community.save_slot(sent)
        schedule = community.find_schedule(slot.schedule_id)
        if schedule is not None and (schedule.refused_count or schedule.is_owner_told):
            community.save_schedule(replace(schedule, refused_count=0, is_owner_told=False))
    return sent


def settle_complete(community: Community, slot: Slot) -> Slot:
    """Write down that nothing is left to do but the one later edit."""
    complete = replace(slot, is_complete=True, next_try_at=None, attempt_count=0)
    community.save_slot(complete)
    return complete


def settle_refresh(community: Community, slot: Slot, refresh: RefreshState) -> Slot:
    """Write down how far the one later edit has come."""
    settled = replace(slot, refresh=refresh)
    community.save_slot(settled)
    return settled


def postpone(community: Community, task: Task, reason: str, *, now_at: datetime) -> Slot:
    """After an attempt without a clear answer: try again later, as long as it makes sense."""
    slot = task.slot
    if slot.state is not SlotState.SENT and not is_task_in_time(task, now_at):
        return abandon(community, slot, f"{TOO_LATE} ({reason})")
    place = min(max(slot.attempt_count, 1), len(_UNANSWERED_DELAYS)) - 1
    later = replace(slot, next_try_at=now_at + _UNANSWERED_DELAYS[place], reason=reason)
    community.save_slot(later)
    return later


def refuse(
    community: Community, task: Task, reason: str, *, now_at: datetime, is_final: bool = False
) -> Schedule | None:
    """After Discord refused: try again some times, then give the slot up.

    Args:
        community: where the ledger is.
        task: what was refused; nothing stands.
        reason: a sentence for the schedule's owner.
        now_at: the present.
        is_final: whether trying again cannot help, as where the channel is gone.

    Returns:
        The schedule where it was paused by this.
    """
    slot = task.slot
    refused_count = max(slot.attempt_count, 1)
    if not is_final and refused_count <= len(_REFUSED_DELAYS) and is_task_in_time(task, now_at):
        next_try_at = now_at + _REFUSED_DELAYS[refused_count - 1]
        community.save_slot(
            replace(slot, state=SlotState.PLANNED, next_try_at=next_try_at, reason=reason)
        )
        return None
    with community.transaction():
        abandon(community, slot, reason)
        schedule = community.find_schedule(slot.schedule_id)
        if schedule is None:
            return None
        counted = replace(schedule, refused_count=schedule.refused_count + 1)
        is_pausing = is_final or counted.refused_count >= REFUSED_LIMIT
        if is_pausing:
            counted = replace(counted, paused_at=now_at, pause_reason=reason)
        community.save_schedule(counted)
        return counted if is_pausing else None


def abandon(community: Community, slot: Slot, reason: str) -> Slot:
    """Write down that there will be no message."""
    abandoned = replace(slot, state=SlotState.ABANDONED, reason=reason, next_try_at=None)
    community.save_slot(abandoned)
    return abandoned


def was_tried_elsewhere(task: Task) -> bool:
    """Whether the post was sent to another channel than its schedule names now."""
    tried_id, wanted_id = task.slot.place_id, task.schedule.draft.channel_id
    return tried_id is not None and wanted_id is not None and tried_id != wanted_id


def is_task_in_time(task: Task, now_at: datetime) -> bool:
    """Whether the slot is still worth sending."""
    slot = task.slot
    return is_in_time(slot.local_on, slot.due_at, task.schedule.draft.timing.zone, now_at)


def note_owner_told(community: Community, schedule: Schedule) -> bool:
    """Write down that the owner hears of the pause; False where that was written before."""
    with community.transaction():
        kept = community.find_schedule(schedule.schedule_id)
        if kept is None or kept.is_owner_told:
            return False
        community.save_schedule(replace(kept, is_owner_told=True))
        return True


def _go_on_after_clock_ahead(community: Community, application_id: int, now_at: datetime) -> None:
    """Check schedules from now on that would be silent for long since the clock was ahead.

    A clock that shows a time before a schedule was made is the one that is wrong.
    """
    for schedule in community.load_schedules_ahead(application_id, now_at + _CLOCK_AHEAD):
        if now_at >= schedule.created_at:
            _LOG.warning("Schedule %d goes on: the clock was ahead", schedule.schedule_id)
            community.save_schedule(replace(schedule, checked_until_at=now_at))


def _iter_due_schedules(
    community: Community, application_id: int, now_at: datetime
) -> Iterator[Schedule]:
    """Yield those with a slot that became due; few timings have to be looked at for many."""
    for timing, checked_until_at in community.load_timings(application_id):
        if any(iter_due_slots(timing, checked_until_at, now_at)):
            yield from community.load_schedules_timed(application_id, timing)


def _with_schedules(community: Community, slots: list[Slot]) -> list[Task]:
    schedules = community.find_schedules({slot.schedule_id for slot in slots})
    return [
        Task(schedules[slot.schedule_id], slot) for slot in slots if slot.schedule_id in schedules
    ]
