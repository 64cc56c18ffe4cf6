"""What is new on followed topics, as it reaches members by direct message."""

from collections.abc import Sequence
from datetime import date

import discord
import pytest
import simcord

from bot.models import Digest
from tests.end_to_end.posting import STARTED_AT, THEMES, Newsroom, make_day
from tests.end_to_end.server import items_of, menu_of, shown, text_of

CACHES, ROBOTS, SPEECH, PROTEINS, DESERTS, CHESS, POEMS = THEMES


@pytest.fixture
def bob(newsroom: Newsroom) -> simcord.MemberActor:
    return newsroom.guild.add_member(newsroom.env.create_user("bob"))


async def follow(
    newsroom: Newsroom, member: simcord.MemberActor, topic: str, **options: str
) -> str:
    """What the member reads who follows a topic, by default at nine in UTC."""
    options = {"deliver": "09:00 UTC", **options}
    message = shown(await member.slash(newsroom.channel, "follow", topic=topic, **options))
    assert message.ephemeral
    return text_of(message)


def inbox(newsroom: Newsroom, member: simcord.MemberActor) -> list[discord.Message]:
    """What the bot sent the member, oldest first."""
    return newsroom.posts(member.user.dm_channel)


def titles(message: discord.Message, among: Sequence[str] = THEMES) -> list[str]:
    return [title for title in among if title in text_of(message)]


def close_messages(newsroom: Newsroom, member: simcord.MemberActor, *, times: int = 1) -> None:
    """Discord refuses what the bot sends the member."""
    path = f"/channels/{member.user.dm_channel.id}/messages"
    newsroom.env.inject_error(
        "POST",
        path,
        status=403,
        code=50007,
        message="Cannot send messages to this user",
        times=times,
    )


async def test_what_is_new_comes_once_a_day_and_only_if_there_is_something(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    said = await follow(newsroom, bob, "caches")
    assert "You follow “caches”." in said
    assert "Of the 7 papers of Mon 13 Apr 2026, 1 would have come to you." in said
    assert "Next: <t:1776157200:F>" in said
    for moment in ("14 08:59", "14 09:00", "14 09:01", "14 23:00", "15 09:00", "16 09:00"):
        await newsroom.at(f"2026-04-{moment}")

    [message] = inbox(newsroom, bob)
    assert "**Your topics on Tue 14 Apr 2026**: 1 paper on 1 topic" in text_of(message)
    assert titles(message) == [CACHES]
    assert newsroom.posts() == []

    await newsroom.ingest(make_day(date(2026, 4, 16), "Caches Again", CHESS, upvotes=3))
    await newsroom.at("2026-04-17 09:00")
    _, message = inbox(newsroom, bob)
    assert "Caches Again" in text_of(message)
    assert titles(message) == []


async def test_several_topics_share_a_message_with_each_paper_once(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "machines")
    await follow(newsroom, bob, "poems")
    await follow(newsroom, bob, "volcanoes")
    await follow(newsroom, bob, "laundry")
    await newsroom.at("2026-04-14 09:00")

    [message] = inbox(newsroom, bob)
    assert [embed.title for embed in message.embeds] == ["On “machines”", "On “laundry”"]
    assert titles(message) == [ROBOTS, POEMS]
    assert text_of(message).count(POEMS) == 2, "its title, and its sentence"
    labels = [item["label"] for item in items_of(stored(newsroom, bob, message))]
    assert labels == ["Details", "Save"]


async def test_a_message_that_is_found_again_stays_as_it_is(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches")
    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-14 09:01")
    await newsroom.ingest(make_day(date(2026, 4, 13), *THEMES, upvotes=40))
    await newsroom.at("2026-04-14 16:00")

    [message] = inbox(newsroom, bob)
    assert message.edited_at is None


async def test_a_topic_that_is_not_understood_any_more_stops_no_other(
    newsroom: Newsroom, bob: simcord.MemberActor, caplog: pytest.LogCaptureFixture
) -> None:
    """And the log does not repeat what the member typed."""
    await newsroom.desk.community.run(
        lambda c: c.add_follow(bob.id, "since:myWedding", "", followed_at=STARTED_AT)
    )
    await follow(newsroom, bob, "caches")
    await newsroom.at("2026-04-14 09:00")

    [message] = inbox(newsroom, bob)
    assert titles(message) == [CACHES]
    assert "topic 1 was left out" in caplog.text
    assert "myWedding" not in caplog.text


async def test_what_is_left_out_stays_out(newsroom: Newsroom, bob: simcord.MemberActor) -> None:
    said = await follow(newsroom, bob, "about", exclude="laundry, brain recordings")
    assert "without laundry, brain recordings" in said
    await newsroom.at("2026-04-14 09:00")

    [message] = inbox(newsroom, bob)
    assert {ROBOTS, SPEECH}.isdisjoint(titles(message))


async def test_a_misspelt_topic_is_said_and_understood(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    said = await follow(newsroom, bob, "landry")
    assert "until one does, I look for “laundry”" in said
    await newsroom.at("2026-04-14 09:00")

    [message] = inbox(newsroom, bob)
    assert titles(message) == [ROBOTS]


async def test_a_later_time_moves_the_inbox(newsroom: Newsroom, bob: simcord.MemberActor) -> None:
    await follow(newsroom, bob, "caches")
    said = await follow(newsroom, bob, "laundry", deliver="20:30 asia/tokyo")
    assert "Every day at 20:30, Asia/Tokyo" in said
    await newsroom.at("2026-04-14 11:29")
    assert inbox(newsroom, bob) == []

    await newsroom.at("2026-04-14 11:30")
    [message] = inbox(newsroom, bob)
    assert titles(message) == [CACHES, ROBOTS]


async def test_without_a_time_it_is_nine_in_the_servers_zone(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    first = shown(await bob.slash(newsroom.channel, "follow", topic="caches"))
    assert "America/New\\_York (a guess from your language)" in text_of(first)
    await bob.slash(newsroom.channel, "unfollow", topic="caches")
    await newsroom.add_schedule(timezone="Europe/Berlin")

    second = shown(await bob.slash(newsroom.channel, "follow", topic="caches"))
    assert "Every day at 09:00, Europe/Berlin (this server's time zone)" in text_of(second)


async def test_a_restart_in_between_loses_and_doubles_nothing(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "about")
    newsroom.wire.script = ["500 before"]
    await newsroom.at("2026-04-14 09:00")
    assert inbox(newsroom, bob) == []
    await newsroom.ingest(make_day(date(2026, 4, 14), "All About News", upvotes=300))
    await newsroom.restart()
    await newsroom.at("2026-04-14 09:05")
    await newsroom.restart()
    await newsroom.at("2026-04-14 09:10")

    [message] = inbox(newsroom, bob)
    assert "All About News" not in text_of(message), "the papers that were chosen at first"
    assert len(titles(message)) == 5


async def test_a_lost_answer_doubles_nothing(newsroom: Newsroom, bob: simcord.MemberActor) -> None:
    await follow(newsroom, bob, "caches")
    newsroom.wire.script = ["lost"]
    for moment in ("09:00", "09:01", "09:10"):
        await newsroom.at(f"2026-04-14 {moment}")

    assert len(inbox(newsroom, bob)) == 1


async def test_closed_messages_are_explained_once_and_tried_again(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches")
    close_messages(newsroom, bob, times=2)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-14 12:00")
    assert inbox(newsroom, bob) == []
    other = await newsroom.admin.slash(newsroom.channel, "following")
    assert len(messages_of(other)) == 1, "another member hears nothing of it"

    first, told = messages_of(await bob.slash(newsroom.channel, "help"))
    assert "Your direct messages are closed for me" in text_of(told)
    assert "I try again: <t:1776243600:F>" in text_of(told)
    assert told.ephemeral
    assert not (first.ephemeral and "closed" in text_of(first))
    assert len(messages_of(await bob.slash(newsroom.channel, "help"))) == 1

    await newsroom.at("2026-04-15 09:00")
    assert len(messages_of(await bob.slash(newsroom.channel, "help"))) == 1, "it was said before"
    listed = shown(await bob.slash(newsroom.channel, "following"))
    assert "Wed 15 Apr 2026 did not reach you" in text_of(listed)

    await newsroom.at("2026-04-16 09:00")
    [message] = inbox(newsroom, bob)
    assert titles(message) == [CACHES]
    listed = shown(await bob.slash(newsroom.channel, "following"))
    assert "did not reach you" not in text_of(listed)


async def test_closed_messages_are_explained_after_a_button_and_a_restart(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches")
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    close_messages(newsroom, bob)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.restart()

    [post] = newsroom.posts()
    answered = messages_of(await bob.click(post, label="Save"))
    assert "Your direct messages are closed for me" in text_of(answered[-1])
    assert len(messages_of(await bob.click(post, label="Save"))) == 1


async def test_topics_are_listed_and_stopped_with_a_menu(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches")
    await follow(newsroom, bob, "laundry", exclude="brain")
    listed = shown(await bob.slash(newsroom.channel, "following"))
    assert listed.ephemeral
    assert "**2.** “laundry” without brain" in text_of(listed)
    offered = menu_of(listed)
    assert list(offered) == ["caches", "laundry (without brain)"]

    changed = await bob.select(listed, [offered["caches"]])
    assert "caches" not in text_of(changed.response or listed)
    await newsroom.at("2026-04-14 09:00")
    [message] = inbox(newsroom, bob)
    assert titles(message) == [ROBOTS]


async def test_the_inbox_ends_with_the_last_topic(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches")
    [choice] = await bob.autocomplete(newsroom.channel, "unfollow", "topic", "cach")
    said = shown(await bob.slash(newsroom.channel, "unfollow", topic=choice["value"]))
    assert "It was the last one" in text_of(said)
    await newsroom.at("2026-04-14 09:00")
    assert inbox(newsroom, bob) == []

    listed = shown(await bob.slash(newsroom.channel, "following"))
    assert "You follow nothing." in text_of(listed)
    refused = shown(await bob.slash(newsroom.channel, "unfollow", topic="caches"))
    assert "You follow nothing yet" in text_of(refused)
    assert newsroom.env.errors


async def test_all_of_it_works_in_direct_messages(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    user = bob.user
    said = shown(await user.slash("follow", topic="caches", deliver="09:00 UTC"))
    assert "You follow “caches”." in text_of(said)
    assert "“caches”" in text_of(shown(await user.slash("following")))
    await newsroom.at("2026-04-14 09:00")
    assert titles(inbox(newsroom, bob)[-1]) == [CACHES]
    details = shown(await user.click(inbox(newsroom, bob)[-1], label="Details"))
    assert CACHES in text_of(details)
    assert "It was the last one" in text_of(shown(await user.slash("unfollow", topic="caches")))


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param({"topic": "comments:many"}, "comments:many", id="a filter"),
        pytest.param({"topic": "!!!"}, "There is no word", id="no word"),
        pytest.param({"topic": "caches", "deliver": "noon"}, "no time of day", id="a time"),
        pytest.param({"topic": "caches", "deliver": "9 berln"}, "no time zone", id="a zone"),
    ],
)
async def test_what_is_not_understood_is_not_followed(
    newsroom: Newsroom, bob: simcord.MemberActor, options: dict[str, str], complaint: str
) -> None:
    said = shown(await bob.slash(newsroom.channel, "follow", **options))

    assert complaint in text_of(said)
    assert newsroom.env.errors
    assert "You follow nothing." in text_of(shown(await bob.slash(newsroom.channel, "following")))


async def test_times_are_completed_in_the_members_zone(
    newsroom: Newsroom, bob: simcord.MemberActor
) -> None:
    await follow(newsroom, bob, "caches", deliver="09:00 Asia/Tokyo")

    offered = await bob.autocomplete(newsroom.channel, "follow", "deliver", "8")
    assert offered[0]["value"] == "08:00 Asia/Tokyo"


class TestSilentServer:
    """A server whose index is still empty."""

    @pytest.fixture
    def digests(self) -> list[Digest]:
        return []

    async def test_an_empty_index_is_said(
        self, newsroom: Newsroom, bob: simcord.MemberActor
    ) -> None:
        assert "No digest is indexed yet." in await follow(newsroom, bob, "caches")
        await newsroom.at("2026-04-14 09:00")
        assert inbox(newsroom, bob) == []


def messages_of(result: simcord.InteractionResult) -> list[simcord.ResponseMessage]:
    return [message for message in (result.response, *result.followups) if message]


def stored(
    newsroom: Newsroom, member: simcord.MemberActor, message: discord.Message
) -> simcord.ResponseMessage:
    kept = newsroom.env.backend.get_message(member.user.dm_channel.id, message.id)
    return simcord.ResponseMessage(newsroom.env, kept)
