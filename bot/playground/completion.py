"""What can come next in a line being typed, as Discord's own input would offer it.

`find_completion` is pure: where only the bot knows the values, it returns the question to ask.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.errors import LineNotUnderstood
from bot.playground.catalog import (
    NAMED_KINDS,
    Catalog,
    Choice,
    Command,
    Option,
    OptionKind,
    OptionValue,
)
from bot.playground.shown import BOT_NAME
from bot.playground.typed_command import (
    GivenWords,
    Word,
    parse_value,
    sort_words,
    split_name,
    split_words,
    unquote,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the popup; accepting it puts `insert` where the completion starts."""

    label: str
    detail: str
    insert: str


@dataclass(frozen=True, slots=True)
class Question:
    """What the bot must be asked: the values of an option that begin as typed."""

    command: Command
    option: Option
    typed: str
    given: Mapping[str, OptionValue]  # the other options' values, as far as they are right
    start: int  # where an accepted value goes


@dataclass(frozen=True, slots=True)
class Completion:
    """What to offer for a line; `hint` says what is being typed."""

    start: int  # from here to the end, the line is replaced by what is accepted
    suggestions: tuple[Suggestion, ...] = ()
    question: Question | None = None
    hint: str = ""
    is_needed: bool = False  # as it stands the line cannot be sent


def find_completion(line: str, catalog: Catalog) -> Completion | None:
    """What to offer after `line`; None where there is nothing to complete."""
    if not line.startswith("/"):
        return _complete_mention(line)
    command = catalog.find_command(line[1:])
    words = split_words(line[1:], 1)
    if not words or words[-1].end < len(line):
        words.append(Word("", len(line), len(line)))
    name_words = 0 if command is None else command.name.count(" ") + 1
    if command is None or len(words) == name_words:
        return _complete_name(line, catalog)
    return _complete_options(command, words[name_words:])


def render_choice(choice: Choice, question: Question) -> Suggestion:
    """A value that the bot offered, as a line of the popup."""
    name = " ".join(choice.name.split())
    is_free = question.option is question.command.free_option
    if is_free and not any(split_name(word, question.command) for word in split_words(name)):
        return Suggestion(name, "", f"{name} ")
    return Suggestion(name, "", f"{question.option.name}:{_quote(name)} ")


def _complete_mention(line: str) -> Completion | None:
    """The bot's name after an @, where a word begins with it."""
    start = line.rfind(" ") + 1
    name, typed = f"@{BOT_NAME}", line[start:]
    if not typed.startswith("@") or not name.casefold().startswith(typed.casefold()):
        return None
    return Completion(start, (Suggestion(name, "asks the bot", f"{name} "),))


def _complete_name(line: str, catalog: Catalog) -> Completion:
    typed = " ".join(line[1:].casefold().split())
    begins = [one for one in catalog.commands if one.name.startswith(typed)]
    holds = [one for one in catalog.commands if typed in one.name and one not in begins]
    suggestions = tuple(
        Suggestion(f"/{one.name}", one.description, f"/{one.name}{' ' if one.options else ''}")
        for one in [*begins, *holds]
    )
    exact = next((one for one in begins if one.name == typed), None)
    is_ready = exact is not None and not any(option.is_required for option in exact.options)
    hint = "" if exact is None else exact.usage
    return Completion(0, suggestions, hint=hint, is_needed=bool(suggestions) and not is_ready)


def _complete_options(command: Command, words: Sequence[Word]) -> Completion:
    *before, current = words
    given = sort_words(before, command)
    named = split_name(current, command)
    if named is not None:
        return _complete_value(_Value(command, *named, current.start, given))
    waiting = split_name(before[-1], command) if before else None
    if waiting is not None and not waiting[1]:  # `sort: ne`: the value stands after a space
        return _complete_value(_Value(command, waiting[0], current.text, before[-1].start, given))
    names = _suggest_names(command, current.text, given)
    if given.going_on is not None:
        return _complete_further_word(command, words, names)
    free = command.free_option
    if free is None or free.name in given.named:
        return Completion(current.start, names, hint=command.usage)
    return _complete_free(command, free, words, names)


def _complete_free(
    command: Command, free: Option, words: Sequence[Word], names: tuple[Suggestion, ...]
) -> Completion:
    """A word of the free option's, or the beginning of another option's name."""
    *before, current = words
    given = sort_words(before, command)
    run = before[len(before) - len(given.free) :]
    if tuple(run) != given.free:  # named options stand between: no single stretch to replace
        return Completion(current.start, names, hint=_describe(free))
    start = run[0].start if run else current.start
    typed = " ".join(word.text for word in [*run, current] if word.text)
    completion = _complete_value(_Value(command, free, typed, start, given, is_named=False))
    if completion.question is not None and not typed:
        return completion  # the bot's own offers come before the options' names
    return replace(completion, start=current.start, suggestions=(*completion.suggestions, *names))


def _complete_further_word(
    command: Command, words: Sequence[Word], names: tuple[Suggestion, ...]
) -> Completion:
    """A word that goes on with a named text, or begins the name of another option."""
    *before, current = words
    given = sort_words(before, command)
    option = command.find_option(given.going_on or "")
    if option is None or not current.text:
        return Completion(current.start, names, hint=command.usage)
    named = (word for word in reversed(before) if split_name(word, command) is not None)
    typed = f"{given.named[option.name]} {current.text}"
    value = _Value(command, option, typed, next(named).start, given)
    return replace(_complete_value(value), start=current.start, suggestions=names)


@dataclass(frozen=True, slots=True)
class _Value:
    """The value being typed, with what surrounds it."""

    command: Command
    option: Option
    typed: str
    start: int
    given: GivenWords
    is_named: bool = True


def _complete_value(value: _Value) -> Completion:
    option = value.option
    typed = unquote(value.typed)
    prefix = f"{option.name}:" if value.is_named else ""
    choices = option.choices
    if option.kind is OptionKind.BOOLEAN:
        choices = (Choice("true", value=True), Choice("false", value=False))
    suggestions = tuple(
        Suggestion(choice.name, "", f"{prefix}{_quote(_shortest_name(choice))} ")
        for choice in choices
        if typed.casefold() in f"{choice.name}\n{choice.value}".casefold()
    )
    question = None
    if option.has_autocomplete or option.kind in NAMED_KINDS:
        others = _right_values(value)
        question = Question(value.command, option, typed, others, value.start)
    is_needed = value.is_named and bool(suggestions) and not _is_right(typed, option)
    return Completion(value.start, suggestions, question, _describe(option), is_needed=is_needed)


def _suggest_names(command: Command, typed: str, given: GivenWords) -> tuple[Suggestion, ...]:
    """The options that can still be named; the free one only while nothing stands for it."""
    return tuple(
        Suggestion(f"{option.name}:", option.description, f"{option.name}:")
        for option in command.options
        if option.name not in given.named
        and option.name.startswith(typed.casefold())
        and not (option is command.free_option and (given.free or not typed))
    )


def _right_values(value: _Value) -> dict[str, OptionValue]:
    """The other options' values, as far as they are right: the bot may narrow its offer by them."""
    values: dict[str, OptionValue] = {}
    for name, raw in value.given.named.items():
        option = value.command.find_option(name)
        if raw is None or option is None or option is value.option or option.kind in NAMED_KINDS:
            continue
        with suppress(LineNotUnderstood):
            values[name] = parse_value(unquote(raw), option)
    return values


def _is_right(typed: str, option: Option) -> bool:
    try:
        parse_value(typed, option)
    except LineNotUnderstood:
        return False
    return True


def _describe(option: Option) -> str:
    return f"{option.name} – {option.description}" if option.description else option.name


def _shortest_name(choice: Choice) -> str:
    """The value where it is one word, as it is shorter to read in a line; else the name."""
    value = str(choice.value)
    is_word = isinstance(choice.value, str) and not set(value) & set(' "')
    return value if is_word else choice.name


def _quote(text: str) -> str:
    """Hold several words together; quotes inside would end it, so they become typographic."""
    return f'"{text.replace(chr(34), "”")}"' if set(text) & set(' "') else text
