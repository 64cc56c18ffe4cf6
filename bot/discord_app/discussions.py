"""Discussions: a public thread about a paper, one in each channel."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Final
from weakref import WeakValueDictionary

import discord
from discord import app_commands

from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import Interaction
from bot.discord_app.render.limits import THREAD_NAME_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, plain
from bot.discord_app.render.paper_card import ASK_HERE, render_paper_card
from bot.errors import WrongPlace
from bot.models import PaperDetails
from bot.services.discussing import DiscussionPlace, find_discussion, keep_discussion
from bot.services.papers import get_paper_details

_NEEDED_PERMISSIONS: Final = ("create_public_threads", "send_messages_in_threads", "embed_links")
# Two who press at once share a thread; a lock is gone when nobody holds it.
_LOCKS: Final[WeakValueDictionary[DiscussionPlace, asyncio.Lock]] = WeakValueDictionary()


async def open_discussion(interaction: Interaction, paper_id: int) -> tuple[int, bool]:
    """The thread about the paper in this channel, and whether it was opened just now.

    Raises:
        PaperNotFound: the paper is not in the index any more.
        WrongPlace: there can be no thread here.
        BotMissingPermissions: the bot may not open one.
    """
    channel = check_place(interaction)
    desk = interaction.client.desk
    details = await desk.reader.run(get_paper_details, f"#{paper_id}")
    place = DiscussionPlace(
        application_id=interaction.application_id,
        guild_id=channel.guild.id,
        channel_id=channel.id,
        paper_id=details.paper.paper_id,
    )
    async with _LOCKS.setdefault(place, asyncio.Lock()):
        known_id = await desk.community.run(find_discussion, place)
        if known_id is not None and await _is_there(channel.guild, known_id):
            return known_id, False
        _check_permissions(interaction.app_permissions)
        thread = await _open_thread(channel, details)
        await desk.community.run(keep_discussion, place, thread.id)
    return thread.id, True


def check_place(interaction: Interaction) -> discord.TextChannel:
    """The channel, where threads can be opened in it.

    Raises:
        WrongPlace: there can be no thread here.
    """
    channel = interaction.channel
    if isinstance(channel, discord.TextChannel):
        return channel
    if isinstance(channel, discord.Thread):
        is_forum_post = isinstance(channel.parent, discord.ForumChannel)
        what = "A post in a forum" if is_forum_post else "This"
        raise WrongPlace(f"{what} is a thread already: discuss the paper right here.")
    if interaction.guild_id is None:
        raise WrongPlace("A discussion needs a server: press Discuss in a channel of one.")
    raise WrongPlace("Threads can be opened in text and announcement channels only, not here.")


def _check_permissions(given: discord.Permissions) -> None:
    missing = [name for name in _NEEDED_PERMISSIONS if not getattr(given, name)]
    if missing and not given.administrator:
        raise app_commands.BotMissingPermissions(missing)


async def _is_there(guild: discord.Guild, thread_id: int) -> bool:
    """Whether the thread still stands; archived ones, which are not in memory, do too."""
    if guild.get_thread(thread_id) is not None:
        return True
    try:
        await guild.fetch_channel(thread_id)
    except (discord.NotFound, discord.Forbidden):
        return False
    return True


async def _open_thread(channel: discord.TextChannel, details: PaperDetails) -> discord.Thread:
    """A thread that begins with the paper's card, and with how to ask about it."""
    kind = discord.ChannelType.news_thread if channel.is_news() else None
    thread = await channel.create_thread(
        name=plain(details.paper.title, THREAD_NAME_LIMIT_CHARS) or UNTITLED,
        type=kind or discord.ChannelType.public_thread,
    )
    card = replace(render_paper_card(details, can_be_discussed=False), content=ASK_HERE)
    try:
        await thread.send(**message_parts(card).given())
    except discord.HTTPException:
        with suppress(discord.HTTPException):
            await thread.delete()
        raise
    return thread
