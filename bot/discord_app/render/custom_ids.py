"""The names of buttons and menus: what a press has to tell, in at most 100 characters.

Discord sends a custom id back when someone presses, perhaps months later and to another process:
so everything that the answer needs stands inside. `pb1` is the version of this grammar; ids of
another version are answered politely and do nothing.
"""

import re
from dataclasses import dataclass
from typing import Final

VERSION: Final = "pb1"
# Every id that any version of Paperboy may have given.
ANY_VERSION_PATTERN: Final = re.compile(r"pb\d+:.*", re.DOTALL)

OPEN_PAPER: Final = "open"
SEARCH_PAGE: Final = "search"
RELATED: Final = "related"


@dataclass(frozen=True, slots=True)
class Press:
    """What was pressed, with which details."""

    kind: str
    details: tuple[str, ...]
    chosen: tuple[str, ...] = ()  # the values taken from a menu

    def numbers(self) -> tuple[int, ...] | None:
        """The details as numbers, None where one is none."""
        if all(detail.isdecimal() and detail.isascii() for detail in self.details):
            return tuple(map(int, self.details))
        return None


def make_custom_id(kind: str, *details: int) -> str:
    """The id for a thing to press.

    >>> make_custom_id("search", 7, 2)
    'pb1:search:7:2'
    """
    return ":".join([VERSION, kind, *map(str, details)])


def parse_custom_id(custom_id: str, chosen: tuple[str, ...] = ()) -> Press | None:
    """What a press of the thing with that id says; None where it is of another version.

    >>> parse_custom_id("pb1:search:7:2")
    Press(kind='search', details=('7', '2'), chosen=())
    >>> parse_custom_id("pb0:search:7:2") is None
    True
    """
    version, _, rest = custom_id.partition(":")
    if version != VERSION:
        return None
    kind, *details = rest.split(":")
    return Press(kind, tuple(details), chosen)
