"""Matching: which known paper an entry is about."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.models import DigestEntry
from bot.text.title_key import title_key


@dataclass(frozen=True, slots=True)
class PaperIdentity:
    """What tells a paper from others: its local number, its identifiers, and one of its titles."""

    paper_id: int
    arxiv_id: str | None
    external_id: str | None
    title_key: str

    def contradicts(self, entry: DigestEntry) -> bool:
        """Whether both have an identifier of the same kind, and the two differ."""
        return _differ(self.arxiv_id, entry.arxiv_id) or _differ(
            self.external_id, entry.external_id
        )


class PaperRegistry:
    """The identities of papers, growing entry by entry.

    An entry belongs to the paper with its arXiv id; else to the one with its external id; else
    to the earliest paper that was ever seen under its title, unless identifiers contradict. Where
    none fits, it is a new paper and gets the next local number.
    """

    def __init__(self, known: Iterable[PaperIdentity], next_paper_id: int) -> None:
        self._next_paper_id = next_paper_id
        self._by_id: dict[int, PaperIdentity] = {}
        self._by_arxiv_id: dict[str, int] = {}
        self._by_external_id: dict[str, int] = {}
        self._by_title_key: dict[str, list[int]] = {}
        for identity in known:
            self._register(identity)

    def match(self, entry: DigestEntry) -> int:
        """The local number of the paper that the entry is about, known or new."""
        identity = self._find(entry)
        if identity is None:
            identity = PaperIdentity(self._next_paper_id, None, None, title_key(entry.title))
            self._next_paper_id += 1
        self._register(
            replace(
                identity,
                title_key=title_key(entry.title),
                arxiv_id=identity.arxiv_id or entry.arxiv_id,
                external_id=identity.external_id or entry.external_id,
            )
        )
        return identity.paper_id

    def _find(self, entry: DigestEntry) -> PaperIdentity | None:
        places: list[int | None] = [
            self._by_arxiv_id.get(entry.arxiv_id or ""),
            self._by_external_id.get(entry.external_id or ""),
            *self._by_title_key.get(title_key(entry.title), ()),
        ]
        identities = [self._by_id[place] for place in places if place is not None]
        return next((each for each in identities if not each.contradicts(entry)), None)

    def _register(self, identity: PaperIdentity) -> None:
        self._by_id[identity.paper_id] = identity
        if identity.arxiv_id:
            self._by_arxiv_id[identity.arxiv_id] = identity.paper_id
        if identity.external_id:
            self._by_external_id[identity.external_id] = identity.paper_id
        places = self._by_title_key.setdefault(identity.title_key, [])
        if identity.paper_id not in places:
            places.append(identity.paper_id)


def _differ(known: str | None, received: str | None) -> bool:
    return known is not None and received is not None and known != received
