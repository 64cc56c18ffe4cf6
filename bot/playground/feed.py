"""What is new in the simulated server since one last looked.

The server is compared with what was shown before, rather than listened to: messages that only the
member sees are edited without any event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from simcord.backend.serializers import message_payload

from bot.playground.payloads import Surroundings, parse_message
from bot.playground.shown import (
    Appeared,
    Changed,
    Happening,
    Place,
    Removed,
    ShownMessage,
    ThreadOpened,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from simcord.backend.models import Channel

    from bot.playground.world import World

# Plain messages, replies, answers to slash commands and to message commands. The others are
# Discord's own announcements, such as "a thread was started", which `ThreadOpened` replaces.
_MESSAGE_TYPES: Final = frozenset({0, 19, 20, 23})


class Feed:
    """Remembers what was shown."""

    def __init__(self, world: World, *, bot_name: str) -> None:
        self._world = world
        self._bot_name = bot_name
        self._shown: dict[int, ShownMessage] = {}
        self._shown_at: dict[int, datetime] = {}  # what is 2 minutes off stays so in the record
        self._places: dict[int, Place] = {}
        self._seen_events = 0
        # What stands in threads before the bot comes is shown when one enters them.
        self._hidden = {
            message_id for stored in world.env.backend.messages.values() for message_id in stored
        }

    @property
    def places(self) -> tuple[Place, ...]:
        """Where one can be, the first channel first."""
        return tuple(self._places.values())

    def find_message(self, message_id: int) -> ShownMessage | None:
        """A message as it was last shown."""
        return self._shown.get(message_id)

    def reveal(self, place: Place) -> None:
        """Show from now on what stood in a place before the bot came."""
        self._hidden -= set(self._world.env.backend.messages.get(place.place_id, ()))
        self._seen_events = 0

    def read(self) -> list[Happening]:
        """What has happened since the last call, oldest first."""
        events = len(self._world.env.backend.transcript)
        if events == self._seen_events:  # nothing crossed the border between bot and server
            return []
        self._seen_events = events
        return [*self._read_places(), *self._read_messages()]

    def _read_places(self) -> Iterator[Happening]:
        for channel in self._world.env.backend.channels.values():
            if channel.id in self._places:
                continue
            place = self._name_place(channel)
            self._places[channel.id] = place
            if place.kind == "thread":
                yield ThreadOpened(place)

    def _name_place(self, channel: Channel) -> Place:
        if channel.guild_id is None:
            return Place(channel.id, self._bot_name, "direct message")
        return Place(channel.id, channel.name or "", "thread" if channel.is_thread else "channel")

    def _read_messages(self) -> Iterator[Happening]:
        names, now_at = self._world.names, self._world.env.now()
        present = dict(self._iter_present())
        for message_id in [known for known in self._shown if known not in present]:
            del self._shown[message_id], self._shown_at[message_id]
            yield Removed(message_id)
        for message_id, (place, payload) in sorted(present.items()):
            shown_at = self._shown_at.get(message_id, now_at)
            message = parse_message(payload, place, Surroundings(names, shown_at))
            before = self._shown.get(message_id)
            if message != before:
                message = parse_message(payload, place, Surroundings(names, now_at))
                self._shown[message_id], self._shown_at[message_id] = message, now_at
                yield Appeared(message) if before is None else Changed(message)

    def _iter_present(self) -> Iterator[tuple[int, tuple[Place, Any]]]:
        """Every message that the member can see, as the API would send it."""
        backend = self._world.env.backend
        for place in self.places:
            for message in backend.messages.get(place.place_id, {}).values():
                if (
                    message.type in _MESSAGE_TYPES
                    and message.id not in self._hidden
                    and message.visible_to(self._world.user.id)
                ):
                    yield message.id, (place, message_payload(backend, message))
