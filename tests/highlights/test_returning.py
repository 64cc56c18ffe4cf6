from datetime import date

import pytest

from bot.highlights.returning import returns
from bot.models import PostedPaper
from tests.builders import make_paper


@pytest.mark.parametrize(
    ("upvotes", "before", "posted_on", "expected"),
    [
        pytest.param(120, 40, date(2026, 3, 3), True, id="three times as many"),
        pytest.param(119, 40, date(2026, 3, 3), False, id="not quite three times"),
        pytest.param(30, 3, date(2026, 3, 3), False, id="ten times next to nothing"),
        pytest.param(50, 0, date(2026, 3, 3), True, id="from nothing"),
        pytest.param(400, 40, date(2026, 4, 9), True, id="after five days"),
        pytest.param(400, 40, date(2026, 4, 10), False, id="while the post is still read"),
        pytest.param(400, None, date(2026, 3, 3), False, id="unknown before"),
        pytest.param(None, 40, date(2026, 3, 3), False, id="unknown now"),
    ],
)
def test_what_was_posted_returns_with_much_more_attention(
    upvotes: int | None, before: int | None, posted_on: date, *, expected: bool
) -> None:
    posted = PostedPaper(1, posted_on, upvotes=before, comment_count=None)

    assert returns(make_paper(1, upvotes=upvotes), posted, today=date(2026, 4, 14)) is expected
