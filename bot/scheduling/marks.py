"""Marks: how a post that was sent is known again, by Discord and by a process that crashed."""

import hashlib
from datetime import date
from typing import Final

_MARK_BYTES: Final = 6


def mark_of_slot(token: str, local_on: date) -> int:
    """The number that a slot's message carries; the same however often it is sent.

    Args:
        token: the schedule's secret.
        local_on: the slot's day.

    Returns:
        A number from 1 to 2**48.

    >>> mark_of_slot("a", date(2026, 4, 14)) == mark_of_slot("a", date(2026, 4, 14))
    True
    """
    digest = hashlib.sha256(f"{token} {local_on.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:_MARK_BYTES], "big") + 1


def nonce_of_mark(mark: int) -> str:
    """What tells Discord that a message is sent a second time; at most 25 characters.

    >>> nonce_of_mark(2**48)
    'pb-1000000000000'
    """
    return f"pb-{mark:x}"
