"""The pages behind an overview: one for each theme, and one with all reported numbers."""

from typing import Final

from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.overview_buttons import NUMBERS, OverviewPlace, overview_rows, pages_of
from bot.discord_app.render.overview_numbers import number_lines, number_lines_by_kind
from bot.discord_app.render.overview_titles import numbers_title, theme_title
from bot.discord_app.render.phrases import (
    bold,
    capitalised,
    room_beside,
    say_count,
    say_coverage,
    small,
)
from bot.discord_app.render.reply import SUMMARY_COLOUR, Card, Reply
from bot.discord_app.render.sources import SOURCE_LIMIT_CHARS, Sources
from bot.discord_app.render.summary_post import (
    GAP,
    describe_time,
    render_summary,
    stack_saying_rest,
    stack_sources,
)
from bot.models import ReportedNumber, Summary, Theme

HEADING_LIMIT_CHARS: Final = 200
SENTENCE_LIMIT_CHARS: Final = 500
SENTENCES_LIMIT_CHARS: Final = 1_800
NUMBERS_LIMIT_CHARS: Final = 1_500
ALL_NUMBERS_LIMIT_CHARS: Final = 3_600
NO_NUMBERS: Final = Markdown("The papers report no number that could be set beside others.")
LEAST_LINE_CHARS: Final = 110  # a title cut shorter tells nothing beside its link


def render_page(summary: Summary, page: int, place: OverviewPlace | None = None) -> Reply:
    """That page; the overview where there is no such page, or no longer."""
    if page not in pages_of(summary):
        return render_summary(summary, place)
    if page == NUMBERS:
        return render_numbers(summary, place)
    return _render_theme(summary, page, place)


def _render_theme(summary: Summary, page: int, place: OverviewPlace | None) -> Reply:
    theme = summary.themes[page - 1]
    papers = [paper for paper in summary.papers if paper.paper_id in theme.paper_ids]
    numbers = [each for each in summary.numbers if each.sentence.paper_id in theme.paper_ids]
    cited = [*theme.sentences, *(number.sentence for number in numbers)]
    sources = Sources(cited, summary.papers, others=papers)
    said = Card(
        title=theme_title(summary, page),
        description=_describe_theme(summary, theme, sources, numbers),
        colour=SUMMARY_COLOUR,
    )
    heading = Markdown("**Papers**")
    room = min(DESCRIPTION_LIMIT_CHARS, CARDS_LIMIT_CHARS - said.length()) - len(heading) - 1
    listed = Card(
        description=Markdown(f"{heading}\n{_list_papers(sources, room)}"), colour=SUMMARY_COLOUR
    )
    menu = open_menu_rows(sources.papers(), first_number=1)
    return Reply(cards=(said, listed), rows=(*overview_rows(summary, place, page), *menu))


def _describe_theme(
    summary: Summary, theme: Theme, sources: Sources, numbers: list[ReportedNumber]
) -> Markdown:
    count = say_count(len(theme.paper_ids), "paper")
    heading = bold(escape(theme.heading, HEADING_LIMIT_CHARS))
    counted = small(f"{count} of {summary.paper_count:,}")
    sentences = []
    for place, sentence in enumerate(theme.sentences):
        role = f"**{capitalised(theme.roles[place])}:** " if place < len(theme.roles) else ""
        quotation = escape(sentence.text, SENTENCE_LIMIT_CHARS)
        sentences.append(Markdown(f"- {role}“{quotation}” {sources.cite(sentence)}"))
    blocks = [Markdown("\n".join(filter(None, [heading, counted])))]
    if sentences:
        blocks.append(stack_saying_rest(sentences, SENTENCES_LIMIT_CHARS, "sentence"))
    if numbers:
        lines = number_lines(numbers, sources)
        listed = stack_saying_rest(lines, NUMBERS_LIMIT_CHARS, "number")
        blocks.append(Markdown(f"**Reported numbers**\n{listed}"))
    return Markdown(GAP.join(blocks))


def _list_papers(sources: Sources, room_chars: int) -> Markdown:
    """All of them where that can be, their titles cut if need be; else how many more there are."""
    count = max(len(sources.papers()), 1)
    own_room = room_chars // count - len("99. \n")
    lines = sources.lines(max(LEAST_LINE_CHARS, min(SOURCE_LIMIT_CHARS, own_room)))
    return stack_saying_rest(lines, room_chars, "paper")


def _list_numbers(summary: Summary, sources: Sources) -> Markdown:
    """All of them; with their sentences where there is room for that."""
    quoted = number_lines_by_kind(summary.numbers, sources, is_quoted=True) or [NO_NUMBERS]
    stacked, left_out = stack(quoted, ALL_NUMBERS_LIMIT_CHARS)
    if not left_out:
        return stacked
    bare = number_lines_by_kind(summary.numbers, sources, is_quoted=False)
    return stack_saying_rest(bare, ALL_NUMBERS_LIMIT_CHARS, "number")


def render_numbers(summary: Summary, place: OverviewPlace | None = None) -> Reply:
    """All reported numbers, when the papers were published, and the sources; also without numbers.

    Args:
        summary: it has themes.
        place: where it stands; None where it cannot be turned.
    """
    cited = [number.sentence for number in summary.numbers]
    quoted = [] if cited else [sentence for theme in summary.themes for sentence in theme.sentences]
    sources = Sources([*cited, *quoted], summary.papers)
    numbers = Card(
        title=numbers_title(summary),
        description=_list_numbers(summary, sources),
        colour=SUMMARY_COLOUR,
    )
    footer = capitalised(say_coverage(summary.coverage))
    room = min(DESCRIPTION_LIMIT_CHARS, room_beside(CARDS_LIMIT_CHARS, footer) - numbers.length())
    evidence = Card(
        description=stack_sources(describe_time(summary), sources, room),
        footer=footer,
        colour=SUMMARY_COLOUR,
    )
    menu = open_menu_rows(sources.papers(), first_number=1)
    return Reply(cards=(numbers, evidence), rows=(*overview_rows(summary, place, NUMBERS), *menu))
