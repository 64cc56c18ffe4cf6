"""Quoting: which sentences of the papers at hand make an answer, and in which order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.models import Paper, QuotedSentence
from bot.summarising.evidence import Candidate, Sought, find_held, read_text, share_held
from bot.summarising.questions import Question
from bot.summarising.salience import cue_strength, is_boilerplate, leans_on_context
from bot.summarising.wanted import Wanted
from bot.text.words import fold_text, fold_word_parts, stem

SENTENCE_LIMIT: Final = 4
_OF_MANY: Final = frozenset({Wanted.PAPERS, Wanted.MAKERS})
# Of so many papers one sentence each is quoted; where papers are asked for, of more.
PAPER_LIMIT: Final = 3
# A paper is quoted beside the best from this share of its evidence on.
BESIDE_FROM: Final = 0.25
# No sentence is quoted below this share of the best coverage in its paper.
ON_QUESTION_FROM: Final = 0.6
# A further sentence of a paper is quoted from this share of its best coverage on.
FURTHER_FROM: Final = 0.7
# Two sentences that share so much of their words (Jaccard) say the same.
SAME_SAYING_FROM: Final = 0.5
# What kind of sentence is wanted weighs as much as a good part of the question's words.
_KIND_BONUS: Final = 1.2
# What stands on its own feet is taken instead of what leans on the one before from this share of
# its coverage on.
UPRIGHT_FROM: Final = 0.7
_IN_GENERAL_SHARE: Final = 0.1
_FEWEST_WORDS: Final = 4
_NO_SENTENCE: Final = (">", "#", "*", "|", "-", "–", "•")
BOTH_FROM: Final = 0.5  # a sentence holds a side from this coverage on

_FIGURE: Final = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?"
    r"|billions?|half|twice|double[sd]?|triple[sd]?|percent|tenfold|fold)\b",
    re.IGNORECASE,
)
# A digit that belongs to a name (GPT-4, H100, 3D) is no figure.
_NAMED_DIGIT: Final = re.compile(r"\b[A-Za-z][\w.]*-?\d[\w.]*|\b\d[A-Za-z]\b")
_INTRODUCES: Final = re.compile(
    r"\b(?:we (?:\w+ )?(?:introduce|propose|present|develop|define|call)|refers? to"
    r"|(?:is|are) defined|(?:is|are) (?:an?|the|one of)\b|known as|called)\b",
    re.IGNORECASE,
)
_RESULT: Final = re.compile(
    r"\b(?:results?|experiments?|achiev\w+|outperform\w*|improv\w+|surpass\w*|reduc\w+|demonstrat\w+"
    r"|state-of-the-art)\b",
    re.IGNORECASE,
)
_METHOD: Final = re.compile(
    r"\b(?:we (?:\w+ )?(?:propose|introduce|present|use|train|design|develop|combine|formulate"
    r"|apply)|by \w+ing|consists? of|leverag\w+|employ\w*)\b",
    re.IGNORECASE,
)
_LIMITATION: Final = re.compile(
    r"\b(?:limit(?:ed|ation|ations|s)?|however|fail\w*|struggl\w+|still|remains?|cannot|drawbacks?"
    r"|shortcomings?|degrad\w+|gap)\b",
    re.IGNORECASE,
)
_PATTERNS: Final = {
    Wanted.RESULT: _RESULT,
    Wanted.METHOD: _METHOD,
    Wanted.LIMITATION: _LIMITATION,
}
_STRICT: Final = frozenset({Wanted.NUMBER, *_PATTERNS})
_NEGATION: Final = re.compile(
    r"\b(?:not|without|never|no|none|cannot|neither|nor|lacks?|lacking|avoid\w*|eliminat\w+|remov\w+"
    r"|instead of|rather than|replac\w+|free of|absence of|non|un|\w+n['’]t)\b|-free\b",
    re.IGNORECASE,
)
_NEAR_WORDS: Final = 5  # a "not" says something of what follows within so many words
_NEAR_CHARS: Final = 100
_NEGATED_COUNT: Final = 2  # of more negated words, so many are enough
_FREE: Final = re.compile(r"-free\b")
_LAST_PART: Final = re.compile(r"[,;:.()]\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a sentence must fulfil beside being good."""

    sides: tuple[Sought, ...] = ()  # of a comparison: what holds all of them is better
    # Only what is of the kind that is wanted: without a figure, no answer to "how many".
    is_strict: bool = False
    least_coverage: float = 0.0  # of the question's words, 0 to 1
    further_limit: int = 2  # so many sentences more of a paper that stands alone


NO_DEMAND: Final = Demand()


def choose_sentences(
    question: Question, sources: Sequence[Candidate], demand: Demand = NO_DEMAND
) -> tuple[QuotedSentence, ...]:
    """Up to four sentences, the best paper's first, each paper's together and in their order.

    Args:
        question: what is asked for.
        sources: the papers, best first; those with little evidence beside the first are not quoted.
        demand: what the sentences must fulfil.
    """
    limit = SENTENCE_LIMIT if question.wanted in _OF_MANY else PAPER_LIMIT
    best = max((source.evidence for source in sources), default=0.0)
    chosen: list[tuple[Candidate, list[int]]] = []
    said: list[frozenset[str]] = []
    for source in sources:
        if source.evidence < BESIDE_FROM * best or len(chosen) == limit:
            continue
        room = SENTENCE_LIMIT - sum(len(places) for _, places in chosen)
        places = _choose_places(_rate(question, source, demand), source, said, room)
        if places:
            chosen.append((source, places))
            said += [read_text(source.sentences[place]).terms for place in places]
    if len(chosen) == 1 and question.wanted not in _OF_MANY:
        ((source, places),) = chosen
        limit = len(places) + demand.further_limit
        _add_further(_rate(question, source, demand), source, places, said, limit)
    return tuple(
        _quote(source.paper, source.sentences, place)
        for source, places in chosen
        for place in sorted(places)
    )


def holds_figure(sentence: str) -> bool:
    """Whether a sentence reports a quantity; digits in names do not count.

    >>> holds_figure("It is 2.7× faster."), holds_figure("GPT-4 writes.")
    (True, False)
    """
    return _FIGURE.search(_NAMED_DIGIT.sub(" ", sentence)) is not None


def holds_negation(sentence: str, words: Sequence[str]) -> bool:
    """Whether a sentence says "not", or the like, of one of the words.

    >>> holds_negation("It works without any labels.", ["labels"])
    True
    >>> holds_negation("Attention needs no labels.", ["attention"])
    False
    """
    wanted = {stem(word) for word in words}
    fewest = min(len(wanted), _NEGATED_COUNT)
    folded = fold_text(sentence)
    for match in _NEGATION.finditer(folded):
        start = match.start()
        if _FREE.match(folded, start):
            near = fold_word_parts(
                _LAST_PART.split(folded[max(0, start - _NEAR_CHARS) : start])[-1]
            )[-_NEAR_WORDS:]
        else:
            near = fold_word_parts(
                _LAST_PART.split(folded[match.end() : match.end() + _NEAR_CHARS])[0]
            )[:_NEAR_WORDS]
        if len(wanted.intersection(map(stem, near))) >= fewest:
            return True
    return False


def says_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences of those terms say the same."""
    union = len(one | other)
    return not union or len(one & other) / union >= SAME_SAYING_FROM


def _choose_places(
    ratings: Mapping[int, float],
    source: Candidate,
    said: Sequence[frozenset[str]],
    room: int,
) -> list[int]:
    """The best sentence that is new; with the one before where it leans on it."""
    fresh = {
        place: rating
        for place, rating in ratings.items()
        if not any(says_the_same(read_text(source.sentences[place]).terms, each) for each in said)
    }
    if not fresh or not room:
        return []
    best = max(fresh, key=lambda place: (fresh[place], -place))
    if not leans_on_context(source.sentences[best]):
        return [best]
    least = UPRIGHT_FROM * source.fits[best].coverage
    upright = [
        place
        for place in fresh
        if source.fits[place].coverage >= least and not leans_on_context(source.sentences[place])
    ]
    if upright:
        return [max(upright, key=lambda place: (fresh[place], -place))]
    if said:  # what needs two sentences is left to papers that come first
        return []
    if best and room > 1 and _may_be_quoted(source.sentences[best - 1]):
        return [best - 1, best]
    return [best]


def _add_further(
    ratings: Mapping[int, float],
    source: Candidate,
    places: list[int],
    said: list[frozenset[str]],
    limit: int,
) -> None:
    """Of a paper that stands alone, what else answers."""
    least = FURTHER_FROM * max(source.fits[place].coverage for place in ratings)
    for place in sorted(ratings, key=lambda each: (-ratings[each], each)):
        terms = read_text(source.sentences[place]).terms
        if (
            len(places) < limit
            and place not in places
            and source.fits[place].coverage >= least
            and not any(says_the_same(terms, each) for each in said)
            and (not leans_on_context(source.sentences[place]) or place - 1 in places)
        ):
            places.append(place)
            said.append(terms)


def _rate(question: Question, source: Candidate, demand: Demand) -> Mapping[int, float]:
    """What may be quoted of a paper, with how good it is; higher is better."""
    best_coverage = max((fit.coverage for fit in source.fits), default=0.0)
    least_coverage = max(demand.least_coverage, ON_QUESTION_FROM * best_coverage)
    # Where only the title says it, what the paper is about in general answers.
    if not best_coverage and question.wanted not in _PATTERNS:
        question = replace(question, wanted=Wanted.ABOUT)
    ratings: dict[int, float] = {}
    for place, (sentence, fit) in enumerate(zip(source.sentences, source.fits, strict=True)):
        if not _may_be_quoted(sentence):
            continue
        if question.negated and not holds_negation(sentence, question.negated):
            continue
        bonus = _rate_kind(question, sentence, place, demand.sides)
        is_of_kind = bonus > 0 or question.wanted not in _STRICT
        if fit.coverage < least_coverage or (demand.is_strict and not is_of_kind):
            continue
        # In general, words and place say little.
        share = _IN_GENERAL_SHARE if question.wanted is Wanted.ABOUT else 1.0
        ratings[place] = share * fit.score + bonus
    return ratings


def _rate_kind(
    question: Question, sentence: str, place: int, sides: Sequence[Sought]
) -> float:  # fmt: skip
    """How much a sentence is of the kind that is wanted."""
    wanted = question.wanted
    if wanted is Wanted.NUMBER:
        return _KIND_BONUS * holds_figure(sentence)
    if wanted is Wanted.DEFINITION:
        return _KIND_BONUS * _defines(question.subject, sentence) + _early(place)
    if wanted is Wanted.COMPARISON:
        held = [share_held(side, find_held(side, read_text(sentence))) for side in sides]
        return _KIND_BONUS * all(share >= BOTH_FROM for share in held)
    if wanted in _PATTERNS:
        return _KIND_BONUS * (_PATTERNS[wanted].search(sentence) is not None)
    if wanted in {Wanted.ABOUT, Wanted.MAKERS} or not question.subject:
        return _KIND_BONUS * cue_strength(sentence) + _early(place)
    return 0.0


def _may_be_quoted(sentence: str) -> bool:
    """Whether it is a sentence that says something: no link to code, no list of keywords."""
    is_said = len(sentence.split()) >= _FEWEST_WORDS and not sentence.startswith(_NO_SENTENCE)
    return is_said and not is_boilerplate(sentence)


def _early(place: int) -> float:
    """Definitions stand at the beginning, where other answers seldom are."""
    return max(0.0, 0.5 - 0.1 * place)


def _defines(subject: str, sentence: str) -> float:
    """How much a sentence says what the subject is: "X is a …", "we introduce X, a …"."""
    folded = fold_text(sentence)
    named = fold_text(subject)
    start = folded.find(named)
    if start < 0:
        return 0.0
    after = folded[start + len(named) :]
    if re.match(r"s?(?: \([^)]*\))?,? (?:is|are|refers? to|means|denotes?|aims? to)\b", after):
        return 1.0
    if re.match(r"s?(?: \([^)]*\))?(?:,| –| —|:) (?:an?|the|which)\b", after):
        return 1.0
    before = folded[max(0, start - 40) : start]
    return 0.7 if _INTRODUCES.search(before) else 0.0


def _quote(paper: Paper, sentences: Sequence[str], place: int) -> QuotedSentence:
    return QuotedSentence(sentences[place], paper.paper_id, paper.title, place)
