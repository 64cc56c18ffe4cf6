"""What is derived from the papers follows them through crashes, copies and other processes."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.models import SearchRequest, Vector
from bot.searching.query import term_query
from bot.services.derivation import (
    count_behind,
    embed_pending,
    rebuild_terms,
    refresh_terms,
    terms_are_current,
)
from bot.services.ingest import ingest_digest, remove_unsighted_papers
from bot.services.library import Library
from bot.services.ports import TermIndex
from bot.store import fts_terms, open_reader, open_terms, open_writer, tantivy_terms, term_index
from bot.store.writing import SqliteIndexWriter
from tests.builders import NOW_AT, make_digest, make_entry, make_index
from tests.services.toy_embedder import ToyEmbedder

ROOT = Path(__file__).parent.parent.parent
WORDS = "apples bridges clouds dolphins engines forests glaciers harbours islands jungles".split()
needs_kill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL")


@pytest.fixture(params=["tantivy", "fts"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both engines, one after the other."""
    name: str = request.param
    if name == "fts":
        monkeypatch.setattr(term_index, "find_spec", lambda _name: None)
    return name


def add(index: SqliteIndexWriter, *words: str) -> None:
    """One digest with a paper for each word."""
    digest = make_digest(*(make_entry(f"On {word}", f"{word} and papers.") for word in words))
    ingest_digest(index, digest, ingested_at=NOW_AT)


@contextmanager
def opened(home: Path) -> Iterator[tuple[SqliteIndexWriter, TermIndex]]:
    with (
        closing(open_writer(home / "index.db")) as index,
        closing(open_terms(home / "search")) as terms,
    ):
        yield index, terms


def fill(home: Path, *words: str) -> None:
    """A digest of each word, and a term index that shows them."""
    with opened(home) as (index, terms):
        for word in words:
            add(index, word)
        refresh_terms(index, terms)


def found(terms: TermIndex) -> dict[str, set[int]]:
    """For each word, the papers that it finds; and all papers."""
    request = SearchRequest(query="", limit=100)
    answers = {"": terms.load_paper_ids()}
    for word in WORDS:
        _, hits = terms.search(term_query(SearchRequest(query=word), {}), request, limit=100)
        answers[word] = {paper_id for paper_id, _ in hits}
    return answers


def assert_shows_the_papers(home: Path) -> None:
    """What a search finds after the next opening is what an index made anew finds."""
    with (
        closing(Library(open_reader(home / "index.db"), open_terms(home / "search"))) as library,
        closing(open_terms(None)) as fresh,
    ):
        rebuild_terms(library.index, fresh)
        assert found(library.terms) == found(fresh)
        assert found(fresh)[""] == library.index.load_paper_ids() != set()
        assert terms_are_current(library.index, library.terms)


COMMON = """
import os, signal, sys
from pathlib import Path
from bot.services import derivation
from bot.store import term_index
from tests.services import test_derivation as here
from tests.services.test_derivation import *

home = Path(sys.argv[1])
if sys.argv[2] == "fts":
    term_index.find_spec = lambda name: None
writer = (fts_terms._FtsTermWriter if sys.argv[2] == "fts" else tantivy_terms._TantivyTermWriter)

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def die_at_call(function, number):
    calls = []
    def wrapped(*arguments, **options):
        calls.append(1)
        return die() if len(calls) == number else function(*arguments, **options)
    return wrapped
"""
CRASHES = {
    "between both commits": "here.refresh_terms = die; fill(home, *WORDS[3:])",
    "while terms are written": (
        "derivation.paper_terms = die_at_call(derivation.paper_terms, 3); fill(home, *WORDS[3:])"
    ),
    "before terms are committed": "writer.commit = die; fill(home, *WORDS[3:])",
    "after an index was cleared": (
        "writer.commit = die\nwith opened(home) as (index, terms): rebuild_terms(index, terms)"
    ),
    "inside the ingest": (
        "SqliteIndexWriter.change_vocabulary = die_at_call(SqliteIndexWriter.change_vocabulary, 2);"
        "fill(home, *WORDS[3:])"
    ),
}


def start(script: str, home: Path, engine: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", COMMON + script, str(home), engine],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> int:
    process.communicate()
    return process.returncode


@needs_kill
@pytest.mark.parametrize("script", CRASHES.values(), ids=CRASHES)
def test_a_kill_is_made_good_at_the_next_start(script: str, tmp_path: Path, engine: str) -> None:
    fill(tmp_path, *WORDS[:3])

    assert finish(start(script, tmp_path, engine)) == -signal.SIGKILL

    assert_shows_the_papers(tmp_path)


EMBEDDING_CRASHES = {
    "while a batch is computed": (
        "ToyEmbedder.embed_papers = die_at_call(ToyEmbedder.embed_papers, 2)"
    ),
    "inside the transaction": (
        "save = SqliteIndexWriter.save_vectors\n"
        "SqliteIndexWriter.save_vectors = lambda *given: (save(*given), die())"
    ),
}


@needs_kill
@pytest.mark.parametrize("script", EMBEDDING_CRASHES.values(), ids=EMBEDDING_CRASHES)
def test_embedding_goes_on_after_a_kill(script: str, tmp_path: Path) -> None:
    fill(tmp_path, *WORDS)
    embedding = "\nwith opened(home) as (index, _):\n    embed_all(index, limit=3)"

    assert finish(start(script + embedding, tmp_path, "tantivy")) == -signal.SIGKILL

    with opened(tmp_path) as (index, _):
        embed_all(index, limit=3)
        assert_all_have_the_vector_of_their_text(index)


def embed_all(index: SqliteIndexWriter, limit: int = 64) -> None:
    while embed_pending(index, ToyEmbedder(), limit=limit):
        pass


def assert_all_have_the_vector_of_their_text(index: SqliteIndexWriter) -> None:
    embedder = ToyEmbedder()
    stored = {each.paper_id: each.vector for each in index.load_vectors(embedder.model.name)}
    assert stored == {
        paper.paper_id: embedder.embed_papers([(paper.title, paper.abstract)])[0]
        for paper in index.iter_papers()
    }
    assert index.count_pending_papers(embedder.model.name) == 0
    assert index.count_papers_without_vector(embedder.model.name) == 0


def test_a_folder_that_was_deleted_is_made_again(tmp_path: Path, engine: str) -> None:
    fill(tmp_path, *WORDS)
    shutil.rmtree(tmp_path / "search")

    assert engine
    assert_shows_the_papers(tmp_path)


def test_a_folder_that_is_deleted_while_it_is_open_is_made_again(
    tmp_path: Path, engine: str
) -> None:
    fill(tmp_path, *WORDS[:4])
    with closing(
        Library(open_reader(tmp_path / "index.db"), open_terms(tmp_path / "search"))
    ) as library:
        before = found(library.terms)
        # The engine watches its folder, and may put a lock file into it at this very moment.
        shutil.rmtree(tmp_path / "search", ignore_errors=True)
        with closing(open_writer(tmp_path / "index.db")) as index:
            add(index, WORDS[4])

        assert engine
        assert found(library.terms)[""] == before[""] | {5}
    assert_shows_the_papers(tmp_path)


def test_terms_of_another_version_are_made_anew(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = fts_terms if engine == "fts" else tantivy_terms
    with monkeypatch.context() as patch:
        patch.setattr(module, "TERMS_VERSION", 0)
        patch.setattr("bot.services.derivation.paper_terms", lambda *_: _old_terms())
        fill(tmp_path, *WORDS)

    with opened(tmp_path) as (index, terms):
        assert terms.shown_revision() is None
        assert count_behind(index, terms) == len(WORDS)
    assert_shows_the_papers(tmp_path)


def _old_terms() -> object:
    from bot.searching.terms import TextTerms  # noqa: PLC0415

    return TextTerms("as they were once", "")


def test_a_copy_that_was_put_back_is_told_by_its_token(tmp_path: Path, engine: str) -> None:
    fill(tmp_path, *WORDS[:2])
    shutil.copy(tmp_path / "index.db", tmp_path / "copy.db")
    fill(tmp_path, WORDS[2])
    shutil.copy(tmp_path / "copy.db", tmp_path / "index.db")

    assert engine
    with opened(tmp_path) as (index, terms):
        add(index, WORDS[3])  # another history up to the same number
        shown = terms.shown_revision()
        assert shown is not None
        assert shown.number == index.latest_revision().number
        assert count_behind(index, terms) == 3
    assert_shows_the_papers(tmp_path)


def test_removed_papers_are_found_no_more(tmp_path: Path, engine: str) -> None:
    fill(tmp_path, *WORDS[:3])
    with opened(tmp_path) as (index, terms):
        with index.transaction():
            index._connection.execute("DELETE FROM sightings WHERE paper_id = 2")
        assert remove_unsighted_papers(index) == 1
        assert index.load_vocabulary().keys() == {"on", "and", "papers", WORDS[0], WORDS[2]}
        assert index.load_vocabulary()["papers"] == 2
        assert count_behind(index, terms) == 1

    assert engine
    assert_shows_the_papers(tmp_path)


def test_two_processes_at_once(tmp_path: Path, engine: str) -> None:
    fill(tmp_path, WORDS[0])
    process = start("for word in WORDS[1:]: fill(home, word)", tmp_path, engine)
    with closing(
        Library(open_reader(tmp_path / "index.db"), open_terms(tmp_path / "search"))
    ) as library:
        counts = []
        while process.poll() is None:
            counts.append(len(found(library.terms)[""]))
        assert finish(process) == 0
        assert len(found(library.terms)[""]) == len(WORDS)

    assert counts == sorted(counts)
    assert_shows_the_papers(tmp_path)


def test_a_reader_sees_all_papers_while_another_process_rebuilds(
    tmp_path: Path, engine: str
) -> None:
    fill(tmp_path, *WORDS)
    script = "with opened(home) as both:\n  for _ in range(6): rebuild_terms(*both)"
    process = start(script, tmp_path, engine)
    with closing(
        Library(open_reader(tmp_path / "index.db"), open_terms(tmp_path / "search"))
    ) as library:
        expected = found(library.terms)
        while process.poll() is None:
            assert found(library.terms) == expected
    assert finish(process) == 0


def test_many_processes_open_and_fill_a_new_index(tmp_path: Path, engine: str) -> None:
    with closing(open_writer(tmp_path / "index.db")) as index:
        add(index, *WORDS)
    script = "with opened(home) as (index, terms): refresh_terms(index, terms)"

    processes = [start(script, tmp_path, engine) for _ in range(4)]

    assert [finish(process) for process in processes] == [0] * 4
    assert_shows_the_papers(tmp_path)


def test_what_others_add_while_a_batch_is_embedded_is_not_passed_over() -> None:
    index = make_index()
    add(index, *WORDS[:4])

    class Interrupted(ToyEmbedder):
        def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
            if not index.load_vectors(self.model.name):
                # The last paper of the batch changes, and new papers come before it is stored.
                add(index, *WORDS[4:6])
                add_abstract(index, f"On {WORDS[1]}", "now longer than it was before")
            return super().embed_papers(papers)

    while embed_pending(index, Interrupted(), limit=2):
        pass

    assert_all_have_the_vector_of_their_text(index)


def add_abstract(index: SqliteIndexWriter, title: str, abstract: str) -> None:
    digest = make_digest(make_entry(title, f"{title}, {abstract}"), source="later")
    ingest_digest(index, digest, ingested_at=NOW_AT)


def test_a_paper_that_is_removed_while_it_is_embedded_gets_no_vector() -> None:
    index = make_index()
    add(index, *WORDS[:3])
    pending = index.load_pending_papers("toy", 3)
    with index.transaction():
        index._connection.execute("DELETE FROM sightings WHERE paper_id = 2")
        index.remove_papers([2])
        index.save_vectors("toy", pending, ToyEmbedder().embed_papers([("", "")] * 3))

    assert [each.paper_id for each in index.load_vectors("toy")] == [1, 3]


def test_a_count_that_grew_costs_no_new_vector() -> None:
    index = make_index(make_digest(make_entry("Caches", upvotes=1)))
    embed_all(index)
    [before] = index.load_vectors("toy")

    grown = make_digest(make_entry("Caches", upvotes=9), source="later.txt")
    ingest_digest(index, grown, ingested_at=NOW_AT)

    assert index.count_pending_papers("toy") == 1
    assert embed_pending(index, ToyEmbedder()) == 0
    assert index.count_pending_papers("toy") == 0
    assert index.load_vectors("toy") == [before]
