import pytest
import simcord

from bot.models import Digest
from tests.end_to_end.server import Server, items_of, shown, text_of

OPEN = "pb1:open"


def papers_of(message: simcord.ResponseMessage) -> dict[str, str]:
    """What the menu of papers offers: values by label."""
    (menu,) = (item for item in items_of(message) if item["custom_id"] == OPEN)
    return {option["label"]: option["value"] for option in menu["options"]}


async def test_every_quoted_sentence_has_its_source(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "summarise", topic="cache"))

    text = text_of(message)
    assert text.startswith("What 8 papers say about “cache”")
    quotations = [line for line in text.splitlines() if line.startswith("- “")]
    assert quotations
    assert all("](https://huggingface.co/papers" in line for line in quotations)
    assert "From 2 digests, 9 papers, 2026, 7 without a date" in text
    assert next(iter(papers_of(message))).startswith("1. ")


async def test_it_is_for_everyone_unless_asked_otherwise(server: Server) -> None:
    public = await server.ann.slash(server.channel, "summarise", topic="cache")
    private = await server.ann.slash(
        server.channel, "summarise", topic="cache", visibility="only me"
    )

    assert not shown(public).ephemeral
    assert shown(private).ephemeral


async def test_a_paper_named_in_it_can_be_opened(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "summarise", topic="sand"))

    chosen = papers_of(message)["1. A Map of Deserts"]
    result = await server.ann.select(message, [chosen], custom_id=OPEN)

    assert "Where sand moves, and why." in text_of(shown(result))


async def test_misspelt_topics_are_corrected_and_the_answer_says_so(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "summarise", topic="evictoin")))

    assert "Summarising **eviction**" in text


async def test_nothing_found_is_said_plainly(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "summarise", topic="zzzzzzz")))

    assert text.startswith("Nothing about “zzzzzzz”\nThe 9 papers in the index say nothing")


async def test_a_topic_without_words_is_explained_to_its_author_only(server: Server) -> None:
    result = await server.ann.slash(server.channel, "summarise", topic="…")

    assert [message.ephemeral for message in result.followups] == [True]
    assert "no word to search for" in text_of(shown(result))
    assert server.take_errors()


async def test_a_private_request_is_complained_about_in_place(server: Server) -> None:
    result = await server.ann.slash(server.channel, "summarise", topic="…", visibility="only me")

    assert shown(result).ephemeral
    assert not result.followups
    assert server.take_errors()


class TestEmptyIndex:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        return []

    async def test_it_says_so(self, server: Server) -> None:
        text = text_of(shown(await server.ann.slash(server.channel, "summarise", topic="cache")))

        assert "No paper is indexed yet" in text
