"""What admins settle with `/schedule`, and who may not."""

from typing import Any

import discord
import pytest
import simcord

from tests.end_to_end.posting import Newsroom
from tests.end_to_end.server import shown, text_of


async def run(newsroom: Newsroom, name: str, **options: Any) -> str:
    result = await newsroom.admin.slash(newsroom.channel, f"schedule {name}", **options)
    message = shown(result)
    assert message.ephemeral, "what admins settle is theirs to see"
    return text_of(message)


async def test_a_schedule_has_sensible_defaults(newsroom: Newsroom) -> None:
    told = await run(newsroom, "add")

    assert f"Highlights in <#{newsroom.channel.id}>" in told
    assert "Weekdays at 09:00, UTC" in told
    assert "up to 5 papers" in told
    assert "Next post: <t:1776157200:F>" in told, "14 April 2026, 09:00 UTC"


async def test_the_servers_zone_is_that_of_its_last_schedule(newsroom: Newsroom) -> None:
    await run(newsroom, "add", timezone="tokyo")

    assert "at 18:30, Asia/Tokyo" in await run(newsroom, "add", time="6:30pm")


async def test_everything_can_be_said_otherwise(newsroom: Newsroom) -> None:
    role = newsroom.guild.create_role("Readers", mentionable=True)
    told = await run(
        newsroom, "add", time="7.15", days="mon, thu", papers=3, topic='"caches" robots',
        exclude="survey, case study", min_comments=2, role=role, thread=True,
        quiet_days="stay silent",
    )  # fmt: skip

    for said in (
        'on “"caches" robots”', "Mon, Thu at 07:15", "up to 3 papers",
        "without survey, case study", "with 2 comments or more", f"for <@&{role.id}>",
        "with a thread", "silent on quiet days",
    ):  # fmt: skip
        assert said in told


async def test_the_list_tells_what_where_when_and_how_it_went(newsroom: Newsroom) -> None:
    assert "no schedule yet" in await run(newsroom, "list")
    await run(newsroom, "add", time="09:00")
    await newsroom.at("2026-04-14 09:00")

    told = await run(newsroom, "list")
    assert "last post: Tue 14 Apr 2026" in told
    assert "Next post: <t:1776243600:F>" in told, "tomorrow, as today's stands"


async def test_only_what_is_named_is_changed(newsroom: Newsroom) -> None:
    await run(newsroom, "add", topic="caches", papers=3)
    told = await run(newsroom, "edit", schedule="1", time="18:00")
    assert "at 18:00" in told
    assert "up to 3 papers" in told
    assert "“caches”" in told

    assert "“" not in await run(newsroom, "edit", schedule="1", clear="topic")


async def test_a_moved_time_posts_no_day_twice(newsroom: Newsroom) -> None:
    await run(newsroom, "add", time="09:00")
    await newsroom.at("2026-04-14 09:00")
    await run(newsroom, "edit", schedule="1", time="10:00")
    await newsroom.at("2026-04-14 10:00")

    assert len(newsroom.posts()) == 1


async def test_a_time_that_is_past_waits_for_the_next_day(newsroom: Newsroom) -> None:
    await run(newsroom, "add", time="18:00", days="every day")
    await newsroom.at("2026-04-14 10:00")
    await run(newsroom, "edit", schedule="1", time="09:30")
    await newsroom.at("2026-04-14 10:01")
    assert newsroom.posts() == []

    await newsroom.at("2026-04-15 09:30")
    assert len(newsroom.posts()) == 1


async def test_pause_and_resume(newsroom: Newsroom) -> None:
    await run(newsroom, "add", time="09:00", days="every day")
    assert "Paused." in await run(newsroom, "pause", schedule="1")
    await newsroom.at("2026-04-14 09:00")
    assert newsroom.posts() == []

    assert "Next post:" in await run(newsroom, "resume", schedule="1")
    await newsroom.at("2026-04-14 09:01")
    assert newsroom.posts() == [], "what fell into the pause is not made up for"
    await newsroom.at("2026-04-15 09:00")
    assert len(newsroom.posts()) == 1


async def test_a_removed_schedule_posts_no_more(newsroom: Newsroom) -> None:
    await run(newsroom, "add", time="09:00")
    assert "is gone" in await run(newsroom, "remove", schedule="1")
    await newsroom.at("2026-04-14 09:00")

    assert newsroom.posts() == []


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        pytest.param("add", {"time": "25:00"}, "no time of day", id="time"),
        pytest.param("add", {"timezone": "Mars"}, "no time zone", id="zone"),
        pytest.param("add", {"days": "someday"}, "names no weekdays", id="days"),
        pytest.param("add", {"topic": "?!"}, "no word", id="a topic without words"),
        pytest.param("add", {"topic": "comments:many"}, "not understood", id="a topic's filter"),
        pytest.param("preview", {"schedule": "7"}, "no schedule yet", id="no schedule"),
    ],
)
async def test_what_cannot_be_is_explained(
    newsroom: Newsroom, name: str, options: dict[str, str], said: str
) -> None:
    assert said in await newsroom.refused(name, **options)


async def test_the_same_schedule_twice_is_noticed(newsroom: Newsroom) -> None:
    await run(newsroom, "add")

    assert "That is schedule 1 already." in await newsroom.refused("add")
    assert "its only one is 1" in await newsroom.refused("remove", schedule="2")
    assert "Nothing was changed" in await newsroom.refused("edit", schedule="1", time="9")


async def test_admins_of_another_server_have_no_say(newsroom: Newsroom) -> None:
    await run(newsroom, "add", time="09:00")
    elsewhere = newsroom.env.create_guild("Elsewhere")
    channel = elsewhere.create_text_channel("papers")
    admins = elsewhere.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    eve = elsewhere.add_member(newsroom.env.create_user("eve"), roles=[admins])
    for name in ("preview", "pause", "remove"):
        told = shown(await eve.slash(channel, f"schedule {name}", schedule="1"))
        assert "no schedule yet" in text_of(told)
        newsroom.env.errors.clear()
    await newsroom.at("2026-04-14 09:00")

    assert len(newsroom.posts()) == 1


async def test_everyone_is_no_role_to_mention(newsroom: Newsroom) -> None:
    told = await newsroom.refused("add", role=newsroom.guild.default_role)

    assert "Everyone cannot be mentioned" in told


async def test_what_stands_in_the_way_is_said_at_once(newsroom: Newsroom) -> None:
    quiet = newsroom.guild.create_text_channel(
        "quiet",
        overwrites={newsroom.guild.default_role: discord.PermissionOverwrite(send_messages=False)},
    )
    role = newsroom.guild.create_role("Readers")
    told = await run(newsroom, "add", channel=quiet, role=role, publish=True)

    assert "Paperboy needs: Send Messages" in told
    assert "Only posts in announcement channels can be published" in told


async def test_members_may_not(newsroom: Newsroom) -> None:
    bob = newsroom.guild.add_member(newsroom.env.create_user("bob"))

    with pytest.raises(simcord.SetupError):
        await bob.slash(newsroom.channel, "schedule list")
    commands = await newsroom.client.tree.fetch_commands()
    [command] = [each for each in commands if each.name == "schedule"]
    newsroom.guild.set_command_permissions(command, {bob: True})
    result = await bob.slash(newsroom.channel, "schedule list")
    assert "you need the permission “Manage Guild”" in text_of(shown(result))
    assert len(newsroom.env.errors) == 1


@pytest.mark.parametrize(
    ("option", "typed", "first"),
    [
        pytest.param("time", "", "07:00", id="breakfast first"),
        pytest.param("time", "6pm", "18:00", id="a time as it is understood"),
        pytest.param("time", "1", "01:00", id="an hour as it is understood"),
        pytest.param("days", "mon thu", "Mon, Thu", id="days as they are understood"),
        pytest.param("days", "ev", "every day", id="the usual days"),
        pytest.param("timezone", "berl", "Europe/Berlin", id="a zone by its place"),
        pytest.param("timezone", "", "America/New_York", id="a zone that speaks the language"),
    ],
)
async def test_options_are_completed(
    newsroom: Newsroom, option: str, typed: str, first: str
) -> None:
    offered = await newsroom.admin.autocomplete(newsroom.channel, "schedule add", option, typed)

    assert offered[0]["name"] == first
    assert len(offered) <= 25


async def test_schedules_are_completed_by_what_they_are(newsroom: Newsroom) -> None:
    await run(newsroom, "add", topic="caches")
    await run(newsroom, "add", time="18:00")
    offered = await newsroom.admin.autocomplete(
        newsroom.channel, "schedule pause", "schedule", "caches"
    )

    assert [(each["name"], each["value"]) for each in offered] == [
        ("1 · #papers · weekdays 09:00 · caches", "1")
    ]


async def test_a_server_that_was_left_is_silent_and_forgotten_in_the_end(
    newsroom: Newsroom,
) -> None:
    await run(newsroom, "add", time="09:00", days="every day")
    newsroom.env.backend.remove_guild(newsroom.guild.id)
    await newsroom.env.settle()

    async def is_kept() -> bool:
        found = await newsroom.desk.community.run(lambda book: book.find_schedule(1))
        return found is not None

    for moment in ("2026-04-14 09:00", "2026-05-13 09:00"):
        await newsroom.at(moment)
    assert await is_kept(), "it may come back"
    await newsroom.at("2026-05-15 09:00")
    assert not await is_kept()
