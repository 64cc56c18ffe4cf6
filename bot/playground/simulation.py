"""The genuine bot in a simulated server, for a front to drive.

What a member does becomes a call here; what appears, whether asked for or not, comes out of
`happenings`. All of it runs on the caller's event loop: the simulation tells the bot's own tasks
from others, so a front may live on the same loop.
"""

from __future__ import annotations

import asyncio
import re
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from simcord import BackendError, InteractionResult, ResponseMessage

from bot.errors import LineNotUnderstood
from bot.playground.catalog import NAMED_KINDS, Choice, parse_catalog
from bot.playground.feed import Feed
from bot.playground.payloads import parse_form
from bot.playground.server_names import find_names, resolve_value
from bot.playground.shown import (
    BOT_NAME,
    FormOpened,
    Happening,
    Notice,
    Place,
    ShownForm,
    ShownMessage,
)
from bot.playground.turn import Turn
from bot.playground.world import Client, World, open_world

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
    from datetime import datetime

    from simcord import MemberActor, UserHandle

    from bot.playground.completion import Question
    from bot.playground.shown import Discussion, ShownFile
    from bot.playground.typed_command import TypedCommand

# However it is written: people mean the bot.
_MENTION: Final = re.compile(rf"@{BOT_NAME}\b", re.IGNORECASE)
_LOOK_SECONDS: Final = 0.1  # how often to look for what the bot does of its own accord


@asynccontextmanager
async def open_simulation(
    client: Client,
    *,
    started_at: datetime | None = None,
    discussion: Discussion | None = None,
) -> AsyncIterator[Simulation]:
    """Connect a client to a server of its own, for as long as the context lasts."""
    world = await open_world(
        client, bot_name=BOT_NAME, started_at=started_at, discussion=discussion
    )
    simulation = Simulation(world)
    watch = asyncio.create_task(simulation.keep_looking())
    try:
        yield simulation
    finally:
        watch.cancel()
        with suppress(asyncio.CancelledError):
            await watch
        await world.env.shutdown()


class Simulation:
    """An open simulation.

    Attributes:
        happenings: what there is to show, oldest first, for the front to take.
        happening_count: how many there were since the beginning, taken or not.
        catalog: the bot's commands.
        here: where the member is.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._feed = Feed(world, bot_name=BOT_NAME)
        self._lock = asyncio.Lock()
        self.happenings: asyncio.Queue[Happening] = asyncio.Queue()
        self.happening_count = 0
        self.catalog: Final = parse_catalog(world.command_payloads)
        self._publish()
        self.here = self._feed.places[0]

    @property
    def is_busy(self) -> bool:
        """Whether the bot is still answering the last request."""
        return self._lock.locked()

    @property
    def places(self) -> tuple[Place, ...]:
        """Where one can be, the first channel first."""
        return self._feed.places

    def enter(self, place: Place) -> None:
        """Go to a place: commands and messages are from there from now on."""
        self.here = place
        self._feed.reveal(place)
        self._publish()

    async def run(self, typed: TypedCommand) -> None:
        """Run a slash command; raises `LineNotUnderstood` where a value cannot be given."""
        values = {
            name: resolve_value(self._world, typed.command.find_option(name), value)
            for name, value in typed.values.items()
        }
        name = typed.command.name
        if self.here.kind == "direct message":
            await self._take_turn(lambda: self._world.user.slash(name, **values))
        else:
            channel = self._world.channel_of(self.here)
            await self._take_turn(lambda: self._world.member.slash(channel, name, **values))

    async def run_on_message(self, name: str, message: ShownMessage) -> None:
        """Run a command from a message's own menu."""
        if message.place.kind == "direct message":
            raise LineNotUnderstood("Only messages in the server have a menu here.")
        stored = self._find_stored(message)
        channel = self._world.channel_of(message.place)
        await self._take_turn(lambda: self._world.member.context_menu(channel, name, stored))

    async def complete(self, question: Question) -> tuple[Choice, ...]:
        """The values that the bot, or for names the server, offers; none while it is busy."""
        if question.option.kind in NAMED_KINDS:
            return find_names(self._world, question.option.kind, question.typed)
        if self.is_busy:
            return ()
        asked = (question.command.name, question.option.name, question.typed)
        given = question.given
        if self.here.kind == "direct message":
            turn = await self._take_turn(
                lambda: self._world.user.autocomplete(*asked, **given), is_silent=True
            )
        else:
            channel = self._world.channel_of(self.here)
            turn = await self._take_turn(
                lambda: self._world.member.autocomplete(channel, *asked, **given), is_silent=True
            )
        return tuple(Choice(one["name"], one["value"]) for one in turn.offered)

    async def press(self, message: ShownMessage, custom_id: str) -> None:
        """Press a button."""
        stored, actor = self._find_stored(message), self._actor(message.place)
        await self._take_turn(lambda: actor.click(stored, custom_id=custom_id))

    async def choose(self, message: ShownMessage, custom_id: str, values: Sequence[str]) -> None:
        """Take values from a menu."""
        stored, actor = self._find_stored(message), self._actor(message.place)
        await self._take_turn(lambda: actor.select(stored, values, custom_id=custom_id))

    async def submit(self, form: ShownForm, texts: Mapping[str, str]) -> None:
        """Send a form; `texts` by the inputs' custom ids, without the empty ones."""
        record = self._world.env.backend.interactions[form.interaction_id]
        opened = InteractionResult(self._world.env, record)
        await self._take_turn(lambda: self._actor(self.here).submit_modal(opened, dict(texts)))

    async def say(self, text: str) -> None:
        """Write a plain message; `@Paperboy` in it mentions the bot."""
        mention = f"<@{self._world.env.backend.bot_user.id}>"
        content = _MENTION.sub(mention, text)
        if self.here.kind == "direct message":
            await self._take_turn(lambda: self._world.user.send_dm(content))
        else:
            channel = self._world.channel_of(self.here)
            await self._take_turn(lambda: self._world.member.send(channel, content))

    def read_file(self, file: ShownFile) -> bytes:
        """The content of a file that the bot sent."""
        return self._world.env.backend.cdn.get(file.url) or b""

    def find_message(self, message_id: int) -> ShownMessage | None:
        """A message as it was last shown; None where it is gone."""
        return self._feed.find_message(message_id)

    async def _take_turn(
        self, act: Callable[[], Awaitable[Any]], *, is_silent: bool = False
    ) -> Turn:
        """Do something as the member and wait until the bot has answered it."""
        async with self._lock:
            turn = Turn(self._world.env, act, self._publish)
            await turn.finish()
        if turn.form is not None:
            self._announce(FormOpened(parse_form(*turn.form)))
        if turn.complaint and not is_silent:
            self._announce(Notice(turn.complaint, is_error=True))
        return turn

    def _actor(self, place: Place) -> MemberActor | UserHandle:
        return self._world.user if place.kind == "direct message" else self._world.member

    def _find_stored(self, message: ShownMessage) -> ResponseMessage:
        env = self._world.env
        try:
            stored = env.backend.get_message(message.place.place_id, message.message_id)
        except BackendError as error:
            raise LineNotUnderstood("That message is gone.") from error
        return ResponseMessage(env, stored)

    def _publish(self) -> bool:
        happenings = self._feed.read()
        for happening in happenings:
            self._announce(happening)
        return bool(happenings)

    def _announce(self, happening: Happening) -> None:
        self.happening_count += 1
        self.happenings.put_nowait(happening)

    async def keep_looking(self) -> None:
        """Show what the bot does of its own accord, and let Discord's clock run, for ever."""
        loop = asyncio.get_running_loop()
        looked_at = loop.time()
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = loop.time()
            self._world.env.backend.clock.advance(now - looked_at)
            looked_at = now
            self._publish()
