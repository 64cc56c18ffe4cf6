import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import EmptyQuery
from bot.models import SearchRequest
from bot.searching.query import QUERY_WORD_LIMIT, match_expression, parse_query
from bot.store.writing import SqliteIndexWriter
from tests.builders import make_digest, make_entry, make_index


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
    assert len(parse_query(" ".join(f"word{n}" for n in range(500))).words) == QUERY_WORD_LIMIT


@pytest.mark.parametrize(
    "typed", ["C++", "a AND b", "NEAR(x y)", "x* ^y", "-z", "{title}: q", "a:b", 'say "cheese']
)
def test_operators_are_only_words(typed: str) -> None:
    total, _ = make_index().search(match_expression(parse_query(typed)), SearchRequest(query=typed))

    assert total == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_the_index_understands_whatever_is_typed(index: SqliteIndexWriter, typed: str) -> None:
    try:
        query = parse_query(typed)
    except EmptyQuery:
        return
    index.search(match_expression(query), SearchRequest(query=typed))


@pytest.fixture(scope="module")
def index() -> SqliteIndexWriter:
    return make_index(make_digest(make_entry("A title", "An abstract.")))
