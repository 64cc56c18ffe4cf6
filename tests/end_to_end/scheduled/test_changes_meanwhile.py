"""What admins change while a post is on its way."""

from functools import partial
from typing import Any

import discord
import pytest

from bot.services import ledger
from tests.end_to_end.faults import THREAD_OF_MESSAGE, UNREACHABLE, just_before
from tests.end_to_end.posting import THEMES, Newsroom
from tests.end_to_end.server import shown, text_of


async def admin_does(newsroom: Newsroom, name: str, **options: Any) -> str:
    result = await newsroom.admin.slash(
        newsroom.channel, f"schedule {name}", schedule="1", **options
    )
    return text_of(shown(result))


def titles_in(message: discord.Message) -> set[str]:
    return {title for title in THEMES if title in text_of(message)}


async def go_on(newsroom: Newsroom) -> None:
    for moment in ("09:01", "09:02", "09:12", "12:00", "15:30", "23:30"):
        await newsroom.at(f"2026-04-14 {moment}")


async def test_a_post_that_may_stand_is_looked_for_where_it_was_sent(newsroom: Newsroom) -> None:
    other = newsroom.guild.create_text_channel("other")
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-14 09:00")
    await admin_does(newsroom, "edit", channel=other)
    await go_on(newsroom)

    assert (len(newsroom.posts()), len(newsroom.posts(other))) == (1, 0)


@pytest.mark.parametrize("is_gone", [False, True])
async def test_a_post_that_does_not_stand_goes_where_it_is_wanted_now(
    newsroom: Newsroom, *, is_gone: bool
) -> None:
    """And is chosen for the readers there."""
    other = newsroom.guild.create_text_channel("other")
    first = newsroom.guild.create_text_channel("first")
    await newsroom.add_schedule(channel=first, time="09:00", timezone="UTC", papers=3)
    await newsroom.add_schedule(channel=other, time="08:00", timezone="UTC", papers=3)
    await newsroom.at("2026-04-14 08:00")
    newsroom.wire.script = ["500 before"]
    await newsroom.at("2026-04-14 09:00")
    await admin_does(newsroom, "edit", channel=other)
    if is_gone:
        newsroom.env.backend.delete_channel(first.id)
    await go_on(newsroom)

    before, moved = map(titles_in, newsroom.posts(other))
    assert (len(before), len(moved), len(before & moved)) == (3, 3, 0)
    listed = await newsroom.admin.slash(newsroom.channel, "schedule list")
    assert "paused" not in text_of(shown(listed))


async def test_a_post_gets_its_thread_where_it_stands(newsroom: Newsroom) -> None:
    other = newsroom.guild.create_text_channel("other")
    await newsroom.add_schedule(time="09:00", timezone="UTC", thread=True)
    newsroom.wire.failing_paths = {THREAD_OF_MESSAGE: UNREACHABLE}
    await newsroom.at("2026-04-14 09:00")
    await admin_does(newsroom, "edit", channel=other)
    newsroom.wire.failing_paths = {}
    await go_on(newsroom)

    assert [thread.name for thread in newsroom.channel.threads] == ["Highlights of Tue 14 Apr 2026"]


@pytest.mark.parametrize("name", ["pause", "remove"])
async def test_what_was_stopped_a_moment_ago_is_not_sent(newsroom: Newsroom, name: str) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    just_before(newsroom.desk, ledger.begin_sending, partial(admin_does, newsroom, name))
    await newsroom.at("2026-04-15 09:00")
    await newsroom.at("2026-04-15 09:01")

    assert len(newsroom.posts()) == 1


async def test_what_was_changed_a_moment_ago_counts(newsroom: Newsroom) -> None:
    other = newsroom.guild.create_text_channel("other")
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    move = partial(admin_does, newsroom, "edit", channel=other)
    just_before(newsroom.desk, ledger.begin_sending, move)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-14 09:01")

    assert (len(newsroom.posts()), len(newsroom.posts(other))) == (0, 1)
