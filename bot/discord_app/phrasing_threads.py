"""Threads in which answers are phrased, so that neither the event loop nor the index waits."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import aiohttp
import discord

from bot.models import PhrasedText
from bot.services.phrasing import Phrasing

_LOG = logging.getLogger(__name__)
_NOT_TAKEN: Final = (discord.HTTPException, aiohttp.ClientError, OSError)
# Further answers stay quoted while so many are being phrased: nobody queues for a nicety.
AT_ONCE_COUNT: Final = 4

R = TypeVar("R")


class PhrasingThreads:
    """Runs `phrase_answer` and its like beside the event loop."""

    def __init__(self, phrasing: Phrasing) -> None:
        self._phrasing = phrasing
        self._executor = ThreadPoolExecutor(AT_ONCE_COUNT, thread_name_prefix="phrasing")
        self._under_way_count = 0

    @property
    def model(self) -> str:
        """The language model's name."""
        return self._phrasing.model

    async def run(
        self, phrase: Callable[[Phrasing, R], PhrasedText | None], record: R, /
    ) -> PhrasedText | None:
        """Await `phrase(phrasing, record)`; None at once where too much is under way."""
        if self._under_way_count >= AT_ONCE_COUNT:
            return None
        self._under_way_count += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._executor, phrase, self._phrasing, record)
        finally:
            self._under_way_count -= 1

    async def say_again(
        self,
        phrase: Callable[[Phrasing, R], PhrasedText | None],
        record: R,
        say: Callable[[PhrasedText], Awaitable[None]],
    ) -> None:
        """Phrase what was said already, and say that instead, if that comes to anything.

        Args:
            phrase: `phrase_answer` or its like.
            record: what was said.
            say: puts the phrased text in its place; where Discord refuses that, all stays quoted.
        """
        text = await self.run(phrase, record)
        if text is None:
            return
        try:
            await say(text)
        except _NOT_TAKEN as error:
            _LOG.info("An answer stays quoted: %s", error)

    def close(self) -> None:
        """Begin nothing more; what is under way ends with its time-out."""
        self._executor.shutdown(wait=False, cancel_futures=True)
