"""Exactly one post a day, whatever happens to the process and whatever Discord answers."""

import asyncio
import contextlib
import logging
from dataclasses import replace
from datetime import date, timedelta

import discord
import pytest

from bot.discord_app.posting import places
from bot.discord_app.posting.rounds import Rounds
from bot.services import ledger
from tests.end_to_end.faults import Killed, make_busy, put_back_backup
from tests.end_to_end.posting import STARTED_AT, Newsroom
from tests.end_to_end.server import text_of

FIRST_DAY = date(2026, 4, 14)


async def live_through(newsroom: Newsroom, day: date, *, first: str = "09:00") -> None:
    """Rounds through a day, each as its time comes; a process that is killed is started again."""
    for moment in (first, "09:00:30", "09:02", "09:12", "10:12", "13:30", "15:30", "23:30"):
        try:
            await newsroom.at(f"{day} {moment}")
        except Killed:
            newsroom.wire.tripwire.disarm()
            await newsroom.restart()
            await newsroom.make_round()


async def test_a_process_may_be_killed_at_any_step(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day", thread=True)
    tripwire = newsroom.wire.tripwire
    tripwire.guard_desk(newsroom.desk)
    step, day, has_killed = 0, FIRST_DAY, True
    while has_killed:
        tripwire.arm(step)
        await live_through(newsroom, day)
        has_killed = tripwire.has_killed
        days = [post.created_at.date() for post in newsroom.posts()]
        assert days.count(day) == 1, f"killed at step {step}"
        step, day = step + 1, day + timedelta(days=1)
        tripwire.disarm()

    assert step > 20, "a post takes so many steps at least"
    assert len(newsroom.channel.threads) == step


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(["429"], id="slow down"),
        pytest.param(["500 before"], id="a fault of Discord's"),
        pytest.param(["500 after"], id="a fault after the message stood"),
        pytest.param(["lost"], id="a response that is lost"),
        pytest.param(["unreachable"] * 3, id="no network for a while"),
        pytest.param(["429", "500 before", "unreachable", "lost"], id="one after another"),
    ],
)
@pytest.mark.parametrize("place", ["text", "forum"])
async def test_what_discord_answers_doubles_nothing(
    newsroom: Newsroom, script: list[str], place: str
) -> None:
    forum = newsroom.guild.create_forum_channel("highlights")
    target = {"channel": forum} if place == "forum" else {}
    await newsroom.add_schedule(time="09:00", timezone="UTC", **target)
    newsroom.wire.script = list(script)

    await live_through(newsroom, FIRST_DAY)

    posts = forum.threads if place == "forum" else newsroom.posts()
    assert len(posts) == 1
    assert newsroom.wire.script == []


@pytest.mark.parametrize("place", ["text", "forum"])
async def test_a_database_that_is_busy_once_the_message_stands_doubles_nothing(
    newsroom: Newsroom, place: str
) -> None:
    forum = newsroom.guild.create_forum_channel("highlights")
    target = {"channel": forum} if place == "forum" else {}
    await newsroom.add_schedule(time="09:00", timezone="UTC", **target)
    make_busy(newsroom.desk, ledger.settle_sent)

    await live_through(newsroom, FIRST_DAY)

    assert len(forum.threads if place == "forum" else newsroom.posts()) == 1


@pytest.mark.parametrize("place", ["text", "forum"])
async def test_what_a_backup_does_not_know_of_is_looked_for(newsroom: Newsroom, place: str) -> None:
    forum = newsroom.guild.create_forum_channel("highlights")
    target = {"channel": forum} if place == "forum" else {}
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day", **target)
    await newsroom.at("2026-04-14 09:00")
    await put_back_backup(newsroom.desk, STARTED_AT)
    await newsroom.at("2026-04-14 12:00")
    await newsroom.at("2026-04-15 09:00")

    assert len(forum.threads if place == "forum" else newsroom.posts()) == 2


async def test_a_post_that_comes_late_needs_no_right_to_read(newsroom: Newsroom) -> None:
    blind = newsroom.guild.create_text_channel(
        "blind",
        overwrites={
            newsroom.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
        },
    )
    await newsroom.add_schedule(channel=blind, time="09:00", timezone="UTC")
    await newsroom.at("2026-04-14 12:00")

    assert len(newsroom.posts(blind)) == 1


async def test_a_message_that_stood_before_a_kill_is_settled_not_sent_again(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script = ["lost"]
    with caplog.at_level(logging.INFO, logger="bot"):
        await newsroom.at("2026-04-14 09:00")
        await newsroom.restart()
        await newsroom.at("2026-04-14 09:01")

    assert len(newsroom.posts()) == 1
    assert any("stood already" in message for message in caplog.messages)


async def test_a_post_is_found_below_however_many_messages(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-14 09:00")
    newsroom.env.backend.clock.advance(timedelta(hours=3).total_seconds())
    for number in range(1_001):
        newsroom.env.backend.create_message(
            newsroom.channel.id, newsroom.admin.id, content=f"and another thing, {number}"
        )
    await newsroom.at("2026-04-14 12:30")

    assert len(newsroom.posts()) == 1


async def test_nothing_is_sent_again_before_one_could_look(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script, newsroom.wire.is_blindfolded = ["lost"], True
    await live_through(newsroom, FIRST_DAY)
    assert len(newsroom.posts()) == 1

    newsroom.wire.is_blindfolded = False
    await newsroom.at("2026-04-14 23:59")
    assert len(newsroom.posts()) == 1


async def test_a_request_that_is_never_answered_stops_no_other_post(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "ANSWER_SECONDS", 0.2)
    other = newsroom.guild.create_text_channel("other")
    for hour in ("09:00", "09:02"):
        await newsroom.add_schedule(time=hour, timezone="UTC")
        await newsroom.add_schedule(channel=other, time=hour, timezone="UTC")
    newsroom.wire.script = ["silence"]
    async with asyncio.timeout(20):
        await live_through(newsroom, FIRST_DAY)

    assert (len(newsroom.posts()), len(newsroom.posts(other))) == (2, 2)


async def test_a_refused_channel_stops_no_other_and_pauses_itself(newsroom: Newsroom) -> None:
    other = newsroom.guild.create_text_channel("other")
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.add_schedule(channel=other, time="09:00", timezone="UTC", days="every day")
    newsroom.wire.forbidden_channels.add(newsroom.channel.id)
    days = [FIRST_DAY + timedelta(days=n) for n in range(7)]
    for day in days:
        await live_through(newsroom, day)

    assert [post.created_at.date() for post in newsroom.posts(other)] == days
    assert newsroom.posts() == []
    told = newsroom.posts(newsroom.admin.user.dm_channel)
    assert len(told) == 1
    assert "I have paused schedule 1: Highlights in" in text_of(told[0])
    assert "Send Messages" in text_of(told[0])

    newsroom.wire.forbidden_channels.clear()
    await newsroom.admin.slash(newsroom.channel, "schedule resume", schedule="1")
    await live_through(newsroom, days[-1] + timedelta(days=1))
    assert len(newsroom.posts()) == 1


async def test_a_channel_that_takes_no_such_post_pauses_as_well(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    newsroom.wire.unfit_channels.add(newsroom.channel.id)
    for number in range(5):
        await live_through(newsroom, FIRST_DAY + timedelta(days=number))

    [told] = newsroom.posts(newsroom.admin.user.dm_channel)
    assert "Discord did not take the post: A tag is required" in text_of(told)


async def test_a_refusal_that_is_mended_on_the_day_costs_nothing(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.forbidden_channels.add(newsroom.channel.id)
    await newsroom.at("2026-04-14 09:00")
    newsroom.wire.forbidden_channels.clear()
    await live_through(newsroom, FIRST_DAY, first="09:05")

    assert len(newsroom.posts()) == 1


async def test_a_channel_that_is_gone_pauses_at_once(newsroom: Newsroom) -> None:
    doomed = newsroom.guild.create_text_channel("doomed")
    await newsroom.add_schedule(channel=doomed, time="09:00", timezone="UTC")
    newsroom.env.backend.delete_channel(doomed.id)
    await newsroom.at("2026-04-14 09:00")

    [told] = newsroom.posts(newsroom.admin.user.dm_channel)
    assert "The channel is gone." in text_of(told)


async def test_what_fell_into_an_absence_is_caught_up_today_and_logged_before(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-17 18:00")

    [post] = newsroom.posts()
    assert "Fri 17 Apr 2026" in text_of(post)
    [line] = [each for each in caplog.messages if "missed" in each]
    assert "missed 3 posts (2026-04-14 to 2026-04-16)" in line


async def test_two_processes_never_both_post(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    held = newsroom.desk.lock

    assert newsroom.client.application_id is not None
    with contextlib.ExitStack() as stack:
        assert not held.hold(f"schedules-{newsroom.client.application_id}", stack)
    await newsroom.client.close()
    with contextlib.ExitStack() as stack:
        assert held.hold(f"schedules-{newsroom.client.application_id}", stack)


class StuckLock:
    """A lock whose folder cannot be written for a while."""

    def __init__(self) -> None:
        self.tried_count = 0

    def hold(self, _name: str, _held: contextlib.ExitStack) -> bool:
        self.tried_count += 1
        if self.tried_count < 3:
            raise PermissionError(13, "Permission denied")
        return True


async def test_a_lock_that_cannot_be_taken_for_a_while_ends_no_rounds(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.add_schedule(time="06:00", timezone="UTC", days="every day")
    newsroom.env.backend.clock.advance(timedelta(days=1).total_seconds())
    newsroom.client.desk = replace(newsroom.desk, lock=StuckLock())
    rounds = Rounds(newsroom.client, sleep=lambda _seconds: asyncio.sleep(0.01))
    going = asyncio.ensure_future(rounds.keep_going())
    async with asyncio.timeout(5):
        while not newsroom.posts() and not going.done():  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0.01)
    await rounds.stop()
    going.cancel()

    assert len(newsroom.posts()) == 1
    assert "Permission denied" in caplog.text


async def test_without_the_right_to_read_nothing_is_sent_on_a_guess(newsroom: Newsroom) -> None:
    blind = newsroom.guild.create_text_channel(
        "blind",
        overwrites={
            newsroom.guild.default_role: discord.PermissionOverwrite(read_message_history=False)
        },
    )
    added = await newsroom.add_schedule(channel=blind, time="09:00", timezone="UTC")
    assert "Paperboy needs: Read Message History" in text_of(added.response)
    newsroom.wire.script = ["lost"]
    await live_through(newsroom, FIRST_DAY)

    assert len(newsroom.posts(blind)) == 1


async def test_a_recap_that_is_found_again_is_not_edited(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="tue", post="weekly")
    newsroom.wire.script = ["lost"]
    await live_through(newsroom, FIRST_DAY)

    [post] = newsroom.posts()
    assert post.edited_at is None
    assert "was not edited" not in caplog.text
