"""Near titles: what may have been meant, as papers that can be opened."""

from collections.abc import Sequence

from bot.errors import PaperNotFound
from bot.models import TitleSuggestion
from bot.services.library import Library
from bot.services.papers import find_paper


def find_suggestions(library: Library, titles: Sequence[str]) -> tuple[TitleSuggestion, ...]:
    """The papers with those titles; a title that is gone meanwhile is left out."""
    suggestions = []
    for title in titles:
        try:
            paper = find_paper(library, title)
        except PaperNotFound:
            continue
        suggestions.append(TitleSuggestion(paper.paper_id, paper.title))
    return tuple(suggestions)
