"""What members keep with Paperboy."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.models.papers import Paper

# Stands in the place of a member who asked to be forgotten.
NOBODY_ID = 0


@dataclass(frozen=True, slots=True)
class Follow:
    """A topic that a member follows."""

    follow_id: int
    topic: str  # in the query language
    excluded: str  # words and phrases in quotes, none of which may stand in a paper; "" for none
    followed_at: datetime


@dataclass(frozen=True, slots=True)
class Save:
    """A paper that a member saved."""

    paper_id: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class SaveChange:
    """What became of a member's saved papers."""

    saved: tuple[int, ...]
    removed: tuple[int, ...]
    total: int  # papers that the member has saved now


@dataclass(frozen=True, slots=True)
class VoteChange:
    """What became of a member's votes in a server."""

    cast: tuple[int, ...]
    withdrawn: tuple[int, ...]
    counts: Mapping[int, int]  # all members' votes there for each of these papers


@dataclass(frozen=True, slots=True)
class SavedPaper:
    """A paper with when a member saved it."""

    paper: Paper
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPapers:
    """A member's saved papers, or some of them."""

    query: str | None  # what they hold, corrected; None: all of them are here
    papers: tuple[SavedPaper, ...]  # newest first
    total: int  # with those that the query left out
    gone_count: int  # saved papers that the index has no more
