"""Salience: how much a sentence tells of the paper it stands in."""

import re

from bot.text.words import content_words, stem


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# Phrases with which authors announce what they did or found, and how strongly they do; the
# strongest first. One of the texts in front stands in each such phrase: looking for those is a
# tenth of the work, and most sentences have none.
_CUES = (
    ((" we",), _phrase(r"\b(?:in this (?:paper|work|report)|here),? we\b"), 1.0),
    (
        ("we ",),
        _phrase(
            r"\bwe (?:therefore |thus |then |also |further )?"
            r"(?:propose|present|introduce|develop|describe|study|investigate|show|demonstrate"
            r"|find|prove|argue|release|design|provide|explore|build)\b"
        ),
        1.0,
    ),
    (
        ("this ",),
        _phrase(
            r"\bthis (?:paper|work|report|article|survey|study) "
            r"(?:proposes|presents|introduces|develops|describes|studies|investigates|shows"
            r"|provides|explores|reviews|surveys)\b"
        ),
        1.0,
    ),
    (
        (" show", " demonstrate"),
        _phrase(r"\b(?:results|experiments|evaluations?) (?:\w+ ){0,4}(?:show|demonstrate)"),
        0.5,
    ),
    (
        ("outperform", "achiev", "improve", "reduce", "surpass"),
        _phrase(r"\b(?:outperforms?|achiev(?:es|ing)|improves?|reduces?|surpass(?:es)?)\b"),
        0.3,
    ),
)
# What every abstract has and no reader needs, and texts of which it has one.
_BOILERPLATE_HINTS = ("available", "release", "open", "found at", "http")
_BOILERPLATE = _phrase(
    r"\b(?:code|models?|data(?:sets?)?|project page|website|demo)\b.{0,60}"
    r"\b(?:available|released?|open[- ]sourced?|found at|https?:)|^https?:"
)
# Openings that point at an earlier sentence, which a quotation does not bring along.
_LEANING = _phrase(
    r"^(?:it|its|they|their|these|those|such|he|she"
    r"|this(?! (?:paper|work|report|article|survey|study))|however|therefore|thus|hence|moreover"
    r"|furthermore|besides|additionally|instead|then|but|and|yet|still|here|nevertheless"
    r"|consequently|finally|second|third)\b"
)


def cue_strength(sentence: str) -> float:
    """From 0 (no announcement) to 1 ("we propose …")."""
    lowered = sentence.lower()
    for hints, cue, weight in _CUES:
        if _has_any(lowered, hints) and cue.search(sentence):
            return weight
    return 0.0


def is_boilerplate(sentence: str) -> bool:
    """Whether the sentence only says where code or data can be had."""
    return (
        _has_any(sentence.lower(), _BOILERPLATE_HINTS) and _BOILERPLATE.search(sentence) is not None
    )


def leans_on_context(sentence: str) -> bool:
    """Whether the sentence begins by pointing at an earlier one.

    >>> leans_on_context("However, it is slow."), leans_on_context("This paper is on caches.")
    (True, False)
    """
    return _LEANING.search(sentence) is not None


def stems_of(text: str) -> list[str]:
    """The stems of a text's content words, in order."""
    return [stem(word) for word in content_words(text)]


def _has_any(lowered: str, hints: tuple[str, ...]) -> bool:
    return any(hint in lowered for hint in hints)
