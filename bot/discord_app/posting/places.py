"""Places: where scheduled posts go, one class for each kind, all with the same few verbs.

A text channel, an announcement channel and a thread take messages; a forum takes threads; a
member's inbox is a direct message.
"""

from __future__ import annotations

import abc
import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.discord_app.delivery import message_parts
from bot.discord_app.render.limits import THREAD_NAME_LIMIT_CHARS
from bot.discord_app.render.markdown import plain
from bot.discord_app.render.pick_buttons import find_marker

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.discord_app.render.reply import Reply

# So far from an attempt, before and after, its message may stand: clocks differ.
_CLOCKS_DIFFER: Final = timedelta(hours=1)
_SEARCHED_ARCHIVED_THREADS: Final = 25
_THREAD_EXISTS_CODE: Final = 160004
_PUBLISHED_ALREADY_CODE: Final = 40033
_A_DAY_MINUTES: Final = 1440


# Longer than discord.py takes for its own second tries, much shorter than it waits for an answer.
ANSWER_SECONDS = 60.0


def in_good_time() -> asyncio.Timeout:
    """Inside, Discord has to answer in time: others wait for their posts."""
    return asyncio.timeout(ANSWER_SECONDS)


@dataclass(frozen=True, slots=True)
class Standing:
    """A message that stands."""

    place_id: int  # the channel or thread that it stands in
    message_id: int
    sent_at: datetime


class Place(abc.ABC):
    """Where a post goes."""

    @abc.abstractmethod
    async def send(self, reply: Reply, *, nonce: str, heading: str) -> Standing:
        """Send the post.

        Args:
            reply: the post.
            nonce: tells Discord that it is sent a second time, where it listens to that.
            heading: the name of the thread, where the post becomes one.
        """

    @abc.abstractmethod
    async def find(self, marker: int, *, tried_at: datetime) -> Standing | None:
        """The post with that marker, if it was sent at about that time.

        Raises:
            UnreadablePlace: the bot may not read what stands there.
        """

    async def publish(self, standing: Standing) -> None:  # noqa: B027 - most have nothing to do
        """Publish the post to the servers that follow the channel, where there may be any."""

    async def open_thread(self, standing: Standing, heading: str) -> None:  # noqa: B027 - likewise
        """Open a thread for talking about the post, where it is not in one."""


class UnreadablePlace(Exception):
    """The bot may write in a place, but not read: it cannot tell what stands there."""


class Messages(Place):
    """A thread, or a text channel: whatever takes plain messages."""

    def __init__(
        self,
        channel: discord.TextChannel | discord.Thread | discord.DMChannel,
        me: discord.abc.Snowflake,
    ) -> None:
        self._channel = channel
        self._me = me

    async def send(self, reply: Reply, *, nonce: str, heading: str) -> Standing:  # noqa: ARG002
        """Send a message."""
        message = await self._channel.send(nonce=nonce, **message_parts(reply).given())
        return _standing(message)

    async def find(self, marker: int, *, tried_at: datetime) -> Standing | None:
        """Look through the messages from about that time, however many have come since."""
        _check_readable(self._channel)
        before = tried_at + _CLOCKS_DIFFER
        async for message in self._channel.history(limit=None, before=before):
            if message.created_at < tried_at - _CLOCKS_DIFFER:
                return None
            if message.author.id == self._me.id and marker_of(message) == marker:
                return _standing(message)
        return None


class TextChannel(Messages):
    """A text channel, or an announcement channel."""

    def __init__(self, channel: discord.TextChannel, me: discord.abc.Snowflake) -> None:
        super().__init__(channel, me)
        self._text_channel = channel

    async def publish(self, standing: Standing) -> None:
        """Publish; what is published already stays so."""
        if self._text_channel.is_news():
            message = self._text_channel.get_partial_message(standing.message_id)
            await _unless(_PUBLISHED_ALREADY_CODE, message.publish())

    async def open_thread(self, standing: Standing, heading: str) -> None:
        """Open the message's thread; a message has at most one."""
        message = self._text_channel.get_partial_message(standing.message_id)
        name = plain(heading, THREAD_NAME_LIMIT_CHARS)
        opening = message.create_thread(name=name, auto_archive_duration=_A_DAY_MINUTES)
        await _unless(_THREAD_EXISTS_CODE, opening)


class Forum(Place):
    """A forum, in which every post is a thread."""

    def __init__(self, forum: discord.ForumChannel, me: discord.abc.Snowflake) -> None:
        self._forum = forum
        self._me = me

    async def send(self, reply: Reply, *, nonce: str, heading: str) -> Standing:  # noqa: ARG002
        """Open a thread whose first message is the post; Discord takes no nonce with it."""
        name = plain(heading, THREAD_NAME_LIMIT_CHARS)
        required_tags = self._forum.available_tags[:1] if self._forum.flags.require_tag else []
        made = await self._forum.create_thread(
            name=name,
            applied_tags=required_tags,
            auto_archive_duration=_A_DAY_MINUTES,
            **message_parts(reply).given(),
        )
        return _standing(made.message)

    async def find(self, marker: int, *, tried_at: datetime) -> Standing | None:
        """Look at the first messages of the bot's latest threads."""
        _check_readable(self._forum)
        threads = [
            thread
            for thread in await self._forum.guild.active_threads()
            if thread.parent_id == self._forum.id
        ]
        threads += [
            thread
            async for thread in self._forum.archived_threads(limit=_SEARCHED_ARCHIVED_THREADS)
        ]
        for thread in threads:
            made_at = discord.utils.snowflake_time(thread.id)
            if thread.owner_id == self._me.id and made_at >= tried_at - _CLOCKS_DIFFER:
                async for message in thread.history(limit=1, oldest_first=True):
                    if marker_of(message) == marker:
                        return _standing(message)
        return None


async def open_place(client: discord.Client, channel_id: int) -> Place | None:
    """The place with that id; None where it is one that takes no posts.

    Raises:
        discord.NotFound: it is gone.
        discord.Forbidden: the bot may not see it.
    """
    me = own_user(client)
    channel = client.get_channel(channel_id) or await client.fetch_channel(channel_id)
    match channel:
        case discord.TextChannel():
            return TextChannel(channel, me)
        case discord.Thread():
            return Messages(channel, me)
        case discord.ForumChannel():
            return Forum(channel, me)
        case _:
            return None


async def open_inbox(client: discord.Client, member_id: int) -> Place:
    """A member's direct messages.

    Raises:
        discord.NotFound: there is no such member any more.
        discord.Forbidden: the bot may not write to them.
    """
    user = client.get_user(member_id) or await client.fetch_user(member_id)
    return Messages(user.dm_channel or await user.create_dm(), own_user(client))


def own_user(client: discord.Client) -> discord.ClientUser:
    """Who the bot is, once it has logged in."""
    assert client.user is not None  # noqa: S101 - nothing is posted before
    return client.user


def marker_of(message: discord.Message) -> int | None:
    """The marker that the message's buttons carry; None where it is no post."""
    return find_marker(_iter_custom_ids(message))


async def edit_post(client: discord.Client, place_id: int, message_id: int, reply: Reply) -> None:
    """Show other counts on a post that stands."""
    parts = message_parts(reply)
    message = client.get_partial_messageable(place_id).get_partial_message(message_id)
    async with in_good_time():
        await message.edit(
            content=parts.content,
            embeds=parts.embeds,
            view=parts.view,
            allowed_mentions=discord.AllowedMentions.none(),
        )


async def was_edited(client: discord.Client, place_id: int, message_id: int) -> bool:
    """Whether a post that stands was edited already."""
    async with in_good_time():
        message = await client.get_partial_messageable(place_id).fetch_message(message_id)
    return message.edited_at is not None


def _iter_custom_ids(message: discord.Message) -> Iterable[str]:
    for row in message.components:
        for item in getattr(row, "children", ()):
            custom_id = getattr(item, "custom_id", None)
            if custom_id is not None:
                yield custom_id


def _check_readable(channel: discord.abc.Messageable | discord.ForumChannel) -> None:
    """Without the permission Discord does not refuse: it shows an empty channel."""
    if isinstance(channel, discord.TextChannel | discord.Thread | discord.ForumChannel):
        may = channel.permissions_for(channel.guild.me)
        if not may.read_message_history:
            raise UnreadablePlace


def _standing(message: discord.Message) -> Standing:
    return Standing(message.channel.id, message.id, message.created_at)


async def _unless(code: int, doing: object) -> None:
    """Do it; that it was done before is no fault."""
    try:
        await doing  # type: ignore[misc]
    except discord.HTTPException as error:
        if error.code != code:
            raise
