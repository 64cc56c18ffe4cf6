"""Papers like one paper, or like a message, each with what they share."""

from typing import Final

from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS, TITLE_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    join_names,
    room_beside,
    say_count,
    small,
)
from bot.discord_app.render.reply import PAPER_COLOUR, PLAIN_COLOUR, Card, Reply
from bot.models import Paper, RelatedPaper, RelatedPapers, SharedTraits, TitleSuggestion

TERM_LIMIT_CHARS: Final = 60
MAKER_LIMIT_CHARS: Final = 80
GAP: Final = "\n\n"


def render_related(found: RelatedPapers) -> Reply:
    """The papers, the likest first; where nothing comes close, that and what to try instead."""
    if not found.related:
        return _render_nothing(found)
    papers = say_count(found.paper_count, "paper")
    basis = small(f"the closest of {papers}, each with what it shares")
    room = room_beside(DESCRIPTION_LIMIT_CHARS, basis) // len(found.related) - len(GAP)
    blocks = [_render_one(each, rank, room) for rank, each in enumerate(found.related, 1)]
    description, _ = stack([basis, *blocks], DESCRIPTION_LIMIT_CHARS, GAP)
    card = Card(title=_heading(found.asked), description=description, colour=PAPER_COLOUR)
    titles = [TitleSuggestion(each.paper.paper_id, each.paper.title) for each in found.related]
    return Reply(cards=(card,), rows=open_menu_rows(titles, first_number=1))


def say_shared(shared: SharedTraits) -> Markdown:
    """What two papers have in common: the most telling thing in bold.

    >>> say_shared(SharedTraits(("KV cache", "quantization"), author="Ann Lee"))
    'shares: **KV cache**, quantization · both by Ann Lee'
    """
    first, *others = [escape(term, TERM_LIMIT_CHARS) for term in shared.terms] or [Markdown("")]
    parts = [f"shares: {', '.join([bold(first), *others])}"] if first else []
    makers = [escape(maker, MAKER_LIMIT_CHARS) for maker in shared.makers]
    if any(makers):
        parts.append(f"both by {join_names([maker for maker in makers if maker])}")
    return Markdown(SEPARATOR.join(parts) or "close in meaning")


def _heading(asked: Paper | None) -> Markdown:
    if asked is None:
        return Markdown("Papers like that message")
    room = TITLE_LIMIT_CHARS - len("Papers like “”")
    return Markdown(f"Papers like “{escape(asked.title, room) or UNTITLED}”")


def _render_one(related: RelatedPaper, rank: int, room_chars: int) -> Markdown:
    shared = say_shared(related.shared)
    return paper_lines(related.paper, rank, room_chars=room_chars, essentials=[shared])


def _render_nothing(found: RelatedPapers) -> Reply:
    if found.paper_count == 0:
        description = EMPTY_INDEX
    else:
        description = Markdown(
            f"None of {say_count(found.paper_count, 'paper')} comes close.\n"
            "Try /search with the words that matter most."
        )
    card = Card(title=_heading(found.asked), description=description, colour=PLAIN_COLOUR)
    return Reply(cards=(card,))
