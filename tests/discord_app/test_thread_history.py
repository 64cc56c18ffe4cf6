"""Reading within a time; the rest is in tests/end_to_end/test_summarise_discussion.py."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import discord
import pytest

from bot.discord_app.thread_history import History, Span, read_history
from bot.errors import MessagesUnreadable


class Slow:
    """A channel that stops answering after some messages."""

    id = 1

    def __init__(self, *messages: discord.Message) -> None:
        self._messages = messages

    async def history(self, **_: object) -> AsyncIterator[discord.Message]:
        for message in self._messages:
            yield message
        await asyncio.Event().wait()


def make_message(message_id: int) -> discord.Message:
    payload: Any = {
        "id": str(message_id), "channel_id": "1", "type": 0, "content": "So it is.",
        "author": {"id": "5", "username": "ann", "discriminator": "0", "avatar": None},
        "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
        "mention_everyone": False, "pinned": False, "tts": False, "edited_timestamp": None,
    }  # fmt: skip
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    channel = discord.PartialMessageable(state, 1)
    return discord.Message(state=state, channel=channel, data=payload)


async def read(*messages: discord.Message) -> History:
    channel = cast("discord.abc.Messageable", Slow(*messages))
    return await read_history(channel, Span(), own_id=9, limit_count=5_000, seconds=0.001)


async def test_what_came_in_time_is_the_newest() -> None:
    history = await read(make_message(12), make_message(11))

    assert [each.message.message_id for each in history.heard] == ["11", "12"]
    assert history.took_too_long
    assert not history.is_whole


async def test_where_nothing_came_in_time_one_is_told() -> None:
    with pytest.raises(MessagesUnreadable, match="try again in a minute"):
        await read()
