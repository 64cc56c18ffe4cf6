from datetime import date
from typing import Any

import pytest

from bot.models import Coverage
from bot.text.inferred_days import say_years

FIRST, LAST = {"first_year_is_inferred": True}, {"last_year_is_inferred": True}


@pytest.mark.parametrize(
    ("first_on", "facts", "said"),
    [
        pytest.param(date(2019, 6, 6), {}, "2019–2026", id="both told"),
        pytest.param(date(2019, 6, 6), LAST, "2019–2026 (2026 inferred)", id="the last inferred"),
        pytest.param(date(2019, 6, 6), FIRST, "2019–2026 (2019 inferred)", id="the first inferred"),
        pytest.param(
            date(2019, 6, 6), FIRST | LAST, "2019–2026 (2019 and 2026 inferred)", id="both inferred"
        ),
        pytest.param(date(2026, 1, 2), {}, "2026", id="one year, told"),
        pytest.param(date(2026, 1, 2), FIRST | LAST, "2026 (year inferred)", id="one year"),
        pytest.param(None, {}, "", id="no date at all"),
    ],
)
def test_the_years_of_an_index(first_on: date | None, facts: dict[str, Any], said: str) -> None:
    coverage = Coverage(
        paper_count=2,
        digest_count=1,
        first_published_on=first_on,
        last_published_on=first_on and date(2026, 4, 14),
        undated_count=0,
        without_arxiv_id_count=0,
        without_author_count=0,
        last_issued_on=None,
        **facts,
    )
    assert say_years(coverage) == said
