"""Matching: which known paper an entry is about."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.merging.near_titles import Piece, iter_near_pieces, iter_pieces, rate_nearness
from bot.merging.same_work import say_the_same
from bot.models import DigestEntry
from bot.text.title_key import TitleKey, title_key


@dataclass(frozen=True, slots=True)
class PaperIdentity:
    """What tells a paper from others: its number, its identifiers, one of its titles, its abstract.

    Where only the identifiers and the title's key matter, title and abstract may be left out.
    """

    paper_id: int
    arxiv_id: str | None
    external_id: str | None
    title_key: str
    title: str = ""
    abstract: str = ""

    def contradicts(self, other: DigestEntry) -> bool:
        """Whether their arXiv ids differ; where not both have one, whether their external ids do.

        Two lists may have names of their own for one work: its arXiv id is the same in both.
        """
        if self.arxiv_id is not None and other.arxiv_id is not None:
            return self.arxiv_id != other.arxiv_id
        return _differ(self.external_id, other.external_id)


class PaperRegistry:
    """The identities of papers, growing entry by entry.

    An entry belongs to the paper with its arXiv id; else to the one with its external id; else
    to the earliest paper that was ever seen under its title; else to the earliest one that was
    seen under nearly its title and says the same; never where identifiers contradict. Where none
    fits, it is a new paper and gets the next local number.
    """

    def __init__(self, known: Iterable[PaperIdentity], next_paper_id: int) -> None:
        self._next_paper_id = next_paper_id
        self._by_id: dict[int, PaperIdentity] = {}
        self._titles: dict[int, dict[str, str]] = {}  # by paper and key
        self._by_arxiv_id: dict[str, int] = {}
        self._by_external_id: dict[str, int] = {}
        self._by_title_key: dict[str, list[int]] = {}
        self._by_piece: dict[Piece, list[int]] = {}
        for identity in known:
            self._register(identity)

    def match(self, entry: DigestEntry) -> int:
        """The local number of the paper that the entry is about, known or new."""
        key = title_key(entry.title)
        identity = self._find(entry, key)
        if identity is None:
            identity = PaperIdentity(self._next_paper_id, None, None, key)
            self._next_paper_id += 1
        self._register(
            replace(
                identity,
                title_key=key,
                title=entry.title,
                abstract=max(identity.abstract, entry.abstract, key=len),
                arxiv_id=identity.arxiv_id or entry.arxiv_id,
                external_id=identity.external_id or entry.external_id,
            )
        )
        return identity.paper_id

    def _find(self, entry: DigestEntry, key: TitleKey) -> PaperIdentity | None:
        identities = (self._by_id[paper_id] for paper_id in self._iter_places(entry, key))
        return next((each for each in identities if not each.contradicts(entry)), None)

    def _iter_places(self, entry: DigestEntry, key: TitleKey) -> Iterator[int]:
        """The numbers of the papers that it may belong to, the surest first."""
        if entry.arxiv_id in self._by_arxiv_id:
            yield self._by_arxiv_id[entry.arxiv_id]
        if entry.external_id in self._by_external_id:
            yield self._by_external_id[entry.external_id]
        known = self._by_title_key.get(key, ())
        yield from known
        if not known:
            yield from self._list_near(entry, key)

    def _list_near(self, entry: DigestEntry, key: TitleKey) -> list[int]:
        places = {
            place for piece in iter_near_pieces(key) for place in self._by_piece.get(piece, ())
        }
        return [
            paper_id
            for paper_id in sorted(places)
            if any(
                say_the_same(
                    entry.abstract,
                    self._by_id[paper_id].abstract,
                    rate_nearness(entry.title, title),
                )
                for title in self._titles[paper_id].values()
            )
        ]

    def _register(self, identity: PaperIdentity) -> None:
        paper_id = identity.paper_id
        self._by_id[paper_id] = identity
        if identity.arxiv_id:
            self._by_arxiv_id[identity.arxiv_id] = paper_id
        if identity.external_id:
            self._by_external_id[identity.external_id] = paper_id
        titles = self._titles.setdefault(paper_id, {})
        if identity.title_key not in titles:
            titles[identity.title_key] = identity.title
            self._by_title_key.setdefault(identity.title_key, []).append(paper_id)
            for piece in iter_pieces(TitleKey(identity.title_key)):
                self._by_piece.setdefault(piece, []).append(paper_id)


def _differ(known: str | None, received: str | None) -> bool:
    return known is not None and received is not None and known != received
