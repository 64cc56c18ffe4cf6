"""An overview's pages, the thread that it becomes, and showing it to everybody."""

import asyncio
import logging
from typing import Any

import discord
import pytest
import simcord
from simcord.backend.models import Overwrite
from simcord.backend.models import channel as channel_models
from simcord.enums import OverwriteType

from bot.discord_app.conversation import acknowledge_change
from bot.discord_app.desk import Desk, Interaction
from bot.discord_app.overview_threads import find_or_open_thread
from bot.discord_app.render.overview_titles import find_topic
from bot.discord_app.views import overviews
from bot.services.ingest import ingest_digest
from tests.builders import NOW_AT, make_digest, make_entry
from tests.end_to_end.server import Server, custom_id_of, items_of, shown, text_of
from tests.end_to_end.test_trouble import send_button

THREAD_ERROR = "/channels/*/messages/*/threads"
MESSAGES = "/channels/*/messages"


async def ask(server: Server, topic: str = "cache", **options: Any) -> simcord.ResponseMessage:
    return shown(await server.ann.slash(server.channel, "summarise", topic=topic, **options))


def menu_of(message: simcord.ResponseMessage) -> dict[str, Any]:
    (menu,) = (item for item in items_of(message) if item.get("placeholder") == "Themes…")
    return menu


def labels_of(message: Any) -> list[str]:
    return [item["label"] for item in items_of(message) if "label" in item]


async def turn_to(
    server: Server, message: Any, page: str, who: simcord.MemberActor | None = None
) -> simcord.InteractionResult:
    menu_id = menu_of(message)["custom_id"]
    return await (who or server.ann).select(message, [page], custom_id=menu_id)


def told(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """What was sent beside the message that was pressed."""
    (message,) = result.followups
    return message


def title_of(message: Any) -> str:
    return str(message.embeds[0].title)


def threads_of(server: Server) -> list[discord.Thread]:
    guild = server.env.bot.get_guild(server.guild.id)
    assert guild is not None
    return list(guild.threads)


async def titles_in(thread: discord.Thread) -> list[str]:
    return [title_of(one) async for one in thread.history(oldest_first=True) if one.embeds]


async def test_an_overview_leads_to_its_themes_and_back(server: Server, desk: Desk) -> None:
    message = await ask(server)
    overview = text_of(message)
    menu = menu_of(message)
    count = len(menu["options"]) - 1
    assert [option["value"] for option in menu["options"]] == [
        *map(str, range(1, count + 1)),
        "99",
    ]
    assert labels_of(message) == ["Open as thread"]

    await turn_to(server, message, "1")
    assert title_of(message) == f"Theme 1 of {count} about “cache”"
    assert "**Papers**\n1. [" in text_of(message)
    assert labels_of(message) == ["◀ Back", "Overview", "Next ▶", "Open as thread"]
    await server.restart(desk)
    for number in range(2, count + 1):
        await server.ann.click(message, label="Next ▶")
        assert title_of(message) == f"Theme {number} of {count} about “cache”"
    await server.ann.click(message, label="Next ▶")
    assert title_of(message) == "Numbers and sources about “cache”"
    (forward,) = (item for item in items_of(message) if item.get("label") == "Next ▶")
    assert forward["disabled"]
    await server.ann.click(message, label="◀ Back")
    assert title_of(message) == f"Theme {count} of {count} about “cache”"

    await server.ann.click(message, label="Overview")

    assert text_of(message) == overview


async def test_the_whole_is_attached_and_stays_when_pages_turn(server: Server, desk: Desk) -> None:
    message = await ask(server, "cache of a decoder")
    (file,) = message.attachments
    assert file.filename == "overview-cache-of-a-decoder.md"
    content = server.env.backend.cdn.get(file.url) or b""
    assert content.startswith(b"# cache of a decoder\n")
    await server.restart(desk)

    await turn_to(server, message, "1")
    assert [one.id for one in message.attachments] == [file.id]
    await server.ann.click(message, label="Overview")
    assert [one.id for one in message.attachments] == [file.id]

    copy = shown(await turn_to(server, message, "1", server.bob))
    assert [one.filename for one in copy.attachments] == [file.filename]


async def test_somebody_elses_overview_is_turned_in_a_copy(server: Server) -> None:
    message = await ask(server)
    before = text_of(message)

    copy = await turn_to(server, message, "1", server.bob)

    assert copy.ephemeral
    assert title_of(shown(copy)).startswith("Theme 1 of")
    assert text_of(message) == before
    assert labels_of(shown(copy))[-2:] == ["Open as thread", "Post here"]


async def test_a_topic_longer_than_a_custom_id_can_be_turned(server: Server) -> None:
    topic = " ".join(["cache"] * 50)
    message = await ask(server, topic)

    await turn_to(server, message, "1")

    assert title_of(message).startswith("Theme 1 of")
    assert (find_topic(title_of(message)) or "?") in topic


async def test_a_theme_that_is_gone_gives_way_to_the_overview(server: Server) -> None:
    message = await ask(server)
    topic_id = custom_id_of(message, "Open as thread").split(":")[2]
    custom_id = f"pb1:overview:{topic_id}:0:42"
    button = await send_button(server, custom_id)

    await server.ann.click(button, custom_id=custom_id)

    (changed,) = [one for one in server.channel.history() if one.id == button.id]
    assert title_of(changed) == "What 8 papers say about “cache”"


async def test_a_page_shows_what_the_index_holds_by_now(server: Server, desk: Desk) -> None:
    message = await ask(server, "sand")
    more = make_digest(make_entry("A Map of Dunes", "Where sand moves, and when. Planes see it."))
    await desk.writer.run(ingest_digest, more, ingested_at=NOW_AT)

    await turn_to(server, message, "1")
    await server.ann.click(message, label="Overview")

    assert title_of(message) == "What 2 papers say about “sand”"


async def test_a_forgotten_topic_is_said_to_be_forgotten(server: Server, new_desk: Desk) -> None:
    message = await ask(server)
    await server.restart(new_desk)

    result = await server.ann.click(message, label="Open as thread")

    assert told(result).ephemeral
    assert "please summarise once more" in text_of(told(result))
    assert title_of(message).startswith("What 8 papers")


@pytest.mark.parametrize(
    "custom_id",
    [
        "pb1:overview",
        "pb1:overview:1",
        "pb1:overview:x:0:1",
        "pb1:overview:1:2:3:4",
        "pb1:overview_thread",
        "pb1:overview_post:a",
    ],
)
async def test_a_button_of_another_version_is_answered_politely(
    server: Server, custom_id: str
) -> None:
    result = await server.ann.click(await send_button(server, custom_id), custom_id=custom_id)

    assert "from before an update" in text_of(shown(result))


class TestThread:
    async def test_it_begins_from_the_message_and_has_a_message_for_each_theme(
        self, server: Server
    ) -> None:
        message = await ask(server)
        count = len(menu_of(message)["options"]) - 1

        result = await server.ann.click(message, label="Open as thread")

        (thread,) = threads_of(server)
        assert (thread.id, thread.name) == (message.id, "cache")
        assert text_of(told(result)) == f"Here is the thread: <#{thread.id}>"
        assert told(result).ephemeral
        assert await titles_in(thread) == [
            *(f"Theme {number} of {count} about “cache”" for number in range(1, count + 1)),
            "Numbers and sources about “cache”",
        ]
        assert {find_topic(title) for title in await titles_in(thread)} == {"cache"}
        (last,) = [one async for one in thread.history(limit=1)]
        assert "/ask" in last.content

    async def test_whoever_presses_again_is_told_where_it_is(
        self, server: Server, desk: Desk
    ) -> None:
        message = await ask(server)
        await server.ann.click(message, label="Open as thread")
        (thread,) = threads_of(server)
        posted = await titles_in(thread)
        await server.restart(desk)

        again = await server.bob.click(message, label="Open as thread")
        copy = shown(await turn_to(server, message, "1", server.bob))
        from_copy = await server.bob.click(copy, label="Open as thread")

        for result in (again, from_copy):
            assert text_of(told(result)) == f"It is open already: <#{thread.id}>"
        assert await titles_in(threads_of(server)[0]) == posted
        assert len(threads_of(server)) == 1

    async def test_a_copy_opens_the_thread_of_the_message_that_all_see(
        self, server: Server
    ) -> None:
        message = await ask(server)
        copy = shown(await turn_to(server, message, "1", server.bob))

        await server.bob.click(copy, label="Open as thread")

        (thread,) = threads_of(server)
        assert thread.id == message.id

    async def test_two_who_press_at_once_share_it(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        acknowledged: list[Interaction] = []
        genuine = acknowledge_change

        async def acknowledge_once(interaction: Interaction) -> None:
            if not acknowledged:
                acknowledged.append(interaction)
                await genuine(interaction)

        async def find_or_open(interaction: Interaction, *where: Any) -> Any:
            interaction._original_response = None  # another press would not remember it
            return await genuine_find(interaction, *where)

        async def open_twice(interaction: Interaction, press: Any) -> None:
            await asyncio.gather(*(genuine_open(interaction, press) for _ in range(2)))

        genuine_open, genuine_find = overviews.open_as_thread, find_or_open_thread
        monkeypatch.setattr(overviews, "find_or_open_thread", find_or_open)
        monkeypatch.setattr(overviews, "acknowledge_change", acknowledge_once)
        monkeypatch.setattr(
            "bot.discord_app.client.PRESSES", {"overview_thread": open_twice}
        )  # the simulation takes one at a time
        for visibility in ("everyone", "only me"):
            acknowledged.clear()
            message = await ask(server, visibility=visibility)
            result = await server.ann.click(message, label="Open as thread")
            said = [text_of(one).split(":")[0] for one in result.followups]
            assert said == ["Here is the thread", "It is open already"]
        assert len(threads_of(server)) == 2
        for thread in threads_of(server):
            titles = await titles_in(thread)
            assert len(set(titles)) == len(titles)

    async def test_a_message_that_stood_on_a_theme_shows_the_overview_again(
        self, server: Server
    ) -> None:
        message = await ask(server)
        await turn_to(server, message, "1")

        await server.ann.click(message, label="Open as thread")

        assert title_of(message) == "What 8 papers say about “cache”"

    async def test_of_what_one_person_sees_it_begins_with_the_overview(
        self, server: Server, desk: Desk
    ) -> None:
        message = await ask(server, visibility="only me")
        await turn_to(server, message, "1")
        await server.ann.click(message, label="Open as thread")
        (thread,) = threads_of(server)
        assert thread.id != message.id
        first, second, *_ = await titles_in(thread)
        assert (first, second[:8]) == ("What 8 papers say about “cache”", "Theme 1 ")
        assert title_of(message).startswith("Theme 1 ")
        (file,) = message.attachments
        attached = [one.filename async for post in thread.history() for one in post.attachments]
        assert attached == [file.filename]
        await server.restart(desk)

        await server.ann.click(message, label="Next ▶")
        again = await server.ann.click(message, label="Open as thread")

        assert text_of(told(again)) == f"It is open already: <#{thread.id}>"
        assert len(threads_of(server)) == 1

    @pytest.mark.parametrize("visibility", ["everyone", "only me"])
    async def test_what_discord_did_not_take_follows_at_the_next_press(
        self, server: Server, visibility: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        message = await ask(server, visibility=visibility)
        server.env.inject_error("POST", MESSAGES, status=400, code=50035)

        with caplog.at_level(logging.ERROR):
            result = await server.ann.click(message, label="Open as thread")

        (thread,) = threads_of(server)
        here, missing = map(text_of, result.followups)
        assert here == f"Here is the thread: <#{thread.id}>"
        assert f"<#{thread.id}> is there, but a part of it is missing" in missing
        await server.ann.click(message, label="Open as thread")
        titles = await titles_in(thread)
        assert titles[-1].startswith("Numbers and sources")
        assert len(set(titles)) == len(titles)
        assert titles[0].startswith("Theme 1" if visibility == "everyone" else "What 8 papers")

    async def test_where_the_message_takes_no_thread_it_stands_beside_it(
        self, server: Server
    ) -> None:
        message = await ask(server)
        server.env.inject_error("POST", THREAD_ERROR, status=400, code=160004)
        await server.ann.click(message, label="Open as thread")
        (thread,) = threads_of(server)
        assert thread.id != message.id
        assert (await titles_in(thread))[0] == "What 8 papers say about “cache”"

        again = await server.bob.click(message, label="Open as thread")

        assert text_of(told(again)) == f"It is open already: <#{thread.id}>"

    async def test_a_thread_that_was_deleted_is_opened_anew(self, server: Server) -> None:
        message = await ask(server)
        await server.ann.click(message, label="Open as thread")
        server.env.backend.delete_channel(threads_of(server)[0].id)

        result = await server.ann.click(message, label="Open as thread")

        assert text_of(told(result)).startswith("Here is the thread")
        (thread,) = threads_of(server)
        assert (await titles_in(thread))[-1].startswith("Numbers")

    async def test_without_permission_an_admin_is_told_what_to_do(self, server: Server) -> None:
        overwrite = discord.PermissionOverwrite(create_public_threads=False, embed_links=False)
        channel = server.guild.create_text_channel(
            "quiet", overwrites={server.guild.default_role: overwrite}
        )
        message = shown(await server.ann.slash(channel, "summarise", topic="cache"))

        result = await server.ann.click(message, label="Open as thread")

        assert text_of(told(result)) == (
            "For this Paperboy needs the permission “Create Public Threads” and “Embed Links”; "
            "an admin of this server can give it."
        )
        assert not threads_of(server)

    async def test_in_a_thread_or_in_direct_messages_it_says_so(self, server: Server) -> None:
        stored = server.env.backend.create_thread(server.channel.id, "talk", server.ann.id)
        talk = simcord.ChannelHandle(server.env, server.guild, stored)
        inside = shown(await server.ann.slash(talk, "summarise", topic="cache"))
        direct = shown(await server.ann.user.slash("summarise", topic="cache"))

        said = text_of(shown(await server.ann.click(inside, label="Open as thread")))
        elsewhere = text_of(shown(await server.ann.user.click(direct, label="Open as thread")))

        assert said == "This is a thread already: ask on right here."
        assert elsewhere.startswith("A thread needs a server")

    async def test_an_announcement_channel_gets_a_thread_of_its_own_kind(
        self, server: Server, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # The simulation takes such a thread for a channel, unless it is told.
        kinds = {discord.ChannelType.news_thread.value, *channel_models.THREAD_TYPES}
        monkeypatch.setattr(channel_models, "THREAD_TYPES", kinds)
        channel = server.guild.create_news_channel("news")
        only_me = await server.ann.slash(channel, "summarise", topic="cache", visibility="only me")

        await server.ann.click(shown(only_me), label="Open as thread")

        (thread,) = threads_of(server)
        assert thread.type is discord.ChannelType.news_thread


class TestPosting:
    async def test_what_one_person_sees_is_posted_once_for_all(self, server: Server) -> None:
        private = await ask(server, visibility="only me")
        assert private.ephemeral
        assert labels_of(private) == ["Open as thread", "Post here"]

        result = await server.ann.click(private, label="Post here")

        posted = told(result)
        assert not posted.ephemeral
        assert text_of(posted) == text_of(private)
        assert labels_of(private) == labels_of(posted) == ["Open as thread"]
        assert len(private.attachments) == len(posted.attachments) == 1
        await turn_to(server, posted, "1")
        assert title_of(posted).startswith("Theme 1")

    async def test_a_refused_post_can_be_tried_again(
        self, server: Server, caplog: pytest.LogCaptureFixture
    ) -> None:
        private = await ask(server, visibility="only me")
        server.env.inject_error("POST", "/webhooks/*", status=400, code=50035)

        with caplog.at_level(logging.CRITICAL):
            result = await server.ann.click(private, label="Post here")

        assert "please try again" in text_of(told(result))
        assert labels_of(private) == ["Open as thread", "Post here"]
        assert not told(await server.ann.click(private, label="Post here")).ephemeral

    async def test_who_may_not_write_there_may_not_post_either(self, server: Server) -> None:
        message = await ask(server)
        copy = shown(await turn_to(server, message, "1", server.bob))
        denied = Overwrite(
            target_id=server.guild.default_role.id,
            type=OverwriteType.ROLE,
            allow=0,
            deny=discord.Permissions(send_messages=True).value,
        )
        server.env.backend.set_overwrite(server.channel.id, denied)

        result = await server.bob.click(copy, label="Post here")

        assert "you need the permission “Send Messages”" in text_of(shown(result))
