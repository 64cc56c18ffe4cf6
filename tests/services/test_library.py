from collections.abc import Sequence

import pytest

from bot.services import library as library_module
from bot.services.ingest import ingest_digest
from bot.services.library import Library
from bot.services.ports import IndexWriter
from tests.builders import NOW_AT, library_over, make_digest, make_entry, make_index


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
