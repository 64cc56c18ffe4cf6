"""A topic's overview as one Markdown document, for files: quotations, numbers, timeline, sources.

Titles and sentences are data: whatever they hold, they stay text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.models import (
    Coverage,
    MonthCount,
    NumberKind,
    Paper,
    QuotedSentence,
    ReportedNumber,
    SentenceRole,
    Summary,
)
from bot.text.counting import count_of
from bot.text.inferred_days import mark_published, say_years
from bot.text.white_space import replace_surrogates, squeeze

ROLE_NAMES: Final = {
    SentenceRole.PROBLEM: "Problem",
    SentenceRole.APPROACH: "Approach",
    SentenceRole.RESULT: "Result",
}
KIND_NAMES: Final = {
    NumberKind.FACTOR: "Factors",
    NumberKind.PERCENT: "Percentages",
    NumberKind.POINTS: "Points",
    NumberKind.SCORE: "Scores",
    NumberKind.COUNT: "Counts",
    NumberKind.TIME: "Times",
    NumberKind.RATE: "Rates",
    NumberKind.SIZE: "Sizes",
    NumberKind.MONEY: "Money",
}
UNKNOWN: Final = "–"
# What Markdown, with tables, links, HTML and formulas, gives a meaning to within a line. No text
# stands at a line's beginning, where more signs would mean something.
_SIGN: Final = re.compile(r"[\\`*\[\]<>#|~$]|&(?=[#\w])|(?<!\w)_|_(?!\w)")
_BAR_CHARS: Final = 30


def write_overview(summary: Summary) -> str:
    """The whole overview, ending with a line break; also where there is nothing on the topic."""
    blocks = [
        f"# {_escape(shown_topic(summary))}",
        _say_drawn_on(summary),
        *_iter_themes(summary),
        *_iter_numbers(summary),
        *_iter_timeline(summary),
        *_iter_sources(summary),
        f"*{_say_coverage(summary.coverage)}*",
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def shown_topic(summary: Summary) -> str:
    """The topic as it was looked for."""
    return squeeze(summary.corrected_topic or summary.topic)


def say_found(summary: Summary) -> str:
    """How many papers are on the topic, and how many of them the overview draws on."""
    least = "" if summary.found_is_all else "at least "
    found = f"{least}{count_of(summary.found_count, 'indexed paper')}"
    if summary.found_is_all and summary.paper_count == summary.found_count:
        return f"Drawn from {found} on it"
    return f"Drawn from the {summary.paper_count:,} best of {found} on it"


def say_unknown_days(summary: Summary) -> str:
    """How many of the topic's papers have no date, or an inferred one; "" where none has."""
    of_all = f"of {count_of(summary.found_count, 'paper')}"
    parts = []
    if summary.undated_count:
        parts.append(f"{summary.undated_count:,} {of_all} without a date")
    if summary.inferred_count:
        parts.append(f"{summary.inferred_count:,} {of_all} with an inferred year")
    return ", ".join(parts)


def _say_drawn_on(summary: Summary) -> str:
    if not summary.papers:
        return "The index holds nothing on it."
    unknown = say_unknown_days(summary)
    corrected = "" if summary.corrected_topic is None else f" (asked: {_escape(summary.topic)})"
    said = f"{say_found(summary)}{corrected}."
    if unknown:
        said += f" {unknown}."
    if not summary.themes:
        said += " None of them has an abstract to quote."
    return said


def _iter_themes(summary: Summary) -> Iterator[str]:
    papers = {paper.paper_id: paper for paper in summary.papers}
    for theme in summary.themes:
        yield f"## {_escape(theme.heading)}"
        yield f"*{count_of(len(theme.paper_ids), 'paper')}*"
        roles: Sequence[SentenceRole | None] = theme.roles or [None] * len(theme.sentences)
        for sentence, role in zip(theme.sentences, roles, strict=True):
            told = "" if role is None else f"**{ROLE_NAMES[role]}.** "
            yield f"> {told}“{_escape(sentence.text)}”\n> {_cite(sentence, papers)}"


def _iter_numbers(summary: Summary) -> Iterator[str]:
    if not summary.numbers:
        return
    papers = {paper.paper_id: paper for paper in summary.papers}
    yield "## Reported numbers"
    for kind in NumberKind:
        numbers = [number for number in summary.numbers if number.kind is kind]
        if numbers:
            yield f"### {KIND_NAMES[kind]}"
            lines = ["| value | of | compared with | sentence | paper |", "|---|---|---|---|---|"]
            lines += [_write_row(number, papers) for number in numbers]
            yield "\n".join(lines)


def _write_row(number: ReportedNumber, papers: dict[int, Paper]) -> str:
    cells = (
        f"**{_escape(number.shown)}**",
        _escape(number.measures) or UNKNOWN,
        _escape(number.baseline) or UNKNOWN,
        f"“{_escape(number.sentence.text)}”",
        _cite(number.sentence, papers),
    )
    return f"| {' | '.join(cells)} |"


def _iter_timeline(summary: Summary) -> Iterator[str]:
    if not summary.timeline and not summary.undated_count:
        return
    yield "## When they were published"
    most = max((each.count for each in summary.timeline), default=1)
    lines = ["| month | papers | |", "|---|---|---|"]
    lines += [
        f"| {each.month} | {_say_month(each)} | {'█' * max(1, _BAR_CHARS * each.count // most)} |"
        for each in summary.timeline
    ]
    if summary.undated_count:
        lines.append(f"| unknown | {summary.undated_count:,} | |")
    yield "\n".join(lines)


def _say_month(each: MonthCount) -> str:
    inferred = f", {each.inferred_count:,} with an inferred year" if each.inferred_count else ""
    return f"{each.count:,}{inferred}"


def _iter_sources(summary: Summary) -> Iterator[str]:
    quoted = {sentence.paper_id for sentence in list_quoted(summary)}
    papers = [paper for paper in summary.papers if paper.paper_id in quoted]
    if papers:
        yield "## Sources"
        yield "\n".join(f"- {_link(paper.title, paper.url)}{_say_day(paper)}" for paper in papers)
    others = [paper for paper in summary.papers if paper.paper_id not in quoted]
    if others:
        yield "### Also on it"
        yield "\n".join(f"- {_link(paper.title, paper.url)}{_say_day(paper)}" for paper in others)


def list_quoted(summary: Summary) -> list[QuotedSentence]:
    """Every sentence that the overview quotes, each once, in its order."""
    quoted: Iterable[QuotedSentence] = (
        *(sentence for theme in summary.themes for sentence in theme.sentences),
        *(number.sentence for number in summary.numbers),
    )
    return list(dict.fromkeys(quoted))


def _cite(sentence: QuotedSentence, papers: dict[int, Paper]) -> str:
    paper = papers.get(sentence.paper_id)
    return _escape(sentence.title) if paper is None else _link(sentence.title, paper.url)


def _link(title: str, url: str) -> str:
    return f"[{_escape(title)}](<{url}>)"


def _say_day(paper: Paper) -> str:
    if paper.published_on is None:
        return ", date unknown"
    day = f"{paper.published_on:%Y-%m-%d}"
    return f", {mark_published(day, is_inferred=paper.published_on_is_inferred)}"


def _say_coverage(coverage: Coverage) -> str:
    said = f"From {count_of(coverage.digest_count, 'digest')}"
    said += f", {count_of(coverage.paper_count, 'paper')}"
    if years := say_years(coverage):
        said += f", {years}"
    if coverage.undated_count:
        said += f", {coverage.undated_count:,} without a date"
    return said


def _escape(text: str) -> str:
    r"""The text on one line, every sign that could mean something behind a backslash.

    >>> print(_escape("a | *b*\n# [c](d)"))
    a \| \*b\* \# \[c\](d)
    """
    return _SIGN.sub(r"\\\g<0>", squeeze(replace_surrogates(text)))
