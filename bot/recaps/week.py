"""The week: its papers ranked, and its attention parted by day, theme and paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.models import AttentionPart, Paper, RecapDay, RecapTheme
from bot.recaps.growth import Growth, rank_by_growth

WEEK_DAYS: Final = 7
_MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class WeekPaper:
    """A paper of the week."""

    paper: Paper  # with the counts of the week's end
    growth: Growth
    days: tuple[date, ...]  # of the week on which digests had it, the earliest first
    is_new: bool  # whether no digest before the week had it
    first_day_is_inferred: bool = False  # of the first of these days


def find_last_day(today: date) -> date:
    """The day that a week told today ends with: today itself, but on a Monday the day before.

    On a Friday evening people expect the week that just went by, today included; on a Monday
    morning the one that is over, not one that has hardly begun. Told on one weekday, week by
    week, each day is told exactly once.

    >>> find_last_day(date(2026, 3, 13)), find_last_day(date(2026, 3, 16))
    (datetime.date(2026, 3, 13), datetime.date(2026, 3, 15))
    """
    return today - timedelta(days=1) if today.weekday() == _MONDAY else today


def rank_week(papers: Sequence[WeekPaper]) -> list[WeekPaper]:
    """Most attention first; where nothing is known of it, the newest first."""
    if not any(each.growth.is_known for each in papers):
        return sorted(papers, key=_newest_first)
    by_number = {each.paper.paper_id: each for each in papers}
    ranked = rank_by_growth({number: each.growth for number, each in by_number.items()})
    return [by_number[number] for number in ranked]


def weigh_week(papers: Sequence[WeekPaper]) -> dict[int, dict[date, int]]:
    """For each paper's number the attention of each day that had some.

    Where no attention came in at all, each paper counts one, on its first day.
    """
    points = {each.paper.paper_id: each.growth.points_by_day for each in papers}
    if any(points.values()):
        return points
    return {each.paper.paper_id: {each.days[0]: 1} for each in papers}


def part_days(
    papers: Sequence[WeekPaper],
    *,
    first_on: date,
    digest_counts: Mapping[date, int],
    themes: Sequence[RecapTheme],
    listed: Sequence[int],
    inferred_days: Collection[date] = (),
) -> tuple[RecapDay, ...]:
    """The seven days with the parts of their attention.

    Args:
        papers: the week's.
        first_on: the week's first day.
        digest_counts: how many digests each day has that has any.
        themes: the week's themes.
        listed: the numbers of the papers whose parts are to be told apart, in their order.
        inferred_days: those whose digests are of them by inference only.
    """
    weights = weigh_week(papers)
    theme_of = {number: place for place, theme in enumerate(themes) for number in theme.paper_ids}
    rank_of = {number: rank for rank, number in enumerate(listed, start=1)}
    days: list[RecapDay] = []
    for on in (first_on + timedelta(days=place) for place in range(WEEK_DAYS)):
        present = [each for each in papers if on in each.days]
        amounts = {number: points[on] for number, points in weights.items() if points.get(on)}
        days.append(
            RecapDay(
                on=on,
                digest_count=digest_counts.get(on, 0),
                paper_count=len(present),
                without_counts_count=sum(not each.growth.is_known for each in present),
                parts=_part_day(amounts, theme_of, rank_of),
                is_inferred=on in inferred_days,
            )
        )
    return tuple(days)


def _part_day(
    amounts: Mapping[int, int], theme_of: Mapping[int, int], rank_of: Mapping[int, int]
) -> tuple[AttentionPart, ...]:
    """A part for each listed paper, and one for all other papers of each theme."""
    sums: dict[tuple[int | None, int | None], int] = {}
    for number, amount in amounts.items():
        key = theme_of.get(number), rank_of.get(number)
        sums[key] = sums.get(key, 0) + amount
    parts = [AttentionPart(amount, theme, rank) for (theme, rank), amount in sums.items()]
    return tuple(sorted(parts, key=lambda part: (_last(part.theme), _last(part.rank))))


def _last(place: int | None) -> tuple[bool, int]:
    """For sorting: no place comes after all places."""
    return place is None, place or 0


def _newest_first(each: WeekPaper) -> tuple[int, int]:
    published = each.paper.published_on
    return 0 if published is None else -published.toordinal(), each.paper.paper_id
