"""The post that a channel gets on a day, seen from outside: to explain it, or to count votes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.models import PostMemory, Schedule, ScheduleKind, SlotState
from bot.scheduling.slots import local_day
from bot.services.community_ports import Community

# Older votes are for papers that nobody chooses from any more.
VOTES_COUNT_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ChannelPost:
    """What a channel's post of the day is chosen by."""

    schedule: Schedule
    on: date  # the schedule's own day
    memory: PostMemory  # what the channel had been shown before it


def find_channel_post(
    community: Community, channel_id: int, *, application_id: int, guild_id: int, now_at: datetime
) -> ChannelPost | None:
    """Today's post of the channel, sent or not; None where it gets no daily highlights.

    Of several schedules the first counts that is not paused.
    """
    for schedule in community.load_schedules(application_id, guild_id=guild_id):
        draft = schedule.draft
        is_daily = draft.kind is ScheduleKind.DAILY and draft.channel_id == channel_id
        if is_daily and not schedule.is_paused:
            today = local_day(draft.timing.zone, now_at)
            last = community.load_last_slot(schedule.schedule_id)
            is_sent = last is not None and last.local_on == today and last.state is SlotState.SENT
            memory = community.load_memory(
                channel_id,
                schedule_id=schedule.schedule_id,
                except_slot_id=last.slot_id if last is not None and is_sent else 0,
            )
            return ChannelPost(schedule, today, memory)
    return None


def count_recent_votes(
    community: Community, guild_id: int | None, *, now_at: datetime
) -> Mapping[int, int] | None:
    """How many members of a server voted for each paper lately; None where there is no server."""
    if guild_id is None:
        return None
    return community.load_votes_since(guild_id, now_at - VOTES_COUNT_FOR)
