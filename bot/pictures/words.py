"""What pictures say in words: headings, and what those are told who cannot see them."""

from datetime import date
from typing import Final

from bot.models import Recap, RecapDay
from bot.text.counting import count_of
from bot.text.day_names import MONTHS, SHORT_WEEKDAYS
from bot.text.inferred_days import INFERRED_SIGN, mark_issued
from bot.text.shortening import shorten
from bot.text.white_space import squeeze

DESCRIPTION_LIMIT_CHARS: Final = 500  # a screen reader reads all of it aloud
# What the sign beside a day means; it stands below the days.
INFERRED_NOTE: Final = f"{INFERRED_SIGN} the day is inferred"
_TITLE_LIMIT_CHARS: Final = 150
_THOUSANDS_FROM: Final = 10_000
_MILLIONS_FROM: Final = 1_000_000


def say_week(first_on: date, last_on: date) -> str:
    """The days from first to last.

    >>> say_week(date(2026, 3, 9), date(2026, 3, 15))
    '9–15 March 2026'
    >>> say_week(date(2025, 12, 29), date(2026, 1, 4))
    '29 December 2025 – 4 January 2026'
    """
    last = f"{last_on.day} {MONTHS[last_on.month - 1]} {last_on.year}"
    if (first_on.year, first_on.month) == (last_on.year, last_on.month):
        return f"{first_on.day}–{last}"
    first = f"{first_on.day} {MONTHS[first_on.month - 1]}"
    year = "" if first_on.year == last_on.year else f" {first_on.year}"
    return f"{first}{year} – {last}"


def say_what_came_in(recap: Recap) -> str:
    """How many papers, and the counts that came in for them."""
    topic = recap.corrected_topic or recap.topic
    papers = count_of(recap.paper_count, "paper")
    parts = [papers if topic is None else f"{papers} on “{topic}”"]
    if recap.is_attention_known:
        if recap.upvotes_gained > 0:
            parts.append(count_of(recap.upvotes_gained, "upvote"))
        if recap.comments_gained > 0:
            parts.append(count_of(recap.comments_gained, "comment"))
    elif recap.without_counts_count == recap.paper_count:
        parts.append("counts unknown")
    else:
        parts.append("no upvotes or comments")
    return " · ".join(parts)


def say_day_number(day: RecapDay) -> str:
    """The day of the month below its bar; with a sign where its year is inferred."""
    return f"{INFERRED_SIGN}{day.on.day}" if day.is_inferred else str(day.on.day)


def say_measure(recap: Recap) -> str:
    """What the bars show."""
    return "upvotes + 3 × comments" if recap.is_attention_known else "papers a day"


def say_amount(amount: int) -> str:
    """A number that is never wider than its bar.

    >>> say_amount(1_234), say_amount(56_789), say_amount(12_345_678)
    ('1,234', '57k', '12.3M')
    """
    if amount < _THOUSANDS_FROM:
        return f"{amount:,}"
    return f"{amount / 1e3:.0f}k" if amount < _MILLIONS_FROM else f"{amount / 1e6:.1f}M"


def _mark_day(day: RecapDay) -> str:
    return mark_issued(str(day.on.day), is_inferred=day.is_inferred)


def describe_recap_picture(recap: Recap) -> str:
    """What the picture shows, told from the same facts."""
    what = "Attention" if recap.is_attention_known else "Papers"
    days = [
        f"{SHORT_WEEKDAYS[day.on.weekday()]} {_mark_day(day)}: {day.amount:,}"
        for day in recap.days
        if day.paper_count
    ]
    sentences = [
        f"{what} by day, {say_week(recap.first_on, recap.last_on)}: {', '.join(days) or 'none'}."
    ]
    if recap.themes:
        shares = ", ".join(f"{theme.name} {theme.share:.0%}" for theme in recap.themes)
        sentences.append(f"Themes: {shares}.")
    if recap.is_attention_known and recap.papers:
        first = recap.papers[0]
        title = shorten(squeeze(first.paper.title), _TITLE_LIMIT_CHARS)
        sentences.append(f"Most discussed: {title} ({', '.join(first.reasons)}).")
    return shorten(" ".join(sentences), DESCRIPTION_LIMIT_CHARS)
