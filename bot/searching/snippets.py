"""Snippets: the part of an abstract that shows why a paper was found."""

from bot.models import MarkedText
from bot.text.sentences import iter_sentence_spans
from bot.text.shortening import ELLIPSIS

# What a reader takes in at a glance below a title.
SNIPPET_LIMIT_CHARS = 240


def cut_snippet(abstract: MarkedText, limit_chars: int = SNIPPET_LIMIT_CHARS) -> MarkedText:
    """The sentence with most marked places, the earliest among equals, cut at word ends.

    An abstract without any marked place gives its first sentence.
    """
    best: tuple[int, int] = (0, 0)
    most = -1
    for start, end in iter_sentence_spans(abstract.text):
        distinct = {
            abstract.text[a:b].casefold() for a, b in abstract.marks if start <= a and b <= end
        }
        if len(distinct) > most:
            best, most = (start, end), len(distinct)
    return _cut(abstract, *best, limit_chars)


def _cut(marked: MarkedText, start: int, end: int, limit_chars: int) -> MarkedText:
    """The text from start to end, or the piece of it that begins shortly before its marks."""
    before = after = ""
    inside = [(a, b) for a, b in marked.marks if start <= a and b <= end]
    room = limit_chars - 2 * len(ELLIPSIS)
    if end - start > limit_chars:
        first_mark = inside[0][0] if inside else start
        last_start = _word_start(marked.text, end - room, end)
        new_start = min(_word_start(marked.text, max(start, first_mark - 40), end), last_start)
        before = ELLIPSIS if new_start > start else ""
        start = new_start
        if end - start > room:
            end = _word_end(marked.text, start, start + room)
            after = ELLIPSIS
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in inside if start <= a and b <= end)
    return MarkedText(before + marked.text[start:end] + after, marks)


def _word_start(text: str, position: int, end: int) -> int:
    """The first word's beginning at or after the position."""
    while 0 < position < end and not text[position - 1].isspace():
        position += 1
    return position


def _word_end(text: str, start: int, position: int) -> int:
    """The last word's end at or before the position; the position where there is none."""
    cut = text.rfind(" ", start, position + 1)
    return cut if cut > start else position
