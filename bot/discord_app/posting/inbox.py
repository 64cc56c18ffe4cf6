"""A member's inbox, from the ledger's slot to the direct message."""

from collections.abc import Sequence

from bot.discord_app.desk import Desk, DeskClient
from bot.discord_app.followed_topics import pick_followed
from bot.discord_app.posting.post import Post, marker_for
from bot.discord_app.render.inbox_post import heading_of, render_inbox
from bot.discord_app.render.pick_buttons import PAPERS_LIMIT_COUNT
from bot.models import Follow, Highlights, PostMemory, Schedule, Slot
from bot.services.community_ports import Community
from bot.services.ledger import Shown
from bot.services.posts import shown_counts
from bot.services.topic_news import (
    content_of_sections,
    first_known_digest,
    picks_of,
    restore_sections,
    share_out,
)


async def compose_inbox(client: DeskClient, schedule: Schedule, slot: Slot) -> Post | None:
    """What is new on the member's topics, or what was chosen when the slot was first tried."""
    sections = await _choose(client.desk, schedule, slot)
    picks = picks_of(sections)
    if not picks:
        return None
    return Post(
        reply=render_inbox(sections, on=slot.local_on, marker=marker_for(schedule, slot)),
        shown=Shown(
            content=content_of_sections(sections),
            target_id=schedule.draft.owner_id,
            counts=shown_counts(picks),
            last_digest_id=first_known_digest(sections),
            is_refreshed=False,
        ),
        heading=heading_of(slot.local_on),
    )


async def _choose(desk: Desk, schedule: Schedule, slot: Slot) -> Sequence[Highlights]:
    if slot.content is not None:
        return await desk.reader.run(restore_sections, slot.content)
    follows, memory = await desk.community.run(_load, schedule, slot)
    limit = schedule.draft.pick_count
    picked = await pick_followed(desk, follows, today=slot.local_on, memory=memory, limit=limit)
    return share_out(picked, PAPERS_LIMIT_COUNT)


def _load(community: Community, schedule: Schedule, slot: Slot) -> tuple[list[Follow], PostMemory]:
    member_id = schedule.draft.owner_id
    memory = community.load_memory(
        member_id, schedule_id=schedule.schedule_id, except_slot_id=slot.slot_id
    )
    return community.load_follows(member_id), memory
