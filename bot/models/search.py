"""Searches: what was asked, what was found, and what is like it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.models.papers import Organization, Paper


class SortOrder(StrEnum):
    """How hits are ordered."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    COMMENTS = "comments"
    UPVOTES = "upvotes"


class Leg(StrEnum):
    """What a search by relevance goes by."""

    FUSED = "fused"  # words and meaning together, where there are vectors
    WORDS = "words"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """A search: the words, and what a hit must fulfil.

    A paper whose date, organisation, count or code is unknown does not fulfil a filter on it.
    """

    query: str  # words; as a person typed it also phrases, exclusions and filters
    phrases: tuple[str, ...] = ()  # each stands in the title or the abstract
    typed_order: str = ""  # words and phrases, without quotes, in the order they were typed in
    excluded: tuple[str, ...] = ()  # words and phrases, none of which stands there
    sort: SortOrder = SortOrder.RELEVANCE
    since: date | None = None  # published on this day or later
    until: date | None = None  # published on this day or earlier
    organization: str | None = None  # slug or name, in any case
    min_comments: int | None = None
    min_upvotes: int | None = None
    has_code: bool = False  # True: with a link to code
    is_literal: bool = False  # True: no word is corrected, no phrase taken apart
    limit: int = 10
    offset: int = 0

    @property
    def wording(self) -> str:
        """The words and the phrases in quotes; "" where filters alone say what is wanted."""
        return " ".join([*filter(None, [self.query]), *(f'"{text}"' for text in self.phrases)])

    @property
    def ranked_by(self) -> str:
        """What hits are ranked by: the words and those of the phrases, as they were typed."""
        return self.typed_order or " ".join([*filter(None, [self.query]), *self.phrases])

    @property
    def has_filters(self) -> bool:
        """Whether a hit must fulfil something besides its words."""
        limits = (self.since, self.until, self.organization, self.min_comments, self.min_upvotes)
        return self.has_code or any(limit is not None for limit in limits)


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with the places in it that matched, as (start, end) character offsets."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A paper with its place in an answer."""

    paper: Paper
    rank: int  # from 1
    score: float  # higher is better; comparable within one answer only
    title: MarkedText
    snippet: MarkedText  # the part of the abstract that matches best


@dataclass(frozen=True, slots=True)
class TitleSuggestion:
    """A paper offered by its title: while somebody types, or where nothing was found."""

    paper_id: int
    title: str


@dataclass(frozen=True, slots=True)
class KnownTitle:
    """A title to complete, with what orders it among others."""

    paper_id: int
    title: str
    attention: int  # upvotes and comments drawn together; higher is better known


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits of one page, and what was searched for."""

    request: SearchRequest  # as asked
    understood: SearchRequest  # the same, what its query says inline taken out and made filters
    searched: SearchRequest  # the same, corrected; phrases that no paper has as words
    total: int  # papers that match by words or by meaning, and fulfil the filters
    hits: tuple[SearchHit, ...]
    by_meaning_count: int = 0  # of these, how many hold none of the words
    near_titles: tuple[TitleSuggestion, ...] = ()  # where there are no hits: what comes nearest

    @property
    def corrected_query(self) -> str | None:
        """The wording that was searched for instead; None where it is the one asked for."""
        wording = self.searched.wording
        return None if wording == self.understood.wording else wording


@dataclass(frozen=True, slots=True)
class SharedTraits:
    """What two papers have in common, as far as it tells them from others."""

    terms: tuple[str, ...] = ()  # words and phrases as the papers write them, most telling first
    organization: Organization | None = None  # stands behind both
    author: str | None = None  # wrote both

    @property
    def makers(self) -> tuple[str, ...]:
        """Who stands behind both papers, by name."""
        organization = "" if self.organization is None else self.organization.name
        return tuple(filter(None, (organization, self.author)))


@dataclass(frozen=True, slots=True)
class RelatedPaper:
    """A paper that is like another one, or like a text."""

    paper: Paper
    score: float  # up to 1, which the paper itself would have
    shared: SharedTraits


@dataclass(frozen=True, slots=True)
class RelatedPapers:
    """The papers that are like one paper, or like a text."""

    asked: Paper | None  # None where a text was given
    related: tuple[RelatedPaper, ...]  # the likest first; none where nothing comes close
    paper_count: int  # papers in the index
