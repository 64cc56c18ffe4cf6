"""Explaining: why each sighting of a paper is taken for that paper's.

Found out anew from what the digests said, so that it also explains what was merged long ago.
"""

from collections.abc import Sequence
from enum import StrEnum
from itertools import islice

from bot.merging.near_titles import rate_nearness
from bot.merging.same_work import say_the_same
from bot.models import DigestEntry, Sighting
from bot.text.title_key import title_key


class MatchedBy(StrEnum):
    """What a sighting has in common with those that are known to be the paper's."""

    FIRST = "first"
    ARXIV_ID = "arxiv_id"
    EXTERNAL_ID = "external_id"
    TITLE = "title"
    NEAR_TITLE = "near_title"


class _KnownEntries:
    """What the entries say that are known to be one paper's."""

    def __init__(self) -> None:
        self._arxiv_ids = set[str | None]()
        self._external_ids = set[str | None]()
        self._titles: dict[str, str] = {}  # by key
        self._abstract = ""

    def find_reason(self, entry: DigestEntry) -> MatchedBy | None:
        """The surest reason why the entry is that paper's, too."""
        if entry.arxiv_id is not None and entry.arxiv_id in self._arxiv_ids:
            return MatchedBy.ARXIV_ID
        if entry.external_id is not None and entry.external_id in self._external_ids:
            return MatchedBy.EXTERNAL_ID
        if title_key(entry.title) in self._titles:
            return MatchedBy.TITLE
        is_near = any(
            say_the_same(entry.abstract, self._abstract, rate_nearness(entry.title, title))
            for title in self._titles.values()
        )
        return MatchedBy.NEAR_TITLE if is_near else None

    def add(self, entry: DigestEntry) -> None:
        self._arxiv_ids.add(entry.arxiv_id)
        self._external_ids.add(entry.external_id)
        self._titles.setdefault(title_key(entry.title), entry.title)
        self._abstract = max(self._abstract, entry.abstract, key=len)


def explain_matches(sightings: Sequence[Sighting]) -> list[MatchedBy | None]:
    """For each sighting of one paper, why it is that paper's.

    The first to arrive made the paper. Each of the others has something in common with those that
    are explained already, in the order of their arrival: what came before the digest that showed
    two papers to be one is explained by that digest.

    None where nothing explains it any more, as where a digest is read differently than before, or
    nothing by itself, as where one sighting has the near title and another one the abstract.
    """
    entries = [sighting.entry for sighting in sightings]
    reasons: list[MatchedBy | None] = [None] * len(sightings)
    known = _KnownEntries()
    waiting = sorted(
        range(len(sightings)),
        key=lambda place: (sightings[place].digest_id, entries[place].position),
    )
    found = [(place, MatchedBy.FIRST) for place in waiting[:1]]
    while found:
        [(place, reason)] = found
        reasons[place] = reason
        known.add(entries[place])
        waiting.remove(place)
        rated = ((place, known.find_reason(entries[place])) for place in waiting)
        found = list(islice(((place, why) for place, why in rated if why is not None), 1))
    return reasons
