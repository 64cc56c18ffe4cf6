"""Reported numbers side by side: the value, what it measures, against what, and whose it is."""

import re
from collections.abc import Sequence
from itertools import groupby, zip_longest
from typing import Final

from bot.discord_app.render.clean import clean_marked, cut_before_marks
from bot.discord_app.render.markdown import NOTHING, Markdown, escape
from bot.discord_app.render.phrases import bold
from bot.discord_app.render.sources import Sources
from bot.models import MarkedText, NumberKind, ReportedNumber

VALUES_LIMIT_CHARS: Final = 80
MEASURES_LIMIT_CHARS: Final = 110
BASELINE_LIMIT_CHARS: Final = 80
QUOTE_LIMIT_CHARS: Final = 160
BEFORE_NUMBER_CHARS: Final = 70

_KINDS: Final = {
    NumberKind.FACTOR: "Factors",
    NumberKind.PERCENT: "Percentages",
    NumberKind.POINTS: "Points",
    NumberKind.SCORE: "Scores",
    NumberKind.COUNT: "Counts",
    NumberKind.TIME: "Times",
    NumberKind.RATE: "Rates",
    NumberKind.SIZE: "Sizes",
    NumberKind.MONEY: "Costs",
}
_DIGITS = re.compile(r"[\d.,]*\d")


def choose_numbers(numbers: Sequence[ReportedNumber], limit: int) -> tuple[ReportedNumber, ...]:
    """At most so many of the numbers, in their order: of every kind some, best told ones first."""
    by_kind: dict[NumberKind, list[int]] = {}
    for place, number in enumerate(numbers):
        by_kind.setdefault(number.kind, []).append(place)
    kinds = [sorted(places, key=lambda n: not numbers[n].measures) for places in by_kind.values()]
    in_turn = [place for turn in zip_longest(*kinds) for place in turn if place is not None]
    return tuple(numbers[place] for place in sorted(in_turn[:limit]))


def number_lines(
    numbers: Sequence[ReportedNumber], sources: Sources, *, is_quoted: bool = False
) -> list[Markdown]:
    """A line for each number that says what it measures, else for each sentence with its numbers.

    Args:
        numbers: in the order in which they are shown.
        sources: where they are cited from.
        is_quoted: whether each line has a part of the sentence, too, beside what it measures.
    """
    return [
        _render_line(list(group), sources, is_quoted=is_quoted)
        for _, group in groupby(numbers, key=_line_key)
    ]


def number_lines_by_kind(
    numbers: Sequence[ReportedNumber], sources: Sources, *, is_quoted: bool
) -> list[Markdown]:
    """The lines of all numbers as `number_lines`; each kind's first line has its name above."""
    lines: list[Markdown] = []
    for kind, group in groupby(numbers, key=lambda number: number.kind):
        first, *others = number_lines(list(group), sources, is_quoted=is_quoted)
        gap = "\n" if lines else ""
        lines += [Markdown(f"{gap}**{_KINDS[kind]}**\n{first}"), *others]
    return lines


def _line_key(number: ReportedNumber) -> object:
    """Numbers beside one another with the same key share a line."""
    return number if escape(number.measures) else number.sentence


def _render_line(
    numbers: Sequence[ReportedNumber], sources: Sources, *, is_quoted: bool
) -> Markdown:
    first = numbers[0]
    values = ", ".join(dict.fromkeys(number.shown for number in numbers))
    told = _tell(first)
    parts = [bold(escape(values, VALUES_LIMIT_CHARS)), told]
    if is_quoted or not told:
        parts[1:] = [Markdown(f"{told}:" if told else ""), Markdown(f"“{_quote_about(first)}”")]
    return Markdown(" ".join(["-", *filter(None, parts), sources.cite(first.sentence)]))


def _tell(number: ReportedNumber) -> Markdown:
    """What the number measures, and against what; nothing where the former is not known."""
    measures = escape(number.measures, MEASURES_LIMIT_CHARS)
    baseline = escape(number.baseline, BASELINE_LIMIT_CHARS)
    if not (measures and baseline):
        return measures or NOTHING
    return Markdown(f"{measures}, against {baseline}")


def _quote_about(number: ReportedNumber) -> Markdown:
    """The part of the sentence that the number stands in, which may be written otherwise there."""
    text = number.sentence.text
    start, end = number.place
    if not 0 <= start < end <= len(text):
        digits = _DIGITS.search(number.value)
        start = text.find(digits[0]) if digits else -1
        end = start + 1
    marks = ((start, end),) if start >= 0 else ()
    cut = cut_before_marks(clean_marked(MarkedText(text, marks)), BEFORE_NUMBER_CHARS)
    return escape(cut.text, QUOTE_LIMIT_CHARS)
