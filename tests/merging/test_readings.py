from datetime import date
from typing import Any

import pytest

from bot.merging.readings import keep_latest
from bot.models import Sighting
from tests.builders import make_entry, make_sighting

DAY = date(2026, 4, 14)


def seen(number: int, **facts: Any) -> Sighting:
    sighting = make_sighting(make_entry(), number=number, issued_on=DAY)
    known = {name: getattr(sighting, name) for name in sighting.__dataclass_fields__}
    return Sighting(**{**known, "digest": "page.txt", **facts})


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        pytest.param([{}, {}, {}], [3], id="a day's list, read three times"),
        pytest.param([{}, {"issued_on": date(2026, 4, 15)}], [1, 2], id="two days"),
        pytest.param([{}, {"digest": "other.txt"}], [1, 2], id="two sources"),
        pytest.param([{}, {"format": "api_json"}], [1, 2], id="two forms"),
        pytest.param([{"issued_on": None}] * 2, [1, 2], id="nothing says that they are one day's"),
        pytest.param([{}, {"digest": "b.txt"}, {}], [3, 2], id="it stands where it first stood"),
    ],
)
def test_of_a_digest_the_last_reading_counts(facts: list[dict[str, Any]], kept: list[int]) -> None:
    sightings = [seen(number, **each) for number, each in enumerate(facts, 1)]

    assert [each.digest_id for each in keep_latest(sightings)] == kept
    assert {each.digest_id for each in keep_latest(sightings[::-1])} == set(kept)
