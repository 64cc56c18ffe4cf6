"""Reasons: what speaks for a paper, in words, from facts alone.

Each function says one signal's fact of a candidate; None where it is unknown.
"""

from datetime import date
from typing import Final

from bot.highlights.candidates import Candidate, EarlierCounts
from bot.text.counting import count_of
from bot.text.day_names import name_day, name_day_with_preposition
from bot.text.inferred_days import mark_issued, mark_published

# In the first hours of a list, votes are few whatever the paper.
_HOURS_WORTH_SAYING: Final = 12


def say_upvotes(candidate: Candidate, today: date) -> str | None:
    """How many, in what time, and how many more than when the paper was last seen."""
    if candidate.paper.upvotes is None:
        return None
    words = count_of(candidate.paper.upvotes, "upvote")
    gained = candidate.upvotes_gained
    if gained and candidate.before:
        return f"{words}, {gained:+,} since {_name_since(candidate.before, today)}"
    listing = candidate.listing
    if listing is None or not listing.is_known or listing.hours > _HOURS_WORTH_SAYING:
        return words
    hours = count_of(max(1, round(listing.hours)), "hour")
    return f"{words} in {hours}" if candidate.paper.upvotes else words


def say_comments(candidate: Candidate, _today: date) -> str | None:
    """How many."""
    comments = candidate.paper.comment_count
    return None if comments is None else count_of(comments, "comment")


def say_team(candidate: Candidate, _today: date) -> str | None:
    """Which organisation it is from, and how many wrote it."""
    paper = candidate.paper
    parts = [f"from {paper.organization.name}"] if paper.organization else []
    if paper.author_count is not None:
        parts.append(f"by {count_of(paper.author_count, 'author')}")
    return " ".join(parts) or None


def say_age(candidate: Candidate, today: date) -> str | None:
    """When it was published."""
    published_on = candidate.paper.published_on
    if published_on is None:
        return None
    said = f"published {name_day_with_preposition(published_on, today)}"
    return mark_published(said, is_inferred=candidate.paper.published_on_is_inferred)


def say_new(candidate: Candidate, today: date) -> str | None:
    """When digests first had it: earlier, or not; old papers come into digests, too."""
    day = name_day_with_preposition(candidate.paper.first_seen_on, today)
    said = f"new {day}" if candidate.is_new else f"first seen {day}"
    return mark_issued(said, is_inferred=candidate.first_seen_on_is_inferred)


def say_votes(candidate: Candidate, _today: date) -> str | None:
    """How many members want others to see it."""
    if candidate.votes is None:
        return None
    return f"{count_of(candidate.votes, 'vote')} in this server"


def say_match(candidate: Candidate, _today: date) -> str | None:
    """What it was chosen for, and whether its title says so."""
    match = candidate.match
    if match is None:
        return None
    topic = match.topic if '"' in match.topic else f"“{match.topic}”"
    if match.title_share is None:
        return f"fits {topic}"
    in_title = " in its title" if match.title_share == 1.0 else ""
    return f"matches {topic}{in_title}"


def say_return(candidate: Candidate, today: date) -> str | None:
    """What it has now, and had when it was posted."""
    posted = candidate.returned_from
    if posted is None or posted.upvotes is None or candidate.paper.upvotes is None:
        return None
    day = name_day_with_preposition(posted.posted_on, today)
    now = count_of(candidate.paper.upvotes, "upvote")
    return f"back with {now}; {posted.upvotes:,} when it was posted here {day}"


def _name_since(before: EarlierCounts, today: date) -> str:
    named = name_day(before.seen_on, today)
    said = "earlier today" if named == "today" else named
    return mark_issued(said, is_inferred=before.seen_on_is_inferred)
