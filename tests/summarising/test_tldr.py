import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing import parse_digest
from bot.summarising.quotable import carries_on, points_back, stands_alone
from bot.summarising.tldr import TLDR_RULE, choose_tldr, list_sentences
from tests.shared_files import SHARED, needs_shared

ROOT = Path(__file__).parent.parent.parent
TITLE = "Cachet: Small Caches for Language Models"
BACKGROUND = "Language models need memory for the keys of all words that they have read."
ANNOUNCED = "we present Cachet, a small cache of keys for language models."
# A year is only read where a digest does not tell it.
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("abstract", "tldr"),
    [
        pytest.param("", TITLE, id="the title where there is no abstract"),
        pytest.param("   ", TITLE, id="nor where it is empty"),
        pytest.param("One sentence.", "One sentence.", id="the only sentence"),
        pytest.param(
            "https://example.org/cachet", TITLE, id="the title where there is only an address"
        ),
        pytest.param(
            f"{BACKGROUND} In this paper, {ANNOUNCED} Code is at https://example.org.",
            ANNOUNCED,
            id="what is announced, without its lead",
        ),
        pytest.param(
            f"{BACKGROUND} To close this gap, {ANNOUNCED} This cache of keys is small.",
            ANNOUNCED,
            id="nothing that points back",
        ),
        pytest.param(
            f"Can caches for language models be small? We {ANNOUNCED[3:]}",
            f"We {ANNOUNCED[3:]}",
            id="no question",
        ),
        pytest.param(
            f'"Small caches" for models are what language models lack. We {ANNOUNCED[3:]}',
            f"We {ANNOUNCED[3:]}",
            id="nothing that begins with a quotation mark",
        ),
        pytest.param(
            f"We {ANNOUNCED[3:]} Cachet for language models of any size has a small cache of k",
            f"We {ANNOUNCED[3:]}",
            id="nothing that was cut off",
        ),
        pytest.param(
            f"{BACKGROUND} We {ANNOUNCED[3:-1]} with two parts: (1) a small one, {'and ' * 60}.",
            f"We {ANNOUNCED[3:-1]} with two parts",
            id="no enumeration",
        ),
        pytest.param(
            f"{BACKGROUND}In this paper, {ANNOUNCED}", ANNOUNCED, id="a missing space is made up"
        ),
        pytest.param(
            "本文介绍一种小型缓存。它很快。", "本文介绍一种小型缓存。", id="one Chinese sentence"
        ),
        pytest.param(
            "Sprachmodelle brauchen Speicher. Wir stellen Cachet vor, einen kleinen Cache für sie.",
            "Wir stellen Cachet vor, einen kleinen Cache für sie.",
            id="a German sentence that names the paper",
        ),
    ],
)
def test_the_tldr(abstract: str, tldr: str) -> None:
    assert choose_tldr(TITLE, abstract) == tldr


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        pytest.param("We propose a cache for all keys.", True, id="a plain sentence"),
        pytest.param("However, caches of keys are large.", False, id="a contrast"),
        pytest.param("It is a cache for all keys.", False, id="a pronoun"),
        pytest.param("This cache holds keys of all models.", False, id="a demonstrative"),
        pytest.param("For example, the cache holds all keys.", False, id="an example"),
        pytest.param("(ii) the cache holds keys of models.", False, id="an item of a list"),
        pytest.param("We will release code and weights to the public.", False, id="a release"),
        pytest.param("We propose a cache.", False, id="too short"),
        pytest.param("We propose" + " a cache" * 40, False, id="too long"),
        pytest.param("We propose a cache (of all keys", False, id="a damaged one"),
    ],
)
def test_what_stands_alone(text: str, *, is_said: bool) -> None:
    assert stands_alone(text) is is_said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We address this problem by sharing.", True),
        ("We propose it for all models.", True),
        ("We also share the keys of models.", True),
        ("We build such a cache for keys.", True),
        ("We share keys, such as those of models.", False),
        ("In this paper, keys are shared.", False),
        ("We share the keys of all models, and this helps.", False),
    ],
)
def test_what_points_back(text: str, *, expected: bool) -> None:
    assert points_back(text) is expected


@given(st.text(max_size=60), st.text(max_size=400))
def test_any_tldr_stands_in_the_abstract_or_is_the_title(title: str, abstract: str) -> None:
    tldr = choose_tldr(title, abstract)
    assert tldr == title or (tldr and tldr in abstract)


@needs_shared
def test_the_tldrs_of_real_papers() -> None:
    for title, abstract, tldr in real_tldrs():
        assert tldr in abstract if abstract else tldr == title
        if carries_on(tldr):
            sentences = list_sentences(abstract)
            assert not any(stands_alone(each, is_cut_off=True) for each in sentences), title


@needs_shared
def test_few_real_tldrs_need_what_stood_before_them() -> None:
    tldrs = [tldr for _, abstract, tldr in real_tldrs() if abstract]
    assert sum(points_back(each) for each in tldrs) < 0.02 * len(tldrs)
    assert not any(each.endswith("?") for each in tldrs)


def test_whoever_changes_the_choice_raises_the_rule() -> None:
    papers = read_papers(ROOT / "config" / "samples")
    chosen = "\n".join(choose_tldr(title, abstract) for title, abstract in papers)
    assert (TLDR_RULE, hashlib.sha256(chosen.encode()).hexdigest()[:8]) == (2, "9dd2c363")


@lru_cache
def real_tldrs() -> list[tuple[str, str, str]]:
    digests = SHARED / "digests"
    papers = [*read_papers(digests / "daily_api"), *read_papers(digests / "search_pages")]
    return [(title, abstract, choose_tldr(title, abstract)) for title, abstract in papers]


def read_papers(folder: Path) -> list[tuple[str, str]]:
    """Title and abstract of each paper in the folder's digests, once."""
    digests = [
        parse_digest(file.read_text(encoding="utf-8"), source=file.name, today=TODAY)
        for file in sorted(folder.iterdir())
    ]
    return list({e.title: (e.title, e.abstract) for each in digests for e in each.entries}.values())
