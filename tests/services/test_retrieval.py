from collections.abc import Sequence

import pytest

from bot.models import Leg, SearchRequest, SearchResults, Vector
from bot.services import retrieval
from bot.services.derivation import embed_pending
from bot.services.library import Library
from bot.services.search import search_papers
from bot.store import open_terms
from tests.builders import make_digest, make_entry, make_index
from tests.services.toy_embedder import ToyEmbedder


class RoomEmbedder(ToyEmbedder):
    """Texts about the kitchen point one way, all others another."""

    def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
        return [self.embed_query(f"{title} {abstract}") for title, abstract in papers]

    def embed_query(self, text: str) -> Vector:
        is_kitchen = any(word in text.casefold() for word in ("oven", "stove", "pan"))
        return Vector(bytes([127, 0, 0, 0] if is_kitchen else [0, 127, 0, 0]))


ENTRIES = [
    make_entry("A Stove for Every Day", "Heat, slowly.", code_url="https://example.org"),
    make_entry("Ovens and Shelves", "Of shelves."),
    make_entry("Shelves and Shelves", "Shelves for books on shelves."),
    make_entry("Robot Arms", "They fold."),
    make_entry("A Survey of Pans", "All of them."),
]


@pytest.fixture
def library() -> Library:
    index, embedder = make_index(make_digest(*ENTRIES)), RoomEmbedder()
    embed_pending(index, embedder, limit=len(ENTRIES))
    return Library(index, open_terms(None), [embedder])


def titles(results: SearchResults) -> list[str]:
    return [hit.paper.title for hit in results.hits]


def test_what_means_the_same_is_found_without_a_common_word_and_counted_apart(
    library: Library,
) -> None:
    results = search_papers(library, SearchRequest(query="oven"))

    assert titles(results) == ["Ovens and Shelves", "A Stove for Every Day", "A Survey of Pans"]
    assert (results.total, results.by_meaning_count) == (3, 2)


@pytest.mark.parametrize(
    ("leg", "first"),
    [
        pytest.param(Leg.WORDS, "Shelves and Shelves", id="words: the most shelves"),
        pytest.param(Leg.FUSED, "Ovens and Shelves", id="both: shelves for an oven"),
    ],
)
def test_meaning_changes_what_comes_first(library: Library, leg: Leg, first: str) -> None:
    request = SearchRequest(query="shelves pan", excluded=("survey",))

    assert titles(search_papers(library, request, leg=leg))[0] == first


@pytest.mark.parametrize(
    ("request_facts", "found"),
    [
        pytest.param({"has_code": True}, ["A Stove for Every Day"], id="a filter"),
        pytest.param(
            {"excluded": ("survey",)},
            ["Ovens and Shelves", "A Stove for Every Day"],
            id="an exclusion",
        ),
        pytest.param({"phrases": ("ovens and shelves",)}, ["Ovens and Shelves"], id="a phrase"),
    ],
)
def test_what_is_close_in_meaning_fulfils_the_rest_of_the_request(
    library: Library, request_facts: dict[str, object], found: list[str]
) -> None:
    results = search_papers(library, SearchRequest(query="oven", **request_facts))  # type: ignore[arg-type] # a table's row

    assert titles(results) == found
    assert results.total == len(found)


@pytest.mark.parametrize("pool_size", [200, 2], ids=["inside the pool", "behind it, too"])
def test_pages_hold_every_hit_once(
    library: Library, pool_size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "POOL_SIZE", pool_size)
    whole = titles(search_papers(library, SearchRequest(query="oven shelves robot")))
    pages = [
        titles(search_papers(library, SearchRequest(query="oven shelves robot", limit=2, offset=n)))
        for n in (0, 2, 4)
    ]

    assert [title for page in pages for title in page] == whole
    assert len(whole) == len(set(whole)) == 5


def test_by_meaning_alone_words_do_not_count(library: Library) -> None:
    results = search_papers(library, SearchRequest(query="oven"), leg=Leg.MEANING)

    assert set(titles(results)[:3]) == {
        "A Stove for Every Day", "Ovens and Shelves", "A Survey of Pans",
    }  # fmt: skip
