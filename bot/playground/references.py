"""What the numbers and names in a line refer to."""

import re
from collections.abc import Sequence
from typing import Final

from bot.errors import LineNotUnderstood
from bot.playground.shown import Place, ShownMenu

_OWN_NUMBER: Final = re.compile(r"(\d{1,6})\.\s+(?=\S)")


def find_place(name: str, places: Sequence[Place]) -> Place:
    """The place of that name, or whose name begins so; the latest where several do."""
    wanted = name.strip('#“”" ').casefold()
    for is_fitting in (str.__eq__, str.startswith):
        for place in reversed(places):
            if is_fitting(place.name.casefold(), wanted):
                return place
    labels = ", ".join(place.label for place in places)
    raise LineNotUnderstood(f"There is no {name}; there is {labels}.")


def find_position(which: int | str, labels: Sequence[str], what: str) -> int:
    """The index of a number (from 1) or of a label, whole or in part, among the labels."""
    if isinstance(which, int):
        if not labels:
            raise LineNotUnderstood(f"There is no {what} here.")
        if not 1 <= which <= len(labels):
            raise LineNotUnderstood(f"There is no {what} {which}; there are {len(labels)}.")
        return which - 1
    wanted = which.casefold()
    folded = [label.casefold() for label in labels]
    fitting = [index for index, label in enumerate(folded) if label == wanted]
    fitting = fitting or [index for index, label in enumerate(folded) if wanted in label]
    if len(fitting) != 1:
        found = "is no" if not fitting else "is more than one"
        there = [labels[index] for index in fitting] or labels
        said = f"; there is {', '.join(there)}" if there else ""
        raise LineNotUnderstood(f"There {found} {what} “{which}”{said}.")
    return fitting[0]


def number_lines(labels: Sequence[str]) -> list[tuple[int, str]]:
    """The number that each line of a menu is chosen by, and the line without it.

    Lines that all bring numbers of their own keep them, so that no line shows two.

    >>> number_lines(["6. KV cache", "7. Drafts"])
    [(6, 'KV cache'), (7, 'Drafts')]
    >>> number_lines(["KV cache", "7. Drafts"])
    [(1, 'KV cache'), (2, '7. Drafts')]
    """
    found = [match for label in labels if (match := _OWN_NUMBER.match(label))]
    if len({int(match[1]) for match in found}) < len(labels):
        return list(enumerate(labels, start=1))
    return [(int(match[1]), match.string[match.end() :]) for match in found]


def find_line(which: int | str, labels: Sequence[str]) -> int:
    """The index of a menu's line, by its number or by its text."""
    if isinstance(which, str):
        return find_position(which, labels, "line in a menu")
    numbers = [number for number, _ in number_lines(labels)]
    if not numbers:
        raise LineNotUnderstood("There is no menu here.")
    if which not in numbers:
        span = f"there are {numbers[0]} to {numbers[-1]}"
        raise LineNotUnderstood(f"There is no line {which} in a menu; {span}.")
    return numbers.index(which)


def find_named_button(text: str, labels: Sequence[str]) -> str | None:
    """The one label that has all words of a text; None where none has, or several have.

    >>> find_named_button("next", ["◀ Back", "Next ▶"])
    'Next ▶'
    """
    words = set(text.casefold().split())
    fitting = [label for label in labels if words <= set(label.casefold().split())]
    return fitting[0] if len(fitting) == 1 else None


def find_menu_to_empty(menus: Sequence[ShownMenu]) -> ShownMenu:
    """The first menu that may be left without a line."""
    for menu in menus:
        if menu.least == 0:
            return menu
    raise LineNotUnderstood("There is no menu of which no line can be taken.")


def check_menu(menu: ShownMenu, menus: Sequence[ShownMenu]) -> None:
    """Refuse lines that cannot be taken together; `menus` are those that they stand in."""
    if any(one is not menu for one in menus):
        raise LineNotUnderstood("Those lines are in different menus.")
    if not menu.least <= len(menus) <= menu.most:
        span = str(menu.least) if menu.least == menu.most else f"{menu.least} to {menu.most}"
        raise LineNotUnderstood(f"The menu takes {span} at once.")
