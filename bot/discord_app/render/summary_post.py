"""A topic's summary: what the papers say, each sentence with its source."""

import re
from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.clean import clean_marked, cut_before_marks
from bot.discord_app.render.limits import CARDS_LIMIT_CHARS, DESCRIPTION_LIMIT_CHARS, length
from bot.discord_app.render.markdown import Markdown, escape, plain, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.open_menu import NEAR_TITLES_PLACEHOLDER, open_menu_rows
from bot.discord_app.render.phrases import (
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
from bot.models import (
    MarkedText,
    QuotedSentence,
    ReportedNumber,
    Summary,
    Theme,
)

TOPIC_LIMIT_CHARS: Final = 120
HEADING_LIMIT_CHARS: Final = 120
SENTENCE_LIMIT_CHARS: Final = 420
THEMES_LIMIT_CHARS: Final = 3_200  # leaves the evidence a good third of the message

VALUES_LIMIT_CHARS: Final = 80
NUMBER_SENTENCE_LIMIT_CHARS: Final = 160
BEFORE_NUMBER_CHARS: Final = 70
NUMBERS_LIMIT_CHARS: Final = 1_200
TIMELINE_LIMIT_CHARS: Final = 400
GAP: Final = "\n\n"

_DIGITS = re.compile(r"[\d.,]*\d")


def render_summary(summary: Summary) -> Reply:
    """The themes, the reported numbers, when, and the sources; or plainly that there is nothing."""
    if not summary.themes:
        return _render_nothing(summary)
    quoted = [sentence for theme in summary.themes for sentence in theme.sentences]
    sources = Sources([*quoted, *(number.sentence for number in summary.numbers)], summary.papers)
    overview = Card(
        title=_heading(summary),
        description=_describe_themes(summary, sources),
        colour=SUMMARY_COLOUR,
    )
    footer = capitalised(say_coverage(summary.coverage))
    room = min(DESCRIPTION_LIMIT_CHARS, room_beside(CARDS_LIMIT_CHARS, footer) - overview.length())
    evidence = Card(
        description=_describe_evidence(summary, sources, room),
        footer=footer,
        colour=SUMMARY_COLOUR,
    )
    menu = open_menu_rows(sources.papers(), first_number=1)
    return Reply(cards=(overview, evidence), rows=menu)


def _heading(summary: Summary) -> Markdown:
    topic = escape(summary.topic, TOPIC_LIMIT_CHARS)
    says = "says" if summary.paper_count == 1 else "say"
    return Markdown(f"What {_say_papers(summary)} {says} about “{topic}”")


def _say_papers(summary: Summary) -> str:
    """How many papers the summary draws on, and that there are others where there are."""
    if summary.found_is_all and summary.found_count <= summary.paper_count:
        return say_count(summary.paper_count, "paper")
    least = "" if summary.found_is_all else "at least "
    return f"the {summary.paper_count:,} best of {least}{say_count(summary.found_count, 'paper')}"


def _describe_themes(summary: Summary, sources: Sources) -> Markdown:
    blocks = []
    if summary.corrected_topic is not None:
        corrected = escape(summary.corrected_topic, TOPIC_LIMIT_CHARS)
        blocks.append(small(f"Summarising {bold(corrected)}"))
    for place, theme in enumerate(summary.themes):
        room = room_beside(THEMES_LIMIT_CHARS, *blocks) - len(GAP) * len(blocks)
        share = room // (len(summary.themes) - place) - len(GAP)
        blocks.append(_render_theme(theme, sources, share))
    return _stack_saying_rest(blocks, THEMES_LIMIT_CHARS, "theme", GAP)


def _render_theme(theme: Theme, sources: Sources, room_chars: int) -> Markdown:
    heading = bold(escape(theme.heading, HEADING_LIMIT_CHARS))
    sentences = []
    for sentence in theme.sentences:
        citation = sources.cite(sentence)
        quotation = escape(sentence.text, SENTENCE_LIMIT_CHARS)
        sentences.append(Markdown(f"- “{quotation}” {citation}"))
    said = _stack_saying_rest(sentences, room_beside(room_chars, heading) - 1, "sentence")
    return Markdown(f"{heading}\n{said}")


def _stack_saying_rest(
    blocks: Sequence[Markdown], limit_chars: int, noun: str, separator: str = "\n"
) -> Markdown:
    """The blocks below one another; where some do not fit, how many."""
    stacked, left_out = stack(blocks, limit_chars, separator)
    if not left_out:
        return stacked
    longest_remark = small(f"and {say_count(len(blocks), f'more {noun}')}")
    room = limit_chars - len(separator) - length(longest_remark)
    stacked, left_out = stack(blocks, room, separator)
    remark = small(f"and {say_count(left_out, f'more {noun}')}")
    return Markdown(f"{stacked}{separator}{remark}" if stacked else remark)


def _describe_evidence(summary: Summary, sources: Sources, room_chars: int) -> Markdown:
    parts = []
    if summary.numbers:
        numbers = _render_numbers(summary.numbers, sources)
        listed = _stack_saying_rest(numbers, NUMBERS_LIMIT_CHARS, "number")
        parts.append(Markdown(f"**Reported numbers**\n{listed}"))
    timeline = say_timeline(summary.timeline, summary.undated_count)
    if timeline:
        parts.append(Markdown(f"**When**\n{plain(timeline, TIMELINE_LIMIT_CHARS)}"))
    heading = Markdown("**Sources**")
    room = room_beside(room_chars, *parts, heading) - len(GAP) * len(parts) - 1
    listed = _stack_saying_rest(sources.lines(), room, "source")
    return Markdown(GAP.join([*parts, f"{heading}\n{listed}"]))


def _render_numbers(numbers: Sequence[ReportedNumber], sources: Sources) -> list[Markdown]:
    """A line for each sentence, with all the numbers that it reports."""
    values: dict[QuotedSentence, list[str]] = {}
    for number in numbers:
        values.setdefault(number.sentence, []).append(number.value)
    return [
        Markdown(
            f"- {bold(escape(', '.join(of_sentence), VALUES_LIMIT_CHARS))} "
            f"“{_quote_about(of_sentence[0], sentence)}” {sources.cite(sentence)}"
        )
        for sentence, of_sentence in values.items()
    ]


def _quote_about(value: str, sentence: QuotedSentence) -> Markdown:
    """The part of the sentence that the number stands in, which may be written otherwise there."""
    digits = _DIGITS.search(value)
    place = sentence.text.find(digits[0]) if digits else -1
    marks = ((place, place + 1),) if place >= 0 else ()
    cut = cut_before_marks(clean_marked(MarkedText(sentence.text, marks)), BEFORE_NUMBER_CHARS)
    return escape(cut.text, NUMBER_SENTENCE_LIMIT_CHARS)


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
