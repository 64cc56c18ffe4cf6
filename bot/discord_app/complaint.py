"""Complaints: an error on the way to an answer becomes a sentence for the person who asked."""

import hashlib
import logging
from typing import Final

from bot.discord_app.conversation import answer_privately
from bot.discord_app.desk import Interaction
from bot.discord_app.error_table import Explanation, explain, say_unexpected, unwrap
from bot.discord_app.near_titles import find_suggestions
from bot.discord_app.render.notices import render_notice
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
    error = unwrap(error)
    is_expected, explanation = explain(error)
    if not is_expected:
        error_id = error_id_of(interaction.id)
        _LOG.error("Error %s in %s", error_id, place, exc_info=error)
        explanation = Explanation(say_unexpected(error_id))
    elif explanation is None:
        _LOG.info("Nobody waits for the answer to %s any more: %s", place, error)
        return
    elif explanation.is_logged:
        _LOG.warning("%s could not be answered: %s", place, error, exc_info=error)
    near_titles = await _find_near_titles(interaction, explanation)
    await answer_privately(interaction, render_notice(explanation.text, near_titles))


def error_id_of(interaction_id: int) -> str:
    """A short id that the person can read out and the operator can find in the log."""
    return hashlib.sha256(str(interaction_id).encode()).hexdigest()[:_ERROR_ID_CHARS]


async def _find_near_titles(
    interaction: Interaction, explanation: Explanation
) -> tuple[TitleSuggestion, ...]:
    if not explanation.near_titles:
        return ()
    try:
        return await interaction.client.desk.reader.run(find_suggestions, explanation.near_titles)
    except Exception:  # noqa: BLE001 - the complaint itself matters more than what adds to it
        _LOG.exception("No titles could be offered")
        return ()
