"""Explaining: why a paper is, or is not, among the highlights."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.highlights.choosing import as_highlight
from bot.highlights.signals import ScoredCandidate, say_parts
from bot.merging.seen_counts import seen_on
from bot.models import Outcome, Paper, PaperExplanation, PostMemory
from bot.services.candidates import Wish, fewest_comments, load_day, load_news
from bot.services.highlights import DEFAULT_PICK_COUNT, Selection, make_wish, select
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.topics import Refusal, Topic


def explain_paper(  # noqa: PLR0913 - all that picks depend on
    library: Library,
    reference: str,
    *,
    today: date,
    on: date | None = None,
    memory: PostMemory | None = None,
    topic: str | None = None,
    min_comments: int | None = None,
    limit: int = DEFAULT_PICK_COUNT,
    votes: Mapping[int, int] | None = None,
) -> PaperExplanation:
    """Why a paper is or is not among the picks: the picks are chosen again, and it is followed.

    Args:
        library: the index.
        reference: a title, an arXiv id or link, or a number.
        today: the present day.
        on: the day whose picks are meant, as for `pick_highlights`.
        memory: what a channel was shown: then the picks of its next post are meant, as for
            `pick_new_highlights`, unless a day is given.
        topic: as for the picks.
        min_comments: as for the picks.
        limit: as for the picks.
        votes: as for the picks.

    Raises:
        PaperNotFound: none fits the reference; the error names the nearest titles.
        EmptyQuery: a topic without words and filters.
        MalformedQuery: a filter in the topic is not understood.
        IndexUnusable: the index cannot be read.
    """
    paper = find_paper(library, reference)
    wish = make_wish(library, today=today, topic=topic, memory=memory, min_comments=min_comments)
    if memory is not None and on is None:
        pool = load_news(library, memory, today=today, votes=votes)
    else:
        pool = load_day(library, today=today, on=on, votes=votes)
    selection = select(library, pool, wish, limit)
    sightings = library.index.load_sightings([paper.paper_id]).get(paper.paper_id, ())
    explained = _explain(paper, selection, wish)
    last_on = max(map(seen_on, sightings), default=None)
    last = [sighting for sighting in sightings if seen_on(sighting) == last_on]
    return replace(
        explained,
        seen_on=last_on,
        seen_on_is_inferred=bool(last) and all(each.issued_on_is_inferred for each in last),
    )


def _explain(paper: Paper, selection: Selection, wish: Wish) -> PaperExplanation:
    basis: dict[str, Any] = {
        "paper": _as_judged(paper, selection),
        "on": selection.pool.on,
        "on_is_inferred": selection.pool.on_is_inferred,
        "candidate_count": len(selection.scored),
        "topic": wish.topic.text if wish.topic else None,
        "corrected_topic": wish.topic.corrected if wish.topic else None,
        "posted": wish.posted.get(paper.paper_id),
    }
    for rank, each in enumerate(selection.scored, 1):
        if each.candidate.paper.paper_id == paper.paper_id:
            return _explain_candidate(each, rank, selection, wish, basis)
    refusal = selection.sifted.refusals.get(paper.paper_id, Refusal(Outcome.NOT_SEEN))
    least = fewest_comments(wish) if refusal.outcome is Outcome.TOO_FEW_COMMENTS else None
    words = refusal.words
    if refusal.outcome is Outcome.FILTERED and wish.topic:
        words = (_say_filters(wish.topic),)
    return PaperExplanation(**basis, outcome=refusal.outcome, words=words, min_comments=least)


def _explain_candidate(
    scored: ScoredCandidate,
    rank: int,
    selection: Selection,
    wish: Wish,
    basis: Mapping[str, Any],
) -> PaperExplanation:
    choice = selection.choice
    outcome, rival = Outcome.PICKED, None
    if scored not in choice.picked:
        rival = choice.rivals.get(scored.candidate.paper.paper_id)
        outcome = Outcome.OUTRANKED if rival is None else Outcome.SAME_THEME
        rival = rival or (choice.picked[-1] if choice.picked else None)
    return PaperExplanation(
        **basis,
        outcome=outcome,
        rank=rank,
        score=round(scored.score, 4),
        parts=say_parts(scored, today=wish.today),
        rival=None if rival is None else as_highlight(rival, today=wish.today),
    )


def _as_judged(paper: Paper, selection: Selection) -> Paper:
    """With the counts that it had on the day, where it was seen then."""
    pool = selection.pool
    seen = (each.paper for each in (*pool.candidates, *pool.stale))
    return next((each for each in seen if each.paper_id == paper.paper_id), paper)


def _say_filters(topic: Topic) -> str:
    """The filters of a topic as they are typed."""
    request = topic.request
    given = {
        "org": request.organization,
        "since": request.since,
        "until": request.until,
        "upvotes": None if request.min_upvotes is None else f">={request.min_upvotes}",
        "has": "code" if request.has_code else None,
    }
    return " ".join(f"{name}:{value}" for name, value in given.items() if value is not None)
