"""The key by which titles are the same title."""

import unicodedata
from functools import lru_cache
from typing import NewType

from bot.text.latex import repair_latex
from bot.text.white_space import squeeze
from bot.text.words import ACCENTS

TitleKey = NewType("TitleKey", str)


@lru_cache(maxsize=2**13)
def title_key(title: str) -> TitleKey:
    """Reduce a title to its letters and digits, so that spellings of one title become equal.

    White space, case, punctuation, hyphens, accents, LaTeX and Unicode forms make no difference,
    nor whether an "and" between words is written as a sign.
    A title without any letter or digit keeps its signs, so that the key is never empty unless the
    title is.

    >>> title_key("UFO^3: Weaving  the Digital-Agent Galaxy")
    'ufo3weavingthedigitalagentgalaxy'
    >>> title_key("UFO³ — weaving the digital agent galaxy.")
    'ufo3weavingthedigitalagentgalaxy'
    >>> title_key("???")
    '???'
    """
    plain = repair_latex(squeeze(title)).replace("×", "x").replace(" & ", " and ").casefold()
    folded = unicodedata.normalize("NFKD", plain).casefold()
    if folded.isascii():
        letters = "".join(filter(str.isalnum, folded))
    else:
        letters = "".join(filter(_tells_titles_apart, ACCENTS.sub("", folded)))
    return TitleKey(unicodedata.normalize("NFC", letters) or folded or title.strip())


def _tells_titles_apart(character: str) -> bool:
    """Letters, digits, and the vowel signs and voicing marks of scripts that write with them."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
