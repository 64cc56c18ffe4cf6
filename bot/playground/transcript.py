r"""The playground without a terminal: lines in, plain text out.

printf '/search kv cache\npress 2\n' | paperboy try
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TextIO

from bot.errors import LineNotUnderstood
from bot.playground.plain_text import render_guide, render_happening
from bot.playground.session import Session
from bot.playground.shown import Appeared, Notice
from bot.playground.typed_line import Help, Leave, parse_typed_line

if TYPE_CHECKING:
    from bot.playground.simulation import Simulation

PROMPT = "> "
_LOOK_SECONDS = 0.2  # how often to look for what the bot does while nobody types


class Transcript:
    """Carries out the lines of one stream and writes what happens to another.

    `echoes` writes each line again, so that the output reads as a conversation; on a terminal the
    line stands there already, so only the prompt is written.
    """

    def __init__(
        self, simulation: Simulation, source: TextIO, target: TextIO, *, welcome: str, echoes: bool
    ) -> None:
        self._simulation = simulation
        self._session = Session(simulation)
        self._source = source
        self._target = target
        self._welcome = welcome
        self._echoes = echoes

    async def run(self) -> None:
        """Until the lines end, or one says so."""
        self._write_happenings()
        if not self._echoes:
            self._write_guide()
        while line := await self._read_line():
            if self._echoes and line.strip():
                self._write([f"{PROMPT}{line.strip()}"])
            if not await self._carry_out(line):
                return

    async def _read_line(self) -> str:
        """The next line; empty at the end. Read in a thread, as the bot goes on meanwhile."""
        self._write_prompt()
        reading = asyncio.ensure_future(asyncio.to_thread(self._source.readline))
        while not (await asyncio.wait({reading}, timeout=_LOOK_SECONDS))[0]:
            if not self._simulation.happenings.empty():
                self._write([] if self._echoes else [""])
                self._write_happenings()
                self._write([""])
                self._write_prompt()
        return reading.result()

    def _write_prompt(self) -> None:
        if not self._echoes:
            self._target.write(PROMPT)
            self._target.flush()

    async def _carry_out(self, line: str) -> bool:
        """Do it and write what came of it; False where the line says to leave."""
        typed = parse_typed_line(line)
        if typed is None:
            return True
        if isinstance(typed, Leave):
            return False
        notice = None
        try:
            notice = await self._session.carry_out(typed)
        except LineNotUnderstood as error:
            notice = Notice(str(error), is_error=True)
        self._write_happenings()
        if isinstance(typed, Help):
            self._write_guide()
        if notice is not None:
            self._write(render_happening(notice))
        self._write([""])
        return True

    def _write_guide(self) -> None:
        catalog, own_words = self._simulation.catalog, self._session.list_words()
        self._write(render_guide(self._welcome, catalog, own_words))

    def _write_happenings(self) -> None:
        queue = self._simulation.happenings
        while not queue.empty():
            happening = queue.get_nowait()
            self._session.note(happening)
            if isinstance(happening, Appeared) and not happening.message.is_from_bot:
                continue  # the member's own words stand there already
            self._write(render_happening(happening))

    def _write(self, lines: list[str]) -> None:
        self._target.writelines(f"{line}\n" for line in lines)
        self._target.flush()
