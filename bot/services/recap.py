"""The recap of a week."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.merging.readings import DigestKey, digest_key
from bot.merging.seen_counts import (
    CountOf,
    comments_of,
    counted_at,
    counted_on,
    find_last_count,
    seen_on,
    upvotes_of,
)
from bot.models import Paper, Recap, RecapPaper, RecapTheme, Sighting, is_first_seen_inferred
from bot.recaps.growth import Glimpse, measure_growth
from bot.recaps.reasons import explain_messages, explain_votes, explain_week
from bot.recaps.week import WEEK_DAYS, WeekPaper, find_last_day, part_days, rank_week, weigh_week
from bot.searching.common_phrases import CommonPhrases
from bot.searching.telling import Rarity
from bot.services.library import Library
from bot.services.topics import Topic, sift_by_topic, understand_topic

DEFAULT_PAPER_COUNT: Final = 5
THEME_LIMIT: Final = 4
# Of what members voted for, and of what they wrote about, so many papers are named.
HERE_LIMIT: Final = 3
# A paper up to this old is news in any digest; an older one only in a daily digest, since a saved
# search has papers of many years.
_FRESH_DAYS: Final = 30
# With less of the week's attention than this a theme is none of the week's.
_LEAST_THEME_SHARE: Final = 0.02


def recap_week(  # noqa: PLR0913 - each says another thing about what is wanted
    library: Library,
    *,
    today: date,
    until: date | None = None,
    topic: str | None = None,
    min_comments: int | None = None,
    limit: int = DEFAULT_PAPER_COUNT,
    votes: Mapping[int, int] | None = None,
    discussed: Mapping[int, int] | None = None,
) -> Recap:
    """The papers that most attention came in for during a week, its themes and its days.

    Args:
        library: the index.
        today: the present day; decides which week is told, as `find_last_day` says.
        until: the week's last day, where it is to be another.
        topic: what papers must be about, in the query language of search.
        min_comments: papers with fewer comments, or an unknown number, are not listed.
        limit: how many papers are listed at most.
        votes: for each paper's number the votes that were cast for it here during the week.
        discussed: for each paper's number the messages that were written about it here.

    Raises:
        EmptyQuery: the topic asks for nothing.
        MalformedQuery: a filter in the topic is not understood.
    """
    last_on = until or find_last_day(today)
    first_on = last_on - timedelta(days=WEEK_DAYS - 1)
    wanted = None if topic is None else understand_topic(library, topic)
    seen = _load_week(library, first_on, last_on)
    kept = keep_on_topic(library, [each.paper for each in seen.papers.values()], wanted)
    papers = [each for number, each in seen.papers.items() if number in kept]
    listed = [
        each for each in rank_week(papers) if _reaches(each.paper.comment_count, min_comments)
    ][:limit]
    themes = _find_themes(library, papers)
    latest_on = library.index.find_latest_issue_day(first_on - timedelta(days=1))
    is_attention_known = any(each.growth.attention for each in papers)
    return Recap(
        first_on=first_on,
        last_on=last_on,
        topic=topic,
        corrected_topic=None if wanted is None else wanted.corrected,
        papers=tuple(RecapPaper(each.paper, explain_week(each)) for each in listed),
        voted=_load_named(library, votes or {}, wanted, explain_votes),
        discussed=_load_named(library, discussed or {}, wanted, explain_messages),
        themes=themes,
        days=part_days(
            papers,
            first_on=first_on,
            digest_counts=seen.digest_counts,
            themes=themes,
            listed=[each.paper.paper_id for each in listed] if is_attention_known else [],
            inferred_days=seen.inferred_days,
        ),
        is_attention_known=is_attention_known,
        upvotes_gained=sum(each.growth.upvotes.count for each in papers if each.growth.upvotes),
        comments_gained=sum(each.growth.comments.count for each in papers if each.growth.comments),
        digest_count=sum(seen.digest_counts.values()),
        paper_count=len(papers),
        new_count=sum(each.is_new for each in papers),
        without_counts_count=sum(not each.growth.is_known for each in papers),
        undated_count=sum(each.paper.published_on is None for each in papers),
        older_count=len(keep_on_topic(library, seen.older, wanted)),
        latest_on=latest_on,
        latest_on_is_inferred=(
            latest_on is not None and library.index.is_issue_day_inferred(latest_on)
        ),
        coverage=library.coverage,
    )


def keep_on_topic(library: Library, papers: Collection[Paper], topic: Topic | None) -> set[int]:
    """The numbers of those papers that hold all that the topic demands, and fulfil its filters."""
    if topic is None:
        return {paper.paper_id for paper in papers}
    fitting = sift_by_topic(library, topic, list(papers)).matches
    request = topic.request
    return {
        paper.paper_id
        for paper in papers
        if paper.paper_id in fitting
        and _reaches(paper.comment_count, request.min_comments)
        and _reaches(paper.upvotes, request.min_upvotes)
    }


@dataclass(frozen=True, slots=True)
class _Week:
    """What the digests of a week hold."""

    papers: dict[int, WeekPaper]  # by number
    older: list[Paper]  # that are no news
    digest_counts: Counter[date]
    inferred_days: set[date]  # whose digests are of them by inference only


def _load_week(library: Library, first_on: date, last_on: date) -> _Week:
    index = library.index
    with index.snapshot():  # a paper may be united with another one meanwhile
        papers = index.load_papers_issued_between(first_on, last_on)
        sightings = index.load_sightings([paper.paper_id for paper in papers])
        daily_ids = index.load_daily_digest_ids(first_on, last_on)
    week = _Week({}, [], Counter(), set())
    told_days: set[date] = set()
    digests: set[tuple[date, DigestKey]] = set()
    for paper in papers:
        known = [each for each in sightings[paper.paper_id] if seen_on(each) <= last_on]
        inside = [each for each in known if first_on <= seen_on(each)]
        digests.update((seen_on(each), digest_key(each)) for each in inside)
        told_days.update(seen_on(each) for each in inside if not each.issued_on_is_inferred)
        is_news = any(each.digest_id in daily_ids or _is_fresh(paper, each) for each in inside)
        if told := _tell_paper(paper, known, (first_on, last_on), is_news=is_news):
            week.papers[paper.paper_id] = told
        else:
            week.older.append(paper)
    week.digest_counts.update(on for on, _ in digests)
    week.inferred_days.update(week.digest_counts.keys() - told_days)
    return week


def _tell_paper(
    paper: Paper, known: Sequence[Sighting], week: tuple[date, date], *, is_news: bool
) -> WeekPaper | None:
    """The paper as it stood at the week's end; None where it is old and nothing came in for it."""
    first_on, _ = week
    inside = [each for each in known if first_on <= seen_on(each)]
    is_new = len(inside) == len(known)
    upvotes = _list_counts(known, week, upvotes_of)
    comments = _list_counts(known, week, comments_of)
    growth = measure_growth(
        [
            *(Glimpse(on, count, None) for on, count in upvotes),
            *(Glimpse(on, None, count) for on, count in comments),
        ],
        first_on=first_on,
        is_new=is_new and is_news,
    )
    if not (is_news or growth.attention):
        return None
    return WeekPaper(
        paper=replace(
            paper,
            upvotes=upvotes[-1][1] if upvotes else None,
            comment_count=comments[-1][1] if comments else None,
        ),
        growth=growth,
        days=tuple(dict.fromkeys(map(seen_on, inside))),
        is_new=is_new,
        first_day_is_inferred=is_new and is_first_seen_inferred(paper, known),
    )


def _list_counts(
    known: Sequence[Sighting], week: tuple[date, date], count_of: CountOf
) -> list[tuple[date, int]]:
    """The last count before the week, then those that were seen in it, each with its day.

    What was seen after the week's end does not count; but where nothing else is known, the first
    of that says how the paper stood.
    """
    first_on, last_on = week
    shown = sorted((each for each in known if count_of(each.entry) is not None), key=counted_at)
    in_time = [each for each in shown if counted_on(each) <= last_on]
    days = [counted_on(each) for each in in_time]
    if not in_time:
        in_time, days = shown[:1], [seen_on(each) for each in shown[:1]]
    last_before = max(0, sum(on < first_on for on in days) - 1)
    counts = (
        (days[place], find_last_count(in_time[: place + 1], count_of))
        for place in range(last_before, len(days))
    )
    return [(on, count) for on, count in counts if count is not None]


def _is_fresh(paper: Paper, sighting: Sighting) -> bool:
    published = paper.published_on
    return published is not None and (seen_on(sighting) - published).days <= _FRESH_DAYS


def _reaches(count: int | None, least: int | None) -> bool:
    return not least or (count or 0) >= least


def _find_themes(library: Library, papers: Sequence[WeekPaper]) -> tuple[RecapTheme, ...]:
    """What several of the papers are about, with the share of attention that came in for them."""
    totals = {number: sum(points.values()) for number, points in weigh_week(papers).items()}
    total = sum(totals.values()) or 1
    phrases = CommonPhrases([each.paper for each in papers])
    rarity = Rarity(library.terms.count_papers((), phrases.terms()), library.coverage.paper_count)
    themes = [
        RecapTheme(
            name=phrase.text,
            paper_ids=phrase.paper_ids,
            share=sum(totals[number] for number in phrase.paper_ids) / total,
        )
        for phrase in phrases.find(totals, rarity, limit=THEME_LIMIT)
    ]
    told = [theme for theme in themes if theme.share >= _LEAST_THEME_SHARE]
    return tuple(sorted(told, key=lambda theme: -theme.share))


def _load_named(
    library: Library,
    counts: Mapping[int, int],
    topic: Topic | None,
    explain: Callable[[int], str],
) -> tuple[RecapPaper, ...]:
    """The papers with the highest counts, on the topic, as far as they are indexed."""
    counted = {number: count for number, count in counts.items() if count > 0}
    papers = library.index.find_papers(list(counted))
    kept = keep_on_topic(library, papers, topic)
    ranked = sorted(
        (paper for paper in papers if paper.paper_id in kept),
        key=lambda paper: (-counted[paper.paper_id], paper.paper_id),
    )
    return tuple(
        RecapPaper(paper, (explain(counted[paper.paper_id]),)) for paper in ranked[:HERE_LIMIT]
    )
