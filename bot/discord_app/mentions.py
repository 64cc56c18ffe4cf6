"""Mentions: questions that are asked by mentioning Paperboy, or in direct messages.

They are answered by a reply, in the open, and nobody is pinged. Discord shows a bot what such
messages say without any privilege; all others come without their words, and are passed over.
"""

import logging
from collections import deque
from collections.abc import Callable
from typing import Final

import aiohttp
import discord
from discord import app_commands

from bot.discord_app.complaint import word_complaint
from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import DeskClient
from bot.discord_app.question_answers import give_answer
from bot.discord_app.question_context import find_context, is_reply_to_answer
from bot.discord_app.question_pace import QuestionPace, Turn
from bot.discord_app.render.mention_text import QUESTION_LIMIT_CHARS, Speech, read_mention
from bot.discord_app.render.notices import (
    HOW_TO_ASK,
    RESTARTING,
    TOO_LONG,
    TOO_QUICK,
    render_notice,
)
from bot.discord_app.render.reply import Reply

_LOG = logging.getLogger(__name__)

PLACE: Final = "A mention"  # as the log calls it
# After a broken connection Discord may send again what it has sent before.
_REMEMBERED_MESSAGES_COUNT: Final = 1_000
_SAID_BY_PEOPLE: Final = frozenset({discord.MessageType.default, discord.MessageType.reply})
_INVALID_BODY_CODE: Final = 50035


class Mentions:
    """Answers messages that are meant for Paperboy, each once."""

    def __init__(self, client: DeskClient, admit_running_task: Callable[[], bool]) -> None:
        self._client = client
        self._admit_running_task = admit_running_task
        self._pace = QuestionPace()
        self._seen: deque[int] = deque(maxlen=_REMEMBERED_MESSAGES_COUNT)

    async def take_up(self, message: discord.Message) -> None:
        """Answer the message, if it is meant for us; nothing is raised."""
        if not self._is_for_us(message) or message.id in self._seen:
            return
        self._seen.append(message.id)
        try:
            reply = await self._find_reply(message)
            if reply is not None:
                await _send(message, reply)
        except Exception as error:  # noqa: BLE001 - the error table decides, as for commands
            await self._complain(message, error)

    def _is_for_us(self, message: discord.Message) -> bool:
        """Whether a person mentions us, or writes to us alone.

        A reply pings whom it answers, unless one switches that off: so a reply to an answer of
        ours is meant for us, one to another post may be talk, unless it asks something.
        """
        is_from_program = message.author.bot or message.webhook_id is not None
        if is_from_program or message.type not in _SAID_BY_PEOPLE:
            return False
        if isinstance(message.channel, discord.DMChannel):
            return True
        me = self._client.user
        if me is None or me not in message.mentions:
            return False
        is_named = me.id in message.raw_mentions
        return is_named or "?" in message.content or is_reply_to_answer(self._client, message)

    async def _find_reply(self, message: discord.Message) -> Reply | None:
        """What to say; None where nothing is to be said, or all of it was said."""
        said = read_mention(message.content)
        if said is Speech.THANKS:
            return None
        if not _may(message, "send_messages", in_threads="send_messages_in_threads"):
            _LOG.info("%s is not answered: no message may be sent in %d", PLACE, message.channel.id)
            return None
        turn = self._pace.take_turn(message.author.id, self._client.desk.clock.now_at())
        if turn is not Turn.ANSWERED:
            return render_notice(TOO_QUICK) if turn is Turn.TOLD else None
        if not self._admit_running_task():
            return render_notice(RESTARTING)
        if isinstance(said, Speech):
            return render_notice(HOW_TO_ASK)
        return await self._answer(message, said)

    async def _answer(self, message: discord.Message, question: str) -> Reply | None:
        """Answer the question; or what to say instead."""
        if len(question) > QUESTION_LIMIT_CHARS:
            return render_notice(TOO_LONG)
        if not _may(message, "embed_links"):
            raise app_commands.BotMissingPermissions(["embed_links"])
        context = await find_context(self._client, message.channel, message)
        await give_answer(self._client.desk, question, context, _Replying(message))
        return None

    async def _complain(self, message: discord.Message, error: Exception) -> None:
        """Say what the error table says, where that can be said at all."""
        if _is_refused_for_good(error):
            _LOG.info("%s in %d could not be answered: %s", PLACE, message.channel.id, error)
            return
        desk = self._client.desk
        complaint = await word_complaint(desk, error, place=PLACE, asked_id=message.id)
        if complaint is None:
            return
        try:
            await _send(message, complaint)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as refusal:
            _LOG.warning("A complaint could not be delivered: %s", refusal)


class _Replying:
    """Says something in reply to a message; said again, it takes the place of the first."""

    def __init__(self, message: discord.Message) -> None:
        self._message = message
        self._sent: discord.Message | None = None

    async def __call__(self, reply: Reply) -> None:
        """Send the reply, or change what was sent."""
        if self._sent is None:
            self._sent = await _send(self._message, reply)
            return
        parts = message_parts(reply)
        await self._sent.edit(
            content=parts.content,
            embeds=parts.embeds,
            view=parts.view,
            attachments=parts.files,
            allowed_mentions=parts.mentions,
        )


async def _send(message: discord.Message, reply: Reply) -> discord.Message:
    """Reply to the message; the nonce keeps Discord from taking it twice."""
    return await message.reply(nonce=str(message.id), **message_parts(reply).given())


def _is_refused_for_good(error: Exception) -> bool:
    """Whether the place takes no message of ours, or what was asked is gone meanwhile."""
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return True
    is_invalid = isinstance(error, discord.HTTPException) and error.code == _INVALID_BODY_CODE
    return is_invalid and "message_reference" in str(error)


def _may(message: discord.Message, permission: str, *, in_threads: str | None = None) -> bool:
    """Whether we have the permission where the message stands."""
    channel = message.channel
    if not isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        return True
    may = channel.permissions_for(channel.guild.me)
    is_thread = isinstance(channel, discord.Thread)
    return bool(getattr(may, in_threads if is_thread and in_threads else permission))
