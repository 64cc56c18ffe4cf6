import pytest
import simcord

from bot.discord_app.desk import Desk
from bot.models import Digest
from tests.end_to_end.server import (
    Server,
    custom_id_of,
    items_of,
    menu_of,
    shown,
    text_of,
)


async def search(server: Server, **options: object) -> simcord.InteractionResult:
    return await server.ann.slash(server.channel, "search", **options)


async def test_hits_show_what_matched_and_what_they_rest_on(server: Server) -> None:
    result = await search(server, query="evicting cache")

    assert not result.ephemeral
    text = text_of(shown(result))
    assert text.startswith(
        "Results for “evicting cache”\n-# 8 of 9 papers mention some of these words"
    )
    assert "from 2 digests" in text
    assert "**Evicting**" in text
    assert "-# NVIDIA · 12 Apr 2026 · 5 comments · 52 upvotes" in text
    assert text.endswith("Page 1 of 3 · hits 1–3 of 8")


async def test_a_title_can_neither_mention_nor_link_nor_format(server: Server) -> None:
    text = text_of(shown(await search(server, query="evicting")))

    assert "@everyone" not in text
    assert "<@1>" not in text
    assert "https://example.org" not in text
    assert "∗**Evicting**∗" in text


async def test_misspelt_words_are_corrected_and_the_answer_says_so(server: Server) -> None:
    text = text_of(shown(await search(server, query="evictoin")))

    assert "Showing results for **eviction**" in text


async def test_one_may_search_for_what_was_typed_instead(server: Server) -> None:
    message = shown(await search(server, query="evictoin"))

    await server.ann.click(message, label="Search instead for evictoin")

    text = text_of(message)
    assert "Results for “evictoin”" in text
    assert "mentions these words" in text
    assert not [item for item in items_of(message) if "label" in item]


async def test_filters_are_shown_and_hold(server: Server) -> None:
    result = await search(
        server,
        query="cache",
        sort="newest",
        since="2026-04",
        until="2026-04-12",
        organization="nvidia",
        min_comments=3,
    )

    text = text_of(shown(result))
    assert "1 of 9 papers mentions this word" in text
    assert (
        "-# Newest first · since 1 Apr 2026 · until 12 Apr 2026 · by nvidia · 3 comments or more"
    ) in text


async def test_the_query_may_say_everything_itself(server: Server) -> None:
    query = 'cache "eviction policy" -survey org:nvidia since:2026-04 comments:>=3'
    text = text_of(shown(await search(server, query=query, since="2027")))

    assert text.startswith('Results for cache "eviction policy"\n-# 1 of 9 papers mentions')
    assert "mentions this word and this phrase · from 2 digests" in text
    assert ("-# Since 1 Apr 2026 · by nvidia · 3 comments or more · without “survey”") in text


async def test_filters_alone_list_what_fits_and_turn_pages(server: Server) -> None:
    message = shown(await search(server, query="upvotes:>=3"))

    assert text_of(message).startswith("Papers that fit\n-# 6 of 9 papers fit · from 2 digests")
    assert "-# Newest first · 3 upvotes or more" in text_of(message)

    await server.ann.click(message, label="Next ▶")

    assert text_of(message).startswith("Papers that fit")
    assert text_of(message).endswith("Page 2 of 2 · hits 4–6 of 6")


async def test_filters_that_nothing_fits_are_shown(server: Server) -> None:
    text = text_of(shown(await search(server, query="has:code org:nvidia")))

    assert "None of 9 papers fits:\n-# Newest first · by nvidia · with code" in text


async def test_a_phrase_that_no_paper_has_is_searched_for_as_words(server: Server) -> None:
    text = text_of(shown(await search(server, query='"cache of sand"')))

    assert "Nothing found with the quotes; showing results for **cache of sand**" in text
    assert "mention some of these words" in text


async def test_a_wrong_filter_is_explained_to_its_author_only(server: Server) -> None:
    result = await search(server, query="cache sort:best")

    assert shown(result).ephemeral
    assert text_of(shown(result)).startswith("“sort:best” is not understood; write sort:")
    assert server.take_errors()


async def test_a_menu_opens_a_paper_for_whoever_chooses(server: Server) -> None:
    message = shown(await search(server, query="evicting"))

    result = await server.bob.select(message, [next(iter(menu_of(message).values()))])

    assert result.ephemeral
    assert "This eviction policy for the cache of a decoder needs no training." in text_of(
        shown(result)
    )


async def test_the_next_page_takes_the_place_of_the_first(server: Server) -> None:
    message = shown(await search(server, query="cache"))

    await server.ann.click(message, label="Next ▶")

    assert text_of(message).endswith("Page 2 of 3 · hits 4–6 of 8")
    assert "**4.** " in text_of(message)
    assert next(iter(menu_of(message))).startswith("4. ")


async def test_the_last_page_leads_back_only(server: Server) -> None:
    message = shown(await search(server, query="cache"))
    await server.ann.click(message, label="Next ▶")
    await server.ann.click(message, label="Next ▶")

    disabled = {item["label"]: item["disabled"] for item in items_of(message) if "label" in item}
    assert disabled == {"◀ Back": False, "Next ▶": True}


async def test_buttons_work_after_a_restart(server: Server, desk: Desk) -> None:
    message = shown(await search(server, query="cache", sort="upvotes"))
    await server.restart(desk)

    await server.ann.click(message, label="Next ▶")

    assert text_of(message).endswith("Page 2 of 3 · hits 4–6 of 8")
    assert "Most upvotes first" in text_of(message)


async def test_somebody_else_turns_the_pages_of_a_copy(server: Server) -> None:
    message = shown(await search(server, query="cache"))
    before = text_of(message)

    result = await server.bob.click(message, label="Next ▶")

    assert text_of(message) == before
    assert result.ephemeral
    copy = shown(result)
    assert text_of(copy).endswith("Page 2 of 3 · hits 4–6 of 8")

    await server.bob.click(copy, label="◀ Back")

    assert text_of(copy).endswith("Page 1 of 3 · hits 1–3 of 8")


async def test_a_search_that_is_forgotten_is_explained(server: Server, new_desk: Desk) -> None:
    message = shown(await search(server, query="cache"))
    before = text_of(message)
    await server.restart(new_desk)

    result = await server.ann.click(message, label="Next ▶")

    assert [text_of(one) for one in result.followups] == [
        "This search is too old to be turned; please search once more."
    ]
    assert result.followups[0].ephemeral
    assert text_of(message) == before


async def test_no_hit_names_what_comes_near(server: Server) -> None:
    message = shown(await search(server, query="sand", organization="nvidia"))

    text = text_of(message)
    assert "None of 9 papers mentions these words and fits:\n-# By nvidia" in text
    assert list(menu_of(message)) == ["A Map of Deserts"]


async def test_no_hit_without_filters_says_what_to_try(server: Server) -> None:
    text = text_of(shown(await search(server, query="zzzzzzzz")))

    assert "None of 9 papers mentions these words.\nTry fewer words" in text


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        pytest.param({"since": "last week"}, "“last week” is not a date", id="words"),
        pytest.param({"until": "2026-13"}, "“2026-13” is not a date", id="thirteenth month"),
        pytest.param({"since": "2026-02-30"}, "“2026-02-30” is not a date", id="30 February"),
    ],
)
async def test_a_wrong_date_is_explained_to_its_author_only(
    server: Server, options: dict[str, str], complaint: str
) -> None:
    result = await search(server, query="cache", **options)

    assert result.ephemeral
    assert text_of(shown(result)).startswith(complaint)
    assert "2026-03-31" in text_of(shown(result))
    assert server.take_errors()


async def test_a_query_without_words_is_explained_to_its_author_only(server: Server) -> None:
    result = await search(server, query="?!")

    message = shown(result)
    assert message.ephemeral
    assert "no word to search for" in text_of(message)
    assert server.channel.history(viewer=server.bob) == []
    assert server.take_errors()


async def test_the_longest_query_is_answered(server: Server) -> None:
    result = await search(server, query=("*cache* " * 40)[:300], organization="_" * 100)

    assert "Results for “\\*cache\\*" in text_of(shown(result))


class TestEmptyIndex:
    @pytest.fixture
    def digests(self) -> list[Digest]:
        return []

    async def test_it_says_so(self, server: Server) -> None:
        text = text_of(shown(await search(server, query="cache")))

        assert "No paper is indexed yet" in text


async def test_titles_are_completed_while_typing(server: Server) -> None:
    choices = await server.ann.autocomplete(server.channel, "search", "query", "small c")

    assert choices == [
        {"name": "Small Caches for Long Contexts", "value": "Small Caches for Long Contexts"}
    ]


async def test_a_pressed_button_keeps_its_search_number(server: Server) -> None:
    first = shown(await search(server, query="cache"))
    second = shown(await search(server, query="cache"))

    assert custom_id_of(first, "Next ▶") == custom_id_of(second, "Next ▶")
