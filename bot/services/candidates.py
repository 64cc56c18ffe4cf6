"""Candidates for highlights: the papers of a day's digests, or those that are news to a channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from bot.highlights.candidates import Candidate, EarlierCounts, Listing
from bot.highlights.returning import returns
from bot.merging.seen_counts import (
    comments_of,
    counted_on,
    drop_later,
    find_last_count,
    find_last_seen,
    is_fetched,
    seen_on,
    upvotes_of,
)
from bot.models import (
    Outcome,
    Paper,
    PostedPaper,
    PostMemory,
    Sighting,
    is_first_seen_inferred,
)
from bot.services.library import Library
from bot.services.ports import IndexReader
from bot.services.topics import Refusal, Topic, sift_by_topic

# A digest that is older when it arrives is no news: an archive does not flood a channel.
NEWS_DAYS: Final = 7
# Where a digest's day begins earlier than a channel's, it may seem to be of tomorrow.
_AHEAD_DAYS: Final = 1
# A list that arrives later than this after its last paper came from an archive.
_LONGEST_UNREAD: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Pool:
    """The papers that were seen, before any is left out."""

    on: date  # the day that highlights are of
    latest_on: date | None  # the latest day with digests, `on` or earlier
    last_digest_id: int | None  # the newest digest that is in it
    candidates: Sequence[Candidate]
    stale: Sequence[Candidate] = ()  # seen before, and not grown since
    on_is_inferred: bool = False
    latest_on_is_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants of highlights."""

    today: date
    topic: Topic | None = None
    min_comments: int | None = None
    posted: Mapping[int, PostedPaper]  # what was posted before, by paper


@dataclass(frozen=True, slots=True)
class SiftedPool:
    """The candidates that are left, and why the others are not."""

    candidates: Sequence[Candidate]
    refusals: Mapping[int, Refusal]


def load_day(
    library: Library, *, today: date, on: date | None, votes: Mapping[int, int] | None
) -> Pool:
    """The papers in the digests of one day, as they stood on it; by default of the latest."""
    with library.index.snapshot():  # a paper may be united with another one meanwhile
        return _load_day(library, today, on, votes)


def load_news(
    library: Library, memory: PostMemory, *, today: date, votes: Mapping[int, int] | None
) -> Pool:
    """The papers that are new, or have grown, since papers were last chosen."""
    with library.index.snapshot():
        return _load_news(library, memory, today, votes)


def _load_day(
    library: Library, today: date, on: date | None, votes: Mapping[int, int] | None
) -> Pool:
    index = library.index
    last_digest_id = index.latest_digest_id()
    latest_on = index.find_latest_issue_day(min(on or today, today))
    day = on or latest_on or today
    seen = index.load_papers_issued_on(day)
    candidates = _as_candidates(library, seen, _Day(day), votes)
    latest_on = day if seen else latest_on
    return Pool(
        day,
        latest_on,
        last_digest_id,
        candidates,
        on_is_inferred=index.is_issue_day_inferred(day),
        latest_on_is_inferred=_is_inferred(index, latest_on),
    )


def _load_news(
    library: Library, memory: PostMemory, today: date, votes: Mapping[int, int] | None
) -> Pool:
    index = library.index
    last_digest_id = index.latest_digest_id()
    until, since = today + timedelta(days=_AHEAD_DAYS), today - timedelta(days=NEWS_DAYS)
    latest_on = index.find_latest_issue_day(until)
    is_inferred = _is_inferred(index, latest_on)
    known_until = memory.last_digest_id or 0
    # A number that was not given yet was given before a backup was put back.
    is_lost = known_until > (last_digest_id or 0)
    if (memory.last_digest_id is None or is_lost) and latest_on is not None:
        seen = index.load_papers_issued_on(latest_on) if latest_on >= since else []
        news = _as_candidates(library, seen, _Day(latest_on), votes)
        return Pool(today, latest_on, last_digest_id, news, latest_on_is_inferred=is_inferred)
    known_until = 0 if is_lost else known_until
    seen = index.load_papers_received(after_digest_id=known_until, since=since, until=until)
    candidates = _as_candidates(library, seen, _Since(known_until), votes)
    news = [each for each in candidates if each.is_new or each.has_grown]
    stale = [each for each in candidates if not (each.is_new or each.has_grown)]
    return Pool(today, latest_on, last_digest_id, news, stale, latest_on_is_inferred=is_inferred)


def sift_pool(library: Library, pool: Pool, wish: Wish) -> SiftedPool:
    """Leave out what is off the topic, too little discussed, or was posted before."""
    refusals = {each.paper.paper_id: Refusal(Outcome.NOT_GROWN) for each in pool.stale}
    candidates = pool.candidates
    if wish.topic is not None:
        sifted = sift_by_topic(library, wish.topic, [each.paper for each in candidates])
        refusals |= sifted.refusals
        candidates = [
            replace(each, match=sifted.matches[each.paper.paper_id])
            for each in candidates
            if each.paper.paper_id in sifted.matches
        ]
    kept = []
    for each in candidates:
        posted = wish.posted.get(each.paper.paper_id)
        refusal = _find_refusal(each.paper, posted, wish)
        if refusal is not None:
            refusals[each.paper.paper_id] = refusal
        elif posted is not None:
            kept.append(_as_returned(each, posted))
        else:
            kept.append(each)
    return SiftedPool(kept, refusals)


def fewest_comments(wish: Wish) -> int | None:
    """How many comments a paper needs, by the wish or by its topic."""
    in_topic = wish.topic.request.min_comments if wish.topic else None
    return max(filter(None, (wish.min_comments, in_topic)), default=None)


def _find_refusal(paper: Paper, posted: PostedPaper | None, wish: Wish) -> Refusal | None:
    """What rules a paper out that is on the topic; an unknown count does not fulfil a filter."""
    least = fewest_comments(wish)
    if least is not None and (paper.comment_count is None or paper.comment_count < least):
        return Refusal(Outcome.TOO_FEW_COMMENTS)
    least = wish.topic.request.min_upvotes if wish.topic else None
    if least is not None and (paper.upvotes is None or paper.upvotes < least):
        return Refusal(Outcome.FILTERED)
    if posted is not None and not returns(paper, posted, today=wish.today):
        return Refusal(Outcome.POSTED_BEFORE)
    return None


def _as_returned(candidate: Candidate, posted: PostedPaper) -> Candidate:
    """What it had when it was posted is what its readers know."""
    before = EarlierCounts(posted.upvotes, posted.comment_count, posted.posted_on)
    return replace(candidate, is_new=False, before=before, returned_from=posted)


class _Moment(Protocol):
    """What papers are told of: how they stood then."""

    def part(self, sightings: Sequence[Sighting]) -> tuple[list[Sighting], list[Sighting]]:
        """Those that tell how a paper stood, and those that tell how it stood before."""
        ...


@dataclass(frozen=True, slots=True)
class _Day:
    """As the digests of a day have them, however often and late they were read."""

    on: date

    def part(self, sightings: Sequence[Sighting]) -> tuple[list[Sighting], list[Sighting]]:
        return (
            [each for each in sightings if each.issued_on == self.on],
            [each for each in sightings if seen_on(each) < self.on],
        )


@dataclass(frozen=True, slots=True)
class _Since:
    """As all that is known has them, and as what had come by that digest had them."""

    digest_id: int

    def part(self, sightings: Sequence[Sighting]) -> tuple[list[Sighting], list[Sighting]]:
        return [*sightings], [each for each in sightings if each.digest_id <= self.digest_id]


def _as_candidates(
    library: Library,
    papers: Sequence[tuple[Paper, Sighting]],
    moment: _Moment,
    votes: Mapping[int, int] | None,
) -> list[Candidate]:
    """The papers with the counts that they had, and what was known of them earlier."""
    sightings = library.index.load_sightings([paper.paper_id for paper, _ in papers])
    parts = [moment.part(sightings[paper.paper_id]) for paper, _ in papers]
    upvotes = [find_last_seen(current, upvotes_of) for current, _ in parts]
    counted = [
        latest if seen is None else seen.sighting
        for (_, latest), seen in zip(papers, upvotes, strict=True)
    ]
    readings = _find_readings(counted)
    return [
        Candidate(
            paper=replace(
                paper,
                upvotes=None if seen is None else seen.count,
                comment_count=find_last_count(current, comments_of),
            ),
            is_new=not earlier,
            first_seen_on_is_inferred=is_first_seen_inferred(paper, sightings[paper.paper_id]),
            before=_find_earlier_counts(earlier, current),
            listing=_find_listing(sighting, readings),
            votes=None if votes is None else votes.get(paper.paper_id, 0),
        )
        for (paper, _), (current, earlier), seen, sighting in zip(
            papers, parts, upvotes, counted, strict=True
        )
    ]


def _find_earlier_counts(
    earlier: Sequence[Sighting], current: Sequence[Sighting]
) -> EarlierCounts | None:
    """The last that was known of each count; None where nothing was.

    The list of an earlier day that was read again later tells nothing of how a paper stood before.
    """
    before = drop_later(earlier, than=current)
    upvotes = find_last_seen(before, upvotes_of)
    comments = find_last_seen(before, comments_of)
    last = upvotes or comments
    if last is None:
        return None
    return EarlierCounts(
        upvotes=None if upvotes is None else upvotes.count,
        comment_count=None if comments is None else comments.count,
        seen_on=counted_on(last.sighting),
        seen_on_is_inferred=last.sighting.issued_on_is_inferred,
    )


def _is_inferred(index: IndexReader, day: date | None) -> bool:
    return day is not None and index.is_issue_day_inferred(day)


def _find_readings(sightings: Sequence[Sighting]) -> dict[int, tuple[datetime, bool]]:
    """For each digest whose papers say when they came onto its list, when that was read at least.

    It is read when it arrives; but what arrives long afterwards without being fetched, or before
    the last paper came, was read at some other time: not before that last paper. Told is also
    whether it is known.
    """
    last_at: dict[int, datetime] = {}
    for sighting in sightings:
        if (submitted_at := sighting.entry.submitted_at) is not None:
            known = last_at.get(sighting.digest_id, submitted_at)
            last_at[sighting.digest_id] = max(known, submitted_at)
    readings: dict[int, tuple[datetime, bool]] = {}
    for sighting in sightings:
        if (last := last_at.get(sighting.digest_id)) is not None:
            arrived_at = sighting.ingested_at
            is_read_at_once = is_fetched(sighting) or arrived_at <= last + _LONGEST_UNREAD
            is_known = last <= arrived_at and is_read_at_once
            readings[sighting.digest_id] = (arrived_at if is_known else last, is_known)
    return readings


def _find_listing(
    sighting: Sighting, readings: Mapping[int, tuple[datetime, bool]]
) -> Listing | None:
    submitted_at = sighting.entry.submitted_at
    if submitted_at is None:
        return None
    read_at, is_known = readings[sighting.digest_id]
    return Listing((read_at - submitted_at).total_seconds() / 3600, is_known=is_known)
