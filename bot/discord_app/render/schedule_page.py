"""Schedules in words: one, all of a server, and why one rests."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, plain, stack
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    say_count,
    say_weekday,
    small,
)
from bot.discord_app.render.reply import HIGHLIGHTS_COLOUR, PLAIN_COLOUR, Card, Reply
from bot.models import Schedule, ScheduleDraft, ScheduleKind, Slot, SlotState
from bot.scheduling.wording import say_time, say_weekdays
from bot.services.schedules import ScheduleState

TOPIC_LIMIT_CHARS: Final = 150
REASON_LIMIT_CHARS: Final = 300
NAME_TOPIC_LIMIT_CHARS: Final = 40
NOTHING_TO_POST: Final = (
    "Nothing would be posted now: there is nothing new, and quiet days stay silent."
)
_KINDS: Final = {
    ScheduleKind.DAILY: "Highlights",
    ScheduleKind.WEEKLY: "The week's recap",
    ScheduleKind.INBOX: "Inbox",
}


def render_schedule(state: ScheduleState, obstacles: Sequence[str]) -> Reply:
    """A schedule as it is now, and what stands in its way."""
    number = state.schedule.schedule_id
    lines = [*_lines(state), *(Markdown(f"⚠️ {escape(each)}") for each in obstacles)]
    lines.append(small(f"See what it would post now: /schedule preview schedule:{number}"))
    description, _ = stack(lines, DESCRIPTION_LIMIT_CHARS)
    card = Card(
        title=Markdown(f"Schedule {number}"),
        description=description,
        colour=HIGHLIGHTS_COLOUR,
    )
    return Reply(cards=(card,))


def render_schedules(states: Sequence[ScheduleState]) -> Reply:
    """All schedules of a server."""
    if not states:
        none = "This server has no schedule yet. /schedule add makes one: highlights in this "
        card = Card(
            title=Markdown("Schedules"),
            description=Markdown(f"{none}channel, on weekdays at 09:00, unless you say otherwise."),
            colour=PLAIN_COLOUR,
        )
        return Reply(cards=(card,))
    blocks = []
    for state in states:
        block, _ = stack(
            [bold(Markdown(f"Schedule {state.schedule.schedule_id}")), *_lines(state)],
            DESCRIPTION_LIMIT_CHARS // 2,
        )
        blocks.append(block)
    shown, left_out = stack(blocks, DESCRIPTION_LIMIT_CHARS - 40, "\n\n")
    if left_out:
        shown = Markdown(f"{shown}\n\n{small(f'and {left_out} more')}")
    card = Card(title=Markdown("Schedules"), description=shown, colour=HIGHLIGHTS_COLOUR)
    return Reply(cards=(card,))


def render_removed(schedule: Schedule) -> Reply:
    """That a schedule is no more."""
    what = _say_what(schedule.draft)
    return Reply(
        content=Markdown(f"Schedule {schedule.schedule_id} is gone: {what}. Its posts stay.")
    )


def render_pause(schedule: Schedule) -> Reply:
    """For a schedule's owner: that it rests, why, and how it goes on."""
    draft = schedule.draft
    reason = escape(schedule.pause_reason or "", REASON_LIMIT_CHARS)
    lines = [
        Markdown(f"I have paused schedule {schedule.schedule_id}: {_say_what(draft)}."),
        reason,
        Markdown(
            "When that is mended, "
            f"`/schedule resume schedule:{schedule.schedule_id}` in the server lets it go on."
        ),
    ]
    return Reply(content=Markdown("\n".join(lines)))


def name_schedule(schedule: Schedule, channel_name: str | None) -> str:
    """A schedule in a menu: its number first, then what tells it from others."""
    draft = schedule.draft
    parts = [
        str(schedule.schedule_id),
        f"#{channel_name}" if channel_name else "a channel that is gone",
        f"{say_weekdays(draft.timing.weekdays)} {say_time(draft.timing.local_time)}",
        *(["recap"] if draft.kind is ScheduleKind.WEEKLY else []),
        *([plain(draft.topic, NAME_TOPIC_LIMIT_CHARS)] if draft.topic else []),
        *(["paused"] if schedule.is_paused else []),
    ]
    return SEPARATOR.join(parts)


def _lines(state: ScheduleState) -> list[Markdown]:
    schedule = state.schedule
    lines = [
        Markdown(_say_what(schedule.draft)),
        Markdown(_say_when(schedule.draft)),
    ]
    if details := _say_details(schedule.draft):
        lines.append(Markdown(details))
    if state.last_slot is not None:
        lines.append(_say_last(state.last_slot))
    lines.append(_say_next(schedule, state.next_at))
    return lines


def _say_when(draft: ScheduleDraft) -> str:
    days = say_weekdays(draft.timing.weekdays)
    return (
        f"{days[:1].upper()}{days[1:]} at {say_time(draft.timing.local_time)}, {draft.timing.zone}"
    )


def _say_what(draft: ScheduleDraft) -> str:
    what = _KINDS[draft.kind]
    if draft.topic:
        what += f" on “{escape(draft.topic, TOPIC_LIMIT_CHARS)}”"
    return f"{what} in <#{draft.channel_id}>"


def _say_details(draft: ScheduleDraft) -> str:
    details = [f"up to {say_count(draft.pick_count, 'paper')}"]
    if draft.excluded:
        details.append(f"without {escape(draft.excluded, TOPIC_LIMIT_CHARS)}")
    if draft.min_comments:
        details.append(f"with {say_count(draft.min_comments, 'comment')} or more")
    if draft.role_id is not None:
        details.append(f"for <@&{draft.role_id}>")
    if draft.opens_thread:
        details.append("with a thread")
    if draft.publishes:
        details.append("published")
    if not draft.says_quiet_days:
        details.append("silent on quiet days")
    return SEPARATOR.join(details)


def _say_last(slot: Slot) -> Markdown:
    day = say_weekday(slot.local_on)
    if slot.state is SlotState.SENT:
        return small(f"last post: {day}")
    return small(f"{day}: {escape(slot.reason or 'nothing was posted', REASON_LIMIT_CHARS)}")


def _say_next(schedule: Schedule, next_at: datetime | None) -> Markdown:
    if next_at is None:
        reason = escape(schedule.pause_reason or "", REASON_LIMIT_CHARS)
        how = f"/schedule resume schedule:{schedule.schedule_id} lets it go on"
        return Markdown(f"**Paused.** {reason} {how}".replace("  ", " "))
    seconds = int(next_at.timestamp())
    return Markdown(f"Next post: <t:{seconds}:F> (<t:{seconds}:R>)")
