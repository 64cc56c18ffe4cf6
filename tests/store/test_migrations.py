import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.errors import IndexUnusable
from bot.services.ingest import ingest_digest
from bot.store import open_reader, open_writer
from bot.store.migrations import MIGRATIONS
from bot.store.rows import entry_to_facts, paper_to_row
from tests.builders import NOW_AT, make_digest, make_entry, make_paper

# Every step ever released, in order. A step is only ever added at the end.
RELEASED = [
    "0001_papers_digests_sightings",
    "0002_remembered_searches_and_kept_values",
    "0003_revisions_and_embeddings",
    "0004_schedules_and_members",
    "0005_discussions",
    "0006_removed_schedules",
    "0008_left_out_members",
    "0009_discussions_by_thread",
    "0010_near_titles",
    "0011_united_papers",
    "0012_given_days",
]


def test_steps_are_only_ever_added() -> None:
    with closing(Database(memory=True)) as database:
        assert [step.name for step in MIGRATIONS.pending(database)] == RELEASED


@pytest.mark.parametrize("released", RELEASED)
def test_a_database_of_any_earlier_version_opens(tmp_path: Path, released: str) -> None:
    path = tmp_path / "index.db"
    with closing(Database(path)) as old:
        MIGRATIONS.apply(old, stop_before=released)

    reader = open_reader(path)

    assert reader.load_coverage().paper_count == 0
    assert reader.find_kept_value("anything") is None
    assert reader.find_paper(1) is None
    reader.close()


def test_words_are_counted_anew_as_people_type_them(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    with closing(Database(path)) as old:
        MIGRATIONS.apply(old, stop_before="0003_revisions_and_embeddings")
        old.table("papers").insert({**paper_to_row(make_paper(7, "UFO³ by Erdős"))})

    with closing(open_reader(path)) as reader:
        assert reader.load_vocabulary() == {"ufo3": 1, "by": 1, "erdos": 1}
        assert [paper.paper_id for paper in reader.iter_papers_since(0)] == [7]


def test_titles_with_an_and_sign_are_found_by_the_word(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    entry = make_entry("Prefill & Decode")
    with closing(Database(path)) as old:
        MIGRATIONS.apply(old, stop_before="0011_united_papers")
        old.table("papers").insert(
            {**paper_to_row(make_paper(7, entry.title)), "title_key": "prefilldecode"}
        )
        old.table("entries").insert(
            {
                "entry_id": 1,
                "facts_hash": "0",
                "facts": entry_to_facts(entry),
                "title_key": "prefilldecode",
            }
        )
        old.table("digests").insert(
            {
                "digest_id": 1,
                "content_hash": "0",
                "source": "page.txt",
                "format": "text_cards",
                "issued_on": None,
                "issued_on_is_inferred": 0,
                "ingested_at": NOW_AT.isoformat(),
                "skipped": "[]",
            }
        )
        old.table("sightings").insert(
            {"digest_id": 1, "position": 1, "line": 1, "paper_id": 7, "entry_id": 1}
        )

    with closing(open_writer(path)) as index:
        keys = index._query("SELECT title_key FROM papers UNION ALL SELECT title_key FROM entries")
        assert {row["title_key"] for row in keys} == {"prefillanddecode"}
        digest = make_digest(make_entry("Prefill and Decode"))
        assert ingest_digest(index, digest, ingested_at=NOW_AT).added == 0
        assert [paper.paper_id for paper in index.find_papers_by_title_key("prefillanddecode")] == [
            7
        ]


@pytest.mark.parametrize(
    ("form", "is_inferred", "is_given"),
    [
        pytest.param("text_cards", 0, True, id="a page never tells its day with the year"),
        pytest.param("text_cards", 1, False, id="its year was inferred"),
        pytest.param("html_page", 0, False, id="it may have told the day itself"),
    ],
)
def test_days_that_had_been_given_are_known_as_such(
    tmp_path: Path, form: str, is_inferred: int, *, is_given: bool
) -> None:
    path = tmp_path / "index.db"
    with closing(Database(path)) as old:
        MIGRATIONS.apply(old, stop_before="0012_given_days")
        digest = {
            "content_hash": "a hash",
            "source": "page.txt",
            "format": form,
            "issued_on": "2026-04-14",
            "issued_on_is_inferred": is_inferred,
            "ingested_at": "2026-04-20T12:00:00+00:00",
            "skipped": "[]",
        }
        old.table("digests").insert(digest)

    with closing(open_reader(path)) as reader:
        assert bool(reader.load_given_days()) == is_given


def test_the_index_is_in_wal_mode(tmp_path: Path) -> None:
    open_writer(tmp_path / "index.db").close()

    with closing(Database(tmp_path / "index.db")) as database:
        assert database.journal_mode == "wal"


@pytest.mark.parametrize("open_index", [open_reader, open_writer])
def test_a_file_that_is_no_database_is_explained(
    tmp_path: Path, open_index: Callable[[Path], object]
) -> None:
    path = tmp_path / "index.db"
    path.write_text("Dear diary, this is no database, however long it may be. " * 20)

    with pytest.raises(IndexUnusable, match=r"index\.db cannot be opened"):
        open_index(path)


def test_a_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(IndexUnusable, match="cannot be opened"):
        open_reader(tmp_path / "file" / "index.db")


@pytest.mark.parametrize("open_index", [open_reader, open_writer])
@pytest.mark.parametrize("table", ["customers", "papers"])
def test_another_programs_database_is_left_alone(
    tmp_path: Path, open_index: Callable[[Path], object], table: str
) -> None:
    path = tmp_path / "index.db"
    with closing(Database(path)) as foreign:
        foreign.table(table).insert({"name": "Ada"})
    before = path.read_bytes()

    with pytest.raises(IndexUnusable, match="another program's database"):
        open_index(path)

    assert path.read_bytes() == before


OPENED_TOGETHER = """
import sys
from pathlib import Path
from bot.store import open_reader, open_writer

sys.stdin.read(1)
for number in range(12):
    open_reader(Path(sys.argv[1]) / f"{number}.db").close()
    open_writer(Path(sys.argv[1]) / f"{number}.db").close()
"""


def test_a_new_index_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", OPENED_TOGETHER, str(tmp_path)]
    root = Path(__file__).parent.parent.parent
    processes = [subprocess.Popen(command, stdin=subprocess.PIPE, cwd=root) for _ in range(6)]

    for process in processes:
        assert process.stdin is not None
        process.stdin.close()

    assert [process.wait() for process in processes] == [0] * 6
