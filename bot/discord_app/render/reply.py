"""What Paperboy answers, as plain values: delivery.py makes Discord's objects of them."""

from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.limits import length
from bot.discord_app.render.markdown import NOTHING, Markdown

PAPER_COLOUR: Final = 0x2F6FEB
HIGHLIGHTS_COLOUR: Final = 0xE3A008
SUMMARY_COLOUR: Final = 0x1F9D74
PLAIN_COLOUR: Final = 0x8A8F98


@dataclass(frozen=True, slots=True)
class Field:
    """A small heading with a text below it; inline ones stand side by side where there is room."""

    name: Markdown
    value: Markdown
    is_inline: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What Discord calls an embed."""

    title: Markdown = NOTHING
    url: str | None = None
    description: Markdown = NOTHING
    fields: tuple[Field, ...] = ()
    footer: str = ""  # Discord parses no markdown here
    image: str = ""  # the name of one of the message's files
    colour: int = PLAIN_COLOUR

    def length(self) -> int:
        """How much the card takes of what all cards of a message may hold together."""
        texts = [self.title, self.description, self.footer]
        for field in self.fields:
            texts += [field.name, field.value]
        return sum(map(length, texts))


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that comes with a message."""

    name: str  # "papers.bib"
    content: bytes
    description: str = ""  # what a picture shows, for those who cannot see it


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button that says something to Paperboy when pressed."""

    label: str
    custom_id: str
    is_enabled: bool = True
    is_danger: bool = False  # what it does cannot be undone


@dataclass(frozen=True, slots=True)
class MenuOption:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""
    is_chosen: bool = False  # from the beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """A menu of which lines can be chosen; it takes a whole row."""

    custom_id: str
    placeholder: str
    options: tuple[MenuOption, ...]
    most: int = 1  # how many may be chosen at once; with more than one, none may be, too


Row = tuple[Button, ...] | Menu


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole message."""

    content: Markdown = NOTHING
    cards: tuple[Card, ...] = ()
    rows: tuple[Row, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    keeps_files: bool = False  # those that are on the message stay there
    role_id: int | None = None  # the role that is mentioned before the content, and nobody else
