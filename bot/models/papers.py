"""Papers, the digests that they were seen in, and how much is known of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote

HUGGING_FACE_URL = "https://huggingface.co/papers"


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
    submitted_at: datetime | None = None  # when somebody put it onto the list that was received


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
    issued_on_is_given: bool = False  # the operator's word: at this reading, or at an earlier one


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A paper stood in a digest, at this position, with these counts."""

    digest_id: int
    digest: str  # the digest's source
    format: str
    issued_on: date | None
    issued_on_is_inferred: bool
    ingested_at: datetime
    entry: DigestEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What is known of one paper, drawn together from all its sightings."""

    paper_id: int  # local number, from 1; never changes, never given twice
    title: str
    abstract: str  # "" where no digest had one
    tldr: str  # a sentence of the abstract, perhaps trimmed; the title where there is none
    arxiv_id: str | None
    external_id: str | None
    published_on: date | None
    published_on_is_inferred: bool
    authors: tuple[str, ...]
    author_count: int | None
    organization: Organization | None
    comment_count: int | None  # the last that was seen
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
class CountChange:
    """What a count was when it was first seen, and what when it was last seen."""

    before: int
    after: int  # the same where it did not change; less where votes were taken back
    since_at: datetime  # when `before` was seen
    until_at: datetime
    has_times: bool  # False: of one of the two only the day is known

    @property
    def is_change(self) -> bool:
        """Whether the two differ."""
        return self.before != self.after

    def says_the_same(self, other: "CountChange | None") -> bool:
        """Whether the other is from and to the same numbers."""
        return other is not None and (self.before, self.after) == (other.before, other.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDigest:
    """A digest that a paper stood in, however often it was read."""

    latest: Sighting  # its last reading
    reading_count: int  # from 1
    first_read_at: datetime
    last_read_at: datetime
    comments: CountChange | None  # over its readings; None where none shows any
    upvotes: CountChange | None  # likewise


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDetails:
    """A paper with where it was seen, and how the attention for it grew."""

    paper: Paper
    sightings: tuple[Sighting, ...]  # every reading of every digest, the earliest digest first
    digests: tuple[SeenDigest, ...]  # the same, a digest that was read again being one
    comments: CountChange | None  # over all sightings; None where none shows any
    upvotes: CountChange | None  # likewise
    former_ids: tuple[int, ...] = ()  # numbers that lead to it since it was united with others

    def list_growth(self, beside: Sequence[SeenDigest]) -> list[tuple[CountChange, str]]:
        """What changed, each with its noun; without what one of these digests says already."""
        counts = (
            (self.comments, "comment", [digest.comments for digest in beside]),
            (self.upvotes, "upvote", [digest.upvotes for digest in beside]),
        )
        return [
            (change, noun)
            for change, noun, told in counts
            if change is not None and change.is_change and not any(map(change.says_the_same, told))
        ]


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
    # True where that day, or its year, is inferred of all papers, or digests, that are of it.
    first_published_on_is_inferred: bool = False
    last_published_on_is_inferred: bool = False
    first_year_is_inferred: bool = False
    last_year_is_inferred: bool = False
    last_issued_on_is_inferred: bool = False


def is_first_seen_inferred(paper: Paper, sightings: Iterable[Sighting]) -> bool:
    """Whether the day on which a paper was first seen is known from inferred days only."""
    first_on = paper.first_seen_on
    first = [each for each in sightings if first_on == (each.issued_on or each.ingested_at.date())]
    return bool(first) and all(each.issued_on_is_inferred for each in first)
