"""Work beside the bot's own: it may end, but never unheard, and the bot serves on."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def in_background(work: Coroutine[object, object, object], name: str) -> AsyncIterator[None]:
    """Inside, the work goes on; at the end it is cancelled.

    Args:
        work: runs until it is cancelled; where it fails, that is said in the log at once.
        name: how the log calls it, at the beginning of a sentence.
    """
    task = asyncio.ensure_future(_tell_end(work, name))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _tell_end(work: Coroutine[object, object, object], name: str) -> None:
    try:
        await work
    except Exception:  # noqa: BLE001 - whatever it was, the bot serves on
        _LOG.exception("%s has broken off; it goes on when Paperboy is restarted", name)
