"""Scheduled posts over the wire: one for each day, whatever happens to them on their way."""

import re
import signal
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.end_to_end.server import text_of
from tests.wire.faults import Hold, Strike, limit_rate, lose_response, refuse, refuse_afterwards
from tests.wire.launch import Halt
from tests.wire.room import Room
from tests.wire.serving import Serving, Start
from tests.wire.wired_discord import WiredDiscord

HURRY = 75  # so that a round is made every 0.4 seconds
POST = ("POST", "/channels/*/messages")
THREAD = ("POST", "/channels/*/threads")
LATEST = ("GET", "/channels/*/messages")
FIRST_DAY, SECOND_DAY = "2026-04-21", "2026-04-22"
BOTH_DAYS = ["Tue 21 Apr 2026", "Wed 22 Apr 2026"]


def let_it_be(wired: WiredDiscord, day: str, time: str) -> None:
    wired.clock.set(datetime.fromisoformat(f"{day} {time}").replace(tzinfo=UTC))


async def start_with_schedule(
    wired: WiredDiscord, room: Room, start: Start, halt: Halt | None = None, **options: Any
) -> Serving:
    """Start on the first day, with a schedule that is due at nine, in a minute."""
    let_it_be(wired, FIRST_DAY, "08:59")
    serving = await start(hurry=HURRY, halt=halt)
    await wired.until_connected()
    options |= {"time": "09:00", "timezone": "UTC", "days": "every day"}
    await wired.answer_to(await room.ann.slash(room.channel, "schedule add", **options))
    return serving


def days_posted(wired: WiredDiscord, room: Room) -> list[str]:
    """The days that the posts in the room are for, in their order."""
    return [
        found[0]
        for message in wired.messages_in(room.channel)
        if (found := re.search(r"\w{3} \d\d Apr 2026", text_of(message)))
    ]


async def days_posted_by_the_second(wired: WiredDiscord, room: Room) -> list[str]:
    """Let the second day's post go out; whatever came of the first was settled before it."""
    let_it_be(wired, SECOND_DAY, "09:00")
    await wired.pulse.until(lambda: BOTH_DAYS[1] in days_posted(wired, room))
    return days_posted(wired, room)


async def test_a_post_arrives_and_its_buttons_outlive_the_process(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    serving = await start_with_schedule(wired, room, start)
    let_it_be(wired, FIRST_DAY, "09:00")
    await wired.until_posted(room.channel, 1)
    assert await serving.stop() == 0

    await start(hurry=HURRY)
    await wired.until_connected()
    [post] = wired.messages_in(room.channel)
    pressed = await room.bob.click(post, label="Details")

    assert (await wired.answer_to(pressed)).ephemeral
    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS


@pytest.mark.parametrize(
    "troubles",
    [
        pytest.param([(POST, limit_rate(0.2))], id="too many requests"),
        pytest.param([(POST, refuse(503))] * 3, id="Discord is down for a while"),
        pytest.param([(POST, refuse_afterwards(500))], id="an error although it stood"),
        pytest.param([(POST, lose_response)], id="a lost response"),
        pytest.param(
            [(POST, lose_response), (LATEST, refuse(503)), (LATEST, lose_response)],
            id="a lost response, and Discord is down",
        ),
    ],
)
async def test_a_post_that_has_trouble_on_its_way_arrives_once(
    wired: WiredDiscord,
    room: Room,
    start: Start,
    troubles: list[tuple[tuple[str, str], Strike]],
) -> None:
    await start_with_schedule(wired, room, start)
    faults = [wired.faults.add(*request, strike) for request, strike in troubles]

    let_it_be(wired, FIRST_DAY, "09:00")
    await wired.let_time_pass(
        lambda: not any(fault.remaining for fault in faults) and days_posted(wired, room)
    )

    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS


@pytest.mark.parametrize(
    ("halt", "is_standing"),
    [
        pytest.param(Halt(*POST, is_after=False), False, id="before it is sent"),
        pytest.param(Halt(*POST, is_after=True), True, id="between sending and the ledger"),
    ],
)
async def test_a_killed_process_leaves_no_post_undone_and_none_to_be_doubled(
    wired: WiredDiscord, room: Room, start: Start, halt: Halt, *, is_standing: bool
) -> None:
    killed = await start_with_schedule(wired, room, start, halt)
    let_it_be(wired, FIRST_DAY, "09:00")
    assert await killed.exit_code() == -signal.SIGKILL
    assert days_posted(wired, room) == BOTH_DAYS[:is_standing]

    await start(hurry=HURRY)
    await wired.until_exchanged("GET", "*/messages")
    await wired.until_posted(room.channel, 1)

    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS


async def test_a_process_that_is_killed_while_it_looks_leaves_it_to_the_next(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    killed = await start_with_schedule(wired, room, start, Halt(*POST, is_after=True))
    let_it_be(wired, FIRST_DAY, "09:00")
    assert await killed.exit_code() == -signal.SIGKILL
    looking = await start(hurry=HURRY, halt=Halt(*LATEST, is_after=True))
    assert await looking.exit_code() == -signal.SIGKILL

    await (await start(hurry=HURRY)).until_said("stood already")

    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS


async def test_a_forum_post_is_found_again_after_a_kill(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    """A forum takes no nonce: only looking tells that the post stands."""
    forum = room.guild.create_forum_channel("daily")
    halt = Halt(*THREAD, is_after=True)
    killed = await start_with_schedule(wired, room, start, halt, channel=forum)
    let_it_be(wired, FIRST_DAY, "09:00")
    assert await killed.exit_code() == -signal.SIGKILL

    await (await start(hurry=HURRY)).until_said("stood already")

    let_it_be(wired, SECOND_DAY, "09:00")
    await wired.pulse.until(lambda: len(forum.threads) > 1)
    assert [thread.name for thread in forum.threads] == [
        f"Highlights of {day}" for day in BOTH_DAYS
    ]


async def test_an_error_although_a_forum_post_stood_opens_no_second_one(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    """discord.py would ask again by itself, before anybody could look."""
    forum = room.guild.create_forum_channel("daily")
    serving = await start_with_schedule(wired, room, start, channel=forum)
    wired.faults.add(*THREAD, refuse_afterwards(500))
    let_it_be(wired, FIRST_DAY, "09:00")
    await wired.let_time_pass(lambda: "stood already" in serving.log)

    let_it_be(wired, SECOND_DAY, "09:00")
    await wired.pulse.until(lambda: BOTH_DAYS[1] in str(forum.threads[-1].name))
    assert [thread.name for thread in forum.threads] == [
        f"Highlights of {day}" for day in BOTH_DAYS
    ]


async def test_a_stop_in_the_middle_of_a_post_waits_for_it(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    serving = await start_with_schedule(wired, room, start)
    hold = Hold()
    wired.faults.add(*POST, hold)
    let_it_be(wired, FIRST_DAY, "09:00")
    await hold.has_arrived.wait()

    serving.terminate()
    await serving.until_said("Stopping: finishing what is in progress")
    hold.release()
    assert await serving.exit_code() == 0

    await start(hurry=HURRY)
    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS
    assert wired.exchanges("GET", "*/messages") == []


async def test_a_refused_channel_keeps_no_other_waiting(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    await start_with_schedule(wired, room, start)
    other = room.guild.create_text_channel("robots")
    options = {"channel": other, "time": "09:00", "timezone": "UTC"}
    await wired.answer_to(await room.ann.slash(room.channel, "schedule add", **options))
    fault = wired.faults.forbid(room.channel.id)

    let_it_be(wired, FIRST_DAY, "09:00")
    await wired.until_posted(other, 1)
    await wired.until_exchanged("POST", f"/channels/{room.channel.id}/messages")
    wired.faults.lift(fault)
    await wired.let_time_pass(lambda: wired.messages_in(room.channel))

    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS


async def test_a_second_process_stands_by_until_the_first_is_gone(
    wired: WiredDiscord, room: Room, start: Start
) -> None:
    first = await start_with_schedule(wired, room, start)
    second = await start(hurry=HURRY)
    await second.until_said("this one stands by")
    let_it_be(wired, FIRST_DAY, "09:00")
    await wired.until_posted(room.channel, 1)

    await first.kill()
    await second.until_said("this one posts what is scheduled")

    assert await days_posted_by_the_second(wired, room) == BOTH_DAYS
