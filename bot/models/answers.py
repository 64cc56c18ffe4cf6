"""Answers made of papers: to questions, and summaries of topics."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.models.papers import Coverage, Organization, Paper
from bot.models.search import TitleSuggestion


@dataclass(frozen=True, slots=True)
class QuotedSentence:
    """A sentence as it stands in a paper's abstract, with the place it stands in."""

    text: str
    paper_id: int
    title: str
    sentence_index: int  # from 0, among the abstract's sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionContext:
    """What a question is asked beside, and may mean without saying it."""

    paper_id: int | None = None  # the paper that the thread is about
    topic: str | None = None  # the topic that the thread is about
    earlier: tuple[str, ...] = ()  # questions asked before in the same thread, oldest first


@dataclass(frozen=True, slots=True)
class OrganizationCount:
    """An organisation, and its papers among those that were asked for."""

    organization: Organization
    paper_ids: tuple[int, ...]  # best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Sentences that answer a question; none where the index holds no answer."""

    question: str
    corrected_question: str | None  # what was looked for instead; None where it is the question
    sentences: tuple[QuotedSentence, ...]  # in the order in which they read well
    papers: tuple[Paper, ...]  # that the sentences come from, in the order of first citation
    nearest: tuple[Paper, ...]  # what comes nearest, best first: also where there is no answer
    evidence: float  # how well the index supports an answer, 0 to 1; from a threshold on, it does
    coverage: Coverage
    subject: Paper | None = None  # the paper that was looked at first, from the context
    # Where a question asks who: the organisations, most papers first, and of how many papers that
    # are meant, too, the organisation is not known.
    organizations: tuple[OrganizationCount, ...] = ()
    without_organization_count: int = 0
    # What the question says of the time; papers without a date do not fulfil it.
    since: date | None = None
    until: date | None = None
    since_is_inferred: bool = False  # it is counted back from a day whose year is inferred

    @property
    def is_answered(self) -> bool:
        """Whether the index holds an answer."""
        return bool(self.sentences)


class SentenceRole(StrEnum):
    """What a sentence of an abstract tells, as far as its wording and its place show it."""

    PROBLEM = "problem"  # what is wrong, missing or unknown
    APPROACH = "approach"  # what the authors did
    RESULT = "result"  # what came out of it


@dataclass(frozen=True, slots=True)
class Theme:
    """Papers of a topic that belong together, and what they say.

    The sentences stand in the order in which they read well: problem, approach, result.
    """

    heading: str  # in the papers' own words; of the remainder plain words that say what it is
    sentences: tuple[QuotedSentence, ...]
    paper_ids: tuple[int, ...]  # best first
    roles: tuple[SentenceRole, ...] = ()  # what each sentence tells, in their order
    is_remainder: bool = False  # True for the papers that share no theme with others


class NumberKind(StrEnum):
    """Which numbers can be compared; in the order in which they are shown."""

    FACTOR = "factor"  # 1.3×
    PERCENT = "percent"  # 83.3%
    POINTS = "points"  # 12.3 points
    SCORE = "score"  # FID of 1.93
    COUNT = "count"  # 1.5 trillion tokens
    TIME = "time"  # 12 ms, 3 hours
    RATE = "rate"  # 30 fps
    SIZE = "size"  # 7 GB
    MONEY = "money"  # $0.02


@dataclass(frozen=True, slots=True)
class ReportedNumber:
    """A figure that a paper reports: `"1.3×"`, with the sentence that says of what."""

    value: str  # as it stands there, with its unit; but × for "x" and "times"
    sentence: QuotedSentence
    measures: str = ""  # a part of the sentence, verbatim: "speedup"; "" where that is unknown
    baseline: str = ""  # likewise, what it is compared with: "cuDNN 9.13 on B200"
    kind: NumberKind = NumberKind.FACTOR
    unit: str = ""  # what is counted: "×", "%", "tokens", "ms", "GB"
    place: tuple[int, int] = (0, 0)  # where the value stands in the sentence: start and end
    bound: str = ""  # what limits it, verbatim: "up to"; "" where nothing does

    @property
    def shown(self) -> str:
        """The value behind what limits it: "up to 1.3×"."""
        return f"{self.bound} {self.value}".lstrip()


@dataclass(frozen=True, slots=True)
class MonthCount:
    """How many of a topic's papers were published in a month."""

    month: str  # "2026-04"
    count: int
    inferred_count: int = 0  # of those, how many have an inferred year


@dataclass(frozen=True, slots=True)
class Summary:
    """What the indexed papers say about a topic; empty `themes` where they say nothing."""

    topic: str
    corrected_topic: str | None
    papers: tuple[Paper, ...]  # that the summary draws on, best first
    found_count: int  # papers on the topic, of which these are the best
    found_is_all: bool  # False where there may be more papers on the topic than were looked at
    themes: tuple[Theme, ...]  # the largest first, the remainder last
    numbers: tuple[ReportedNumber, ...]  # like beside like: by kind, then by what is measured
    timeline: tuple[MonthCount, ...]  # of all that were found, oldest first; no empty months
    undated_count: int  # of those papers, how many have no date
    coverage: Coverage
    near_titles: tuple[TitleSuggestion, ...] = ()
    inferred_count: int = 0  # of those with a date, how many have an inferred year

    @property
    def paper_count(self) -> int:
        """How many papers the summary draws on."""
        return len(self.papers)


@dataclass(frozen=True, slots=True)
class PhrasedSentence:
    """A sentence of a language model that was checked against what it cites."""

    text: str  # without citations
    quotes: tuple[QuotedSentence, ...]  # that it rests on; never empty


@dataclass(frozen=True, slots=True, kw_only=True)
class PhrasedText:
    """What a language model made of the sentences of an answer or a summary."""

    sentences: tuple[PhrasedSentence, ...]  # those that held; never empty
    model: str  # the model's name, as it was configured
    removed_count: int  # sentences that did not hold
