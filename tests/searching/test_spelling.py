import pytest

from bot.searching.spelling import correct_text, correct_word
from bot.searching.vocabulary import Vocabulary

VOCABULARY = Vocabulary({
    "quantization": 40, "quantizations": 2, "attention": 90, "cache": 30, "caches": 12,
    "tops": 3, "taps": 2, "kv": 9, "lossless": 4, "diffusion": 50, "fusion": 8, "quantizings": 1,
    "kagome": 2, "hold": 3,
})  # fmt: skip


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        pytest.param("quantizaton", "quantization", id="a letter missing"),
        pytest.param("attenttion", "attention", id="a letter too many"),
        pytest.param("atention", "attention", id="in a word of eight letters"),
        pytest.param("cahce", "cache", id="neighbours swapped"),
        pytest.param("diffuison", "diffusion", id="swapped in a long word"),
        pytest.param("attention", None, id="right already"),
        pytest.param("tips", None, id="four letters, like several"),
        pytest.param("cahe", "cache", id="four letters, like one"),
        pytest.param("bold", None, id="four letters, like a rare one"),
        pytest.param("kvc", None, id="too short to guess"),
        pytest.param("w4a8kv4", None, id="a name with digits"),
        pytest.param("xylophone", None, id="like nothing"),
        pytest.param("cbche", "cache", id="a wrong letter"),
        pytest.param("difusoin", "diffusion", id="two slips in a long word"),
        pytest.param("quantizing", None, id="another form of an indexed word"),
        pytest.param("kagomes", None, id="another form of a name"),
        pytest.param("cbchx", None, id="two slips in a short word"),
    ],
)
def test_a_word_is_corrected(word: str, meant: str | None) -> None:
    assert correct_word(word, VOCABULARY) == meant


@pytest.mark.parametrize(
    ("text", "corrected"),
    [
        pytest.param("KV cahce", "KV cache", id="the rest stays as typed"),
        pytest.param("Cahce-free atention", "cache-free attention", id="inside compounds"),
        pytest.param("KV CAHCE", "KV cache", id="in capitals"),
        pytest.param("CAHE, cAhe", None, id="acronyms"),
        pytest.param("kv cache", None, id="nothing to correct"),
        pytest.param("", None, id="nothing at all"),
    ],
)
def test_a_text_is_corrected(text: str, corrected: str | None) -> None:
    assert correct_text(text, VOCABULARY) == corrected


def test_an_empty_index_corrects_nothing() -> None:
    assert correct_text("quantizaton", Vocabulary()) is None
