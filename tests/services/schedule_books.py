"""A community in memory with schedules to test with."""

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

from bot.models import Schedule, ScheduleDraft, ScheduleKind, Timing
from bot.services.ledger import Shown
from bot.store import open_community
from bot.store.community import SqliteCommunity

BOT, GUILD, CHANNEL, ADMIN = 1, 20, 300, 4000
DRAFT = ScheduleDraft(
    kind=ScheduleKind.DAILY,
    guild_id=GUILD,
    channel_id=CHANNEL,
    owner_id=ADMIN,
    timing=Timing(time(9), "UTC"),
)
SHOWN = Shown(
    content="{}", target_id=CHANNEL, counts={1: (5, 0)}, last_digest_id=3, is_refreshed=True
)


def at(text: str) -> datetime:
    """An instant in April 2026: "14 09:00"."""
    return datetime.fromisoformat(f"2026-04-{text}").replace(tzinfo=UTC)


def open_book() -> SqliteCommunity:
    """A community in memory."""
    return open_community(None)


def add_schedule(community: SqliteCommunity, created_at: datetime, **facts: Any) -> Schedule:
    """A schedule for nine o'clock, unless the facts say otherwise."""
    draft = replace(DRAFT, **facts)
    return community.add_schedule(draft, application_id=BOT, created_at=created_at)
