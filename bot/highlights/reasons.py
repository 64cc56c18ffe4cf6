"""Reasons: what speaks for a paper, in words, from facts alone.

Each function says one signal's fact of a candidate; None where it is unknown or no reason to read.
"""

from datetime import date

from bot.highlights.candidates import Candidate
from bot.text.counting import count_of

# One comment is mostly a robot's.
FEWEST_COMMENTS_WORTH_SAYING = 2
_DAYS_CALLED_FRESH = 7


def say_upvotes(candidate: Candidate, _today: date) -> str | None:
    """How many, and how many more than when the paper was last seen."""
    if not candidate.paper.upvotes:
        return None
    words = count_of(candidate.paper.upvotes, "upvote")
    gained = candidate.upvotes_gained
    return f"{words}, {gained:+,} since it was last seen" if gained else words


def say_comments(candidate: Candidate, _today: date) -> str | None:
    """How many, from two on."""
    comments = candidate.paper.comment_count
    if comments is None or comments < FEWEST_COMMENTS_WORTH_SAYING:
        return None
    return count_of(comments, "comment")


def say_age(candidate: Candidate, _today: date) -> str | None:
    """How old the paper was on the day, if it was fresh."""
    age = candidate.age_days
    if age is None or age > _DAYS_CALLED_FRESH:
        return None
    return "published the same day" if age == 0 else f"published {count_of(age, 'day')} earlier"


def say_new(candidate: Candidate, today: date) -> str | None:
    """That no earlier digest had it; old papers come into digests, too."""
    if not candidate.is_new:
        return None
    return "new today" if candidate.on == today else "new in the digests that day"
