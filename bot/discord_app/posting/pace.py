"""The pace at which posts make requests: in their order, and within what Discord allows."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

Sleep = Callable[[float], Awaitable[object]]

# Discord allows 50 requests a second. In no second are there more than 10 of these at once and 33
# one after another; the others are left for what members ask for.
AT_ONCE_COUNT: Final = 10
TURN_SECONDS: Final = 0.03


class Pace:
    """So many requests of a round at once, then one every so often, whoever makes them."""

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep
        self._left_count = AT_ONCE_COUNT
        self._turn = asyncio.Lock()

    def begin_round(self) -> None:
        """Allow some at once again."""
        self._left_count = AT_ONCE_COUNT

    async def take_turn(self) -> None:
        """Wait until a request may be made; who comes first may go first."""
        if self._left_count:
            self._left_count -= 1
            return
        async with self._turn:
            await self._sleep(TURN_SECONDS)
