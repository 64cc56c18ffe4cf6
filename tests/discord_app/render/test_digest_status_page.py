from typing import Any

import pytest

from bot.discord_app.render.digest_status_page import render_digest_status
from bot.models import Coverage, DigestHealth, FetchState, FormHealth

NEVER = FetchState(None, None, None, 0, None)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        pytest.param(
            {"undated_count": 7, "without_arxiv_id_count": 1},
            "Unknown: the date of 7 papers, the arXiv id of 1 paper",
            id="what is known of all papers is left out",
        ),
        pytest.param({}, "Every paper has a date, an author count and an arXiv id", id="nothing"),
        pytest.param({"paper_count": 0}, "Newest digest: day unknown", id="no paper"),
    ],
)
def test_the_page_says_what_is_not_known(facts: dict[str, Any], said: str) -> None:
    known: dict[str, Any] = {
        "paper_count": 9,
        "digest_count": 1,
        "first_published_on": None,
        "last_published_on": None,
        "undated_count": 0,
        "without_arxiv_id_count": 0,
        "without_author_count": 0,
        "last_issued_on": None,
    }
    form = FormHealth(
        format="api_json",
        digest_count=1,
        reading_count=1,
        entry_count=9,
        skipped_count=0,
        first_on=None,
        last_on=None,
    )
    health = DigestHealth(
        coverage=Coverage(**{**known, **facts}), forms=(form,), days=(), skipped=(), shifts=()
    )

    [card] = render_digest_status(health, NEVER, None).cards

    assert str(card.description).splitlines()[-1] == said
