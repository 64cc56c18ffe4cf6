"""`paperboy try`: the genuine bot in a chat of one's own, without a token and without a network.

This module is cheap to import; what it needs from the optional packages is imported when a
playground is run.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.errors import MissingExtra
from bot.playground.held_log import hold_log_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.playground.shown import Discussion
    from bot.playground.simulation import Simulation
    from bot.playground.world import Client

EXTRA_PACKAGES = frozenset({"simcord", "textual"})


async def run_playground(
    create_client: Callable[[], Client],
    *,
    welcome: str,
    interactive: bool | None = None,
    started_at: datetime | None = None,
    discussion: Discussion | None = None,
) -> None:
    """Chat with a client in a simulated server, until the person leaves or the input ends.

    Args:
        create_client: Builds the client, a `discord.Client` with a `tree`; called on the loop.
        welcome: What stands above the list of commands at first, in Discord's markdown. Lines
            that begin with / or @ are examples, and can be clicked.
        interactive: The chat window or plain lines; by default the window on a terminal only.
        started_at: The instant that the simulated Discord begins at, an aware datetime; its clock
            runs on from there. By default a fixed day.
        discussion: A thread that stands in the server already.

    Raises:
        MissingExtra: the optional packages are not installed.
    """
    try:
        from bot.playground.simulation import open_simulation  # noqa: PLC0415 (optional packages)
    except ModuleNotFoundError as error:
        raise _explain_missing(error) from error
    if interactive is None:
        interactive = sys.stdin.isatty() and sys.stdout.isatty()
    async with open_simulation(
        create_client(), started_at=started_at, discussion=discussion
    ) as simulation:
        if interactive:
            await _run_chat(simulation, welcome)
        else:
            await _run_transcript(simulation, welcome)


async def _run_chat(simulation: Simulation, welcome: str) -> None:
    try:
        from bot.playground.chat import Chat  # noqa: PLC0415 (optional packages)
    except ModuleNotFoundError as error:
        raise _explain_missing(error) from error
    with hold_log_lines():
        await Chat(simulation, welcome=welcome).run_async()


async def _run_transcript(simulation: Simulation, welcome: str) -> None:
    from bot.playground.transcript import Transcript  # noqa: PLC0415 (needs nothing in the chat)

    transcript = Transcript(
        simulation, sys.stdin, sys.stdout, welcome=welcome, echoes=not sys.stdin.isatty()
    )
    await transcript.run()


def _explain_missing(error: ModuleNotFoundError) -> ModuleNotFoundError | MissingExtra:
    """The error to raise: a missing module of our own is a fault and stays what it is."""
    package = (error.name or "").partition(".")[0]
    if package not in EXTRA_PACKAGES:
        return error
    return MissingExtra(
        f"`paperboy try` needs the package {package}: pip install '.[try]' in Paperboy's checkout"
    )
