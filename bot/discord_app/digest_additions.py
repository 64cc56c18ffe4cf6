"""A digest that somebody attached, from the file to the reply."""

import asyncio
import logging
from datetime import date, timedelta
from typing import Final

import discord

from bot.clock import today_on
from bot.discord_app.desk import Desk, Interaction
from bot.discord_app.render.addition_page import render_addition
from bot.discord_app.render.reply import Reply
from bot.errors import AdditionRefused, UnreadableSource
from bot.models import AddedDigest, Addition, Digest, UnreadPart
from bot.services.coverage import get_coverage
from bot.services.ingest import ingest_digest, load_given_days
from bot.services.library import Library
from bot.text.periods import parse_day

_LOG = logging.getLogger(__name__)
_MIB: Final = 2**20
FILE_LIMIT_BYTES: Final = 25 * _MIB
_ONE_DAY: Final = timedelta(days=1)


async def add_attached(
    interaction: Interaction, file: discord.Attachment, issued_on: str | None
) -> Reply:
    """Take what the file holds into the index, and say what that was.

    Raises:
        AdditionRefused: the file is too large, or the day lies in the future.
        WrongUse: the text is no day.
        UnreadableSource: Discord does not hand over the file.
    """
    desk = interaction.client.desk
    day = None if issued_on is None else _parse_past_day(issued_on, today=today_on(desk.clock))
    if file.size > FILE_LIMIT_BYTES:
        raise AdditionRefused(
            f"The file has {file.size / _MIB:,.0f} MiB, and {FILE_LIMIT_BYTES // _MIB} MiB is the "
            "most that can be added here: pack it as zip, or add it in parts."
        )
    content = await _load_content(file)
    addition = await _ingest(desk, content, file.filename, day)
    _log(interaction, addition)
    # What was added is found from now on, and nobody who asks waits for it.
    await desk.reader.run(Library.warm_up)
    coverage = await desk.reader.run(get_coverage)
    return await asyncio.to_thread(render_addition, addition, coverage)


async def _load_content(file: discord.Attachment) -> bytes:
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise UnreadableSource(
            f"Discord did not hand over {file.filename}; please attach it once more."
        ) from error


async def _ingest(desk: Desk, content: bytes, name: str, issued_on: date | None) -> Addition:
    """Digest by digest, so that others who write wait for one at most."""
    reading = desk.read_digests(
        content,
        name,
        today=today_on(desk.clock),
        issued_on=issued_on,
        given_days=await desk.writer.run(load_given_days),
    )
    digests: list[AddedDigest] = []
    unread: list[UnreadPart] = []
    while (read := await asyncio.to_thread(next, reading, None)) is not None:
        if isinstance(read, Digest):
            report = await desk.writer.run(ingest_digest, read, ingested_at=desk.clock.now_at())
            digests.append(AddedDigest(report, read.issued_on, read.issued_on_is_inferred))
        else:
            unread.append(UnreadPart(read.name, read.reason))
    return Addition(name, tuple(digests), tuple(unread))


def _parse_past_day(text: str, *, today: date) -> date:
    day = parse_day(text)
    # East of Greenwich it may be tomorrow already.
    if day > today + _ONE_DAY:
        raise AdditionRefused(f"{day} lies in the future; a digest is of a day that has come.")
    return day


def _log(interaction: Interaction, addition: Addition) -> None:
    _LOG.info(
        "%s (%d) added %s in server %s: %d digests, %d new, %d updated, %d skipped, %d unread",
        interaction.user,
        interaction.user.id,
        addition.name,
        interaction.guild_id,
        len(addition.digests),
        addition.added,
        addition.updated,
        addition.skipped_count,
        len(addition.unread),
    )
