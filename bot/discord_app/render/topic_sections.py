"""Picks under the topics that they are about: a card a topic, numbered through all of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.discord_app.render.highlights_post import (
    GAP,
    are_all_new,
    render_pick,
    say_candidates,
)
from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS, length
from bot.discord_app.render.markdown import NOTHING, Markdown, escape, stack
from bot.discord_app.render.phrases import room_beside, say_count, say_coverage, small
from bot.discord_app.render.reply import HIGHLIGHTS_COLOUR, Card
from bot.models import Highlights

TITLE_LIMIT_CHARS: Final = 80
MORE_LIMIT_CHARS: Final = 900


def section_cards(sections: Sequence[Highlights], *, untitled: str) -> tuple[Card, ...]:
    """A card for each section that has papers.

    Args:
        sections: ten papers at most together.
        untitled: what a section that is on no topic is called.
    """
    shown = [section for section in sections if section.picks]
    if not shown:
        return ()
    counts = [_say_counts(section) for section in shown]
    bare = [
        Card(title=_title(section, untitled), description=count, colour=HIGHLIGHTS_COLOUR)
        for section, count in zip(shown, counts, strict=True)
    ]
    bare[-1] = replace(bare[-1], footer=f"Picked {say_coverage(shown[-1].coverage)}")
    pick_count = sum(len(section.picks) for section in shown)
    room = (CARDS_LIMIT_CHARS - sum(card.length() for card in bare)) // pick_count - len(GAP)
    cards, number = [], 1
    for card, section, count in zip(bare, shown, counts, strict=True):
        own_room = room_beside(DESCRIPTION_LIMIT_CHARS, count) // len(section.picks) - len(GAP)
        picks = [
            render_pick(
                pick,
                each,
                min(room, own_room),
                is_said_new=bool(count) and are_all_new(section),
            )
            for each, pick in enumerate(section.picks, start=number)
        ]
        number += len(picks)
        blocks = [*filter(None, [count]), *picks]
        description, _ = stack(blocks, DESCRIPTION_LIMIT_CHARS, GAP)
        cards.append(replace(card, description=description))
    return tuple(cards)


def say_more_topics(sections: Sequence[Highlights]) -> Markdown:
    """The topics of whose papers none is shown; nothing where there is no such topic."""
    others = [
        Markdown(f"“{_topic(section)}” ({say_count(section.candidate_count, 'paper')})")
        for section in sections
        if not section.picks and section.candidate_count
    ]
    if not others:
        return NOTHING
    named, left_out = stack(others, MORE_LIMIT_CHARS, ", ")
    rest = f" and {say_count(left_out, 'more topic')}" if left_out else ""
    return small(f"Also on {named}{rest}")


def _say_counts(section: Highlights) -> Markdown:
    """How many papers there are on a topic; what is on none is counted elsewhere."""
    if not section.topic:
        return NOTHING
    return small(f"{say_candidates(section)}, {len(section.picks)} shown")


def _title(section: Highlights, untitled: str) -> Markdown:
    topic = _topic(section)
    return Markdown(f"On “{topic}”") if length(topic) else Markdown(untitled)


def _topic(section: Highlights) -> Markdown:
    return escape(section.corrected_topic or section.topic or "", TITLE_LIMIT_CHARS)
