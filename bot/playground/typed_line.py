"""A line of the chat, read as what it asks for.

Besides slash commands and plain messages there are a few words of the playground's own, for what
one does with the mouse on Discord.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_NUMBERS: Final = re.compile(r"\d+(?:[\s,]+\d+)*")


@dataclass(frozen=True, slots=True)
class Slash:
    """A slash command, as typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by its number (from 1) or its label."""

    which: int | str


@dataclass(frozen=True, slots=True)
class Choose:
    """Lines of a menu, by number (from 1, over all menus of the card) or by their text.

    No number at all takes no line, where the menu allows it.
    """

    which: tuple[int, ...] | str


@dataclass(frozen=True, slots=True)
class Fill:
    """Texts for a form."""

    text: str


@dataclass(frozen=True, slots=True)
class Menu:
    """A command from the menu of the last message."""

    name: str


@dataclass(frozen=True, slots=True)
class Enter:
    """Go to another place."""

    name: str


@dataclass(frozen=True, slots=True)
class Save:
    """Keep the last file; `folder` is empty for the current one."""

    folder: str


@dataclass(frozen=True, slots=True)
class Say:
    """A plain message."""

    text: str


@dataclass(frozen=True, slots=True)
class Help:
    """Show what can be typed."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Go."""


TypedLine = Slash | Press | Choose | Fill | Menu | Enter | Save | Say | Help | Leave


_LONE_WORDS: Final[Mapping[str, TypedLine]] = {
    "help": Help(),
    "save": Save(""),
    "exit": Leave(),
    "quit": Leave(),
}
_WORDS_WITH_TEXT: Final[Mapping[str, Callable[[str], TypedLine]]] = {
    "fill": Fill,
    "menu": Menu,
    "enter": Enter,
    "save": Save,
}


def parse_typed_line(line: str) -> TypedLine | None:
    """What a line asks for; None where it is empty.

    >>> parse_typed_line("press 2"), parse_typed_line("choose 1, 3")
    (Press(which=2), Choose(which=(1, 3)))
    """
    text = line.strip()
    if not text:
        return None
    if text.startswith("/"):
        return Slash(text)
    word, _, rest = text.partition(" ")
    return _parse_local_word(word.casefold(), rest.strip()) or Say(text)


def split_form_texts(text: str, labels: Sequence[str]) -> dict[str, str]:
    """The texts of a form by label; what stands before the first label goes to the first input.

    >>> split_form_texts("heading: A note note: so it is", ["Heading", "Note"])
    {'Heading': 'A note', 'Note': 'so it is'}
    """
    known = {label.casefold(): label for label in labels}
    names = "|".join(re.escape(label) for label in labels)
    parts = re.split(rf"(?:^|(?<=\s))({names})\s*:", text, flags=re.IGNORECASE)
    texts = {labels[0]: parts[0].strip()} if labels and parts[0].strip() else {}
    for label, body in zip(parts[1::2], parts[2::2], strict=True):
        texts[known[label.casefold()]] = body.strip()
    return texts


def _parse_local_word(word: str, rest: str) -> TypedLine | None:
    if not rest:
        return _LONE_WORDS.get(word)
    if word == "press":
        return Press(int(rest) if rest.isdecimal() else rest)
    if word == "choose":
        if rest.casefold() == "none":
            return Choose(())
        is_numbers = _NUMBERS.fullmatch(rest) is not None
        return Choose(tuple(int(one) for one in re.findall(r"\d+", rest)) if is_numbers else rest)
    make = _WORDS_WITH_TEXT.get(word)
    return None if make is None else make(rest)
