"""The pulse: how a test waits for what happens elsewhere, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar

PATIENCE_SECONDS: Final = 60.0  # far more than anything takes on a busy machine

Found = TypeVar("Found")


class Pulse:
    """Beats whenever anything happened; whoever waits then looks whether it was theirs."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def beat(self) -> None:
        """Wake all who wait."""
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self) -> None:
        """Wait for the next beat."""
        await self._next.wait()

    async def until(
        self, look: Callable[[], Found | None], seconds: float = PATIENCE_SECONDS
    ) -> Found:
        """Wait until looking finds something, and return it.

        Raises:
            TimeoutError: it was not found in time.
        """
        async with asyncio.timeout(seconds):
            while not (found := look()):
                await self.wait()
        return found
