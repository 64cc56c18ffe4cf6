"""The bot's commands as it announced them to Discord: names, descriptions, options."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

SUBCOMMAND_TYPE = 1
GROUP_TYPE = 2
SLASH_COMMAND_TYPE = 1
MESSAGE_COMMAND_TYPE = 3


class OptionKind(Enum):
    """What an option takes; the value is Discord's number, the description is for people."""

    TEXT = 3
    INTEGER = 4
    BOOLEAN = 5
    USER = 6
    CHANNEL = 7
    ROLE = 8
    MENTIONABLE = 9
    NUMBER = 10
    FILE = 11


NAMED_KINDS = frozenset(
    {OptionKind.USER, OptionKind.CHANNEL, OptionKind.ROLE, OptionKind.MENTIONABLE}
)  # given by the name of somebody or something in the server

OptionValue = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that an option is limited to."""

    name: str  # what people read
    value: OptionValue  # what the bot receives


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a command."""

    name: str
    description: str
    kind: OptionKind
    is_required: bool = False
    choices: tuple[Choice, ...] = ()
    has_autocomplete: bool = False
    least: float | None = None
    most: float | None = None
    min_length: int | None = None
    max_length: int | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command, a subcommand with its full name: `Command("schedule add", …)`."""

    name: str
    description: str
    options: tuple[Option, ...] = ()

    @property
    def free_option(self) -> Option | None:
        """The option that takes the words typed without a name.

        The first required one; else the first that takes any text; else the first.
        """
        required = (option for option in self.options if option.is_required)
        any_text = (
            option
            for option in self.options
            if option.kind is OptionKind.TEXT and not option.choices
        )
        first = next(iter(self.options), None)
        return next(required, None) or next(any_text, first)

    @property
    def usage(self) -> str:
        """How it is typed: `/search <query> [sort:] [since:]`."""
        parts = [f"/{self.name}"]
        for option in self.options:
            shape = f"<{option.name}>" if option is self.free_option else f"{option.name}:"
            parts.append(shape if option.is_required else f"[{shape}]")
        return " ".join(parts)

    def find_option(self, name: str) -> Option | None:
        """The option of that name, whatever its case."""
        wanted = name.casefold()
        return next((option for option in self.options if option.name == wanted), None)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All commands: slash commands by name, and the names of those in a message's menu."""

    commands: tuple[Command, ...] = ()
    message_commands: tuple[str, ...] = ()

    def find_command(self, text: str) -> Command | None:
        """The command whose words `text` begins with; the longest where several fit."""
        words = text.casefold().split()
        fitting = (
            command
            for command in self.commands
            if words[: command.name.count(" ") + 1] == command.name.split()
        )
        return max(fitting, key=lambda command: len(command.name), default=None)


def parse_catalog(payloads: Iterable[Mapping[str, Any]]) -> Catalog:
    """Read command payloads as Discord's API defines them."""
    known = sorted(payloads, key=lambda payload: str(payload["name"]))
    commands = [
        command
        for payload in known
        if payload.get("type", SLASH_COMMAND_TYPE) == SLASH_COMMAND_TYPE
        for command in _parse_commands(payload, ())
    ]
    message_commands = [
        str(payload["name"]) for payload in known if payload.get("type") == MESSAGE_COMMAND_TYPE
    ]
    return Catalog(tuple(commands), tuple(message_commands))


def _parse_commands(payload: Mapping[str, Any], path: tuple[str, ...]) -> list[Command]:
    path = (*path, str(payload["name"]))
    options = payload.get("options") or []
    nested = [one for one in options if one["type"] in (SUBCOMMAND_TYPE, GROUP_TYPE)]
    if nested:
        return [command for one in nested for command in _parse_commands(one, path)]
    return [
        Command(" ".join(path), _description(payload), tuple(_parse_option(one) for one in options))
    ]


def _parse_option(payload: Mapping[str, Any]) -> Option:
    return Option(
        name=str(payload["name"]),
        description=_description(payload),
        kind=OptionKind(payload["type"]),
        is_required=bool(payload.get("required")),
        choices=tuple(Choice(one["name"], one["value"]) for one in payload.get("choices") or ()),
        has_autocomplete=bool(payload.get("autocomplete")),
        least=payload.get("min_value"),
        most=payload.get("max_value"),
        min_length=payload.get("min_length"),
        max_length=payload.get("max_length"),
    )


def _description(payload: Mapping[str, Any]) -> str:
    """The description; discord.py sends “…” where the author gave none."""
    text = str(payload.get("description") or "")
    return "" if text == "…" else text
