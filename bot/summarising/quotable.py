"""Which sentences can stand alone: whoever reads one sees no other."""

import re
from typing import Final

from bot.summarising.salience import is_boilerplate, leans_on_context
from bot.text.trimming import is_balanced

FEWEST_WORDS: Final = 6
MOST_WORDS: Final = 60
# Openings that only carry on what another sentence began.
_CARRYING_ON: Final = re.compile(
    r"(?:for (?:example|instance)|on the other hand|in (?:contrast|addition)(?! to)|as a result"
    r"|to this end|similarly|likewise|conversely|also|so|meanwhile|specifically|notably"
    r"|in particular|\(?(?:\d|[ivx]+|[a-h])\)"
    r"|the (?:second|third|latter|former|resulting|proposed)|another|others?)(?!\w)",
    re.IGNORECASE,
)
# Early words that point back, or say that it went on: "we apply this idea", "we also show".
_POINTING: Final = re.compile(
    r"""\b(?:
        this\ (?!(?:paper|work|article|report|study|survey|review|thesis|letter|note)\b)
        |these\ |those\ (?!who|that|of|in|with)
        |such\ (?!as|that)
        |the\ (?:above|former|latter|resulting|aforementioned|same|said)\b
    )
    |^(?:we|this\ \w+)\ (?:first|also|further|furthermore|additionally|next|finally|then
        |subsequently|lastly|instead|\w+\ (?:that\ )?(?:it|its|them|they|their))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_RELEASING: Final = re.compile(
    r"\bwe (?:will|plan to|also|hope to)?\s?(?:\w+ly )?(?:release|open-?source|make)\b.{0,80}"
    r"\b(?:code|weights|checkpoints|licen[cs]e|available|publicly|community|research)\b",
    re.IGNORECASE,
)
_RELEASING_HINTS: Final = ("release", "open", "make")  # one of them stands in such a phrase
_EARLY_WORDS: Final = 7
_QUOTES: Final = ('"', "“", "'", "‘", "«", "`")
_ENDS: Final = (".", "!", ".”", '."', ".)", ".’")


def says_where(text: str) -> bool:
    """Whether it only says where something can be had.

    >>> says_where("Code is available at https://example.org/code.")
    True
    """
    if is_boilerplate(text):
        return True
    lowered = text.lower()
    return any(hint in lowered for hint in _RELEASING_HINTS) and bool(_RELEASING.search(text))


def carries_on(text: str) -> bool:
    """Whether it opens with words that need the sentence before it."""
    return leans_on_context(text) or _CARRYING_ON.match(text) is not None


def points_back(text: str) -> bool:
    """Whether one of its first words points at an earlier sentence.

    >>> points_back("We address this problem."), points_back("This paper is on caches.")
    (True, False)
    """
    early = " ".join(text.split(maxsplit=_EARLY_WORDS)[:_EARLY_WORDS]) + " "
    return _POINTING.search(early) is not None


def stands_alone(text: str, *, is_cut_off: bool = False) -> bool:
    """Whether a sentence, or what trimming left of it, tells its matter to whoever reads only it.

    Args:
        text: the sentence.
        is_cut_off: it may lack its end, as the last one of a shortened abstract does.
    """
    count = len(text.split())
    return (
        FEWEST_WORDS <= count <= MOST_WORDS
        and not text.endswith("?")
        and not text.startswith(_QUOTES)
        and not (is_cut_off and not text.endswith(_ENDS))
        and not says_where(text)
        and is_balanced(text)
        and not carries_on(text)
    )
