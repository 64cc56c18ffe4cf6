from dataclasses import replace
from itertools import combinations, permutations
from typing import Any

import pytest

from bot.merging.matching import PaperIdentity, PaperRegistry
from bot.models import DigestEntry
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


BY_TITLE = PaperIdentity(4, None, None, KEY, "Small Caches", ABSTRACT)
BY_ID = PaperIdentity(7, "2604.00001", None, title_key("Renamed"), "Renamed", ABSTRACT)
BY_NAME = PaperIdentity(8, None, "doc-1", title_key("Draft"), "Draft", "")
BRIDGE = make_entry("Small Caches", ABSTRACT, arxiv_id="2604.00001")


@pytest.mark.parametrize(
    ("known", "entry", "unions"),
    [
        pytest.param([BY_TITLE, BY_ID], BRIDGE, {7: 4}, id="its title is one's, its id another's"),
        pytest.param(
            [BY_TITLE, BY_ID, BY_NAME],
            replace(BRIDGE, external_id="doc-1"),
            {7: 4, 8: 4},
            id="three at once",
        ),
        pytest.param(
            [BY_ID, BY_NAME],
            make_entry("Final", arxiv_id="2604.00001", external_id="doc-1"),
            {8: 7},
            id="by two identifiers",
        ),
        pytest.param(
            [replace(BY_TITLE, title_key=title_key(NEAR), title=NEAR), BY_ID],
            BRIDGE,
            {7: 4},
            id="its title is nearly one's that says the same",
        ),
        pytest.param(
            [BY_TITLE, replace(BY_TITLE, paper_id=7)],
            make_entry(),
            {7: 4},
            id="two were kept under its title",
        ),
        pytest.param([BY_TITLE], BRIDGE, {}, id="there is but one"),
        pytest.param(
            [replace(BY_TITLE, arxiv_id="2604.00002"), BY_ID], BRIDGE, {}, id="ids contradict"
        ),
        pytest.param(
            [replace(BY_TITLE, external_id="doc-1"), replace(BY_ID, external_id="doc-2")],
            BRIDGE,
            {},
            id="names contradict",
        ),
        pytest.param([replace(BY_TITLE, abstract=OTHER), BY_ID], BRIDGE, {}, id="another abstract"),
        pytest.param(
            [replace(BY_TITLE, abstract=OTHER), BY_ID],
            replace(BRIDGE, abstract=""),
            {},
            id="the two have other abstracts",
        ),
        pytest.param(
            [BY_TITLE, BY_ID, PaperIdentity(9, "2604.00009", None, KEY, "Small Caches", ABSTRACT)],
            BRIDGE,
            {},
            id="whose the title is is not known",
        ),
    ],
)
def test_an_entry_of_several_papers_makes_them_one(
    known: list[PaperIdentity], entry: DigestEntry, unions: dict[int, int]
) -> None:
    registry = PaperRegistry(known, next_paper_id=10)

    [paper_id] = registry.match_all([entry])

    assert registry.unions == unions
    assert registry.match(entry) == paper_id
    assert all(registry.follow(gone) == kept == paper_id for gone, kept in unions.items())


@pytest.mark.parametrize(
    ("gone", "bridge", "contradicting"),
    [
        pytest.param(
            {"arxiv_id": "2604.00001", "external_id": "doc-1"},
            {"external_id": "doc-1"},
            {"arxiv_id": "2604.00002"},
            id="its arXiv id",
        ),
        pytest.param(
            {"arxiv_id": "2604.00001", "external_id": "doc-1"},
            {"arxiv_id": "2604.00001"},
            {"external_id": "doc-2"},
            id="its external id",
        ),
        pytest.param(
            {"arxiv_id": "2604.00001", "abstract": ABSTRACT},
            {"arxiv_id": "2604.00001"},
            {"abstract": OTHER},
            id="its abstract",
        ),
    ],
)
def test_what_was_known_of_the_given_up_paper_still_keeps_others_apart(
    gone: dict[str, Any], bridge: dict[str, Any], contradicting: dict[str, Any]
) -> None:
    facts = {"arxiv_id": None, "external_id": None, **gone}
    known = [
        PaperIdentity(1, None, None, KEY, "Small Caches"),
        PaperIdentity(paper_id=2, title_key=title_key("Renamed"), title="Renamed", **facts),
    ]
    registry = PaperRegistry(known, next_paper_id=9)

    assert registry.match_all([make_entry(**bridge), make_entry(**contradicting)]) == [1, 9]
    assert registry.unions == {2: 1}


def test_what_becomes_one_within_a_digest_is_one_from_its_beginning() -> None:
    entries = [
        make_entry("Small Caches", ABSTRACT),
        make_entry("Renamed", ABSTRACT, arxiv_id="2604.00001"),
        BRIDGE,
    ]
    registry = PaperRegistry([], next_paper_id=5)

    assert registry.match_all(entries) == [5, 5, 5]
    assert registry.unions == {}


def test_a_number_that_was_not_given_yet_is_not_given_up() -> None:
    known = [PaperIdentity(1, None, None, KEY, "Small Caches", ABSTRACT)]
    registry = PaperRegistry(known, next_paper_id=9)

    assert registry.match_all([make_entry("Renamed", arxiv_id="2604.00001"), BRIDGE]) == [1, 1]
    assert registry.unions == {}


def test_what_becomes_one_is_found_by_nearly_either_title() -> None:
    registry = PaperRegistry([], next_paper_id=1)
    both = [make_entry("Small Caches", ABSTRACT), make_entry("Renamed", arxiv_id="2604.00001")]
    near = [make_entry("Smal Caches", ABSTRACT), make_entry("Renamd", ABSTRACT)]

    assert registry.match_all([*both, BRIDGE, *near]) == [1] * 5


@pytest.mark.parametrize(
    ("second", "is_one"),
    [
        pytest.param({"abstract": OTHER}, False, id="two works of one title"),
        pytest.param({"abstract": OTHER, "arxiv_id": "2604.00001"}, False, id="one has an id"),
        pytest.param({"abstract": ""}, True, id="an abstract that is unknown"),
        pytest.param({"abstract": "A short text of the caches."}, True, id="one that says little"),
    ],
)
def test_one_title_may_be_two_works(second: dict[str, Any], *, is_one: bool) -> None:
    entries = make_entry("Small Caches", ABSTRACT), make_entry("Small Caches", **second)

    for one, other in (entries, entries[::-1]):
        registry = PaperRegistry([], next_paper_id=1)
        assert (registry.match(one) == registry.match(other)) is is_one


@pytest.mark.parametrize(
    ("one", "other", "is_one_abstract"),
    [
        pytest.param("LLaMA at Work", "LLaVA at Work", False, id="names by a letter"),
        pytest.param("Mistral in Practice", "Mixtral in Practice", False, id="a family's names"),
        pytest.param(
            "Qwen3-ASR Technical Report", "Qwen3-TTS Technical Report", True, id="reports"
        ),
        pytest.param("GPT-4 Technical Report", "GPT-5 Technical Report", True, id="versions"),
        pytest.param("Phi-4 Technical Report", "Phi-4.5 Technical Report", False, id="a half more"),
        pytest.param("UFO at Work", "UFO² at Work", False, id="a version as an exponent"),
        pytest.param("Caching, Part I", "Caching, Part II", True, id="parts"),
        pytest.param("I-JEPA at Work", "V-JEPA at Work", True, id="a numeral for a name"),
        pytest.param("World Models", "Word Models", False, id="a word by a letter"),
        pytest.param("Mamba", "Samba", True, id="too short to be mistyped"),
        pytest.param(
            "Small World Models", "Small World Models", False, id="one title chosen twice"
        ),
        pytest.param("Caches: A Survey", "Caches", True, id="a subtitle"),
    ],
)
def test_similar_titles_stay_two(one: str, other: str, *, is_one_abstract: bool) -> None:
    entries = make_entry(one, ABSTRACT), make_entry(other, ABSTRACT if is_one_abstract else OTHER)

    for first, second in (entries, entries[::-1]):
        registry = PaperRegistry([], next_paper_id=1)
        assert registry.match_all([first, second, first]) == [1, 2, 1]
        assert registry.match(replace(second, arxiv_id="2604.00002")) == 2
        assert registry.match(replace(first, arxiv_id="2604.00001")) == 1
        assert registry.unions == {}


RENAMED = make_entry("Forgetting Is Enough", ABSTRACT, arxiv_id="2604.00001")
SEEN = {
    "answer": BRIDGE,
    "page": make_entry("Small Caches", ABSTRACT),
    "cut page": make_entry("Small Caches", ABSTRACT[:200]),
    "mail": replace(BRIDGE, abstract=""),
    "title": make_entry("Small Caches"),
    "mistyped page": make_entry(NEAR, ABSTRACT),
    "mistyped answer": make_entry(NEAR, ABSTRACT, arxiv_id="2604.00001"),
    "renamed": RENAMED,
    "renamed mail": replace(RENAMED, abstract=""),
    "renamed page": replace(RENAMED, arxiv_id=None),
    "list": make_entry("Small Caches", ABSTRACT, external_id="doc-1"),
    "renamed in a list": replace(RENAMED, external_id="doc-1"),
}


@pytest.mark.parametrize("first", SEEN)
def test_the_order_of_arrival_does_not_matter(first: str) -> None:
    for second, third in combinations(set(SEEN) - {first}, 2):
        counts = {
            len(set(PaperRegistry([], next_paper_id=1).match_all([SEEN[each] for each in order])))
            for order in permutations((first, second, third))
        }
        assert len(counts) == 1, (first, second, third)
