"""A week's recap."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, link, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    room_beside,
    say_count,
    say_coverage,
    say_day,
    say_short_day,
    small,
)
from bot.discord_app.render.reply import (
    HIGHLIGHTS_COLOUR,
    PLAIN_COLOUR,
    AttachedFile,
    Card,
    Reply,
)
from bot.models import MarkedText, Recap, RecapPaper, TitleSuggestion

TOPIC_LIMIT_CHARS: Final = 120
REASONS_LIMIT_CHARS: Final = 200
LINE_LIMIT_CHARS: Final = 200  # a title with its address, in the lists of what members did
THEME_LIMIT_CHARS: Final = 80
GAP: Final = "\n\n"


def render_recap(recap: Recap, *, picture: AttachedFile | None) -> Reply:
    """The papers with why, then the picture with the themes and what members of the server did.

    A week without any paper is one honest line.
    """
    numbers = _number_papers(recap)
    colour = HIGHLIGHTS_COLOUR if recap.papers else PLAIN_COLOUR
    footer = f"Drawn {say_coverage(recap.coverage)}"
    listing = Card(
        title=_heading(recap),
        description=_list_papers(recap) if recap.papers else Markdown(_say_why_none(recap)),
        colour=colour,
    )
    room = min(DESCRIPTION_LIMIT_CHARS, room_beside(CARDS_LIMIT_CHARS, footer) - listing.length())
    overview, _ = stack(_say_overview(recap, numbers, is_drawn=picture is not None), room, GAP)
    cards = [listing]
    if overview:
        cards.append(Card(description=overview, colour=colour))
    image = "" if picture is None else picture.name
    cards[-1] = replace(cards[-1], image=image, footer=footer)
    return Reply(
        cards=tuple(cards),
        rows=open_menu_rows(numbers.values(), first_number=1),
        files=() if picture is None else (picture,),
    )


def _number_papers(recap: Recap) -> dict[int, TitleSuggestion]:
    """Every paper that the recap names, once, in the order of the numbers that they get."""
    named = (*recap.papers, *recap.voted, *recap.discussed)
    papers = [each.paper for each in named]
    return {paper.paper_id: TitleSuggestion(paper.paper_id, paper.title) for paper in papers}


def say_week(recap: Recap) -> str:
    """Which week it is."""
    first_on, last_on = recap.first_on, recap.last_on
    if (first_on.year, first_on.month) == (last_on.year, last_on.month):
        first = str(first_on.day)
    else:
        first = (say_short_day if first_on.year == last_on.year else say_day)(first_on)
    return f"The week of {first} – {say_day(last_on)}"


def _heading(recap: Recap) -> Markdown:
    heading = say_week(recap)
    topic = recap.corrected_topic or recap.topic
    if topic is not None:
        heading += f" on “{escape(topic, TOPIC_LIMIT_CHARS)}”"
    return Markdown(heading)


def _list_papers(recap: Recap) -> Markdown:
    counts = small(_say_counts(recap))
    if choice := _say_choice(recap):
        counts = Markdown(f"{counts}\n{small(choice)}")
    room = room_beside(DESCRIPTION_LIMIT_CHARS, counts) // len(recap.papers) - len(GAP)
    papers = [_render_paper(each, number, room) for number, each in enumerate(recap.papers, 1)]
    listed, _ = stack([counts, *papers], DESCRIPTION_LIMIT_CHARS, GAP)
    return listed


def _render_paper(each: RecapPaper, number: int, room_chars: int) -> Markdown:
    why = [Markdown(f"**Why:** {said}")] if (said := _say_reasons(each)) else []
    return paper_lines(each.paper, number, room_chars=room_chars, essentials=why)


def _say_reasons(each: RecapPaper) -> Markdown:
    return escape("; ".join(each.reasons), REASONS_LIMIT_CHARS)


def _say_counts(recap: Recap) -> str:
    """How much there was to choose from, and what came in for it."""
    noun = "new paper" if recap.new_count == recap.paper_count else "paper"
    papers = say_count(recap.paper_count, noun)
    if noun == "paper":
        papers += f", {recap.new_count:,} of them new,"
    days = say_count(recap.digest_day_count, "day")
    counts = f"{papers} in {say_count(recap.digest_count, 'digest')} of {days}"
    if not recap.is_attention_known:
        return f"{counts}; no upvotes or comments came in, so the newest are listed"
    came_in = [
        say_count(count, noun)
        for count, noun in ((recap.upvotes_gained, "upvote"), (recap.comments_gained, "comment"))
        if count > 0
    ]
    return SEPARATOR.join([counts, *came_in])


def _say_choice(recap: Recap) -> str:
    """What is listed, what the recap does not know, and what it leaves out."""
    parts = [f"{len(recap.papers)} most discussed"] if recap.is_attention_known else []
    if recap.without_counts_count:
        parts.append(f"{recap.without_counts_count:,} without counts")
    if recap.undated_count:
        parts.append(f"{recap.undated_count:,} without a date")
    if recap.inferred_day_count:
        parts.append(f"{say_count(recap.inferred_day_count, 'day')} inferred")
    if recap.older_count:
        parts.append(f"{say_count(recap.older_count, 'older paper')} of saved searches left out")
    return SEPARATOR.join(parts)


def _say_overview(
    recap: Recap, numbers: dict[int, TitleSuggestion], *, is_drawn: bool
) -> list[Markdown]:
    """What stands beside the picture."""
    places = {paper_id: number for number, paper_id in enumerate(numbers, start=1)}
    parts = [
        _list_here("Voted for here", recap.voted, places),
        _list_here("Discussed here", recap.discussed, places),
        _say_themes(recap, is_drawn=is_drawn),
    ]
    return [part for part in parts if part]


def _list_here(heading: str, named: Sequence[RecapPaper], places: dict[int, int]) -> Markdown:
    lines = [bold(Markdown(heading))] if named else []
    for each in named:
        number = f"**{places[each.paper.paper_id]}.** "
        title = link(MarkedText(each.paper.title), each.paper.url, LINE_LIMIT_CHARS - len(number))
        reasons = _say_reasons(each)
        lines.append(Markdown(f"{number}{title}: {reasons}" if reasons else f"{number}{title}"))
    return Markdown("\n".join(lines))


def _say_themes(recap: Recap, *, is_drawn: bool) -> Markdown:
    """The themes with their shares, and what these are shares of where no picture says so."""
    themes = [
        f"{name} {theme.share:.0%}"
        for theme in recap.themes
        if (name := escape(theme.name, THEME_LIMIT_CHARS))
    ]
    if not themes:
        return Markdown("")
    listed = f"**Themes**\n{SEPARATOR.join(themes)}"
    if is_drawn:
        return Markdown(listed)
    measure = (
        "of the attention: upvotes, and three times the comments after each paper's first"
        if recap.is_attention_known
        else "of the papers"
    )
    return Markdown(f"{listed}\n{small(measure)}")


def _say_why_none(recap: Recap) -> str:
    if recap.coverage.paper_count == 0:
        return EMPTY_INDEX
    if recap.paper_count:
        return f"{say_count(recap.paper_count, 'paper')} in the week's digests, none listed."
    if recap.older_count:
        older = say_count(recap.older_count, "paper")
        return f"A quiet week: its digests are saved searches, whose {older} are no news."
    if recap.digest_count:
        return "A quiet week: no paper in its digests is about it; /search looks in all."
    if recap.latest_on is None:
        return "No digest of that week is indexed, nor one of an earlier day."
    latest = say_issue_day(recap.latest_on, is_inferred=recap.latest_on_is_inferred)
    return f"No digest of that week is indexed; the latest before is of {latest}."
