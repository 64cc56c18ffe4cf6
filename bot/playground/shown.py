"""What appears in the simulated server, as frozen records of the playground's own.

Texts hold Discord's markdown with the mentions already replaced by names; `markup` reads them.
"""

from dataclasses import dataclass
from typing import Final, Literal

BOT_NAME: Final = "Paperboy"
ButtonStyle = Literal["primary", "secondary", "success", "danger", "link"]
PlaceKind = Literal["channel", "thread", "direct message"]


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to write: a channel, a thread in it, or the direct messages with the bot."""

    place_id: int
    name: str  # "papers"; of direct messages the bot's name
    kind: PlaceKind

    @property
    def label(self) -> str:
        """As people write it: `# papers`, `thread “KV cache”`, `direct messages`."""
        if self.kind == "channel":
            return f"# {self.name}"
        return f"thread “{self.name}”" if self.kind == "thread" else "direct messages"


@dataclass(frozen=True, slots=True)
class Discussion:
    """A thread that stands in the server from the beginning, so that it can be summarised."""

    title: str
    messages: tuple[tuple[str, str], ...]  # who, what; oldest first


@dataclass(frozen=True, slots=True)
class ShownButton:
    """A button; one with a `url` is a link and is not pressed."""

    label: str
    custom_id: str | None
    style: ButtonStyle = "secondary"
    url: str | None = None
    is_disabled: bool = False


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """One line of a menu."""

    label: str
    value: str
    description: str = ""
    is_chosen: bool = False  # from the beginning


@dataclass(frozen=True, slots=True)
class ShownMenu:
    """A select menu."""

    custom_id: str
    placeholder: str
    choices: tuple[ShownChoice, ...]
    least: int = 1  # how many choices must be taken at once
    most: int = 1
    is_disabled: bool = False


ControlRow = tuple[ShownButton | ShownMenu, ...]


@dataclass(frozen=True, slots=True)
class ShownField:
    """A named value in an embed; neighbours that are inline share a line."""

    name: str
    value: str
    is_inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEmbed:
    """A card."""

    title: str = ""
    url: str | None = None
    colour: int | None = None  # 0xRRGGBB
    author: str = ""
    description: str = ""
    fields: tuple[ShownField, ...] = ()
    image: str = ""  # the picture's file name or address
    footer: str = ""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file attached to a message."""

    name: str
    size_bytes: int
    url: str  # names the content inside the simulation


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMessage:
    """A message as the member sees it."""

    message_id: int
    place: Place
    author: str
    is_from_bot: bool
    content: str = ""
    embeds: tuple[ShownEmbed, ...] = ()
    controls: tuple[ControlRow, ...] = ()
    files: tuple[ShownFile, ...] = ()
    is_ephemeral: bool = False  # only the member sees it
    is_thinking: bool = False  # the bot has said that an answer will come

    def has_same_text(self, other: "ShownMessage") -> bool:
        """Whether at most the buttons, menus and files differ."""
        mine, theirs = ((one.is_thinking, one.content, one.embeds) for one in (self, other))
        return mine == theirs

    @property
    def has_controls(self) -> bool:
        """Whether there is a button, a link or a menu that is not switched off."""
        return any(not control.is_disabled for row in self.controls for control in row)

    @property
    def buttons(self) -> tuple[ShownButton, ...]:
        """The buttons to press, in order; links are not among them."""
        row_of = (control for row in self.controls for control in row)
        return tuple(one for one in row_of if isinstance(one, ShownButton) and one.url is None)

    @property
    def menus(self) -> tuple[ShownMenu, ...]:
        """The select menus, in order."""
        row_of = (control for row in self.controls for control in row)
        return tuple(one for one in row_of if isinstance(one, ShownMenu))


@dataclass(frozen=True, slots=True)
class ShownInput:
    """One text to fill in on a form."""

    custom_id: str
    label: str
    placeholder: str = ""
    value: str = ""  # what stands there at first
    is_required: bool = True
    is_long: bool = False  # several lines


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form (a modal) that the bot wants filled in."""

    interaction_id: int
    title: str
    inputs: tuple[ShownInput, ...]


@dataclass(frozen=True, slots=True)
class Appeared:
    """A message is new."""

    message: ShownMessage


@dataclass(frozen=True, slots=True)
class Changed:
    """A message looks different from before."""

    message: ShownMessage


@dataclass(frozen=True, slots=True)
class Removed:
    """A message is gone."""

    message_id: int


@dataclass(frozen=True, slots=True)
class ThreadOpened:
    """There is a new thread to write in."""

    place: Place


@dataclass(frozen=True, slots=True)
class FormOpened:
    """The bot asks for texts."""

    form: ShownForm


@dataclass(frozen=True, slots=True)
class Notice:
    """A word from the playground itself; `is_error` where something went wrong."""

    text: str
    is_error: bool = False


Happening = Appeared | Changed | Removed | ThreadOpened | FormOpened | Notice
