from typing import Any

import pytest

from bot.merging.matching import PaperIdentity, PaperRegistry
from bot.text.title_key import title_key
from tests.builders import make_entry

KEY = title_key("Small Caches")
ABSTRACT = (
    "Large language models keep keys and values of every token in memory while they decode. "
    "We evict those entries that later tokens hardly attend to, and quantize the rest to two "
    "bits. On eight benchmarks the memory falls by a factor of ten, throughput doubles, and "
    "accuracy stays within half a percent of the uncompressed baseline."
)
OTHER = (
    "Robots that fold laundry need to see cloth from many sides. We collect demonstrations with "
    "two arms, train a policy by imitation, and find that touch helps more than a third camera "
    "does; the trained policy folds shirts that it never saw before in nine of ten trials."
)
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
        pytest.param(
            [PaperIdentity(4, "2604.00001", "doc-1", KEY)],
            {"arxiv_id": "2604.00001", "external_id": "doc-2"},
            4,
            id="another list's name for one arXiv id",
        ),
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


NEAR = "Smal Caches"


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        pytest.param({}, {"title": NEAR}, True, id="one typing error, one abstract"),
        pytest.param({"arxiv_id": "2604.00001"}, {"title": NEAR}, True, id="one of them has an id"),
        pytest.param({}, {"title": NEAR, "abstract": ABSTRACT[:220]}, True, id="a cut abstract"),
        pytest.param({}, {"title": NEAR, "abstract": OTHER}, False, id="another abstract"),
        pytest.param({}, {"title": NEAR, "abstract": ""}, False, id="no abstract to compare"),
        pytest.param({}, {"title": NEAR, "abstract": "Keys."}, False, id="it says too little"),
        pytest.param({}, {"title": "Smal Cachs"}, False, id="two typing errors"),
        pytest.param({}, {"title": "Small Caches2"}, True, id="a digit, one abstract"),
        pytest.param(
            {},
            {"title": "Small Caches 2", "abstract": ABSTRACT + " More."},
            False,
            id="a digit, nearly one abstract",
        ),
        pytest.param({"title": "GPT-4 at Work"}, {"title": "GPT-5 at Work"}, False, id="digits"),
        pytest.param(
            {"arxiv_id": "2604.00001"},
            {"arxiv_id": "2604.00002", "title": NEAR},
            False,
            id="ids contradict",
        ),
        pytest.param(
            {"external_id": "a"}, {"external_id": "b", "title": NEAR}, False, id="names, too"
        ),
    ],
)
def test_nearly_one_title_is_one_paper(
    first: dict[str, Any], second: dict[str, Any], *, is_one: bool
) -> None:
    known = {"title": "Small Caches", "abstract": ABSTRACT}
    entries = make_entry(**{**known, **first}), make_entry(**{**known, **second})

    for one, other in (entries, entries[::-1]):
        registry = PaperRegistry([], next_paper_id=1)
        assert (registry.match(one) == registry.match(other)) is is_one


def test_the_very_title_comes_before_one_that_is_near() -> None:
    near = PaperIdentity(1, None, None, title_key(NEAR), NEAR, ABSTRACT)
    same = PaperIdentity(2, None, None, KEY, "Small Caches", ABSTRACT)

    registry = PaperRegistry([near, same], next_paper_id=9)

    assert registry.match(make_entry("Small Caches", ABSTRACT)) == 2
