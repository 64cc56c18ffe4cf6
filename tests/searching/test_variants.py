import pytest

from bot.searching.query import QUERY_WORD_LIMIT
from bot.searching.variants import find_unfolded, find_variants, split_word

VOCABULARY = {
    "kv": 9, "cache": 30, "gpt": 20, "4": 40, "transformer": 90, "trans": 3, "former": 5,
    "ufo³": 1, "data": 80, "set": 60, "dataset": 50,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        pytest.param("kv cache", ("kvcache",), id="neighbours as one word"),
        pytest.param("KV-cache?", ("kvcache",), id="a compound as one word"),
        pytest.param("kv caches, gpt 4", ("kvcaches", "gpt4"), id="not across a comma"),
        pytest.param("KVcache", ("kv cache",), id="one word as two"),
        pytest.param("GPT4", ("gpt 4",), id="a number taken off"),
        pytest.param("dataset", ("data set",), id="an indexed word whose halves are commoner"),
        pytest.param("transformer", (), id="not where the halves are rarer"),
        pytest.param("2 4", (), id="numbers are not joined"),
        pytest.param("2:4 O(1)", (), id="nor what signs keep apart"),
        pytest.param("of the cache", (), id="nor stop words"),
        pytest.param("ufo3", ("ufo³",), id="a sign nobody types"),
        pytest.param("ufo³", ("ufo3", "ufo³"), id="typed nevertheless"),
    ],
)
def test_other_ways_to_write(text: str, variants: tuple[str, ...]) -> None:
    assert find_variants(text, VOCABULARY, find_unfolded(VOCABULARY)) == variants


def test_a_pasted_text_has_no_more_variants_than_words() -> None:
    pasted = " ".join(f"word{n}" for n in range(500))
    assert len(find_variants(pasted, {}, {})) == QUERY_WORD_LIMIT


def test_of_several_splits_the_commonest_words_win() -> None:
    assert split_word("abcde", {"ab": 1, "cde": 9, "abc": 5, "de": 5}) == "abc de"
