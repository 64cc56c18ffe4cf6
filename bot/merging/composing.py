"""Composing: one paper out of all its sightings.

A paper is nothing but what its sightings say, so the order in which digests arrive does not
matter, and better rules can be applied to what was received long ago.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from bot.merging.seen_counts import (
    comments_of,
    counted_at,
    find_last_count,
    seen_on,
    upvotes_of,
)
from bot.models import DigestEntry, Paper, Sighting

T = TypeVar("T")


def compose_paper(
    paper_id: int, sightings: Sequence[Sighting], *, choose_tldr: Callable[[str, str], str]
) -> Paper:
    """Draw one paper together.

    Args:
        paper_id: its local number.
        sightings: at least one, the earliest digest first.
        choose_tldr: from title and abstract to one sentence.
    """
    entries = [sighting.entry for sighting in sightings]
    latest = [each.entry for each in sorted(sightings, key=counted_at)][::-1]
    wording = max(entries, key=_wording_quality)
    dated = min(entries, key=_date_doubt)
    named = max(entries, key=lambda entry: len(entry.authors))
    return Paper(
        paper_id=paper_id,
        title=wording.title,
        abstract=wording.abstract,
        tldr=choose_tldr(wording.title, wording.abstract),
        arxiv_id=_first_known(entry.arxiv_id for entry in entries),
        external_id=_first_known(entry.external_id for entry in entries),
        published_on=dated.published_on,
        published_on_is_inferred=dated.published_on_is_inferred,
        authors=named.authors,
        author_count=_first_known([named.author_count, *(e.author_count for e in latest)]),
        organization=_first_known(entry.organization for entry in latest),
        comment_count=find_last_count(sightings, comments_of),
        upvotes=find_last_count(sightings, upvotes_of),
        keywords=next((entry.keywords for entry in latest if entry.keywords), ()),
        code_url=_first_known(entry.code_url for entry in latest),
        first_seen_on=min(map(seen_on, sightings)),
    )


def _wording_quality(entry: DigestEntry) -> tuple[bool, bool, int]:
    """Any abstract beats none; digests with ids keep signs that pages lose; long beats cut."""
    return bool(entry.abstract), entry.arxiv_id is not None, len(entry.abstract)


def _date_doubt(entry: DigestEntry) -> tuple[bool, bool, bool]:
    """No date is worst; then an inferred year; then a page's date, shifted by its time zone."""
    return entry.published_on is None, entry.published_on_is_inferred, entry.arxiv_id is None


def _first_known(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)
