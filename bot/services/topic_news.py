"""News by topic: what is new for somebody on each followed topic, each paper once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.models import Follow, Highlight, Highlights, PostMemory
from bot.searching.exclusions import join_exclusions
from bot.services.highlights import pick_highlights, pick_new_highlights
from bot.services.library import Library
from bot.services.posts import content_of, head_by_topic, restore_post


def query_of(topic: str, excluded: str) -> str:
    """A topic and what is left out of it, in the query language.

    >>> query_of("kv cache", "survey, case study")
    'kv cache -survey -"case study"'
    """
    return " ".join(filter(None, [topic, join_exclusions(excluded)]))


def try_topic(library: Library, topic: str, excluded: str, *, today: date) -> Highlights:
    """How a topic would have fared on the latest day that has digests.

    Raises:
        EmptyQuery: the topic holds nothing to look for.
        MalformedQuery: a filter in the topic is not understood.
    """
    query = query_of(topic, excluded)
    return head_by_topic(pick_highlights(library, today=today, topic=query, limit=1))


def pick_topic_news(
    library: Library, follow: Follow, *, today: date, memory: PostMemory, limit: int
) -> Highlights:
    """The picks on a followed topic, for somebody who remembers that.

    Raises:
        EmptyQuery: the topic holds nothing to look for.
        MalformedQuery: a filter in the topic is not understood.
    """
    picked = pick_new_highlights(
        library,
        today=today,
        memory=memory,
        topic=query_of(follow.topic, follow.excluded),
        limit=limit,
    )
    return head_by_topic(picked)


def share_out(sections: Sequence[Highlights], limit: int) -> tuple[Highlights, ...]:
    """The sections with each paper once, and so many papers in all: the best of each first.

    A section that is left without a paper stays where it has one that is not shown elsewhere.
    """
    queues = [list(section.picks) for section in sections]
    kept: list[list[Highlight]] = [[] for _ in sections]
    shown: set[int] = set()
    while any(queues) and len(shown) < limit:
        for queue, picks in zip(queues, kept, strict=True):
            while queue and len(shown) < limit:
                pick = queue.pop(0)
                if pick.paper.paper_id not in shown:
                    shown.add(pick.paper.paper_id)
                    picks.append(pick)
                    break
    return tuple(
        replace(section, picks=tuple(picks))
        for section, picks in zip(sections, kept, strict=True)
        if picks or _count_elsewhere(section, shown) < section.candidate_count
    )


def picks_of(sections: Sequence[Highlights]) -> list[Highlight]:
    """All picks, in the order of their numbers in the message."""
    return [pick for section in sections for pick in section.picks]


def first_known_digest(sections: Sequence[Highlights]) -> int | None:
    """The newest digest that all of the sections have seen."""
    known = [each.last_digest_id for each in sections if each.last_digest_id is not None]
    return min(known, default=None)


def content_of_sections(sections: Sequence[Highlights]) -> str:
    """What it takes to make the sections again: a line of JSON for each."""
    return "\n".join(map(content_of, sections))


def restore_sections(library: Library, content: str) -> tuple[Highlights, ...]:
    """The sections again, with the counts that they had."""
    return tuple(
        restore_post(library, line, with_counts_of_now=False) for line in content.split("\n")
    )


def _count_elsewhere(section: Highlights, shown: set[int]) -> int:
    return sum(pick.paper.paper_id in shown for pick in section.picks)
