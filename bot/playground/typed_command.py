"""A slash command as people type it: `/search kv cache since:2025-06 sort:newest`.

Words belong to the command's free option unless they begin with the name of another option and a
colon. Once that has its words, those behind another option's text go on with it, as in Discord:
`/follow agents deliver:09:00 Europe/Berlin`. Before, a named value of several words wants quotes.
Words such as `org:nvidia`, which name no option, stay in the text.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.errors import LineNotUnderstood
from bot.playground.catalog import Catalog, Command, Option, OptionKind, OptionValue

_WORD: Final = re.compile(r'(?:[^\s"]|"[^"]*(?:"|$))+')
_WHOLE_NUMBER: Final = re.compile(r"[+-]?\d{1,15}")
_UNKNOWN_NAME: Final = re.compile(r"(?<=\s)(?P<name>[a-z_]{2,}):")
_TRUE_WORDS: Final = frozenset({"true", "yes", "on", "1"})
_FALSE_WORDS: Final = frozenset({"false", "no", "off", "0"})
_NEAREST_NAME_SIMILARITY: Final = 0.5  # of 1: half of the letters may differ


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the place where it stands; quotes hold several words together."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenWords:
    """A line's words, by the option that they belong to.

    `free` are those without a name; a name that stands there without a value has None.
    """

    free: tuple[Word, ...]
    named: Mapping[str, str | None]
    repeated: str | None = None  # an option that was given twice
    going_on: str | None = None  # the option that a further word without a name belongs to


@dataclass(frozen=True, slots=True)
class TypedCommand:
    """A command with its values, ready to be run.

    The value of an option of a named kind (user, channel, role) is a name, of a file its path.
    """

    command: Command
    values: Mapping[str, OptionValue]


def parse_typed_command(line: str, catalog: Catalog) -> TypedCommand:
    """Read a line that begins with a slash, or raise `LineNotUnderstood`."""
    text = line.strip().removeprefix("/").lstrip()
    command = catalog.find_command(text)
    if command is None:
        raise LineNotUnderstood(_explain_unknown(text, catalog))
    given = sort_words(split_words(text)[command.name.count(" ") + 1 :], command)
    if given.repeated is not None:
        raise LineNotUnderstood(f"{given.repeated} is given twice.")
    values: dict[str, OptionValue] = {}
    for option in command.options:
        raw = _find_raw_value(given, option, command)
        if raw is not None:
            _check_names(raw, option, command)
            values[option.name] = parse_value(raw, option)
        elif option.is_required:
            raise LineNotUnderstood(_explain_missing(command, option))
    return TypedCommand(command, values)


def split_words(text: str, offset: int = 0) -> list[Word]:
    """The words of a text; `offset` is added to their places.

    >>> [word.text for word in split_words('"kv cache" -video sort:new')]
    ['"kv cache"', '-video', 'sort:new']
    """
    return [
        Word(match.group(), match.start() + offset, match.end() + offset)
        for match in _WORD.finditer(text)
    ]


def split_name(word: Word, command: Command) -> tuple[Option, str] | None:
    """The option that a word names, with what follows the colon; None where it names none."""
    name, colon, value = word.text.partition(":")
    option = command.find_option(name) if colon else None
    return None if option is None else (option, value)


def sort_words(words: Sequence[Word], command: Command) -> GivenWords:
    """Tell which words belong to which option."""
    free: list[Word] = []
    named: dict[str, str | None] = {}
    repeated: str | None = None
    waiting: str | None = None  # a name whose value is the next word: `sort: newest`
    going_on: str | None = None
    for word in words:
        split = split_name(word, command)
        if split is not None:
            option, value = split
            repeated = option.name if option.name in named else repeated
            has_free = bool(free) or _free_name(command) in named
            named[option.name] = value or None
            waiting = None if value else option.name
            going_on = option.name if has_free and _takes_words(option, command) else None
        elif waiting is not None:
            named[waiting] = word.text
            waiting = None
        elif going_on is not None and not f"{named[going_on]}".endswith('"'):
            named[going_on] = f"{named[going_on]} {word.text}"
        else:
            free.append(word)
            going_on = None
    is_closed = waiting is not None or (going_on and f"{named[going_on]}".endswith('"'))
    return GivenWords(tuple(free), named, repeated, None if is_closed else going_on)


def _free_name(command: Command) -> str | None:
    return command.free_option.name if command.free_option else None


def _takes_words(option: Option, command: Command) -> bool:
    """Whether words without a name may belong to it, behind its own."""
    is_text = option.kind is OptionKind.TEXT and not option.choices
    return is_text and option is not command.free_option


def unquote(text: str) -> str:
    """Take off quotes that hold the whole text together.

    >>> unquote('"kv cache"'), unquote('"kv" "cache"')
    ('kv cache', '"kv" "cache"')
    """
    inner = text.removeprefix('"').removesuffix('"')
    return inner if text.startswith('"') and '"' not in inner else text


def parse_value(raw: str, option: Option) -> OptionValue:
    """Turn typed text into the kind of value that the option takes."""
    if option.choices:
        return _parse_choice(raw, option)
    if option.kind is OptionKind.INTEGER:
        return _parse_number(raw, option, is_whole=True)
    if option.kind is OptionKind.NUMBER:
        return _parse_number(raw, option, is_whole=False)
    if option.kind is OptionKind.BOOLEAN:
        return _parse_boolean(raw, option)
    return _check_length(raw, option)


def _find_raw_value(given: GivenWords, option: Option, command: Command) -> str | None:
    is_named = option.name in given.named
    named = given.named.get(option.name)
    free = " ".join(word.text for word in given.free) if option is command.free_option else ""
    if is_named and not named and not free:
        raise LineNotUnderstood(f"{option.name} wants a value after its colon.")
    if named and free:  # `query:kv cache`: the rest of the words without a name belong to it
        return f"{named} {free}"
    if free:
        return free if option.kind is OptionKind.TEXT else unquote(free)
    return None if named is None else unquote(named)


def _check_names(raw: str, option: Option, command: Command) -> None:
    """A short text holds no colons: what does not fit into it may be an option that there is not.

    A longer one may hold whatever it likes.
    """
    if option.max_length is None or len(raw) <= option.max_length:
        return
    unknown = _UNKNOWN_NAME.search(raw)
    if unknown is not None:
        names = ", ".join(one.name for one in command.options)
        raise LineNotUnderstood(
            f"There is no option {unknown['name']}; /{command.name} takes {names}."
        )


def _parse_choice(raw: str, option: Option) -> OptionValue:
    wanted = raw.casefold()
    for choice in option.choices:
        if wanted in (choice.name.casefold(), str(choice.value).casefold()):
            return choice.value
    names = ", ".join(choice.name for choice in option.choices)
    raise LineNotUnderstood(f"{option.name} is one of: {names}; not “{raw}”.")


def _parse_number(raw: str, option: Option, *, is_whole: bool) -> float:
    if is_whole and not _WHOLE_NUMBER.fullmatch(raw):
        raise LineNotUnderstood(f"{option.name} wants a whole number, not “{raw}”.")
    try:
        number = int(raw) if is_whole else float(raw)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise LineNotUnderstood(f"{option.name} wants a number, not “{raw}”.")
    least = -math.inf if option.least is None else option.least
    most = math.inf if option.most is None else option.most
    if not least <= number <= most:
        raise LineNotUnderstood(f"{option.name} must be {_explain_range(least, most)}, not {raw}.")
    return number


def _parse_boolean(raw: str, option: Option) -> bool:
    word = raw.casefold()
    if word not in _TRUE_WORDS | _FALSE_WORDS:
        raise LineNotUnderstood(f"{option.name} is true or false, not “{raw}”.")
    return word in _TRUE_WORDS


def _check_length(raw: str, option: Option) -> str:
    if option.max_length is not None and len(raw) > option.max_length:
        raise LineNotUnderstood(f"{option.name} holds at most {option.max_length} characters.")
    if option.min_length is not None and len(raw) < option.min_length:
        raise LineNotUnderstood(f"{option.name} needs at least {option.min_length} characters.")
    return raw


def _explain_range(least: float, most: float) -> str:
    if math.isinf(least):
        return f"at most {most:g}"
    return f"at least {least:g}" if math.isinf(most) else f"from {least:g} to {most:g}"


def _explain_missing(command: Command, option: Option) -> str:
    described = f" ({option.description.rstrip('.')})" if option.description else ""
    return f"/{command.name} needs {option.name}{described}. Type {command.usage}"


def _explain_unknown(text: str, catalog: Catalog) -> str:
    typed = text.casefold().split()
    if not typed:
        return "Type the name of a command after the slash; help lists them."
    subcommands = [
        f"/{one.name}" for one in catalog.commands if one.name.startswith(f"{typed[0]} ")
    ]
    if subcommands:
        return f"/{typed[0]} goes on with one more word: {', '.join(subcommands)}."
    nearest = process.extractOne(
        typed[0],
        sorted({one.name.split()[0] for one in catalog.commands}),
        scorer=OSA.normalized_similarity,
        score_cutoff=_NEAREST_NAME_SIMILARITY,
    )
    hint = f"did you mean /{nearest[0]}?" if nearest else "help lists the commands."
    return f"There is no command /{typed[0]}; {hint}"
