"""Reasons: why a recap names a paper, in words, from facts alone."""

from typing import Final

from bot.recaps.growth import Gain
from bot.recaps.week import WeekPaper
from bot.text.counting import count_of
from bot.text.day_names import WEEKDAYS
from bot.text.inferred_days import mark_issued

# One comment is mostly a robot's.
FEWEST_COMMENTS_WORTH_SAYING: Final = 2


def explain_week(each: WeekPaper) -> tuple[str, ...]:
    """What came in for the paper, and when it was new; never empty."""
    paper, growth = each.paper, each.growth
    reasons = []
    if paper.upvotes:
        reasons.append(_say(paper.upvotes, "upvote", growth.upvotes, is_new=each.is_new))
    if paper.comment_count and paper.comment_count >= FEWEST_COMMENTS_WORTH_SAYING:
        reasons.append(_say(paper.comment_count, "comment", growth.comments, is_new=each.is_new))
    if each.is_new:
        said = f"new on {WEEKDAYS[each.days[0].weekday()]}"
        reasons.append(mark_issued(said, is_inferred=each.first_day_is_inferred))
    return tuple(reasons or ["in the week's digests"])


def explain_votes(count: int) -> str:
    """How many members voted for it.

    >>> explain_votes(1)
    '1 vote here this week'
    """
    return f"{count_of(count, 'vote')} here this week"


def explain_messages(count: int) -> str:
    """How much members wrote about it.

    >>> explain_messages(12)
    '12 messages in its thread this week'
    """
    return f"{count_of(count, 'message')} in its thread this week"


def _say(count: int, noun: str, gain: Gain | None, *, is_new: bool) -> str:
    """The count, and how much of it came in where that is not all."""
    words = count_of(count, noun)
    if is_new or gain is None or gain.count == 0:
        return words
    return f"{words}, {gain.count:+,} this week"
