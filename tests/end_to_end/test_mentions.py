"""Questions by mention: in channels, threads, forums and direct messages."""

import logging

import discord
import pytest
import simcord

from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.discord_app.render.notices import HOW_TO_ASK, RESTARTING, TOO_LONG, TOO_QUICK
from bot.errors import IndexUnusable
from bot.models import QuestionContext
from tests.end_to_end.server import Server, text_of
from tests.end_to_end.test_ask import (
    CACHES,
    EVICTION,
    handle_of,
    open_discussion,
)
from tests.end_to_end.test_trouble import failing_desk

ANSWER = "This eviction policy for the cache of a decoder needs no training."


def mention(server: Server, said: str = EVICTION) -> str:
    return f"<@{server.env.backend.bot_user.id}> {said}"


async def say(
    server: Server,
    content: str,
    where: simcord.ChannelHandle | None = None,
    reply_to: discord.Message | None = None,
) -> list[discord.Message]:
    """What the bot says to a message of Ann's."""
    channel = where or server.channel
    before = len(channel.history())
    await server.ann.send(channel, content, reply_to=reply_to)
    return channel.history()[before + 1 :]


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(server: Server) -> None:
    (answer,) = await say(server, mention(server))

    asked = server.channel.history()[0]
    assert text_of(answer).startswith(f"{EVICTION}\n“")
    assert ANSWER in text_of(answer)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.mentions == []
    (sent,) = [one for one in server.env.http_requests if one.method == "POST"]
    assert isinstance(sent.json, dict)
    assert sent.json["allowed_mentions"] == {"parse": []}
    assert (sent.json["nonce"], sent.json["enforce_nonce"]) == (str(asked.id), True)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(EVICTION, id="no mention"),
        pytest.param("@Paperboy {question}", id="a name that is only typed"),
        pytest.param("@everyone {question}", id="everyone"),
        pytest.param("<@&{role}> {question}", id="a role"),
        pytest.param("<@{bob}> {question}", id="somebody else"),
        pytest.param("<@{bot}> thanks a lot!", id="thanks"),
    ],
)
async def test_what_asks_nothing_of_the_bot_is_left_alone(server: Server, content: str) -> None:
    role = server.guild.create_role("readers", mentionable=True)
    bot = server.env.backend.bot_user.id
    said = content.format(question=EVICTION, role=role.id, bob=server.bob.id, bot=bot)

    assert await say(server, said) == []
    assert [one for one in server.env.http_requests if one.method == "POST"] == []


@pytest.mark.parametrize("said", ["", "hello!"])
async def test_a_bare_mention_gets_a_line_of_help(server: Server, said: str) -> None:
    (answer,) = await say(server, mention(server, said))

    assert text_of(answer) == HOW_TO_ASK


async def test_a_reply_whose_words_are_withheld_gets_a_line_of_help(server: Server) -> None:
    """Discord does not take a reply to a command's answer for a mention."""
    await server.ann.slash(server.channel, "ask", question=EVICTION)
    (answer,) = server.channel.history()

    (help_line,) = await say(server, "And the smallest?", reply_to=answer)

    assert text_of(help_line) == HOW_TO_ASK


async def test_talk_below_a_post_is_left_alone_but_a_question_is_answered(server: Server) -> None:
    await server.ann.slash(server.channel, "paper", title="#1")
    (card,) = server.channel.history()
    (line,) = await say(server, mention(server, "hello"))

    assert await say(server, "What a paper", reply_to=card) == []
    assert await say(server, "So it is here, too", reply_to=line) == []
    (answer,) = await say(server, EVICTION, reply_to=line)
    assert ANSWER in text_of(answer)


async def test_a_question_that_is_too_long_is_not_looked_for(server: Server) -> None:
    (answer,) = await say(server, mention(server, "why? " * 99))

    assert text_of(answer) == TOO_LONG


async def test_programs_are_not_answered(server: Server) -> None:
    other = server.guild.add_member(server.env.create_user("robot", bot=True))
    webhook = server.guild.create_webhook(server.channel)

    await other.send(server.channel, mention(server))
    await webhook.send(mention(server))
    backend = server.env.backend
    backend.create_message(server.channel.id, backend.bot_user.id, mention(server))
    await server.env.settle()

    assert len(server.channel.history()) == 3


async def test_in_a_discussion_the_question_is_about_its_paper(
    server: Server,
    desk: Desk,
    contexts: list[QuestionContext],
) -> None:
    thread = await open_discussion(server, 1)
    await server.restart(desk)

    first = "Does the accuracy of the decoder stay within 0.3%?"
    (answer,) = await say(server, mention(server, first), thread)
    await say(server, mention(server, "and its accuracy?"), thread)

    assert f"About “{CACHES}”" in text_of(answer)
    assert contexts == [
        QuestionContext(paper_id=1),
        QuestionContext(paper_id=1, earlier=(first,)),
    ]


async def test_a_post_in_a_forum_is_a_thread(server: Server) -> None:
    forum = server.guild.create_forum_channel("forum")
    stored = server.env.backend.create_thread(forum.id, "talk", server.ann.id)

    (answer,) = await say(server, mention(server), handle_of(server, stored.id))

    assert ANSWER in text_of(answer)


async def test_a_direct_message_needs_no_mention(server: Server) -> None:
    user, inbox = server.ann.user, server.ann.user.dm_channel
    for content in (EVICTION, mention(server), "thanks!", "hello"):
        await user.send_dm(content)

    said = [text_of(one) for one in inbox.history() if one.author.id != user.id]
    assert [ANSWER in one for one in said] == [True, True, False]
    assert said[2] == HOW_TO_ASK


async def test_a_reply_in_direct_messages_is_a_follow_up(
    server: Server, contexts: list[QuestionContext]
) -> None:
    user, inbox = server.ann.user, server.ann.user.dm_channel
    for content in (EVICTION, "And the smallest?", "And the next?"):
        said = inbox.last_message
        reference = None if said is None else {"message_id": str(said.id)}
        await user.send_dm(content, reference=reference)

    assert contexts[-1].earlier == (EVICTION, "And the smallest?")


async def test_a_reply_to_an_answer_is_a_follow_up(
    server: Server,
    contexts: list[QuestionContext],
) -> None:
    (first,) = await say(server, mention(server))
    await server.bob.send(server.channel, "Something else.")
    (second,) = await say(server, "And which is the smallest cache?", reply_to=first)
    await say(server, mention(server), None)
    await say(server, "Is there more?", reply_to=second)

    assert [context.earlier for context in contexts] == [
        (),
        (EVICTION,),
        (),
        (EVICTION, "And which is the smallest cache?"),
    ]
    reads = [one for one in server.env.http_requests if one.method == "GET"]
    assert len([one for one in reads if one.path.endswith("/messages")]) == 2


async def test_a_reply_to_a_card_is_about_its_paper(
    server: Server,
    contexts: list[QuestionContext],
) -> None:
    await server.ann.slash(server.channel, "paper", title="#1")
    await server.ann.slash(server.channel, "summarise", topic="cache")
    card, overview = server.channel.history()

    await say(server, mention(server), reply_to=card)
    await say(server, mention(server), reply_to=overview)

    assert contexts == [QuestionContext(paper_id=1), QuestionContext(topic="cache")]


async def test_an_event_that_comes_twice_is_answered_once(
    server: Server, simcord_bot: PaperboyClient
) -> None:
    await say(server, mention(server))
    again = server.channel.history()[0]

    simcord_bot.dispatch("message", again)
    await server.env.settle()

    assert len(server.channel.history()) == 2


async def test_who_asks_too_much_is_told_once(server: Server) -> None:
    said = [answer for _ in range(8) for answer in await say(server, mention(server))]

    assert [ANSWER in text_of(one) for one in said] == [True] * 5 + [False]
    assert text_of(said[-1]) == TOO_QUICK
    await server.bob.send(server.channel, mention(server))
    assert ANSWER in text_of(server.channel.history()[-1])


async def test_where_it_may_not_write_it_is_silent(
    server: Server, mute_channel: simcord.ChannelHandle, caplog: pytest.LogCaptureFixture
) -> None:
    server.guild.create_role("writers")
    backend = server.env.backend
    with caplog.at_level(logging.INFO, logger="bot"):
        backend.create_message(mute_channel.id, server.ann.id, mention(server))
        await server.env.settle()

    assert len(mute_channel.history()) == 1
    assert "no message may be sent" in caplog.text
    assert [one for one in server.env.http_requests if one.method == "POST"] == []


async def test_without_embed_links_it_says_what_is_missing(server: Server) -> None:
    bare = server.guild.create_text_channel(
        "bare",
        overwrites={server.guild.default_role: discord.PermissionOverwrite(embed_links=False)},
    )

    (answer,) = await say(server, mention(server), bare)

    assert "Paperboy needs the permission “Embed Links”" in text_of(answer)


@pytest.mark.parametrize(
    ("status", "code", "said"),
    [
        pytest.param(403, 50013, None, id="forbidden meanwhile"),
        pytest.param(404, 10003, None, id="a channel that is gone"),
        pytest.param(503, 0, "Discord did not take the answer", id="a refusal that passes"),
    ],
)
async def test_what_discord_refuses_is_logged_and_not_raised(
    server: Server, status: int, code: int, said: str | None
) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=status, code=code)

    answers = await say(server, mention(server))

    assert [text_of(one)[:31] for one in answers] == ([said] if said else [])


async def test_nothing_breaks_when_discord_takes_no_answer_at_all(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.env.inject_error("POST", "/channels/*/messages", status=503, times=None)

    assert await say(server, mention(server)) == []
    assert "A complaint could not be delivered" in caplog.text


async def test_a_question_that_was_deleted_meanwhile_is_let_go(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.env.inject_error(
        "POST",
        "/channels/*/messages",
        status=400,
        code=50035,
        message="Invalid Form Body\nIn message_reference: Unknown message",
    )
    with caplog.at_level(logging.INFO, logger="bot"):
        assert await say(server, mention(server)) == []

    assert "A mention in" in caplog.text
    assert not [record for record in caplog.records if record.levelno > logging.INFO]


async def test_an_error_is_said_in_a_reply(server: Server, desk: Desk) -> None:
    broken = failing_desk(desk, IndexUnusable("The index is locked; try again in a minute."))
    await server.restart(broken)

    (answer,) = await say(server, mention(server))

    assert text_of(answer) == "The index is locked; try again in a minute."
    await broken.reader.close()


async def test_an_unexpected_error_has_an_id(
    server: Server, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    broken = failing_desk(desk, ZeroDivisionError("secret detail"))
    await server.restart(broken)

    (answer,) = await say(server, mention(server))

    assert "(error " in text_of(answer)
    assert "secret detail" not in text_of(answer)
    assert "in A mention" in caplog.text
    await broken.reader.close()


async def test_who_asks_while_the_bot_stops_is_told(
    server: Server, simcord_bot: PaperboyClient
) -> None:
    await simcord_bot.finish_work()

    (answer,) = await say(server, mention(server))

    assert text_of(answer) == RESTARTING
