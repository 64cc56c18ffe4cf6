"""The week's recap, from the ledger's slot to the message."""

import asyncio
import json
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import discord

from bot.discord_app.desk import DeskClient
from bot.discord_app.posting.post import Post, marker_for
from bot.discord_app.render.pick_buttons import catch_up_row, pick_button_rows
from bot.discord_app.render.recap_post import render_recap, say_week
from bot.discord_app.render.reply import AttachedFile, Reply
from bot.models import Recap, Schedule, ScheduleDraft, Slot
from bot.services.ledger import Shown
from bot.services.posts import topic_of
from bot.services.recap import recap_week

WEEK: Final = timedelta(days=7)
PICTURE_NAME: Final = "recap.png"
# A recap is worked out anew where it is sent again, and shows what channels know already.
_CONTENT: Final = json.dumps({})


async def compose_weekly(client: DeskClient, schedule: Schedule, slot: Slot) -> Post | None:
    """The week up to the slot's day, with what this server's members voted for and discussed."""
    desk, draft = client.desk, schedule.draft
    since_at = slot.due_at - WEEK
    guild_id = draft.guild_id or 0
    votes = await desk.community.run(
        lambda community: community.load_votes_since(guild_id, since_at)
    )
    recap = await desk.reader.run(
        recap_week,
        today=slot.local_on,
        topic=topic_of(draft),
        min_comments=draft.min_comments,
        limit=draft.pick_count,
        votes=votes,
        discussed=await _count_messages(client, guild_id, since_at),
    )
    if not recap.papers and not draft.says_quiet_days:
        return None
    return Post(
        reply=await _render(client, recap, draft, marker_for(schedule, slot)),
        shown=Shown(
            content=_CONTENT,
            target_id=draft.channel_id or 0,
            counts={},
            last_digest_id=None,
            is_refreshed=False,
        ),
        heading=say_week(recap),
    )


async def _render(client: DeskClient, recap: Recap, draft: ScheduleDraft, marker: int) -> Reply:
    # The picture is drawn by another process, which the loop must not wait for.
    drawn = await asyncio.to_thread(client.desk.studio.draw_recap, recap)
    picture = None
    if drawn is not None:
        picture = AttachedFile(PICTURE_NAME, drawn.content, drawn.description)
    reply = render_recap(recap, picture=picture)
    if not recap.papers:
        return replace(reply, rows=catch_up_row(marker))
    rows = pick_button_rows([each.paper.paper_id for each in recap.papers], marker=marker)
    return replace(reply, rows=rows, role_id=draft.role_id)


async def _count_messages(client: DeskClient, guild_id: int, since_at: datetime) -> Counter[int]:
    """For each paper the messages in its threads of that week, as far as they are at hand."""
    application_id = client.application_id or 0
    discussions = await client.desk.community.run(
        lambda community: community.load_discussions(application_id, guild_id)
    )
    counts: Counter[int] = Counter()
    for paper_id, thread_id in discussions:
        thread = client.get_channel(thread_id)
        is_recent = discord.utils.snowflake_time(thread_id) >= since_at
        if is_recent and isinstance(thread, discord.Thread):
            counts[paper_id] += thread.message_count
    return counts
