"""Terms: what texts are indexed and looked up by.

A text's terms are the stems of its words, compounds taken apart: "KV-cache" has `kv` and `cach`.
Beside them stand

- names: what would lose its meaning in pieces (`gpt-5`, `c++`, `2:4`, `o(1)`), as one term more;
- pairs: neighbours, neither a stop word (`kv_cach`). A text that has the words of a query side by
  side says more about it than one that has them apart; a phrase search would find that out, too,
  at many times the cost.

Terms hold letters, digits and the signs of `NAME_SIGNS`, and never white space, so every search
engine can be told to leave them whole.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.text.words import STOP_WORDS, fold_text, fold_word_parts, stem

# Grows whenever the same text would get other terms: indexes of earlier versions are made anew.
TERMS_VERSION: Final = 2
# The title counts this often: 3 ranked best on public test sets, 2 and 4 nearly as well.
TITLE_COUNT: Final = 3
NAME_SIGNS: Final = "_+#:.-'()/*,=<>"
_PAIR_SIGN: Final = "_"
# Stands where a text ends, so that no phrase reaches from one into the next.
_END: Final = "_"
_NAME: Final = re.compile(
    r"""
    (?<![^\W_]) (?:
        (?P<order> o\( [\w\s+\-*/^.,=<>]{1,24} \) )   # O(1), O(n log n)
      | (?P<group> [^\W\d_]{1,3} \( \d{1,2} \) )    # SO(3)
      | (?P<ratio> \d+ (?: : \d+ )+ )                 # 2:4
      | (?P<signed> [^\W_]+ (?: \+\+ | \# ) )         # C++, C#
      | (?P<compound> [^\W_]+ (?: [.'’-] [^\W_]+ )+ ) # GPT-4.5; of interest with a digit
    )
    """,
    re.VERBOSE,
)
_LONGEST_ORDER_CHARS: Final = 27
# Each name has one of these; compounds without a digit are of no interest.
_NAME_HINT: Final = re.compile(r"[\d#+(]")
_DIGIT: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class TextTerms:
    """The terms of a paper: words (with the names at the end) and pairs, each parted by spaces."""

    words: str
    pairs: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name, as a term, with the place in the (folded) text that it stands in."""

    term: str
    start: int
    end: int
    is_divisible: bool  # whether its parts mean something by themselves: the GPT of GPT-5


def paper_terms(title: str, abstract: str) -> TextTerms:
    """The terms that a paper is found by.

    >>> paper_terms("C++", "The KV-cache.")
    TextTerms(words='c _ c _ c _ the kv cach _ c++ c++ c++', pairs='kv_cach')
    """
    title_parts, abstract_parts = fold_word_parts(title), fold_word_parts(abstract)
    names = [name.term for name in find_names(title)] * TITLE_COUNT
    names += [name.term for name in find_names(abstract)]
    title_stems, abstract_stems = [*map(stem, title_parts)], [*map(stem, abstract_parts)]
    words = [*[*title_stems, _END] * TITLE_COUNT, *abstract_stems, _END, *names]
    pairs = _pair_up(title_parts, title_stems) * TITLE_COUNT
    pairs += _pair_up(abstract_parts, abstract_stems)
    return TextTerms(" ".join(words), " ".join(pairs))


def pair_term(left: str, right: str) -> str:
    """The term for two neighbours.

    >>> pair_term("kv", "caches")
    'kv_cach'
    """
    return join_terms(stem(left), stem(right))


def join_terms(left: str, right: str) -> str:
    """The term for two neighbours whose own terms are known."""
    return f"{left}{_PAIR_SIGN}{right}"


def find_names(text: str) -> list[Name]:
    """The names in a text, in order; places are offsets into `fold_text(text)`.

    >>> [name.term for name in find_names("GPT-4.5 in O(n^2), 2:4 and end-to-end C++")]
    ['gpt-4.5', 'o(n2)', '2:4', 'c++']
    """
    return list(_iter_names(fold_text(text)))


@lru_cache(maxsize=2**16)
def word_term(word: str) -> str:
    """The term for a run of letters and digits as it stands in a text.

    >>> word_term("Caching"), word_term("UFO³")
    ('cach', 'ufo3')
    """
    return stem(fold_text(word))


def _iter_names(folded: str) -> Iterator[Name]:
    for match in _iter_name_matches(folded):
        written = match.group()
        if match["compound"] and not _DIGIT.search(written):
            continue
        term = re.sub(r"[\s^]", "", written).replace("’", "'")
        is_divisible = bool(match["compound"] or match["group"])
        yield Name(term, match.start(), match.end(), is_divisible)


def _iter_name_matches(folded: str) -> Iterator[re.Match[str]]:
    """The places that may be names; only where there is a hint of one is looked closely."""
    end = place = 0
    for hint in _NAME_HINT.finditer(folded):
        if hint.start() < end:
            continue
        # Only an order holds spaces, and it may reach into this piece: O(log n)
        place = max(place, folded.rfind(" ", 0, hint.start()) + 1)
        end = folded.find(" ", hint.end())
        end = len(folded) if end < 0 else end
        while match := _NAME.search(folded, place, end + _LONGEST_ORDER_CHARS):
            if match.start() >= end:
                break
            yield match
            place = match.end()


def _pair_up(parts: list[str], stems: list[str]) -> list[str]:
    """The terms for the neighbours among a text's words, which come with their stems."""
    return [
        f"{left_stem}{_PAIR_SIGN}{right_stem}"
        for left, right, left_stem, right_stem in zip(
            parts, parts[1:], stems, stems[1:], strict=False
        )
        if left not in STOP_WORDS and right not in STOP_WORDS
    ]
