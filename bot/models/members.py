"""What members keep with Paperboy."""

from dataclasses import dataclass
from datetime import datetime

# Stands in the place of a member who asked to be forgotten.
NOBODY_ID = 0


@dataclass(frozen=True, slots=True)
class Save:
    """A paper that a member saved."""

    paper_id: int
    saved_at: datetime
