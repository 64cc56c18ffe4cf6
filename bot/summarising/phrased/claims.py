"""Claims: whether the words of a sentence are borne by the sentences that it cites.

No understanding is attempted. Each check looks for one way in which a sentence that sounds like
its source can say something else, and prefers to be wrong on the safe side: what is refused is
not lost, since the quoted sentences are shown instead.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from bot.summarising.phrased.figures import find_figures, find_uncited
from bot.summarising.phrased.orders import reads_like_orders
from bot.summarising.phrased.senses import content_stems, iter_turns
from bot.summarising.phrased.wording import NEUTRAL, PERSONAL
from bot.text.words import iter_word_parts, iter_words, iter_written_words, stem

LENGTH_LIMIT_CHARS: Final = 500
# A sentence has at least so many words of its cited ones, and from each at least so many.
_SHARED_LEAST: Final = 2
_SHARED_WITH_EACH: Final = 2
# Of its words, so many may stand in no cited sentence: what grammar and brevity need.
UNBORNE_SHARE: Final = 0.2
UNBORNE_LIMIT: Final = 2
# Two stems are one word where the longer goes on so little beyond what they share.
_SAME_BEGINNING: Final = 5
_SAME_SHARE: Final = 0.75

# Control and format characters, and those that mean nothing.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_TOKEN_SIGNS = re.compile(r"[<>{}|`\[\]\\*_~#^]")
_LINK = re.compile(r"://|\bwww\.|\b[\w-]+\.(?:com|org|net|io|ai|dev|gg|co|xyz|me|app|info|ru|cn)\b",
                   re.IGNORECASE)  # fmt: skip


def find_fault(text: str, cited: Sequence[str]) -> str | None:
    """Why a sentence may not be shown; None where nothing speaks against it.

    Args:
        text: one sentence, without its citations.
        cited: the sentences that it cites, as they stand in their papers.

    >>> find_fault("Caches shrink by 3×.", ["We show that caches shrink by 2.7×."])
    'a figure that is not cited: 3x'
    """
    return next(_iter_faults(text, cited), None)


def _iter_faults(text: str, cited: Sequence[str]) -> Iterator[str]:
    if len(text) > LENGTH_LIMIT_CHARS:
        yield "too long"
    yield from _iter_foreign_signs(text, cited)
    words = set(iter_words(text.replace("’", "'")))
    if personal := words & PERSONAL:
        yield f"speaks as somebody: {min(personal)}"
    if any(map(reads_like_orders, (text, *cited))):
        yield "reads like an order"
    if figure := find_uncited(find_figures(text), [find_figures(each) for each in cited]):
        said = f"{figure.bound} {figure.value}{figure.unit}".strip()
        yield f"a figure that is not cited: {said}"
    yield from _iter_unborne(text, cited)
    yield from iter_turns(text, cited)


def _iter_foreign_signs(text: str, cited: Sequence[str]) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text)  # ＠ and ： are signs for readers, too
    if "@" in plain or _LINK.search(plain):
        yield "a link or a mention"
    if any(unicodedata.category(sign) in _UNSEEN for sign in text):
        yield "signs that nobody sees"
    for token in text.split():
        bare = token.strip(".,;:!?\"'“”‘’()")
        if _TOKEN_SIGNS.search(bare) and not any(bare in sentence for sentence in cited):
            yield f"foreign signs: {bare}"


def _iter_unborne(text: str, cited: Sequence[str]) -> Iterator[str]:
    """Words that no cited sentence has: names at once, others beyond a small share."""
    borne = [set(content_stems(sentence)) for sentence in cited]
    everything = set().union(*borne)
    own = list(dict.fromkeys(content_stems(text)))
    shared = [word for word in own if _is_borne(word, everything)]
    if len(shared) < _SHARED_LEAST:
        yield "hardly a word of its source"
    for each in borne:
        if sum(_is_borne(word, each) for word in own) < min(_SHARED_WITH_EACH, len(each)):
            yield "cites what it does not use"
    unborne = {word for word in own if word not in shared and word not in NEUTRAL}
    if name := _find_name(text, unborne):
        yield f"a name that is not cited: {name}"
    if len(unborne) > min(UNBORNE_LIMIT, UNBORNE_SHARE * (len(shared) + len(unborne))):
        yield f"words that are not cited: {' '.join(sorted(unborne))}"


def _find_name(text: str, unborne: set[str]) -> str | None:
    """A word of these that is written as a name, or begins the sentence."""
    for place, word in enumerate(iter_written_words(text)):
        is_name = place == 0 or any(sign.isupper() for sign in word)
        if is_name and any(stem(part) in unborne for part in iter_word_parts(word)):
            return word
    return None


def _is_borne(word: str, by: set[str]) -> bool:
    return word in by or any(_is_akin(word, other) for other in by)


def _is_akin(one: str, other: str) -> bool:
    """Whether two stems are of one family: "reduct" and "reduc"."""
    longer = max(len(one), len(other))
    needed = max(_SAME_BEGINNING, int(_SAME_SHARE * longer + 0.999))
    return len(one) >= needed <= len(other) and one[:needed] == other[:needed]
