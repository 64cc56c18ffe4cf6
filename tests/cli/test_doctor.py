import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.store import open_terms, open_writer
from tests.cli.conftest import SAMPLES, Run
from tests.language_models.tiny_model import write_tiny_model

NAMES = [
    "Python", "SQLite", "search engine", "embedding model", "pictures",
    "language model", "home folder", "token", "database", "papers", "vocabulary",
    "search index", "vectors", "removed papers",
    "unused vectors",
]  # fmt: skip


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def examine(run: Run, *options: str) -> dict[str, dict[str, Any]]:
    """The checks by name."""
    finished = run("doctor", "--json", *options)
    [value] = finished.values
    checks = {check["name"]: check for check in value["checks"]}
    assert finished.code == any(check["state"] == "fault" for check in checks.values())
    return checks


def find_wrong(checks: dict[str, dict[str, Any]]) -> dict[str, str]:
    return {name: each["state"] for name, each in checks.items() if each["state"] != "ok"}


def change(home: Path, *statements: str) -> None:
    with closing(sqlite3.connect(home / "index.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_all_is_well(filled: Run) -> None:
    checks = examine(filled)

    assert list(checks) == NAMES
    assert find_wrong(checks) == {}
    assert list(checks["token"]) == ["name", "state", "sentence", "remedy"]
    assert "ok  search index: The search index (tantivy) is up to date" in filled("doctor").out


def test_there_is_no_index_yet_and_none_is_made(run: Run, home: Path) -> None:
    checks = examine(run)

    assert find_wrong(checks) == {"database": "warning"}
    assert checks["database"]["remedy"] == "paperboy ingest PATH"
    assert run("doctor", "--repair").code == 0
    assert not home.exists()


def cut_terms(home: Path) -> None:
    with closing(open_terms(home / "search")) as terms, terms.writing() as writer:
        assert writer is not None
        shown = terms.shown_revision()
        assert shown is not None
        writer.remove([1, 2])
        writer.commit(shown)


def spoil_terms(home: Path) -> None:
    (home / "search" / "terms" / "meta.json").write_text("Dear diary")


WRONGS: dict[str, tuple[Callable[[Path], object], dict[str, str]]] = {
    "a wrong vocabulary": (
        lambda home: change(home, "UPDATE words SET paper_count = 7 WHERE word = 'the'"),
        {"vocabulary": "fault"},
    ),
    "papers in no digest": (
        lambda home: change(home, "DELETE FROM sightings WHERE paper_id IN (2, 3)"),
        {"papers": "warning"},
    ),
    "a search index that is behind": (
        lambda home: change(
            home, "INSERT INTO revisions DEFAULT VALUES", "UPDATE papers SET revision = 99"
        ),
        {"search index": "warning", "vectors": "ok"},
    ),
    "no search index": (lambda home: shutil.rmtree(home / "search"), {"search index": "warning"}),
    "a search index with holes": (cut_terms, {"search index": "fault"}),
    "a damaged search index": (spoil_terms, {"search index": "fault"}),
    "papers without vector": (
        lambda home: change(
            home, "DELETE FROM embeddings", "UPDATE embedding_models SET done_revision = 0"
        ),
        {"vectors": "warning"},
    ),
    "overlooked papers": (
        lambda home: change(home, "DELETE FROM embeddings WHERE paper_id < 9"),
        {"vectors": "fault"},
    ),
    "vectors of removed papers": (
        lambda home: change(home, "UPDATE embeddings SET paper_id = 999 WHERE paper_id = 9"),
        {"removed papers": "warning", "vectors": "fault"},
    ),
}


@pytest.mark.parametrize(("spoil", "expected"), WRONGS.values(), ids=WRONGS)
def test_what_is_wrong_is_found_and_mended(
    filled: Run, home: Path, spoil: Callable[[Path], object], expected: dict[str, str]
) -> None:
    spoil(home)

    wrong = {name: state for name, state in expected.items() if state != "ok"}
    found = examine(filled)
    assert find_wrong(found) == wrong
    assert find_wrong(examine(filled)) == wrong, "looking mends nothing"
    assert all("--repair" in str(found[name]["remedy"]) for name in wrong)
    assert find_wrong(examine(filled, "--repair")) == {}
    assert find_wrong(examine(filled)) == {}


def test_the_other_engine_is_examined_too(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = find_spec
    for module in ("bot.store.term_index", "bot.installation"):
        monkeypatch.setattr(
            f"{module}.find_spec", lambda name: None if name == "tantivy" else genuine(name)
        )
    run("ingest", SAMPLES)
    assert find_wrong(examine(run)) == {"search engine": "warning"}

    path = home / "search" / "terms.db"
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(b"x" * 9000)
    assert find_wrong(examine(run))["search index"] == "fault"
    assert find_wrong(examine(run, "--repair")) == {"search engine": "warning"}


def test_a_damaged_database_is_left_as_it_is(filled: Run, home: Path) -> None:
    path = home / "index.db"
    with path.open("r+b") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * 4096 * 6)
    before = path.read_bytes()

    checks = examine(filled, "--repair")

    assert checks["database"]["state"] == "fault"
    assert "Put a copy of the file back" in checks["database"]["remedy"]
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_a_fault(filled: Run, home: Path) -> None:
    (home / "index.db").write_text("Dear diary, this is no database. " * 400)

    checks = examine(filled, "--repair")

    assert checks["database"]["state"] == "fault"
    assert (home / "index.db").read_text().startswith("Dear diary")


def test_unused_vectors_are_forgotten_only_when_asked(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tiny_model(tmp_path / "tiny")
    monkeypatch.setenv("PAPERBOY_SEARCH_EMBEDDING_MODEL", str(tmp_path / "tiny"))

    assert find_wrong(examine(filled)) == {"vectors": "warning"}  # the default still serves
    assert find_wrong(examine(filled, "--repair")) == {"unused vectors": "warning"}
    assert "wordllama" in examine(filled)["unused vectors"]["sentence"]
    assert filled("doctor", "--forget-unused-vectors").code == 2
    assert find_wrong(examine(filled, "--repair", "--forget-unused-vectors")) == {}


def test_a_model_that_cannot_be_used_is_said_everywhere_and_stops_no_search(
    filled: Run, tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERBOY_SEARCH_EMBEDDING_MODEL", str(tmp_path / "absent"))

    searched = filled("search", "attention")
    assert searched.code == 0
    assert "attention" in searched.out
    assert "vectors: the embedding model cannot be used" in filled("status").out
    assert find_wrong(examine(filled)) == {"embedding model": "warning", "vectors": "fault"}
    assert "the default model stands in" in filled("doctor").out

    ingested = filled("ingest", Path("tests/data/digests"))
    assert ingested.code == 2
    assert "new papers" in ingested.out
    assert "The papers are in the index" in ingested.err
    assert "search.embedding_model cannot be" in ingested.err
    with closing(open_writer(home / "index.db")) as index:
        assert index.load_coverage().paper_count > 39


def test_the_token_is_told_of_and_never_shown(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERBOY_DISCORD_TOKEN", "the.secret.token")
    finished = filled("doctor")
    assert "A token is set" in finished.out
    assert "the.secret.token" not in finished.out + finished.err

    monkeypatch.delenv("PAPERBOY_DISCORD_TOKEN")
    monkeypatch.setenv("PAPERBOY_DISCORD_TOKEN_FILE", str(tmp_path / "absent"))
    assert find_wrong(examine(filled)) == {"token": "fault"}


def test_the_language_model_is_told_of_and_its_key_is_never_shown(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "None is configured" in examine(filled)["language model"]["sentence"]

    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_ADDRESS", "http://localhost:11434/v1")
    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_MODEL", "small")
    sentence = examine(filled)["language model"]["sentence"]
    assert sentence == "small at http://localhost:11434/v1 is asked without key."

    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_KEY", "sk-the-key")
    finished = filled("doctor")
    assert "is asked with a key." in finished.out
    assert "sk-the-key" not in finished.out + finished.err

    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_ADDRESS", "http://models.example/v1")
    assert find_wrong(examine(filled)) == {"language model": "warning"}

    monkeypatch.delenv("PAPERBOY_LANGUAGE_MODEL_KEY")
    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_KEY_FILE", str(tmp_path / "absent"))
    assert find_wrong(examine(filled)) == {"language model": "fault"}


def test_where_the_client_is_not_installed_that_is_said(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_ADDRESS", "http://localhost:11434/v1")
    monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_MODEL", "small")
    monkeypatch.setattr(
        "bot.language_models.find_spec", lambda name: None if name == "openai" else find_spec(name)
    )

    check = examine(filled)["language model"]
    assert (check["state"], check["remedy"]) == ("warning", "pip install '.[phrasing]'")


def test_status_tells_how_far_the_search_has_come(filled: Run, home: Path) -> None:
    [value] = filled("status", "--json").values
    assert value["search_index"] == {"engine": "tantivy", "behind": 0}
    assert value["vectors"]["model"].startswith("wordllama")
    assert (value["vectors"]["papers"], value["vectors"]["pending"]) == (39, 0)

    change(home, "UPDATE embedding_models SET done_revision = 0")
    shutil.rmtree(home / "search")
    out = filled("status").out
    assert "search index: none yet; the next search makes it" in out
    assert "vectors: wordllama-l2-supercat-256, 39 papers, 39 pending" in out
    assert json.loads(filled("status", "--json").out)["vectors"]["fault"] is None
