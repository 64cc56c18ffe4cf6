"""What appears, as plain text for pipes and files.

Lines are not wrapped: whoever reads the text decides on the width.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bot.playground.catalog import Catalog
from bot.playground.markup import Line, Run, parse_markup
from bot.playground.references import number_lines
from bot.playground.shown import (
    Appeared,
    Changed,
    FormOpened,
    Happening,
    Notice,
    Removed,
    ShownButton,
    ShownEmbed,
    ShownField,
    ShownForm,
    ShownMessage,
    ThreadOpened,
)

BAR = "┃ "
LASTING_WORDS = (("help", "show this again"), ("exit", "leave"))
EXAMPLE_SIGNS = ("/", "@")  # what a line of the welcome begins with that one may type
ONLY_YOU = "only you can see this"
INTRODUCTION = "# Welcome\nThis is the genuine bot in a server of your own. Try one of these:"
_KILO = 1000


def render_happening(happening: Happening) -> list[str]:
    """The lines for one happening."""
    match happening:
        case Appeared(message):
            return render_message(message)
        case Changed(message):
            return render_message(message, is_changed=True)
        case Removed():
            return ["(a message was removed)"]
        case ThreadOpened(place):
            return [f"(there is a {place.label}; type: enter {place.name})"]
        case FormOpened(form):
            return _render_form(form)
        case Notice(text, is_error):
            return [f"{'error' if is_error else 'note'}: {text}"]


def render_message(message: ShownMessage, *, is_changed: bool = False) -> list[str]:
    """A message with its cards, buttons and menus."""
    facts = [ONLY_YOU] if message.is_ephemeral else []
    facts += ["changed"] if is_changed else []
    facts += [f"in {message.place.label}"] if message.place.kind != "channel" else []
    lines = [message.author + (f" ({', '.join(facts)})" if facts else "")]
    if message.is_thinking:
        lines.append("… thinking")
    told: set[str] = set()
    lines += render_markup(message.content, told)
    for number, embed in enumerate(message.embeds):
        lines += [BAR.rstrip()] if number else []
        lines += [f"{BAR}{line}".rstrip() for line in _render_embed(embed, told)]
    lines += [f"[file {file.name}, {render_size(file.size_bytes)}]" for file in message.files]
    return [*lines, *_render_controls(message)]


def render_markup(text: str, told: set[str] | None = None) -> list[str]:
    """Discord's markdown without its marks; an address stands behind its first link only.

    `told` holds the addresses that stand there already, and grows.
    """
    told = set() if told is None else told
    return [_render_line(line, told) for line in parse_markup(text)]


def render_size(size_bytes: int) -> str:
    """A file's size for people.

    >>> render_size(12), render_size(3_210)
    ('12 bytes', '3.2 kB')
    """
    return f"{size_bytes} bytes" if size_bytes < _KILO else f"{size_bytes / _KILO:.1f} kB"


def render_guide(
    welcome: str, catalog: Catalog, own_words: Sequence[tuple[str, str]] = ()
) -> list[str]:
    """The first screen: the welcome, the commands, and the playground's own words."""
    commands = list_commands(catalog)
    words = [*own_words, *LASTING_WORDS]
    width = max(len(usage) for usage, _ in [*commands, *words])
    return [
        *render_markup(f"{find_introduction(welcome)}\n{welcome}".strip()),
        "",
        *(f"  {usage:<{width}}  {text}".rstrip() for usage, text in commands),
        "",
        *(f"  {usage:<{width}}  {text}" for usage, text in words),
    ]


def list_commands(catalog: Catalog) -> list[tuple[str, str]]:
    """How each command is begun, and what it does."""
    return [(f"/{command.name}", command.description) for command in catalog.commands]


def find_introduction(welcome: str) -> str:
    """What to say above a welcome that is nothing but examples."""
    is_said = any(line and not line.startswith(EXAMPLE_SIGNS) for line in welcome.splitlines())
    return "" if is_said else INTRODUCTION


def group_fields(fields: Sequence[ShownField]) -> list[tuple[ShownField, ...]]:
    """The fields by line: up to three inline neighbours share one, as on Discord."""
    groups: list[tuple[ShownField, ...]] = []
    for field in fields:
        last = groups[-1] if groups else ()
        if field.is_inline and last and last[-1].is_inline and len(last) < 3:  # noqa: PLR2004 (said above)
            groups[-1] = (*last, field)
        else:
            groups.append((field,))
    return groups


def _render_line(line: Line, told: set[str]) -> str:
    body = "".join(_render_link(url, runs, told) for url, runs in groupby(line.runs, _url_of))
    if line.kind == "item":
        body = f"{'  ' * line.level}{line.marker} {body}"
    return f"| {body}" if line.is_quoted else body


def _url_of(run: Run) -> str | None:
    return run.url


def _render_link(url: str | None, runs: Iterable[Run], told: set[str]) -> str:
    """A stretch of text that leads to one address, or to none."""
    text = "".join(run.text for run in runs)
    if url is None or url == text or url in told:
        return text
    told.add(url)
    return f"{text} <{url}>"


def _render_embed(embed: ShownEmbed, told: set[str]) -> Iterator[str]:
    """Its parts with a blank line between them, as the card's own margins are on Discord."""
    parts = (
        [*_render_head(embed, told)],
        [*_render_fields(embed.fields, told)],
        [f"[picture {embed.image}]"] if embed.image else [],
        embed.footer.splitlines(),
    )
    for position, part in enumerate(part for part in parts if part):
        if position:
            yield ""
        yield from part


def _render_head(embed: ShownEmbed, told: set[str]) -> Iterator[str]:
    yield from render_markup(embed.author)
    if embed.title:
        title = " ".join(render_markup(embed.title))
        yield _render_link(embed.url, [Run(title)], told)
    yield from render_markup(embed.description, told)


def _render_fields(fields: Sequence[ShownField], told: set[str]) -> Iterator[str]:
    for group in group_fields(fields):
        if group[0].is_inline:
            yield " · ".join(f"{_inline(one.name)}: {_inline(one.value)}" for one in group)
        else:
            yield _lead_in(_inline(group[0].name))
            yield from render_markup(group[0].value, told)


def _inline(text: str) -> str:
    return " / ".join(render_markup(text))


def _lead_in(text: str) -> str:
    """A heading for what follows: with a colon, unless it ends in a mark of its own."""
    return f"{text}:" if text[-1:].isalnum() else text


def _render_controls(message: ShownMessage) -> Iterator[str]:
    links = [
        control
        for row in message.controls
        for control in row
        if isinstance(control, ShownButton) and control.url is not None
    ]
    yield from (f"{link.label}: {link.url}" for link in links)
    buttons = [
        f"[{number}] {button.label}{' (off)' if button.is_disabled else ''}"
        for number, button in enumerate(message.buttons, start=1)
    ]
    if buttons:
        yield "  ".join(buttons)
    yield from _render_menus(message)


def _render_menus(message: ShownMessage) -> Iterator[str]:
    lines = iter(number_lines([one.label for menu in message.menus for one in menu.choices]))
    for menu in message.menus:
        yield _lead_in(menu.placeholder)
        for choice, (number, label) in zip(menu.choices, lines, strict=False):
            described = f" – {choice.description}" if choice.description else ""
            yield f"  ({number}) {'✓ ' if choice.is_chosen else ''}{label}{described}"


def _render_form(form: ShownForm) -> list[str]:
    lines = [f"(a form: {form.title})"]
    for one in form.inputs:
        wanted = "" if one.is_required else " (may stay empty)"
        lines.append(f"  {one.label}: {one.value or one.placeholder}{wanted}".rstrip(": "))
    example = " ".join(f"{one.label}:…" for one in form.inputs)
    return [*lines, f"  type: fill {example}"]
