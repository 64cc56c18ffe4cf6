import pytest

from bot.summarising.salience import cue_strength, is_boilerplate


@pytest.mark.parametrize(
    ("sentence", "strength"),
    [
        pytest.param("We then propose a cache.", 1.0, id="we propose"),
        pytest.param("This work introduces a cache.", 1.0, id="this work introduces"),
        pytest.param("Extensive experiments on six tasks show gains.", 0.5, id="experiments show"),
        pytest.param("It outperforms others.", 0.3, id="outperforms"),
        pytest.param("Caches are large.", 0.0, id="plain"),
    ],
)
def test_announcements(sentence: str, strength: float) -> None:
    assert cue_strength(sentence) == strength


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Our code is publicly available at https://example.org.", True),
        ("The models and data will be released.", True),
        ("https://example.org", True),
        ("Our code generator writes kernels.", False),
        ("We release a benchmark of models.", False),
    ],
)
def test_boilerplate(sentence: str, *, expected: bool) -> None:
    assert is_boilerplate(sentence) is expected
