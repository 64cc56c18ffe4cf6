"""What a post is known by again: to each slot its own."""

from datetime import date, timedelta

from bot.scheduling.marks import mark_of_slot, nonce_of_mark

DAY = date(2026, 4, 14)


def test_no_two_slots_share_a_mark() -> None:
    days = [DAY + timedelta(days=number) for number in range(400)]
    marks = {mark_of_slot(token, day) for token in ("one", "two") for day in days}
    assert len(marks) == 800


def test_a_nonce_is_short_enough_for_discord() -> None:
    assert all(len(nonce_of_mark(mark_of_slot(str(n), DAY))) <= 25 for n in range(100))
