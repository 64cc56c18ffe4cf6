"""A page of search results."""

from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.clean import clean_marked, cut_before_marks
from bot.discord_app.render.custom_ids import SEARCH_PAGE, make_custom_id
from bot.discord_app.render.limits import BUTTON_LABEL_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, escape_marked, plain, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import NEAR_TITLES_PLACEHOLDER, open_menu_rows
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    capitalised,
    room_beside,
    say_count,
    say_day,
    small,
)
from bot.discord_app.render.reply import PAPER_COLOUR, PLAIN_COLOUR, Button, Card, Reply, Row
from bot.models import Coverage, SearchHit, SearchRequest, SearchResults, SortOrder, TitleSuggestion

QUERY_LIMIT_CHARS: Final = 150
FILTER_LIMIT_CHARS: Final = 100
SNIPPET_LIMIT_CHARS: Final = 160
BEFORE_MATCH_CHARS: Final = 50
GAP: Final = "\n\n"

_SORTED: Final = {
    SortOrder.NEWEST: "newest first",
    SortOrder.COMMENTS: "most comments first",
    SortOrder.UPVOTES: "most upvotes first",
}


@dataclass(frozen=True, slots=True)
class PagePlace:
    """Where a page stands among the pages of its search."""

    page: int  # from 1
    page_count: int
    search_id: int | None  # None where there is no other page to turn to
    literal_id: int | None = None  # the same search without corrections, where there were some


def render_search_page(
    results: SearchResults,
    coverage: Coverage,
    place: PagePlace,
) -> Reply:
    """The hits of a page and what they rest on; where there are none, what to try instead."""
    if not results.hits:
        return _render_no_hits(results, coverage)
    circumstances = Markdown("\n".join(map(small, _say_circumstances(results, coverage))))
    room = room_beside(DESCRIPTION_LIMIT_CHARS, circumstances) // len(results.hits) - len(GAP)
    hits = [_render_hit(hit, room) for hit in results.hits]
    description, _ = stack([circumstances, *hits], DESCRIPTION_LIMIT_CHARS, GAP)
    card = Card(
        title=_heading(results.understood),
        description=description,
        footer=_say_place(results, place),
        colour=PAPER_COLOUR,
    )
    papers = [TitleSuggestion(hit.paper.paper_id, hit.paper.title) for hit in results.hits]
    menu = open_menu_rows(papers, first_number=results.hits[0].rank)
    return Reply(cards=(card,), rows=(*_buttons(results, place), *menu))


def _heading(request: SearchRequest) -> Markdown:
    wording = escape(request.wording, QUERY_LIMIT_CHARS)
    if not wording:
        return Markdown("Papers that fit")
    return Markdown(f"Results for {wording}" if request.phrases else f"Results for “{wording}”")


def _say_circumstances(results: SearchResults, coverage: Coverage) -> list[str]:
    """What was searched, how, and in what: the small lines below the heading."""
    papers = say_count(coverage.paper_count, "paper")
    digests = say_count(coverage.digest_count, "digest")
    lines = [f"{_say_found(results, papers)}{SEPARATOR}from {digests}"]
    if results.corrected_query is not None:
        corrected = bold(escape(results.corrected_query, QUERY_LIMIT_CHARS))
        is_loosened = len(results.searched.phrases) < len(results.understood.phrases)
        reason = "Nothing found with the quotes; s" if is_loosened else "S"
        lines.insert(0, f"{reason}howing results for {corrected}")
    if filters := _say_filters(results.understood):
        lines.append(capitalised(filters))
    return lines


def _say_found(results: SearchResults, papers: str) -> str:
    """How many papers hold the words, and how many are only close to what they mean."""
    close_count = results.by_meaning_count
    holding_count = results.total - close_count
    said = f"{holding_count:,} of {papers} {_say_matching(results.searched, holding_count)}"
    if not close_count:
        return said
    more = "more " if holding_count else ""
    return f"{said}, {close_count:,} {more}{'is' if close_count == 1 else 'are'} close in meaning"


def _say_matching(request: SearchRequest, total: int) -> str:
    """What the hits do, as a verb after their number."""
    held = []
    if request.query:
        held.append("some of these words" if " " in request.query.strip() else "this word")
    if request.phrases:
        held.append("this phrase" if len(request.phrases) == 1 else "these phrases")
    verb = f"{'mention' if held else 'fit'}{'s' if total == 1 else ''}"
    return " ".join([verb, *held[:1], *(f"and {more}" for more in held[1:])])


def _say_filters(request: SearchRequest) -> str:
    filters = []
    if request.sort in _SORTED:
        filters.append(_SORTED[request.sort])
    if request.since is not None:
        filters.append(f"since {say_day(request.since)}")
    if request.until is not None:
        filters.append(f"until {say_day(request.until)}")
    if request.organization is not None:
        filters.append(f"by {escape(request.organization, FILTER_LIMIT_CHARS)}")
    if request.min_comments is not None:
        filters.append(f"{say_count(request.min_comments, 'comment')} or more")
    if request.min_upvotes is not None:
        filters.append(f"{say_count(request.min_upvotes, 'upvote')} or more")
    if request.has_code:
        filters.append("with code")
    if request.excluded:
        excluded = ", ".join(f"“{text}”" for text in request.excluded)
        filters.append(f"without {escape(excluded, FILTER_LIMIT_CHARS)}")
    return SEPARATOR.join(filters)


def _render_hit(hit: SearchHit, room_chars: int) -> Markdown:
    extras = []
    if _adds_to_tldr(hit):
        snippet = cut_before_marks(clean_marked(hit.snippet), BEFORE_MATCH_CHARS)
        extras.append(Markdown(f"> {escape_marked(snippet, SNIPPET_LIMIT_CHARS)}"))
    return paper_lines(hit.paper, hit.rank, room_chars=room_chars, title=hit.title, extras=extras)


def _adds_to_tldr(hit: SearchHit) -> bool:
    """Whether the snippet shows a match that the tldr does not hold already."""
    if not hit.snippet.marks:
        return False
    snippet = hit.snippet.text.strip(" …")
    return snippet not in hit.paper.tldr and hit.paper.tldr.strip(" …") not in snippet


def _say_place(results: SearchResults, place: PagePlace) -> str:
    hits = f"hits {results.hits[0].rank}–{results.hits[-1].rank} of {results.total:,}"
    return f"Page {place.page} of {place.page_count:,}{SEPARATOR}{hits}"


def _buttons(results: SearchResults, place: PagePlace) -> tuple[Row, ...]:
    buttons = (*_page_buttons(place), *_literal_buttons(results, place))
    return (buttons,) if buttons else ()


def _literal_buttons(results: SearchResults, place: PagePlace) -> tuple[Button, ...]:
    if place.literal_id is None:
        return ()
    label = plain(f"Search instead for {results.understood.wording}", BUTTON_LABEL_LIMIT_CHARS)
    return (Button(label=label, custom_id=make_custom_id(SEARCH_PAGE, place.literal_id, 1)),)


def _page_buttons(place: PagePlace) -> tuple[Button, ...]:
    if place.search_id is None or place.page_count == 1:
        return ()
    return (
        Button(
            label="◀ Back",
            custom_id=make_custom_id(SEARCH_PAGE, place.search_id, place.page - 1),
            is_enabled=place.page > 1,
        ),
        Button(
            label="Next ▶",
            custom_id=make_custom_id(SEARCH_PAGE, place.search_id, place.page + 1),
            is_enabled=place.page < place.page_count,
        ),
    )


def _render_no_hits(results: SearchResults, coverage: Coverage) -> Reply:
    filters = _say_filters(results.understood)
    fits = "mentions these words and fits" if results.understood.wording else "fits"
    lines: list[str]
    if coverage.paper_count == 0:
        lines = [EMPTY_INDEX]
    elif filters:
        lines = [
            f"None of {say_count(coverage.paper_count, 'paper')} {fits}:",
            small(capitalised(filters)),
            "Try it without a filter; a paper whose date or count is unknown fits none.",
        ]
    else:
        lines = [
            f"None of {say_count(coverage.paper_count, 'paper')} mentions these words.",
            "Try fewer words, none in quotes, or the words a title would use.",
        ]
    if results.near_titles:
        lines.append("Some titles come near: choose one below to open it.")
    card = Card(
        title=_heading(results.understood),
        description=Markdown("\n".join(lines)),
        colour=PLAIN_COLOUR,
    )
    return Reply(
        cards=(card,), rows=open_menu_rows(results.near_titles, placeholder=NEAR_TITLES_PLACEHOLDER)
    )
