"""A paper as a few lines among others: in search results and in highlights."""

from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.limits import length
from bot.discord_app.render.markdown import NOTHING, Markdown, escape, link
from bot.discord_app.render.phrases import room_beside, say_facts, small
from bot.models import MarkedText, Paper
from bot.text.openings import capitalise

# Title and address together: a paper without an arXiv id has a long address.
TITLE_LINK_LIMIT_CHARS: Final = 450
TLDR_LIMIT_CHARS: Final = 170
# Less of a cut sentence than this says nothing.
SHORTEST_USEFUL_CHARS: Final = 40


def paper_lines(
    paper: Paper,
    number: int,
    *,
    room_chars: int,
    title: MarkedText | None = None,
    essentials: Sequence[Markdown] = (),
    extras: Sequence[Markdown] = (),
) -> Markdown:
    """The numbered, linked title, the tldr, what else there is to say, and the facts.

    Args:
        paper: whom the lines are about.
        number: its number in the message.
        room_chars: what the lines may take together.
        title: the title with its marks, where some of it is to be in bold.
        essentials: lines that must be shown; title and tldr are shortened in their favour, and
            counts that they tell are not told again.
        extras: lines that are shown where there is room.
    """
    facts = say_facts(paper, beside="\n".join(essentials))
    ending = [*essentials, small(facts)]
    room = room_beside(room_chars, *ending) - len(ending)
    prefix = f"**{number:,}.** "
    link_room = min(TITLE_LINK_LIMIT_CHARS, room - len(prefix))
    lines = [Markdown(prefix + link(title or MarkedText(paper.title), paper.url, link_room))]
    room -= length(lines[0])
    for line in (_tldr(paper, room - 1), *extras):
        if line and length(line) < room:
            lines.append(line)
            room -= length(line) + 1
    return Markdown("\n".join([*lines, *ending]))


def _tldr(paper: Paper, room_chars: int) -> Markdown:
    """The tldr where it says more than the title, whole or at a useful length."""
    if paper.tldr == paper.title:
        return NOTHING
    whole = capitalise(paper.tldr)
    tldr = escape(whole, min(TLDR_LIMIT_CHARS, room_chars))
    is_useful = length(tldr) >= SHORTEST_USEFUL_CHARS or tldr == escape(whole)
    return tldr if is_useful else NOTHING
