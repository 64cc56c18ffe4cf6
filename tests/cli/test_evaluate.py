import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.shared_files import SHARED, needs_shared

DOCUMENTS = [
    {"id": "a", "title": "Small Caches", "text": "Keys are quantized."},
    {"id": "b", "title": "Robot Arms", "text": "Laundry is folded."},
]
QUERIES = [{"id": "1", "text": "caches"}, {"id": "2", "text": "laundry"}, {"id": "3", "text": "?!"}]


@pytest.fixture
def test_set(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "docs.jsonl").write_text("\n".join(map(json.dumps, DOCUMENTS)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUERIES)))
    (folder / "qrels.tsv").write_text("1\ta\t1\n2\tb\t1\n3\ta\t1\n")
    return folder


def test_the_search_is_measured_without_touching_the_index(run: Run, test_set: Path) -> None:
    [value] = run("evaluate", "--json", test_set).values

    figures = dict.fromkeys(
        ["ndcg_at_10", "recall_at_100", "mrr", "mrr_at_10"], pytest.approx(2 / 3)
    )
    legs = dict.fromkeys(["fused", "words", "meaning"], figures)
    assert value == {"set": "tiny", "query_count": 3, **figures, "legs": legs}
    assert "nDCG@10         0.667    0.667    0.667" in run("evaluate", test_set).out
    assert run("status", "--json").values[0]["papers"] == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("qrels.tsv", "1\ta\t1\n1 a 1\n", "qrels.tsv, line 2: expected query, document and grade"),
        ("queries.jsonl", "[]\n", "queries.jsonl, line 1: expected"),
        ("docs.jsonl", "milk\n", "refused: "),
    ],
)
def test_a_broken_set_is_explained(
    run: Run, test_set: Path, name: str, content: str, words: str
) -> None:
    (test_set / name).write_text(content)

    finished = run("evaluate", test_set)

    assert finished.code == 1
    assert words in finished.err


def test_a_missing_file_is_explained(run: Run, test_set: Path) -> None:
    (test_set / "qrels.tsv").unlink()

    err = run("evaluate", test_set).err

    assert err == f"paperboy: {test_set / 'qrels.tsv'} cannot be read: No such file or directory.\n"


def test_a_file_that_is_no_text_is_explained(run: Run, test_set: Path) -> None:
    (test_set / "qrels.tsv").write_bytes(b"1\ta\t\xff\n")

    assert "qrels.tsv cannot be read: it is no UTF-8 text." in run("evaluate", test_set).err


@needs_shared
def test_a_public_set_is_answered_as_well_as_a_plain_ranking_can(run: Run) -> None:
    [value] = run("evaluate", "--json", SHARED / "quality" / "search" / "sqa_multi_dev").values

    assert value["query_count"] == 54
    assert value["ndcg_at_10"] > 0.58
