from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.errors import EmptyQuery
from bot.models import EmbeddingModel, Organization, RelatedPapers, Vector
from bot.services.derivation import embed_pending
from bot.services.library import Library
from bot.services.papers import find_paper
from bot.services.related import find_papers_like, find_related
from bot.store import open_terms
from tests.builders import library_over, make_digest, make_entry, make_index, make_library

NVIDIA = Organization("nvidia", "NVIDIA")
EVICTION = (
    "We evict entries of the KV cache that later tokens hardly attend to. Eviction halves the "
    "memory of the KV cache, without training, on eight tasks with contexts of book length, and "
    "decoding gets faster by a third on one accelerator."
)
ENTRIES = [
    make_entry(
        "Evicting the KV Cache",
        EVICTION,
        organization=NVIDIA,
        authors=("Ann Lee",),
        arxiv_id="2604.00001",
    ),
    make_entry("Paging a KV Cache", "The KV cache is paged.", organization=NVIDIA),
    make_entry("Forgetting Is Enough", EVICTION.replace("eight", "nine")),
    make_entry("A Policy of Eviction", "Eviction is learnt.", authors=("Bo Li", "Ann Lee")),
    make_entry("Robot Arms that Fold Laundry", "Arms learn to fold."),
    make_entry("Deserts", "Where sand moves, and why."),
    make_entry("A Map of Rivers", "Where water moves, and why."),
    make_entry("Bird Song", "Birds sing at dawn. Nobody knows why."),
]


class LetterEmbedder:
    """Texts mean the like where they begin with the same letter."""

    model = EmbeddingModel("letters", dimensions=26, meaning_share=0.3)

    def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
        return [self.embed_query(title) for title, _ in papers]

    def embed_sentences(self, sentences: Sequence[str]) -> list[Vector]:
        return [self.embed_query(sentence) for sentence in sentences]

    def embed_query(self, text: str) -> Vector:
        place = ord(text[0].casefold()) - ord("a")
        # Any two letters have some meaning in common, as texts of one language do.
        return Vector(bytes(100 if letter == place else 5 for letter in range(26)))


class LetterModel:
    """The choice of that embedder."""

    name = "letters"

    def owns(self, model: str) -> bool:
        return model == self.name

    def find_fault(self) -> None:
        return None

    def open(self) -> LetterEmbedder:
        return LetterEmbedder()


@pytest.fixture
def library() -> Library:
    return make_library(*ENTRIES)


@pytest.fixture
def library_with_vectors() -> Library:
    index, embedder = make_index(make_digest(*ENTRIES)), LetterEmbedder()
    embed_pending(index, embedder, limit=len(ENTRIES))
    return Library(index, open_terms(None), [LetterModel()])


def titles(found: RelatedPapers) -> list[str]:
    return [each.paper.title for each in found.related]


def related(library: Library, title: str, limit: int = 10) -> RelatedPapers:
    return find_related(library, find_paper(library, title), limit=limit)


def test_papers_with_the_telling_words_are_found_and_no_others(library: Library) -> None:
    found = related(library, "Evicting the KV Cache")

    assert titles(found) == ["Paging a KV Cache", "A Policy of Eviction"]
    assert found.asked == find_paper(library, "#1")
    assert found.paper_count == 8


def test_each_says_what_it_shares(library: Library) -> None:
    paging, policy = related(library, "Evicting the KV Cache").related

    assert paging.shared.terms == ("KV cache",)
    assert paging.shared.organization == NVIDIA
    assert policy.shared.terms == ("Eviction",)
    assert policy.shared.author == "Ann Lee"


def test_the_likest_come_first_with_scores_below_the_papers_own(library: Library) -> None:
    scores = [each.score for each in related(library, "Evicting the KV Cache").related]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_no_more_than_wanted(library: Library) -> None:
    assert titles(related(library, "Evicting the KV Cache", limit=1)) == ["Paging a KV Cache"]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Evicting the KV Cache", id="the paper itself"),
        pytest.param("Forgetting Is Enough", id="the same work under another title"),
    ],
)
def test_neither_the_paper_nor_its_twin_is_related(library: Library, title: str) -> None:
    for asked in ("#1", "#3"):
        assert title not in titles(related(library, asked))


def test_nothing_comes_close(library: Library) -> None:
    assert related(library, "Bird Song").related == ()


def test_what_means_the_like_is_found_without_a_common_word(
    library_with_vectors: Library,
) -> None:
    found = related(library_with_vectors, "Robot Arms that Fold Laundry")
    assert titles(found) == []

    found = related(library_with_vectors, "Evicting the KV Cache")
    assert titles(found)[:1] == ["Paging a KV Cache"]

    found = related(library_with_vectors, "A Map of Rivers")
    assert titles(found) == ["A Policy of Eviction"]
    assert found.related[0].shared.terms == ()


def test_a_paper_without_a_vector_is_compared_by_its_text() -> None:
    index, embedder = make_index(make_digest(*ENTRIES)), LetterEmbedder()
    embed_pending(index, embedder, limit=len(ENTRIES))
    library = Library(index, open_terms(None), [LetterModel()])
    [newest] = make_library(make_entry("A Book of Hours")).index.find_papers([1])

    found = find_related(library, replace(newest, paper_id=99))

    assert titles(found)[:2] == ["A Policy of Eviction", "A Map of Rivers"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("has anyone tried to page a KV cache?", ["Paging a KV Cache"], id="a message"),
        pytest.param("robots that fold", ["Robot Arms that Fold Laundry"], id="a few words"),
        pytest.param("zebra", [], id="a word that no paper has"),
        pytest.param(
            "cf. <https://arxiv.org/abs/2604.00001v2>!", ["Paging a KV Cache"], id="a link"
        ),
        pytest.param(
            "laundry, as in arXiv:2604.99999",
            ["Robot Arms that Fold Laundry"],
            id="an id that is not indexed",
        ),
        pytest.param("lol, what do you all think of it?", [], id="small talk"),
    ],
)
def test_papers_like_a_text(library: Library, text: str, found: list[str]) -> None:
    assert titles(find_papers_like(library, text, limit=1)) == found


def test_a_text_shares_words_as_it_writes_them(library: Library) -> None:
    [first, *_] = find_papers_like(library, "has anyone tried to page a kv cache?").related

    assert first.shared.terms == ("page", "kv cache")


def test_a_text_without_words_is_refused(library: Library) -> None:
    with pytest.raises(EmptyQuery, match="holds no words"):
        find_papers_like(library, "🎉 !!!")


def test_an_empty_index_has_nothing_like_a_text() -> None:
    assert find_papers_like(library_over(make_index()), "caches").related == ()


def test_the_only_paper_has_no_related_ones() -> None:
    assert related(make_library(ENTRIES[0]), "#1").related == ()
