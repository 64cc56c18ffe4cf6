"""What a typed line does: the link between a front and the simulation.

A session remembers what a line may refer to: the card that was shown last, the form that waits to
be filled in, and which value stands behind a completed name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import LineNotUnderstood
from bot.playground.completion import Suggestion, find_completion, render_choice
from bot.playground.own_words import Reach, list_own_words
from bot.playground.references import (
    check_menu,
    find_line,
    find_menu_to_empty,
    find_named_button,
    find_place,
    find_position,
)
from bot.playground.shown import (
    BOT_NAME,
    Appeared,
    Changed,
    FormOpened,
    Happening,
    Notice,
    Removed,
    ShownFile,
    ShownForm,
    ShownMessage,
)
from bot.playground.typed_command import TypedCommand, parse_typed_command
from bot.playground.typed_line import (
    Choose,
    Enter,
    Fill,
    Help,
    Leave,
    Menu,
    Press,
    Save,
    Say,
    Slash,
    TypedLine,
    split_form_texts,
)

if TYPE_CHECKING:
    from bot.playground.catalog import OptionValue
    from bot.playground.completion import Completion, Question
    from bot.playground.simulation import Simulation


class Session:
    """One person's conversation with the simulated server."""

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation
        self._card_ids: list[int] = []  # messages with controls; numbers refer to the last one's
        self._message_id: int | None = None  # the latest message
        self._file: ShownFile | None = None
        self._form: ShownForm | None = None
        self._offered: dict[tuple[str, str, str], OptionValue] = {}

    def note(self, happening: Happening) -> None:
        """Remember what a line may refer to; call it with everything that happens."""
        match happening:
            case Appeared(message) | Changed(message):
                self._note_message(message)
            case Removed(message_id):
                self._note_controls(message_id, is_there=False)
            case FormOpened(form):
                self._form = form

    async def carry_out(self, line: TypedLine) -> Notice | None:
        """Do what a line asks for; what there is to say beyond what happens comes back.

        Raises `LineNotUnderstood` where it cannot be done. `Help` and `Leave` are the front's.
        """
        match line:
            case Slash(text):
                typed = parse_typed_command(text, self.simulation.catalog)
                await self.simulation.run(self._put_offered_values(typed))
            case Press(which):
                await self._press(which)
            case Choose(which):
                await self._choose(which)
            case Fill(text):
                await self._fill(text)
            case Menu(name):
                await self._run_on_message(name)
            case Say(text):
                return await self._say(text)
            case Enter(name):
                return self._enter(name)
            case Save(folder):
                return self._save(folder)
            case Help() | Leave():
                pass
        return None

    def list_words(self) -> list[tuple[str, str]]:
        """The playground's own words that would do something now, each with what it does."""
        simulation = self.simulation
        message = self._find_shown(self._message_id)
        reach = Reach(
            card=self._find_shown(self._last_card_id()),
            form=self._form,
            message_commands=() if message is None else simulation.catalog.message_commands,
            elsewhere=tuple(place for place in simulation.places if place != simulation.here),
            file=self._file,
        )
        return list(list_own_words(reach))

    async def submit_form(self, form: ShownForm, texts: dict[str, str]) -> None:
        """Send a form with the texts by custom id."""
        self._form = None
        await self.simulation.submit(form, {key: text for key, text in texts.items() if text})

    def find_completion(self, line: str) -> Completion | None:
        """What can come next, without asking the bot."""
        return find_completion(line, self.simulation.catalog)

    async def ask(self, question: Question) -> list[Suggestion]:
        """The bot's own offers; names that are accepted are later sent as their values."""
        try:
            choices = await self.simulation.complete(question)
        except LineNotUnderstood:  # the rest of the line cannot be sent, so nothing is offered
            return []
        for choice in choices:
            name = " ".join(choice.name.split())
            self._offered[question.command.name, question.option.name, name] = choice.value
        return [render_choice(choice, question) for choice in choices]

    def _note_message(self, message: ShownMessage) -> None:
        self._message_id = message.message_id
        self._note_controls(message.message_id, is_there=bool(message.buttons or message.menus))
        if message.files:
            self._file = message.files[-1]

    def _note_controls(self, message_id: int, *, is_there: bool) -> None:
        """A message that lost its controls gives way to the one before."""
        known = [one for one in self._card_ids if one != message_id]
        self._card_ids = [*known, message_id] if is_there else known

    def _last_card_id(self) -> int | None:
        """The last card with controls; those in a thread only count where one is in it."""
        cards = [(known, self._find_shown(known)) for known in self._card_ids]
        near = [
            known
            for known, card in cards
            if card is None or card.place.kind != "thread" or card.place == self.simulation.here
        ]
        return next(reversed(near or self._card_ids), None)

    def _put_offered_values(self, typed: TypedCommand) -> TypedCommand:
        values = {
            name: self._offered.get((typed.command.name, name, str(value)), value)
            for name, value in typed.values.items()
        }
        return TypedCommand(typed.command, values)

    def _find_shown(self, message_id: int | None) -> ShownMessage | None:
        return None if message_id is None else self.simulation.find_message(message_id)

    def _find_card(self) -> ShownMessage:
        message = self._find_shown(self._last_card_id())
        if message is None:
            raise LineNotUnderstood("There is no card with buttons or a menu yet.")
        return message

    async def _press(self, which: int | str) -> None:
        card = self._find_card()
        labels = [button.label for button in card.buttons]
        button = card.buttons[find_position(which, labels, "button")]
        if button.is_disabled or button.custom_id is None:
            raise LineNotUnderstood(f"The button “{button.label}” is switched off.")
        await self.simulation.press(card, button.custom_id)

    async def _choose(self, which: tuple[int, ...] | str) -> None:
        card = self._find_card()
        lines = [(menu, choice) for menu in card.menus for choice in menu.choices]
        labels = [choice.label for _, choice in lines]
        asked = which if isinstance(which, tuple) else (which,)
        taken = [lines[find_line(one, labels)] for one in asked]
        menu = taken[0][0] if taken else find_menu_to_empty(card.menus)
        check_menu(menu, [one for one, _ in taken])
        await self.simulation.choose(card, menu.custom_id, [choice.value for _, choice in taken])

    async def _fill(self, text: str) -> None:
        if self._form is None:
            raise LineNotUnderstood("No form is open.")
        labels = {one.label: one for one in self._form.inputs}
        texts = split_form_texts(text, list(labels))
        missing = [one.label for one in self._form.inputs if one.is_required]
        missing = [label for label in missing if not texts.get(label)]
        if missing:
            raise LineNotUnderstood(f"The form wants {missing[0]} too: fill {missing[0]}:…")
        await self.submit_form(
            self._form, {labels[label].custom_id: one for label, one in texts.items()}
        )

    async def _run_on_message(self, name: str) -> None:
        names = self.simulation.catalog.message_commands
        position = find_position(name, names, "command in a message's menu")
        message = self._find_shown(self._message_id)
        if message is None:
            raise LineNotUnderstood("There is no message yet.")
        await self.simulation.run_on_message(names[position], message)

    async def _say(self, text: str) -> Notice | None:
        before = self.simulation.happening_count
        await self.simulation.say(text)
        if self.simulation.happening_count > before + 1:  # one is the message itself
            return None
        card = self._find_shown(self._last_card_id())
        labels = [one.label for one in card.buttons if not one.is_disabled] if card else []
        label = find_named_button(text, labels)
        if label is not None:
            return Notice(f"Nobody answered. To press the button “{label}”, type: press {text}")
        return Notice(
            f"Nobody answered. Type / for the commands of the bot, or ask it: @{BOT_NAME} what is …"
        )

    def _enter(self, name: str) -> Notice:
        place = find_place(name, self.simulation.places)
        self.simulation.enter(place)
        return Notice(f"You are in {place.label} now.")

    def _save(self, folder: str) -> Notice:
        if self._file is None:
            raise LineNotUnderstood("The bot has not sent a file yet.")
        path = Path(folder).expanduser() / self._file.name
        if path.exists():
            raise LineNotUnderstood(f"There is a file {path} already; name another folder.")
        try:
            path.write_bytes(self.simulation.read_file(self._file))
        except OSError as error:
            raise LineNotUnderstood(f"{path} cannot be written: {error.strerror}.") from error
        return Notice(f"Saved as {path}.")
