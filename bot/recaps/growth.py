"""Growth: what came in for a paper during a week, as its sightings tell."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median_low
from typing import Final

# A comment takes more than a click, and is so much rarer than an upvote.
COMMENT_WORTH: Final = 3


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A paper's counts on the day of a digest."""

    on: date
    upvotes: int | None
    comment_count: int | None


@dataclass(frozen=True, slots=True)
class Gain:
    """What came in of one kind of count."""

    count: int  # negative where votes were taken back
    points: Mapping[date, int] = field(default_factory=dict)  # attention, by day


@dataclass(frozen=True, slots=True)
class Growth:
    """What came in for one paper; None: unknown."""

    upvotes: Gain | None
    comments: Gain | None

    @property
    def is_known(self) -> bool:
        """Whether anything of it is known."""
        return self.upvotes is not None or self.comments is not None

    @property
    def points_by_day(self) -> dict[date, int]:
        """The attention of each day that had some, as far as it is known."""
        points: Counter[date] = Counter()
        for gain in (self.upvotes, self.comments):
            if gain is not None:
                points.update(gain.points)
        return dict(+points)

    @property
    def attention(self) -> int:
        """The attention of the whole week, as far as it is known."""
        return sum(self.points_by_day.values())


def measure_growth(glimpses: Sequence[Glimpse], *, first_on: date, is_new: bool) -> Growth:
    """Hold each count of the week against the one before it.

    Args:
        glimpses: all up to the week's end, the earliest first.
        first_on: the week's first day.
        is_new: whether everything that is there came in during the week: the paper is news, and
            no earlier digest had it. Otherwise the first count that is known says what there was.

    >>> monday = date(2026, 3, 9)
    >>> before, now = Glimpse(date(2026, 3, 6), 17, None), Glimpse(monday, 38, 2)
    >>> growth = measure_growth([before, now], first_on=monday, is_new=False)
    >>> growth.upvotes.count, growth.comments
    (21, None)
    """
    start = 0 if is_new else None
    upvotes = ((glimpse.on, glimpse.upvotes) for glimpse in glimpses)
    comments = ((glimpse.on, glimpse.comment_count) for glimpse in glimpses)
    return Growth(
        _measure(upvotes, first_on, start, _worth_of_upvotes),
        _measure(comments, first_on, start, _worth_of_comments),
    )


def rank_by_growth(growths: Mapping[int, Growth]) -> list[int]:
    """The papers' numbers, most attention first.

    Where one kind of count is unknown, the paper gets the (lower) median of those that are known,
    so that it is neither punished nor preferred. Equals stand in the order of their numbers.
    """
    kinds = (
        {paper_id: _points_of(growth.upvotes) for paper_id, growth in growths.items()},
        {paper_id: _points_of(growth.comments) for paper_id, growth in growths.items()},
    )
    scores = dict.fromkeys(growths, 0.0)
    for points in kinds:
        known = [point for point in points.values() if point is not None]
        typical = median_low(known) if known else 0
        for paper_id, point in points.items():
            scores[paper_id] += typical if point is None else point
    return sorted(growths, key=lambda paper_id: (-scores[paper_id], paper_id))


def _measure(
    counts: Iterable[tuple[date, int | None]],
    first_on: date,
    start: int | None,
    worth_of: Callable[[int], int],
) -> Gain | None:
    before = start
    gained: int | None = None
    points: Counter[date] = Counter()
    for on, count in counts:
        if count is None:
            continue
        if on >= first_on and before is not None:
            gained = (gained or 0) + count - before
            points[on] += worth_of(count) - worth_of(before)
        before = count
    return None if gained is None else Gain(gained, points)


def _points_of(gain: Gain | None) -> int | None:
    return None if gain is None else sum(gain.points.values())


def _worth_of_upvotes(count: int) -> int:
    return count


def _worth_of_comments(count: int) -> int:
    """The first is mostly a robot's."""
    return COMMENT_WORTH * max(0, count - 1)
