"""The tldr: the one sentence of an abstract that best says what the paper is about.

A small linear model, learnt from sentences that authors wrote about their papers, rates every
sentence, with and without its lead phrases. Rules on top of it care for readers, who see no other
sentence of the abstract.
"""

import re
from collections.abc import Iterator
from math import inf
from operator import itemgetter, mul
from typing import Final

from bot.summarising.quotable import points_back, stands_alone
from bot.summarising.salience import is_boilerplate
from bot.summarising.tldr_features import NAMES, Abstract, Candidate, Sentence
from bot.summarising.tldr_weights import FEATURES, OPENINGS, VERBS, WORDS
from bot.text.sentences import split_sentences

# Raised whenever a paper's tldr may differ from what it was: stored ones are then chosen anew.
TLDR_RULE: Final = 2
# In hundredths of ROUGE, as the weights are. What points back, holds an address or tells of the
# field alone must be much better than the rest; what cannot stand alone is chosen only where
# nothing else is left.
_POINTING_BACK: Final = 10.0
_ADDRESS: Final = 10.0
_BACKGROUND: Final = 6.0
_NOT_ALONE: Final = 1_000.0
# A sketch leaves out half of the features, the cue words, and what trimming gains. Sentences that
# are so far behind by their sketch are not looked at further, which is two in three. Of 17,000
# abstracts that cost one its best sentence.
_MOST_BESIDE_SKETCH: Final = 8.0
_WORDS: Final = frozenset(WORDS)
_WEIGHTS: Final = tuple(FEATURES[name] for name in NAMES)
# Ends that are not told by white space and a capital: of Chinese sentences, in damaged abstracts,
# and sentences that begin with a name in lower case, such as "nnU-Net".
_TIGHT_END: Final = re.compile(
    r"[。！？](?=.)|[.!?](?<=[a-z]{3}.)(?:(?=[A-Z][a-z]* )|(?= [a-z]{1,4}[A-Z0-9]))"
)
# Most abstracts have full stops alone, which are looked for ten times as fast.
_TIGHT_STOP: Final = re.compile(r"\.(?<=[a-z]{3}.)(?:(?=[A-Z][a-z]* )|(?= [a-z]{1,4}[A-Z0-9]))")
_RARE_ENDS: Final = "!?。！？"


def choose_tldr(title: str, abstract: str) -> str:
    """A sentence of the abstract, or a part of it that is one, verbatim.

    The title where the abstract has none that says anything.

    >>> choose_tldr("Small caches", "Memory is dear. Here, we present small caches. Enjoy.")
    'we present small caches.'
    """
    best = choose_best(Abstract(title, list_sentences(abstract)))
    if best is None or is_boilerplate(best.text):
        return title
    return best.text


def list_sentences(abstract: str) -> list[str]:
    """The sentences that a tldr is chosen from."""
    sentences = split_sentences(abstract)
    has_rare_end = any(sign in abstract for sign in _RARE_ENDS)
    if (_TIGHT_END if has_rare_end else _TIGHT_STOP).search(abstract) is None:
        return list(sentences)
    return [part for sentence in sentences for part in _iter_parts(sentence)]


def choose_best(abstract: Abstract) -> Candidate | None:
    """The candidate that is rated best, the first of equals; None where there is none."""
    best, best_rating = None, -inf
    sketched = [(weigh_sketch(each), each) for each in abstract.sentences]
    for sketch_weight, sentence in sorted(sketched, key=itemgetter(0), reverse=True):
        if sketch_weight + _MOST_BESIDE_SKETCH < best_rating:
            break
        for candidate in abstract.iter_candidates(sentence):
            rating = weigh(candidate)
            # The rules only take off, and are slow to ask: so only the lead is asked about.
            if rating > best_rating:
                is_last = candidate.sentence_index == len(abstract.sentences) - 1
                rating -= care_for_readers(candidate, is_last=is_last)
            if rating > best_rating:
                best, best_rating = candidate, rating
    return best


def weigh_sketch(sentence: Sentence) -> float:
    """About what the model expects of the best candidate of the sentence."""
    weighted: Iterator[float] = map(mul, _WEIGHTS, sentence.sketch)
    return sum(weighted) + OPENINGS.get(sentence.opening, 0.0) + VERBS.get(sentence.verb, 0.0)


def weigh(candidate: Candidate) -> float:
    """What the model expects of the candidate, in hundredths of ROUGE; the zero means nothing."""
    weighted: Iterator[float] = map(mul, _WEIGHTS, candidate.features)
    return (
        sum(weighted)
        + OPENINGS.get(candidate.opening, 0.0)
        + VERBS.get(candidate.verb, 0.0)
        + sum([WORDS[word] for word in candidate.words & _WORDS])
    )


def care_for_readers(candidate: Candidate, *, is_last: bool) -> float:
    """What is taken off for readers' sake, in hundredths of ROUGE.

    Args:
        candidate: what they would read.
        is_last: it is of the abstract's last sentence, which may have been cut off.
    """
    text = candidate.text
    is_cut_off = is_last and not candidate.is_end_trimmed
    return (
        _NOT_ALONE * (not stands_alone(text, is_cut_off=is_cut_off))
        + _POINTING_BACK * points_back(text)
        + _ADDRESS * ("http" in text)
        + _BACKGROUND * (not candidate.is_of_its_paper)
    )


def _iter_parts(sentence: str) -> Iterator[str]:
    start = 0
    for match in _TIGHT_END.finditer(sentence):
        yield sentence[start : match.end()].lstrip()
        start = match.end()
    yield sentence[start:].lstrip()
