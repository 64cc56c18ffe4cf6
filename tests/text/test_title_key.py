import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.text.title_key import title_key

# A busy machine may be slow at one example of many.
unhurried = settings(deadline=None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Tides in a Teacup", "Tides  in\n  a Teacup ", id="white space"),
        pytest.param("Tides in a Teacup", "TIDES IN A TEACUP", id="case"),
        pytest.param("Co-Design: Why?", "Co-design – why", id="punctuation"),
        pytest.param("Few Shot", "Few-Shot", id="hyphen or space"),
        pytest.param("Rényi Flows", "R\\'enyi Flows", id="accent as LaTeX"),
        pytest.param("Rényi Flows", "Re\u0301nyi Flows", id="accent as a character of its own"),
        pytest.param("Størmer–Verlet", "St{\\o}rmer--Verlet", id="letter as LaTeX"),
        pytest.param("Prefill & Decode", "Prefill \\& Decode", id="escape"),
        pytest.param("UFO^3: Weaving", "UFO³: Weaving", id="raised by LaTeX or by Unicode"),
        pytest.param("2.7times Faster", "2.7× faster", id="lost command"),
        pytest.param("Prefill & Decode", "Prefill and Decode", id="and as a sign"),
        pytest.param("Prefill \\& Decode", "prefill AND decode", id="and as an escaped sign"),
        pytest.param("\\textit{Small} Owls", "Small Owls", id="a command"),
        pytest.param("{bf Small} Owls", "Small Owls", id="a command that lost its sign"),
        pytest.param("2.7$\\times$ Faster", "2.7x faster", id="a formula"),
        pytest.param("$E_8$ Owls", "E_8 Owls", id="lowered by LaTeX or by its debris"),
        pytest.param("E₈ Owls", "E8 Owls", id="lowered by Unicode or not at all"),
        pytest.param("Owls: A Study", "Owls - A Study", id="a subtitle after a hyphen"),
        pytest.param("Owls: A Study", "Owls – A Study", id="after a short dash"),
        pytest.param("Owls: A Study", "Owls — A Study", id="after a long dash"),
        pytest.param("Owls: A Study", "Owls--A Study", id="after a dash as LaTeX"),
        pytest.param("“Owls” Don’t Sleep", '"Owls" Don\'t Sleep', id="curly quotes"),
        pytest.param("``Owls'' Sleep", "“Owls” Sleep", id="quotes as LaTeX"),
        pytest.param("ｗｉｄｅ Owls", "wide owls", id="full width"),
        pytest.param("Straße", "STRASSE", id="folded letters"),
    ],
)
def test_spellings_of_one_title_share_a_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Owls 2", "Owls 3", id="digits"),
        pytest.param("Q&A", "Q and A", id="a name with a sign in it"),
        pytest.param("夜の猫", "夜の犬", id="Chinese characters"),
        pytest.param("かき", "かぎ", id="Japanese voicing"),
        pytest.param("कला", "काल", id="vowel signs"),
        pytest.param("???", "!!!", id="nothing but signs"),
        pytest.param("🦉", "🦊", id="nothing but pictures"),
    ],
)
def test_different_titles_have_different_keys(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@unhurried
@given(st.text(min_size=1).filter(str.strip))
def test_no_title_has_an_empty_key(title: str) -> None:
    assert title_key(title)


@unhurried
@given(st.text())
def test_case_and_spaces_never_matter(title: str) -> None:
    assert title_key(f"  {title} ") == title_key(title)
