"""The log of lost connections: one line each, where discord.py writes a traceback.

Connections are lost every day, and discord.py makes them again by itself; forty lines about each
would hide what an operator has to see.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import aiohttp
import discord

_LOGGER: Final = logging.getLogger("discord.client")
_EVERYDAY_ERRORS: Final = (
    aiohttp.ClientError,
    OSError,
    discord.HTTPException,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)


@contextmanager
def short_connection_log() -> Iterator[None]:
    """Keep everyday errors of the connection to a line each."""
    _LOGGER.addFilter(_shorten)
    try:
        yield
    finally:
        _LOGGER.removeFilter(_shorten)


def _shorten(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, _EVERYDAY_ERRORS):
        record.msg = f"{record.getMessage()} ({type(error).__name__})"
        record.args = ()
        record.exc_info = None
    return True
