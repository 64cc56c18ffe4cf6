from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import EmptyQuery, MalformedQuery, WrongUse
from bot.models import SearchRequest, SortOrder
from bot.searching.query_language import parse_request
from bot.services.library import Library
from bot.services.search import search_papers
from tests.builders import make_entry, make_library


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        pytest.param("kv cache", {"query": "kv cache"}, id="words"),
        pytest.param('"kv cache"', {"phrases": ("kv cache",)}, id="a phrase"),
        pytest.param("“kv cache”", {"phrases": ("kv cache",)}, id="curly quotes"),
        pytest.param(
            'kv "a b" c',
            {"query": "kv c", "phrases": ("a b",), "typed_order": "kv a b c"},
            id="words and a phrase",
        ),
        pytest.param(
            'a "tiny adversary" helps imitation learning in high dimensional toy worlds',
            {"query": "a tiny adversary helps imitation learning in high dimensional toy worlds"},
            id="quotes in a sentence",
        ),
        pytest.param('the "a b"', {"phrases": ("a b",)}, id="stop words beside a phrase"),
        pytest.param("kv -survey", {"query": "kv", "excluded": ("survey",)}, id="an exclusion"),
        pytest.param("kv -survey,", {"query": "kv", "excluded": ("survey",)}, id="with a comma"),
        pytest.param('kv -"a b"', {"query": "kv", "excluded": ("a b",)}, id="an excluded phrase"),
        pytest.param("kv org:nvidia", {"query": "kv", "organization": "nvidia"}, id="a filter"),
        pytest.param("ORG:nvidia kv", {"query": "kv", "organization": "nvidia"}, id="in any case"),
        pytest.param("kv organization:x", {"query": "kv", "organization": "x"}, id="whole name"),
        pytest.param(
            'kv org:"UC Berkeley"',
            {"query": "kv", "organization": "UC Berkeley"},
            id="a filter's value in quotes",
        ),
        pytest.param("kv since:2025-06", {"query": "kv", "since": date(2025, 6, 1)}, id="since"),
        pytest.param("kv until:2025", {"query": "kv", "until": date(2025, 12, 31)}, id="until"),
        pytest.param("kv comments:>=3", {"query": "kv", "min_comments": 3}, id="at least"),
        pytest.param("kv comments:3", {"query": "kv", "min_comments": 3}, id="a bare number"),
        pytest.param("kv upvotes:>3", {"query": "kv", "min_upvotes": 4}, id="more than"),
        pytest.param("kv has:code", {"query": "kv", "has_code": True}, id="code"),
        pytest.param("kv sort:upvotes", {"query": "kv", "sort": SortOrder.UPVOTES}, id="order"),
        pytest.param(
            "papers org:x -survey",
            {"organization": "x", "excluded": ("survey",), "sort": SortOrder.NEWEST},
            id="filters alone come newest first",
        ),
        pytest.param(
            "has:code sort:comments",
            {"has_code": True, "sort": SortOrder.COMMENTS},
            id="or as asked for",
        ),
    ],
)
def test_a_query_says(typed: str, facts: dict[str, Any]) -> None:
    assert parse_request(SearchRequest(query=typed)) == SearchRequest(**{"query": "", **facts})


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("see https://example.org/a", id="an address"),
        pytest.param("2:4 sparsity", id="a ratio"),
        pytest.param("a:b", id="an unknown name"),
        pytest.param("sort: a study", id="a name without a value"),
        pytest.param("re:sort:newest x", id="a name further in"),
        pytest.param("C++", id="signs of a name"),
        pytest.param("state-of-the-art GPT-4", id="hyphens"),
        pytest.param("kv - cache -- x", id="dashes"),
        pytest.param("--limit x", id="an option of the command line"),
        pytest.param('say "cheese', id="a lone quote"),
        pytest.param('a 5" and 6" disk', id="inches"),
        pytest.param('kv "?!" x', id="quotes round no word"),
        pytest.param("\u017fort:newest", id="letters that only look like a name"),
    ],
)
def test_what_only_looks_like_a_filter_stays_words(typed: str) -> None:
    request = SearchRequest(query=typed)

    assert parse_request(request) == request


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("kv since:tomorrow", "since:2026-03 or", id="no date"),
        pytest.param("kv until:2026-02-30", "until:2026-03 or", id="no such day"),
        pytest.param("kv comments:<3", "comments:>=3", id="less than"),
        pytest.param("kv comments:many", "comments:>=3", id="no number"),
        pytest.param("kv upvotes:99999999999999999999", "upvotes:>=10", id="beyond counting"),
        pytest.param("kv has:video", "has:code", id="something unknown to have"),
        pytest.param("kv sort:best", "relevance, newest, comments, upvotes", id="unknown order"),
        pytest.param('kv org:""', "org:nvidia", id="no name"),
        pytest.param("kv -org:nvidia", "only words and phrases can be left out", id="excluded"),
        pytest.param("since:2025 since:2026", "keep one of them", id="twice"),
    ],
)
def test_a_wrong_filter_is_explained(typed: str, words: str) -> None:
    with pytest.raises(MalformedQuery) as caught:
        parse_request(SearchRequest(query=typed))

    assert words in str(caught.value)
    assert typed.rsplit(maxsplit=1)[-1] in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("-survey", "but only what to leave out", id="exclusions alone"),
        pytest.param("sort:newest", "no word to search for", id="an order alone"),
        pytest.param('""', "no word to search for", id="empty quotes"),
        pytest.param("ﾞ", "no word", id="a mark without its letter"),
        pytest.param('"ﾞ"', "no word", id="a mark in quotes"),
    ],
)
def test_a_query_for_nothing_is_explained(typed: str, words: str) -> None:
    with pytest.raises(EmptyQuery, match=words):
        parse_request(SearchRequest(query=typed))


def test_a_sign_that_stands_for_letters_is_a_word() -> None:
    assert parse_request(SearchRequest(query="™ org:x")).query == "™"


def test_the_query_counts_more_than_an_option() -> None:
    request = SearchRequest(query="kv since:2025", since=date(2026, 1, 1), min_comments=2)

    parsed = parse_request(request)

    assert (parsed.since, parsed.min_comments) == (date(2025, 1, 1), 2)


def test_a_period_that_ends_before_it_begins_is_explained() -> None:
    with pytest.raises(WrongUse, match="swap the two"):
        parse_request(SearchRequest(query="kv since:2026", until=date(2025, 1, 1)))


def test_options_alone_are_filters_alone() -> None:
    parsed = parse_request(SearchRequest(query="?", organization="nvidia"))

    assert (parsed.query, parsed.sort) == ("", SortOrder.NEWEST)


PIECES = st.sampled_from(
    '" “ ” - -" : org: org:x -org:x since: since:2025 until:9999 comments:>= comments:3 '
    "upvotes:>9 has:code sort:newest kv cache kv-cache UFO³ ½ AND NOT NEAR( * ^ {a} + \ud800 "
    "\0 the ((".split()
) | st.text(max_size=8)  # fmt: skip


@settings(deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " "])), max_size=12))
def test_any_text_is_answered_or_explained(pieces: list[tuple[str, str]]) -> None:
    typed = "".join(piece + gap for piece, gap in pieces)
    try:
        results = search_papers(LIBRARY, SearchRequest(query=typed))
    except WrongUse:
        return
    assert results.understood.wording or results.understood.has_filters


LIBRARY: Library = make_library(
    make_entry("UFO³ and a kv cache", "An abstract.", published_on=date(2026, 1, 1)),
    make_entry("Nothing of the kind", "Another one.", comment_count=4, upvotes=12),
)
