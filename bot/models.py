"""The records that travel between the rooms: frozen, without behaviour beyond their own facts.

None means unknown; 0 means known to be none. Days are dates, instants are aware UTC datetimes,
and a suffix carries the kind: `_on` a date, `_at` an instant, `_count` a number of things.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from urllib.parse import quote

HUGGING_FACE_URL = "https://huggingface.co/papers"

# What a text means, as a direction: one signed byte for each component. All zeros: nothing.
Vector = NewType("Vector", bytes)


def paper_url(title: str, arxiv_id: str | None) -> str:
    """The page of a paper on Hugging Face, or a search for its title: an id is never invented.

    >>> paper_url("Any title", "2401.00010"), paper_url("C++ & me", None)
    ('https://huggingface.co/papers/2401.00010', 'https://huggingface.co/papers?q=C%2B%2B%20%26%20me')
    """
    if arxiv_id is not None:
        return f"{HUGGING_FACE_URL}/{arxiv_id}"
    return f"{HUGGING_FACE_URL}?q={quote(title, safe='', errors='replace')}"


@dataclass(frozen=True, slots=True)
class Organization:
    """Who stands behind a paper, as Hugging Face names it: `Organization("nvidia", "NVIDIA")`."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class SkippedEntry:
    """A part of a digest that could not be read."""

    line: int  # from 1, in the source as received
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One item of a digest before it is a paper.

    `title` and `abstract` are repaired for display; the `_received` twins hold the text as it
    stood in the digest, white space included.
    """

    position: int  # from 1, in the digest's own order
    line: int  # from 1: where the entry begins in the source
    title: str
    title_received: str
    abstract: str = ""  # "" where the digest has none
    abstract_received: str = ""
    arxiv_id: str | None = None  # without version: "2401.00010"
    external_id: str | None = None  # another system's name for the paper
    published_on: date | None = None
    published_on_is_inferred: bool = False  # True where the text did not show the year
    authors: tuple[str, ...] = ()  # empty where no names are known
    author_count: int | None = None
    organization: Organization | None = None
    comment_count: int | None = None
    upvotes: int | None = None
    keywords: tuple[str, ...] = ()
    code_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One received bundle of entries."""

    source: str  # where it came from, for people: a file's name
    format: str  # the name of the parser that read it: "text_cards"
    content_hash: str  # SHA-256 of the text, hexadecimal: tells whether it was seen before
    issued_on: date | None  # the day that the digest itself is of
    issued_on_is_inferred: bool  # True where the text did not show the year
    entries: tuple[DigestEntry, ...]
    skipped: tuple[SkippedEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A paper stood in a digest, at this position, with these counts."""

    digest_id: int
    digest: str  # the digest's source
    format: str
    issued_on: date | None
    ingested_at: datetime
    entry: DigestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of one paper, drawn together from all its sightings."""

    paper_id: int  # local number, from 1; never changes, never given twice
    title: str
    abstract: str  # "" where no digest had one
    tldr: str  # one sentence of the abstract, or the title where there is no abstract
    arxiv_id: str | None
    external_id: str | None
    published_on: date | None
    published_on_is_inferred: bool
    authors: tuple[str, ...]
    author_count: int | None
    organization: Organization | None
    comment_count: int | None  # at the latest sighting that shows it
    upvotes: int | None  # likewise
    keywords: tuple[str, ...]
    code_url: str | None
    first_seen_on: date  # the day of the earliest digest; of its arrival where it has no day

    @property
    def url(self) -> str:
        """The paper's page, or a search for its title where no arXiv id is known."""
        return paper_url(self.title, self.arxiv_id)

    @property
    def arxiv_url(self) -> str | None:
        """The abstract page on arXiv; None where no arXiv id is known."""
        return None if self.arxiv_id is None else f"https://arxiv.org/abs/{self.arxiv_id}"


@dataclass(frozen=True, slots=True)
class PaperDetails:
    """A paper with the digests it stood in, earliest first."""

    paper: Paper
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one digest did to the index, counted in entries."""

    source: str
    format: str
    added: int  # entries that brought a new paper
    updated: int  # entries of known papers that brought something new
    unchanged: int
    skipped: tuple[SkippedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much the index holds, and how much it does not know."""

    paper_count: int
    digest_count: int
    first_published_on: date | None  # over the papers with a date
    last_published_on: date | None
    undated_count: int
    without_arxiv_id_count: int
    without_author_count: int  # papers whose number of authors is unknown
    last_issued_on: date | None  # the newest digest that has a day


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
class QuotedSentence:
    """A sentence as it stands in a paper's abstract, with the place it stands in."""

    text: str
    paper_id: int
    title: str
    sentence_index: int  # from 0, among the abstract's sentences


@dataclass(frozen=True, slots=True)
class Theme:
    """Papers of a topic that belong together, and what they say."""

    heading: str
    sentences: tuple[QuotedSentence, ...]
    paper_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportedNumber:
    """A figure that a paper reports: `"1.3×"`, with the sentence that says of what."""

    value: str
    sentence: QuotedSentence


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many of a topic's papers were published in a month."""

    month: str  # "2026-04"
    count: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What the indexed papers say about a topic; empty `themes` where they say nothing."""

    topic: str
    corrected_topic: str | None
    papers: tuple[Paper, ...]  # that the summary draws on, best first
    found_count: int  # papers on the topic, of which these are the best
    found_is_all: bool  # False where there may be more papers on the topic than were looked at
    themes: tuple[Theme, ...]
    numbers: tuple[ReportedNumber, ...]
    timeline: tuple[MonthCount, ...]  # oldest first; months without papers are left out
    undated_count: int  # of those papers, how many have no date
    coverage: Coverage
    near_titles: tuple[TitleSuggestion, ...] = ()

    @property
    def paper_count(self) -> int:
        """How many papers the summary draws on."""
        return len(self.papers)


@dataclass(frozen=True, slots=True)
class Highlight:
    """A paper picked for a day, with the reasons in words."""

    paper: Paper
    score: float  # 0 to 1, higher is better
    reasons: tuple[str, ...]  # the weightiest first; never empty


@dataclass(frozen=True, slots=True)
class Highlights:
    """The picks of one day."""

    on: date
    topic: str | None  # as asked for
    corrected_topic: str | None  # what was looked for instead, where words were misspelt
    candidate_count: int  # papers in the digests of that day, on the topic
    new_count: int  # of those, how many no earlier digest had
    picks: tuple[Highlight, ...]
    latest_on: date | None  # without candidates: the latest day with digests, this one or earlier
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """What turns texts into vectors; vectors of models with different names are never compared."""

    name: str  # of weights, files and version: "onnx:all-MiniLM-L6-v2/5f0e11aa/1"
    dimensions: int  # components, and so bytes, of a vector
    meaning_share: float  # 0 to 1: the share of meaning, beside the words', in a fused score


class CheckState(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"  # it works, and could work better
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at in an installation."""

    name: str
    state: CheckState
    sentence: str  # what was found
    remedy: str | None = None  # what mends it; None where there is nothing to mend


@dataclass(frozen=True, slots=True)
class TermsState:
    """How far the search index has come."""

    engine: str | None  # None where there is no index yet
    behind_count: int  # papers that searches do not show as they are


@dataclass(frozen=True, slots=True)
class VectorsState:
    """How many papers can be found by meaning."""

    model: str | None  # None where words alone decide, or no paper has a vector yet
    paper_count: int  # papers with a vector of it
    pending_count: int  # papers that may still want one
    fault: str | None  # why the chosen model cannot be used


def short_model_name(name: str) -> str:
    """What people call an embedding model.

    >>> short_model_name("onnx:sentence-transformers/all-MiniLM-L6-v2/5f0e11aa/1")
    'all-MiniLM-L6-v2'
    """
    return name.rsplit("/", 2)[0].rpartition("/")[2].removeprefix("onnx:")


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
