import pytest

from bot.models import SearchRequest
from bot.searching.query import QUERY_WORD_LIMIT, parse_query, term_query

VOCABULARY = {"kv": 9, "cache": 30, "kvcache": 2}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        pytest.param("KV cache", ("kv", "cache"), id="lower case"),
        pytest.param("cache cache", ("cache",), id="once each"),
        pytest.param("what is the cache", ("cache",), id="without stop words"),
        pytest.param("to be", ("to", "be"), id="unless there is nothing else"),
        pytest.param("state-of-the-art GPT-4.5", ("state-of-the-art", "gpt-4.5"), id="compounds"),
        pytest.param("O(1) 2:4", ("o", "1", "2", "4"), id="signs apart"),
        pytest.param("量子化", ("量子化",), id="any script"),
    ],
)
def test_a_query_is_taken_apart(typed: str, words: tuple[str, ...]) -> None:
    assert parse_query(typed).words == words


def test_a_pasted_text_is_cut_to_its_first_words() -> None:
    pasted = " ".join(f"word{n}" for n in range(500))

    assert len(parse_query(pasted).words) == QUERY_WORD_LIMIT
    query = term_query(SearchRequest(query=pasted), {})
    assert (len(query.words), len(query.pairs)) == (QUERY_WORD_LIMIT,) * 2


@pytest.mark.parametrize(
    ("typed", "words", "pairs"),
    [
        pytest.param("caching the caches", ["cach"], ["cach_cach"], id="by stems"),
        pytest.param("to be", ["to", "be"], [], id="stop words where there is nothing else"),
        pytest.param("a kv of caches", ["kv", "cach"], ["kv_cach"], id="neighbours"),
        pytest.param(
            "vision-language",
            ["vision", "languag", "visionlanguag"],
            ["vision_languag"],
            id="compounds",
        ),
        pytest.param("GPT-5", ["gpt-5", "gpt", "gpt5"], ["gpt_5"], id="a name, and its words"),
        pytest.param("C++", ["c++"], [], id="no C for C++"),
        pytest.param("2:4 sparsity", ["2:4", "sparsiti"], ["2_4", "4_sparsiti"], id="a ratio"),
        pytest.param("O(n log n)", ["o(nlogn)"], ["o_n", "n_log", "log_n"], id="an order"),
        pytest.param("W4A8KV4", ["w4a8kv4"], [], id="a name of one piece"),
        pytest.param(
            "Erdős UFO³", ["erdo", "ufo3", "erdosufo3"], ["erdo_ufo3"], id="as people type it"
        ),
        pytest.param("kv-cache", ["kv", "cach", "kvcach"], ["kv_cach"], id="also as one word"),
        pytest.param("kvcache", ["kvcach"], ["kv_cach"], id="also as two"),
    ],
)
def test_terms_of_a_query(typed: str, words: list[str], pairs: list[str]) -> None:
    query = term_query(SearchRequest(query=typed), VOCABULARY)

    assert (list(query.words), list(query.pairs)) == (words, pairs)


def test_a_word_that_others_part_counts_like_a_word() -> None:
    assert dict(term_query(SearchRequest(query="kvcache"), VOCABULARY).pairs) == {"kv_cach": 1.0}


@pytest.mark.parametrize(
    ("phrase", "terms"),
    [
        pytest.param("Paged Attention", ("page", "attent"), id="stems"),
        pytest.param("are all you", ("ar", "all", "you"), id="stop words, too"),
        pytest.param("C++", ("c++",), id="a name"),
        pytest.param("GPT-5 models", ("gpt", "5", "model"), id="a name among words"),
    ],
)
def test_terms_of_a_phrase(phrase: str, terms: tuple[str, ...]) -> None:
    query = term_query(SearchRequest(query="", phrases=(phrase,), excluded=(phrase,)), {})

    assert query.phrases == query.excluded == (terms,)


def test_phrases_count_as_words_and_in_their_place_too() -> None:
    request = SearchRequest(
        query="fast kv", phrases=("paged cache",), typed_order="fast paged cache kv"
    )
    query = term_query(request, {})

    assert list(query.words) == ["fast", "kv", "fastkv"]
    assert list(query.extra_words) == ["page", "cach"]
    assert list(query.extra_pairs) == ["fast_page", "page_cach", "cach_kv"]
