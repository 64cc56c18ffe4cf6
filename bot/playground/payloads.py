"""Messages and forms as Discord's API sends them, read into the playground's records.

Only the documented shape of the API is known here, no library: dictionaries in, records out.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from bot.playground.shown import (
    ButtonStyle,
    ControlRow,
    Place,
    ShownButton,
    ShownChoice,
    ShownEmbed,
    ShownField,
    ShownFile,
    ShownForm,
    ShownInput,
    ShownMenu,
    ShownMessage,
)
from bot.text.counting import count_of

Payload = Mapping[str, Any]

EPHEMERAL_FLAG: Final = 1 << 6
LOADING_FLAG: Final = 1 << 7

ROW, BUTTON, TEXT_MENU, TEXT_INPUT = 1, 2, 3, 4
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR = 9, 10, 11, 12, 13, 14
CONTAINER: Final = 17
LONG_INPUT_STYLE: Final = 2

_BUTTON_STYLES: Final[Mapping[int, ButtonStyle]] = {
    1: "primary",
    2: "secondary",
    3: "success",
    4: "danger",
    5: "link",
}
_MENTION: Final = re.compile(r"<(?P<sign>@!?|@&|#)(?P<id>\d+)>")
_COMMAND_MENTION: Final = re.compile(r"</(?P<name>[^:<>]+):\d+>")
_MOMENT: Final = re.compile(r"<t:(?P<seconds>-?\d{1,12})(?::(?P<shape>[tTdDfFsSR]))?>")
_CUSTOM_EMOJI: Final = re.compile(r"<a?:(?P<name>\w+):\d+>")
_MOMENT_SHAPES: Final = {"t": "%H:%M UTC", "T": "%H:%M:%S UTC", "d": "%Y-%m-%d", "D": "%d %B %Y"}
_MOMENT_SHAPE: Final = "%Y-%m-%d %H:%M UTC"
_UNITS_SECONDS: Final = {
    "year": 365 * 86_400, "month": 30 * 86_400, "day": 86_400, "hour": 3_600, "minute": 60,
    "second": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a text refers to."""

    names: Mapping[int, str]  # what to show for the ids in mentions: `{12: "@you"}`
    now_at: datetime | None = None  # what moments are near to or far from


def parse_message(payload: Payload, place: Place, around: Surroundings) -> ShownMessage:
    """Read a message."""
    author = payload["author"]
    flags = int(payload.get("flags") or 0)
    components: Sequence[Payload] = payload.get("components") or ()
    boxed = [one for one in components if one["type"] != ROW]
    embeds = [_parse_embed(one, around) for one in payload.get("embeds") or ()]
    return ShownMessage(
        message_id=int(payload["id"]),
        place=place,
        author=str(author.get("global_name") or author["username"]),
        is_from_bot=bool(author.get("bot")),
        content=replace_mentions(str(payload.get("content") or ""), around),
        embeds=(*embeds, *(_parse_box(one, around) for one in boxed)),
        controls=tuple(row for row in _iter_rows(components) if row),
        files=tuple(_parse_file(one) for one in payload.get("attachments") or ()),
        is_ephemeral=bool(flags & EPHEMERAL_FLAG),
        is_thinking=bool(flags & LOADING_FLAG),
    )


def parse_form(interaction_id: int, payload: Payload) -> ShownForm:
    """Read a modal; only its text inputs can be filled in here."""
    inputs = [
        ShownInput(
            custom_id=str(one["custom_id"]),
            label=str(label or one.get("label") or one["custom_id"]),
            placeholder=str(one.get("placeholder") or ""),
            value=str(one.get("value") or ""),
            is_required=bool(one.get("required", True)),
            is_long=one.get("style") == LONG_INPUT_STYLE,
        )
        for label, one in _iter_inputs(payload.get("components") or (), None)
    ]
    return ShownForm(interaction_id, str(payload.get("title") or "Form"), tuple(inputs))


def replace_mentions(text: str, around: Surroundings) -> str:
    """Write names, commands and moments where Discord's client would show them.

    >>> replace_mentions("<@7> ran </search:9> at <t:0:d>", Surroundings({7: "@you"}))
    '@you ran /search at 1970-01-01'
    """
    text = _MENTION.sub(lambda match: around.names.get(int(match["id"]), match[0]), text)
    text = _COMMAND_MENTION.sub(r"/\g<name>", text)
    text = _CUSTOM_EMOJI.sub(r":\g<name>:", text)
    return _MOMENT.sub(lambda match: _write_moment(match, around.now_at), text)


def say_distance(seconds: float) -> str:
    """How far off a moment is; what is past has a negative distance.

    >>> say_distance(120), say_distance(-90_000), say_distance(0)
    ('in 2 minutes', '1 day ago', 'now')
    """
    distance = abs(seconds)
    for unit, length in _UNITS_SECONDS.items():
        if distance >= length:
            said = count_of(round(distance / length), unit)
            return f"in {said}" if seconds > 0 else f"{said} ago"
    return "now"


def _write_moment(match: re.Match[str], now_at: datetime | None) -> str:
    seconds = int(match["seconds"])
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):  # beyond the calendar
        return match[0]
    if match["shape"] == "R" and now_at is not None:
        return say_distance((moment - now_at).total_seconds())
    return moment.strftime(_MOMENT_SHAPES.get(match["shape"] or "f", _MOMENT_SHAPE))


def _parse_embed(payload: Payload, around: Surroundings) -> ShownEmbed:
    def read(value: object) -> str:
        return replace_mentions(str(value or ""), around)

    image = payload.get("image") or payload.get("thumbnail") or {}
    return ShownEmbed(
        title=read(payload.get("title")),
        url=payload.get("url"),
        colour=payload.get("color"),
        author=read((payload.get("author") or {}).get("name")),
        description=read(payload.get("description")),
        fields=tuple(
            ShownField(read(one["name"]), read(one["value"]), bool(one.get("inline")))
            for one in payload.get("fields") or ()
        ),
        image=str(image.get("url") or "").rsplit("/", 1)[-1],
        footer=read((payload.get("footer") or {}).get("text")),
    )


def _parse_box(payload: Payload, around: Surroundings) -> ShownEmbed:
    """A container of the newer layout, or one of its parts standing alone, as a card."""
    texts = [replace_mentions(text, around) for text in _iter_texts([payload])]
    return ShownEmbed(description="\n".join(texts), colour=payload.get("accent_color"))


def _iter_texts(components: Sequence[Payload]) -> Iterator[str]:
    for one in components:
        if one["type"] == TEXT:
            yield str(one["content"])
        elif one["type"] == SEPARATOR:
            yield ""
        elif one["type"] in (THUMBNAIL, FILE):
            yield _name_media(one.get("media") or one.get("file") or {})
        elif one["type"] == GALLERY:
            yield from (_name_media(item.get("media") or {}) for item in one.get("items") or ())
        elif one["type"] in (SECTION, CONTAINER):
            yield from _iter_texts(one.get("components") or ())


def _name_media(payload: Payload) -> str:
    return f"-# picture: {str(payload.get('url') or '').rsplit('/', 1)[-1]}"


def _iter_rows(components: Sequence[Payload]) -> Iterator[ControlRow]:
    """The rows of buttons and menus; a section's button makes a row of its own."""
    for one in components:
        if one["type"] == ROW:
            yield tuple(_iter_controls(one.get("components") or ()))
        elif one["type"] == CONTAINER:
            yield from _iter_rows(one.get("components") or ())
        elif one["type"] == SECTION:
            yield tuple(_iter_controls([one.get("accessory") or {}]))


def _iter_controls(components: Sequence[Payload]) -> Iterator[ShownButton | ShownMenu]:
    for one in components:
        if one.get("type") == BUTTON:
            yield _parse_button(one)
        elif one.get("type") == TEXT_MENU:
            yield _parse_menu(one)


def _parse_button(payload: Payload) -> ShownButton:
    emoji = str((payload.get("emoji") or {}).get("name") or "")
    label = " ".join(part for part in (emoji, str(payload.get("label") or "")) if part)
    return ShownButton(
        label=label or str(payload.get("custom_id")),
        custom_id=payload.get("custom_id"),
        style=_BUTTON_STYLES.get(payload.get("style", 2), "secondary"),
        url=payload.get("url"),
        is_disabled=bool(payload.get("disabled")),
    )


def _parse_menu(payload: Payload) -> ShownMenu:
    return ShownMenu(
        custom_id=str(payload["custom_id"]),
        placeholder=str(payload.get("placeholder") or "Choose"),
        choices=tuple(
            ShownChoice(
                str(one["label"]),
                str(one["value"]),
                str(one.get("description") or ""),
                is_chosen=bool(one.get("default")),
            )
            for one in payload.get("options") or ()
        ),
        least=int(payload.get("min_values", 1)),
        most=int(payload.get("max_values", 1)),
        is_disabled=bool(payload.get("disabled")),
    )


def _parse_file(payload: Payload) -> ShownFile:
    return ShownFile(str(payload["filename"]), int(payload["size"]), str(payload["url"]))


def _iter_inputs(
    components: Sequence[Payload], label: str | None
) -> Iterator[tuple[str | None, Payload]]:
    """The text inputs of a form, each with the label that stands round it, if any."""
    for one in components:
        if one["type"] == TEXT_INPUT:
            yield label, one
        inner = one.get("components") or ([one["component"]] if one.get("component") else ())
        yield from _iter_inputs(inner, one.get("label") or label)
