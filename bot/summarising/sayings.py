"""Sayings: the sentences of abstracts that may be quoted, and which of them to choose."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.models import Paper, QuotedSentence, SentenceRole
from bot.summarising.roles import find_role
from bot.summarising.salience import is_boilerplate, leans_on_context, stems_of
from bot.text.sentences import split_sentences

# In the order in which they are told.
ROLES: Final = tuple(SentenceRole)
SENTENCES_PER_THEME: Final = 3
# Two sentences say the same if they share this much of their words (Jaccard), or the shorter
# stands in the longer for the most part.
_SAME_SAYING_FROM: Final = 0.5
_CONTAINED_FROM: Final = 0.75
# Shorter sentences say too little; longer ones are not read, the longest are lists.
_FEWEST_WORDS, _COMFORTABLE_WORDS, _MOST_WORDS = 7, 32, 70
# A sentence that points at another one does not stand alone; one that names what it is about only
# as "these challenges", or speaks of "our method" without a name, hardly does.
_POINTS_BACK: Final = re.compile(
    r"^(?:\W*(?:to (?:this end|that end|address|tackle|overcome|solve|bridge|fill|mitigate|resolve"
    r"|remedy|alleviate|close) (?:it|them|this|these|that|those|the (?:above|gap)|both|such)\b"
    r"|to do so\b"
    r"|in (?:addition|contrast|particular|this (?:setting|context|way|case|regime|view|scenario)"
    r"|doing so)\b|as a result\b|as such\b|for (?:example|instance|this)\b|specifically\b|notably\b"
    r"|in response\b|inspired by (?:this|these)\b|based on (?:this|these)\b|motivated by\b"
    r"|building on (?:this|these)\b|by (?:doing so|contrast|this)\b|with this\b|at the same time\b"
    r"|on the other hand\b|similarly\b|conversely\b|crucially\b|meanwhile\b|next\b|first(?:ly)?\b"
    r"|second(?:ly)?\b|third(?:ly)?\b|lastly\b|together\b|overall\b|also\b|both\b|each\b|most\b"
    r"|while (?:this|these|it|they)\b|since (?:this|these|it|they)\b|because\b|one\b|another\b"
    r"|when (?:it|they)\b|although (?:this|these|it|they)\b|unlike (?:this|these|it)\b|the former\b"
    r"|the latter\b|other(?:s)?\b|doing so\b|so\b|rather\b|further\b|indeed\b|more importantly\b"
    r"|in other words\b|interestingly\b|empirically\b|accordingly\b|otherwise\b|despite (?:this"
    r"|these|its|their)\b|given (?:this|these)\b|under (?:this|these)\b|through (?:this|these)\b"
    r"|using (?:this|these)\b|during this\b|from (?:this|these)\b|of these\b|among these\b"
    r"|\(?\d+[.)]|\([ivx]+\)|[a-z]\)))",
    re.IGNORECASE,
)
_POINTED: Final = (
    r"challenges?|issues?|limitations?|problems?|gaps?|insights?|observations?|findings?|questions?"
    r"|components?|results?|methods?|approach(?:es)?|frameworks?|designs?|techniques?|deficienc\w+"
    r"|strateg(?:y|ies)|models?|systems?|datasets?|benchmarks?|drawbacks?|bottlenecks?|shortcomings?"
    r"|difficult(?:y|ies)|setting|phenomenon|goal|end|tasks?|concerns?"
)
_POINTS_AT: Final = re.compile(
    rf"\b(?:these|those|such|this|the (?:above|aforementioned)) (?:[\w-]+ ){{0,2}}(?:{_POINTED})\b"
    r"|\bthe (?:above|aforementioned|latter|former)\b",
    re.IGNORECASE,
)
_UNNAMED: Final = re.compile(
    r"\b(?:our (?:proposed )?(?:method|approach|framework|model"
    r"|system|algorithm|technique|design|solution|pipeline)s?|the proposed|these"
    r"|we (?:then|further|also|additionally|next|finally)|this (?!paper|work"
    r"|report|article|study|survey)\w+)\b",
    re.IGNORECASE,
)
_UNNAMED_COST: Final = 0.8
# What authors wish, and what they give away, says nothing about the topic.
_WISH: Final = re.compile(
    r"\bwe (?:hope|envision|believe|plan|anticipate|provide open access|open-source|release)\b"
    r"|\b(?:future (?:work|research)|paves? the way|paving the way|open(?:s|ing)? (?:up )?(?:new )?"
    r"(?:opportunit|avenue|possibilit|direction)|publicly available|open access)",
    re.IGNORECASE,
)
_NAMED_WEIGHT: Final = 1.6  # of the theme's name in a sentence
_CLEARNESS_WEIGHT: Final = 1.4
# What is less clear tells nothing but by its place.
_CLEAR_FROM: Final = 0.9
# Not a sentence: begins in small letters, or lacks its end.
_WHOLE: Final = re.compile(r"^[\"“'‘(\[]*[^a-z\s].*[.!?][\"”'’)\]]*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that may be quoted."""

    quote: QuotedSentence
    role: SentenceRole
    is_clear: bool  # whether its wording says so, not only its place
    stems: frozenset[str]
    score: float  # how well it tells something, higher is better


def stands_alone(sentence: str) -> bool:
    """Whether a reader understands the sentence without the one before.

    >>> stands_alone("To address this, we fold caches."), stands_alone("We fold caches.")
    (False, True)
    """
    return not (
        leans_on_context(sentence) or _POINTS_BACK.search(sentence) or _POINTS_AT.search(sentence)
    )


def list_sayings(
    paper: Paper, topic_weights: Mapping[str, float], *, is_strict: bool = True
) -> list[Saying]:
    """The paper's sentences that can be quoted, in their order.

    Neither what only says where the code is, nor what points back at an earlier sentence, nor
    what is very long or no whole sentence, is among them.

    Args:
        paper: its abstract is read.
        topic_weights: the stems of the topic with weights that sum to 1.
        is_strict: False: all sentences but where the code is.
    """
    sentences = split_sentences(paper.abstract)
    title_stems = set(stems_of(paper.title))
    last = max(1, len(sentences) - 1)
    sayings: list[Saying] = []
    for index, sentence in enumerate(sentences):
        word_count = len(sentence.split())
        if is_boilerplate(sentence) or (is_strict and not _can_be_quoted(sentence, word_count)):
            continue
        role, clearness = find_role(sentence, index / last if len(sentences) > 1 else 0.5)
        stems = frozenset(stems_of(sentence))
        on_topic = sum(weight for stem, weight in topic_weights.items() if stem in stems)
        titled = len(title_stems & stems) / max(len(title_stems), 1)
        score = (
            _CLEARNESS_WEIGHT * min(clearness, 2.0)
            + 1.2 * on_topic
            + titled
            - max(0.0, word_count - _COMFORTABLE_WORDS) / _COMFORTABLE_WORDS
            - _UNNAMED_COST * (_UNNAMED.search(sentence) is not None)
        )
        quote = QuotedSentence(sentence, paper.paper_id, paper.title, index)
        sayings.append(Saying(quote, role, clearness >= _CLEAR_FROM, stems, score))
    return sayings


def _can_be_quoted(sentence: str, word_count: int) -> bool:
    return (
        _FEWEST_WORDS <= word_count <= _MOST_WORDS
        and _WHOLE.match(sentence) is not None
        and stands_alone(sentence)
        and not _WISH.search(sentence)
    )


def choose_sayings(
    by_paper: Sequence[Sequence[Saying]],
    named: Collection[str],
    already: Iterable[Saying],
) -> list[Saying]:
    """Up to three sentences of a theme, that tell a problem, an approach and a result.

    Each comes from another paper where that is possible, and none says what was said already.

    Args:
        by_paper: for each of the theme's papers, the best first, its sayings.
        named: the stems of the theme's name.
        already: what other themes say.
    """
    said = list(already)
    chosen: list[Saying] = []
    rated = [
        (saying, saying.score + _NAMED_WEIGHT * _share(named, saying.stems) - 0.05 * min(place, 20))
        for place, sayings in enumerate(by_paper)
        for saying in sayings
    ]
    rated.sort(key=lambda each: -each[1])
    # The approach first: it is what a theme is about.
    for role in (SentenceRole.APPROACH, SentenceRole.RESULT, SentenceRole.PROBLEM):
        fitting = [each for each in rated if each[0].role is role and each[0].is_clear]
        _add_best(fitting, chosen, said)
    while len(chosen) < SENTENCES_PER_THEME and _add_best(rated, chosen, said):
        pass
    return sorted(chosen, key=lambda saying: (ROLES.index(saying.role), saying.quote.paper_id))


def _add_best(
    rated: Sequence[tuple[Saying, float]], chosen: list[Saying], said: list[Saying]
) -> bool:
    """Add the best that says something new, of a paper that was not heard if there is one."""
    heard = {saying.quote.paper_id for saying in chosen}
    for is_heard in (False, True):
        for saying, _ in rated:
            if (saying.quote.paper_id in heard) is is_heard and not any(
                says_the_same(saying.stems, other.stems) for other in said
            ):
                chosen.append(saying)
                said.append(saying)
                return True
    return False


def says_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences, as stems, repeat each other."""
    shared = len(one & other)
    union = len(one) + len(other) - shared
    if not union or shared / union >= _SAME_SAYING_FROM:
        return True
    return shared >= _CONTAINED_FROM * max(1, min(len(one), len(other)))


def _share(wanted: Collection[str], stems: frozenset[str]) -> float:
    return sum(stem in stems for stem in wanted) / len(wanted) if wanted else 0.0
