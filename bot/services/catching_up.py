"""Catching up: what somebody missed since the last look."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.merging.readings import DigestKey, digest_key
from bot.models import Coverage, Highlights, PostMemory
from bot.services.candidates import NEWS_DAYS
from bot.services.highlights import pick_new_highlights
from bot.services.library import Library
from bot.services.topic_news import first_known_digest, picks_of, share_out

# How many papers on followed topics, and how many others.
TOPICS_PICK_COUNT: Final = 5
BEST_PICK_COUNT: Final = 5
_LOOKED_AT_COUNT: Final = TOPICS_PICK_COUNT + BEST_PICK_COUNT
# Somebody who never looked has missed everything that is news.
_NOTHING_SEEN: Final = 0

Look = tuple[datetime, int | None]  # when, and the newest digest then


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """What there is to catch up on."""

    looked_at: datetime | None  # the last time; None: never
    is_cut: bool  # that was longer ago than anything is news, or never
    digest_count: int  # that arrived, or grew longer, since; of days that are news
    latest_on: date | None  # the latest day with digests
    new_count: int  # papers that no earlier digest had
    sections: tuple[Highlights, ...]  # followed topics first; each paper once
    last_digest_id: int | None  # what belongs into the next look
    coverage: Coverage
    latest_on_is_inferred: bool = False


def memory_of(look: Look | None) -> PostMemory:
    """What somebody knows who looked then, or never."""
    return PostMemory(last_digest_id=_NOTHING_SEEN if look is None else look[1] or _NOTHING_SEEN)


def catch_up(
    library: Library,
    *,
    look: Look | None,
    topics: Sequence[Highlights],
    now_at: datetime,
) -> CatchUp:
    """Put together what was missed.

    Args:
        library: the index.
        look: the last one; None: never.
        topics: what is new on the followed topics, see `pick_topic_news`.
        now_at: the present.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    today, memory = now_at.date(), memory_of(look)
    best = pick_new_highlights(library, today=today, memory=memory, limit=_LOOKED_AT_COUNT)
    on_topics = [each for each in share_out(topics, TOPICS_PICK_COUNT) if each.picks]
    shown = {pick.paper.paper_id for pick in picks_of(on_topics)}
    others = tuple(pick for pick in best.picks if pick.paper.paper_id not in shown)
    best = replace(best, picks=others[:BEST_PICK_COUNT])
    looked_at = None if look is None else look[0]
    return CatchUp(
        looked_at=looked_at,
        is_cut=looked_at is None or now_at - looked_at > timedelta(days=NEWS_DAYS),
        digest_count=_count_digests(library, memory.last_digest_id or _NOTHING_SEEN, today),
        latest_on=best.latest_on,
        new_count=best.new_count,
        sections=(*on_topics, best) if best.picks else tuple(on_topics),
        last_digest_id=first_known_digest([*topics, best]),
        coverage=library.coverage,
        latest_on_is_inferred=best.latest_on_is_inferred,
    )


def _count_digests(library: Library, after_digest_id: int, today: date) -> int:
    """Those that are new, or have more papers on them than the last time."""
    since, until = today - timedelta(days=NEWS_DAYS), today + timedelta(days=1)
    known: dict[DigestKey, int] = {}
    late: dict[DigestKey, int] = {}
    for digest in library.index.load_digests():
        if since <= (digest.issued_on or digest.ingested_at.date()) <= until:
            paper_counts = late if digest.digest_id > after_digest_id else known
            paper_counts[digest_key(digest)] = digest.entry_count
    return sum(key not in known or count > known[key] for key, count in late.items())
