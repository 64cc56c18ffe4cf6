"""Matching: which known paper an entry is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations, starmap

from bot.merging.near_titles import Piece, iter_near_pieces, iter_pieces, rate_nearness
from bot.merging.same_work import is_telling, say_the_same, tell_of_two_works
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

    def contradicts(self, other: "DigestEntry | PaperIdentity") -> bool:
        """Whether their arXiv ids differ; where not both have one, whether their external ids do.

        Two lists may have names of their own for one work: its arXiv id is the same in both.
        """
        if self.arxiv_id is not None and other.arxiv_id is not None:
            return self.arxiv_id != other.arxiv_id
        return _differ(self.external_id, other.external_id)


class PaperRegistry:
    """The identities of papers, growing entry by entry.

    An entry belongs to the paper with its arXiv id; to the one with its external id; to those that
    were ever seen under its title, unless their abstracts tell of two works; and, where no abstract
    was known under its title, to those that were seen under nearly its title and say the same.
    Never where identifiers contradict. Where none fits, it is a new paper and gets the next local
    number.

    An entry that belongs to several papers shows them to be one: the smallest number stays, and the
    others lead to it. That is for good, so it is not done where anything speaks against it: where
    two of them contradict each other, or their abstracts do, or where a paper with another
    identifier has the entry's title, too, so that nobody knows whose it is.
    """

    def __init__(self, known: Iterable[PaperIdentity], next_paper_id: int) -> None:
        self._first_new_id = self._next_paper_id = next_paper_id
        self._by_id: dict[int, PaperIdentity] = {}
        self._successors: dict[int, int] = {}
        self._titles: dict[int, dict[str, str]] = {}  # by paper and key
        self._by_arxiv_id: dict[str, int] = {}
        self._by_external_id: dict[str, int] = {}
        self._by_title_key: dict[str, list[int]] = {}
        self._by_piece: dict[Piece, list[int]] = {}
        for identity in known:
            self._register(identity)

    @property
    def unions(self) -> Mapping[int, int]:
        """The known numbers that were given up, each with the one that stays instead."""
        return {
            paper_id: self.follow(paper_id)
            for paper_id in self._successors
            if paper_id < self._first_new_id
        }

    def match_all(self, entries: Iterable[DigestEntry]) -> list[int]:
        """The local number of the paper that each entry is about, known or new."""
        return [self.follow(paper_id) for paper_id in [self.match(entry) for entry in entries]]

    def match(self, entry: DigestEntry) -> int:
        """The number of the entry's paper, as far as is known now: see `follow`."""
        key = title_key(entry.title)
        found = self._list_found(entry, key)
        if found:
            identity = reduce(self._unite, found)
        else:
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

    def follow(self, paper_id: int) -> int:
        """The number that stays where that one was given up; else that one."""
        while paper_id in self._successors:
            paper_id = self._successors[paper_id]
        return paper_id

    def _list_found(self, entry: DigestEntry, key: TitleKey) -> list[PaperIdentity]:
        """The papers that it belongs to, the surest first; one where they may not be one."""
        named = [each for each in self._list_named(entry) if not each.contradicts(entry)]
        titled = self._list_identities(sorted(map(self.follow, self._by_title_key.get(key, ()))))
        found = named + [
            each
            for each in titled
            if each not in named
            and not each.contradicts(entry)
            and not tell_of_two_works(each.abstract, entry.abstract)
        ]
        near = self._list_near(entry, key, found)
        found += [each for each in near if not each.contradicts(entry)]
        is_title_taken = any(each.contradicts(entry) for each in titled + near)
        if is_title_taken or any(starmap(_speak_against, combinations(found, 2))):
            return found[:1]
        return found

    def _list_named(self, entry: DigestEntry) -> list[PaperIdentity]:
        """The papers with its identifiers."""
        places = []
        if entry.arxiv_id in self._by_arxiv_id:
            places.append(self._by_arxiv_id[entry.arxiv_id])
        if entry.external_id in self._by_external_id:
            places.append(self._by_external_id[entry.external_id])
        return self._list_identities(places)

    def _list_near(
        self, entry: DigestEntry, key: TitleKey, found: Sequence[PaperIdentity]
    ) -> list[PaperIdentity]:
        """Other papers that were seen under nearly its title and say the same.

        Also under nearly another title of the papers that were found. They are looked for only
        where that could not be told before: where a title is new to a paper, or the abstract is.
        """
        abstract = max([entry.abstract, *(each.abstract for each in found)], key=len)
        if not abstract:
            return []
        titles: dict[str, str] = {}
        if not any(
            is_telling(each.abstract) and key in self._titles[each.paper_id] for each in found
        ):
            titles[key] = entry.title
        for each in found:
            if not is_telling(each.abstract):
                titles |= self._titles[each.paper_id]
        places = {
            self.follow(place)
            for title in titles
            for piece in iter_near_pieces(TitleKey(title))
            for place in self._by_piece.get(piece, ())
        }
        return [
            each
            for each in self._list_identities(sorted(places))
            if each not in found
            and any(
                say_the_same(abstract, each.abstract, rate_nearness(title, other))
                for title in titles.values()
                for other in self._titles[each.paper_id].values()
            )
        ]

    def _list_identities(self, places: Iterable[int]) -> list[PaperIdentity]:
        return [self._by_id[place] for place in dict.fromkeys(map(self.follow, places))]

    def _unite(self, one: PaperIdentity, other: PaperIdentity) -> PaperIdentity:
        """Make one paper of both; it is yet to be registered."""
        kept, gone = sorted((one, other), key=lambda each: each.paper_id)
        self._successors[gone.paper_id] = kept.paper_id
        self._titles[kept.paper_id] = self._titles.pop(gone.paper_id) | self._titles[kept.paper_id]
        del self._by_id[gone.paper_id]
        return replace(
            kept,
            arxiv_id=kept.arxiv_id or gone.arxiv_id,
            external_id=kept.external_id or gone.external_id,
            abstract=max(kept.abstract, gone.abstract, key=len),
        )

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


def _speak_against(one: PaperIdentity, other: PaperIdentity) -> bool:
    """Whether anything speaks against two papers being one."""
    return one.contradicts(other) or tell_of_two_works(one.abstract, other.abstract)


def _differ(known: str | None, received: str | None) -> bool:
    return known is not None and received is not None and known != received
