"""One thing that the member does, and the bot's answer to it.

The simulation's own verbs return when the bot has nothing left to do, which a bot with a short
timer never reaches; people wait for the answer only. So the verb is given up a moment after the
answer stands, and whatever the bot does later is shown as it comes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from simcord import BackendError, SetupError
from simcord.backend.models import ResponseKind

from bot.errors import LineNotUnderstood

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from simcord import Env
    from simcord.backend.models import Interaction

ACKNOWLEDGE_SECONDS: Final = 3.0  # Discord's own limit
PATIENCE_SECONDS: Final = 60.0  # for an answer that was promised
_GRACE_SECONDS: Final = 0.2  # for what follows an answer at once
_LOOK_SECONDS: Final = 0.02


class Turn:
    """Runs `act` until it is answered.

    `look` is called in between; it shows what is new and says whether there was anything.
    """

    def __init__(
        self, env: Env, act: Callable[[], Awaitable[Any]], look: Callable[[], bool]
    ) -> None:
        self._env = env
        self._act = act
        self._look = look
        self._known_interactions = len(env.backend.interactions)
        self._has_shown = False
        self._has_waited_enough = False
        self._known_errors = env.error_cursor

    async def finish(self) -> None:
        """Wait for the answer; raises `LineNotUnderstood` where a member could not do this."""
        verb = asyncio.ensure_future(self._act())
        try:
            await self._wait(verb)
        finally:
            verb.cancel()
            await asyncio.gather(verb, return_exceptions=True)
            self._look()

    @property
    def interaction(self) -> Interaction | None:
        """What the act started; None for a plain message."""
        interactions = self._env.backend.interactions
        if len(interactions) == self._known_interactions:
            return None
        return interactions[next(reversed(interactions))]

    @property
    def offered(self) -> Sequence[Mapping[str, Any]]:
        """The values that the bot offers for completion."""
        interaction = self.interaction
        return (interaction.autocomplete_choices if interaction else None) or ()

    @property
    def form(self) -> tuple[int, Mapping[str, Any]] | None:
        """The form that the bot answered with, after its interaction's id."""
        interaction = self.interaction
        if interaction is None or interaction.modal is None:
            return None
        return interaction.id, interaction.modal

    @property
    def complaint(self) -> str:
        """What is wrong with the answer, in a sentence; empty where it stands."""
        interaction = self.interaction
        if interaction is None or (interaction.responded and not interaction.loading):
            return ""
        errors = self._env.errors_since(self._known_errors)
        if errors:
            cause = getattr(errors[-1], "original", errors[-1])
            return f"The bot failed without an answer: {type(cause).__name__}: {cause}"
        if not interaction.loading:
            return "The bot gave no answer: Discord would show “The application did not respond”."
        if self._has_waited_enough:
            return f"No answer after {PATIENCE_SECONDS:.0f} seconds; it is shown when it comes."
        return "The bot promised an answer and gave none."

    async def _wait(self, verb: asyncio.Future[Any]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        answered_at: float | None = None
        while True:
            if verb.done():  # it gave up waiting; the bot itself goes on
                await asyncio.sleep(_LOOK_SECONDS)
            else:
                await asyncio.wait({verb}, timeout=_LOOK_SECONDS)
            self._has_shown = self._look() or self._has_shown
            if verb.done() and _is_settled(verb):
                return
            if answered_at is None and self._is_answered():
                answered_at = loop.time()
            grace = 0.0 if self.offered else _GRACE_SECONDS
            if answered_at is not None and loop.time() - answered_at >= grace:
                return
            if loop.time() - began > self._patience_seconds():
                self._has_waited_enough = True
                return

    def _patience_seconds(self) -> float:
        interaction = self.interaction
        is_promised = interaction is not None and interaction.responded
        return PATIENCE_SECONDS if is_promised else ACKNOWLEDGE_SECONDS

    def _is_answered(self) -> bool:
        interaction = self.interaction
        if interaction is None or not interaction.responded or interaction.loading:
            return False
        # A deferred update promises that something will change.
        return self._has_shown or interaction.response_kind is not ResponseKind.DEFERRED_UPDATE


def _is_settled(verb: asyncio.Future[Any]) -> bool:
    """Whether the bot has come to rest; raises what made the act impossible."""
    error = verb.exception()
    if error is None or isinstance(error, TimeoutError):
        return error is None
    if isinstance(error, SetupError | BackendError):
        raise LineNotUnderstood(_first_sentence(error)) from error
    # A gap in the simulation must not end the conversation.
    message = f"The simulated Discord cannot do this: {type(error).__name__}: {error}"
    raise LineNotUnderstood(message) from error


def _first_sentence(error: BaseException) -> str:
    return str(error).split(" — ")[0].rstrip(".") + "."
