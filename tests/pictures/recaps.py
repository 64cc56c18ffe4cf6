"""Recaps to draw, made from the few facts that a test is about."""

from datetime import date, timedelta
from typing import Any

from bot.models import AttentionPart, Recap, RecapDay, RecapPaper, RecapTheme
from tests.builders import make_paper
from tests.discord_app.render.test_phrases import make_coverage

MONDAY = date(2026, 3, 9)
THEMES = (RecapTheme("Diffusion models", (1, 2), 0.5), RecapTheme("World models", (3,), 0.25))


def make_day(place: int, *parts: AttentionPart, **facts: Any) -> RecapDay:
    known: dict[str, Any] = {
        "on": MONDAY + timedelta(days=place),
        "digest_count": 1 if parts else 0,
        "paper_count": len(parts),
        "without_counts_count": 0,
        "parts": parts,
    }
    return RecapDay(**{**known, **facts})


def make_recap(*days: RecapDay, **facts: Any) -> Recap:
    """A week whose other days have no digest."""
    given = {day.on: day for day in days}
    every = [make_day(place) for place in range(7)]
    known: dict[str, Any] = {
        "first_on": MONDAY,
        "last_on": MONDAY + timedelta(days=6),
        "topic": None,
        "corrected_topic": None,
        "papers": (RecapPaper(make_paper(1), ("38 upvotes", "new on Monday")),),
        "voted": (),
        "discussed": (),
        "themes": (),
        "days": tuple(given.get(day.on, day) for day in every),
        "is_attention_known": True,
        "upvotes_gained": 38,
        "comments_gained": 0,
        "digest_count": 1,
        "paper_count": 1,
        "new_count": 1,
        "without_counts_count": 0,
        "undated_count": 0,
        "older_count": 0,
        "latest_on": None,
        "coverage": make_coverage(),
    }
    return Recap(**{**known, **facts})


FULL = make_recap(
    make_day(0, AttentionPart(30, 0, 1), AttentionPart(20, 1, None), AttentionPart(9, None, None)),
    make_day(1, AttentionPart(12, 1, 2), AttentionPart(40, None, 3)),
    make_day(4, AttentionPart(1, None, None)),
    themes=THEMES,
    paper_count=7,
)
