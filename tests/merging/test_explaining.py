from dataclasses import replace

import pytest

from bot.merging.explaining import explain_matches
from bot.models import DigestEntry
from tests.builders import make_entry, make_sighting

ABSTRACT = (
    "Large language models keep keys and values of every token in memory while they decode. "
    "We evict those entries that later tokens hardly attend to, and quantize the rest to two "
    "bits. On eight benchmarks the memory falls by a factor of ten."
)
PAGE = make_entry("Small Caches", ABSTRACT)
API = replace(PAGE, arxiv_id="2604.00001")
RENAMED = make_entry("Forgetting Is Enough", arxiv_id="2604.00001")
TYPED = make_entry("Smal Caches", ABSTRACT)
LISTED = make_entry("small  caches", external_id="doc-1")


@pytest.mark.parametrize(
    ("entries", "reasons"),
    [
        pytest.param([PAGE], ["first"], id="one sighting"),
        pytest.param([API, API], ["first", "arxiv_id"], id="the id comes before the title"),
        pytest.param([PAGE, API, PAGE], ["first", "title", "title"], id="one title"),
        pytest.param([API, RENAMED], ["first", "arxiv_id"], id="a new title, one id"),
        pytest.param([PAGE, TYPED], ["first", "near_title"], id="a typing error"),
        pytest.param([TYPED, API, TYPED], ["first", "near_title", "title"], id="seen so before"),
        pytest.param(
            [LISTED, replace(LISTED, title="Draft")], ["first", "external_id"], id="a list's id"
        ),
        pytest.param(
            [PAGE, RENAMED, API], ["first", "arxiv_id", "title"], id="the last one united them"
        ),
        pytest.param([PAGE, RENAMED], ["first", None], id="what united them is gone"),
        pytest.param(
            [PAGE, RENAMED, RENAMED], ["first", None, None], id="no reason for one another alone"
        ),
    ],
)
def test_each_sighting_is_explained(entries: list[DigestEntry], reasons: list[str | None]) -> None:
    sightings = [make_sighting(entry, number=number) for number, entry in enumerate(entries, 1)]

    assert explain_matches(sightings) == reasons
    assert explain_matches(sightings[::-1]) == reasons[::-1]


def test_there_may_be_none() -> None:
    assert explain_matches([]) == []
