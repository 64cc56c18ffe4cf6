"""Small facts in words, the same wherever they are shown; unknown is said to be unknown."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.discord_app.render.limits import length
from bot.discord_app.render.markdown import NOTHING, Markdown, escape
from bot.models import Coverage, MonthCount, Organization, Paper
from bot.text.counting import count_of
from bot.text.day_names import SHORT_MONTHS, SHORT_WEEKDAYS
from bot.text.inferred_days import mark_published, say_years

SEPARATOR: Final = " · "
WHO_LIMIT_CHARS: Final = 80
AUTHORS_SHOWN_COUNT: Final = 2
MONTHS_SHOWN_COUNT: Final = 8


def say_day(day: date) -> str:
    """The day, to be read at a glance.

    >>> say_day(date(2026, 4, 5))
    '5 Apr 2026'
    """
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def say_weekday(day: date) -> str:
    """The day with its weekday.

    >>> say_weekday(date(2026, 3, 31))
    'Tue 31 Mar 2026'
    """
    return f"{SHORT_WEEKDAYS[day.weekday()]} {say_day(day)}"


def say_short_day(day: date) -> str:
    """The day without its year, where the year is near at hand.

    >>> say_short_day(date(2026, 3, 10))
    '10 Mar'
    """
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}"


def say_published(paper: Paper) -> str | None:
    """When the paper was published, and whether the year is Paperboy's guess; None if unknown."""
    if paper.published_on is None:
        return None
    day = say_day(paper.published_on)
    return mark_published(day, is_inferred=paper.published_on_is_inferred)


def say_count(count: int | None, noun: str) -> str:
    """The count with its noun.

    >>> say_count(1, "comment"), say_count(2_340, "upvote"), say_count(None, "upvote")
    ('1 comment', '2,340 upvotes', 'upvotes unknown')
    """
    return f"{noun}s unknown" if count is None else count_of(count, noun)


def say_who(paper: Paper) -> Markdown | None:
    """The organisation, else the first authors, else how many there are; None if unknown."""
    if paper.organization is not None and (said := say_organization(paper.organization)):
        return said
    if said := say_authors(paper, AUTHORS_SHOWN_COUNT, WHO_LIMIT_CHARS):
        return said
    return None if paper.author_count is None else Markdown(say_count(paper.author_count, "author"))


def say_organization(organization: Organization) -> Markdown:
    """What the organisation calls itself, as far as it is known."""
    name = escape(organization.name, WHO_LIMIT_CHARS)
    return name or escape(organization.slug, WHO_LIMIT_CHARS)


def say_authors(paper: Paper, shown_count: int, limit_chars: int) -> Markdown:
    """The first authors by name and how many more there are; nothing where no name is known."""
    shown = paper.authors[:shown_count]
    others = max(paper.author_count or 0, len(paper.authors)) - len(shown)
    rest = f" +{others:,}" if others else ""
    names = escape(", ".join(shown), limit_chars - len(rest))
    return Markdown(names + rest) if names else NOTHING


def say_facts(paper: Paper, *, beside: str = "") -> Markdown:
    """Who, when and how much noticed, on one line; what is unknown stands together at its end.

    Counts that are told `beside` it, in these very words, are left out.
    """
    facts: dict[str, str | None] = {
        "authors": say_who(paper),
        "date": say_published(paper),
        "comments": _say_known(paper.comment_count, "comment"),
        "upvotes": _say_known(paper.upvotes, "upvote"),
    }
    said = [fact for fact in facts.values() if fact is not None and not _is_told(fact, beside)]
    unknown = [name for name, fact in facts.items() if fact is None]
    if unknown:
        said.append(f"{join_names(unknown)} unknown")
    return Markdown(SEPARATOR.join(said))


def join_names(names: Sequence[str]) -> str:
    """The names as one would say them.

    >>> join_names(["date", "comments", "upvotes"])
    'date, comments and upvotes'
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def say_coverage(coverage: Coverage) -> str:
    """What an answer can at most rest on."""
    parts = [
        say_count(coverage.digest_count, "digest"),
        say_count(coverage.paper_count, "paper"),
        *filter(None, [say_years(coverage)]),
    ]
    if coverage.undated_count:
        parts.append(f"{coverage.undated_count:,} without a date")
    return "from " + ", ".join(parts)


def say_timeline(timeline: tuple[MonthCount, ...], undated_count: int) -> str:
    """How many papers were published when: by month, or by year where that is too long.

    >>> months = MonthCount("2025-12", 3), MonthCount("2026-01", 5), MonthCount("2026-02", 1)
    >>> say_timeline(months, 2)
    '2025: Dec (3) · 2026: Jan (5), Feb (1) · 2 without a date'
    """
    years: dict[str, list[MonthCount]] = {}
    for entry in timeline:
        years.setdefault(entry.month[:4], []).append(entry)
    say_counts = _say_months if len(timeline) <= MONTHS_SHOWN_COUNT else _say_sum
    parts = [f"{year}: {say_counts(months)}" for year, months in years.items()]
    if undated_count:
        parts.append(f"{undated_count:,} without a date")
    return SEPARATOR.join(parts)


def bold(text: Markdown) -> Markdown:
    """The text in bold; italics would end at an escaped asterisk, bold does not."""
    return Markdown(f"**{text}**") if text else text


def capitalised(text: str) -> str:
    """The phrase as the beginning of a line."""
    return text[:1].upper() + text[1:]


def small(text: str) -> Markdown:
    """A line in small grey type; what it holds must be harmless already."""
    return Markdown(f"-# {text}")


def room_beside(limit_chars: int, *texts: str) -> int:
    """What is left of the limit beside the texts."""
    return limit_chars - sum(map(length, texts))


def _is_told(fact: str, beside: str) -> bool:
    """Whether the words stand there: those of 2 comments do not stand in "12 comments"."""
    return re.search(rf"(?<![\w,.]){re.escape(fact)}\b", beside) is not None


def _say_known(count: int | None, noun: str) -> str | None:
    return None if count is None else count_of(count, noun)


def _say_months(entries: Sequence[MonthCount]) -> str:
    return ", ".join(
        f"{SHORT_MONTHS[int(each.month[5:]) - 1]} ({each.count:,})" for each in entries
    )


def _say_sum(entries: Sequence[MonthCount]) -> str:
    return f"{sum(each.count for each in entries):,}"
