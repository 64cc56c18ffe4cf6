"""What the numbers and names in a line refer to."""

from collections.abc import Sequence

from bot.errors import LineNotUnderstood
from bot.playground.shown import Place, ShownMenu


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
        if not 1 <= which <= len(labels):
            count = f"there are {len(labels)}" if labels else "there is none"
            raise LineNotUnderstood(f"There is no {what} {which}; {count}.")
        return which - 1
    wanted = which.casefold()
    folded = [label.casefold() for label in labels]
    fitting = [index for index, label in enumerate(folded) if label == wanted]
    fitting = fitting or [index for index, label in enumerate(folded) if wanted in label]
    if len(fitting) != 1:
        found = "is no" if not fitting else "is more than one"
        raise LineNotUnderstood(f"There {found} {what} “{which}”.")
    return fitting[0]


def check_menu(menu: ShownMenu, menus: Sequence[ShownMenu]) -> None:
    """Refuse lines that cannot be taken together; `menus` are those that they stand in."""
    if any(one is not menu for one in menus):
        raise LineNotUnderstood("Those lines are in different menus.")
    if not menu.least <= len(menus) <= menu.most:
        span = str(menu.least) if menu.least == menu.most else f"{menu.least} to {menu.most}"
        raise LineNotUnderstood(f"The menu takes {span} at once.")
