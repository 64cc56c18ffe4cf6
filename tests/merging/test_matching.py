from typing import Any

import pytest

from bot.merging.matching import PaperIdentity, PaperRegistry
from bot.text.title_key import title_key
from tests.builders import make_entry

KEY = title_key("Small Caches")
WITH_ID = PaperIdentity(1, "2604.00001", None, KEY)
WITHOUT_ID = PaperIdentity(2, None, None, KEY)
EXTERNAL = PaperIdentity(3, None, "doc-1", KEY)


@pytest.mark.parametrize(
    ("known", "facts", "paper_id"),
    [
        pytest.param([], {}, 9, id="nothing known makes a new paper"),
        pytest.param([WITH_ID], {"arxiv_id": "2604.00001"}, 1, id="the arXiv id decides"),
        pytest.param(
            [WITH_ID], {"arxiv_id": "2604.00001", "title": "Renamed"}, 1, id="whatever the title"
        ),
        pytest.param([WITH_ID], {}, 1, id="the title is enough where there is no id"),
        pytest.param([WITH_ID], {"title": "small  CACHES"}, 1, id="however it is written"),
        pytest.param([WITHOUT_ID], {"arxiv_id": "2604.00001"}, 2, id="an id comes later"),
        pytest.param([WITH_ID], {"arxiv_id": "2604.00002"}, 9, id="ids contradict"),
        pytest.param(
            [WITH_ID, WITHOUT_ID], {"arxiv_id": "2604.00002"}, 2, id="the twin without id takes it"
        ),
        pytest.param([EXTERNAL], {"external_id": "doc-1", "title": "X"}, 3, id="external id"),
        pytest.param([EXTERNAL], {"external_id": "doc-2"}, 9, id="external ids contradict"),
        pytest.param([EXTERNAL], {"title": "Large Caches"}, 9, id="another title is another paper"),
    ],
)
def test_an_entry_finds_its_paper(
    known: list[PaperIdentity], facts: dict[str, Any], paper_id: int
) -> None:
    assert PaperRegistry(known, next_paper_id=9).match(make_entry(**facts)) == paper_id


def test_new_papers_are_found_again_and_numbers_go_on() -> None:
    registry = PaperRegistry([], next_paper_id=5)

    assert registry.match(make_entry("First")) == 5
    assert registry.match(make_entry("Second", arxiv_id="2604.00002")) == 6
    assert registry.match(make_entry("first", arxiv_id="2604.00001")) == 5
    assert registry.match(make_entry("Renamed", arxiv_id="2604.00001")) == 5
