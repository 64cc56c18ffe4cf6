import pytest

from bot.services.derivation import embed_pending
from bot.services.library import Library
from bot.services.themes import IndexThemes
from bot.store import open_terms
from tests.builders import library_over, make_digest, make_entry, make_index
from tests.services.toy_embedder import ToyEmbedder

# The toy embedder goes by letters, so that vectors and words can be told apart.
BY_LETTERS = [
    make_entry("sand aaaa eeee"),
    make_entry("sand aeae aeae"),
    make_entry("sand iiii oooo"),
    make_entry("wave eaea eaea"),
]
BY_WORDS = [
    make_entry("Quantization of caches to two bits"),
    make_entry("Quantization of caches to three bits"),
    make_entry("Robots that fold laundry at home"),
    make_entry("Speech from brain recordings"),
]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(0, 1, True, id="near in meaning, with words in common"),
        pytest.param(0, 2, False, id="far, with words in common"),
        pytest.param(0, 3, False, id="near, without words in common"),
        pytest.param(2, 2, True, id="itself"),
    ],
)
def test_themes_go_by_vectors_where_there_are_some(one: int, other: int, *, expected: bool) -> None:
    index = make_index(make_digest(*BY_LETTERS))
    embedder = ToyEmbedder()
    embed_pending(index, embedder)
    library = Library(index, open_terms(None), [embedder])
    papers = list(index.iter_papers())

    assert IndexThemes(library, papers).is_same(papers[one], papers[other]) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(0, 1, True, id="one task"),
        pytest.param(0, 2, False, id="another task"),
    ],
)
def test_themes_go_by_words_where_there_are_no_vectors(
    one: int, other: int, *, expected: bool
) -> None:
    library = library_over(make_index(make_digest(*BY_WORDS)))
    papers = list(library.index.iter_papers())

    assert IndexThemes(library, papers).is_same(papers[one], papers[other]) is expected
