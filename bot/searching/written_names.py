"""Written names: how people write a name within a text, and what that says about it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.searching.spoken_words import SpokenWords, Token
from bot.text.words import STOP_WORDS

_CUE_BEHIND: Final = re.compile(
    r"^['’\"”»*_)\]]*(?:['’]s)?\s+"
    r"(?:paper|preprint|article|study|authors|et al|report|benchmark paper)\b",
    re.IGNORECASE,
)
_CUE_BEFORE: Final = re.compile(
    r"\b(?:paper|preprint|article|authors of|read|reading|called|titled|named|introduced in|cite)"
    r"(?:\s(?:on|about|of|is|by))?[\s:'‘\"“«*_(\[]*$",
    re.IGNORECASE,
)
_OPENING_QUOTE, _CLOSING_QUOTE = re.compile("[\"“«„”*_']\\s*$"), re.compile("^[?!.,]?[\"”»“*_']")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:;\n>)•-]\s*)[\"“'*_(]*$")
# What may be put behind a name with a hyphen; any other addition makes another name of it.
_SUFFIX: Final = re.compile(r"^-(?:based|style|like|type|inspired|paper|s|ish|level|trained)\b")
_ADDITION: Final = re.compile(r"^(?:-?\w|\s\d+(?![\w%.,]*[%\w]))")
# Words that titles write small.
_SMALL: Final = STOP_WORDS | set(
    "beyond towards toward without within across meets versus vs".split()
)
_ACRONYM: Final = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{3,6}\b")


def begins_other_name(text: str, start: int, end: int) -> bool:
    """Whether what stands there is only a part of another name: "FlashAttention" of "-3"."""
    behind = text[end : end + 24]
    if _ADDITION.match(behind) and not _SUFFIX.match(behind):
        return True
    return text[:start].endswith("-") and text[: start - 1][-1:].isalnum()


def find_acronyms(spoken: SpokenWords) -> dict[str, list[int]]:
    """Words of three to six letters that somebody writes with capitals, in lower case: jit."""
    acronyms: dict[str, list[int]] = {}
    for place in range(len(spoken)):
        for written in _ACRONYM.findall(spoken.text(place)):
            places = acronyms.setdefault(written.lower(), [])
            if not places or places[-1] != place:
                places.append(place)
    return acronyms


def find_runs(tokens: Sequence[Token], wanted: str) -> Iterator[list[Token]]:
    """The runs of whole tokens that read as wanted."""
    for start, first in enumerate(tokens):
        if not wanted.startswith(first.word):
            continue
        run = ""
        for end in range(start, len(tokens)):
            run += tokens[end].word
            if run == wanted:
                yield list(tokens[start : end + 1])
                break
            if not wanted.startswith(run):
                break


def is_called(text: str, start: int, end: int) -> bool:
    """Whether it stands in quotes, or beside a word that says that it is a paper."""
    before, behind = text[max(0, start - 40) : start], text[end : end + 24]
    return bool(
        _CUE_BEHIND.match(behind)
        or _CUE_BEFORE.search(before)
        or (_OPENING_QUOTE.search(before) and _CLOSING_QUOTE.match(behind))
    )


def is_capitalised(written: str, before: str, content_count: int) -> bool:
    """Whether a name of ordinary words is written as a name."""
    words = [word for word in re.findall(r"[^\W_]+", written) if word.lower() not in _SMALL]
    if not words or not all(word[0].isupper() for word in words):
        return False
    return content_count > 1 or not _SENTENCE_START.search(before[-12:])
