"""Senses: the small words that turn a sentence into another one though most words are the same."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from bot.summarising.phrased.wording import (
    CLAUSE_ENDS,
    DOUBTS,
    HEDGES,
    IRREGULAR,
    NEGATIONS,
    NEUTRAL,
    PIVOTS,
    PRAISE,
    WEIGHTY,
    WHOLE_WORKS,
    find_new_direction,
)
from bot.text.words import STOP_WORDS, iter_word_parts, iter_words, stem

_Scope: TypeAlias = frozenset[str]  # stems

# A negation reaches over so many telling words behind it.
_NEGATED_COUNT: Final = 3
# What something is compared with stands in so many telling words behind the comparison.
_SIDE_COUNT: Final = 4
_STOP_STEMS: Final = frozenset(map(stem, STOP_WORDS))

_OPPOSING: Final = ("un", "in", "im", "ir", "il", "non", "dis", "mis", "anti", "de")
_OPPOSED_FROM_CHARS: Final = 4

_WORD_OR_SIGN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[,;:()]")
_AT_MOST = re.compile(r"\bat most\b", re.IGNORECASE)  # a bound, which the figures tell
_NOT_ONLY = re.compile(r"\bnot only\b|\bnot just\b", re.IGNORECASE)


def iter_turns(text: str, cited: Sequence[str]) -> Iterator[str]:
    """Yield each way in which a sentence seems to say something else than those it cites.

    >>> list(iter_turns("Caches help large models.", ["Caches do not help large models."]))
    ['negated otherwise: help larg model']
    """
    own = stems_in_order(_AT_MOST.sub("up to", text))
    borne = frozenset(each for sentence in cited for each in stems_in_order(sentence))
    if PRAISE & {*own} and WHOLE_WORKS & {*own}:
        yield "praise"
    if new := {*own} & WEIGHTY - borne:
        yield f"a weighty word: {min(new)}"
    if direction := find_new_direction(own, borne):
        yield f"a direction: {direction}"
    if not HEDGES & {*own} and _rests_on_hedged(own, cited):
        yield "certain where the source is not"
    if firmer := _find_firmer(text, cited):
        yield f"certain where the source is not: {firmer}"
    if turned := _find_turned(text, cited):
        yield f"negated otherwise: {turned}"
    if opposed := _find_opposed(own, borne):
        yield f"the opposite of a word: {opposed}"
    if any(_is_swapped(own, stems_in_order(sentence)) for sentence in cited):
        yield "compared the other way round"


def content_stems(text: str) -> Iterator[str]:
    """The stems that tell what a text says; figures are looked at by themselves."""
    for word in iter_words(text):
        for part in iter_word_parts(word):
            is_word = len(part) > 1 and not any(sign.isdigit() for sign in part)
            if is_word and part not in STOP_WORDS:
                yield stem(IRREGULAR.get(part, part))


def stems_in_order(text: str) -> list[str]:
    """The stems of all words of a text, small ones too."""
    return [stem(IRREGULAR.get(part, part)) for part in iter_word_parts(text)]


def _rests_on_hedged(own: Sequence[str], cited: Sequence[str]) -> bool:
    """Whether the sentence that gave most of the words is less than certain."""
    words = {*own} - _STOP_STEMS
    most = max(cited, key=lambda sentence: len(words & {*stems_in_order(sentence)}))
    return bool(HEDGES & {*stems_in_order(most)})


def _find_turned(text: str, cited: Sequence[str]) -> str | None:
    """A negation that the source has not, or one that it has and the sentence has lost."""
    own = _scopes(text, NEGATIONS, _NEGATED_COUNT)
    sources = [scope for each in cited for scope in _scopes(each, NEGATIONS, _NEGATED_COUNT)]
    for scope in own:
        if not any(scope & source or not scope | source for source in sources):
            return " ".join(sorted(scope))
    return _find_lost(text, cited, own, sources)


def _find_firmer(text: str, cited: Sequence[str]) -> str | None:
    """What the source says may be so, and the sentence says is so."""
    own = _scopes(text, DOUBTS, _NEGATED_COUNT)
    return _find_lost(text, cited, own, [s for each in cited for s in _scopes(each, DOUBTS, 1)])


def _find_lost(
    text: str, cited: Sequence[str], own: Sequence[_Scope], sources: Sequence[_Scope]
) -> str | None:
    """What stands within a scope in the source and outside of any in the sentence."""
    words = set(content_stems(text))
    everything = Counter(word for sentence in cited for word in stems_in_order(sentence))
    within = Counter(word for source in sources for word in source)
    for source in sources:
        # A word that the source also has elsewhere may come from there.
        lost = {word for word in source & words if everything[word] <= within[word]}
        if lost and not any(scope & source for scope in own):
            return " ".join(sorted(lost))
    return None


def _scopes(text: str, markers: frozenset[str], reach_count: int) -> list[_Scope]:
    """For each marker, the telling words that it reaches: so many at most, within its clause."""
    tokens = _WORD_OR_SIGN.findall(_NOT_ONLY.sub(" ", text.replace("’", "'")).casefold())
    scopes: list[_Scope] = []
    for place, token in enumerate(tokens):
        if token not in markers:
            continue
        scope: list[str] = []
        for word in tokens[place + 1 :]:
            if word in CLAUSE_ENDS or not word[0].isalnum() or len(scope) >= reach_count:
                break
            scope += [each for each in content_stems(word) if each not in NEUTRAL]
        scopes.append(frozenset(scope))
    return scopes


def _find_opposed(own: Iterable[str], borne: frozenset[str]) -> str | None:
    """A word that is a cited one with a negation before it, or a cited one without its own."""
    for word in own:
        if word in borne or len(word) < _OPPOSED_FROM_CHARS:
            continue
        for prefix in _OPPOSING:
            if word.removeprefix(prefix) in borne and word.startswith(prefix):
                return word
            if prefix + word in borne:
                return word
    return None


def _is_swapped(own: Sequence[str], source: Sequence[str]) -> bool:
    """Whether what stands left and right of a comparison has changed sides."""
    own_sides, source_sides = _sides(own), _sides(source)
    if own_sides is None or source_sides is None:
        return False
    (left, right), (source_left, source_right) = own_sides, source_sides
    changed = len(left & source_right), len(right & source_left)
    if all(changed) and not left & source_left:
        return True  # however much else stands where it stood
    return sum(changed) > len(left & source_left) + len(right & source_right)


def _sides(stems: Sequence[str]) -> tuple[set[str], set[str]] | None:
    """The telling words before and behind the only comparison; None where there is not one."""
    pivots = [place for place, word in enumerate(stems) if word in PIVOTS]
    if not pivots:
        return None
    skipped = _STOP_STEMS | PIVOTS | NEUTRAL
    left = {*stems[: pivots[0]]} - skipped
    right = {*[word for word in stems[pivots[-1] + 1 :] if word not in skipped][:_SIDE_COUNT]}
    if stems[pivots[0] + 1 : pivots[0] + 2] == ["by"]:  # "is outperformed by"
        return right - left, left - right
    return left - right, right - left
