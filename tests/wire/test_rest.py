"""The simulated Discord's HTTP side, asked by discord.py in this process.

What holds here is what tests of the bot build upon: a nonce makes no second message, and each
fault does what its name says.
"""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
import pytest_asyncio

from tests.wire.faults import NO_ANSWER, limit_rate, lose_response, refuse_afterwards
from tests.wire.rest import PREFIX
from tests.wire.room import Room
from tests.wire.wired_discord import TOKEN, WiredDiscord

POSTS = "/channels/*/messages"


@pytest_asyncio.fixture
async def channel(
    wired: WiredDiscord, room: Room, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[discord.PartialMessageable]:
    """The room's channel, as a bot has it."""
    monkeypatch.setattr(discord.http.Route, "BASE", wired.url + PREFIX)
    async with discord.Client(intents=discord.Intents(guilds=True)) as client:
        await client.login(TOKEN)
        yield client.get_partial_messageable(room.channel.id)


def texts_in(wired: WiredDiscord, room: Room) -> list[str]:
    return [message.content for message in wired.messages_in(room.channel)]


async def test_a_message_with_the_same_nonce_is_made_once(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    first = await channel.send("one", nonce="slot 1")
    again = await channel.send("one", nonce="slot 1")
    await channel.send("two", nonce="slot 2")

    assert (first.id, first.nonce) == (again.id, again.nonce)
    assert texts_in(wired, room) == ["one", "two"]


async def test_a_message_that_is_sent_anew_without_a_nonce_is_made_twice(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    """discord.py gives each call a nonce of its own, which covers its own second tries only."""
    for _ in range(2):
        await channel.send("one")

    assert texts_in(wired, room) == ["one", "one"]


async def test_an_error_after_the_message_stood_makes_no_second_one(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    wired.faults.add("POST", POSTS, refuse_afterwards(500))

    message = await channel.send("one", nonce="slot 1")

    assert [each.id for each in wired.messages_in(room.channel)] == [message.id]
    assert [exchange.status for exchange in wired.exchanges("POST", "*/messages")] == [500, 200]


async def test_a_message_whose_response_was_lost_is_found_again(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    wired.faults.add("POST", POSTS, lose_response)

    with pytest.raises(aiohttp.ClientError):
        await channel.send("one", nonce="slot 1")

    assert [message.content async for message in channel.history(limit=5)] == ["one"]
    await channel.send("one", nonce="slot 1")
    assert texts_in(wired, room) == ["one"]
    assert [exchange.status for exchange in wired.exchanges("POST", "*/messages")] == [
        NO_ANSWER,
        200,
    ]


async def test_a_channel_can_be_forbidden_for_a_while(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    fault = wired.faults.forbid(room.channel.id)
    with pytest.raises(discord.Forbidden, match="50013"):
        await channel.send("one")

    wired.faults.lift(fault)
    await channel.send("two")

    assert texts_in(wired, room) == ["two"]


async def test_a_bot_that_is_told_to_wait_waits(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    wired.faults.add("POST", POSTS, limit_rate(0.1))

    await channel.send("one")

    assert texts_in(wired, room) == ["one"]
    assert [exchange.status for exchange in wired.exchanges("POST", "*/messages")] == [429, 200]


async def test_more_requests_than_a_second_may_have_are_refused(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    wired.rest.rate_limit = 5

    for number in range(6):
        await channel.send(str(number))

    assert texts_in(wired, room) == list("012345")
    assert 429 in [exchange.status for exchange in wired.exchanges("POST", "*/messages")]


async def test_more_messages_than_a_channel_may_have_are_refused(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    wired.rest.channel_limit = 5
    for number in range(5):
        await channel.send(str(number))

    with pytest.raises(TimeoutError):
        await asyncio.wait_for(channel.send("5"), timeout=0.5)

    assert texts_in(wired, room) == list("01234")
    assert wired.exchanges("POST", "*/messages")[-1].status == 429


async def test_files_arrive_whole(
    wired: WiredDiscord, room: Room, channel: discord.PartialMessageable
) -> None:
    picture = discord.File(io.BytesIO(b"\x89PNG"), "week.png", description="the week")

    message = await channel.send("one", file=picture)

    (attachment,) = message.attachments
    assert (attachment.filename, attachment.description) == ("week.png", "the week")
    assert wired.world.backend.cdn.get(attachment.url) == b"\x89PNG"
    assert texts_in(wired, room) == ["one"]


async def test_what_is_not_simulated_voids_the_test(
    wired: WiredDiscord, channel: discord.PartialMessageable
) -> None:
    with pytest.raises(discord.DiscordServerError):
        await channel._state.http.request(discord.http.Route("GET", "/nowhere"))

    assert "GET /nowhere" in wired.rest.gaps.pop()
