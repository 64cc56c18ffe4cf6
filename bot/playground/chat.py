"""The chat window: what happens in the simulated server, drawn in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.theme import Theme
from textual.widgets import Button, Static

from bot.errors import LineNotUnderstood
from bot.playground.cards import MessageCard
from bot.playground.composer import Composer
from bot.playground.form_screen import FormScreen
from bot.playground.guide import Guide
from bot.playground.log_entry import LogEntry, LogLine
from bot.playground.plain_text import list_commands
from bot.playground.session import Session
from bot.playground.shown import (
    BOT_NAME,
    Appeared,
    Changed,
    FormOpened,
    Happening,
    Notice,
    Removed,
    ShownForm,
    ShownMessage,
    ThreadOpened,
)
from bot.playground.status_line import StatusLine
from bot.playground.styled_text import style_typeable
from bot.playground.typed_line import Help, Leave, parse_typed_line
from bot.playground.world import GUILD_NAME

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.events import Key
    from textual.widget import Widget

    from bot.playground.simulation import Simulation
    from bot.playground.typed_line import TypedLine

NIGHT: Final = Theme(
    name="night",
    primary="#5865f2",
    secondary="#949ba4",
    warning="#f0b232",
    error="#da373c",
    success="#248046",
    accent="#5865f2",
    foreground="#dbdee1",
    background="#1e1f22",
    surface="#2b2d31",
    panel="#35373c",
    variables={"link": "#4aa8f0", "code-background": "#111214", "text-muted": "#949ba4"},
)


class Chat(App[None]):
    """A chat with the bot, until Ctrl+Q or `exit`."""

    TITLE = BOT_NAME
    CSS_PATH = "chat.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Leave", priority=True),
        Binding("escape", "type", "Type"),
        Binding("pageup", "scroll('page_up')", "Older", priority=True),
        Binding("pagedown", "scroll('page_down')", "Newer", priority=True),
    ]

    def __init__(self, simulation: Simulation, *, welcome: str) -> None:
        super().__init__()
        self.register_theme(NIGHT)
        self.theme = NIGHT.name
        self._simulation = simulation
        self._session = Session(simulation)
        self._welcome = welcome
        self._cards: dict[int, MessageCard] = {}
        self._reading: LogEntry | None = None  # the newest message, until an older one changes

    def compose(self) -> ComposeResult:
        """A bar, the messages, the prompt, and a line for what goes on."""
        with Horizontal(id="bar"):
            yield Static(id="where")
            yield Static("simulated: nothing leaves this computer", id="aside")
        yield VerticalScroll(self._make_guide(), id="log")
        yield Composer(self._session)
        yield StatusLine(self._simulation)

    def on_mount(self) -> None:
        """Draw what is there, then follow what happens."""
        self.log_view.can_focus = False
        self._show_place()
        self.composer.prompt.focus()
        self.run_worker(self._follow(), group="follow")

    @property
    def log_view(self) -> VerticalScroll:
        """The messages."""
        return self.query_one("#log", VerticalScroll)

    @property
    def composer(self) -> Composer:
        """Where one types."""
        return self.query_one(Composer)

    def action_type(self) -> None:
        """Go back to the prompt."""
        self.composer.prompt.focus()

    def action_help_quit(self) -> None:
        """Ctrl+C ends most programs: say how to leave, and leave at the second one."""
        status_line = self.screen_stack[0].query_one(StatusLine)
        if status_line.is_asking:
            self.exit()
        else:
            status_line.ask_whether_to_leave()

    def action_scroll(self, direction: str) -> None:
        """Page through the messages, wherever the focus is."""
        move = {
            "page_up": self.log_view.scroll_page_up,
            "page_down": self.log_view.scroll_page_down,
        }
        move[direction]()

    def action_type_line(self, line: str) -> None:
        """Put a line into the prompt, ready to be changed or sent."""
        self.composer.put(line)

    def action_show_link(self, url: str) -> None:
        """Copy a link: a terminal may be far from any browser."""
        self.copy_to_clipboard(url)
        self.notify(url, title="Link copied", markup=False)

    def on_key(self, event: Key) -> None:
        """Typing beside the prompt goes into the prompt."""
        is_typing = event.is_printable and event.character is not None and event.key != "space"
        if is_typing and isinstance(self.focused, Button) and len(self.screen_stack) == 1:
            event.stop()
            self.composer.put(f"{self.composer.prompt.value}{event.character}")

    async def on_composer_submitted(self, event: Composer.Submitted) -> None:
        """Carry out a line."""
        line = parse_typed_line(event.line)
        if isinstance(line, Leave):
            self.exit()
        elif isinstance(line, Help):
            await self._append(self._make_guide())
        elif line is not None:
            if event.line.startswith("/"):  # a plain message appears as a message of its own
                await self._append(LogLine(event.line, classes="request"))
            self._start(self._carry_out(line))

    def on_composer_left(self, event: Composer.Left) -> None:
        """Go from the prompt to the buttons of the last card that has any."""
        for card in reversed([*self.log_view.query(MessageCard)]):
            controls: list[Widget] = [*card.query("ControlButton, ControlMenu, SelectionList")]
            enabled = [one for one in controls if not one.disabled]
            if enabled:
                enabled[-1 if event.is_backward else 0].focus()
                return

    def on_message_card_pressed(self, event: MessageCard.Pressed) -> None:
        """Press a button, or show where a link leads."""
        if event.button.url is not None:
            self.action_show_link(event.button.url)
        elif event.button.custom_id is not None:
            self._start(self._simulation.press(event.message, event.button.custom_id))

    def on_message_card_chosen(self, event: MessageCard.Chosen) -> None:
        """Take lines from a menu."""
        self._start(self._simulation.choose(event.message, event.menu.custom_id, event.values))

    def on_log_entry_grown(self, event: LogEntry.Grown) -> None:
        """An entry takes its height in steps: look at it after each."""
        self._keep_in_view(event.entry)

    def _keep_in_view(self, entry: LogEntry) -> None:
        """Read what is new from its top, as it may be higher than the window."""
        if entry is self._reading:
            self.log_view.scroll_to_widget(entry, top=True, animate=False, force=True)
        elif self.focused is not None and entry in self.focused.ancestors:
            self.log_view.scroll_to_widget(self.focused, animate=False, force=True)

    def _start(self, work: Awaitable[None]) -> None:
        self.run_worker(self._report(work), group="request", exit_on_error=True)

    async def _report(self, work: Awaitable[None]) -> None:
        try:
            await work
        except LineNotUnderstood as error:
            await self._show(Notice(str(error), is_error=True))

    async def _carry_out(self, line: TypedLine) -> None:
        notice = await self._session.carry_out(line)
        self._show_place()
        if notice is not None:
            await self._show(notice)

    async def _follow(self) -> None:
        while True:
            happening = await self._simulation.happenings.get()
            self._session.note(happening)
            await self._show(happening)

    async def _show(self, happening: Happening) -> None:
        match happening:
            case Appeared(message):
                is_elsewhere = message.place != self._simulation.here
                card = MessageCard(message, is_elsewhere=is_elsewhere)
                self._cards[message.message_id] = card
                await self._append(card)
            case Changed(message):
                await self._show_change(self._cards[message.message_id], message)
            case Removed(message_id):
                await self._cards.pop(message_id).remove()
            case ThreadOpened(place):
                text = style_typeable(f"There is a {place.label} – enter it", f"enter {place.name}")
                await self._append(LogLine(text, classes="notice"))
            case Notice(text, is_error):
                kind = "notice error" if is_error else "notice"
                await self._append(LogLine(text, classes=kind))
            case FormOpened(form):
                self.run_worker(self._fill(form), group="request")

    async def _show_change(self, card: MessageCard, message: ShownMessage) -> None:
        """Draw it; another text is read from its top, other buttons are looked at where they are.

        The focus may be below the window then: the status line tells where it is.
        """
        is_new_text = not card.message.has_same_text(message)
        self._reading = card if is_new_text else None
        await card.show(message)
        self.call_after_refresh(self._keep_in_view, card)

    async def _fill(self, form: ShownForm) -> None:
        texts = await self.push_screen_wait(FormScreen(form))
        if texts is not None:
            await self._report(self._session.submit_form(form, texts))

    async def _append(self, entry: LogEntry) -> None:
        self._reading = entry
        await self.log_view.mount(entry)

    def _make_guide(self) -> Guide:
        commands = list_commands(self._simulation.catalog)
        return Guide(self._welcome, [*commands, *self._session.list_words()])

    def _show_place(self) -> None:
        place = self._simulation.here
        where = Content.assemble(f"{GUILD_NAME}  ", (place.label, "bold"))
        self.query_one("#where", Static).update(where)
        self.composer.prompt.border_title = Content(place.label)
