"""What is said of days whose year was inferred: the same words wherever a day is shown."""

from typing import Final

from bot.models import Coverage

# Where there is no room for words, as in a picture; what it means stands beside it.
INFERRED_SIGN: Final = "~"


def mark_published(said: str, *, is_inferred: bool) -> str:
    """A paper's date with the remark that its year is Paperboy's guess.

    >>> mark_published("5 Apr 2026", is_inferred=True)
    '5 Apr 2026 (year inferred)'
    """
    return f"{said} (year inferred)" if is_inferred else said


def mark_issued(said: str, *, is_inferred: bool) -> str:
    """A digest's day, or one that follows from it, with the same remark.

    >>> mark_issued("Tue 10 Mar 2026", is_inferred=True)
    'Tue 10 Mar 2026 (inferred)'
    """
    return f"{said} (inferred)" if is_inferred else said


def say_years(coverage: Coverage) -> str:
    """From which year to which the papers are, "2019–2026 (2026 inferred)"; "" where unknown.

    A year is inferred where no paper that is known for certain is of it.
    """
    if coverage.first_published_on is None or coverage.last_published_on is None:
        return ""
    first, last = coverage.first_published_on.year, coverage.last_published_on.year
    if first == last:
        is_inferred = coverage.first_year_is_inferred and coverage.last_year_is_inferred
        return mark_published(str(first), is_inferred=is_inferred)
    marked = [
        str(year)
        for year, is_inferred in (
            (first, coverage.first_year_is_inferred),
            (last, coverage.last_year_is_inferred),
        )
        if is_inferred
    ]
    years = f"{first}–{last}"
    return f"{years} ({' and '.join(marked)} inferred)" if marked else years
