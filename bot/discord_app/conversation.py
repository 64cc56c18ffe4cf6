"""Conversation: acknowledging an interaction, answering it, and saying what went wrong.

Discord gives three seconds for a first sign and fifteen minutes for the answer. Whether the answer
is for everyone or for one person is settled with the first sign, while a complaint is for one
person in any case.

Where a connection breaks before Discord's response, nobody knows whether the request took effect.
Acknowledging and answering may be done twice, so they are; a message of its own may not.
"""

import logging
from enum import Enum
from typing import Final

import aiohttp
import discord

from bot.discord_app.delivery import message_parts
from bot.discord_app.desk import Interaction
from bot.discord_app.render.notices import UNANSWERED
from bot.discord_app.render.reply import Reply

_LOG = logging.getLogger(__name__)


class _Promise(Enum):
    """What the first sign has promised; kept on the interaction until it is fulfilled."""

    PUBLIC = "an answer for everyone"
    PRIVATE = "an answer for who asked"


_PROMISE: Final = "promise"
_IS_ACKNOWLEDGED: Final = "is acknowledged"  # kept on the interaction, too
_LOST_RESPONSE: Final = (aiohttp.ClientError, OSError)
_ALREADY_ACKNOWLEDGED_CODE: Final = 40060


async def acknowledge(interaction: Interaction, *, is_private: bool = False) -> None:
    """Say at once that an answer will come, for everyone or for the asking person only."""
    await _defer(interaction, thinking=True, ephemeral=is_private)
    interaction.extras[_PROMISE] = _Promise.PRIVATE if is_private else _Promise.PUBLIC


async def acknowledge_change(interaction: Interaction) -> None:
    """Say at once that the message whose component was pressed will change."""
    await _defer(interaction)


async def answer(interaction: Interaction, reply: Reply) -> None:
    """Put the reply where the acknowledgement promised it."""
    try:
        await _put(interaction, reply)
    except _LOST_RESPONSE:
        await _put(interaction, reply)
    interaction.extras.pop(_PROMISE, None)


async def answer_privately(interaction: Interaction, reply: Reply) -> None:
    """Tell only the asking person, however far the interaction has got.

    Nothing is raised where Discord refuses: there is nobody left to tell.
    """
    try:
        if not (interaction.response.is_done() or _IS_ACKNOWLEDGED in interaction.extras):
            await interaction.response.send_message(ephemeral=True, **message_parts(reply).given())
        elif interaction.extras.get(_PROMISE) is _Promise.PRIVATE:
            await answer(interaction, reply)
        elif interaction.extras.get(_PROMISE) is _Promise.PUBLIC:
            await _answer_beside_promise(interaction, reply)
        else:
            await interaction.followup.send(ephemeral=True, **message_parts(reply).given())
    except (discord.HTTPException, *_LOST_RESPONSE) as error:
        _LOG.warning("An answer could not be delivered: %s", error)


async def send_to_all(interaction: Interaction, reply: Reply) -> None:
    """Send a message for everyone beside the answer; only after `acknowledge_change`."""
    await interaction.followup.send(ephemeral=False, **message_parts(reply).given())


async def _defer(interaction: Interaction, **how: bool) -> None:
    """Acknowledge; where the first try was heard after all, Discord refuses the second."""
    try:
        await interaction.response.defer(**how)
    except _LOST_RESPONSE:
        try:
            await interaction.response.defer(**how)
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED_CODE:
                raise
    interaction.extras[_IS_ACKNOWLEDGED] = True


async def _put(interaction: Interaction, reply: Reply) -> None:
    parts = message_parts(reply)
    await interaction.edit_original_response(
        content=parts.content,
        embeds=parts.embeds,
        view=parts.view,
        attachments=discord.utils.MISSING if parts.keeps_files else parts.files,
    )


async def _answer_beside_promise(interaction: Interaction, reply: Reply) -> None:
    """Answer one person where an answer for everyone was promised.

    The first message after the promise takes its place and is public, whatever is asked for, and
    Discord takes none after the promise was deleted: so it is fulfilled, and deleted at the end.
    Where it cannot be fulfilled, an answer for everyone is better than none.
    """
    parts = message_parts(reply).given()
    del interaction.extras[_PROMISE]
    try:
        await interaction.edit_original_response(content=UNANSWERED)
    except discord.HTTPException:
        await interaction.followup.send(**parts)
    else:
        await interaction.followup.send(ephemeral=True, **parts)
        await interaction.delete_original_response()
