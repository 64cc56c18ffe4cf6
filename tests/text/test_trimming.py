import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.trimming import find_end, find_starts, is_balanced

LONG = (
    "we propose one small cache for all keys and values of language models that we know"
    " or will get to know before long"
)


@pytest.mark.parametrize(
    ("lead", "rest"),
    [
        pytest.param("In this paper, ", "we propose a cache.", id="in this paper"),
        pytest.param("In this paper ", "we propose a cache.", id="without a comma"),
        pytest.param("To this end, ", "we propose a cache.", id="to this end"),
        pytest.param("Specifically, ", "we propose a cache.", id="an adverb"),
        pytest.param("To address this challenge, ", "we propose a cache.", id="a purpose"),
        pytest.param("However, in this work, ", "we propose a cache.", id="two in a row"),
        pytest.param("To address these gaps, ", "Cachet keeps keys.", id="any clause may follow"),
        pytest.param("", "We propose a cache.", id="none"),
        pytest.param("", "Caches, we find, are large.", id="an insertion is no lead"),
        pytest.param("", "To tackle this, including costs, is hard.", id="not a fragment's"),
    ],
)
def test_a_lead_that_joins_is_always_left_off(lead: str, rest: str) -> None:
    sentence = lead + rest
    assert sentence[find_starts(sentence)[0] :] == rest


@pytest.mark.parametrize(
    ("sentence", "beginnings"),
    [
        pytest.param(
            "By sharing keys, we shrink the cache.",
            ["By sharing keys, we shrink the cache.", "we shrink the cache."],
            id="a means may stay",
        ),
        pytest.param(
            "While models grow, shrink and sleep, this paper studies caches.",
            [
                "While models grow, shrink and sleep, this paper studies caches.",
                "this paper studies caches.",
            ],
            id="commas inside the lead",
        ),
        pytest.param(
            "Where we share (by hand, we admit it) keys, caches shrink.",
            ["Where we share (by hand, we admit it) keys, caches shrink."],
            id="not inside brackets",
        ),
        pytest.param("By sharing keys, caches shrink.", None, id="not before any subject"),
    ],
)
def test_other_leads_may_be_left_off(sentence: str, beginnings: list[str] | None) -> None:
    found = [sentence[start:] for start in find_starts(sentence)]
    assert found == (beginnings or [sentence])


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        pytest.param(f"{LONG}, which saves memory.", LONG, id="a relative clause"),
        pytest.param(f"{LONG}, thereby saving memory.", LONG, id="a consequence"),
        pytest.param(f"{LONG}, enabling longer texts.", LONG, id="a participle"),
        pytest.param(f"{LONG}; memory is saved by it too.", LONG, id="another clause"),
        pytest.param("We keep it, which saves memory.", None, id="short ones stay whole"),
        pytest.param(
            f"We show that caches{' of models' * 12}, which grow, shrink.", None, id="what is shown"
        ),
        pytest.param(
            f"Caches{' of models' * 12}, which grow, shrink.", None, id="unknown subjects"
        ),
        pytest.param(
            f"We propose a cache ({'of keys ' * 12}, which grow) that shrinks.", None, id="brackets"
        ),
        pytest.param(
            "We shrink the keys of models by two means: (1) sharing and (2) forgetting.",
            "We shrink the keys of models by two means",
            id="an enumeration",
        ),
        pytest.param(
            "We split the whole of the cache of keys into: (1) old and (2) new.",
            None,
            id="an enumeration that the clause needs",
        ),
    ],
)
def test_a_long_sentence_loses_what_only_adds_to_it(sentence: str, kept: str | None) -> None:
    assert sentence[: find_end(sentence)] == (kept or sentence)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a (b) [c] “d” {e} $f$", True),
        ("1) keys, 2) values, (i) both", True),
        ("keys (and", False),
        ("values)", False),
        ('the "cache', False),
    ],
)
def test_balance(text: str, *, expected: bool) -> None:
    assert is_balanced(text) is expected


@given(st.text(max_size=200))
def test_any_text_can_be_trimmed(text: str) -> None:
    for start in find_starts(text):
        assert 0 <= start <= find_end(text, start) <= len(text)
