"""Reading: a model's text, as it comes, into sentences, and a sentence into words and citations."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from bot.text.sentences import iter_sentence_spans
from bot.text.white_space import replace_surrogates, squeeze

# Reading ends here, whatever still comes.
TEXT_LIMIT_CHARS: Final = 6_000

_THOUGHT = re.compile(r"\A\s*<think>.*?(?:</think>|\Z)", re.DOTALL)
_LIST_MARK = re.compile(r"^\s*(?:[-*•–>#]+|\d{1,2}[.)])\s+")
_EMPHASIS = re.compile(r"\*\*|__")
_BRACKETED = re.compile(r"\s*[\[【［]([^\[\]【】［］]{1,40})[\]】］]")
# What a citation may look like within its brackets: 1 · 1, 2 · 1-3 · ^1 · 1†source · Sentence 1.
_NUMBERS = re.compile(
    r"\s*(?:\^|#|(?:sentences?|sources?|refs?)\s+)?"
    r"(?P<numbers>\d{1,3}(?:\s*(?:,|;|&|and|[-–])\s*\d{1,3})*)\s*(?:†.*)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_MARK: Final = r"[\[【［][^\[\]【】［］\d]{0,12}\d[^\[\]【】［］]{0,30}[\]】］]"
_ONLY_MARKS = re.compile(rf"(?:\s*{_MARK})+[\s.]*")
_LEADING_MARKS = re.compile(rf"((?:{_MARK}\s*)+)(.*)", re.DOTALL)
_MARK_AFTER_END = re.compile(rf"(?<=[.!?])(?={_MARK})")
# Before these a number stands for a noun, which would be missing without it: "as shown in [1]".
_NEEDS_A_NOUN = re.compile(
    r"\b(?:in|by|of|from|to|see|per|and|or|with|than|as|on|for|sentences?|sources?|papers?|refs?)$",
    re.IGNORECASE,
)
_MAY_END = re.compile(r"[.!?\n\]】］]")
_SPACE_BEFORE_SIGN = re.compile(r"\s+(?=[.,;:!?])")
# A sentence is handed on when two more have begun: the last may be a citation of the one before.
_HELD_BACK: Final = 2


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of a model, without its citations."""

    text: str
    numbers: tuple[int, ...]  # of the sentences it cites, from 1


def iter_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Yield each sentence as soon as it is complete, with the citations that belong to it.

    However the text is cut into pieces, the sentences are the same.
    """
    text, told = "", 0
    for piece in pieces:
        text += piece
        if not _MAY_END.search(piece):
            continue
        sentences = _split(text[:TEXT_LIMIT_CHARS])
        while told < len(sentences) - _HELD_BACK:
            yield sentences[told]
            told += 1
        if len(text) > TEXT_LIMIT_CHARS:
            break
    yield from _split(text[:TEXT_LIMIT_CHARS])[told:]


def read_claim(sentence: str, sentence_count: int) -> Claim | None:
    """Take a sentence's citations off it.

    Args:
        sentence: as the model wrote it.
        sentence_count: how many sentences there are to cite.

    Returns:
        None where it cites nothing or something that there is not, or cannot be read without its
        citations.

    >>> read_claim("Caches shrink [1], and fast【3】.", 3)
    Claim(text='Caches shrink, and fast.', numbers=(1, 3))
    """
    numbers: list[int] = []
    kept, position = "", 0
    for match in _BRACKETED.finditer(sentence):
        cited = _read_numbers(match[1])
        if cited is None:
            continue
        kept += sentence[position : match.start()]
        position = match.end()
        if not kept.strip() or _NEEDS_A_NOUN.search(kept):
            return None
        numbers += cited
    text = _SPACE_BEFORE_SIGN.sub("", squeeze(kept + sentence[position:]))
    if not numbers or not all(1 <= number <= sentence_count for number in numbers):
        return None
    return Claim(_finish(text), tuple(dict.fromkeys(numbers)))


def _split(text: str) -> list[str]:
    without_thought = _THOUGHT.sub("", text)
    sentences: list[str] = []
    for line in without_thought.splitlines():
        bare = squeeze(replace_surrogates(_EMPHASIS.sub("", _LIST_MARK.sub("", line))))
        spaced = _MARK_AFTER_END.sub(" ", bare)
        for place, (start, end) in enumerate(iter_sentence_spans(spaced)):
            sentence = spaced[start:end]
            leading = _LEADING_MARKS.fullmatch(sentence)
            if sentences and _ONLY_MARKS.fullmatch(sentence):
                sentences[-1] += f" {sentence}"
            elif leading and place:
                sentences[-1] += f" {leading[1].strip()}"
                sentences.append(leading[2])
            elif leading and leading[2].strip():
                # A line that begins with its number, as a list of sources would.
                sentences.append(f"{leading[2]} {leading[1].strip()}")
            else:
                sentences.append(sentence)
    return sentences


def _read_numbers(inside: str) -> list[int] | None:
    """The numbers between brackets; None where something else stands there."""
    match = _NUMBERS.fullmatch(inside)
    if match is None:
        return None
    numbers: list[int] = []
    for part in re.split(r"[,;&]|and", match["numbers"]):
        if between := _RANGE.search(part):
            numbers += range(int(between[1]), int(between[2]) + 1)
        else:
            numbers.append(int(part))
    return numbers or [0]  # a range that goes backwards cites nothing that there is


def _finish(text: str) -> str:
    """The sentence with a full stop, which often stood behind the citation."""
    stripped = text.rstrip(" .") if not text.endswith(("...", "…")) else text
    return stripped if stripped.endswith(("?", "!", "…")) else f"{stripped}."
