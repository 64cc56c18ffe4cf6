"""JSON read item by item, so that every item knows its line and damage costs only what follows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final

from bot.models import SkippedEntry

# Where the answers of the Daily Papers API and of scripts about it keep their list.
_LIST_KEYS: Final = ("data", "papers", "dailyPapers")

_DECODER: Final = JSONDecoder()
_WHITE_SPACE: Final = re.compile(r"[ \t\n\r]*")


@dataclass(frozen=True, slots=True)
class JsonItem:
    """One item of a list, or a value that stands alone."""

    line: int  # from 1: where the item begins
    value: Any


@dataclass(slots=True)
class JsonItems:
    """What could be read of a text."""

    items: list[JsonItem] = field(default_factory=list)
    wrapper: Mapping[str, Any] | None = None  # what stands about the list, where something does
    damage: SkippedEntry | None = None  # why the rest could not be read


class _DamagedJson(Exception):
    """The text is no JSON from here on."""

    def __init__(self, line: int, expected: str) -> None:
        super().__init__(expected)
        self.line: Final = line


def read_json_items(text: str) -> JsonItems:
    """Read the items of a list, of a list in a wrapper object, or of values one after another.

    Never raises: damage ends the reading, and is told.
    """
    found = JsonItems()
    reader = _Reader(text)
    try:
        while reader.peek():
            _read_value(reader, found)
    except _DamagedJson as damage:
        reason = f"the JSON is damaged here ({damage}); what follows was not read"
        found.damage = SkippedEntry(damage.line, reason)
    return found


def _read_value(reader: "_Reader", found: JsonItems) -> None:
    if reader.peek() == "[":
        for _ in reader.iter_members("[", "]"):
            found.items.append(reader.read_item())
    elif reader.peek() == "{":
        _read_object(reader, found)
    else:
        raise reader.damage("expected a list or an object")


def _read_object(reader: "_Reader", found: JsonItems) -> None:
    """Read a wrapper's list item by item; an object without such a list is itself an item."""
    line = reader.line()
    members: dict[str, Any] = {}
    for _ in reader.iter_members("{", "}"):
        key = reader.read_key()
        if key in _LIST_KEYS and reader.peek() == "[":
            found.wrapper = members
            _read_value(reader, found)
        else:
            members[key] = reader.read_item().value
    if found.wrapper is not members:
        found.items.append(JsonItem(line, members))


class _Reader:
    """A place in a text that moves forward, and knows its line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._index = 0
        self._line = 1
        self._lines_counted_to = 0

    def peek(self) -> str:
        """Move to the next character that is no white space; "" at the end."""
        match = _WHITE_SPACE.match(self._text, self._index)
        self._index = match.end() if match else self._index
        return self._text[self._index : self._index + 1]

    def line(self) -> int:
        self._line += self._text.count("\n", self._lines_counted_to, self._index)
        self._lines_counted_to = self._index
        return self._line

    def damage(self, expected: str) -> _DamagedJson:
        found = self.peek()
        return _DamagedJson(self.line(), f"{expected}, found {found!r}" if found else expected)

    def iter_members(self, opening: str, closing: str) -> Iterator[None]:
        """Stop before each member, which the caller then reads."""
        self._take(opening)
        if self.peek() != closing:
            yield
            while self.peek() == ",":
                self._take(",")
                yield
        self._take(closing)

    def read_key(self) -> str:
        if self.peek() != '"':
            raise self.damage("expected a key in double quotes")
        key = self.read_item().value
        self._take(":")
        return str(key)

    def read_item(self) -> JsonItem:
        self.peek()
        line = self.line()
        try:
            value, self._index = _DECODER.raw_decode(self._text, self._index)
        except JSONDecodeError as error:
            self._index = error.pos
            fault = error.msg.removesuffix(" starting at")
            raise _DamagedJson(self.line(), fault[:1].lower() + fault[1:]) from error
        except RecursionError as error:
            raise _DamagedJson(line, "nested too deeply") from error
        except ValueError as error:  # Python reads no integer as long as this
            raise _DamagedJson(line, "a number of thousands of digits") from error
        return JsonItem(line, value)

    def _take(self, character: str) -> None:
        if self.peek() != character:
            raise self.damage(f"expected {character!r}")
        self._index += 1
