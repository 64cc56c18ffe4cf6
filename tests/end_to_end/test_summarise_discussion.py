"""What was said in a thread: read from Discord, summarised, shown to one person, and posted."""

from collections.abc import Sequence
from typing import Any

import discord
import pytest
import simcord
from simcord.enums import MessageType

from bot.discord_app import discussion_summaries
from bot.discord_app.desk import Desk
from bot.models import (
    DiscussionPoint,
    DiscussionSummary,
    RelatedPaper,
    SharedTraits,
    ThreadMessage,
)
from bot.services.library import Library
from bot.services.thread_summaries import summarise_discussion
from tests.end_to_end.server import Server, items_of, menu_of, shown, text_of
from tests.end_to_end.test_trouble import send_button

MENU = "Summarise from here"
TALK = (
    ("ann", "Quantizing the cache to 4 bits costs us almost no accuracy on long contexts."),
    ("bob", "Does that hold for the keys as well as for the values?"),
    ("ann", "2604.00001"),
    ("bob", "Let us measure the keys alone on Friday, and decide then."),
)
BLIND = discord.Intents(guilds=True, guild_messages=True)
Heard = list[ThreadMessage]


@pytest.fixture
def thread(server: Server) -> simcord.ChannelHandle:
    return open_thread(server, server.channel, "Cache reading group")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """What reaches the service, of which every message of a person becomes a point."""
    messages: Heard = []

    def quote_all(
        library: Library, given: Sequence[ThreadMessage], *, left_out_count: int
    ) -> DiscussionSummary:
        messages[:] = given
        said = [each for each in given if each.text and not each.is_from_bot]
        points = [
            DiscussionPoint(text=each.text, author=each.author, message_id=each.message_id)
            for each in said
        ]
        made = summarise_discussion(library, given, left_out_count=left_out_count)
        facts = {name: getattr(made, name) for name in made.__dataclass_fields__}
        return DiscussionSummary(**{**facts, "points": tuple(points), "message_count": len(said)})

    monkeypatch.setattr(discussion_summaries, "summarise_discussion", quote_all)
    return messages


def open_thread(
    server: Server, parent: simcord.ChannelHandle, name: str, **facts: Any
) -> simcord.ChannelHandle:
    stored = server.env.backend.create_thread(parent.id, name, server.ann.id, **facts)
    return simcord.ChannelHandle(server.env, server.guild, stored)


def say(
    server: Server, place: simcord.ChannelHandle, *lines: tuple[str, str]
) -> list[simcord.ResponseMessage]:
    """Messages that stood there before anybody asked."""
    backend = server.env.backend
    authors = {"ann": server.ann.id, "bob": server.bob.id, "paperboy": backend.bot_user.id}
    stored = [backend.create_message(place.id, authors[who], what) for who, what in lines]
    return [simcord.ResponseMessage(server.env, each) for each in stored]


async def summarise(
    server: Server, place: simcord.ChannelHandle, **options: str
) -> simcord.InteractionResult:
    return await server.ann.slash(place, "summarise", **options)


async def say_summary(server: Server, place: simcord.ChannelHandle) -> str:
    return text_of(shown(await summarise(server, place)))


def labels_of(message: simcord.ResponseMessage) -> list[str]:
    return [item["label"] for item in items_of(message) if "label" in item]


async def test_a_thread_is_summarised_for_whoever_asks(
    server: Server, thread: simcord.ChannelHandle
) -> None:
    say(server, thread, *TALK)

    result = await summarise(server, thread)

    assert result.ephemeral
    message = shown(result)
    text = text_of(message)
    assert text.startswith("What was said in “Cache reading group”\n-# 4 messages by 2 people")
    assert "Small Caches for Long Contexts](https://huggingface.co/papers/2604.00001)" in text
    assert "Each quotation links to its message." in text
    card = await server.ann.select(message, [menu_of(message)["1. Small Caches for Long Contexts"]])
    assert text_of(shown(card)).startswith("Small Caches for Long Contexts")


async def test_every_quotation_links_to_its_message(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    first, *_ = say(server, thread, *TALK)

    text = await say_summary(server, thread)

    url = f"https://discord.com/channels/{server.guild.id}/{thread.id}/{first.id}"
    assert f"- “{TALK[0][1]}” – [ann]({url})" in text
    assert [(each.author, each.text) for each in heard] == list(TALK)
    assert heard[0].sent_at is not None


@pytest.mark.parametrize(
    ("options", "is_ephemeral"),
    [
        pytest.param({}, True, id="at first for whoever asks"),
        pytest.param({"visibility": "only me"}, True, id="for whoever asks, if they say so"),
        pytest.param({"visibility": "everyone"}, False, id="for everyone, if they say so"),
    ],
)
async def test_who_sees_it(
    server: Server, thread: simcord.ChannelHandle, options: dict[str, str], *, is_ephemeral: bool
) -> None:
    say(server, thread, *TALK)

    result = await summarise(server, thread, **options)

    assert shown(result).ephemeral is is_ephemeral
    assert ("Post here" in labels_of(shown(result))) is is_ephemeral


async def test_a_topic_in_a_thread_is_about_papers(
    server: Server, thread: simcord.ChannelHandle
) -> None:
    say(server, thread, *TALK)

    result = await summarise(server, thread, topic="cache")

    assert not shown(result).ephemeral
    assert "about “cache”" in text_of(shown(result))


async def test_in_a_channel_one_is_told_what_to_do(server: Server) -> None:
    say(server, server.channel, *TALK)

    result = await summarise(server, server.channel)

    assert result.ephemeral
    said = text_of(shown(result))
    assert "/summarise topic:quantization" in said
    assert "Summarise from here" in said
    assert server.take_errors()


@pytest.mark.parametrize("kind", ["channel", "thread"])
async def test_a_message_menu_begins_with_its_message(
    server: Server, thread: simcord.ChannelHandle, heard: Heard, kind: str
) -> None:
    place = thread if kind == "thread" else server.channel
    _, second, *_ = say(server, place, *TALK)

    result = await server.bob.context_menu(place, MENU, second)

    assert result.ephemeral
    message = shown(result)
    assert message.embeds[0].title == "What was said from this message on"
    assert str(message.embeds[0].url).endswith(f"/{place.id}/{second.id}")
    assert [each.text for each in heard] == [text for _, text in TALK[1:]]


async def test_a_forum_post_is_a_thread(server: Server, heard: Heard) -> None:
    forum = server.guild.create_forum_channel("reading")
    post = open_thread(server, forum, "Caches")
    say(server, post, *TALK)

    assert (await say_summary(server, post)).startswith("What was said in “Caches”")
    assert len(heard) == len(TALK)


async def test_a_direct_message_is_between_two(server: Server, heard: Heard) -> None:
    for text in ("A note to myself about caches.", "2604.00001", "Read it again on Friday."):
        await server.ann.send_dm(text)

    message = shown(await server.ann.user.slash("summarise"))

    assert text_of(message).startswith("What was said here\n-# 3 messages by 1 person")
    assert "https://discord.com/channels/@me/" in text_of(message)
    assert "Post here" not in labels_of(message)
    assert len([each for each in heard if not each.is_from_bot]) == 3


async def test_the_message_that_a_thread_began_from_belongs_to_it(
    server: Server, heard: Heard
) -> None:
    [starter] = say(server, server.channel, ("bob", "Has anybody tried 2 bits?"))
    thread = open_thread(server, server.channel, "2 bits", message_id=starter.id)
    server.guild.create_system_message(
        thread, MessageType.THREAD_STARTER_MESSAGE, author=server.bob, referenced_message=starter
    )
    say(server, thread, *TALK)

    text = await say_summary(server, thread)

    assert [each.text for each in heard] == [starter.content, *(text for _, text in TALK)]
    place = f"https://discord.com/channels/{server.guild.id}/{server.channel.id}"
    assert f"“Has anybody tried 2 bits?” – [bob]({place}/{starter.id})" in text


async def test_bots_and_discord_itself_say_nothing(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    say(server, thread, *TALK, ("paperboy", "Beep."))
    other = server.env.create_user("robot", bot=True)
    server.guild.add_member(other)
    server.env.backend.create_message(thread.id, other.id, "Boop.")
    server.guild.create_system_message(thread, MessageType.CHANNEL_NAME_CHANGE, author=server.bob)

    await summarise(server, thread)

    assert [each.is_from_bot for each in heard] == [False] * 4 + [True] * 3
    assert heard[-1].text == ""


async def test_a_summary_that_everyone_saw_is_not_summarised(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    say(server, thread, *TALK)
    await summarise(server, thread, visibility="everyone")
    await summarise(server, thread)

    assert len([each for each in heard if not each.is_from_bot]) == len(TALK)


async def test_edits_and_deletions_are_honoured(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    first, second, *_ = say(server, thread, *TALK)
    await summarise(server, thread)
    await server.ann.edit(first, "It costs us 2 points.")
    await server.bob.delete(second)

    text = await say_summary(server, thread)

    assert [each.text for each in heard] == ["It costs us 2 points.", *(t for _, t in TALK[2:])]
    assert "almost no accuracy" not in text


async def test_who_wants_to_be_left_out_is(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    first, second, *_ = say(server, thread, *TALK)
    reply = "> Does that hold for the keys?\nIt does, by and large."
    await server.ann.send(thread, reply, reply_to=second)
    await server.ann.send(thread, "> To be shown?\nIndeed.", reply_to=first)
    await server.bob.slash(thread, "privacy summaries", choice="leave me out")

    text = await say_summary(server, thread)

    assert {each.author for each in heard if not each.is_from_bot} == {"ann"}
    assert [each.text for each in heard][-2:] == [
        "It does, by and large.",
        "> To be shown?\nIndeed.",
    ]
    assert "2 messages were left out, as their authors wish." in text
    await server.bob.slash(thread, "privacy summaries", choice="include me")
    assert "left out" not in await say_summary(server, thread)


async def test_replies_names_and_emoji_read_as_on_discord(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    first, *_ = say(server, thread, *TALK)
    text = f"<@{server.ann.id}> see <#{server.channel.id}> <:nice:123456789012345678> @everyone"
    await server.bob.send(thread, text, reply_to=first)

    shown_text = await say_summary(server, thread)

    assert heard[-1].text == "@ann see #papers :nice: @everyone"
    assert heard[-1].reply_to_id == str(first.id)
    assert "@everyone" not in shown_text  # it holds a space without width


async def test_people_are_called_as_in_the_server(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    cy = server.guild.add_member(server.env.create_user("cy"), nick="Professor Cy")
    server.env.backend.create_message(thread.id, cy.id, "Caches are overrated.")
    gone = server.env.create_user("dee", global_name="Dee")
    server.env.backend.create_message(thread.id, gone.id, "I have left the server.")

    await summarise(server, thread)

    assert [each.author for each in heard] == ["Professor Cy", "Dee"]


async def test_two_people_of_one_name_are_told_apart(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    for name in ("ann_1", "ann_2"):
        other = server.env.create_user(name, global_name="Ann Lee")
        server.guild.add_member(other)
        server.env.backend.create_message(thread.id, other.id, "I am Ann Lee.")
    say(server, thread, TALK[0])

    await summarise(server, thread)

    assert [each.author for each in heard] == ["Ann Lee (ann_1)", "Ann Lee (ann_2)", "ann"]


async def test_many_messages_are_read_by_the_hundred(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    say(server, thread, *((("ann", "bob")[n % 2], f"Remark number {n}.") for n in range(250)))

    message = shown(await summarise(server, thread))

    assert [each.text for each in heard] == [f"Remark number {n}." for n in range(250)]
    reads = [one for one in server.env.http_requests if one.path.endswith(f"{thread.id}/messages")]
    assert [one.method for one in reads] == ["GET"] * 3
    assert "more points in the file" in text_of(message)
    [file] = message.attachments
    assert file.filename == "discussion.md"
    content = (server.env.backend.cdn.get(file.url) or b"").decode()
    assert all(f"“Remark number {n}.”" in content for n in range(250))


async def test_of_too_many_messages_the_newest_are_read(
    server: Server,
    thread: simcord.ChannelHandle,
    heard: Heard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    say(server, thread, *TALK)
    monkeypatch.setattr(discussion_summaries, "MESSAGES_LIMIT_COUNT", 3)

    text = await say_summary(server, thread)

    assert [each.text for each in heard] == [text for _, text in TALK[1:]]
    assert "There are more: only the newest 3 messages were read." in text


async def test_where_nobody_said_anything_that_is_said(
    server: Server, thread: simcord.ChannelHandle
) -> None:
    say(server, thread, ("paperboy", "Beep."))

    message = shown(await summarise(server, thread))

    assert "Nobody has said anything here" in text_of(message)
    assert not items_of(message)


async def test_where_too_little_was_said_that_is_said(
    server: Server, thread: simcord.ChannelHandle, heard: Heard
) -> None:
    say(server, thread, TALK[0], ("bob", "2604.00001"))

    text = await say_summary(server, thread)

    assert "Too little was said for a summary." in text
    assert "Small Caches for Long Contexts" in text
    assert "**Points**" not in text
    assert heard


async def test_where_all_are_left_out_that_is_said(
    server: Server, thread: simcord.ChannelHandle
) -> None:
    say(server, thread, TALK[1], TALK[3])
    await server.bob.slash(thread, "privacy summaries", choice="leave me out")

    text = await say_summary(server, thread)

    assert "2 messages were left out, as their authors wish." in text
    assert "Nobody else has said anything here" in text


async def test_the_paper_that_a_thread_is_about_is_no_news_there(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def relate_all(library: Library, _: object, *, left_out_count: int) -> DiscussionSummary:
        papers = library.index.find_papers([1, 9])
        return DiscussionSummary(
            points=(), open_questions=(), decisions=(), papers_mentioned=(), unknown_papers=(),
            related=tuple(RelatedPaper(paper, 0.5, SharedTraits()) for paper in papers),
            message_count=4, author_count=2, left_out_count=left_out_count,
        )  # fmt: skip

    monkeypatch.setattr(discussion_summaries, "summarise_discussion", relate_all)
    card = shown(await server.ann.slash(server.channel, "paper", title="#1"))
    await server.ann.click(card, label="Discuss")
    [discussion] = server.channel.threads
    say(server, discussion, *TALK)

    text = await say_summary(server, discussion)

    assert "A Map of Deserts" in text
    assert "Small Caches" not in text.partition("\n")[2]


class TestWithoutContent:
    pytestmark = pytest.mark.simcord(approved_intents=BLIND)

    async def test_one_is_told_exactly_what_to_switch_on(
        self, server: Server, thread: simcord.ChannelHandle
    ) -> None:
        bot_id = server.env.backend.bot_user.id
        say(server, thread, *TALK, ("bob", f"<@{bot_id}> what do you say?"))

        result = await summarise(server, thread)

        assert result.ephemeral
        said = text_of(shown(result))
        assert "your application, Bot, Message Content Intent; then restart Paperboy" in said
        assert server.take_errors()

    async def test_direct_messages_are_shown_to_the_bot_all_the_same(
        self, server: Server, heard: Heard
    ) -> None:
        await server.ann.send_dm("A note to myself about caches.")

        await server.ann.user.slash("summarise")

        said = [each.text for each in heard if not each.is_from_bot]
        assert said == ["A note to myself about caches."]

    async def test_an_empty_thread_is_just_empty(
        self, server: Server, thread: simcord.ChannelHandle
    ) -> None:
        say(server, thread, ("paperboy", "Beep."))

        assert "Nobody has said anything here" in await say_summary(server, thread)


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        pytest.param("view_channel", "“View Channel”", id="the bot does not see the channel"),
        pytest.param(
            "read_message_history", "“Read Message History”", id="the bot may not look back"
        ),
    ],
)
async def test_a_missing_permission_is_named(server: Server, denied: str, said: str) -> None:
    role = server.guild.create_role("people", permissions=discord.Permissions.all_channel())
    guild_member = server.guild.add_member(server.env.create_user("cy"), roles=[role])
    channel = server.guild.create_text_channel(
        "quiet",
        overwrites={
            server.guild.default_role: discord.PermissionOverwrite(**{denied: False}),
            role: discord.PermissionOverwrite(**{denied: True}),
        },
    )
    thread = open_thread(server, channel, "quiet talk")

    result = await guild_member.slash(thread, "summarise")

    assert result.ephemeral
    assert f"For this Paperboy needs the permission {said}" in text_of(shown(result))
    assert server.take_errors()


async def test_who_may_not_look_back_is_not_shown_what_was_said(server: Server) -> None:
    overwrite = discord.PermissionOverwrite(read_message_history=False)
    channel = server.guild.create_text_channel("past", overwrites={server.ann: overwrite})
    thread = open_thread(server, channel, "old talk")
    say(server, thread, *TALK)

    said = await say_summary(server, thread)

    assert said == "For this you need the permission “Read Message History”."
    assert server.take_errors()


async def test_a_private_thread_without_the_bot_is_explained(
    server: Server, thread: simcord.ChannelHandle
) -> None:
    server.env.inject_error("GET", f"/channels/{thread.id}/messages", status=403, code=50001)

    assert "mention me in it once" in await say_summary(server, thread)
    assert server.take_errors()


class TestPosting:
    async def test_it_is_posted_for_everyone_by_whoever_asked(
        self, server: Server, desk: Desk, thread: simcord.ChannelHandle, heard: Heard
    ) -> None:
        say(server, thread, *TALK)
        private = shown(await summarise(server, thread))
        await server.restart(desk)

        result = await server.ann.click(private, label="Post here")

        assert not result.followups
        post = thread.history()[-1]
        assert text_of(post).startswith("What was said in “Cache reading group”")
        assert text_of(post).endswith("Asked for by ann.")
        assert text_of(private) == f"Posted for everyone: {post.jump_url}"
        assert not items_of(private)
        assert len(heard) == len(TALK)

    async def test_it_is_about_the_same_messages_as_they_are_then(
        self, server: Server, thread: simcord.ChannelHandle, heard: Heard
    ) -> None:
        _, second, third, *_ = say(server, thread, *TALK, *TALK)
        private = shown(await server.ann.context_menu(thread, MENU, second))
        say(server, thread, ("bob", "Something else altogether."))
        await server.ann.edit(third, "2604.00001, or so")
        await server.bob.slash(thread, "privacy summaries", choice="leave me out")

        await server.ann.click(private, label="Post here")

        assert [each.text for each in heard] == ["2604.00001, or so", TALK[0][1], TALK[2][1]]
        assert "4 messages were left out" in text_of(thread.history()[-1])

    async def test_what_has_become_nothing_is_not_posted(
        self, server: Server, thread: simcord.ChannelHandle
    ) -> None:
        say(server, thread, ("bob", "2604.00001"))
        private = shown(await summarise(server, thread))
        await server.bob.slash(thread, "privacy summaries", choice="leave me out")

        await server.ann.click(private, label="Post here")

        assert len(thread.history()) == 1
        assert "Nobody else has said anything here" in text_of(private)

    @pytest.mark.parametrize("who", ["the bot", "the member"])
    async def test_without_permission_it_is_not_posted(self, server: Server, who: str) -> None:
        denied = discord.PermissionOverwrite(send_messages_in_threads=False)
        allowed = discord.PermissionOverwrite(send_messages_in_threads=True)
        overwrites: Any = {server.ann: denied}
        if who == "the bot":
            overwrites = {server.guild.default_role: denied, server.ann: allowed}
        channel = server.guild.create_text_channel("quiet", overwrites=overwrites)
        thread = open_thread(server, channel, "quiet talk")
        say(server, thread, ("bob", "2604.00001"))
        private = shown(await summarise(server, thread))

        result = await server.ann.click(private, label="Post here")

        subject = "Paperboy needs" if who == "the bot" else "you need"
        said = text_of(shown(result))
        assert said.startswith(f"For this {subject} the permission “Send Messages In Threads”")
        assert len(thread.history()) == 1

    @pytest.mark.parametrize("custom_id", ["pb1:post_discussion", "pb1:post_discussion:1:Ä"])
    async def test_a_button_of_another_version_is_answered_politely(
        self, server: Server, custom_id: str
    ) -> None:
        result = await server.ann.click(await send_button(server, custom_id), custom_id=custom_id)

        assert "from before an update" in text_of(shown(result))
