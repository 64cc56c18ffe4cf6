from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.errors import IndexUnusable
from bot.models import SearchRequest
from bot.services import library as library_module
from bot.services.derivation import embed_pending
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.ports import IndexWriter
from bot.services.search import search_papers
from bot.store import open_terms
from tests.builders import NOW_AT, library_over, make_digest, make_entry, make_index
from tests.services.toy_embedder import ToyEmbedder


def add_papers(index: IndexWriter, titles: Sequence[str], **facts: int) -> None:
    digest = make_digest(*(make_entry(title, "About it.", **facts) for title in titles))
    ingest_digest(index, digest, ingested_at=NOW_AT)


@pytest.fixture
def index() -> IndexWriter:
    index = make_index()
    add_papers(index, [f"Old Paper {n}" for n in range(40)])
    return index


def complete(library: Library, typed: str) -> list[str]:
    return [suggestion.title for suggestion in library.completer.complete(typed, 3)]


def test_a_small_index_is_loaded_anew(index: IndexWriter) -> None:
    library = library_over(index)
    completer, vocabulary = library.completer, library.vocabulary
    assert library.completer is completer

    add_papers(index, ["New Quantizer"])

    assert complete(library, "quant") == ["New Quantizer"]
    assert library.vocabulary["quantizer"] == 1
    assert library.completer is not completer
    assert library.vocabulary is not vocabulary


def test_a_large_index_takes_new_papers_in(
    index: IndexWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "_SMALL_PAPER_COUNT", 39)
    library = library_over(index)
    completer, vocabulary = library.completer, library.vocabulary

    add_papers(index, ["New Quantizer"])
    assert complete(library, "quant") == ["New Quantizer"]
    add_papers(index, ["Better Quantizer"], upvotes=5)
    assert complete(library, "quant") == ["Better Quantizer", "New Quantizer"]

    assert (library.vocabulary["quantizer"], library.vocabulary["about"]) == (2, 42)
    assert library.completer is completer
    assert library.vocabulary is vocabulary

    add_papers(index, ["One Too Many"])
    assert complete(library, "one") == ["One Too Many"]
    assert library.completer is not completer


def test_what_was_never_needed_is_loaded_whole(
    index: IndexWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "_SMALL_PAPER_COUNT", 39)
    library = library_over(index)

    add_papers(index, ["New Quantizer"])

    assert (library.vocabulary["quantizer"], library.vocabulary["about"]) == (1, 41)
    assert complete(library, "quant") == ["New Quantizer"]


def make_meaningful(count: int, *models: str) -> IndexWriter:
    """So many papers, and vectors of these models for each."""
    index = make_index()
    add_papers(index, [f"Cache {n}" for n in range(count)])
    for model in models:
        embed_all(index, ToyEmbedder(model))
    return index


def embed_all(index: IndexWriter, embedder: ToyEmbedder) -> None:
    while embed_pending(index, embedder, limit=3):
        pass


def test_the_default_serves_until_the_chosen_model_has_read_nearly_all() -> None:
    index = make_meaningful(20, "default")
    chosen, default = ToyEmbedder("chosen"), ToyEmbedder("default")
    library = Library(index, open_terms(None), [chosen, default])

    used = []
    while True:
        assert search_papers(library, SearchRequest(query="cache")).total == 20
        assert library.meaning is not None
        used.append(library.meaning.model_name)
        if not embed_pending(index, chosen, limit=6):
            break

    assert used == ["default"] * 3 + ["chosen"] * 2
    assert (chosen.opened_count, default.opened_count) == (1, 1)


@pytest.mark.parametrize("has_vectors", [False, True], ids=["no vectors", "vectors"])
def test_a_broken_model_leaves_searches_to_the_default_with_one_warning(
    has_vectors: bool,  # noqa: FBT001 - a table's column
    caplog: pytest.LogCaptureFixture,
) -> None:
    index = make_meaningful(10, "default", *(["chosen"] if has_vectors else []))
    broken = ToyEmbedder("chosen", fault="Its folder is missing.")
    library = Library(index, open_terms(None), [broken, ToyEmbedder("default")])

    for n in range(3):
        assert search_papers(library, SearchRequest(query="cache")).total == 10 + n
        assert library.meaning is not None
        assert library.meaning.model_name == "default"
        add_papers(index, [f"New Cache {n}"])
        embed_all(index, ToyEmbedder("default"))

    assert [record.getMessage() for record in caplog.records] == [
        "Searching without the embedding model chosen. Its folder is missing."
    ]


def test_with_no_model_at_all_words_decide(caplog: pytest.LogCaptureFixture) -> None:
    index = make_meaningful(3, "default")
    broken = ToyEmbedder("default", fault="It is damaged.")
    library = Library(index, open_terms(None), [broken])

    assert search_papers(library, SearchRequest(query="cache")).total == 3
    assert library.meaning is None
    assert len(caplog.records) == 1


def test_terms_that_cannot_be_written_show_the_papers_as_they_were(
    index: IndexWriter, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = library_over(index)
    assert search_papers(library, SearchRequest(query="old")).total == 40

    def refuse(*_: object) -> bool:
        raise IndexUnusable("The disk is full.")

    monkeypatch.setattr(library_module, "refresh_terms", refuse)
    add_papers(index, ["Old and New"])

    assert search_papers(library, SearchRequest(query="old")).total == 40
    assert search_papers(library, SearchRequest(query="old")).total == 40
    assert caplog.messages == ["New papers are not found yet. The disk is full."]


def test_an_index_that_another_process_is_making_is_no_empty_one(
    index: IndexWriter, tmp_path: Path
) -> None:
    other, library = open_terms(tmp_path), Library(index, open_terms(tmp_path))
    with other.writing():
        library.warm_up()
        with pytest.raises(IndexUnusable, match="try again"):
            search_papers(library, SearchRequest(query="old"))

    assert search_papers(library, SearchRequest(query="old")).total == 40
    add_papers(index, ["Old and New"])
    with other.writing():
        assert search_papers(library, SearchRequest(query="old")).total == 40
    other.close()
    library.close()
