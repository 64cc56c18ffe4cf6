"""A post, ready to be sent."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.discord_app.desk import DeskClient
from bot.discord_app.render.reply import Reply
from bot.models import Schedule, Slot
from bot.scheduling.marks import mark_of_slot
from bot.services.ledger import Shown


@dataclass(frozen=True, slots=True)
class Post:
    """What goes out for a slot."""

    reply: Reply
    shown: Shown
    heading: str  # what its thread is called


# None: there is nothing to post, and nothing is to be said about it.
Compose = Callable[[DeskClient, Schedule, Slot], Awaitable[Post | None]]


def marker_for(schedule: Schedule, slot: Slot) -> int:
    """The number by which the slot's message is known again."""
    return mark_of_slot(schedule.token, slot.local_on)
