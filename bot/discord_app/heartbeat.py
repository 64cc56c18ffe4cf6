"""The heartbeat: whether the connection to Discord is alive.

discord.py tries a resume address that answers with errors for ever, and calls itself ready all
the while; what gives it away is that its heartbeat is not answered any more. It notices a socket
that went silent by itself and drops the heartbeat then, so a missing one covers that case, too.
"""

import math
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from bot.errors import ServingFailed

Sleep = Callable[[float], Awaitable[object]]

CHECK_SECONDS: Final = 15.0
# Longer than any reconnection that succeeds, shorter than anybody's patience.
SILENCE_LIMIT_SECONDS: Final = 300.0


class Beating(Protocol):
    """What has a heartbeat."""

    @property
    def latency(self) -> float:
        """Seconds from a heartbeat to its answer; infinite or no number where there is none."""
        ...


class HeartbeatWatch:
    """Looks at a client's heartbeat again and again."""

    def __init__(self, client: Beating, sleep: Sleep) -> None:
        self._client = client
        self._sleep = sleep
        self.has_beaten = False

    async def watch(self) -> None:
        """Watch until there is reason to complain; never return otherwise.

        Raises:
            ServingFailed: there was no heartbeat for too long.
        """
        silent_seconds = 0.0
        while silent_seconds < SILENCE_LIMIT_SECONDS:
            await self._sleep(CHECK_SECONDS)
            if math.isfinite(self._client.latency):
                self.has_beaten = True
                silent_seconds = 0.0
            else:
                silent_seconds += CHECK_SECONDS
        raise ServingFailed(
            f"Discord has not answered for {SILENCE_LIMIT_SECONDS:.0f} seconds; "
            "start Paperboy again, or let the service manager do it."
        )
