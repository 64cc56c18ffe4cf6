"""Where a paper was seen, and how the attention for it grew."""

from datetime import datetime
from typing import Final

from bot.discord_app.render.markdown import NOTHING, Markdown, escape, stack
from bot.discord_app.render.phrases import (
    SEPARATOR,
    bold,
    room_beside,
    say_count,
    say_day,
    say_short_day,
)
from bot.models import CountChange, PaperDetails, SeenDigest
from bot.text.counting import change_of, times_of
from bot.text.day_names import name_period

DIGESTS_SHOWN_COUNT: Final = 4
DIGEST_NAME_LIMIT_CHARS: Final = 60


def say_sightings(details: PaperDetails, limit_chars: int) -> Markdown:
    """The latest digests with the counts they showed, then the growth since the first.

    Where there is but one digest, its line says how it grew.
    """
    shown = details.digests[-DIGESTS_SHOWN_COUNT:]
    earlier = len(details.digests) - len(shown)
    lines = [Markdown(f"{say_count(earlier, 'earlier digest')}, then")] if earlier else []
    lines += [_say_digest(digest) for digest in shown]
    growth = say_growth(details) if len(details.digests) > 1 else NOTHING
    said, _ = stack(lines, room_beside(limit_chars, growth, "\n"))
    return Markdown(f"{said}\n{growth}" if growth else said)


def say_growth(details: PaperDetails) -> Markdown:
    """How the counts changed, from when they were first seen; "" where they did not."""
    changes = [(details.comments, "comment"), (details.upvotes, "upvote")]
    said: list[tuple[Markdown, str]] = [
        (bold(Markdown(change_of(change.before, change.after, noun))), _say_when(change))
        for change, noun in changes
        if change is not None and change.is_change
    ]
    if len({when for _, when in said}) == 1:
        return Markdown(f"{SEPARATOR.join(change for change, _ in said)} {said[0][1]}")
    return Markdown(SEPARATOR.join(f"{change} {when}" for change, when in said))


def _say_digest(digest: SeenDigest) -> Markdown:
    latest = digest.latest
    day = "day unknown" if latest.issued_on is None else say_day(latest.issued_on)
    if latest.issued_on_is_inferred:
        day += " (inferred)"
    parts = [day, escape(latest.digest, DIGEST_NAME_LIMIT_CHARS)]
    for change, noun in ((digest.comments, "comment"), (digest.upvotes, "upvote")):
        if change is not None:
            counts = Markdown(change_of(change.before, change.after, noun))
            parts.append(bold(counts) if change.is_change else counts)
    if digest.reading_count > 1:
        parts.append(_say_readings(digest))
    return Markdown(SEPARATOR.join(parts))


def _say_readings(digest: SeenDigest) -> str:
    """How often it was read, and from when on."""
    period = _say_period(digest.first_read_at, digest.last_read_at, has_times=True)
    return f"read {times_of(digest.reading_count)} {period}"


def _say_when(change: CountChange) -> str:
    return _say_period(change.since_at, change.until_at, has_times=change.has_times)


def _say_period(since_at: datetime, until_at: datetime, *, has_times: bool) -> str:
    """The year is said where it is not the one of the end."""
    is_year_near = since_at.year == until_at.year
    say = say_short_day if is_year_near else say_day
    return name_period(since_at, until_at, say, has_times=has_times)
