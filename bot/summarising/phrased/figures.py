"""Figures: the numbers of a text, made comparable however they are written."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_RAISED: Final = str.maketrans({sign: f"^{digit}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_LOWERED: Final = str.maketrans({sign: f"_{digit}" for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")})
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_OUTER: Final = "\"'“”‘’()[]{},;:!?.…"

_SMALL: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen twenty"
)
_NUMBER_WORDS: Final = {
    **{word: str(number) for number, word in enumerate(_SMALL.split())},
    **{word: str(10 * number) for number, word in enumerate(
        "thirty forty fifty sixty seventy eighty ninety".split(), 3
    )},
}  # fmt: skip
# Words that are a figure by themselves; each set is one figure.
_AMOUNTS: Final = {
    word: words.split()[0]
    for words in (
        "twice", "thrice", "dozen dozens", "half halves halve halved halving", "third thirds",
        "quarter quarters", "double doubles doubled doubling", "triple triples tripled tripling",
        "quadruple quadruples quadrupled", "hundred hundreds", "thousand thousands",
        "million millions", "billion billions", "trillion trillions",
    )
    for word in words.split()
}  # fmt: skip
# What can stand behind a number and is part of what it says; each line is one unit.
_UNITS: Final = {
    word: words.split()[0]
    for words in (
        "x × times fold", "% percent", "pp points point", "k thousand", "m million",
        "b bn billion", "t trillion", "bit bits", "byte bytes", "kb kib", "mb mib megabytes",
        "gb gib gigabytes", "tb tib terabytes", "ms millisecond milliseconds",
        "us µs microsecond microseconds", "s sec secs second seconds", "min minute minutes",
        "h hour hours", "day days", "week weeks", "month months", "year years", "hz", "khz", "mhz",
        "ghz", "w watts", "mm", "cm", "km", "kg", "mg", "token tokens", "parameter parameters",
        "hundred hundreds", "order orders",
    )
    for word in words.split()
}  # fmt: skip
# Words before a number that say how it is meant; each line is one meaning.
_BOUNDS: Final = {
    phrase: phrases.split("|")[0]
    for phrases in (
        "up to|at most|no more than|not more than|as much as|as many as|a maximum of|within|≤|<=",
        "at least|no less than|no fewer than|a minimum of|≥|>=",
        "more than|over|above|exceeding|>",
        "less than|fewer than|under|below|<",
        "about|around|approximately|roughly|nearly|almost|close to|some|~|≈|≃",
        "only|just|merely",
    )
    for phrase in phrases.split("|")
}
_BOUND_WORDS_MOST: Final = 3

_NUMBER = re.compile(
    r"(?P<bound>[~≈≃<>≤≥]=?)?(?P<sign>[-+])?(?P<currency>[$€£])?"
    r"(?P<number>\d+(?:\.\d+)*(?:-\d+(?:\.\d+)*)?)-?(?P<unit>[^\W\d_]*|[%×])"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts and how it is meant; or a name with digits in it."""

    value: str
    unit: str = ""
    bound: str = ""  # "up to", "more than", …


def find_figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in order.

    >>> find_figures("Up to 2.7 times faster than GPT-4 on three tasks")
    (Figure(value='2.7', unit='x', bound='up to'), Figure(value='gpt-4', unit='', bound=''), \
Figure(value='3', unit='', bound=''))
    """
    return tuple(_iter_figures(_tokenise(text)))


def find_uncited(figures: Sequence[Figure], cited: Sequence[Sequence[Figure]]) -> Figure | None:
    """The first figure that stands in none of the cited texts, or in another order there.

    Two figures that change places would each say of one thing what is true of another.
    """
    for figure in figures:
        if not any(figure in text for text in cited):
            return figure
    for place, own in enumerate(cited):
        others = {each for other in (*cited[:place], *cited[place + 1 :]) for each in other}
        told = [figure for figure in figures if figure in own and figure not in others]
        for earlier, later in pairwise(told):
            if later not in own[own.index(earlier) + 1 :]:
                return later
    return None


def _tokenise(text: str) -> list[str]:
    """The words in lower case, without the signs around them, spelt in one way."""
    plain = unicodedata.normalize("NFKC", text.translate(_RAISED).translate(_LOWERED))
    plain = plain.translate(_DASHES).casefold().replace("per cent", "percent")
    return [token.strip(_OUTER) for token in _THOUSANDS.sub("", plain).split()]


def _iter_figures(tokens: Sequence[str]) -> Iterator[Figure]:
    is_used = False  # whether the token is the unit of the one before
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if is_used:
            is_used = False
            continue
        figure = _read_token(token)
        if figure is None:
            continue
        if not figure.unit and figure.value[-1:].isdigit() and following in _UNITS:
            figure = Figure(figure.value, _UNITS[following], figure.bound)
            is_used = True
        bound = figure.bound or _find_bound(tokens[max(0, place - _BOUND_WORDS_MOST) : place])
        yield Figure(figure.value, figure.unit, bound)


def _read_token(token: str) -> Figure | None:
    """The figure that a token is; None where it is a word."""
    parts = token.split("-")
    if token in _AMOUNTS:
        return Figure(_AMOUNTS[token])
    if parts[0] in _NUMBER_WORDS:
        numbers = [_NUMBER_WORDS[part] for part in parts if part in _NUMBER_WORDS]
        return Figure("-".join(numbers), _UNITS.get(parts[-1], ""))
    if token.endswith("fold") and token.removesuffix("fold") in _NUMBER_WORDS:
        return Figure(_NUMBER_WORDS[token.removesuffix("fold")], "x")
    if not any(sign.isnumeric() for sign in token):
        return Figure(_AMOUNTS[parts[0]]) if parts[0] in _AMOUNTS else None
    if match := _NUMBER.fullmatch(token):
        unit = match["unit"]
        # A word tied to a number with a dash is no unit of its own: "3-layer" is "3 layers".
        known = _UNITS.get(unit, "" if f"-{unit}" in token else unit)
        bound = _BOUNDS.get(match["bound"] or "", "")
        value = (match["sign"] or "") + (match["currency"] or "") + match["number"]
        return Figure(value, known, bound)
    return Figure(_trim_name(parts))


def _trim_name(parts: list[str]) -> str:
    """A name up to its last part with digits: "gpt-4-based" is about GPT-4."""
    last = max(place for place, part in enumerate(parts) if any(sign.isnumeric() for sign in part))
    name = "-".join(parts[: last + 1]).removesuffix("'s").removesuffix("’s")
    return name[:-1] if name[-1:] == "s" and name[-2:-1].isdigit() else name


def _find_bound(before: Sequence[str]) -> str:
    """How the words before a number say that it is meant; the longest phrase counts."""
    for start in range(len(before)):
        if bound := _BOUNDS.get(" ".join(before[start:])):
            return bound
    return ""
