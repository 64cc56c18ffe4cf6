"""Picking the highlights of a day."""

from dataclasses import replace
from datetime import date

from bot.highlights.candidates import Candidate
from bot.highlights.choosing import choose_highlights
from bot.merging.composing import seen_on
from bot.models import Highlights, Paper, Sighting
from bot.searching.query import parse_query
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.text.words import forms_of_word, word_forms

DEFAULT_PICK_COUNT = 5


def pick_highlights(
    library: Library,
    *,
    today: date,
    on: date | None = None,
    topic: str | None = None,
    limit: int = DEFAULT_PICK_COUNT,
) -> Highlights:
    """Choose from the papers in the digests of one day.

    Args:
        library: the index.
        today: the present day; decides what "latest" means.
        on: the day; by default the latest day that has digests.
        topic: words that a paper must all have; misspelt ones are corrected first.
        limit: how many picks at most.

    Raises:
        EmptyQuery: a topic without words.
    """
    index = library.index
    latest_on = index.find_latest_issue_day(min(on or today, today))
    day = on or latest_on or today
    issued = index.load_papers_issued_on(day)
    corrected = correct_text(topic, library.vocabulary) if topic is not None else None
    wanted = corrected or topic
    on_topic = [
        (paper, sighting)
        for paper, sighting in issued
        if wanted is None or _is_about(paper, wanted)
    ]
    candidates = _as_candidates(library, on_topic, day)
    return Highlights(
        on=day,
        topic=topic,
        corrected_topic=corrected,
        candidate_count=len(candidates),
        new_count=sum(candidate.is_new for candidate in candidates),
        picks=choose_highlights(candidates, today=today, topic=wanted, limit=limit),
        latest_on=None if candidates else day if issued else latest_on,
        coverage=library.coverage,
    )


def _as_candidates(
    library: Library, papers: list[tuple[Paper, Sighting]], day: date
) -> list[Candidate]:
    """The papers with the counts that they had on that day, and the upvotes before it."""
    sightings = library.index.load_sightings([paper.paper_id for paper, _ in papers])
    return [
        Candidate(
            paper=replace(
                paper,
                upvotes=sighting.entry.upvotes,
                comment_count=sighting.entry.comment_count,
            ),
            on=day,
            upvotes_before=next(
                (
                    earlier.entry.upvotes
                    for earlier in reversed(sightings[paper.paper_id])
                    if seen_on(earlier) < day and earlier.entry.upvotes is not None
                ),
                None,
            ),
        )
        for paper, sighting in papers
    ]


def _is_about(paper: Paper, topic: str) -> bool:
    """Whether every word of the topic stands in the paper, whatever its ending."""
    forms = word_forms(f"{paper.title} {paper.abstract} {' '.join(paper.keywords)}")
    return all(forms.issuperset(forms_of_word(word)) for word in parse_query(topic).words)
