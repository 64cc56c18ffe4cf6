"""Days as pages show them, and the years that they do not show.

A page of Daily Papers leaves the year away where it is the year in which the page was looked at.
So every day without a year lies in the year of capture, which the days with a year betray: the
latest of them lies in the year before. Only a day after the capture lies a year earlier: round New
Year, the page and who looks at it may have different years.
"""

import re
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.parsing.digest_format import KnownDays
from bot.text.day_names import MONTHS
from bot.text.white_space import squeeze

_MONTH: Final = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# A number of comments: whole, with a comma for the thousands, or rounded.
_COMMENTS: Final = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,7}|[0-9]{1,3}(?:\.[0-9])?[kK]"
# A day, and perhaps such a number behind it. The spaces need not be plain ones.
DAY_PATTERN: Final = (
    rf"(?:{_MONTH})\.?[^\S\n]+[0-9]{{1,2}}(?:,[^\S\n]*[0-9]{{4}})?(?:[^\S\n]+(?:{_COMMENTS}))?"
)
_LINE: Final = re.compile(r"([A-Za-z]+)\.? ([0-9]+)(?:, ?([0-9]{4}))?(?: (\S+))?")
# Time zones move a day by one either way.
_ONE_DAY: Final = timedelta(days=1)
_YEARS_BETWEEN_LEAP_YEARS: Final = 8  # at most: 1896, 1904


@dataclass(frozen=True, slots=True)
class ShownDay:
    """A day as it stands on a page. It need not exist: `Feb 30`."""

    month: int
    day: int
    year: int | None

    def in_year(self, year: int) -> date | None:
        """The day in that year, if there is such a day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def is_leap_day(self) -> bool:
        """Whether only leap years have it."""
        return (self.month, self.day) == (2, 29)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line that shows a day, and perhaps a number of comments behind it."""

    day: ShownDay
    comment_count: int | None  # no number means none; a rounded one, as 1.2k, is not known


@dataclass(frozen=True, slots=True)
class Capture:
    """When a page was looked at."""

    year: int
    on: date | None  # None where the page does not show its own day
    on_is_inferred: bool  # True where neither the page nor the operator told its year
    until: date  # no day without a year lies more than a day after it
    is_given: bool  # the operator's word

    def resolve(self, shown: ShownDay) -> date | None:
        """The day meant. None if it does not exist, as 29 February in most years."""
        if shown.year is not None:
            return shown.in_year(shown.year)
        return shown.in_year(self.year - 1 if self._is_over_before(shown) else self.year)

    def is_certain_of(self, shown: ShownDay) -> bool:
        """Whether that day's year was told, by the page or by the operator."""
        return shown.year is not None or (self.is_given and not self._is_over_before(shown))

    def _is_over_before(self, shown: ShownDay) -> bool:
        """Whether a day without a year would lie after the capture in the year of capture."""
        day = shown.in_year(self.year)
        return day is not None and day - self.until > _ONE_DAY


def find_day_line(text: str) -> DayLine | None:
    """Read a line such as `Aug 21, 2025 2`.

    >>> find_day_line("Apr 5 6")
    DayLine(day=ShownDay(month=4, day=5, year=None), comment_count=6)
    >>> find_day_line("5 April") is None
    True
    """
    line = squeeze(text)
    parts = _LINE.fullmatch(line)
    if parts is None or re.fullmatch(DAY_PATTERN, line) is None:
        return None
    name, day, year, comments = parts.groups("")
    month = next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name))
    comments = comments.replace(",", "") or "0"
    comment_count = int(comments) if comments.isdecimal() else None
    return DayLine(ShownDay(month, int(day), int(year) if year else None), comment_count)


def infer_capture(
    page_day: ShownDay | None, card_days: Sequence[ShownDay], known: KnownDays
) -> Capture:
    """Find out when a page was looked at, from the days on it.

    Where the operator knows the day, that is it. Else the year is the one after the latest year
    shown, unless that lets the page's own day lie in the future; and if none is shown, the latest
    that lets no day do so. A page's own day tells more than its cards' days.
    """
    if known.issued_on is not None:
        given_on = known.issued_on
        return Capture(given_on.year, given_on, on_is_inferred=False, until=given_on, is_given=True)
    own_days = [] if page_day is None else [page_day]
    year = _infer_year(own_days, card_days, known.today)
    on = None if page_day is None else page_day.in_year(page_day.year or year)
    is_inferred = on is not None and page_day is not None and page_day.year is None
    return Capture(year, on, is_inferred, until=on or known.today, is_given=False)


def _infer_year(own_days: Sequence[ShownDay], card_days: Sequence[ShownDay], today: date) -> int:
    days = [*own_days, *card_days]
    bare_days = [day for day in days if day.year is None]
    last_shown = max((day.year for day in days if day.year), default=None)
    tomorrow = today + _ONE_DAY if today < date.max else today
    if own_days:
        latest = _find_latest_year([day for day in own_days if day.year is None], tomorrow)
    elif last_shown is None:
        latest = _find_latest_year(bare_days, tomorrow)
    else:
        latest = tomorrow.year
    if last_shown is None:
        candidates = range(latest, latest - _YEARS_BETWEEN_LEAP_YEARS, -1)
    else:
        candidates = range(min(last_shown + 1, latest), latest + 1)
    if any(day.is_leap_day for day in bare_days):
        return next(filter(isleap, candidates), candidates[0])
    return candidates[0]


def _find_latest_year(bare_days: Sequence[ShownDay], tomorrow: date) -> int:
    """The latest year in which none of the days lies more than a day in the future."""
    days = (day.in_year(tomorrow.year) for day in bare_days)
    is_over = all(day is None or day <= tomorrow for day in days)
    return tomorrow.year if is_over else tomorrow.year - 1
