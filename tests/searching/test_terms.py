import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.searching.terms import NAME_SIGNS, find_names, paper_terms


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("GPT-5 and GPT-4.5", ["gpt-5", "gpt-4.5"], id="models"),
        pytest.param("end-to-end state-of-the-art", [], id="not every compound"),
        pytest.param("C++, C# or F#.", ["c++", "c#", "f#"], id="languages"),
        pytest.param("2:4 and 16:1:1", ["2:4", "16:1:1"], id="ratios"),
        pytest.param("O(1), O(n^2), O( n log n )", ["o(1)", "o(n2)", "o(nlogn)"], id="orders"),
        pytest.param("SO(3), an SE(3) pose", ["so(3)", "se(3)"], id="groups"),
        pytest.param("LLM(s), f(x), model (2)", [], id="not every bracket"),
        pytest.param("4.5 × 1’000", ["4.5", "1'000"], id="numbers"),
        pytest.param("W4A8KV4 DoRA", [], id="one piece anyway"),
    ],
)
def test_names_survive(text: str, names: list[str]) -> None:
    assert [name.term for name in find_names(text)] == names


@given(st.text(max_size=60), st.text(max_size=200))
def test_terms_are_safe_to_hand_to_any_engine(title: str, abstract: str) -> None:
    terms = paper_terms(title, abstract)

    for term in [*terms.words.split(" "), *terms.pairs.split(" ")]:
        assert not re.search(rf"[^\w{re.escape(NAME_SIGNS)}]", term)
        assert not re.search(r"\s", term)
