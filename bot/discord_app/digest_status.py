"""How the index fares, from the database to the reply."""

import asyncio

from bot.discord_app.desk import Interaction
from bot.discord_app.render.digest_status_page import render_digest_status
from bot.discord_app.render.reply import Reply
from bot.models import DigestHealth, FetchState
from bot.services.digest_health import load_digest_health
from bot.services.fetching import find_next_fetch, load_fetch_state
from bot.services.library import Library


async def load_status_page(interaction: Interaction) -> Reply:
    """What the index holds, and how it keeps itself up to date."""
    desk = interaction.client.desk
    health, fetching = await desk.reader.run(_load)
    next_at = find_next_fetch(fetching, desk.fetch_times, now_at=desk.clock.now_at())
    return await asyncio.to_thread(render_digest_status, health, fetching, next_at)


def _load(library: Library) -> tuple[DigestHealth, FetchState]:
    return load_digest_health(library.index), load_fetch_state(library.index)
