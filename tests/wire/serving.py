"""`paperboy serve` as a process of its own, and what it says."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Final

from tests.wire.launch import Halt, Launch
from tests.wire.pulse import PATIENCE_SECONDS
from tests.wire.wired_discord import TOKEN, WiredDiscord

ROOT: Final = Path(__file__).parent.parent.parent


class Serving:
    """One process that serves."""

    def __init__(self, wired: WiredDiscord, process: Process) -> None:
        self.lines: list[str] = []
        self._wired = wired
        self._process = process
        self._listening = asyncio.ensure_future(self._listen())

    @classmethod
    async def start(
        cls,
        wired: WiredDiscord,
        home: Path,
        *,
        hurry: float = 1.0,
        halt: Halt | None = None,
        launcher: str = "tests.wire.launch",
    ) -> "Serving":
        """Start serving that Discord, with what Paperboy keeps in that folder."""
        how = Launch(wired.url, str(wired.clock.path), hurry, halt)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", launcher, json.dumps(asdict(how)), "serve"),
            cwd=ROOT,
            env=_environment(home),
            stdout=PIPE,
            stderr=STDOUT,
        )
        return cls(wired, process)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def log(self) -> str:
        """Everything that it has said so far."""
        return "\n".join(self.lines)

    async def until_said(self, pattern: str) -> str:
        """Wait until it says something that fits the pattern; the line."""

        def look() -> str | None:
            return next((line for line in self.lines if re.search(pattern, line)), None)

        try:
            return await self._wired.pulse.until(look)
        except TimeoutError:
            raise AssertionError(f"it never said {pattern!r}, but:\n{self.log}") from None

    def terminate(self) -> None:
        """Ask it to stop, as a service manager does."""
        self._process.send_signal(signal.SIGTERM)

    async def exit_code(self) -> int:
        """Wait for its end; negative where a signal ended it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._listening
            return await self._process.wait()

    async def stop(self) -> int:
        """Ask it to stop, and wait for its end."""
        self.terminate()
        return await self.exit_code()

    async def kill(self) -> int:
        """End it at once, if it lives, as `kill -9` does."""
        if self._process.returncode is None:
            self._process.kill()
        return await self.exit_code()

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            self.lines.append(line.decode().rstrip())
            self._wired.pulse.beat()


Start = Callable[..., Awaitable[Serving]]


def _environment(home: Path) -> dict[str, str]:
    """This process's environment, with settings of its own only."""
    inherited = {name: value for name, value in os.environ.items() if "PAPERBOY" not in name}
    own = {"PAPERBOY_HOME": str(home), "PAPERBOY_DISCORD_TOKEN": TOKEN}
    return inherited | own | {"PAPERBOY_FETCH_AT": "never"}
