import pytest

from bot.searching.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    {
        "attention": 90, "attentions": 3, "quantization": 40, "cache": 30, "cashes": 2,
        "happy": 3, "gpt4": 5,
    }
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "slips", "near"),
    [
        pytest.param("attentiom", 2, {"attention": 1}, id="the nearest only"),
        pytest.param("atttentionz", 2, {"attention": 2, "attentions": 2}, id="all of them"),
        pytest.param("cachs", 1, {"cache": 1}, id="one slip"),
        pytest.param("cachs", 2, {"cache": 1}, id="two are looked for only where needed"),
        pytest.param("xcache", 1, {"cache": 1}, id="a first letter too many"),
        pytest.param("ache", 1, {"cache": 1}, id="no first letter"),
        pytest.param("bache", 1, {"cache": 1}, id="a wrong first letter"),
        pytest.param("acche", 1, {"cache": 1}, id="first letters swapped"),
        pytest.param("wuantisation", 2, {"quantization": 2}, id="a wrong first letter and more"),
        pytest.param("uqantisation", 2, {"quantization": 2}, id="swapped and more"),
        pytest.param("uantisation", 2, {"quantization": 2}, id="missing and more"),
        pytest.param("xquantisation", 2, {"quantization": 2}, id="too many and more"),
        pytest.param("yxtention", 2, {"attention": 2}, id="two wrong first letters"),
        pytest.param("tention", 2, {"attention": 2}, id="two first letters missing"),
        pytest.param("xyattention", 2, {"attention": 2}, id="two first letters too many"),
        pytest.param("gpt5", 1, {}, id="not names with digits"),
        pytest.param("xx", 2, {}, id="nothing near"),
    ],
)
def test_near_words(word: str, slips: int, near: dict[str, int]) -> None:
    assert VOCABULARY.find_near(word, slips) == near


@pytest.mark.parametrize(
    ("word", "is_form"),
    [
        pytest.param("quantizations", True, id="ending"),
        pytest.param("happiness", True, id="changed before the ending"),
        pytest.param("quanta", False, id="another word"),
    ],
)
def test_forms(word: str, is_form: bool) -> None:  # noqa: FBT001 - a table
    assert VOCABULARY.has_form(word) == is_form


def test_the_commonest_word_that_begins_so() -> None:
    assert VOCABULARY.count_beginning("att") == 90
    assert VOCABULARY.count_beginning("attentions") == 3
    assert VOCABULARY.count_beginning("b") == 0


def test_new_words_are_found_at_once() -> None:
    vocabulary = Vocabulary({"cache": 1})
    assert vocabulary.find_near("diffusoin", 2) == {}

    vocabulary.update({"cache": 2, "diffusion": 1, "naive": 1})

    assert dict(vocabulary) == {"cache": 2, "diffusion": 1, "naive": 1}
    assert vocabulary.find_near("diffusoin", 2) == {"diffusion": 1}
    assert vocabulary.has_form("naives")
    assert vocabulary.count_beginning("dif") == 1
