import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import SearchRequest
from bot.searching.marking import marker_of
from bot.searching.query import term_query

VOCABULARY = {"kv": 9, "cache": 30}


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        pytest.param("caching", "A Cache of caches", ["Cache", "caches"], id="whatever the ending"),
        pytest.param("ufo3", "The UFO³ paper", ["UFO³"], id="signs nobody types"),
        pytest.param("erdos", "By Erdős", ["Erdős"], id="accents"),
        pytest.param("finite", "Deﬁne ﬁnite sets", ["ﬁnite"], id="ligatures"),
        pytest.param("happy", "a happy_end; unhappy", ["happy"], id="words only from their start"),
        pytest.param("flexible", "flexibility", ["flexibility"], id="whatever the stem"),
        pytest.param("c++", "C and C++ code", ["C++"], id="names"),
        pytest.param("gpt-5", "GPT-5 or GPT", ["GPT-5", "GPT"], id="names and their words"),
        pytest.param("kvcache", "the KV cache, the cache", ["KV cache"], id="one word as two"),
        pytest.param("the", "the end", ["the"], id="stop words that stand alone"),
        pytest.param("zebra", "no such animal", [], id="nothing"),
        pytest.param("cache", "", [], id="no text"),
    ],
)
def test_words_are_marked(query: str, text: str, found: list[str]) -> None:
    marked = marker_of(term_query(SearchRequest(query=query), VOCABULARY)).mark(text)

    assert marked.text == text
    assert [text[start:end] for start, end in marked.marks] == found


def test_phrases_are_marked_as_a_whole_only() -> None:
    query = term_query(SearchRequest(query="", phrases=("paged attention",)), {})
    text = "Attention, paged. Paged-attention pages."

    assert [text[a:b] for a, b in marker_of(query).mark(text).marks] == ["Paged-attention"]


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=40))
def test_marks_are_in_order_and_apart(text: str, query: str, phrase: str) -> None:
    terms = term_query(SearchRequest(query=query, phrases=(phrase,)), {})

    edges = [edge for mark in marker_of(terms).mark(text).marks for edge in mark]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@given(st.from_regex("[a-z]{1,30}", fullmatch=True))
def test_a_word_finds_itself(word: str) -> None:
    terms = term_query(SearchRequest(query=word), {})

    assert marker_of(terms).mark(f"x {word}.").marks[-1] == (2, 2 + len(word))
