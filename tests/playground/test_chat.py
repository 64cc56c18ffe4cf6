from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static
from textual.widgets._toast import Toast

from bot.playground import status_line
from bot.playground.cards import ControlButton, ControlMenu, MessageCard
from bot.playground.chat import Chat
from bot.playground.composer import Composer
from bot.playground.form_screen import FormScreen
from bot.playground.shown import Changed
from bot.playground.simulation import Simulation
from bot.playground.status_line import StatusLine
from tests.playground.toy_client import PAPERS, ToyClient

WELCOME = "# Welcome\nTry **one** of these:\n/search kv cache\n/whisper"


class Driver:
    """Types into the chat and reads what stands there."""

    def __init__(self, chat: Chat, pilot: Pilot[None], simulation: Simulation) -> None:
        self.chat = chat
        self.pilot = pilot
        self._simulation = simulation

    async def rest(self) -> None:
        """Wait until everything that was started is drawn."""
        await self.pilot.pause(0)
        asked = [one for one in self.chat.workers if one.group in ("completion", "request")]
        if asked and not isinstance(self.chat.screen, FormScreen):
            await self.chat.workers.wait_for_complete(asked)
        while not self._simulation.happenings.empty():
            await self.pilot.pause(0)
        drawn = None
        while drawn != (drawn := (self.chat.log_view.virtual_size, self.chat.log_view.scroll_y)):
            await self.pilot.pause()

    async def click(self, widget: Widget) -> None:
        """Click on a widget's first letters, once it has come into view."""
        log = self.chat.log_view
        while not (widget.size and log.region.contains_region(widget.region)):
            await self.pilot.pause()
        await self.pilot.click(widget, offset=(3, 0))
        await self.rest()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, text: str) -> None:
        self.chat.query_one(Composer).put(self.line + text)
        await self.rest()

    async def send(self, text: str) -> None:
        """Send a line as it stands, whatever is offered."""
        await self.type(text)
        await self.press("escape", "enter")

    @property
    def cards(self) -> list[MessageCard]:
        return [*self.chat.query(MessageCard)]

    @property
    def line(self) -> str:
        return self.chat.query_one(Composer).prompt.value

    async def wait_for_hint(self, text: str) -> None:
        """Wait until the lowest line says so."""
        for _ in range(100):
            if text in self.hint:
                return
            await self.pilot.pause(0.02)
        pytest.fail(f"the hint is {self.hint!r}")

    @property
    def hint(self) -> str:
        return str(self.chat.screen_stack[0].query_one(StatusLine).visual)

    def is_in_sight(self, widget: Widget | None) -> bool:
        return widget is not None and self.chat.log_view.region.contains_region(widget.region)

    @property
    def offers(self) -> list[str]:
        popup = self.chat.query_one(Composer).popup
        return [str(option.prompt) for option in popup.options] if popup.display else []


def text_of(widget: Widget) -> str:
    return "\n".join(str(one.visual) for one in widget.query(Static))


@asynccontextmanager
async def run_chat(
    simulation: Simulation, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[Driver]:
    chat = Chat(simulation, welcome=WELCOME)
    async with chat.run_test(size=size) as pilot:
        driver = Driver(chat, pilot, simulation)
        await driver.rest()
        yield driver


async def test_the_chat(simulation: Simulation, client: ToyClient) -> None:
    """One chat from the first screen to leaving: starting one costs more than using it."""
    async with run_chat(simulation) as driver:
        await check_first_screen(driver)
        await check_completion(driver)
        await check_card_and_buttons(driver)
        await check_menu(driver)
        await check_thinking(driver, client)
        await check_errors(driver)
        await check_history(driver)
        await driver.send("exit")
    assert not driver.chat.is_running


async def check_first_screen(driver: Driver) -> None:
    text = text_of(driver.chat.query_one("#log"))
    assert "Try one of these:" in text
    assert "❯ /search kv cache" in text
    assert "/schedule add\nPost highlights every day" in text
    assert "exit leaves" in text
    assert isinstance(driver.chat.focused, Input)


async def check_completion(driver: Driver) -> None:
    await driver.type("/se")
    assert [offer.split()[0] for offer in driver.offers] == ["/search"]
    await driver.press("enter")
    assert driver.line == "/search "
    assert driver.offers == list(PAPERS)
    await driver.type("kv")
    assert driver.offers == list(PAPERS[:2])
    await driver.press("down", "down", "tab")
    assert driver.line == f"/search {PAPERS[1]} "
    await driver.type("so")
    await driver.press("tab")
    assert driver.offers == ["Best match", "Newest first"]
    await driver.press("down", "enter")
    assert driver.line == f"/search {PAPERS[1]} sort:newest "
    await driver.press("escape")
    assert driver.offers == []


async def check_card_and_buttons(driver: Driver) -> None:
    await driver.press("enter")
    assert driver.line == ""
    [card] = driver.cards
    assert f"Results for {PAPERS[1]}" in text_of(card)
    await driver.press("tab", "enter")  # the first button that is switched on
    assert [*driver.chat.query(MessageCard)] == [card]
    assert "page 2 of 5" in text_of(card)
    focused = driver.chat.focused
    assert isinstance(focused, ControlButton)
    assert focused.button.label == "Next page"
    await driver.press("x")
    assert (driver.line, isinstance(driver.chat.focused, Input)) == ("x", True)
    await driver.press("backspace")


async def check_menu(driver: Driver) -> None:
    driver.cards[-1].query_one(ControlMenu).focus()
    await driver.press("enter", "down", "enter")
    assert len(driver.cards) == 2
    assert driver.cards[-1].has_class("ephemeral")
    assert "Only you can see this" in text_of(driver.cards[-1])
    await driver.press("escape")


async def check_thinking(driver: Driver, client: ToyClient) -> None:
    await driver.type("/slow")
    await driver.pilot.press("escape", "enter")
    while len(driver.cards) < 3:
        await driver.pilot.pause()
    card = driver.cards[-1]
    assert "thinking…" in text_of(card)
    client.gate.set()
    await driver.rest()
    assert "At last." in text_of(card)
    assert "thinking…" not in text_of(card)


async def check_errors(driver: Driver) -> None:
    await driver.send("/serch kv")
    await driver.send("/fail")
    errors = [str(one.visual) for one in driver.chat.query(".notice.error Static").results(Static)]
    assert errors == [
        "There is no command /serch; did you mean /search?",
        "The bot failed without an answer: RuntimeError: the toy broke",
    ]


async def check_history(driver: Driver) -> None:
    await driver.press("up", "up")
    assert driver.line == "/serch kv"
    await driver.press("down", "down")
    assert driver.line == ""


async def test_several_lines_are_ticked_and_sent_together(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.send("/keep")
        await driver.press("tab")
        await driver.wait_for_hint("Space ticks")
        await driver.press("space", "down", "down", "space", "tab", "enter")
        assert "Kept: 0, 1, 2" in text_of(driver.cards[-1])


async def test_the_lowest_line_tells_what_the_keys_do_now(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.wait_for_hint("Enter sends · Tab completes")
        await driver.type("/se")
        await driver.wait_for_hint("↑↓ choose · Enter takes · Esc closes")
        await driver.send("arch kv")
        await driver.wait_for_hint("Tab: buttons")
        await driver.type("x")
        await driver.wait_for_hint("Enter sends")
        await driver.press("backspace", "tab")
        await driver.wait_for_hint("Enter presses “Next page” · Tab goes on")
        await driver.press("tab", "tab")
        await driver.wait_for_hint("Enter opens “Open a paper” · Tab goes on")
        await driver.press("enter")
        await driver.wait_for_hint("↑↓ choose · Enter takes · Esc closes")
        await driver.press("escape")
        await driver.wait_for_hint("Enter opens “Open a paper”")


async def test_a_turned_page_is_read_from_its_top(simulation: Simulation) -> None:
    async with run_chat(simulation, size=(80, 16)) as driver:
        await driver.send("/search kv")
        await driver.press("tab")
        assert driver.is_in_sight(driver.chat.focused)
        await driver.press("enter")
        assert "page 2 of 5" in text_of(driver.cards[0])
        assert driver.is_in_sight(driver.cards[0].query(".name").first())
        await driver.wait_for_hint("Enter presses “Next page”")  # which is below the window


async def test_where_only_buttons_change_they_stay_in_sight(simulation: Simulation) -> None:
    async with run_chat(simulation, size=(80, 16)) as driver:
        await driver.send("/search kv")
        await driver.press("tab")
        [card] = driver.cards
        [buttons, menu] = card.message.controls
        more = replace(card.message, controls=(*[menu] * 9, buttons))
        simulation.happenings.put_nowait(Changed(more))
        await driver.rest()
        assert card.message is more
        assert driver.is_in_sight(driver.chat.focused)


async def test_the_second_ctrl_c_leaves(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.press("ctrl+c")
        await driver.wait_for_hint("Ctrl+C once more leaves, as Ctrl+Q does")
        assert not driver.chat.query(Toast)
        assert driver.chat.is_running
        await driver.pilot.press("ctrl+c")
        await driver.pilot.pause()
    assert driver.chat.return_code == 0


async def test_ctrl_c_is_forgotten_after_a_moment(
    simulation: Simulation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(status_line, "_ASK_SECONDS", 0.01)
    async with run_chat(simulation) as driver:
        await driver.press("ctrl+c")
        await driver.wait_for_hint("Enter sends")
        await driver.press("ctrl+c")
        assert driver.chat.is_running


async def test_long_descriptions_of_commands_wrap_beside_the_name(simulation: Simulation) -> None:
    async with run_chat(simulation, size=(40, 40)) as driver:
        row = next(
            row
            for row in driver.chat.query(".command")
            if "Post highlights every day" in text_of(row)
        )
        begin, about = row.query_one(".begin"), row.query_one(".about")
        written = " ".join(about.render_line(y).text.strip() for y in range(row.size.height))
        assert written == "Post highlights every day"
        assert row.size.height == 2
        assert about.region.x == begin.region.right


async def test_a_form_is_filled_in(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.type("/note")
        await driver.pilot.press("escape", "enter")
        while not isinstance(driver.chat.screen, FormScreen):
            await driver.pilot.pause()
        await driver.pilot.press("enter")  # the heading is required: nothing is sent
        assert isinstance(driver.chat.screen, FormScreen)
        await driver.pilot.press("H", "i", "enter")
        await driver.pilot.pause()
        await driver.rest()
        assert "Noted Hi:" in text_of(driver.cards[-1])


async def test_a_thread_is_entered(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.send("/discuss KV talk")
        assert "in thread “KV talk”" in text_of(driver.cards[-1])
        await driver.send("enter KV")
        assert driver.chat.query_one(Composer).prompt.border_title == "thread “KV talk”"
        await driver.send("hello")
        assert driver.cards[-1].has_class("own")


@pytest.mark.parametrize("selector", [".example", ".command"])
async def test_a_click_on_a_line_types_it(simulation: Simulation, selector: str) -> None:
    async with run_chat(simulation) as driver:
        line = driver.chat.query(selector).first()
        await driver.click(line)
        assert driver.line in ("/search kv cache", "/copy ")


async def test_a_click_on_a_link_copies_it(simulation: Simulation) -> None:
    async with run_chat(simulation) as driver:
        await driver.send("/search kv")
        await driver.click(driver.cards[0].query(".title").first())
        assert driver.chat.clipboard == "https://example.org/search"
        source = next(one for one in driver.cards[0].query(ControlButton) if one.button.url)
        source.press()
        await driver.pilot.pause()
        assert driver.chat.clipboard == "https://example.org/source"
