"""What people read on a terminal."""

import shutil
import textwrap
from datetime import date

import click

from bot.models import Coverage, DigestEntry, MarkedText, Paper, SharedTraits
from bot.text.counting import count_of
from bot.text.inferred_days import mark_issued, mark_published, say_years

EMPTY_INDEX = "The index is empty. Fill it with: paperboy ingest PATH"
_WIDEST_COLUMNS = 100


def describe_facts(known: Paper | DigestEntry) -> str:
    """Who, when and how much attention, on one line; unknown is said, not hidden."""
    return " · ".join(
        (
            _describe_makers(known),
            _describe_date(known),
            _describe_count(known.comment_count, "comment"),
            _describe_count(known.upvotes, "upvote"),
        )
    )


def describe_coverage(coverage: Coverage) -> str:
    """What an answer is drawn from, on one line."""
    if not coverage.paper_count:
        return "The index is empty."
    papers = count_of(coverage.paper_count, "paper")
    parts = [f"{papers} from {count_of(coverage.digest_count, 'digest')}"]
    if years := say_years(coverage):
        parts.append(years)
    if coverage.undated_count:
        parts.append(f"{coverage.undated_count:,} without a date")
    return ", ".join(parts)


def describe_new(paper_count: int, new_count: int) -> str:
    """How many papers, and how many of them are new.

    >>> describe_new(9, 9), describe_new(9, 8)
    ('9 new papers', '9 papers, 8 of them new')
    """
    if paper_count == new_count:
        return count_of(paper_count, "new paper")
    return f"{count_of(paper_count, 'paper')}, {new_count:,} of them new"


def describe_shared(shared: SharedTraits) -> str:
    """What two papers have in common, on one line."""
    parts = [f"shares: {', '.join(shared.terms)}"] if shared.terms else []
    if shared.makers:
        parts.append(f"both by {' and '.join(shared.makers)}")
    return " · ".join(parts) or "close in meaning"


def print_wrapped(text: str, *, indent: int = 0, dim: bool = False) -> None:
    """Print a paragraph within the terminal's width."""
    width = min(_WIDEST_COLUMNS, shutil.get_terminal_size().columns)
    margin = " " * indent
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=margin,
        subsequent_indent=margin,
        # A name cut at its hyphen, or a link cut anywhere, can be neither read nor copied.
        break_on_hyphens=False,
        break_long_words=False,
    )
    click.secho("\n".join(lines), dim=dim)


def mark(marked: MarkedText) -> str:
    """The text with its marked places in bold."""
    pieces, position = [], 0
    for start, end in marked.marks:
        pieces += [marked.text[position:start], click.style(marked.text[start:end], bold=True)]
        position = end
    return "".join(pieces) + marked.text[position:]


def _describe_makers(known: Paper | DigestEntry) -> str:
    if known.organization:
        return known.organization.name
    if known.author_count is None:
        return "authors unknown"
    if known.authors:
        more = f" and {known.author_count - 1} more" if known.author_count > 1 else ""
        return known.authors[0] + more
    return count_of(known.author_count, "author")


def _describe_date(known: Paper | DigestEntry) -> str:
    if known.published_on is None:
        return "date unknown"
    day = f"{known.published_on:%Y-%m-%d}"
    return mark_published(day, is_inferred=known.published_on_is_inferred)


def describe_issue_day(issued_on: date | None, *, is_inferred: bool) -> str:
    """The day that a digest is of, and whether that was inferred."""
    if issued_on is None:
        return "day unknown"
    return mark_issued(f"{issued_on:%Y-%m-%d}", is_inferred=is_inferred)


def _describe_count(count: int | None, noun: str) -> str:
    return f"{noun}s unknown" if count is None else count_of(count, noun)
