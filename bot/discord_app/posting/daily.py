"""The daily highlights, from the ledger's slot to the message."""

from collections.abc import Mapping
from datetime import datetime

from bot.discord_app.desk import Desk, DeskClient
from bot.discord_app.posting.post import Post, marker_for
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.scheduled_post import heading_of, render_scheduled_post
from bot.models import Highlights, PostMemory, Schedule, ScheduleDraft, Slot
from bot.services.channel_posts import count_recent_votes
from bot.services.community_ports import Community
from bot.services.ledger import Shown
from bot.services.library import Library
from bot.services.posts import (
    choose_post,
    content_of,
    have_counts_grown,
    restore_post,
    shown_counts,
)


async def compose_daily(client: DeskClient, schedule: Schedule, slot: Slot) -> Post | None:
    """The picks of the day: new ones, or those that were chosen when the slot was first tried."""
    desk, draft = client.desk, schedule.draft
    channel_id = draft.channel_id or 0
    highlights = await _choose(desk, schedule, slot)
    if not highlights.picks and not draft.says_quiet_days:
        return None
    return Post(
        reply=_render(highlights, draft, marker_for(schedule, slot)),
        shown=Shown(
            content=content_of(highlights),
            target_id=channel_id,
            counts=shown_counts(highlights.picks),
            last_digest_id=highlights.last_digest_id,
            is_refreshed=bool(highlights.picks),
        ),
        heading=heading_of(highlights),
    )


async def refresh_daily(
    desk: Desk, schedule: Schedule, slot: Slot, *, now_at: datetime
) -> Reply | None:
    """The post with the counts of now; None where none has changed."""
    if slot.content is None:
        return None
    before, after = await desk.reader.run(_restore_both, slot.content)
    if not have_counts_grown(before.picks, after.picks):
        return None
    return _render(after, schedule.draft, marker_for(schedule, slot), updated_at=now_at)


async def _choose(desk: Desk, schedule: Schedule, slot: Slot) -> Highlights:
    if slot.content is not None:
        return await desk.reader.run(restore_post, slot.content, with_counts_of_now=False)
    memory, votes = await desk.community.run(_load, schedule, slot, now_at=desk.clock.now_at())
    return await desk.reader.run(
        choose_post, schedule.draft, today=slot.local_on, memory=memory, votes=votes
    )


def _load(
    community: Community, schedule: Schedule, slot: Slot, *, now_at: datetime
) -> tuple[PostMemory, Mapping[int, int]]:
    """What the channel was shown before, and what the server's members voted for."""
    draft = schedule.draft
    memory = community.load_memory(
        draft.channel_id or 0, schedule_id=schedule.schedule_id, except_slot_id=slot.slot_id
    )
    return memory, count_recent_votes(community, draft.guild_id, now_at=now_at) or {}


def _render(
    highlights: Highlights,
    draft: ScheduleDraft,
    marker: int,
    updated_at: datetime | None = None,
) -> Reply:
    return render_scheduled_post(
        highlights,
        marker=marker,
        role_id=draft.role_id if highlights.picks else None,
        updated_at=updated_at,
    )


def _restore_both(library: Library, content: str) -> tuple[Highlights, Highlights]:
    return (
        restore_post(library, content, with_counts_of_now=False),
        restore_post(library, content, with_counts_of_now=True),
    )
