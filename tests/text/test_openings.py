import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.openings import capitalise


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("we propose a cache.", "We propose a cache.", id="a common word"),
        pytest.param("caches, we find, grow.", "Caches, we find, grow.", id="before a comma"),
        pytest.param("étudions les caches.", "Étudions les caches.", id="with an accent"),
        pytest.param("We propose.", "We propose.", id="a capital already"),
        pytest.param("vLLM serves models.", "vLLM serves models.", id="capitals inside"),
        pytest.param("nnU-Net segments.", "nnU-Net segments.", id="capitals and a hyphen"),
        pytest.param("k-means clusters.", "k-means clusters.", id="a symbol with a hyphen"),
        pytest.param("e3nn is equivariant.", "e3nn is equivariant.", id="with a digit"),
        pytest.param("ßeta is no word", "ßeta is no word", id="a capital that is two letters"),
        pytest.param(" we", " we", id="white space"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_capital_at_the_beginning(text: str, shown: str) -> None:
    assert capitalise(text) == shown


@given(st.text(max_size=50))
def test_nothing_but_the_first_letter_changes(text: str) -> None:
    shown = capitalise(text)
    assert (shown[1:], len(shown)) == (text[1:], len(text))
