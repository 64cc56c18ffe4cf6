"""The pace of questions: how many a member may ask by mention within a minute.

Commands have Discord's own brake; a message costs nothing, and each is answered in the open.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

QUESTIONS_LIMIT_COUNT: Final = 5
WITHIN: Final = timedelta(minutes=1)
# From so many members on, those are forgotten who have asked nothing within that time.
_REMEMBERED_MEMBERS_COUNT: Final = 1_000


class Turn(Enum):
    """What becomes of a question."""

    ANSWERED = "it is answered"
    TOLD = "it is not, and the member is told that it was too quick"
    IGNORED = "it is not, and the member was told before"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member asked lately."""

    at: tuple[datetime, ...] = ()  # when questions were answered, oldest first
    is_told: bool = False  # that it was too quick, since the last answer


def take_turn(asked: Asked, now_at: datetime) -> tuple[Asked, Turn]:
    """What becomes of a question now, and what is to be remembered of it.

    >>> now_at = datetime(2026, 4, 20, 12)
    >>> take_turn(Asked((now_at,) * 5), now_at)[1], take_turn(Asked((now_at,) * 4), now_at)[1]
    (<Turn.TOLD: 'it is not, and the member is told that it was too quick'>, \
<Turn.ANSWERED: 'it is answered'>)
    """
    recent = tuple(at for at in asked.at if _is_recent(at, now_at))
    if len(recent) < QUESTIONS_LIMIT_COUNT:
        return Asked((*recent, now_at)), Turn.ANSWERED
    return Asked(recent, is_told=True), Turn.IGNORED if asked.is_told else Turn.TOLD


def _is_recent(at: datetime, now_at: datetime) -> bool:
    """Whether that is within a minute; what lies ahead is of a clock that was set back since."""
    return timedelta(0) <= now_at - at < WITHIN


class QuestionPace:
    """Remembers, in memory only, who asked how much within the last minute."""

    def __init__(self) -> None:
        self._asked: dict[int, Asked] = {}

    def take_turn(self, member_id: int, now_at: datetime) -> Turn:
        """What becomes of a member's question now."""
        if len(self._asked) >= _REMEMBERED_MEMBERS_COUNT:
            self._asked = {
                each: asked
                for each, asked in self._asked.items()
                if _is_recent(asked.at[-1], now_at)
            }
        self._asked[member_id], turn = take_turn(self._asked.get(member_id, Asked()), now_at)
        return turn
