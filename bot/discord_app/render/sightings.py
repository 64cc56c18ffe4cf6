"""Where a paper was seen, and how the attention for it grew."""

from collections.abc import Sequence
from typing import Final

from bot.discord_app.render.markdown import Markdown, escape, stack
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
from bot.text.inferred_days import mark_issued

DIGESTS_SHOWN_COUNT: Final = 4
DIGEST_NAME_LIMIT_CHARS: Final = 60


def say_sightings(details: PaperDetails, limit_chars: int) -> Markdown:
    """The latest digests with the counts they showed, then the growth that no line of them says."""
    shown = details.digests[-DIGESTS_SHOWN_COUNT:]
    earlier = len(details.digests) - len(shown)
    lines = [Markdown(f"{say_count(earlier, 'earlier digest')}, then")] if earlier else []
    lines += [_say_digest(digest) for digest in shown]
    growth = _say_growth(details.list_growth(shown))
    said, _ = stack(lines, room_beside(limit_chars, growth, "\n"))
    return Markdown(f"{said}\n{growth}" if growth else said)


def _say_growth(changes: Sequence[tuple[CountChange, str]]) -> Markdown:
    """How the counts changed, from when they were first seen."""
    said = [
        (bold(Markdown(change_of(change.before, change.after, noun))), _say_when(change))
        for change, noun in changes
    ]
    if len({when for _, when in said}) == 1:
        return Markdown(f"{SEPARATOR.join(change for change, _ in said)} {said[0][1]}")
    return Markdown(SEPARATOR.join(f"{change} {when}" for change, when in said))


def _say_digest(digest: SeenDigest) -> Markdown:
    latest = digest.latest
    day = "day unknown" if latest.issued_on is None else say_day(latest.issued_on)
    day = mark_issued(day, is_inferred=latest.issued_on_is_inferred)
    parts = [day, escape(latest.digest, DIGEST_NAME_LIMIT_CHARS)]
    for change, noun in ((digest.comments, "comment"), (digest.upvotes, "upvote")):
        if change is not None:
            counts = Markdown(change_of(change.before, change.after, noun))
            parts.append(bold(counts) if change.is_change else counts)
    if digest.reading_count > 1:
        parts.append(_say_readings(digest))
    return Markdown(SEPARATOR.join(parts))


def _say_readings(digest: SeenDigest) -> str:
    """How often it was read, and when first and last."""
    first_at, last_at = digest.first_read_at, digest.last_read_at
    read = f"read {times_of(digest.reading_count)}"
    on = digest.latest.issued_on or last_at.date()
    say = say_short_day if {first_at.year, last_at.year} == {on.year} else say_day
    if first_at.date() == last_at.date():
        return f"{read} {name_period(first_at, last_at, say, has_times=True)}"
    return f"{read}, {say(first_at.date())} – {say(last_at.date())}"


def _say_when(change: CountChange) -> str:
    """The year is said where it is not the one of the end."""
    say = say_short_day if change.since_at.year == change.until_at.year else say_day
    return name_period(change.since_at, change.until_at, say, has_times=change.has_times)
