"""Picking highlights: of one day, or of what is news to the readers of a channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.highlights.choosing import Choice, as_highlight, choose_varied
from bot.highlights.signals import ScoredCandidate, score_candidates
from bot.models import Highlights, Outcome, PostMemory
from bot.services.candidates import (
    Pool,
    SiftedPool,
    Wish,
    load_day,
    load_news,
    sift_pool,
)
from bot.services.library import Library
from bot.services.themes import IndexThemes
from bot.services.topics import understand_topic

DEFAULT_PICK_COUNT: Final = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """All that happened on the way to the picks."""

    pool: Pool
    sifted: SiftedPool
    scored: list[ScoredCandidate]  # best first
    choice: Choice


def pick_highlights(
    library: Library,
    *,
    today: date,
    on: date | None = None,
    topic: str | None = None,
    limit: int = DEFAULT_PICK_COUNT,
    votes: Mapping[int, int] | None = None,
) -> Highlights:
    """Choose from the papers in the digests of one day.

    Args:
        library: the index.
        today: the present day; decides what "latest" means.
        on: the day; by default the latest day that has digests.
        topic: what the papers must fit, in the language of searches, each word counting.
        limit: how many picks at most.
        votes: for papers that members voted for, how many did; None where nobody can.

    Raises:
        EmptyQuery: a topic without words and filters.
        MalformedQuery: a filter in the topic is not understood.
        IndexUnusable: the index cannot be read.
    """
    wish = make_wish(library, today=today, topic=topic)
    pool = load_day(library, today=today, on=on, votes=votes)
    return _tell(library, select(library, pool, wish, limit), wish)


def pick_new_highlights(
    library: Library,
    *,
    today: date,
    memory: PostMemory,
    topic: str | None = None,
    min_comments: int | None = None,
    limit: int = DEFAULT_PICK_COUNT,
    votes: Mapping[int, int] | None = None,
) -> Highlights:
    """Choose from what is new, or has grown, since papers were last chosen for these readers.

    The first time, that is the latest day's digests. What was posted comes back only with much
    more attention, and its first reason says so.

    Args:
        library: the index.
        today: the readers' present day.
        memory: what they were shown; afterwards `last_digest_id` of the answer belongs in it.
        topic: what the papers must fit, in the language of searches, each word counting.
        min_comments: how many comments a paper must have.
        limit: how many picks at most.
        votes: for papers that members voted for, how many did; None where nobody can.

    Raises:
        EmptyQuery: a topic without words and filters.
        MalformedQuery: a filter in the topic is not understood.
        IndexUnusable: the index cannot be read.
    """
    wish = make_wish(library, today=today, topic=topic, memory=memory, min_comments=min_comments)
    pool = load_news(library, memory, today=today, votes=votes)
    return _tell(library, select(library, pool, wish, limit), wish)


def make_wish(
    library: Library,
    *,
    today: date,
    topic: str | None,
    memory: PostMemory | None = None,
    min_comments: int | None = None,
) -> Wish:
    """The wish, its topic understood.

    Raises:
        EmptyQuery: a topic without words and filters.
        MalformedQuery: a filter in the topic is not understood.
    """
    return Wish(
        today=today,
        topic=None if topic is None else understand_topic(library, topic),
        min_comments=min_comments,
        posted={each.paper_id: each for each in memory.posted} if memory else {},
    )


def select(library: Library, pool: Pool, wish: Wish, limit: int) -> Selection:
    """Sift the pool, score what is left, and choose from it."""
    sifted = sift_pool(library, pool, wish)
    scored = score_candidates(sifted.candidates)
    themes = IndexThemes(library, [each.candidate.paper for each in scored])
    return Selection(pool, sifted, scored, choose_varied(scored, limit=limit, themes=themes))


def _tell(library: Library, selection: Selection, wish: Wish) -> Highlights:
    pool, candidates = selection.pool, selection.sifted.candidates
    refusals = selection.sifted.refusals.values()
    return Highlights(
        on=pool.on,
        topic=wish.topic.text if wish.topic else None,
        corrected_topic=wish.topic.corrected if wish.topic else None,
        candidate_count=len(candidates),
        new_count=sum(candidate.is_new for candidate in candidates),
        picks=tuple(as_highlight(each, today=wish.today) for each in selection.choice.picked),
        latest_on=pool.latest_on,
        coverage=library.coverage,
        seen_count=len(pool.candidates),
        posted_count=sum(each.outcome is Outcome.POSTED_BEFORE for each in refusals),
        min_comments=wish.min_comments,
        last_digest_id=pool.last_digest_id,
        on_is_inferred=pool.on_is_inferred,
        latest_on_is_inferred=pool.latest_on_is_inferred,
    )
