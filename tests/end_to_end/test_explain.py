import pytest

from bot.models import Digest
from tests.builders import make_digest, make_entry
from tests.end_to_end.server import Server, menu_of, shown, text_of

CACHES = "Small Caches for Long Contexts"


async def explained(server: Server, title: str, **options: str) -> str:
    return text_of(shown(await server.ann.slash(server.channel, "explain", title=title, **options)))


async def test_a_pick_is_explained_part_by_part(server: Server) -> None:
    result = await server.ann.slash(server.channel, "explain", title=CACHES)

    assert not result.ephemeral
    text = text_of(shown(result))
    assert text.startswith(f"Why “{CACHES}” is picked\n-# 6 authors · 9 Apr 2026 · ")
    assert "It is among the picks of Tue 14 Apr 2026: no. 2 of 9 papers by score." in text
    assert "**Score 0." in text
    assert " · upvotes: 38 upvotes, +21 since 10 Apr\n" in text
    assert " · who wrote it: by 6 authors\n" in text
    assert " · new to the digests: first seen on 10 Apr\n" in text


async def test_what_is_unknown_is_said_to_be_counted_as_the_middle(server: Server) -> None:
    text = await explained(server, "A Map of Deserts")

    assert "upvotes: unknown, so counted as the middle of the others" in text


async def test_what_ranks_below_the_picks_names_the_last_one(server: Server) -> None:
    text = await explained(server, "Cache Study 1")

    assert text.startswith("Why “Cache Study 1” is not picked")
    assert "It is no. 9 of 9 papers by score" in text


async def test_a_topic_names_the_words_that_are_missing(server: Server) -> None:
    text = await explained(server, "A Map of Deserts", topic="moving sand dunes")

    assert "It is not about “moving sand dunes”: “dunes” stands nowhere in it." in text


async def test_a_day_can_be_chosen(server: Server) -> None:
    text = await explained(server, "A Map of Deserts", on="2026-04-10")

    assert "It is not in the digests that Fri 10 Apr 2026 is picked from." in text
    assert "The last that had it is of 14 Apr 2026: ask again with on:2026-04-14" in text


async def test_a_menu_opens_the_paper(server: Server) -> None:
    message = shown(await server.ann.slash(server.channel, "explain", title=CACHES))

    opened = await server.bob.select(message, [menu_of(message)[CACHES]])

    assert opened.ephemeral
    assert "We shrink the cache of a decoder" in text_of(shown(opened))


async def test_titles_are_completed_with_numbers(server: Server) -> None:
    choices = await server.ann.autocomplete(server.channel, "explain", "title", "map")

    assert choices == [{"name": "A Map of Deserts", "value": "#9"}]


async def test_a_wrong_title_offers_near_ones_to_its_author_only(server: Server) -> None:
    result = await server.ann.slash(server.channel, "explain", title="a deserts atlas of the sea")

    (message,) = result.followups
    assert message.ephemeral
    assert "A Map of Deserts" in menu_of(message)
    assert server.take_errors()


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param({"on": "2026-04"}, "“2026-04” is no day", id="a month"),
        pytest.param({"topic": "comments:many"}, "comments:>=3", id="a wrong filter"),
        pytest.param({"topic": "?!"}, "There is no word", id="no word"),
    ],
)
async def test_what_is_not_understood_is_explained(
    server: Server, options: dict[str, str], complaint: str
) -> None:
    result = await server.ann.slash(server.channel, "explain", title=CACHES, **options)

    message = shown(result) if result.response else result.followups[0]
    assert message.ephemeral
    assert complaint in text_of(message)
    assert server.take_errors()


class TestTwins:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        return [
            make_digest(
                make_entry("Small Caches", "Quantized keys of two bits.", upvotes=90),
                make_entry("Smaller Caches", "Quantized keys of one bit.", upvotes=80),
            )
        ]

    async def test_what_gives_way_to_a_better_pick_names_it(self, server: Server) -> None:
        text = await explained(server, "Smaller Caches")

        assert "It is no. 2 of 2 papers by score, but on the theme of a better pick: " in text
        assert "[Small Caches](" in text
