"""The parser's health: what came in, what of it could be read, and what changed its shape."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from bot.merging.readings import keep_latest
from bot.models import DayHealth, DigestHealth, FormHealth, LayoutShift, SkippedGroup
from bot.services.ports import IndexReader, StoredDigest

# A digest is hard to read where at least this share of its cards was not read. Of 70 real
# digests, pages and lists, all cards were read.
UNREAD_FROM: Final = 0.2
# Fewer cards say nothing about a layout: one page that was cut in half is no new layout.
LEAST_CARD_COUNT: Final = 20
# The share jumps where it becomes so many times what it was.
JUMP: Final = 2.0

# What differs between things that were skipped for one reason: what is quoted, and numbers.
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|(?<!\w)'[^']*'(?!\w)")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_ELLIPSES = re.compile(r"…(?:[\s,]*…)+")


@dataclass(frozen=True, slots=True)
class CardCount:
    """How many cards of a digest were read, and how many were not."""

    on: date
    read: int
    unread: int
    on_is_inferred: bool = False

    @property
    def total(self) -> int:
        """How many cards there were, as far as they were seen."""
        return self.read + self.unread


def load_digest_health(index: IndexReader) -> DigestHealth:
    """What was received, what could be read of it, and what is not known of the papers.

    A digest that was read again, since its counts had grown, counts once, as it was read last.
    """
    readings = index.load_digests()
    latest = keep_latest(readings)
    reasons = index.load_skipped_reasons()
    by_form: dict[str, list[StoredDigest]] = defaultdict(list)
    for digest in latest:
        by_form[digest.format].append(digest)
    reading_counts = Counter(reading.format for reading in readings)
    forms = [
        _sum_up(form, digests, reading_counts[form]) for form, digests in sorted(by_form.items())
    ]
    shifts = (find_layout_shift(form, _count_cards(found)) for form, found in by_form.items())
    return DigestHealth(
        coverage=index.load_coverage(),
        forms=tuple(sorted(forms, key=lambda form: -form.digest_count)),
        days=_part_by_day(latest),
        skipped=group_reasons(
            reason for digest in latest for reason in reasons.get(digest.digest_id, ())
        ),
        shifts=tuple(shift for shift in shifts if shift is not None),
    )


def find_layout_shift(form: str, digests: Sequence[CardCount]) -> LayoutShift | None:
    """Whether a form's latest digests suddenly cannot be read well; None where they can.

    The latest are those after the last one that was read well: of each of them at least
    `UNREAD_FROM` of the cards was not read. They count where they and the earlier ones have
    `LEAST_CARD_COUNT` cards each, and the share of unread cards is `JUMP` times what it was.

    Args:
        form: the form's name.
        digests: the oldest first.

    >>> find_layout_shift("page", [CardCount(date(2026, 3, 9), 50, 1)]) is None
    True
    """
    digests = [digest for digest in digests if digest.total]
    first = len(digests) - len(list(takewhile(_is_hard, reversed(digests))))
    earlier, latest = digests[:first], digests[first:]
    if min(_count(earlier), _count(latest)) < LEAST_CARD_COUNT:
        return None
    earlier_ratio, latest_ratio = _rate_unread(earlier), _rate_unread(latest)
    if latest_ratio < JUMP * earlier_ratio:
        return None
    first_hard = latest[0]
    return LayoutShift(
        form,
        first_hard.on,
        len(latest),
        earlier_ratio,
        latest_ratio,
        since_on_is_inferred=first_hard.on_is_inferred,
    )


def group_reasons(reasons: Iterable[str]) -> tuple[SkippedGroup, ...]:
    """The reasons, those that differ by a quotation or a number as one; most frequent first.

    >>> [(group.reason, group.count) for group in group_reasons(["no title: “A”", "no title: “B”"])]
    [('no title: …', 2)]
    """
    counts = Counter(map(_generalise, reasons))
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(SkippedGroup(reason, count) for reason, count in ordered)


def _generalise(reason: str) -> str:
    without = _NUMBER.sub("…", _QUOTED.sub("…", reason))
    return _ELLIPSES.sub("…", without)


def _sum_up(form: str, digests: Sequence[StoredDigest], reading_count: int) -> FormHealth:
    days = _find_days(digests)
    first_on, last_on = min(days, default=None), max(days, default=None)
    return FormHealth(
        format=form,
        digest_count=len(digests),
        reading_count=reading_count,
        entry_count=sum(digest.entry_count for digest in digests),
        skipped_count=sum(digest.skipped_count for digest in digests),
        first_on=first_on,
        last_on=last_on,
        first_on_is_inferred=first_on is not None and days[first_on],
        last_on_is_inferred=last_on is not None and days[last_on],
    )


def _find_days(digests: Iterable[StoredDigest]) -> dict[date, bool]:
    """The digests' days, each with whether all digests of it are so by inference only."""
    days: dict[date, bool] = {}
    for digest in digests:
        if (on := digest.issued_on) is not None:
            days[on] = days.get(on, True) and digest.issued_on_is_inferred
    return days


def _count_cards(digests: Iterable[StoredDigest]) -> list[CardCount]:
    """By the digests' days, since a page has the layout of the day on which it was saved."""
    return [
        CardCount(on, digest.entry_count, digest.skipped_count, digest.issued_on_is_inferred)
        for on, digest in sorted(
            ((digest.issued_on or digest.ingested_at.date(), digest) for digest in digests),
            key=lambda dated: (dated[0], dated[1].digest_id),
        )
    ]


def _part_by_day(digests: Iterable[StoredDigest]) -> tuple[DayHealth, ...]:
    counts: dict[date | None, Counter[str]] = defaultdict(Counter)
    inferred: Counter[date | None] = Counter()
    for digest in digests:
        counts[digest.issued_on][digest.format] += 1
        inferred[digest.issued_on] += digest.issued_on_is_inferred
    newest_first = sorted(counts, key=lambda on: on or date.min, reverse=True)
    return tuple(
        DayHealth(on, tuple(sorted(counts[on].items())), inferred[on]) for on in newest_first
    )


def _is_hard(digest: CardCount) -> bool:
    return digest.unread >= UNREAD_FROM * digest.total


def _count(digests: Iterable[CardCount]) -> int:
    return sum(digest.total for digest in digests)


def _rate_unread(digests: Sequence[CardCount]) -> float:
    return sum(digest.unread for digest in digests) / _count(digests)
