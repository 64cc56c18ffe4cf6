"""Questions: what somebody asks for, told by the words around what it is about.

"How fast is paged attention?" is about paged attention and asks for a number. The words that only
ask carry no weight when papers are looked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.summarising.question_patterns import (
    ASKS_ONLY,
    ASPECT_PATTERNS,
    COUNTED,
    DEFINED_WORD_LIMIT,
    DEFINITION,
    EXPLAIN,
    FILLER,
    FRAMES,
    LIMITATION_OF,
    MAKERS,
    NEGATION_ENDS,
    NEGATOR,
    NUMBER,
    OR_NOT,
    PAPERS,
    POINTS_BACK,
    REFERS,
    SIDE_WORD_LIMIT,
    SIDES,
    SUPERLATIVE,
)
from bot.summarising.question_periods import take_period
from bot.summarising.wanted import Wanted
from bot.text.words import STOP_WORDS, fold_text, fold_word_parts

_READ_CHARS: Final = 1_000
_READ_WORDS: Final = 100
_NEGATION_CHARS: Final = 100  # so much behind a "not" is looked at
# What is asked of a paper as a whole.
OF_A_PAPER: Final = frozenset({Wanted.ABOUT, Wanted.METHOD, Wanted.RESULT, Wanted.LIMITATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question taken apart."""

    text: str  # as it was asked
    subject: str  # what it is about: the words that papers are looked for by; "" for none
    wanted: Wanted
    needs_number: bool = False  # without a figure there is no answer: "how many?"
    sides: tuple[str, ...] = ()  # the two things that are compared
    negated: tuple[str, ...] = ()  # words that the question says "not" of
    since: date | None = None
    until: date | None = None
    recent_days: int | None = None  # "in the last month": so many days before now
    points_back: bool = False  # it may need what was said before: "and on videos?"
    is_unclear: bool = False  # it means nothing without: "how fast is it?"


APART: Final = "·"  # stands in a subject between words that do not stand together in the question
_JOINING: Final = frozenset({"of", "the", "a", "an"})  # mixture of experts
# A question with more words of its own than these says itself what it is about.
_OWN_WORD_LIMIT: Final = 4
_BARE_WORD_LIMIT: Final = 1
_UNCLEAR_WORD_LIMIT: Final = 2  # with more, "it" is hardly all that the question is about


def understand_question(text: str) -> Question:
    """Tell what is asked for and what the question is about.

    Args:
        text: one or several sentences; filters of the search language are taken out before.

    >>> question = understand_question("How fast is paged attention in 2025?")
    >>> question.wanted.value, question.subject, question.since
    ('number', 'paged attention', datetime.date(2025, 1, 1))
    >>> understand_question("What is the difference between RAG and fine-tuning?").sides
    ('RAG', 'fine-tuning')
    """
    plain, period = take_period(_cut(text))
    core = _strip_frames(plain.strip(" ?!."))
    sides = _find_sides(core)
    wanted, about = _tell_wanted(plain, core, is_comparison=bool(sides))
    subject = _keep_telling(about)
    aspect = _tell_aspect(plain, subject) if wanted in _MAY_BE_OF_A_PAPER else None
    if aspect is not None:
        wanted, subject = aspect
    own_count = len(fold_word_parts(subject))
    is_bare = own_count <= (_BARE_WORD_LIMIT if wanted in _SAID_BRIEFLY else 0)
    points_back = is_bare or (
        own_count <= _OWN_WORD_LIMIT and POINTS_BACK.search(plain) is not None
    )
    is_unclear = own_count <= _UNCLEAR_WORD_LIMIT and REFERS.search(core) is not None
    if not subject and wanted is Wanted.FINDING and ASKS_ONLY.match(core):
        is_unclear = True
    return Question(
        text=text,
        subject=subject,
        wanted=wanted,
        needs_number=COUNTED.search(core) is not None,
        sides=sides,
        negated=_find_negated(plain),
        since=period.since,
        until=period.until,
        recent_days=period.recent_days,
        points_back=points_back,
        is_unclear=is_unclear,
    )


def _cut(text: str) -> str:
    """The beginning of a text in one line: a pasted page says at once what it is about."""
    return " ".join(text[:_READ_CHARS].split()[:_READ_WORDS])


def telling_parts(text: str) -> list[str]:
    """The parts of a text's words, folded, that are neither stop words nor filler, in order.

    >>> telling_parts("Do we know how the KV-cache works?")
    ['kv', 'cache']
    """
    return [part for part in fold_word_parts(text) if _is_telling(part)]


_MAY_BE_OF_A_PAPER: Final = frozenset({Wanted.FINDING, Wanted.DEFINITION, Wanted.PAPERS})
# A single word beside these mostly needs what was said before: "how large is the dataset?"
_SAID_BRIEFLY: Final = frozenset({Wanted.FINDING, Wanted.NUMBER})


def _strip_frames(text: str) -> str:
    """Without what stands before the question itself; as long as something is left."""
    changed = True
    while changed:
        changed = False
        for frame in FRAMES:
            match = frame.match(text)
            if match and match.end() and text[match.end() :].strip():
                text, changed = text[match.end() :], True
    return text


def _tell_wanted(plain: str, core: str, *, is_comparison: bool) -> tuple[Wanted, str]:
    """What is asked for, and the text without the words that ask."""
    for wanted, pattern in _BEGINNINGS:
        if (match := pattern.match(core)) and match.end():
            return wanted, core[match.end() :]
    if match := NUMBER.search(core):
        return Wanted.NUMBER, f"{core[: match.start()]} {core[match.end() :]}"
    if is_comparison:
        return Wanted.COMPARISON, core
    if SUPERLATIVE.search(core):
        return Wanted.NUMBER, core
    thing = _find_defined(plain, core)
    return (Wanted.DEFINITION, thing) if thing else (Wanted.FINDING, core)


_BEGINNINGS: Final = (
    (Wanted.MAKERS, MAKERS),
    (Wanted.LIMITATION, LIMITATION_OF),
    (Wanted.PAPERS, PAPERS),
)


def _find_defined(plain: str, core: str) -> str | None:
    """The thing that is to be explained: a name, not half a sentence."""
    things = [match["thing"] for pattern in DEFINITION if (match := pattern.match(core))]
    if EXPLAIN.match(plain):
        things.append(core)
    for thing in things:
        if 0 < len(telling_parts(thing)) <= DEFINED_WORD_LIMIT:
            return thing
    return None


def _tell_aspect(plain: str, subject: str) -> tuple[Wanted, str] | None:
    """What is asked of a paper as a whole, where the question has hardly other words."""
    for wanted, pattern in ASPECT_PATTERNS:
        match = pattern.search(plain)
        if match is not None:
            taken = set(fold_word_parts(match.group()))
            left = [part for part in fold_word_parts(subject) if part not in taken]
            if not set(left) - _OF_ANY_PAPER:
                return wanted, ""
    return None


_OF_ANY_PAPER: Final = frozenset(
    "main key core central idea new novel contribution results result method approach do work"
    " does summarise summarize".split()
)


def _find_sides(core: str) -> tuple[str, ...]:
    for pattern in SIDES:
        if match := pattern.search(core):
            sides = tuple(_keep_telling(match[name]) for name in ("one", "other"))
            if all(0 < len(fold_word_parts(side)) <= SIDE_WORD_LIMIT for side in sides):
                return sides
    return ()


def _find_negated(plain: str) -> tuple[str, ...]:
    """The telling words that a "not" stands before."""
    found: dict[str, None] = {}
    plain = OR_NOT.sub(" ", plain)
    for match in NEGATOR.finditer(plain):
        rest = plain[match.end() : match.end() + _NEGATION_CHARS]
        for end in NEGATION_ENDS.finditer(rest):
            if telling_parts(rest[: end.start()]):
                rest = rest[: end.start()]
                break
        found |= dict.fromkeys(telling_parts(rest)[:3])
    return tuple(found)


def _keep_telling(text: str) -> str:
    """The words that say something, as they were written; names such as C++ stay whole.

    What does not stand together is kept apart by a sign.
    """
    kept: list[str] = []
    is_apart = False
    for typed in text.split():
        word = typed.strip("?!.,;:()[]“”\"'’")
        if _has_telling(word):
            kept.append(f"{APART} {word}" if is_apart and kept else word)
            is_apart = typed[-1] in ",;:?!)"
        else:
            is_apart = is_apart or word.casefold() not in _JOINING
    return " ".join(kept)


def _has_telling(word: str) -> bool:
    return any(_is_telling(part) for part in _parts_with_apostrophes(word))


def _parts_with_apostrophes(word: str) -> Iterable[str]:
    folded = fold_text(word).replace("’", "'")
    return [folded] if folded in FILLER else fold_word_parts(folded)


def _is_telling(part: str) -> bool:
    return part not in STOP_WORDS and part not in FILLER and (len(part) > 1 or part.isdecimal())
