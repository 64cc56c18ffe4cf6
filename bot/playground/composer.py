"""The line that one types, with its history and the popup of what can come next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.events import Key

    from bot.playground.completion import Completion, Suggestion
    from bot.playground.session import Session

_LABEL_CELLS: Final = 22  # the popup's first column, as far as labels are shorter
_COMPLETION_GROUP: Final = "completion"


class Popup(OptionList):
    """The suggestions; it is driven from the prompt and never takes the focus."""

    can_focus = False


class Prompt(Input):
    """The input itself: hands the keys that mean something else here to the composer."""

    HANDED_ON: ClassVar[frozenset[str]] = frozenset(
        {"tab", "shift+tab", "up", "down", "enter", "escape"}
    )

    class Steered(Message):
        """A key that is not for editing."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def on_key(self, event: Key) -> None:
        """Keep the keys of the popup and the history from the input's own bindings."""
        if event.key in self.HANDED_ON:
            event.stop()
            event.prevent_default()
            self.post_message(self.Steered(event.key))


class Composer(Vertical):
    """Popup and prompt."""

    class Submitted(Message):
        """A line is to be carried out."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Left(Message):
        """Tab with nothing to complete: the focus goes to the buttons."""

        def __init__(self, *, is_backward: bool) -> None:
            super().__init__()
            self.is_backward = is_backward

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._completion: Completion | None = None
        self._suggestions: list[Suggestion] = []
        self._history: list[str] = []
        self._position = 0  # in the history; at its end while a new line is typed
        self._unasked_line: str | None = None  # put there by the history, not by typing

    def compose(self) -> ComposeResult:
        """The popup stands above the prompt and is hidden while it is empty."""
        popup = Popup(compact=True)
        popup.display = False
        yield popup
        yield Prompt(placeholder="Type / for the commands, @ to ask", select_on_focus=False)

    @property
    def prompt(self) -> Prompt:
        """The input."""
        return self.query_one(Prompt)

    @property
    def popup(self) -> Popup:
        """The suggestions."""
        return self.query_one(Popup)

    @property
    def is_choosing(self) -> bool:
        """Whether Enter takes a suggestion rather than sending the line."""
        return bool(self.popup.display) and self.popup.highlighted is not None

    def put(self, line: str) -> None:
        """Set the line and go on typing at its end."""
        self.prompt.value = line
        self.prompt.cursor_position = len(line)
        self.prompt.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what can come next."""
        event.stop()
        if event.value == self._unasked_line:
            return
        self._unasked_line = None
        self._position = len(self._history)
        self._offer(self._session.find_completion(event.value))

    def on_prompt_steered(self, event: Prompt.Steered) -> None:
        """Steer the popup while it stands, the history and the focus otherwise."""
        event.stop()
        is_open = bool(self.popup.display)
        if event.key == "enter":
            self._enter()
        elif event.key == "escape":
            self._close()
        elif event.key in ("up", "down") and is_open:
            self._move(event.key)
        elif event.key in ("up", "down"):
            self._recall(-1 if event.key == "up" else 1)
        elif event.key == "tab" and is_open:
            self._accept(self.popup.highlighted or 0)
        else:
            self.post_message(self.Left(is_backward=event.key == "shift+tab"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click on a suggestion accepts it."""
        event.stop()
        self._accept(event.option_index)

    def _offer(self, completion: Completion | None) -> None:
        self._completion = completion
        self.prompt.border_subtitle = Content(completion.hint if completion else "")
        self._show_suggestions([*completion.suggestions] if completion else [])
        self.workers.cancel_group(self, _COMPLETION_GROUP)
        if completion is not None and completion.question is not None:
            self.run_worker(self._ask(completion), group=_COMPLETION_GROUP, exclusive=True)

    async def _ask(self, completion: Completion) -> None:
        if completion.question is None:
            return
        offered = await self._session.ask(completion.question)
        if self._completion is completion:  # nothing was typed meanwhile
            self._show_suggestions([*offered, *completion.suggestions])

    def _show_suggestions(self, suggestions: list[Suggestion]) -> None:
        self._suggestions = suggestions
        popup = self.popup
        popup.set_options([Option(_render(one)) for one in suggestions])
        popup.display = bool(suggestions)
        is_needed = self._completion is not None and self._completion.is_needed
        popup.highlighted = 0 if suggestions and is_needed else None

    def _close(self) -> None:
        self._offer(None)

    def _move(self, key: str) -> None:
        if key == "down":
            self.popup.action_cursor_down()
        else:
            self.popup.action_cursor_up()

    def _enter(self) -> None:
        if self.is_choosing:
            self._accept(self.popup.highlighted or 0)
            return
        line = self.prompt.value.strip()
        if not line:
            return
        self._history = [*(one for one in self._history if one != line), line]
        self._position = len(self._history)
        self.prompt.value = ""
        self._close()
        self.post_message(self.Submitted(line))

    def _accept(self, index: int) -> None:
        if self._completion is None or not 0 <= index < len(self._suggestions):
            return
        suggestion = self._suggestions[index]
        question = self._completion.question
        own = self._completion.suggestions
        is_offered = question is not None and suggestion not in own
        start = question.start if question is not None and is_offered else self._completion.start
        self.put(self.prompt.value[:start] + suggestion.insert)

    def _recall(self, step: int) -> None:
        if not self._history:
            return
        self._position = min(max(0, self._position + step), len(self._history))
        line = self._history[self._position] if self._position < len(self._history) else ""
        self._unasked_line = line
        self.put(line)


def _render(suggestion: Suggestion) -> Content:
    if not suggestion.detail:
        return Content(suggestion.label)
    label = Content.styled(suggestion.label, "bold")
    gap = " " * max(2, _LABEL_CELLS - label.cell_length)
    return Content.assemble(label, gap, (suggestion.detail, "$text-muted"))
