"""Near titles: one title that was typed in two ways.

Pages without identifiers are matched by their titles, and titles are typed by people. What
`bot.text.title_key` does not even out is a typing error: a letter too many, one missing, another
one, or two that changed places.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Final

from bot.text.title_key import TitleKey, title_key
from bot.text.words import fold_word_parts

# Shorter titles are abbreviations: one letter makes another one.
LEAST_KEY_LENGTH: Final = 6
_DIGIT: Final = re.compile(r"\d")
# The numbers of parts and versions that are written in letters.
_NUMERALS: Final = frozenset("i ii iii iv v vi vii viii ix x xi xii".split())

Piece = tuple[str, int, str]


class Nearness(Enum):
    """How near two titles are; what their abstracts must say to make them one is more or less."""

    FAR = "two titles"
    DIGIT_LOST = "one title but for a digit that one of them has more"
    NEAR = "one title but for a typing error in its words"


def rate_nearness(one: str, other: str) -> Nearness:
    """How near two titles are that are not the same.

    They are near where their keys are one insertion, deletion, substitution or transposition apart
    (an OSA distance of 1) and their numbers are the same, in digits or as words: `GPT-4` and
    `GPT-5`, `Part I` and `Part II`, `I-JEPA` and `V-JEPA` are two works. A digit more is mostly
    another work, too, as `UFO` and `UFO²`, and once in three hundred errors it was lost in typing.

    That alone never makes them one work, as `LLaMA` and `LLaVA` show, or `Mistral` and `Mixtral`:
    their abstracts must say the same, too (`bot.merging.same_work.say_the_same`).

    >>> rate_nearness("Small Caches", "Smal caches").name, rate_nearness("GPT-4", "GPT-5").name
    ('NEAR', 'FAR')
    """
    keys = title_key(one), title_key(other)
    is_long = min(map(len, keys)) >= LEAST_KEY_LENGTH
    if not is_long or not is_one_slip(*keys) or _differ_by_numerals(one, other):
        return Nearness.FAR
    digits = [_DIGIT.findall(key) for key in keys]
    if digits[0] == digits[1]:
        return Nearness.NEAR
    return Nearness.FAR if len(digits[0]) == len(digits[1]) else Nearness.DIGIT_LOST


def is_one_slip(one: str, other: str) -> bool:
    """Whether two different texts are one typing error apart.

    >>> [is_one_slip("cache", other) for other in ("cahce", "cach", "catche", "cacke", "cash")]
    [True, True, True, True, False]
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    shorter = min(len(one), len(other))
    start = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    one, other = one[start:], other[start:]
    end = next(
        (n for n in range(min(len(one), len(other))) if one[-1 - n] != other[-1 - n]),
        min(len(one), len(other)),
    )
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])  # noqa: PLR2004


def iter_pieces(key: TitleKey) -> Iterator[Piece]:
    """The two pieces of a title's key under which near ones find it: its ends, with its length.

    One typing error leaves one of both ends alone, wherever it is.
    """
    size = piece_size(len(key))
    if size:
        yield "head", len(key), key[:size]
        yield "tail", len(key), key[-size:]


def iter_near_pieces(key: TitleKey) -> Iterator[Piece]:
    """The pieces of all keys, of any length, that may be one typing error away."""
    for length in range(len(key) - 1, len(key) + 2):
        size = piece_size(length)
        if size:
            yield "head", length, key[:size]
            yield "tail", length, key[-size:]


def piece_size(length: int) -> int:
    """How long the ends of a key are; 0 where it is too short to be near to another."""
    return length // 2 - 1 if length >= LEAST_KEY_LENGTH else 0


def _differ_by_numerals(one: str, other: str) -> bool:
    """Whether the titles are the same words but for numbers that are written in letters."""
    words = set(fold_word_parts(one)) ^ set(fold_word_parts(other))
    return bool(words) and words <= _NUMERALS
