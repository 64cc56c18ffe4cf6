"""Completion: titles offered while somebody types."""

import logging
from collections.abc import Callable

from discord import app_commands

from bot.discord_app.desk import Interaction
from bot.discord_app.render.limits import CHOICE_LIMIT_CHARS, CHOICE_LIMIT_COUNT
from bot.discord_app.render.markdown import plain
from bot.models import TitleSuggestion
from bot.services.search import complete_titles

_LOG = logging.getLogger(__name__)

Choices = list[app_commands.Choice[str]]


async def complete_with_papers(interaction: Interaction, typed: str) -> Choices:
    """Titles whose value is the paper's number: whichever title is chosen, that paper is meant."""
    return await _complete(interaction, typed, lambda suggestion: f"#{suggestion.paper_id}")


async def complete_with_titles(interaction: Interaction, typed: str) -> Choices:
    """Titles whose value is the title itself, for a search."""
    return await _complete(interaction, typed, lambda suggestion: suggestion.title)


async def _complete(
    interaction: Interaction, typed: str, value_of: Callable[[TitleSuggestion], str]
) -> Choices:
    """Up to 25 choices; none rather than an error, since nobody waits for a completion."""
    try:
        suggestions = await interaction.client.desk.reader.run(
            complete_titles, typed, limit=CHOICE_LIMIT_COUNT
        )
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to tell but the log
        _LOG.exception("Titles could not be completed")
        return []
    choices = {
        plain(value_of(suggestion), CHOICE_LIMIT_CHARS): plain(suggestion.title, CHOICE_LIMIT_CHARS)
        for suggestion in suggestions
    }
    return [app_commands.Choice(name=name, value=value) for value, name in choices.items() if name][
        :CHOICE_LIMIT_COUNT
    ]
