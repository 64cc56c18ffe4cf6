"""Messages as widgets: name line, text, coloured cards, buttons and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from textual.color import Color
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Select, SelectionList, Static

from bot.playground.log_entry import LogEntry
from bot.playground.plain_text import ONLY_YOU, group_fields, render_size
from bot.playground.shown import (
    ControlRow,
    ShownButton,
    ShownEmbed,
    ShownField,
    ShownMenu,
    ShownMessage,
)
from bot.playground.styled_text import iter_blocks, style_inline, style_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.widget import Widget

_LABEL_LIMIT_CHARS: Final = 60  # of a line in a menu, so that it stays one line


class ControlButton(Button):
    """A button of the bot's; a link shows its address instead."""

    def __init__(self, button: ShownButton) -> None:
        label = f"{button.label} ↗" if button.url else button.label
        super().__init__(Content(label), disabled=button.is_disabled, compact=True)
        self.button = button
        self.add_class(f"style-{button.style}")


class ControlMenu(Select[str]):
    """A select menu; it forgets what was chosen, so that the same line can be chosen again."""

    def __init__(self, menu: ShownMenu) -> None:
        options = [
            (_describe_choice(one.label, one.description), one.value) for one in menu.choices
        ]
        super().__init__(options, prompt=menu.placeholder, compact=True, disabled=menu.is_disabled)
        self.menu = menu


class ControlChecklist(Vertical):
    """A menu of which several lines can be taken: they are ticked, and sent together."""

    class Sent(Message):
        """The ticked lines are meant."""

        def __init__(self, menu: ShownMenu, values: tuple[str, ...]) -> None:
            super().__init__()
            self.menu = menu
            self.values = values

    def __init__(self, menu: ShownMenu) -> None:
        super().__init__(disabled=menu.is_disabled)
        self.menu = menu

    def compose(self) -> ComposeResult:
        """What to choose, the lines, and the button that sends them."""
        yield Static(self.menu.placeholder, markup=False)
        yield SelectionList[str](
            *(
                (_describe_choice(one.label, one.description), one.value, one.is_chosen)
                for one in self.menu.choices
            ),
            compact=True,
        )
        yield Button("Choose these", compact=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Send the ticked lines, in the menu's order."""
        event.stop()
        ticked = self.query_one(SelectionList).selected
        values = tuple(one.value for one in self.menu.choices if one.value in ticked)
        self.post_message(self.Sent(self.menu, values))


class MessageCard(LogEntry):
    """One message; `show` draws another state of it in the same place."""

    class Pressed(Message):
        """A button was pressed."""

        def __init__(self, message: ShownMessage, button: ShownButton) -> None:
            super().__init__()
            self.message = message
            self.button = button

    class Chosen(Message):
        """Lines of a menu were taken."""

        def __init__(self, message: ShownMessage, menu: ShownMenu, values: tuple[str, ...]) -> None:
            super().__init__()
            self.message = message
            self.menu = menu
            self.values = values

    def __init__(self, message: ShownMessage, *, is_elsewhere: bool = False) -> None:
        super().__init__(classes="message")
        self.message = message
        self._is_elsewhere = is_elsewhere  # than where the member was when it came
        self.set_class(message.is_ephemeral, "ephemeral")
        self.set_class(not message.is_from_bot, "own")

    def compose(self) -> ComposeResult:
        """Everything of the message, from the name line to the menus."""
        message = self.message
        yield Static(_name_line(message, is_elsewhere=self._is_elsewhere), classes="name")
        if message.is_thinking:
            yield Static("thinking…", classes="thinking")
        yield from iter_blocks(message.content)
        for number, embed in enumerate(message.embeds):
            yield EmbedCard(embed).set_class(number > 0, "another")
        for file in message.files:
            size = render_size(file.size_bytes)
            yield Static(
                f"⇩ {file.name} · {size} · type save to keep it", classes="file", markup=False
            )
        if message.controls:
            yield Vertical(*(_make_row(row) for row in message.controls), classes="rows")

    async def show(self, message: ShownMessage) -> None:
        """Draw the message as it is now; a focused button keeps the focus, in sight or not."""
        focused = self.app.focused
        label = focused.button.label if isinstance(focused, ControlButton) else None
        had_focus = focused is not None and self in focused.ancestors
        self.message = message
        await self.recompose()
        if had_focus:
            self._focus_button(label)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Pass a press on with what it belongs to."""
        event.stop()
        if isinstance(event.button, ControlButton):
            self.post_message(self.Pressed(self.message, event.button.button))

    def on_select_changed(self, event: Select.Changed) -> None:
        """Pass a choice on with what it belongs to."""
        event.stop()
        if isinstance(event.select, ControlMenu) and isinstance(event.value, str):
            self.post_message(self.Chosen(self.message, event.select.menu, (event.value,)))
            event.select.clear()

    def on_control_checklist_sent(self, event: ControlChecklist.Sent) -> None:
        """Pass ticked lines on with what they belong to."""
        event.stop()
        self.post_message(self.Chosen(self.message, event.menu, event.values))

    def _focus_button(self, label: str | None) -> None:
        buttons = [one for one in self.query(ControlButton) if not one.disabled]
        same = [one for one in buttons if one.button.label == label]
        for button in [*same, *buttons][:1]:
            button.focus(scroll_visible=False)


class EmbedCard(Vertical):
    """A card with a coloured bar at its left."""

    def __init__(self, embed: ShownEmbed) -> None:
        super().__init__(classes="embed")
        self.embed = embed
        if embed.colour is not None:
            self.styles.border_left = ("outer", Color.parse(f"#{embed.colour:06x}"))

    def compose(self) -> ComposeResult:
        """Author, title, text, fields, picture, footer."""
        embed = self.embed
        if embed.author:
            yield Static(style_inline(embed.author), classes="author")
        if embed.title:
            title = (
                style_link(embed.title, embed.url, bold=True)
                if embed.url
                else style_inline(embed.title).stylize("bold")
            )
            yield Static(title, classes="title")
        yield from iter_blocks(embed.description)
        yield from (_make_fields(group) for group in group_fields(embed.fields))
        if embed.image:
            yield Static(f"▣ {embed.image}", classes="file", markup=False)
        if embed.footer:
            yield Static(embed.footer, classes="footer", markup=False)


def _name_line(message: ShownMessage, *, is_elsewhere: bool) -> Content:
    badge = Content.styled(" APP ", "$text on $primary") if message.is_from_bot else Content()
    parts = [Content.styled(message.author, "bold"), badge]
    if is_elsewhere:
        parts.append(Content.styled(f"in {message.place.label}", "$text-muted"))
    if message.is_ephemeral:
        parts.append(Content.styled(f"{ONLY_YOU[0].upper()}{ONLY_YOU[1:]}", "$text-muted italic"))
    return Content(" ").join([part for part in parts if part])


def _make_fields(group: tuple[ShownField, ...]) -> Widget:
    columns = [
        Vertical(
            Static(style_inline(one.name).stylize("bold"), classes="field-name"),
            *iter_blocks(one.value),
            classes="field",
        )
        for one in group
    ]
    return Horizontal(*columns, classes="fields")


def _make_row(row: ControlRow) -> Widget:
    return Horizontal(*_iter_controls(row), classes="controls")


def _iter_controls(row: ControlRow) -> Iterator[Widget]:
    for control in row:
        if isinstance(control, ShownButton):
            yield ControlButton(control)
        else:
            yield ControlMenu(control) if control.most == 1 else ControlChecklist(control)


def _describe_choice(label: str, description: str) -> Content:
    shown = Content(label).truncate(_LABEL_LIMIT_CHARS, ellipsis=True)
    if not description:
        return shown
    return shown + Content.styled(f"  {description}", "$text-muted")
