"""The context of a question: what it may mean without saying it, read where it is asked.

A thread that was opened about a paper is known by its number; what else was talked about stands in
Paperboy's own messages. It costs one request to Discord, in threads and for replies to replies;
where that fails or is not allowed, a question is answered as if nothing had been said before.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

import discord

from bot.discord_app.desk import DeskClient
from bot.discord_app.render.own_cards import NOTHING_RECALLED, Recalled, read_own_card
from bot.models import QuestionContext
from bot.services.discussing import find_discussed_paper

_LOG = logging.getLogger(__name__)

READ_BACK_COUNT: Final = 30  # messages
PATIENCE_SECONDS: Final = 3.0


async def find_context(
    client: DeskClient, channel: object, message: discord.Message | None = None
) -> QuestionContext:
    """What was talked about where a question is asked.

    Args:
        client: the bot.
        channel: where it is asked.
        message: the message that asks; None for a command.
    """
    thread = channel if isinstance(channel, discord.Thread) else None
    replied = None if message is None else _find_replied(client, message)
    meant = NOTHING_RECALLED if replied is None else _read(replied)
    recalled = [*await _recall(client, channel, message, replied), meant]
    paper_id = meant.paper_id or await _find_paper(client, thread)
    topics = [each.topic for each in recalled if each.topic]
    latest_first = dict.fromkeys(each.question for each in reversed(recalled) if each.question)
    return QuestionContext(
        paper_id=paper_id,
        topic=topics[-1] if topics and paper_id is None else None,
        earlier=tuple(reversed(latest_first)),
    )


def is_reply_to_answer(client: DeskClient, message: discord.Message) -> bool:
    """Whether the message is a reply to one of our answers to a question."""
    replied = _find_replied(client, message)
    return replied is not None and _read(replied).question is not None


async def _find_paper(client: DeskClient, thread: discord.Thread | None) -> int | None:
    """The paper that the thread was opened for."""
    if thread is None:
        return None
    try:
        return await client.desk.community.run(
            find_discussed_paper,
            application_id=client.application_id or 0,
            thread_id=thread.id,
        )
    except Exception:  # noqa: BLE001 - an answer without it is better than none
        _LOG.exception("The paper of a thread could not be looked up")
        return None


async def _recall(
    client: DeskClient,
    channel: object,
    message: discord.Message | None,
    replied: discord.Message | None,
) -> list[Recalled]:
    """What our own messages before the question were about, oldest first."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            read = await _read_back(channel, message, replied)
    except Exception as error:  # noqa: BLE001 - an answer without it is better than none
        _LOG.info("What was said before a question could not be read: %r", error)
        return []
    own = (_find_own(client, each) for each in reversed(read))
    return [_read(each) for each in own if each is not None]


async def _read_back(
    channel: object, message: discord.Message | None, replied: discord.Message | None
) -> list[discord.Message]:
    """The messages of a thread, or those that a reply goes back to, newest first."""
    is_thread = isinstance(channel, discord.Thread)
    is_chain = replied is not None and replied.reference is not None
    if not isinstance(channel, discord.abc.Messageable) or not (is_thread or is_chain):
        return []
    if not _may_read_history(channel):
        return []
    before = message if is_thread else replied
    read = [each async for each in channel.history(limit=READ_BACK_COUNT, before=before)]
    return read if is_thread or replied is None else _follow_chain(replied, read)


def _may_read_history(channel: object) -> bool:
    """Whether what stands in the channel may be read; Discord shows an empty one otherwise."""
    if isinstance(channel, discord.Thread | discord.abc.GuildChannel):
        return channel.permissions_for(channel.guild.me).read_message_history
    return isinstance(channel, discord.DMChannel)


def _follow_chain(
    replied: discord.Message, read: Sequence[discord.Message]
) -> list[discord.Message]:
    """The messages that led to this one, each a reply to the next, newest first."""
    by_id = {each.id: each for each in read}
    chain = []
    at: discord.Message | None = replied
    while at is not None and at.reference is not None:
        at = by_id.pop(at.reference.message_id or 0, None)
        if at is not None:
            chain.append(at)
    return chain


def _find_replied(client: DeskClient, message: discord.Message) -> discord.Message | None:
    """The message of ours that this one is a reply to, as it came along with it."""
    answered = None if message.reference is None else message.reference.resolved
    is_own = isinstance(answered, discord.Message) and answered.author.id == _own_id(client)
    return answered if is_own and isinstance(answered, discord.Message) else None


def _find_own(client: DeskClient, message: discord.Message) -> discord.Message | None:
    """The message itself, or the one that its thread was opened from, where it is ours."""
    if message.type is discord.MessageType.thread_starter_message:
        return _find_replied(client, message)
    return message if message.author.id == _own_id(client) else None


def _read(message: discord.Message) -> Recalled:
    """What a message of ours was about, by its first card."""
    if not message.embeds:
        return NOTHING_RECALLED
    card = message.embeds[0]
    return read_own_card(card.title or "", card.footer.text or "")


def _own_id(client: DeskClient) -> int:
    return 0 if client.user is None else client.user.id
