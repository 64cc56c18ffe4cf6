"""Evidence: how well a sentence, and a paper, answers a question.

Both are weighted sums of what is measured here; the weights were learnt (`evidence_weights`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from math import exp, log, sqrt
from typing import Final

from bot.models import Paper
from bot.summarising.evidence_weights import (
    BRIEF_PAPER_WEIGHTS,
    BRIEF_TERM_LIMIT,
    PAPER_WEIGHTS,
    SENTENCE_WEIGHTS,
)
from bot.summarising.questions import APART
from bot.text.words import STOP_WORDS, fold_word_parts, stem

# An abbreviation for what is asked for, or what it stands for, is nearly as good.
_ABBREVIATED: Final = 0.9
_ABBREVIATION_CHARS: Final = range(2, 6)
# A sentence of so many telling words has all of its coverage count.
_USUAL_WORD_COUNT: Final = 15
_COMPOUND: Final = 2  # words that others write as one
_ALL_FROM: Final = 0.9
_FEATURE_COUNT: Final = 13  # of a paper where meaning is compared, too
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
# How results are told.
_RESULT: Final = re.compile(
    r"\b(?:results?|conclu\w+|suggest\w*|show\w*|demonstrat\w+|indicat\w+|found|find\w*|reveal\w*"
    r"|identif\w+|associated|significant\w*|increase\w*|decrease\w*|reduc\w+|higher|lower"
    r"|improv\w+|report)\b",
    re.IGNORECASE,
)
# How plans and means are told, which answer little.
_PLAN: Final = re.compile(
    r"\b(?:aim\w*|objective|purpose|to (?:investigate|determine|assess|evaluate|examine|test)"
    r"|we (?:investigated|examined|assessed|studied|tested|used)|design|setting|participants"
    r"|methods?|unclear|unknown|background)\b",
    re.IGNORECASE,
)


# Words of questions, with the words that abstracts answer them in.
_ALIKE: Final = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "fast faster speed speedup quick quicker latency throughput acceleration accelerate",
        "cost costs price cheap cheaper expensive budget dollars",
        "accurate accuracy",
        "dataset corpus",
        "reduce mitigate alleviate decrease lower",
        "improve enhance boost better",
        "fail failure fails",
        "robot robots robotics robotic",
        "summary summarise summarize summarisation summarization",
        "small smaller compact lightweight",
        "large larger huge",
    )
)


@dataclass(frozen=True, slots=True)
class Sought:
    """The terms of a question with what each counts; terms are stems."""

    wording: str  # the words, as they are compared in meaning
    weights: Mapping[str, float]  # above 0; the fewer papers have a term, the more it counts
    pairs: tuple[tuple[str, str], ...]  # neighbours
    wholes: Mapping[str, tuple[str, ...]]  # what stands for several terms, and which: kvcach, moe
    abbreviations: tuple[str, ...]  # terms that may be one: rag
    numbers: frozenset[str]
    unknown_share: float  # what the terms weigh that no paper has, of all

    @property
    def weight(self) -> float:
        """What all terms count together."""
        return sum(self.weights.values())


@dataclass(frozen=True, slots=True)
class ReadText:
    """A sentence or a title as it is compared."""

    terms: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    term_count: int
    initials: str  # of all words, then of those that are no stop words
    numbers: frozenset[str]
    tells_result: bool
    tells_plan: bool


@dataclass(frozen=True, slots=True)
class SentenceFit:
    """How well a sentence answers."""

    held: Mapping[str, float]  # terms of the question that it has, from 0 to 1
    coverage: float  # their share of the question, 0 to 1
    closeness: float | None  # in meaning, in spreads above what is usual; None where not known
    features: tuple[float, ...]
    score: float  # higher is better; comparable within one question


@dataclass(frozen=True, slots=True)
class Standing:
    """How a paper stands beside the others that were found."""

    lexical_ratio: float  # its score by words beside the mean of the best ten
    fused_margin: float  # how far it is before the next one; below 0 behind the first
    closeness: float | None  # as of a sentence
    closeness_margin: float  # beside the mean of the best ten


@dataclass(frozen=True, slots=True)
class Candidate:
    """A paper that may hold the answer."""

    paper: Paper
    sentences: tuple[str, ...]  # all of its abstract
    fits: Sequence[SentenceFit]  # one for each sentence
    features: tuple[float, ...]  # what speaks for the paper; empty where that was not asked
    evidence: float  # how likely it holds the answer, 0 to 1


def seek(
    subject: str, weights: Mapping[str, float], *, unknown: Iterable[str] = (), numbers: str = ""
) -> Sought:
    """What a text asks for.

    Args:
        subject: the telling words, in their order.
        weights: the terms that count, and how much.
        unknown: those of the terms that no paper has.
        numbers: a text whose numbers are asked for.

    >>> seek("mixture experts", {"mixtur": 2.0, "expert": 1.0}).pairs
    (('mixtur', 'expert'),)
    """
    runs = [
        [part for part in fold_word_parts(run) if stem(part) in weights]
        for run in subject.split(APART)
    ]
    parts = [part for run in runs for part in run]
    wholes: dict[str, tuple[str, ...]] = {}
    for left, right in (pair for run in runs for pair in pairwise(run)):
        if not (left + right).isdecimal():
            wholes[stem(left + right)] = (stem(left), stem(right))
    for some in (some for run in runs for some in _iter_parts(run)):
        wholes.setdefault("".join(part[0] for part in some), tuple(map(stem, some)))
    for part in parts:
        for other in _find_alike(part):
            wholes.setdefault(other, (stem(part),))
    total = sum(weights.values()) or 1.0
    return Sought(
        wording=subject,
        weights=weights,
        pairs=tuple(dict.fromkeys(pair for run in runs for pair in pairwise(map(stem, run)))),
        wholes={whole: held for whole, held in wholes.items() if whole not in weights},
        abbreviations=tuple(
            dict.fromkeys(
                part for part in parts if len(part) in _ABBREVIATION_CHARS and part.isalpha()
            )
        ),
        numbers=frozenset(_NUMBER.findall(numbers)),
        unknown_share=sum(weights.get(term, 0.0) for term in set(unknown)) / total,
    )


@lru_cache(maxsize=8192)
def read_text(text: str) -> ReadText:
    """A sentence as it is compared; what was read lately is kept."""
    parts = fold_word_parts(text)
    telling = [part for part in parts if part not in STOP_WORDS]
    stems = [stem(part) for part in telling]
    initials = f"{''.join(part[0] for part in parts)} {''.join(part[0] for part in telling)}"
    return ReadText(
        terms=frozenset(stems),
        pairs=frozenset(pairwise(stems)),
        term_count=len(stems),
        initials=initials,
        numbers=frozenset(_NUMBER.findall(text)),
        tells_result=_RESULT.search(text) is not None,
        tells_plan=_PLAN.search(text) is not None,
    )


def _find_alike(part: str) -> set[str]:
    """The terms that say the like of a word."""
    term = stem(part)
    spelt = {stem(part.replace("is", "iz")), stem(part.replace("iz", "is"))}  # quantisation
    return spelt.union(*(group for group in _ALIKE if term in group)) - {term}


def _iter_parts(run: Sequence[str]) -> Iterator[Sequence[str]]:
    """The neighbours that may have an abbreviation."""
    for size in range(2, min(len(run), _ABBREVIATION_CHARS.stop - 1) + 1):
        for first in range(len(run) - size + 1):
            yield run[first : first + size]


def find_held(sought: Sought, text: ReadText) -> dict[str, float]:
    """The terms of the question that a text has: 1, or less where it has them in another form."""
    held = dict.fromkeys(sought.weights.keys() & text.terms, 1.0)
    for whole in sought.wholes.keys() & text.terms:
        value = 1.0 if len(sought.wholes[whole]) == _COMPOUND else _ABBREVIATED
        for term in sought.wholes[whole]:
            held[term] = max(value, held.get(term, 0.0))
    for short in sought.abbreviations:
        term = stem(short)
        if term not in held and short.removesuffix("s") in text.initials:
            held[term] = _ABBREVIATED
    return held


def share_held(sought: Sought, held: Mapping[str, float]) -> float:
    """What the held terms count of all, 0 to 1."""
    total = sought.weight
    return sum(sought.weights[term] * value for term, value in held.items()) / (total or 1.0)


def rate_sentences(
    sought: Sought, sentences: Sequence[str], closeness: Sequence[float] | None
) -> list[SentenceFit]:
    """How well each sentence of one abstract answers.

    Args:
        sought: the terms of the question.
        sentences: all of the abstract's.
        closeness: of each to the question; None where there is no embedding model.
    """
    texts = [read_text(sentence) for sentence in sentences]
    helds = [find_held(sought, text) for text in texts]
    counts = Counter(term for held in helds for term in held)
    total = sought.weight or 1.0
    fits: list[SentenceFit] = []
    for place, (text, held) in enumerate(zip(texts, helds, strict=True)):
        coverage = share_held(sought, held)
        local = sum(
            sought.weights[term] * value * log(1 + len(texts) / counts[term])
            for term, value in held.items()
        )
        features: tuple[float, ...] = (
            coverage,
            coverage / sqrt(max(text.term_count, 1) / _USUAL_WORD_COUNT),
            local / total,
            share_of_pairs(sought, text.pairs),
            (place + 1) / len(texts),
            float(text.tells_result),
            float(text.tells_plan),
            float(bool(sought.numbers & text.numbers)),
        )
        near = None if closeness is None else closeness[place]
        if near is not None:
            features = (*features, near)
        score = _dot(SENTENCE_WEIGHTS[near is not None], features)
        fits.append(SentenceFit(held, coverage, near, features, score))
    return fits


def share_of_pairs(sought: Sought, pairs: Iterable[tuple[str, str]]) -> float:
    """How much of the question's neighbours stand side by side, 0 to 1."""
    weights = {pair: sum(sought.weights[term] for term in pair) for pair in sought.pairs}
    held = sum(weights[pair] for pair in weights.keys() & set(pairs))
    return held / (sum(weights.values()) or 1.0)


def measure_paper(
    sought: Sought,
    title: str,
    sentences: Sequence[str],
    fits: Sequence[SentenceFit],
    standing: Standing,
) -> tuple[float, ...]:
    """What speaks for a paper's holding the answer; the weights are for these, in this order."""
    read_title = read_text(title)
    title_held = find_held(sought, read_title)
    held = dict(title_held)
    for fit in fits:
        _add(held, fit.held)
    best = max(fits, key=lambda fit: fit.coverage, default=None)
    best_held = {} if best is None else best.held
    best_two = max((share_held(sought, _join(best_held, fit.held)) for fit in fits), default=0.0)
    pairs = {*read_title.pairs, *chain.from_iterable(read_text(each).pairs for each in sentences)}
    missing = sum(1 - held.get(term, 0.0) for term in sought.weights)
    coverage = share_held(sought, held)
    in_title = share_held(sought, title_held)
    in_sentence = 0.0 if best is None else best.coverage
    by_words = (
        coverage,
        in_title,
        in_sentence,
        best_two,
        share_of_pairs(sought, pairs) if sought.pairs else max(in_title, in_sentence),
        log(1 + missing),
        sought.unknown_share,
        log(1 + len(sought.weights)),
        standing.lexical_ratio,
        standing.fused_margin,
    )
    if standing.closeness is None:
        return by_words
    nearest = max((fit.closeness for fit in fits if fit.closeness is not None),
                  default=standing.closeness)  # fmt: skip
    return (*by_words, standing.closeness, nearest, standing.closeness_margin)


def rate_evidence(features: Sequence[float], term_count: int) -> float:
    """How likely a paper of those features holds the answer, 0 to 1.

    Args:
        features: as `measure_paper` gives them.
        term_count: how many terms the question has. Few are mostly the name of a thing, of which
            a paper has all or nothing; of many, papers have some by chance. A sentence or title
            that has all of them is an answer, however many other papers have one, too.
    """
    kinds = BRIEF_PAPER_WEIGHTS if term_count <= BRIEF_TERM_LIMIT else PAPER_WEIGHTS
    bias, *weights = kinds[len(features) == _FEATURE_COUNT]
    evidence = 1 / (1 + exp(-max(-30.0, min(30.0, bias + _dot(weights, features)))))
    _, in_title, in_sentence, _, in_pairs, _, unknown_share, *_ = features
    if min(max(in_title, in_sentence), in_pairs) >= _ALL_FROM:
        return (1 + evidence) / 2
    # A name that no paper has is hardly what the papers are about.
    return evidence * (1 - unknown_share)


def _dot(weights: Sequence[float], features: Sequence[float]) -> float:
    return sum(weight * each for weight, each in zip(weights, features, strict=True))


def _add(held: dict[str, float], more: Mapping[str, float]) -> None:
    for term, value in more.items():
        held[term] = max(value, held.get(term, 0.0))


def _join(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    both = dict(one)
    _add(both, other)
    return both
