"""The simulated server that end-to-end tests happen in, and what people see there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

import simcord

from bot.clock import Clock, FixedClock
from bot.discord_app import create_client
from bot.discord_app.client import PaperboyClient
from bot.discord_app.desk import Desk
from bot.intake import iter_attached_digests
from bot.pictures.studio import Studio
from bot.schedule_lock import FolderLock
from bot.services.library import Library
from bot.store import open_community, open_reader, open_terms, open_writer
from bot.worker import Worker
from tests.builders import NOW_AT


@asynccontextmanager
async def open_desk(index_path: Path, *, clock: Clock | None = None) -> AsyncIterator[Desk]:
    """A desk on the index at that path; three hits make a page."""
    desk = Desk(
        reader=Worker(partial(open_library, index_path), name="reader"),
        writer=Worker(partial(open_writer, index_path), name="writer"),
        community=Worker(partial(open_community, index_path), name="community"),
        clock=clock or FixedClock(NOW_AT),
        lock=FolderLock(index_path.parent / "locks"),
        studio=Studio(),
        read_digests=iter_attached_digests,
        fetch_times=(time(3), time(18)),
        page_size=3,
    )
    try:
        yield desk
    finally:
        await desk.reader.close()
        await desk.writer.close()
        await desk.community.close()


def open_library(index_path: Path) -> Library:
    """The index at that path, without vectors."""
    return Library(open_reader(index_path), open_terms(index_path.parent / "search"))


@dataclass(frozen=True)
class Server:
    """A server with one channel and two members."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    bob: simcord.MemberActor

    async def restart(self, desk: Desk) -> PaperboyClient:
        """A new process: nothing of the old client is left."""
        client = create_client(desk)
        await self.env.restart_bot(client)
        return client

    def take_errors(self) -> list[BaseException]:
        """The errors that the bot dealt with; taken, they do not fail the test."""
        return self.env.errors


def shown(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The message that answers, whether the first one or one that followed."""
    messages = [message for message in (result.response, *result.followups) if message]
    assert len(messages) == 1, messages
    return messages[0]


def text_of(message: Any) -> str:
    """Everything that a person reads on a message, apart from its components."""
    parts = [message.content]
    for embed in message.embeds:
        parts += [embed.title, embed.description]
        parts += [part for field in embed.fields for part in (field.name, field.value)]
        parts.append(embed.footer.text)
    return "\n".join(part for part in parts if part)


def items_of(message: simcord.ResponseMessage) -> list[dict[str, Any]]:
    """The buttons and menus of a message."""
    return [item for row in message.components for item in row["components"]]


def menu_of(message: simcord.ResponseMessage) -> dict[str, str]:
    """What the message's menu offers: values by label."""
    (menu,) = (item for item in items_of(message) if "options" in item)
    return {option["label"]: option["value"] for option in menu["options"]}


def custom_id_of(message: simcord.ResponseMessage, label: str) -> str:
    """The custom id of the button with that label."""
    (custom_id,) = (item["custom_id"] for item in items_of(message) if item.get("label") == label)
    return str(custom_id)
