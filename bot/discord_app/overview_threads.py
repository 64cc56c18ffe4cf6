"""Overviews as threads: one for each overview, which begins from its message where all see that.

Nothing is kept about them: Discord gives a thread that begins from a message the message's id, and
allows one only; any other thread stands in the custom ids below the overview that it is of. A
thread that was left half posted is finished at the next press.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import Interaction
from bot.discord_app.permissions import check_own_permissions
from bot.discord_app.posting.places import own_user
from bot.discord_app.render.custom_ids import parse_custom_id
from bot.discord_app.render.reply import Reply
from bot.errors import WrongPlace

_LOG = logging.getLogger(__name__)

_NEEDED_PERMISSIONS: Final = (
    "create_public_threads",
    "send_messages_in_threads",
    "embed_links",
    "read_message_history",
)
_READ_BACK_COUNT: Final = 50  # messages at a thread's beginning; an overview posts far fewer
_THREAD_EXISTS_CODE: Final = 160004
_UNKNOWN_MESSAGE_CODE: Final = 10008
# Two who press at once share a thread; a lock is gone when nobody holds it.
_LOCKS: Final[WeakValueDictionary[int, asyncio.Lock]] = WeakValueDictionary()


def lock_of(message_id: int) -> asyncio.Lock:
    """What one press holds, while another on the same message waits."""
    return _LOCKS.setdefault(message_id, asyncio.Lock())


def check_place(interaction: Interaction) -> discord.TextChannel:
    """The channel, where threads can be opened in it.

    Raises:
        WrongPlace: there can be no thread here.
    """
    channel = interaction.channel
    if isinstance(channel, discord.TextChannel):
        return channel
    if isinstance(channel, discord.Thread):
        raise WrongPlace("This is a thread already: ask on right here.")
    if interaction.guild_id is None:
        raise WrongPlace("A thread needs a server: summarise the topic in a channel of one.")
    raise WrongPlace("Threads can be opened in text and announcement channels only, not here.")


async def find_or_open_thread(
    interaction: Interaction, channel: discord.TextChannel, known_id: int, name: str
) -> tuple[discord.Thread, bool]:
    """The overview's thread, and whether it was opened just now.

    Args:
        interaction: the press.
        channel: where the overview stands.
        known_id: of the thread, or of the message that it is to begin from; 0 where neither is
            known.
        name: what a new thread is called.

    Raises:
        BotMissingPermissions: the bot may not open one.
    """
    known = await _find_thread(channel.guild, known_id) if known_id else None
    if known is not None:
        return known, False
    check_own_permissions(interaction, *_NEEDED_PERMISSIONS)
    if known_id:
        try:
            beginning = channel.get_partial_message(known_id)
            return await beginning.create_thread(name=name), True
        except discord.HTTPException as error:
            if error.code not in {_THREAD_EXISTS_CODE, _UNKNOWN_MESSAGE_CODE}:
                raise
        if (thread := await _find_thread(channel.guild, known_id)) is not None:
            return thread, False
    kind = discord.ChannelType.news_thread if channel.is_news() else None
    thread = await channel.create_thread(name=name, type=kind or discord.ChannelType.public_thread)
    return thread, True


async def begins_from_message(channel: discord.TextChannel, thread: discord.Thread) -> bool:
    """Whether the thread hangs on a message of the channel, which is shown at its top."""
    try:
        await channel.fetch_message(thread.id)
    except discord.NotFound:
        return False
    return True


async def finish_thread(
    interaction: Interaction, thread: discord.Thread, posts: Sequence[Reply], *, is_new: bool
) -> bool:
    """Post what does not stand there yet; False where Discord did not take all of it.

    A thread in which the last of the posts stands is complete, whatever became of the others.
    """
    try:
        standing = set() if is_new else await _find_own_titles(interaction, thread)
        if posts[-1].cards[0].title in standing:
            return True
        for number, post in enumerate(posts):
            if post.cards[0].title not in standing:
                await thread.send(nonce=f"{thread.id}:{number}", **message_parts(post).given())
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _LOG.warning("The thread %d could not be finished: %s", thread.id, error)
        return False
    return True


def find_custom_ids(message: discord.Message, kind: str) -> list[tuple[int, ...]]:
    """The numbers in those of the message's custom ids that are of that kind."""
    items = [item for row in message.components for item in getattr(row, "children", ())]
    presses = [parse_custom_id(getattr(item, "custom_id", None) or "") for item in items]
    return [press.numbers() or () for press in presses if press is not None and press.kind == kind]


async def _find_thread(guild: discord.Guild, thread_id: int) -> discord.Thread | None:
    """The thread, if it still stands; archived ones, which are not in memory, do too."""
    known = guild.get_thread(thread_id)
    if known is not None:
        return known
    try:
        found = await guild.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        return None
    return found if isinstance(found, discord.Thread) else None


async def _find_own_titles(interaction: Interaction, thread: discord.Thread) -> set[str]:
    """The titles of the cards that the bot posted at the thread's beginning."""
    me = own_user(interaction.client)
    return {
        message.embeds[0].title or ""
        async for message in thread.history(limit=_READ_BACK_COUNT, oldest_first=True)
        if message.author.id == me.id and message.embeds
    }
