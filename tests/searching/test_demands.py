import pytest

from bot.models import SearchRequest
from bot.searching.demands import list_demands, list_exclusions
from bot.searching.query_language import parse_request

VOCABULARY = {"kv": 9, "cache": 9, "kvcache": 1}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("KV caches", ["kv", "caches"], id="words"),
        pytest.param("the kv of caches", ["kv", "caches"], id="without stop words"),
        pytest.param('kv "paged attention"', ["kv", "“paged attention”"], id="a phrase"),
        pytest.param("C++", ["c++"], id="a name that stands for itself"),
        pytest.param("GPT-5", ["gpt", "gpt-5"], id="a name and its word"),
        pytest.param("org:nvidia", [], id="filters only"),
    ],
)
def test_each_word_and_phrase_is_demanded(text: str, shown: list[str]) -> None:
    demands = list_demands(parse_request(SearchRequest(query=text)), {})

    assert sorted(demand.shown for demand in demands) == sorted(shown)


def test_a_word_may_be_written_as_two_or_two_as_one() -> None:
    kv, cache = list_demands(SearchRequest(query="kv cache"), VOCABULARY)
    [whole] = list_demands(SearchRequest(query="kvcache"), VOCABULARY)

    assert set(kv.query.words) == {"kv", "kvcach"}
    assert set(cache.query.words) == {"cach", "kvcach"}
    assert (set(whole.query.words), set(whole.query.pairs)) == ({"kvcach"}, {"kv_cach"})


def test_what_is_left_out_is_listed_apart() -> None:
    request = parse_request(SearchRequest(query='kv -survey -"case study"'))

    assert [each.shown for each in list_demands(request, {})] == ["kv"]
    assert [each.shown for each in list_exclusions(request)] == ["survey", "“case study”"]
