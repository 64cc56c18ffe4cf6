from datetime import date
from typing import Any

import pytest

from bot.errors import EmptyQuery, WrongUse
from bot.models import Organization, SearchRequest, SortOrder, TitleSuggestion
from bot.services.library import Library
from bot.services.search import complete_titles, search_papers
from tests.builders import make_entry, make_library


@pytest.fixture
def library() -> Library:
    return make_library(
        make_entry(
            "KV-Cache Quantization for Long Contexts",
            "Caches grow with the context. We quantize them to two bits.",
            published_on=date(2026, 3, 5),
            organization=Organization("nvidia", "NVIDIA"),
            comment_count=6,
            upvotes=3,
        ),
        make_entry(
            "Attention Without Softmax",
            "A kernel that needs no KV cache at all.",
            published_on=date(2025, 7, 1),
            comment_count=0,
            upvotes=30,
        ),
        make_entry("Robot Arms that Fold Laundry", "Arms learn to fold."),
        make_entry("2048", "A game, and how to play it.", code_url="https://example.org/2048"),
    )


def titles(library: Library, query: str, **wishes: Any) -> list[str]:
    results = search_papers(library, SearchRequest(query=query, **wishes))
    return [hit.paper.title.split()[0] for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "wishes", "found"),
    [
        pytest.param("kv cache", {}, ["KV-Cache", "Attention"], id="title before abstract"),
        pytest.param("KV-cache?", {}, ["KV-Cache", "Attention"], id="compounds find both forms"),
        pytest.param("the robots of laundry", {}, ["Robot"], id="stop words do not count"),
        pytest.param('"; DROP TABLE papers --', {}, [], id="operators are only words"),
        pytest.param("kv AND NOT (laundry)", {}, ["Robot", "KV-Cache", "Attention"], id="any word"),
        pytest.param("cache", {"since": date(2026, 1, 1)}, ["KV-Cache"], id="since"),
        pytest.param("cache", {"until": date(2025, 12, 31)}, ["Attention"], id="until"),
        pytest.param("cache", {"organization": "nvidia"}, ["KV-Cache"], id="organisation's slug"),
        pytest.param("cache", {"organization": " Nvidia "}, ["KV-Cache"], id="in any case"),
        pytest.param("cache", {"organization": "half \ud83d"}, [], id="half a sign"),
        pytest.param("cache", {"min_comments": 1}, ["KV-Cache"], id="comments"),
        pytest.param("fold", {"min_comments": 0}, [], id="unknown comments fulfil no filter"),
        pytest.param("cache", {"sort": SortOrder.UPVOTES}, ["Attention", "KV-Cache"], id="upvotes"),
        pytest.param("cache", {"sort": SortOrder.NEWEST}, ["KV-Cache", "Attention"], id="newest"),
        pytest.param(
            "cache fold", {"sort": SortOrder.NEWEST}, ["KV-Cache", "Attention", "Robot"],
            id="undated last",
        ),
        pytest.param("cache", {"limit": 1, "offset": 1}, ["Attention"], id="second page"),
        pytest.param("2048", {}, ["2048"], id="a number is a word"),
        pytest.param('"kv cache"', {}, ["KV-Cache", "Attention"], id="phrase"),
        pytest.param('"kernel that needs"', {}, ["Attention"], id="phrase with stop words"),
        pytest.param('robot softmax "kv cache"', {}, ["Attention"], id="phrase and any word"),
        pytest.param("cache -softmax", {}, ["KV-Cache"], id="not in the title"),
        pytest.param("cache -kernels", {}, ["KV-Cache"], id="nor in the abstract, in any form"),
        pytest.param('cache -"kv cache"', {}, [], id="excluded phrase"),
        pytest.param("org:nvidia", {}, ["KV-Cache"], id="filter alone"),
        pytest.param("since:2025", {}, ["KV-Cache", "Attention"], id="filter alone, newest first"),
        pytest.param("since:2025 -softmax", {}, ["KV-Cache"], id="filter and exclusion"),
        pytest.param("upvotes:>3 sort:upvotes", {}, ["Attention"], id="upvotes"),
        pytest.param("has:code", {}, ["2048"], id="code"),
        pytest.param("KVcaches", {}, ["KV-Cache", "Attention"], id="written as one word"),
    ],
)  # fmt: skip
def test_a_search_finds(
    library: Library, query: str, wishes: dict[str, Any], found: list[str]
) -> None:
    assert titles(library, query, **wishes) == found


def test_ranks_go_on_over_pages(library: Library) -> None:
    results = search_papers(library, SearchRequest(query="cache", limit=1, offset=1))

    assert [hit.rank for hit in results.hits] == [2]
    assert results.total == 2


def test_misspelt_words_are_corrected_and_said(library: Library) -> None:
    results = search_papers(library, SearchRequest(query="quantizaton"))

    assert results.corrected_query == "quantization"
    assert results.total == 1


@pytest.mark.parametrize("query", ["quantizaton", '"fold landry"'])
def test_a_literal_search_is_for_what_was_typed(library: Library, query: str) -> None:
    results = search_papers(library, SearchRequest(query=query, is_literal=True))

    assert (results.corrected_query, results.total) == (None, 0)


def test_a_filter_is_never_corrected(library: Library) -> None:
    results = search_papers(library, SearchRequest(query="quantizaton org:nvidai"))

    assert results.understood.organization == "nvidai"
    assert (results.corrected_query, results.total) == ("quantization", 0)


@pytest.mark.parametrize(
    ("query", "corrected", "total"),
    [
        pytest.param('"fold landry"', '"fold laundry"', 1, id="corrected"),
        pytest.param('"laundry arms" robot', "laundry arms robot", 1, id="taken as words"),
        pytest.param('"kv cache" laundry', "kv cache laundry", 3, id="so where words are missing"),
        pytest.param('"fold laundry"', None, 1, id="left alone where it is found"),
    ],
)
def test_a_phrase_that_finds_nothing_is(
    library: Library, query: str, corrected: str | None, total: int
) -> None:
    results = search_papers(library, SearchRequest(query=query))

    assert (results.corrected_query, results.total) == (corrected, total)


@pytest.mark.parametrize(
    "title", ['"Why?" and -other Tales', "Self-play -without Rewards", 'On "sort:best" Things']
)
def test_a_known_title_is_only_words(title: str) -> None:
    assert titles(make_library(make_entry(title)), title) == [title.split(maxsplit=1)[0]]


@pytest.mark.parametrize("query", ["KVcache", "kv-cache", "kv cache", "KV caches"])
def test_every_way_to_write_a_word_finds_every_other(query: str) -> None:
    spellings = ("KVcache 1", "kv-cache 2", "Kv cache 3")
    library = make_library(*(make_entry(word, "About it.") for word in spellings))

    assert set(titles(library, query)) == {"KVcache", "kv-cache", "Kv"}


@pytest.mark.parametrize(
    ("query", "title", "found"),
    [
        pytest.param("UFO3", "UFO³: Weaving the Galaxy", "UFO³", id="raised"),
        pytest.param("e8", "Lattices of E₈", "E₈", id="lowered"),
        pytest.param("UFO³", "UFO3 Again", "UFO3", id="typed where no paper has them"),
    ],
)
def test_signs_that_nobody_types_are_found_and_marked(query: str, title: str, found: str) -> None:
    [hit] = search_papers(make_library(make_entry(title)), SearchRequest(query=query)).hits

    assert (hit.title.text, marked(hit.title)) == (title, [found])


def test_matches_are_marked(library: Library) -> None:
    [hit] = search_papers(library, SearchRequest(query="laundry folding")).hits

    assert marked(hit.title) == ["Fold", "Laundry"]
    assert hit.snippet.text == "Arms learn to fold."
    assert marked(hit.snippet) == ["fold"]


@pytest.mark.parametrize("query", ["", " ", "?!", "🙂", "…"])
def test_a_query_without_words_is_explained(library: Library, query: str) -> None:
    with pytest.raises(EmptyQuery, match="no word"):
        search_papers(library, SearchRequest(query=query))


def test_a_period_the_wrong_way_round_is_explained(library: Library) -> None:
    request = SearchRequest(query="kv", since=date(2026, 1, 1), until=date(2025, 1, 1))

    with pytest.raises(WrongUse, match="swap the two"):
        search_papers(library, request)


def test_nothing_found_names_what_filters_hide(library: Library) -> None:
    results = search_papers(library, SearchRequest(query="laundry", min_comments=5))

    assert results.total == 0
    assert results.near_titles == (TitleSuggestion(3, "Robot Arms that Fold Laundry"),)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        pytest.param("rob", "Robot Arms that Fold Laundry", id="beginning"),
        pytest.param("LAUN", "Robot Arms that Fold Laundry", id="any word, any case"),
        pytest.param("kv-c", "KV-Cache Quantization for Long Contexts", id="inside compounds"),
        pytest.param("quantizaton", "KV-Cache Quantization for Long Contexts", id="misspelt"),
        pytest.param("", "Attention Without Softmax", id="nothing typed offers the best known"),
    ],
)
def test_titles_are_completed(library: Library, typed: str, first: str) -> None:
    assert complete_titles(library, typed)[0].title == first


def test_misspelt_titles_follow_those_that_have_what_is_typed() -> None:
    titles = ["Atention by Accident", *(f"Attention {n}" for n in range(20)), "Attics"]
    library = make_library(*(make_entry(title) for title in titles))

    found = [suggestion.title for suggestion in complete_titles(library, "atention", limit=3)]

    assert found == ["Atention by Accident", "Attention 0", "Attention 1"]


def test_nothing_near_completes_to_nothing(library: Library) -> None:
    assert complete_titles(library, "zzzzzz") == []


def marked(text: Any) -> list[str]:
    return [text.text[start:end] for start, end in text.marks]
