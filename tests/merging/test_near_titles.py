import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.merging.near_titles import (
    Nearness,
    is_one_slip,
    iter_near_pieces,
    iter_pieces,
    rate_nearness,
)
from bot.text.title_key import TitleKey

TITLE = "Small Caches for Long Contexts"


@pytest.mark.parametrize(
    ("other", "nearness"),
    [
        pytest.param("Small Cachess for Long Contexts", Nearness.NEAR, id="a letter too many"),
        pytest.param("Small Caches for Lng Contexts", Nearness.NEAR, id="a letter missing"),
        pytest.param("Small Caches for Lonk Contexts", Nearness.NEAR, id="another letter"),
        pytest.param(
            "Small Cahces for Long Contexts", Nearness.NEAR, id="two letters changed places"
        ),
        pytest.param("mall Caches for Long Contexts", Nearness.NEAR, id="at its beginning"),
        pytest.param(
            "small caches  for long context", Nearness.NEAR, id="at its end, written otherwise"
        ),
        pytest.param("Smal Cachess for Long Contexts", Nearness.FAR, id="two errors"),
        pytest.param("Small Caches for Lnog Cntexts", Nearness.FAR, id="two errors, one of places"),
        pytest.param("Small Caches 2 for Long Contexts", Nearness.DIGIT_LOST, id="a second part"),
        pytest.param(
            "Small Caches for Long Contexts I", Nearness.FAR, id="a part by a Roman number"
        ),
        pytest.param("Small Caches i for Long Contexts", Nearness.FAR, id="wherever it stands"),
        pytest.param("Large Caches for Long Contexts", Nearness.FAR, id="another word"),
    ],
)
def test_a_title_is_near_another(other: str, nearness: Nearness) -> None:
    assert rate_nearness(TITLE, other) is nearness
    assert rate_nearness(other, TITLE) is nearness


@pytest.mark.parametrize(
    ("one", "other", "nearness"),
    [
        pytest.param("GPT-4 at Work", "GPT-5 at Work", Nearness.FAR, id="versions"),
        pytest.param(
            "UFO at Work", "UFO² at Work", Nearness.DIGIT_LOST, id="a version as an exponent"
        ),
        pytest.param("Caching, Part I", "Caching, Part II", Nearness.FAR, id="parts"),
        pytest.param(
            "I-JEPA Explained", "V-JEPA Explained", Nearness.FAR, id="names by one letter"
        ),
        pytest.param(
            "Caching via Keys", "Caching vi Keys", Nearness.NEAR, id="a word cut to a number"
        ),
        pytest.param(
            "LLaMA at Work", "LLaVA at Work", Nearness.NEAR, id="abstracts must tell them apart"
        ),
        pytest.param("Mamba", "Samba", Nearness.FAR, id="too short"),
        pytest.param("", "?", Nearness.FAR, id="nothing to compare"),
    ],
)
def test_names_are_near_or_not(one: str, other: str, nearness: Nearness) -> None:
    assert rate_nearness(one, other) is nearness


letters = st.text("abcé", max_size=24)


@given(letters, st.integers(0, 24), st.sampled_from("abcé"), st.integers(0, 3))
def test_one_slip_is_always_found_by_the_ends(key: str, at: int, letter: str, kind: int) -> None:
    at = min(at, len(key))
    head, tail = key[:at], key[at:]
    slipped = (
        head + letter + tail,
        head + tail[1:],
        head + letter + tail[1:],
        head + tail[1:2] + tail[:1] + tail[2:],
    )[kind]

    assert slipped == key or is_one_slip(key, slipped)
    if min(len(key), len(slipped)) >= 6:
        assert {*iter_pieces(TitleKey(key))} & {*iter_near_pieces(TitleKey(slipped))}
