"""Questions by command: answers with their sources, or none, and what they are asked beside."""

import asyncio
from typing import Any

import discord
import pytest
import simcord
from simcord.enums import MessageType

from bot.discord_app import question_context
from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.models import Digest, QuestionContext
from tests.builders import make_digest, make_entry
from tests.end_to_end.server import Server, items_of, menu_of, shown, text_of
from tests.end_to_end.test_buttons import threads_of

CACHES = "Small Caches for Long Contexts"
EVICTION = "Which eviction policy needs no training?"
ANSWER = "This eviction policy for the cache of a decoder needs no training."


async def ask(server: Server, question: str, where: simcord.ChannelHandle | None = None) -> str:
    result = await server.ann.slash(where or server.channel, "ask", question=question)
    return text_of(shown(result))


async def open_discussion(server: Server, paper_id: int) -> simcord.ChannelHandle:
    """The thread that Discuss opens about the paper."""
    card = shown(await server.ann.slash(server.channel, "paper", title=f"#{paper_id}"))
    await server.ann.click(card, label="Discuss")
    thread = threads_of(server)[-1]
    return handle_of(server, thread.id)


def handle_of(server: Server, channel_id: int) -> simcord.ChannelHandle:
    stored = server.env.backend.get_channel(channel_id)
    return simcord.ChannelHandle(server.env, server.guild, stored)


async def test_an_answer_quotes_and_cites(server: Server) -> None:
    result = await server.ann.slash(server.channel, "ask", question=EVICTION)

    message = shown(result)
    assert not message.ephemeral
    assert text_of(message).startswith(f"{EVICTION}\n“")
    assert f"“{ANSWER}” [[1]](https://huggingface.co/papers?q=" in text_of(message)
    assert text_of(message).endswith("Answer from 2 digests, 9 papers, 2026, 7 without a date")
    opened = await server.ann.select(message, [next(iter(menu_of(message).values()))])
    assert ANSWER in text_of(shown(opened))


async def test_what_the_index_does_not_hold_is_said_plainly(server: Server) -> None:
    message = shown(
        await server.ann.slash(server.channel, "ask", question="Who won the chess olympiad?")
    )

    text = text_of(message)
    assert "Nothing in the 9 indexed papers says it." in text
    assert text.endswith("No answer from 2 digests, 9 papers, 2026, 7 without a date")


async def test_misspelt_words_are_corrected_and_the_answer_says_so(server: Server) -> None:
    assert "Answering **" in await ask(server, "Which evictoin policy needs no training?")


async def test_a_question_without_words_is_explained_to_its_author_only(server: Server) -> None:
    result = await server.ann.slash(server.channel, "ask", question="???")

    assert shown(result).ephemeral
    assert "There is no question; type one" in text_of(shown(result))
    assert server.take_errors()


async def test_in_a_discussion_the_question_is_about_its_paper(
    server: Server, desk: Desk, contexts: list[QuestionContext]
) -> None:
    thread = await open_discussion(server, 1)
    (first,) = thread.history()
    assert "Ask about this paper right here" in first.content
    await server.restart(desk)

    said = await ask(server, "Does the accuracy of the decoder stay within 0.3%?", thread)

    assert [context.paper_id for context in contexts] == [1]
    assert f"About “{CACHES}”" in said


async def test_a_discussed_paper_that_does_not_say_it_is_named(server: Server) -> None:
    thread = await open_discussion(server, 1)

    said = await ask(server, "Who won the chess olympiad?", thread)

    assert f"The abstract of “{CACHES}” does not say it, nor do the 8 other papers." in said


async def test_in_a_thread_earlier_questions_are_remembered(
    server: Server, desk: Desk, contexts: list[QuestionContext]
) -> None:
    thread = await open_discussion(server, 1)
    first = r"Does snake_case *matter* for <@1> & @everyone, say?"
    await ask(server, first, thread)
    await server.ann.send(thread, "I see.")
    await ask(server, EVICTION, thread)
    await server.restart(desk)

    await ask(server, "And how fast is it?", thread)

    assert contexts[-1].earlier == (first, EVICTION)


async def test_in_a_channel_nothing_is_remembered(
    server: Server, contexts: list[QuestionContext]
) -> None:
    await ask(server, EVICTION)
    await ask(server, EVICTION)

    assert contexts == [QuestionContext(), QuestionContext()]
    assert not [
        one for one in server.env.http_requests if one.method == "GET" and "/messages" in one.path
    ]


async def test_a_thread_with_an_overview_is_about_its_topic(
    server: Server, contexts: list[QuestionContext]
) -> None:
    stored = server.env.backend.create_thread(server.channel.id, "talk", server.ann.id)
    thread = handle_of(server, stored.id)
    await server.ann.slash(thread, "summarise", topic="cache")

    await ask(server, "Which is the smallest?", thread)

    assert contexts == [QuestionContext(topic="cache")]


async def test_a_thread_that_was_opened_from_an_overview_is_about_its_topic(
    server: Server, contexts: list[QuestionContext]
) -> None:
    await server.ann.slash(server.channel, "summarise", topic="cache")
    (overview,) = server.channel.history()
    backend = server.env.backend
    stored = backend.create_thread(
        server.channel.id, "talk", server.ann.id, message_id=overview.id, broadcast=False
    )
    backend.create_system_message(
        stored.id,
        MessageType.THREAD_STARTER_MESSAGE,
        server.ann.id,
        referenced_message_id=overview.id,
        referenced_channel_id=server.channel.id,
    )

    await ask(server, "Which is the smallest?", handle_of(server, stored.id))

    assert contexts == [QuestionContext(topic="cache")]


async def test_a_history_that_never_comes_is_not_waited_for(
    server: Server, simcord_bot: PaperboyClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_context, "PATIENCE_SECONDS", 0.01)
    await open_discussion(server, 9)
    (thread,) = threads_of(server)

    async def be_silent(_route: discord.http.Route, **_: Any) -> Any:
        await asyncio.Event().wait()

    monkeypatch.setattr(simcord_bot.http, "request", be_silent)

    context = await question_context.find_context(simcord_bot, thread)
    assert context == QuestionContext(paper_id=9)


@pytest.mark.parametrize("visibility", ["everyone", "only me"])
async def test_a_thread_that_an_overview_was_opened_as_is_about_its_topic(
    server: Server, contexts: list[QuestionContext], visibility: str
) -> None:
    overview = shown(
        await server.ann.slash(server.channel, "summarise", topic="cache", visibility=visibility)
    )
    await server.ann.click(overview, label="Open as thread")

    await ask(server, "Which is the smallest?", handle_of(server, threads_of(server)[-1].id))

    assert contexts == [QuestionContext(topic="cache")]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param("forbidden", id="the history may not be read"),
        pytest.param("refused", id="Discord refuses"),
    ],
)
async def test_without_the_history_a_question_is_answered_all_the_same(
    server: Server, contexts: list[QuestionContext], fault: str
) -> None:
    quiet = server.guild.create_text_channel(
        "quiet",
        overwrites={
            server.guild.default_role: discord.PermissionOverwrite(
                read_message_history=fault != "forbidden"
            )
        },
    )
    stored = server.env.backend.create_thread(quiet.id, "talk", server.ann.id)
    thread = handle_of(server, stored.id)
    await ask(server, EVICTION, thread)
    if fault == "refused":
        server.env.inject_error("GET", "/channels/*/messages", status=503, times=None)

    assert ANSWER in await ask(server, EVICTION, thread)
    assert contexts == [QuestionContext()] * 2


class TestEmptyIndex:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        return []

    async def test_it_says_so(self, server: Server) -> None:
        message = shown(await server.ann.slash(server.channel, "ask", question=EVICTION))

        assert "No paper is indexed yet" in text_of(message)
        assert not items_of(message)


class TestLongTexts:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        words = ["*sand*", "stone", "<@1>", "amber", "[glass](x)"]
        entries = [
            make_entry(
                f"{'Évictión ' * 40}{number}", f"The cache evicts {f'{word}{number} ' * 60}daily."
            )
            for number, word in enumerate(words)
        ]
        return [make_digest(*entries)]

    async def test_they_fit(self, server: Server) -> None:
        said = await ask(server, "which papers say what the cache evicts" + "*?" * 130)

        assert said.count("[[") > 1
