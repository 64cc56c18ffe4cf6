import pytest

from bot.text.words import content_words, iter_word_parts, iter_words, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("GPT-4.5 and C++", ["gpt-4.5", "and", "c++"], id="names"),
        pytest.param("don’t, 'quote'", ["don’t", "quote"], id="apostrophes"),
        pytest.param("snake_case", ["snake", "case"], id="underscores part"),
        pytest.param("Größe Ångström", ["grösse", "ångström"], id="letters fold"),
        pytest.param("量子 ψ 🙂", ["量子", "ψ"], id="any script"),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert list(iter_words(text)) == words


def test_parts_of_compounds() -> None:
    assert list(iter_word_parts("W4A8-KV4_x")) == ["w4a8", "kv4", "x"]


def test_content_words_leave_out_what_tells_nothing() -> None:
    assert content_words("Show me papers on the KV cache of a 7 B model") == [
        "kv", "cache", "7", "model",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caches", "caching"),
        ("model", "models"),
        ("query", "queries"),
        ("gpu", "gpus"),
        ("quantized", "quantization"),
    ],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("word", ["class", "bed", "ring", "c++", "s"])
def test_short_words_keep_their_endings(word: str) -> None:
    assert stem(word) == word
