import pytest

from bot.summarising.salience import cue_strength, is_boilerplate
from bot.summarising.tldr import choose_tldr


@pytest.mark.parametrize(
    ("title", "abstract", "tldr"),
    [
        pytest.param("Small Caches", "", "Small Caches", id="the title where there is no abstract"),
        pytest.param("Small Caches", "One sentence.", "One sentence.", id="the only sentence"),
        pytest.param(
            "Small Caches for Models",
            "Language models need memory. In this paper, we present small caches for models. "
            "Code is available at https://example.org.",
            "In this paper, we present small caches for models.",
            id="what is announced, not where the code is",
        ),
        pytest.param(
            "Robots",
            "Folding laundry by robots is hard since robots see no cloth. It works. "
            "Robots learn folding laundry from films of cloth.",
            "Robots learn folding laundry from films of cloth.",
            id="a telling sentence before a short one",
        ),
    ],
)
def test_the_tldr(title: str, abstract: str, tldr: str) -> None:
    assert choose_tldr(title, abstract) == tldr


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
