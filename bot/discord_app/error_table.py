"""The error table: what a person is told about each kind of error.

The first row that fits counts, so the narrower type stands above the wider one. An error that no
row fits is unexpected: it is logged with an id, and the person is told the id.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands

from bot.errors import PaperboyError, PaperNotFound, WorkFailed

# Discord's codes for an answer that nobody waits for any more: the message or the interaction is
# gone, its token has expired, or somebody else has answered.
NOBODY_WAITS_CODES: Final = frozenset({10008, 10015, 10062, 40060, 50027})


@dataclass(frozen=True, slots=True)
class Explanation:
    """What to tell the person, and whether the operator should see it in the log."""

    text: str
    near_titles: tuple[str, ...] = ()
    is_logged: bool = False


Explain = Callable[[Any], Explanation | None]  # None: nobody can be told, and nobody needs to be


def _own_words(error: PaperboyError) -> Explanation:
    return Explanation(str(error))


def _own_words_logged(error: PaperboyError) -> Explanation:
    return Explanation(str(error), is_logged=True)


def _own_words_with_titles(error: PaperNotFound) -> Explanation:
    return Explanation(str(error), near_titles=error.nearest)


def _missing_permissions(error: app_commands.MissingPermissions) -> Explanation:
    return Explanation(f"For this you need the permission {_say_permissions(error)}.")


def _bot_missing_permissions(error: app_commands.BotMissingPermissions) -> Explanation:
    return Explanation(
        f"For this Paperboy needs the permission {_say_permissions(error)}; "
        "an admin of this server can give it."
    )


def _cooldown(error: app_commands.CommandOnCooldown) -> Explanation:
    return Explanation(f"That was quick; please try again in {error.retry_after:.0f} seconds.")


def _say(text: str, *, is_logged: bool = False) -> Explain:
    return lambda _error: Explanation(text, is_logged=is_logged)


def _refused(error: discord.HTTPException) -> Explanation | None:
    if error.code in NOBODY_WAITS_CODES:
        return None
    return Explanation("Discord did not take the answer; please try again.", is_logged=True)


ERROR_TABLE: Final[tuple[tuple[type[BaseException], Explain], ...]] = (
    (PaperNotFound, _own_words_with_titles),
    (WorkFailed, _own_words_logged),
    (PaperboyError, _own_words),
    (app_commands.NoPrivateMessage, _say("This works in a server only, not in direct messages.")),
    (app_commands.MissingPermissions, _missing_permissions),
    (app_commands.BotMissingPermissions, _bot_missing_permissions),
    (app_commands.CommandOnCooldown, _cooldown),
    (app_commands.CheckFailure, _say("You may not do that here.")),
    (app_commands.TransformerError, _say("One of the values is not of the kind expected there.")),
    (
        app_commands.CommandSignatureMismatch,
        _say("This command has changed; please type it anew in a minute.", is_logged=True),
    ),
    (
        app_commands.CommandNotFound,
        _say("This command is gone; /help lists those that there are.", is_logged=True),
    ),
    (discord.InteractionResponded, lambda _error: None),
    (
        discord.Forbidden,
        _say("Paperboy may not do that here; an admin can change its permissions.", is_logged=True),
    ),
    (discord.HTTPException, _refused),
    (aiohttp.ClientError, _say("Discord could not be reached; please try again.", is_logged=True)),
)


def explain(error: BaseException) -> tuple[bool, Explanation | None]:
    """Whether the error is in the table, and what to say about it."""
    for kind, make_explanation in ERROR_TABLE:
        if isinstance(error, kind):
            return True, make_explanation(error)
    return False, None


def unwrap(error: BaseException) -> BaseException:
    """The error itself, where discord.py wrapped it."""
    while isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    return error


def say_unexpected(error_id: str) -> str:
    """What to tell where no row of the table fits."""
    return (
        f"Something went wrong (error {error_id}). Please try again; if it stays, "
        "tell the people who run Paperboy this number."
    )


def _say_permissions(
    error: app_commands.MissingPermissions | app_commands.BotMissingPermissions,
) -> str:
    names = [name.replace("_", " ").title() for name in error.missing_permissions]
    return " and ".join(f"“{name}”" for name in names)
