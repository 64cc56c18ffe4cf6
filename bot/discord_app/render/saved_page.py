"""A page of a member's saved papers, and the files that they are exported as."""

from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.custom_ids import (
    SAVED_BIBTEX,
    SAVED_JSON,
    SAVED_PAGE,
    make_custom_id,
)
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrases import SEPARATOR, room_beside, say_count, small
from bot.discord_app.render.reply import (
    PAPER_COLOUR,
    PLAIN_COLOUR,
    AttachedFile,
    Button,
    Card,
    Reply,
)
from bot.models import SavedPapers, TitleSuggestion

QUERY_LIMIT_CHARS: Final = 120
GAP: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class SavedPlace:
    """Which page of saved papers it is."""

    page: int  # from 1
    page_size: int
    search_id: int | None  # what the filter is remembered under; None without one


def render_saved_page(saved: SavedPapers, place: SavedPlace) -> Reply:
    """The papers of the page; where there are none, how papers are saved."""
    start = (place.page - 1) * place.page_size
    shown = saved.papers[start : start + place.page_size]
    if not shown:
        return _render_none(saved)
    counts = Markdown("\n".join(map(small, _say_counts(saved))))
    room = room_beside(DESCRIPTION_LIMIT_CHARS, counts) // len(shown) - len(GAP)
    lines = [
        paper_lines(each.paper, number, room_chars=room)
        for number, each in enumerate(shown, start + 1)
    ]
    description, _ = stack([counts, *lines], DESCRIPTION_LIMIT_CHARS, GAP)
    page_count = count_pages(saved, place.page_size)
    card = Card(
        title=_heading(saved),
        description=description,
        footer=f"Page {place.page} of {page_count:,}" if page_count > 1 else "",
        colour=PAPER_COLOUR,
    )
    titles = [TitleSuggestion(each.paper.paper_id, each.paper.title) for each in shown]
    menu = open_menu_rows(titles, first_number=start + 1)
    return Reply(cards=(card,), rows=(_buttons(place, page_count), *menu))


def count_pages(saved: SavedPapers, page_size: int) -> int:
    """How many pages the papers fill."""
    return -(-len(saved.papers) // page_size)


def render_saved_file(
    file: AttachedFile, paper_count: int, kind: str, *, limit_bytes: int
) -> Reply:
    """The file with the papers, unless it is too large.

    Args:
        file: the papers, in that format.
        paper_count: how many there are in it.
        kind: what people call the format.
        limit_bytes: what Discord takes where the file is sent.
    """
    papers = say_count(paper_count, "saved paper")
    if len(file.content) > limit_bytes:
        too_large = f"The file with {papers} is larger than Discord takes; export a part of them:"
        return Reply(content=Markdown(f"{too_large} `/saved query:cache`"))
    return Reply(content=Markdown(f"{papers} as {kind}:"), files=(file,))


def _heading(saved: SavedPapers) -> Markdown:
    if saved.query is None:
        return Markdown("Your saved papers")
    return Markdown(f"Your saved papers on “{escape(saved.query, QUERY_LIMIT_CHARS)}”")


def _say_counts(saved: SavedPapers) -> list[str]:
    count = say_count(saved.total, "paper")
    some = count if saved.query is None else f"{len(saved.papers):,} of {count}"
    lines = [f"{some}{SEPARATOR}saved last comes first{SEPARATOR}only you see this"]
    if saved.gone_count:
        lines.append(f"{say_count(saved.gone_count, 'more paper')} left the index since")
    return lines


def _buttons(place: SavedPlace, page_count: int) -> tuple[Button, ...]:
    search = place.search_id or 0
    exports = (
        Button(label="BibTeX", custom_id=make_custom_id(SAVED_BIBTEX, search)),
        Button(label="JSON", custom_id=make_custom_id(SAVED_JSON, search)),
    )
    if page_count == 1:
        return exports
    return (
        Button(
            label="◀ Back",
            custom_id=make_custom_id(SAVED_PAGE, search, place.page - 1),
            is_enabled=place.page > 1,
        ),
        Button(
            label="Next ▶",
            custom_id=make_custom_id(SAVED_PAGE, search, place.page + 1),
            is_enabled=place.page < page_count,
        ),
        *exports,
    )


def _render_none(saved: SavedPapers) -> Reply:
    if saved.total:
        papers = say_count(saved.total, "paper")
        lines = [f"None of your {papers} holds all of these words. /saved alone lists them."]
    else:
        lines = ["You have saved no paper yet: press Save below one, and it stands here."]
    if saved.gone_count:
        lines.append(f"{say_count(saved.gone_count, 'saved paper')} left the index since.")
    card = Card(title=_heading(saved), description=Markdown("\n".join(lines)), colour=PLAIN_COLOUR)
    return Reply(cards=(card,))
