"""Where a paper was seen, and how the attention for it grew."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.phrases import (
    SEPARATOR,
    room_beside,
    say_count,
    say_day,
    say_short_day,
)
from bot.models import Sighting

SIGHTINGS_SHOWN_COUNT: Final = 4
DIGEST_NAME_LIMIT_CHARS: Final = 60


def say_sightings(sightings: Sequence[Sighting], limit_chars: int) -> Markdown:
    """The latest digests with the counts they showed, then the growth since the first."""
    shown = sightings[-SIGHTINGS_SHOWN_COUNT:]
    earlier = len(sightings) - len(shown)
    lines = [Markdown(f"{say_count(earlier, 'earlier digest')}, then")] if earlier else []
    lines += [_say_sighting(sighting) for sighting in shown]
    growth = say_growth(sightings)
    said, _ = stack(lines, room_beside(limit_chars, growth, "\n"))
    return Markdown(f"{said}\n{growth}" if growth else said)


def say_growth(sightings: Sequence[Sighting]) -> Markdown:
    """How the counts changed from the first digest that showed them; "" where they did not."""
    parts = [
        _say_change(sightings, "upvote", lambda sighting: sighting.entry.upvotes),
        _say_change(sightings, "comment", lambda sighting: sighting.entry.comment_count),
    ]
    return Markdown(SEPARATOR.join(f"**{part}**" for part in parts if part))


def _say_sighting(sighting: Sighting) -> Markdown:
    day = "day unknown" if sighting.issued_on is None else say_day(sighting.issued_on)
    counts = [
        say_count(count, noun)
        for count, noun in (
            (sighting.entry.comment_count, "comment"),
            (sighting.entry.upvotes, "upvote"),
        )
        if count is not None
    ]
    name = escape(sighting.digest, DIGEST_NAME_LIMIT_CHARS)
    return Markdown(SEPARATOR.join([day, name, *counts]))


def _say_change(
    sightings: Sequence[Sighting], noun: str, count_of: Callable[[Sighting], int | None]
) -> str:
    known = [
        (sighting, count) for sighting in sightings if (count := count_of(sighting)) is not None
    ]
    if not known:
        return ""
    (first, before), (_, after) = known[0], known[-1]
    change = after - before
    if change == 0:
        return ""
    sign = "+" if change > 0 else "−"
    return f"{sign}{say_count(abs(change), noun)} since {say_short_day(_day_of(first))}"


def _day_of(sighting: Sighting) -> date:
    return sighting.issued_on or sighting.ingested_at.date()
