"""Reasons: why a paper was picked, in words, from facts alone."""

from datetime import date

from bot.highlights.signals import Candidate
from bot.text.counting import count_of

# One comment is mostly a robot's.
FEWEST_COMMENTS_WORTH_SAYING = 2
_DAYS_CALLED_FRESH = 7


def explain_pick(
    candidate: Candidate, parts: dict[str, float], *, today: date, topic: str | None = None
) -> tuple[str, ...]:
    """What spoke for the paper, the weightiest first; never empty.

    Args:
        candidate: the picked paper.
        parts: its share of each signal, as `score_candidates` gives it.
        today: the present day; "today" is said of no other.
        topic: the words that candidates had to have, if there were any.
    """
    sayings = {
        "upvotes": _say_upvotes(candidate),
        "comments": _say_comments(candidate),
        "recency": _say_age(candidate),
        "novelty": _say_new(candidate, today),
    }
    by_weight = sorted(parts, key=lambda name: -parts[name])
    reasons = [saying for name in by_weight if parts[name] > 0 and (saying := sayings[name])]
    if topic is not None:
        reasons.insert(0, f"matches “{topic}”")
    if not reasons:
        reasons.append("in the day's digest; its counts and date are unknown")
    return tuple(reasons)


def _say_upvotes(candidate: Candidate) -> str | None:
    if not candidate.paper.upvotes:
        return None
    words = count_of(candidate.paper.upvotes, "upvote")
    gained = candidate.upvotes_gained
    return f"{words}, {gained:+,} since it was last seen" if gained else words


def _say_comments(candidate: Candidate) -> str | None:
    comments = candidate.paper.comment_count
    if comments is None or comments < FEWEST_COMMENTS_WORTH_SAYING:
        return None
    return count_of(comments, "comment")


def _say_new(candidate: Candidate, today: date) -> str | None:
    if not candidate.is_new:
        return None
    return "new today" if candidate.on == today else "new that day"


def _say_age(candidate: Candidate) -> str | None:
    age = candidate.age_days
    if age is None or age > _DAYS_CALLED_FRESH:
        return None
    if age == 0:
        return "published the same day"
    return f"published {count_of(age, 'day')} earlier"
