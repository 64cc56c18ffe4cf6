"""Title names: what people call a paper by, told from its title."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.text.words import STOP_WORDS, fold_word_parts, stem

_SEPARATOR: Final = re.compile(r"\s*:\s+|\s+[–—-]{1,2}\s+|(?<=[?!])\s+(?=\w)")
_QUOTED: Final = re.compile('["“”‘«]([^"“”’»]{3,80})["”“’»]')
# What makes a title of a name: "Fish Audio S2 Technical Report".
_KIND: Final = re.compile(
    r"\s+(?:technical report|report|system paper|white ?paper)$", re.IGNORECASE
)
# Behind these words titles name their method.
_METHOD: Final = re.compile(
    r"\b(?:via|with|using|through|by)\s+((?:\S+\s+){1,3}\S+)$", re.IGNORECASE
)
_METHOD_WORDS: Final = frozenset({"via", "with", "using", "through", "by"})
_WRITTEN: Final = re.compile(r"[\w+-]+")
_LONGEST_NAME_WORDS: Final = 8


@dataclass(frozen=True)
class TitleNames:
    """The names of one title."""

    paper_id: int
    title: str

    @cached_property
    def words(self) -> list[str]:
        """The title's words, folded."""
        return fold_word_parts(self.title)

    @cached_property
    def name(self) -> str:
        """What stands before the colon, as it is written; a title without one may be a name."""
        title = self.title
        quoted = _QUOTED.match(title)
        head = quoted[1] if quoted else _SEPARATOR.split(title, maxsplit=1)[0]
        return (_KIND.sub("", head) if "eport" in head or "aper" in head else head).strip()

    @cached_property
    def name_words(self) -> list[str]:
        """The name's words, folded; none where the title is too long to be a name."""
        words = fold_word_parts(self.name)
        return words if len(words) <= _LONGEST_NAME_WORDS else []

    @cached_property
    def method_words(self) -> list[str]:
        """Two to four words behind "via" or "with" at the title's end, folded; else none."""
        if _METHOD_WORDS.isdisjoint(self.words[-7:-1]):
            return []
        found = _METHOD.search(self.title)
        words = fold_word_parts(found[1]) if found else []
        return words if 2 <= len(words) <= 4 else []  # noqa: PLR2004 - see above

    @cached_property
    def is_coined(self) -> bool:
        """Whether the name is none of ordinary words: FlashAttention-4, TPLA, HiAR."""
        return any(is_coined(written) for written in _WRITTEN.findall(self.name))

    @cached_property
    def coined_words(self) -> list[str]:
        """Single words of a longer name that were coined for it: OfficeQA of "OfficeQA Pro"."""
        written = self.name.split()
        if len(written) < 2:  # noqa: PLR2004 - the only word is the name
            return []
        return [
            folded[0]
            for word in written
            if is_coined(word) and len(folded := fold_word_parts(word)) == 1 and len(folded[0]) > 4  # noqa: PLR2004
        ]

    @cached_property
    def initials(self) -> set[str]:
        """The first letters of the name's words, with and without its small ones."""
        words = self.name_words
        telling = [word for word in words if word not in STOP_WORDS]
        return {"".join(word[0] for word in some) for some in (words, telling)}

    @cached_property
    def other_stems(self) -> set[str]:
        """What else the title is about, the name apart."""
        own = {stem(word) for word in self.name_words} if self.name != self.title else set()
        return {stem(word) for word in self.words if word not in STOP_WORDS} - own


def is_coined(written: str) -> bool:
    """Whether a word is written as no ordinary word is: with inner capitals, or with digits.

    >>> [is_coined(word) for word in ("HySparse", "S2", "TPLA", "Spectra", "2025", "Self-Evolving")]
    [True, True, True, False, False, False]
    """
    parts = re.split(r"[-_]", written)
    return any(
        (any(sign.isupper() for sign in part[1:]) or any(sign.isdigit() for sign in part))
        and any(sign.isalpha() for sign in part)
        for part in parts
    )
