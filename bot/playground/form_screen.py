"""A form of the bot's, filled in on a screen of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from bot.playground.shown import ShownForm, ShownInput


class FormScreen(ModalScreen[dict[str, str] | None]):
    """Ends with the texts by custom id, or with None where the form was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [("escape", "close", "Close the form")]

    def __init__(self, form: ShownForm) -> None:
        super().__init__()
        self._form = form

    def compose(self) -> ComposeResult:
        """A labelled field for every text, then the two buttons."""
        with Vertical(id="form"):
            yield Label(self._form.title, classes="title", markup=False)
            for one in self._form.inputs:
                wanted = one.label if one.is_required else f"{one.label} (may stay empty)"
                yield Label(wanted, markup=False)
                yield self._make_field(one)
            with Horizontal(classes="controls"):
                yield Button("Send", id="send", variant="primary", compact=True)
                yield Button("Close", id="close", compact=True)

    def action_close(self) -> None:
        """Leave without sending."""
        self.dismiss(None)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Send or close."""
        event.stop()
        if event.button.id == "send":
            self._send()
        else:
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field of one line sends."""
        event.stop()
        self._send()

    def _make_field(self, one: ShownInput) -> Input | TextArea:
        if one.is_long:
            return TextArea(one.value, name=one.custom_id, tab_behavior="focus")
        return Input(one.value, placeholder=one.placeholder, name=one.custom_id)

    def _send(self) -> None:
        texts = {field.name or "": field.value for field in self.query(Input)}
        texts |= {field.name or "": field.text for field in self.query(TextArea)}
        missing = [one for one in self._form.inputs if one.is_required and not texts[one.custom_id]]
        if missing:
            self.notify(f"{missing[0].label} is missing.", severity="warning", markup=False)
            return
        self.dismiss(texts)
