"""The recap of a week: what was most discussed, and where the attention went."""

from dataclasses import dataclass
from datetime import date

from bot.models.papers import Coverage, Paper


@dataclass(frozen=True, slots=True)
class RecapPaper:
    """A paper that a recap names, with why."""

    paper: Paper
    reasons: tuple[str, ...]  # in words, the weightiest first; never empty


@dataclass(frozen=True, slots=True)
class RecapTheme:
    """What several of the week's papers are about; a paper counts for one theme only."""

    name: str  # as the papers write it
    paper_ids: tuple[int, ...]  # most attention first
    share: float  # of the week's attention, 0 to 1


@dataclass(frozen=True, slots=True)
class AttentionPart:
    """A part of a day's attention."""

    amount: int  # from 1
    theme: int | None  # its place among the recap's themes; None: none of these
    rank: int | None  # the place, from 1, of the listed paper whose it is; None: of all others


@dataclass(frozen=True, slots=True)
class RecapDay:
    """What one day's digests brought."""

    on: date
    digest_count: int
    paper_count: int
    without_counts_count: int  # of these, of how many it is not known what came in
    parts: tuple[AttentionPart, ...]  # by theme, the themes' own order, no theme last
    is_inferred: bool = False  # True where it has digests, and none of them tells its year

    @property
    def amount(self) -> int:
        """The day's attention."""
        return sum(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recap:
    """Seven days of digests.

    Attention is what came in during the week: upvotes, and comments at three times their number.
    Where no counts came in, or all are zero, it is the number of papers instead.
    """

    first_on: date
    last_on: date
    topic: str | None  # as asked for
    corrected_topic: str | None  # what was looked for instead, where words were misspelt
    papers: tuple[RecapPaper, ...]  # the most discussed first
    voted: tuple[RecapPaper, ...]  # that members voted for here, most votes first
    discussed: tuple[RecapPaper, ...]  # that members wrote about here, most messages first
    themes: tuple[RecapTheme, ...]  # most attention first
    days: tuple[RecapDay, ...]  # all seven, whether or not they had digests
    is_attention_known: bool  # False: attention is the number of papers
    upvotes_gained: int  # as far as it is known
    comments_gained: int  # likewise
    digest_count: int
    paper_count: int  # that were news in the week, on the topic
    new_count: int  # of these, how many no earlier digest had
    without_counts_count: int  # of these, of how many it is not known what came in
    undated_count: int  # of these, how many have no date
    older_count: int  # older papers of saved searches, which are no news and not counted above
    latest_on: date | None  # without papers: the latest day before the week that has digests
    coverage: Coverage
    latest_on_is_inferred: bool = False

    @property
    def digest_day_count(self) -> int:
        """Days that have digests."""
        return sum(day.digest_count > 0 for day in self.days)

    @property
    def inferred_day_count(self) -> int:
        """Of the days that have digests, how many none of these tells the year of."""
        return sum(day.is_inferred for day in self.days)

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.papers or self.voted or self.discussed)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, and what it shows."""

    content: bytes  # PNG
    description: str  # for those who cannot see it
