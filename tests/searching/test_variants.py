import pytest

from bot.searching.variants import Variants, find_variants, split_word

VOCABULARY = {
    "kv": 9, "cache": 30, "gpt": 20, "4": 40, "transformer": 90, "trans": 3, "former": 5,
    "data": 80, "set": 60, "dataset": 50,
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "variants"),
    [
        pytest.param("kv cache", Variants(joined=("kvcache",)), id="neighbours as one word"),
        pytest.param("KV-cache?", Variants(joined=("kvcache",)), id="a compound as one word"),
        pytest.param("kv caches, gpt 4", Variants(("kvcaches", "gpt4")), id="not across a comma"),
        pytest.param("KVcache", Variants(parted=(("kv", "cache"),)), id="one word as two"),
        pytest.param("GPT4", Variants(parted=(("gpt", "4"),)), id="a number taken off"),
        pytest.param(
            "dataset", Variants(parted=(("data", "set"),)), id="whose halves are commoner"
        ),
        pytest.param("transformer", Variants(), id="not where the halves are rarer"),
        pytest.param("2 4", Variants(), id="numbers are not joined"),
        pytest.param("2:4 O(1)", Variants(), id="nor what signs keep apart"),
        pytest.param("of the cache", Variants(), id="nor stop words"),
    ],
)
def test_other_ways_to_write(text: str, variants: Variants) -> None:
    assert find_variants(text, VOCABULARY) == variants


def test_of_several_splits_the_commonest_words_win() -> None:
    assert split_word("abcde", {"ab": 1, "cde": 9, "abc": 5, "de": 5}) == ("abc", "de")
