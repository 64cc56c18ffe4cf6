"""Reading what was said in a thread, a channel or a conversation; nothing of it is kept."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

import discord

from bot.discord_app.discussion_messages import HeardMessage, hear_message
from bot.errors import MessagesUnreadable, WrongPlace

_LOG = logging.getLogger(__name__)

MESSAGES_LIMIT_COUNT: Final = 5_000
# Well below the 15 minutes of an interaction; 5,000 messages come in about half of it.
READING_SECONDS: Final = 60.0
NAMED_LIMIT_COUNT: Final = 100  # Discord answers no more at once
NAMES_SECONDS: Final = 3.0
# Two who ask at once in one place are served one after another, as Discord would have it anyway.
_LOCKS: Final[WeakValueDictionary[int, asyncio.Lock]] = WeakValueDictionary()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which messages of a place are meant; the two named ones are among them."""

    first_id: int = 0  # 0: from the beginning
    last_id: int = 0  # 0: until now


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What was read."""

    heard: tuple[HeardMessage, ...]  # oldest first
    is_whole: bool  # False: these are the newest only
    took_too_long: bool  # that is why it is not whole


async def find_names(guild: discord.Guild | None, heard: Sequence[HeardMessage]) -> dict[int, str]:
    """What those who spoke last are called in the server; who is missing is called as elsewhere.

    With a message Discord tells only the name that is the same everywhere.
    """
    latest_first = (each for each in reversed(heard) if not each.message.is_from_bot)
    member_ids = list(dict.fromkeys(each.author_id for each in latest_first))[:NAMED_LIMIT_COUNT]
    if guild is None or not member_ids:
        return {}
    try:
        async with asyncio.timeout(NAMES_SECONDS):
            members = await guild.query_members(
                user_ids=member_ids, limit=NAMED_LIMIT_COUNT, cache=False
            )
    except Exception as error:  # noqa: BLE001 - a summary with other names is better than none
        _LOG.info("What people are called in a server could not be asked: %r", error)
        return {}
    return {member.id: member.display_name for member in members}


async def read_history(
    channel: discord.abc.Messageable,
    span: Span,
    *,
    own_id: int,
    limit_count: int,
    seconds: float,
) -> History:
    """Read the span's messages from the newest back, as far as limit and time allow.

    Raises:
        MessagesUnreadable: nothing came in time.
        WrongPlace: Discord does not let us read there.
    """
    heard: list[HeardMessage] = []
    took_too_long = False
    place_id = channel.id if isinstance(channel, discord.abc.Snowflake) else 0
    lock = _LOCKS.setdefault(place_id, asyncio.Lock())
    messages = channel.history(
        limit=limit_count + 1,
        before=discord.Object(span.last_id + 1) if span.last_id else None,
        after=discord.Object(span.first_id - 1) if span.first_id else None,
        oldest_first=False,
    )
    try:
        async with asyncio.timeout(seconds), lock:
            async for message in messages:
                heard.append(hear_message(message, own_id))  # noqa: PERF401 - kept if time ends
    except TimeoutError as error:
        took_too_long = True
        if not heard:
            raise MessagesUnreadable(
                "Discord takes too long to show me what was said; please try again in a minute."
            ) from error
    except discord.Forbidden as error:
        raise WrongPlace(
            "Discord does not let me read here. If this is a private thread, mention me in it "
            "once, so that I am a member of it; then ask again."
        ) from error
    is_whole = not took_too_long and len(heard) <= limit_count
    heard = heard[:limit_count]
    return History(heard=tuple(reversed(heard)), is_whole=is_whole, took_too_long=took_too_long)
