from datetime import date
from typing import Any

import pytest

from bot.discord_app.render.phrases import (
    say_coverage,
    say_facts,
    say_timeline,
)
from bot.models import Coverage, MonthCount, Organization
from tests.builders import make_paper

KNOWN: dict[str, Any] = {
    "author_count": 18,
    "published_on": date(2026, 4, 5),
    "comment_count": 2,
    "upvotes": 1_234,
}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({}, "18 authors · 5 Apr 2026 · 2 comments · 1,234 upvotes", id="all known"),
        pytest.param(
            {"published_on_is_inferred": True},
            "18 authors · 5 Apr 2026 (year inferred) · 2 comments · 1,234 upvotes",
            id="a guessed year is called so",
        ),
        pytest.param(
            {"comment_count": 0, "upvotes": 1},
            "18 authors · 5 Apr 2026 · 0 comments · 1 upvote",
            id="none is not unknown",
        ),
        pytest.param(
            {"upvotes": None},
            "18 authors · 5 Apr 2026 · 2 comments · upvotes unknown",
            id="one unknown",
        ),
        pytest.param(
            dict.fromkeys(KNOWN), "authors, date, comments and upvotes unknown", id="all unknown"
        ),
        pytest.param(
            {"organization": Organization("nvidia", "NVIDIA"), "upvotes": None},
            "NVIDIA · 5 Apr 2026 · 2 comments · upvotes unknown",
            id="an organisation stands for its authors",
        ),
        pytest.param(
            {"organization": Organization("nvidia", ""), "upvotes": None},
            "nvidia · 5 Apr 2026 · 2 comments · upvotes unknown",
            id="an organisation without a name has a slug",
        ),
        pytest.param(
            {"authors": ("A. One", "B. Two", "C. Three"), "upvotes": None},
            "A. One, B. Two +16 · 5 Apr 2026 · 2 comments · upvotes unknown",
            id="names before numbers",
        ),
        pytest.param(
            {"authors": ("A. One",), "author_count": 1, "upvotes": None},
            "A. One · 5 Apr 2026 · 2 comments · upvotes unknown",
            id="a single author",
        ),
    ],
)
def test_facts_fit_on_a_line(facts: dict[str, Any], said: str) -> None:
    assert say_facts(make_paper(**{**KNOWN, **facts})) == said


def make_coverage(**facts: Any) -> Coverage:
    known: dict[str, Any] = {
        "paper_count": 214,
        "digest_count": 4,
        "first_published_on": date(2019, 1, 1),
        "last_published_on": date(2026, 4, 5),
        "undated_count": 123,
        "without_arxiv_id_count": 0,
        "without_author_count": 0,
        "last_issued_on": None,
    }
    return Coverage(**{**known, **facts})


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param({}, "from 4 digests, 214 papers, 2019–2026, 123 without a date", id="years"),
        pytest.param(
            {"first_published_on": date(2026, 1, 1), "undated_count": 0},
            "from 4 digests, 214 papers, 2026",
            id="a single year",
        ),
        pytest.param(
            {
                "paper_count": 1,
                "digest_count": 1,
                "first_published_on": None,
                "last_published_on": None,
                "undated_count": 1,
            },
            "from 1 digest, 1 paper, 1 without a date",
            id="no year",
        ),
    ],
)
def test_coverage_is_stated(facts: dict[str, Any], said: str) -> None:
    assert say_coverage(make_coverage(**facts)) == said


def test_a_long_timeline_is_told_by_year() -> None:
    months = [MonthCount(f"2025-{month:02}", 2) for month in range(1, 9)]

    assert say_timeline((*months, MonthCount("2026-01", 5)), 0) == "2025: 16 · 2026: 5"


@pytest.mark.parametrize(
    ("beside", "left_out"),
    [
        pytest.param("", [], id="nothing is told"),
        pytest.param("38 upvotes, +21 since yesterday", ["38 upvotes"], id="the upvotes"),
        pytest.param("2 comments; new today", ["2 comments"], id="the comments"),
        pytest.param("138 upvotes, 12 comments", [], id="other counts"),
    ],
)
def test_counts_that_are_told_beside_the_facts_are_left_out(
    beside: str, left_out: list[str]
) -> None:
    shown = str(say_facts(make_paper(upvotes=38, comment_count=2), beside=beside))
    assert [count for count in ("38 upvotes", "2 comments") if count not in shown] == left_out
