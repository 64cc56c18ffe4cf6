from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, Static

from bot.playground.cards import ControlButton, ControlMenu, MessageCard
from bot.playground.chat import Chat
from bot.playground.composer import Composer
from bot.playground.form_screen import FormScreen
from bot.playground.simulation import Simulation
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

    @property
    def offers(self) -> list[str]:
        popup = self.chat.query_one(Composer).popup
        return [str(option.prompt) for option in popup.options] if popup.display else []


def text_of(widget: Widget) -> str:
    return "\n".join(str(one.visual) for one in widget.query(Static))


@asynccontextmanager
async def run_chat(simulation: Simulation) -> AsyncIterator[Driver]:
    chat = Chat(simulation, welcome=WELCOME)
    async with chat.run_test(size=(80, 24)) as pilot:
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
    assert "/schedule add     Post highlights every day" in text
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
