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
PICK_DETAILS: Final = "pick_details"
PICK_SAVE: Final = "pick_save"
PICK_VOTE: Final = "pick_vote"
PICK_DISCUSS: Final = "pick_discuss"
CATCH_UP: Final = "catch_up"
UNFOLLOW: Final = "unfollow"
CHOOSE_SAVES: Final = "choose_saves"
CHOOSE_VOTES: Final = "choose_votes"
CHOOSE_DISCUSSION: Final = "choose_discussion"
SAVED_PAGE: Final = "saved"
SAVED_BIBTEX: Final = "saved_bibtex"
SAVED_JSON: Final = "saved_json"
FORGET_ME: Final = "forget_me"
POST_DISCUSSION: Final = "post_discussion"
OVERVIEW_PAGE: Final = "overview"
OVERVIEW_BACK: Final = "overview_back"
OVERVIEW_THREAD: Final = "overview_thread"
OVERVIEW_POST: Final = "overview_post"

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_COMPACT: Final = re.compile(r"[0-9a-z]{1,13}")


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

    def compact_numbers(self) -> tuple[int, ...] | None:
        """The details of an id of `make_compact_id`, None where one is no such number."""
        if all(map(_COMPACT.fullmatch, self.details)):
            return tuple(int(detail, len(_DIGITS)) for detail in self.details)
        return None


def make_custom_id(kind: str, *details: int) -> str:
    """The id for a thing to press.

    >>> make_custom_id("search", 7, 2)
    'pb1:search:7:2'
    """
    return ":".join([VERSION, kind, *map(str, details)])


def make_compact_id(kind: str, *details: int) -> str:
    """The id for a thing to press with many details, their digits from 0 to z.

    >>> make_compact_id("pick_save", 0, 1295)
    'pb1:pick_save:0:zz'
    """
    return ":".join([VERSION, kind, *map(_in_few_digits, details)])


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


def _in_few_digits(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or _DIGITS[0]
