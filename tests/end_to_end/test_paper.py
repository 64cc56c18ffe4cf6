from datetime import date

import pytest

from bot.models import name_list
from tests.builders import make_digest, make_entry
from tests.end_to_end.server import Server, menu_of, shown, text_of

TITLE = "Small Caches for Long Contexts"


@pytest.mark.parametrize(
    "reference",
    [
        pytest.param(TITLE, id="title"),
        pytest.param("smal cashes for long context", id="misspelt title"),
        pytest.param("#1", id="number"),
        pytest.param("https://arxiv.org/abs/2604.00001v2", id="arXiv link"),
    ],
)
async def test_a_paper_is_found_by_whatever_it_is_called(server: Server, reference: str) -> None:
    message = shown(await server.ann.slash(server.channel, "paper", title=reference))

    (embed,) = message.embeds
    assert embed.title == TITLE
    assert embed.url == "https://huggingface.co/papers/2604.00001"


async def test_the_card_says_what_is_known_and_how_it_grew(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "paper", title="#1")))

    assert "Who\n6 authors\nPublished\n9 Apr 2026\nAttention\n3 comments · 38 upvotes" in text
    assert "[Code](https://github.com/example/small_caches)" in text
    assert "10 Apr 2026 · friday.json · 1 comment · 17 upvotes" in text
    assert "**1 → 3 comments** · **17 → 38 upvotes** since 10 Apr" in text
    assert text.endswith("#1 · first seen 10 Apr 2026")


async def test_what_is_unknown_is_called_unknown(server: Server) -> None:
    text = text_of(shown(await server.ann.slash(server.channel, "paper", title="A Map of Deserts")))

    assert "Who\nauthors unknown\nPublished\nunknown" in text
    assert "comments unknown · upvotes unknown" in text
    assert "arXiv id unknown · code unknown" in text


async def test_a_wrong_title_offers_near_ones_to_its_author_only(server: Server) -> None:
    result = await server.ann.slash(server.channel, "paper", title="a deserts atlas of the sea")

    (message,) = result.followups
    assert message.ephemeral
    assert text_of(message).startswith("No indexed paper is called")
    assert server.channel.history(viewer=server.bob) == []
    opened = await server.ann.select(message, [menu_of(message)["A Map of Deserts"]])
    assert "Where sand moves, and why." in text_of(shown(opened))
    assert server.take_errors()


async def test_completion_offers_titles_that_stand_for_numbers(server: Server) -> None:
    choices = await server.ann.autocomplete(server.channel, "paper", "title", "map")

    assert choices == [{"name": "A Map of Deserts", "value": "#9"}]


async def test_completion_of_nothing_offers_the_best_known(server: Server) -> None:
    choices = await server.ann.autocomplete(server.channel, "paper", "title", "")

    assert 1 <= len(choices) <= 25


class TestLongTitles:
    @pytest.fixture
    def digests(self) -> list[object]:
        long = "Caches " + "considered at quite some length " * 12
        return [make_digest(*(make_entry(f"{long} {n}", "🔷" * 3000) for n in range(40)))]

    async def test_completion_keeps_within_what_discord_takes(self, server: Server) -> None:
        for command, option in (("paper", "title"), ("related", "title"), ("search", "query")):
            choices = await server.ann.autocomplete(server.channel, command, option, "caches")
            assert 1 <= len(choices) <= 25
            assert all(len(choice["name"]) <= 100 for choice in choices)

    async def test_answers_keep_within_what_discord_takes(self, server: Server) -> None:
        for command, option, value in (
            ("paper", "title", "#7"),
            ("related", "title", "#7"),
            ("search", "query", "caches"),
            ("summarise", "topic", "caches"),
        ):
            result = await server.ann.slash(server.channel, command, **{option: value})
            assert shown(result).embeds


class TestReadAgain:
    @pytest.fixture
    def digests(self) -> list[object]:
        day = date(2026, 4, 14)
        return [
            make_digest(
                make_entry(TITLE, upvotes=upvotes, comment_count=comments),
                issued_on=day, source=name_list(day), form="api_json",
            )
            for upvotes, comments in ((12, 2), (20, 2), (38, 6))
        ]  # fmt: skip

    async def test_a_list_that_was_fetched_again_is_one_line(self, server: Server) -> None:
        text = text_of(shown(await server.ann.slash(server.channel, "paper", title="#1")))

        assert (
            "Seen in\n14 Apr 2026 · Daily Papers of 2026-04-14 · **2 → 6 comments** "
            "· **12 → 38 upvotes** · read 3 times on 20 Apr\n#1 · first seen 14 Apr 2026"
        ) in text
