"""Points: the few things said that together stand for a whole discussion."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log, sqrt
from typing import Final

from bot.models import DiscussionPoint
from bot.summarising.discussion.questions import Asking
from bot.summarising.discussion.remarks import Conversation, Remark, Sentence, join_parts

FEWEST_POINTS, MOST_POINTS = 3, 10
# Beyond the first ten turns, and for what is long, there is a further point for so much.
_FIRST_TURNS, _TURNS_A_POINT, _WORDS_A_POINT = 10, 3, 500
# The weights of the parts of a sentence's score. Found on half of two public sets of dialogues
# and mail threads, then rounded; they did as well on the other half.
_CENTRE, _OPENING_MATTER, _LENGTH, _OVERLENGTH = 1.6, 0.4, 0.5, 0.75
_FIRST, _FIRST_OF_AUTHOR, _FIRST_SENTENCE, _LATER_SENTENCE = 0.2, 0.6, 0.5, 0.5
_REPLIES, _PAPER, _QUESTION = 0.15, 0.2, 0.5
# What holds a mail address is a signature, or the head of a mail that was pasted.
_ADDRESS: Final = 1.0
_MAIL_ADDRESS: Final = re.compile(r"\w@\w[\w-]*\.\w")
# What a sentence loses that repeats one already chosen; and for each from the same part of the
# whole, the more the longer a discussion is: all of it is to be heard.
_REPETITION, _CROWDING = 0.8, 0.05
# Nearer sentences say the same.
_SAME_FROM: Final = 0.75
_FULL_LENGTH_WORDS, _OVERLONG_WORDS = 14, 25
# The first fifth of a discussion says what it is about.
_OPENING_SHARE, _FIRST_SHARE = 0.2, 0.25
_FEWEST_WORDS: Final = 3
# So many of the best take part in the choice, from each part of a discussion as many.
_POOL_SIZE: Final = 200

_Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Candidate:
    """A sentence that may be a point."""

    remark: Remark
    number: int  # of the sentence in its remark, from 0
    score: float
    weights: _Weights  # of its stems, a vector of length 1

    @property
    def sentence(self) -> Sentence:
        return self.remark.sentences[self.number]


def choose_points(
    conversation: Conversation,
    asking: Asking,
    *,
    naming: Collection[int] = (),
    taken_back: Collection[int] = (),
) -> list[DiscussionPoint]:
    """The most telling sentences of a discussion, in the order in which they were said.

    Args:
        conversation: what people said.
        asking: which of it asks something.
        naming: places of the remarks that mention papers.
        taken_back: places of the remarks that do not stand any more.
    """
    candidates = _list_candidates(conversation, asking, frozenset(naming), frozenset(taken_back))
    limit = count_points(conversation)
    chosen = _choose(_pool(candidates, limit), limit, len(conversation.remarks))
    chosen.sort(key=lambda each: (each.remark.place, each.number))
    return [
        some[0].remark.quote(join_parts(some[0].remark, [each.number for each in some]))
        for _, group in groupby(chosen, key=lambda each: each.remark.place)
        if (some := list(group))
    ]


def count_points(conversation: Conversation) -> int:
    """How many points stand for a discussion: more for a longer one, up to ten."""
    said = [remark for remark in conversation.remarks if not remark.is_small_talk]
    words = sum(sentence.word_count for remark in said for sentence in remark.sentences)
    # What one person sends in several messages at once is one turn.
    turn_count = sum(1 for _ in groupby(said, key=lambda remark: remark.author))
    wanted = FEWEST_POINTS + max(
        (turn_count - _FIRST_TURNS) // _TURNS_A_POINT, words // _WORDS_A_POINT
    )
    return min(MOST_POINTS, max(FEWEST_POINTS, wanted))


def _list_candidates(
    conversation: Conversation,
    asking: Asking,
    naming: frozenset[int],
    taken_back: frozenset[int],
) -> list[_Candidate]:
    remarks = [each for each in conversation.remarks if each.stems and not each.is_small_talk]
    telling = _weigh_stems(conversation)
    centre = _sum_up((remark.stems for remark in remarks), telling)
    opening_end = max(2, _OPENING_SHARE * len(conversation.remarks))
    opening = _sum_up((each.stems for each in remarks if each.place < opening_end), telling)
    candidates: list[_Candidate] = []
    heard: set[str] = set()
    for remark in remarks:
        bonus = _rate_remark(remark, conversation, remark.place in naming)
        is_new_voice = remark.author not in heard
        heard.add(remark.author)
        if remark.place in taken_back:
            continue
        questions = asking.get(remark.place, ())
        for number, sentence in enumerate(remark.sentences):
            if not sentence.stems or sentence.word_count < _FEWEST_WORDS:
                continue
            weights = _unit(sentence.stems, telling)
            fullness = min(1.0, sentence.word_count / _FULL_LENGTH_WORDS)
            score = (
                bonus
                + _FIRST_OF_AUTHOR * is_new_voice * fullness
                + _LENGTH * fullness
                + _CENTRE * _dot(weights, centre)
                + _OPENING_MATTER * _dot(weights, opening)
                + _rate_form(sentence, number, len(remark.sentences))
                - _QUESTION * (number in questions)
                - _ADDRESS * (_MAIL_ADDRESS.search(sentence.text) is not None)
            )
            candidates.append(_Candidate(remark, number, score, weights))
    return candidates


def _rate_remark(remark: Remark, conversation: Conversation, names_paper: bool) -> float:  # noqa: FBT001
    """What a remark's place, its replies and the papers in it add to each of its sentences."""
    position = remark.place / max(1, len(conversation.remarks) - 1)
    reply_count = len(conversation.replies.get(remark.place, ()))
    return (
        _FIRST * max(0.0, 1 - position / _FIRST_SHARE)
        + _REPLIES * min(1.0, reply_count / 2)
        + _PAPER * names_paper
    )


def _rate_form(sentence: Sentence, number: int, count: int) -> float:
    """What length and place in its message add: the first of several says most."""
    overlength = max(0, sentence.word_count - _OVERLONG_WORDS) / _OVERLONG_WORDS
    return (
        -_OVERLENGTH * overlength
        + _FIRST_SENTENCE * (number == 0)
        - _LATER_SENTENCE * number / count
    )


def _pool(candidates: Sequence[_Candidate], limit: int) -> list[_Candidate]:
    """The best of each part, so that the choice among thousands takes no time."""
    if len(candidates) <= _POOL_SIZE:
        return list(candidates)
    size = len(candidates) / limit
    each_count = _POOL_SIZE // limit
    pool: list[_Candidate] = []
    for part in range(limit):
        some = candidates[round(part * size) : round((part + 1) * size)]
        pool += sorted(some, key=lambda each: -each.score)[:each_count]
    return pool


def _choose(pool: list[_Candidate], limit: int, remark_count: int) -> list[_Candidate]:
    """One after another the best that does not repeat what is chosen."""
    chosen: list[_Candidate] = []
    nearest = dict.fromkeys(pool, 0.0)  # how near the nearest that is chosen is
    taken: Counter[int] = Counter()  # from each part of the whole, how many are chosen

    def rate(each: _Candidate) -> float:
        crowding = _CROWDING * (limit - 1) * taken[each.remark.place * limit // remark_count]
        return each.score - _REPETITION * nearest[each] - crowding

    while nearest and len(chosen) < limit:
        best = max(nearest, key=rate)
        chosen.append(best)
        taken[best.remark.place * limit // remark_count] += 1
        del nearest[best]
        for each in list(nearest):
            nearness = max(nearest[each], _dot(each.weights, best.weights))
            if nearness >= _SAME_FROM:
                del nearest[each]
            else:
                nearest[each] = nearness
    return chosen


def _weigh_stems(conversation: Conversation) -> _Weights:
    """How telling each stem is within the discussion."""
    counts = Counter(word for remark in conversation.remarks for word in remark.stems)
    total = len(conversation.remarks)
    return {word: log(1 + total / count) for word, count in counts.items()}


def _unit(stems: Collection[str], telling: _Weights) -> _Weights:
    length = sqrt(sum(telling[word] ** 2 for word in stems)) or 1.0
    return {word: telling[word] / length for word in sorted(stems)}


def _sum_up(texts: Iterable[frozenset[str]], telling: _Weights) -> _Weights:
    """The direction in which the texts point together; a vector of length 1."""
    total: defaultdict[str, float] = defaultdict(float)
    for stems in texts:
        for word, weight in _unit(stems, telling).items():
            total[word] += weight
    length = sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {word: weight / length for word, weight in total.items()}


def _dot(one: _Weights, other: _Weights) -> float:
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)
