"""What admins do with schedules."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.errors import ScheduleRefused
from bot.models import Schedule, ScheduleDraft, Slot, SlotState
from bot.scheduling.slots import next_due_slot
from bot.services import ledger
from bot.services.community_ports import Community

# A server's schedules fit into one menu.
SCHEDULE_LIMIT_COUNT: Final = 25
PAUSED: Final = "paused before it was sent"


@dataclass(frozen=True, slots=True)
class ScheduleState:
    """A schedule, and how it is getting on."""

    schedule: Schedule
    next_at: datetime | None  # of its next post; None while it is paused
    last_slot: Slot | None  # the latest that was sent or given up


def add_schedule(
    community: Community, draft: ScheduleDraft, *, application_id: int, now_at: datetime
) -> ScheduleState:
    """Keep a new schedule, and the zone as the server's own.

    Raises:
        ScheduleRefused: the server has too many, or just this one already.
    """
    with community.transaction():
        guild_id = draft.guild_id or 0
        known = community.load_schedules(application_id, guild_id=guild_id)
        for schedule in known:
            if replace(schedule.draft, owner_id=draft.owner_id) == draft:
                raise ScheduleRefused(f"That is schedule {schedule.schedule_id} already.")
        if len(known) >= SCHEDULE_LIMIT_COUNT:
            raise ScheduleRefused(
                f"This server has {len(known)} schedules, as many as it may have; "
                "take one out with /schedule remove."
            )
        schedule = community.add_schedule(draft, application_id=application_id, created_at=now_at)
        community.save_zone(application_id, guild_id, draft.timing.zone)
        return state_of(community, schedule, now_at)


def list_schedules(
    community: Community, *, application_id: int, guild_id: int, now_at: datetime
) -> list[ScheduleState]:
    """A server's schedules, each with its next and its last post."""
    schedules = community.load_schedules(application_id, guild_id=guild_id)
    return [state_of(community, schedule, now_at) for schedule in schedules]


def get_schedule(
    community: Community, reference: str, *, application_id: int, guild_id: int
) -> Schedule:
    """The schedule of that server with that number.

    Raises:
        ScheduleRefused: there is none.
    """
    number = reference.strip().removeprefix("#")
    known = community.load_schedules(application_id, guild_id=guild_id)
    for schedule in known:
        if number == str(schedule.schedule_id):
            return schedule
    if not known:
        raise ScheduleRefused("This server has no schedule yet; /schedule add makes one.")
    *others, last = [str(schedule.schedule_id) for schedule in known]
    there = f"it has {', '.join(others)} and {last}" if others else f"its only one is {last}"
    raise ScheduleRefused(f"This server has no schedule “{reference}”; {there}.")


def edit_schedule(
    community: Community, schedule: Schedule, draft: ScheduleDraft, *, now_at: datetime
) -> ScheduleState:
    """Change a schedule; a day that was posted already stays posted.

    Raises:
        ScheduleRefused: nothing would be changed.
    """
    if draft == schedule.draft:
        raise ScheduleRefused("Nothing was changed: name at least one option with a new value.")
    changed = replace(schedule, draft=draft)
    if draft.timing != schedule.draft.timing:
        changed = replace(changed, checked_until_at=now_at)
        community.save_zone(schedule.application_id, draft.guild_id or 0, draft.timing.zone)
    if draft.channel_id != schedule.draft.channel_id:
        changed = replace(changed, refused_count=0)
    community.save_schedule(changed)
    return state_of(community, changed, now_at)


def pause_schedule(community: Community, schedule: Schedule, *, now_at: datetime) -> ScheduleState:
    """Let a schedule rest until it is resumed; what was due and not sent yet will not be."""
    paused = schedule if schedule.is_paused else replace(schedule, paused_at=now_at)
    with community.transaction():
        community.save_schedule(paused)
        for slot in community.load_unsettled_slots(schedule.application_id):
            if slot.schedule_id == schedule.schedule_id and slot.state is SlotState.PLANNED:
                ledger.abandon(community, slot, PAUSED)
    return state_of(community, paused, now_at)


def resume_schedule(community: Community, schedule: Schedule, *, now_at: datetime) -> ScheduleState:
    """Let a schedule go on; what fell into the pause is not made up for."""
    resumed = schedule
    if schedule.is_paused:
        resumed = replace(
            schedule,
            paused_at=None,
            pause_reason=None,
            is_owner_told=False,
            refused_count=0,
            checked_until_at=now_at,
        )
        community.save_schedule(resumed)
    return state_of(community, resumed, now_at)


def remove_schedule(community: Community, schedule: Schedule) -> None:
    """Forget a schedule; its posts stay, and their papers do not come into the channel again."""
    with community.transaction():
        community.remove_schedule(schedule.schedule_id)


def find_server_zone(community: Community, *, application_id: int, guild_id: int) -> str | None:
    """The zone that the server's last schedule was made in."""
    return community.find_zone(application_id, guild_id)


def state_of(community: Community, schedule: Schedule, now_at: datetime) -> ScheduleState:
    """How a schedule is getting on."""
    last_slot = community.load_last_slot(schedule.schedule_id)
    next_at = None
    if not schedule.is_paused:
        due = next_due_slot(schedule.draft.timing, now_at)
        if last_slot is not None and last_slot.local_on >= due.local_on:
            due = next_due_slot(schedule.draft.timing, due.due_at)
        next_at = due.due_at
    return ScheduleState(schedule, next_at, last_slot)
