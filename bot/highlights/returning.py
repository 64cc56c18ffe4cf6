"""Returning: when a paper that was posted is worth being posted again."""

from datetime import date
from typing import Final

from bot.models import Paper, PostedPaper

# Most picks of a morning have twice the upvotes in the end, since they were hours old. Of 317 such
# picks, 38 came to three times as many and 50 more: those drew people who had not seen them.
TIMES_AS_MANY: Final = 3
AND_MORE_UPVOTES: Final = 50
# Before that the post is still being read.
PAUSE_DAYS: Final = 5


def returns(paper: Paper, posted: PostedPaper, *, today: date) -> bool:
    """Whether the paper has drawn much more attention since, by upvotes known then and now."""
    if paper.upvotes is None or posted.upvotes is None:
        return False
    return (
        (today - posted.posted_on).days >= PAUSE_DAYS
        and paper.upvotes >= TIMES_AS_MANY * posted.upvotes
        and paper.upvotes >= posted.upvotes + AND_MORE_UPVOTES
    )
