"""A topic's overview: its themes, reported numbers, when, and what the index does not know."""

from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS, length
from bot.discord_app.render.markdown import Markdown, escape, plain, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import NEAR_TITLES_PLACEHOLDER, open_menu_rows
from bot.discord_app.render.overview_buttons import OverviewPlace, overview_rows
from bot.discord_app.render.overview_numbers import choose_numbers, number_lines
from bot.discord_app.render.overview_titles import TOPIC_LIMIT_CHARS, overview_title
from bot.discord_app.render.phrased_text import render_phrased, say_phrased_by
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    capitalised,
    room_beside,
    say_count,
    say_coverage,
    say_timeline,
    small,
)
from bot.discord_app.render.reply import PLAIN_COLOUR, SUMMARY_COLOUR, Card, Reply
from bot.discord_app.render.sources import Sources
from bot.models import PhrasedText, QuotedSentence, SentenceRole, Summary, Theme

HEADING_LIMIT_CHARS: Final = 110
SENTENCE_LIMIT_CHARS: Final = 300
THEMES_LIMIT_CHARS: Final = 3_200  # leaves the evidence a good third of the message
PHRASED_LIMIT_CHARS: Final = 1_000
NUMBERS_SHOWN_COUNT: Final = 8
NUMBERS_LIMIT_CHARS: Final = 1_200
TIMELINE_LIMIT_CHARS: Final = 400
GAP: Final = "\n\n"

# What tells best what a theme is about, first.
_TELLING_ROLES: Final = (SentenceRole.APPROACH, SentenceRole.RESULT, SentenceRole.PROBLEM)


def render_summary(
    summary: Summary, place: OverviewPlace | None = None, phrased: PhrasedText | None = None
) -> Reply:
    """The overview; or plainly that there is nothing.

    Args:
        summary: what there is on the topic.
        place: where the overview stands; None where it cannot be turned.
        phrased: what a language model made of the themes' sentences, to stand before them.
    """
    if not summary.themes:
        return _render_nothing(summary)
    numbers = choose_numbers(summary.numbers, NUMBERS_SHOWN_COUNT)
    telling = filter(None, map(choose_telling, summary.themes))
    said = [quote for each in (phrased.sentences if phrased else ()) for quote in each.quotes]
    quoted = [*said, *telling, *(number.sentence for number in numbers)]
    sources = Sources(quoted, summary.papers)
    overview = Card(
        title=overview_title(summary),
        description=_describe_themes(summary, sources, phrased),
        colour=SUMMARY_COLOUR,
    )
    footer = capitalised(say_coverage(summary.coverage))
    footer += say_phrased_by(phrased) if phrased else ""
    room = min(DESCRIPTION_LIMIT_CHARS, room_beside(CARDS_LIMIT_CHARS, footer) - overview.length())
    parts = [*_describe_numbers(summary, sources), *describe_time(summary)]
    evidence = Card(
        description=stack_sources(parts, sources, room),
        footer=footer,
        colour=SUMMARY_COLOUR,
    )
    rows = (*overview_rows(summary, place), *open_menu_rows(sources.papers(), first_number=1))
    return Reply(cards=(overview, evidence), rows=rows)


def describe_time(summary: Summary) -> list[Markdown]:
    """When the papers were published, and of how many that is not known: a block for each."""
    parts = []
    if timeline := say_timeline(summary.timeline, 0):
        parts.append(Markdown(f"**When**\n{plain(timeline, TIMELINE_LIMIT_CHARS)}"))
    if unknown := _say_unknown(summary):
        parts.append(Markdown(f"**Not known**\n{unknown}"))
    return parts


def stack_sources(parts: Sequence[Markdown], sources: Sources, room_chars: int) -> Markdown:
    """The parts, and below them as many of the sources as there is room for."""
    heading = Markdown("**Sources**")
    room = room_beside(room_chars, *parts, heading) - len(GAP) * len(parts) - 1
    listed = stack_saying_rest(sources.lines(), room, "source")
    return Markdown(GAP.join([*parts, f"{heading}\n{listed}"]))


def stack_saying_rest(
    blocks: Sequence[Markdown],
    limit_chars: int,
    noun: str,
    separator: str = "\n",
    *,
    others_count: int = 0,
) -> Markdown:
    """The blocks below one another; where there are others, or some do not fit, how many."""
    stacked, left_out = stack(blocks, limit_chars, separator)
    if not (left_out or others_count):
        return stacked
    longest_remark = small(f"and {say_count(len(blocks) + others_count, f'more {noun}')}")
    room = limit_chars - len(separator) - length(longest_remark)
    stacked, left_out = stack(blocks, room, separator)
    remark = small(f"and {say_count(left_out + others_count, f'more {noun}')}")
    return Markdown(f"{stacked}{separator}{remark}" if stacked else remark)


def _describe_themes(summary: Summary, sources: Sources, phrased: PhrasedText | None) -> Markdown:
    blocks = [Markdown("\n".join(map(small, _say_circumstances(summary))))]
    if phrased is not None:
        blocks.append(render_phrased(phrased, sources, PHRASED_LIMIT_CHARS))
    shown = [(theme, telling) for theme in summary.themes if (telling := choose_telling(theme))]
    for place, (theme, sentence) in enumerate(shown):
        room = room_beside(THEMES_LIMIT_CHARS, *blocks) - len(GAP) * len(blocks)
        share = room // (len(shown) - place) - len(GAP)
        blocks.append(_render_theme(theme, sentence, sources, share))
    return stack_saying_rest(blocks, THEMES_LIMIT_CHARS, "theme", GAP)


def _say_circumstances(summary: Summary) -> list[str]:
    least = "" if summary.found_is_all else "at least "
    papers = say_count(summary.coverage.paper_count, "paper")
    is_one = summary.found_count == 1 and summary.found_is_all
    lines = [f"{least}{summary.found_count:,} of {papers} {'is' if is_one else 'are'} on the topic"]
    if summary.corrected_topic is not None:
        corrected = escape(summary.corrected_topic, TOPIC_LIMIT_CHARS)
        lines.insert(0, f"Summarising {bold(corrected)}")
    return [capitalised(line) for line in lines]


def choose_telling(theme: Theme) -> QuotedSentence | None:
    """The sentence that tells best what the theme is about; None where there is none."""
    for role in _TELLING_ROLES:
        if role in theme.roles and theme.roles.index(role) < len(theme.sentences):
            return theme.sentences[theme.roles.index(role)]
    return next(iter(theme.sentences), None)


def _render_theme(
    theme: Theme, sentence: QuotedSentence, sources: Sources, room_chars: int
) -> Markdown:
    heading = bold(escape(theme.heading, HEADING_LIMIT_CHARS))
    count = say_count(len(theme.paper_ids), "paper")
    first = Markdown(SEPARATOR.join(filter(None, [heading, count])))
    citation = sources.cite(sentence)
    room = room_beside(room_chars, first, citation) - len("\n- “” ")
    quotation = escape(sentence.text, min(SENTENCE_LIMIT_CHARS, room))
    return Markdown(f"{first}\n- “{quotation}” {citation}")


def _describe_numbers(summary: Summary, sources: Sources) -> list[Markdown]:
    """Some of the numbers below their heading, and how many more there are."""
    shown = choose_numbers(summary.numbers, NUMBERS_SHOWN_COUNT)
    if not shown:
        return []
    lines = number_lines(shown, sources)
    others_count = len(summary.numbers) - len(shown)
    listed = stack_saying_rest(lines, NUMBERS_LIMIT_CHARS, "number", others_count=others_count)
    return [Markdown(f"**Reported numbers**\n{listed}")]


def _say_unknown(summary: Summary) -> str:
    """What the index does not know of the papers' dates; empty where it knows all."""
    least = "" if summary.found_is_all else "at least "
    papers = f"{least}{say_count(summary.found_count, 'paper')}"
    said = []
    if summary.undated_count:
        said.append(f"{summary.undated_count:,} of {papers} without a date")
    if summary.inferred_count:
        of_papers = "" if said else f" of {papers}"
        said.append(f"{summary.inferred_count:,}{of_papers} with an inferred year")
    return SEPARATOR.join(said)


def _render_nothing(summary: Summary) -> Reply:
    papers = say_count(summary.coverage.paper_count, "paper")
    lines = [
        f"The {papers} in the index say nothing about it.",
        "Try the words a title would use, or a wider topic.",
    ]
    if summary.coverage.paper_count == 0:
        lines = [EMPTY_INDEX]
    if summary.near_titles:
        lines.append("Some titles come near: choose one below to open it.")
    topic = escape(summary.topic, TOPIC_LIMIT_CHARS)
    card = Card(
        title=Markdown(f"Nothing about “{topic}”"),
        description=Markdown("\n".join(lines)),
        footer=capitalised(say_coverage(summary.coverage)),
        colour=PLAIN_COLOUR,
    )
    menu = open_menu_rows(summary.near_titles, placeholder=NEAR_TITLES_PLACEHOLDER)
    return Reply(cards=(card,), rows=menu)
