"""Cleaning: a text on one line, without what cannot be seen; marked text kept in step."""

from bot.models import MarkedText
from bot.text import white_space
from bot.text.shortening import ELLIPSIS


def squeeze(text: str) -> str:
    r"""The text on one line, without characters that cannot be seen or sent.

    >>> squeeze(" A\u202e title\x00\n  in two lines ")
    'A title in two lines'
    """
    return white_space.squeeze(white_space.replace_surrogates(text))


def clean_marked(marked: MarkedText) -> MarkedText:
    r"""The text squeezed, its marks moved along, in order, joined where they touch.

    >>> clean_marked(MarkedText("two\n  lines", ((6, 9), (9, 11))))
    MarkedText(text='two lines', marks=((4, 9),))
    """
    cleaned = ""
    new_position = []
    for character in marked.text:
        new_position.append(len(cleaned))
        if character.isspace():
            cleaned += "" if cleaned.endswith(" ") or not cleaned else " "
        elif character.isprintable():
            cleaned += character
        else:
            cleaned += squeeze(character)
    cleaned = cleaned.rstrip(" ")
    new_position = [min(position, len(cleaned)) for position in [*new_position, len(cleaned)]]
    marks: list[tuple[int, int]] = []
    for old_start, old_end in sorted(marked.marks):
        start, end = new_position[old_start], new_position[old_end]
        if marks and start <= marks[-1][1]:
            start, end = marks[-1][0], max(end, marks[-1][1])
            marks.pop()
        if cleaned[start:end].strip():
            marks.append((start, end))
    return MarkedText(cleaned, tuple(marks))


def cut_before_marks(marked: MarkedText, limit_chars: int) -> MarkedText:
    """The text from shortly before its first mark, so that shortening it leaves the mark in.

    >>> cut_before_marks(MarkedText("a long way to the cache", ((18, 23),)), 8)
    MarkedText(text='…to the cache', marks=((8, 13),))
    """
    first = marked.marks[0][0] if marked.marks else 0
    start = marked.text.find(" ", first - limit_chars, first) + 1 if first > limit_chars else 0
    if start == 0:
        return marked
    shift = len(ELLIPSIS) - start
    marks = tuple((begin + shift, end + shift) for begin, end in marked.marks)
    return MarkedText(ELLIPSIS + marked.text[start:], marks)
