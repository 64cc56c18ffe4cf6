from unittest.mock import Mock

import pytest

from bot.searching.unfinished import find_near_beginnings, iter_meant
from bot.searching.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {
        "attention": 90, "atention": 1, "maps": 5, "quantization": 40, "quantized": 12,
        "flashattention": 3, "flash": 9, "kv": 9, "cache": 30, "lora": 2, "local": 70, "formal": 3,
        "for": 800, "diffusion": 30, "diffuse": 4,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("beginning", "near"),
    [
        pytest.param("quantisz", ["quantiz"], id="a letter too many"),
        pytest.param("qunat", ["quant"], id="swapped"),
        pytest.param("difuusi", ["diffusi"], id="a wrong letter"),
        pytest.param("atten", [], id="right already"),
        pytest.param("atenti", ["attenti"], id="that a paper has by accident"),
        pytest.param("lora", [], id="rare but short"),
        pytest.param("form", [], id="never cut short where it is right"),
        pytest.param("kvx", [], id="too short"),
        pytest.param("gpt4x", [], id="a name with digits"),
        pytest.param("xylopho", [], id="like nothing"),
    ],
)
def test_near_beginnings(beginning: str, near: list[str]) -> None:
    assert find_near_beginnings(beginning, VOCABULARY) == near


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("difusion m", ["diffusion m"], id="a finished word"),
        pytest.param("difusion qunat", ["diffusion qunat", "diffusion quant"], id="and the last"),
        pytest.param("quantizaton ", ["quantization"], id="the last finished, too"),
        pytest.param("difusoin", ["diffusion"], id="two slips"),
        pytest.param("flash atten", ["flashatten"], id="two words as one"),
        pytest.param("kvcache maps", ["kv cache maps"], id="one word as two"),
        pytest.param("diffusing", ["diffus"], id="another form"),
        pytest.param("attention maps", [], id="right already"),
        pytest.param("?!", [], id="no word"),
        pytest.param("difusion " * 30, [], id="pasted"),
    ],
)
def test_what_is_meant(typed: str, meant: list[str]) -> None:
    assert list(dict.fromkeys(iter_meant(typed, VOCABULARY))) == meant


@pytest.mark.parametrize("typed", ["a" * 41, f"kv {'a' * 6_000}"], ids=len)
def test_what_nobody_types_is_not_looked_up(typed: str) -> None:
    vocabulary = Mock(wraps=VOCABULARY)

    assert list(iter_meant(typed, vocabulary)) == []
    assert vocabulary.mock_calls == []
