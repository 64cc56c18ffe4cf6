"""What a scheduled post shows: chosen when it is first sent, and the same whenever it is again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace
from datetime import date
from typing import Any

from bot.models import (
    Highlight,
    Highlights,
    PaperExplanation,
    PostedPaper,
    PostMemory,
    ScheduleDraft,
    ScorePart,
)
from bot.searching.exclusions import join_exclusions, without_exclusions
from bot.services.channel_posts import ChannelPost
from bot.services.explanations import explain_paper
from bot.services.highlights import pick_new_highlights
from bot.services.library import Library
from bot.services.papers import follow_papers
from bot.services.topics import understand_topic


def choose_post(
    library: Library,
    draft: ScheduleDraft,
    *,
    today: date,
    memory: PostMemory,
    votes: Mapping[int, int],
) -> Highlights:
    """The picks for a channel's post of the day.

    Args:
        library: the index.
        draft: how many, on what, and what not.
        today: the post's own day.
        memory: what the channel was shown before.
        votes: how many members of the server voted for a paper.
    """
    picked = pick_new_highlights(
        library,
        today=today,
        memory=memory,
        topic=topic_of(draft),
        min_comments=draft.min_comments,
        limit=draft.pick_count,
        votes=votes,
    )
    return head_by_topic(picked)


def head_by_topic(picked: Highlights) -> Highlights:
    """The picks under what they are about: what was left out is not said in a heading."""
    return replace(
        picked,
        topic=without_exclusions(picked.topic or "") or None,
        corrected_topic=without_exclusions(picked.corrected_topic or "") or None,
    )


def explain_post(
    library: Library, reference: str, post: ChannelPost, *, votes: Mapping[int, int] | None
) -> PaperExplanation:
    """Why a paper is or is not in a channel's post of the day.

    Raises:
        PaperNotFound: none fits the reference; the error names the nearest titles.
    """
    draft = post.schedule.draft
    return explain_paper(
        library,
        reference,
        today=post.on,
        memory=post.memory,
        topic=topic_of(draft),
        min_comments=draft.min_comments,
        limit=draft.pick_count,
        votes=votes,
    )


def check_topic(library: Library, draft: ScheduleDraft) -> None:
    """Whether the topic of a schedule can be looked for.

    Raises:
        EmptyQuery: it has no word, phrase or filter.
        MalformedQuery: a filter in it is not understood.
    """
    topic = topic_of(draft)
    if topic is not None:
        understand_topic(library, topic)


def topic_of(draft: ScheduleDraft) -> str | None:
    """What the picks must be about and what not, in the query language; None for anything."""
    parts = filter(None, [draft.topic, join_exclusions(draft.excluded or "")])
    return " ".join(parts) or None


def content_of(highlights: Highlights) -> str:
    """What it takes to make the post again, as JSON."""
    return json.dumps(
        {
            "on": highlights.on.isoformat(),
            "topic": highlights.topic,
            "corrected_topic": highlights.corrected_topic,
            "candidates": highlights.candidate_count,
            "new": highlights.new_count,
            "digest": highlights.last_digest_id,
            "on_is_inferred": highlights.on_is_inferred,
            "latest_on": highlights.latest_on and highlights.latest_on.isoformat(),
            "latest_on_is_inferred": highlights.latest_on_is_inferred,
            "seen": highlights.seen_count,
            "posted": highlights.posted_count,
            "min_comments": highlights.min_comments,
            "picks": [_pick_facts(pick) for pick in highlights.picks],
        },
        ensure_ascii=False,
    )


def restore_post(library: Library, content: str, *, with_counts_of_now: bool) -> Highlights:
    """The post again.

    Args:
        library: has the papers; one that is gone is left out.
        content: what `content_of` gave.
        with_counts_of_now: whether upvotes and comments are those of now or of then.
    """
    facts = json.loads(content)
    current = follow_papers(library, [pick["paper"] for pick in facts["picks"]])
    papers = {paper.paper_id: paper for paper in library.index.find_papers(current)}
    picks = []
    for paper_id, pick in zip(current, facts["picks"], strict=True):
        paper = papers.pop(paper_id, None)
        if paper is not None:
            if not with_counts_of_now:
                paper = replace(paper, upvotes=pick["upvotes"], comment_count=pick["comments"])
            picks.append(
                Highlight(
                    paper=paper,
                    score=pick["score"],
                    reasons=tuple(pick["reasons"]),
                    parts=tuple(ScorePart(*part) for part in pick["parts"]),
                    returned_from=_returned_from(paper.paper_id, pick["returned_from"]),
                )
            )
    return Highlights(
        on=date.fromisoformat(facts["on"]),
        topic=facts["topic"],
        corrected_topic=facts["corrected_topic"],
        candidate_count=facts["candidates"],
        new_count=facts["new"],
        picks=tuple(picks),
        latest_on=facts["latest_on"] and date.fromisoformat(facts["latest_on"]),
        coverage=library.coverage,
        seen_count=facts["seen"],
        posted_count=facts["posted"],
        min_comments=facts["min_comments"],
        last_digest_id=facts["digest"],
        # What was posted before this was known, lacks it.
        on_is_inferred=facts.get("on_is_inferred", False),
        latest_on_is_inferred=facts.get("latest_on_is_inferred", False),
    )


def shown_counts(picks: Sequence[Highlight]) -> dict[int, tuple[int | None, int | None]]:
    """Upvotes and comments of each picked paper, as they are shown."""
    return {pick.paper.paper_id: (pick.paper.upvotes, pick.paper.comment_count) for pick in picks}


def have_counts_grown(before: Sequence[Highlight], after: Sequence[Highlight]) -> bool:
    """Whether any paper has other counts than it was posted with."""
    return shown_counts(before) != shown_counts(after)


def _pick_facts(pick: Highlight) -> dict[str, Any]:
    posted = pick.returned_from
    return {
        "paper": pick.paper.paper_id,
        "score": pick.score,
        "reasons": pick.reasons,
        "parts": [astuple(part) for part in pick.parts],
        "upvotes": pick.paper.upvotes,
        "comments": pick.paper.comment_count,
        "returned_from": posted
        and [posted.posted_on.isoformat(), posted.upvotes, posted.comment_count],
    }


def _returned_from(paper_id: int, facts: list[Any] | None) -> PostedPaper | None:
    if facts is None:
        return None
    posted_on, upvotes, comments = facts
    return PostedPaper(paper_id, date.fromisoformat(posted_on), upvotes, comments)
