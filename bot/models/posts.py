"""What readers of a channel or an inbox were shown, so that it does not come back as new."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PostedPaper:
    """A paper as it stood when it was posted."""

    paper_id: int
    posted_on: date  # the local day of the post
    upvotes: int | None
    comment_count: int | None


@dataclass(frozen=True, slots=True)
class PostMemory:
    """What the readers of one channel or inbox know already."""

    posted: tuple[PostedPaper, ...] = ()  # each paper once, as it stood when last posted
    # Digests up to this number were there when papers were last chosen; None: never yet.
    last_digest_id: int | None = None
