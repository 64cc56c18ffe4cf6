from hypothesis import given
from hypothesis import strategies as st

from bot.text.shortening import ELLIPSIS, shorten


def test_words_stay_whole() -> None:
    assert shorten("a cache, for keys", 9) == "a cache…"
    assert shorten("a cache for keys", 8) == "a cache…"


def test_a_single_long_word_is_cut() -> None:
    assert shorten("Donaudampfschifffahrt", 6) == "Donau…"


def test_no_room_leaves_nothing() -> None:
    assert shorten("text", 0) == ""


@given(st.text(max_size=100), st.integers(0, 60))
def test_the_limit_holds(text: str, limit: int) -> None:
    short = shorten(text, limit)

    assert len(short) <= limit
    assert short == text or not short or short.endswith(ELLIPSIS)
    assert text.startswith(short.removesuffix(ELLIPSIS)) or short == text
