"""The desk: what commands and presses find at hand when somebody asks."""

import abc
import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

import discord
from discord import app_commands

from bot.clock import Clock
from bot.discord_app.phrasing_threads import PhrasingThreads
from bot.models import Digest
from bot.services.community_ports import Community
from bot.services.library import Library
from bot.services.ports import IndexWriter, PictureMaker
from bot.worker import Worker


class Lock(Protocol):
    """Tells one process from others that would do the same."""

    def hold(self, name: str, held: contextlib.ExitStack) -> bool:
        """Take the lock of that name if nobody has it, for as long as the stack is open."""
        ...


class NotRead(Protocol):
    """Something that gave no digest."""

    @property
    def name(self) -> str:
        """The file, or what it is called in the archive."""
        ...

    @property
    def reason(self) -> str:
        """A sentence."""
        ...


class DigestReader(Protocol):
    """Finds the digests in a file, one by one; may be slow, and never raises for what it reads."""

    def __call__(
        self,
        content: bytes,
        name: str,
        *,
        today: date,
        issued_on: date | None,
        given_days: Mapping[str, date],
    ) -> Iterator[Digest | NotRead]:
        """Yield the digests, and what gave none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the composition root hands over; the settings in it are checked already."""

    reader: Worker[Library]
    writer: Worker[IndexWriter]
    community: Worker[Community]
    clock: Clock
    lock: Lock
    studio: PictureMaker
    read_digests: DigestReader
    phrasing: PhrasingThreads | None = None  # None where no language model phrases answers
    fetch_times: tuple[time, ...] = ()  # in UTC; empty: nothing is fetched by itself
    page_size: int = 5  # hits on a page of search results
    pick_count: int = 5  # papers in a highlights post


class DeskClient(discord.Client, abc.ABC):
    """As much of the bot as commands and presses see; client.py has the rest."""

    desk: Desk
    tree: "app_commands.CommandTree[DeskClient]"
    command_ids: dict[str, int]  # what Discord calls the commands; empty until it is known
    closed_inboxes: set[int]  # members whom nothing reached, who are to be told

    @abc.abstractmethod
    async def admit(self, interaction: "Interaction") -> bool:
        """Let the running task answer the interaction; or say that there is no time left."""

    @abc.abstractmethod
    async def press(
        self, interaction: "Interaction", custom_id: str, chosen: tuple[str, ...]
    ) -> None:
        """Do what the button or menu with that custom id is for."""


Interaction = discord.Interaction[DeskClient]
