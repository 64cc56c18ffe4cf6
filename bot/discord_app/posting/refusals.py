"""Refusals: what it means for a post that Discord answered with an error, or not at all."""

import asyncio
from dataclasses import dataclass
from enum import Enum
from typing import Final

import aiohttp
import discord

_UNKNOWN_PLACE_CODES: Final = frozenset({10003, 10013, 10004})  # channel, user, guild
CLOSED_MESSAGES_CODE: Final = 50007
_TOO_MANY_REQUESTS: Final = 429
_TOO_MANY_FIRST_MESSAGES_CODE: Final = 40003  # to members whom the bot never wrote to before
_SERVER_ERROR: Final = 500

GONE: Final = "The channel is gone."
DENIED: Final = (
    "Paperboy may not post there: it needs the permissions View Channel, Send Messages (in "
    "threads, Send Messages in Threads), Embed Links and Read Message History."
)
CLOSED: Final = "Your direct messages are closed for Paperboy."
UNREADABLE: Final = (
    "Paperboy may not read its own messages there, so it cannot tell whether the post stands; "
    "it needs the permission Read Message History."
)
NO_PLACE: Final = "Posts go into text channels, announcement channels, threads and forums only."


class Meaning(Enum):
    """What an error says about the message."""

    UNANSWERED = "it may stand, or be taken later"
    DENIED = "it does not stand; somebody may mend that"
    GONE = "it does not stand, and never will"
    UNFIT = "it does not stand: the channel, or Discord, takes no such message"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error, read."""

    meaning: Meaning
    words: str  # a sentence for the schedule's owner


def read_refusal(error: Exception) -> Refusal | None:
    """What the error means; None where it is a fault of ours.

    A 5xx, a cut connection and no answer at all say nothing about whether the message stands.
    """
    if isinstance(error, discord.HTTPException):
        return _read_answer(error)
    if isinstance(error, discord.RateLimited):
        return Refusal(Meaning.UNANSWERED, "Discord wants to be asked less often.")
    if isinstance(error, aiohttp.ClientError | OSError | asyncio.TimeoutError):
        return Refusal(Meaning.UNANSWERED, "Discord could not be reached.")
    return None


def _read_answer(error: discord.HTTPException) -> Refusal:
    if error.status >= _SERVER_ERROR or error.status == _TOO_MANY_REQUESTS:
        return Refusal(Meaning.UNANSWERED, f"Discord answered with HTTP {error.status}.")
    if error.code == _TOO_MANY_FIRST_MESSAGES_CODE:
        return Refusal(Meaning.UNANSWERED, "Discord wants fewer new direct messages at once.")
    if error.code == CLOSED_MESSAGES_CODE:
        return Refusal(Meaning.GONE, CLOSED)
    if error.code in _UNKNOWN_PLACE_CODES:
        return Refusal(Meaning.GONE, GONE)
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return Refusal(Meaning.DENIED, DENIED)
    words = f"Discord did not take the post: {error.text or 'no reason'} (code {error.code})."
    return Refusal(Meaning.UNFIT, words)
