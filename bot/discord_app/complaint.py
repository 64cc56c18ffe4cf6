"""Complaints: an error on the way to an answer becomes a sentence for the person who asked."""

import hashlib
import logging
from typing import Final

from bot.discord_app.conversation import answer_privately
from bot.discord_app.desk import Desk, Interaction
from bot.discord_app.error_table import Explanation, explain, say_unexpected, unwrap
from bot.discord_app.near_titles import find_suggestions
from bot.discord_app.render.notices import render_notice
from bot.discord_app.render.reply import Reply
from bot.models import TitleSuggestion

_LOG = logging.getLogger(__name__)
_ERROR_ID_CHARS: Final = 6


async def complain(interaction: Interaction, error: BaseException, *, place: str) -> None:
    """Tell the person what the table says about the error, and the log what it should know.

    Args:
        interaction: whose answer failed.
        error: what was raised.
        place: the command or component, for the log; nothing that the person typed.
    """
    desk = interaction.client.desk
    complaint = await word_complaint(desk, error, place=place, asked_id=interaction.id)
    if complaint is not None:
        await answer_privately(interaction, complaint)


async def word_complaint(
    desk: Desk, error: BaseException, *, place: str, asked_id: int
) -> Reply | None:
    """What to tell the person, wherever that is said; None where nobody waits. Logs, too.

    Args:
        desk: where near titles are looked up.
        error: what was raised.
        place: for the log; nothing that the person typed.
        asked_id: Discord's number of what was asked, which tells errors apart.
    """
    error = unwrap(error)
    is_expected, explanation = explain(error)
    if not is_expected:
        error_id = error_id_of(asked_id)
        _LOG.error("Error %s in %s", error_id, place, exc_info=error)
        explanation = Explanation(say_unexpected(error_id))
    elif explanation is None:
        _LOG.info("Nobody waits for the answer to %s any more: %s", place, error)
        return None
    elif explanation.is_logged:
        _LOG.warning("%s could not be answered: %s", place, error, exc_info=error)
    return render_notice(explanation.text, await _find_near_titles(desk, explanation))


def error_id_of(asked_id: int) -> str:
    """A short id that the person can read out and the operator can find in the log."""
    return hashlib.sha256(str(asked_id).encode()).hexdigest()[:_ERROR_ID_CHARS]


async def _find_near_titles(desk: Desk, explanation: Explanation) -> tuple[TitleSuggestion, ...]:
    if not explanation.near_titles:
        return ()
    try:
        return await desk.reader.run(find_suggestions, explanation.near_titles)
    except Exception:  # noqa: BLE001 - the complaint itself matters more than what adds to it
        _LOG.exception("No titles could be offered")
        return ()
