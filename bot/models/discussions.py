"""Discussions in threads: what was said, and what is made of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.models.papers import Paper
from bot.models.search import RelatedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMessage:
    """One message of a discussion, as it stands now; it is read and never stored."""

    message_id: str  # whatever tells it from the others; Discord's numbers as text
    author: str  # the name that is shown
    text: str  # with Discord's markup; "" where there is none, or it may not be read
    sent_at: datetime | None = None  # None where it is not known; the order is the messages' own
    reply_to_id: str | None = None  # the message that it answers, as far as that was marked
    is_from_bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionPoint:
    """Something that somebody said, in that person's own words.

    The parts between … stand in the message just so, white space aside.
    """

    text: str
    author: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionSummary:
    """What a discussion came to; every list in the order in which it was said."""

    points: tuple[DiscussionPoint, ...]
    open_questions: tuple[DiscussionPoint, ...]  # asked, and answered by nobody
    decisions: tuple[DiscussionPoint, ...]  # what was agreed on, and who does what next
    papers_mentioned: tuple[Paper, ...]  # those of the index
    unknown_papers: tuple[str, ...]  # arXiv ids that were mentioned and the index does not hold
    related: tuple[RelatedPaper, ...]  # of the index, on the same matter; nobody mentioned them
    message_count: int  # messages of people that the summary draws on
    author_count: int  # people who wrote them
    left_out_count: int = 0  # messages of members who want to be left out
