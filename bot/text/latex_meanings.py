"""What a matched piece of LaTeX debris is to be replaced with."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from bot.text.latex_symbols import (
    ABBREVIATIONS,
    ACCENTS,
    LETTERS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
)

# \log{n} is no dressed n.
_OPERATORS: Final = frozenset("log ln exp max min sup inf sin cos tan tanh lim det dim Pr".split())
# Their argument is a name for LaTeX, not for readers.
_SILENT: Final = frozenset("begin end label vspace hspace".split())

_FORMULA_SIGNS = re.compile(r"[\\^_={}<>+*/|()\[\]]")
_LETTERS_OF_A_FORMULA = re.compile(r"[A-Za-z](?:, ?[A-Za-z])*")
_NUMBER = re.compile(r"-?[\d.,]+[%kKMB]?")


def find_symbol(match: re.Match[str]) -> str:
    """The sign that the command named in the first group stands for."""
    return SYMBOLS[match[1]]


def find_spaced_symbol(match: re.Match[str]) -> str:
    """Likewise, between spaces."""
    return f" {SYMBOLS[match[1]]} "


def find_letter(match: re.Match[str]) -> str:
    """The letter of its own that the command in the first group stands for."""
    return LETTERS[match[1]]


def read_command(match: re.Match[str]) -> str:
    """A command's meaning, or its bare name. A tie behind it was a space."""
    name, tie = match.groups()
    meaning = ABBREVIATIONS.get(name) or SYMBOLS.get(name, name)
    return meaning + (" " if tie else "")


def read_argument(match: re.Match[str]) -> str:
    r"""What a command was applied to, since most only dress it; `\tool{}` is a mere name."""
    name, argument = match.groups()
    if name in _SILENT:
        return ""
    if name in _OPERATORS:
        return f"{name} {argument}"
    return SYMBOLS.get(name, "") + argument or name


def compose_accent(match: re.Match[str]) -> str:
    """The accented letter, where Unicode has it."""
    mark, letter = [group for group in match.groups() if group]
    composed = unicodedata.normalize("NFC", letter + ACCENTS[mark])
    return composed if len(composed) == 1 else match[0]


def read_formula(match: re.Match[str]) -> str:
    """What two dollar signs enclose, where that is a formula and not a matter of money."""
    inner = match[1]
    if inner[0].isdigit():
        is_formula = _NUMBER.fullmatch(inner) or re.search(r"[\\^_{=<>]", inner)
    else:
        is_formula = (
            _FORMULA_SIGNS.search(inner)
            or _LETTERS_OF_A_FORMULA.fullmatch(inner)
            or _NUMBER.fullmatch(inner)
        )
    return inner if is_formula else match[0]


def _set_apart(mark: str, forms: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    """Raise or lower what the first group holds, or at least drop braces about it.

    Words stay on the line: nobody reads or searches for `rᵘᵖᵈᵃᵗᵉ`.
    """

    def write(match: re.Match[str]) -> str:
        inner = match[1]
        if all(character in forms for character in inner) and not re.search("[a-z]{3}", inner):
            return "".join(forms[character] for character in inner)
        return mark + inner if re.fullmatch(r"[+-]?(?:[^\W_]|\.)+", inner) else match[0]

    return write


raise_script = _set_apart("^", SUPERSCRIPTS)
lower_script = _set_apart("_", SUBSCRIPTS)
