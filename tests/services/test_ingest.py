import json
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import DigestEntry, SearchRequest
from bot.services.ingest import ingest_digest, ingest_digests, load_given_days
from bot.services.search import search_papers
from bot.store import open_reader, open_writer
from bot.store.rows import entry_to_facts
from tests.builders import NOW_AT, library_over, make_digest, make_entry, make_index
from tests.parsing.reading import load_sample, read

FIRST = make_entry("Small Caches", "We shrink caches.", comment_count=1)
SECOND = make_entry("Robot Arms", "We move arms.", comment_count=0)


def test_the_same_digest_twice_changes_nothing() -> None:
    digest = make_digest(FIRST, SECOND)
    index = make_index()

    first = ingest_digest(index, digest, ingested_at=NOW_AT)
    before = dump(index)
    second = ingest_digest(index, digest, ingested_at=NOW_AT)

    assert (first.added, first.updated, first.unchanged) == (2, 0, 0)
    assert (second.added, second.updated, second.unchanged) == (0, 0, 2)
    assert dump(index) == before


def test_digests_taken_in_together_leave_what_they_leave_one_by_one() -> None:
    renewed = make_entry("Small Caches", upvotes=3)
    digests = [make_digest(FIRST, SECOND), make_digest(renewed, SECOND), make_digest(FIRST, SECOND)]
    index = make_index()
    together = ingest_digests(index, digests, ingested_at=NOW_AT)

    one_by_one = make_index()
    assert together == [ingest_digest(one_by_one, digest, ingested_at=NOW_AT) for digest in digests]
    assert [*index.iter_papers()] == [*one_by_one.iter_papers()]
    assert index.load_vocabulary() == one_by_one.load_vocabulary()


def test_a_paper_in_three_digests_is_one_paper_with_three_sightings() -> None:
    index = make_index(
        make_digest(FIRST, issued_on=date(2026, 4, 1)),
        make_digest(make_entry("SMALL CACHES", upvotes=4), issued_on=date(2026, 4, 3)),
        make_digest(
            make_entry("Small Caches", arxiv_id="2604.00001", upvotes=2), issued_on=date(2026, 4, 2)
        ),
    )

    [paper] = index.iter_papers()
    sightings = index.load_sightings([paper.paper_id])[paper.paper_id]
    assert (paper.arxiv_id, paper.upvotes, paper.comment_count) == ("2604.00001", 4, 1)
    assert [sighting.entry.upvotes for sighting in sightings] == [None, 2, 4]


def test_what_a_later_digest_adds_counts_as_updated() -> None:
    index = make_index(make_digest(FIRST, SECOND))

    report = ingest_digest(
        index, make_digest(make_entry("Small Caches", upvotes=3), SECOND), ingested_at=NOW_AT
    )

    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"issued_on": date(2025, 4, 14)}, id="another day"),
        pytest.param({"entries": ()}, id="nothing in it any more"),
        pytest.param(
            {"entries": (make_entry("Small Caches", "We shrink caches.", comment_count=7),)},
            id="another count",
        ),
        pytest.param({"entries": (make_entry("Renamed", "We shrink."),)}, id="another text"),
    ],
)
def test_a_digest_read_differently_is_read_anew(change: dict[str, Any]) -> None:
    digest = make_digest(FIRST)
    index = make_index(digest)

    ingest_digest(index, replace(digest, **change), ingested_at=NOW_AT)

    [stored] = index.load_digests()
    expected = replace(digest, **change)
    assert (stored.issued_on, stored.entry_count) == (expected.issued_on, len(expected.entries))
    seen = [s for found in index.load_sightings([1, 2]).values() for s in found]
    assert [sighting.entry for sighting in seen] == list(expected.entries)
    assert not index.has_recorded(digest)
    assert index.has_recorded(expected)


@pytest.mark.parametrize(
    "weaker",
    [
        pytest.param({"issued_on": None}, id="no day"),
        pytest.param(
            {"issued_on": date(2025, 1, 1), "issued_on_is_inferred": True}, id="a guessed day"
        ),
    ],
)
def test_a_day_that_was_given_is_not_lost_to_a_weaker_reading(weaker: dict[str, Any]) -> None:
    digest = make_digest(FIRST, issued_on=date(2026, 4, 14))
    index = make_index(digest)

    report = ingest_digest(index, replace(digest, **weaker), ingested_at=NOW_AT)

    assert (report.added, report.updated, report.unchanged) == (0, 0, 1)
    assert index.load_digests()[0].issued_on == date(2026, 4, 14)


GIVEN, OTHER = date(2024, 3, 5), date(2023, 2, 28)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("text_cards.txt", id="a page that tells its day without the year"),
        pytest.param("text_pairs.txt", id="a page without a day"),
        pytest.param("list.md", id="a list that tells another day"),
        pytest.param("page.html", id="a page that tells another day"),
        pytest.param("mail.eml", id="a mail that tells another day"),
    ],
)
def test_the_day_that_the_operator_gave_stays_until_another_is_given(name: str) -> None:
    text = load_sample(name)
    index = make_index(read(text, issued_on=GIVEN))

    for told, expected in ((None, GIVEN), (OTHER, OTHER), (None, OTHER), (GIVEN, GIVEN)):
        before = dump(index)
        digest = read(text, issued_on=told, given_days=load_given_days(index))
        report = ingest_digest(index, digest, ingested_at=NOW_AT)

        [stored] = index.load_digests()
        assert (stored.issued_on, stored.issued_on_is_inferred) == (expected, False)
        assert stored.issued_on_is_given
        sightings = index.load_sightings([*range(1, 20)]).values()
        assert {each.entry for found in sightings for each in found} == {*digest.entries}
        if told is None:
            assert dump(index) == before
            assert (report.added, report.updated) == (0, 0)


def test_a_reading_that_does_not_know_the_given_day_changes_nothing() -> None:
    index = make_index(read(load_sample("list.md"), issued_on=GIVEN))
    before = dump(index)

    ingest_digest(index, read(load_sample("list.md")), ingested_at=NOW_AT)

    assert dump(index) == before


def test_a_better_parser_renews_the_entries_and_keeps_the_given_day() -> None:
    digest = read(load_sample("text_cards.txt"), issued_on=GIVEN)
    worse = tuple(replace(entry, organization=None) for entry in digest.entries)
    index = make_index(replace(digest, entries=worse))

    again = read(load_sample("text_cards.txt"), given_days=load_given_days(index))
    report = ingest_digest(index, again, ingested_at=NOW_AT)

    assert report.updated == 1
    assert [each.published_on and each.published_on.year for each in index.iter_papers()] == [
        2024, 2025, None, 2023,
    ]  # fmt: skip
    assert index.load_digests()[0].issued_on == GIVEN


def test_a_better_parser_renews_a_day_that_nobody_gave() -> None:
    digest = read(load_sample("list.md"))
    index = make_index(replace(digest, issued_on=OTHER))

    ingest_digest(
        index,
        read(load_sample("list.md"), given_days=load_given_days(index)),
        ingested_at=NOW_AT,
    )

    assert index.load_digests()[0].issued_on == digest.issued_on


@pytest.mark.parametrize(
    ("known", "stored"),
    [
        pytest.param({"submitted_at": NOW_AT}, {"submitted_at": NOW_AT.isoformat()}, id="known"),
        pytest.param({}, {}, id="unknown: as before there was this fact"),
    ],
)
def test_when_a_paper_was_submitted_is_kept(known: dict[str, Any], stored: dict[str, Any]) -> None:
    entry = make_entry("Small Caches", **known)
    index = make_index(make_digest(entry))

    [sighting] = index.load_sightings([1])[1]
    facts = json.loads(entry_to_facts(entry))

    assert sighting.entry == entry
    assert {name: facts[name] for name in facts if name == "submitted_at"} == stored


def test_a_title_twice_in_one_digest_is_one_paper() -> None:
    index = make_index()

    report = ingest_digest(index, make_digest(FIRST, FIRST), ingested_at=NOW_AT)

    assert (report.added, report.updated, report.unchanged) == (1, 0, 1)
    assert len(index.load_sightings([1])[1]) == 2


def test_the_vocabulary_follows_the_texts() -> None:
    index = make_index(make_digest(FIRST, SECOND))
    assert index.load_vocabulary()["we"] == 2

    changed = make_entry("Small Caches", "Caches shrink by themselves now.", arxiv_id="2604.00001")
    ingest_digest(index, make_digest(changed), ingested_at=NOW_AT)

    assert index.load_vocabulary()["we"] == 1
    assert "themselves" in index.load_vocabulary()


def test_what_completes_a_paper_can_be_found_and_what_it_replaces_cannot() -> None:
    index = make_index(make_digest(make_entry("Small Caches", "Elephants remember.")))

    completed = make_entry("Small Caches", "Mice forget.", arxiv_id="2604.00001")
    ingest_digest(index, make_digest(completed), ingested_at=NOW_AT)

    library = library_over(index)
    assert search_papers(library, SearchRequest(query="forget")).total == 1
    assert search_papers(library, SearchRequest(query="elephants")).total == 0


def test_a_failure_inside_leaves_the_index_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    index = make_index(make_digest(FIRST))
    before = dump(index)

    def fail(_changes: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "change_vocabulary", fail)
    with pytest.raises(OSError, match="No space"):
        ingest_digest(index, make_digest(SECOND), ingested_at=NOW_AT)

    assert dump(index) == before


KILLED_INSIDE = """
import os, signal, sys
from pathlib import Path
from bot.services.ingest import ingest_digest, ingest_digests, load_given_days
from bot.store import open_writer
from tests.builders import NOW_AT, make_digest, make_entry

index = open_writer(Path(sys.argv[1]))
ingest_digest(index, make_digest(make_entry("Kept")), ingested_at=NOW_AT)
index.change_vocabulary = lambda changes: os.kill(os.getpid(), signal.SIGKILL)
ingest_digest(index, make_digest(make_entry("Lost"), make_entry("Too")), ingested_at=NOW_AT)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the platform has no SIGKILL")
def test_a_killed_ingest_leaves_the_index_as_it_was_before_that_digest(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    root = Path(__file__).parent.parent.parent

    killed = subprocess.run(
        [sys.executable, "-c", KILLED_INSIDE, str(path)],
        env={**os.environ, "PYTHONPATH": str(root)},
        check=False,
    )

    assert killed.returncode == -signal.SIGKILL
    index = open_reader(path)
    assert [paper.title for paper in index.iter_papers()] == ["Kept"]
    assert index.load_coverage().digest_count == 1
    assert search_papers(library_over(index), SearchRequest(query="lost too")).total == 0
    index.close()
    writer = open_writer(path)
    report = ingest_digest(writer, make_digest(make_entry("Lost")), ingested_at=NOW_AT)
    assert report.added == 1
    writer.close()


entries = st.builds(
    make_entry,
    st.sampled_from(["Small Caches", "small caches", "Robot Arms", "Robot Arms II"]),
    st.text(max_size=20),
    arxiv_id=st.none() | st.sampled_from(["2604.00001", "2604.00002"]),
    upvotes=st.none() | st.integers(0, 9),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(entries, max_size=4), max_size=4))
def test_any_digests_twice_are_the_same_as_once(batches: list[list[DigestEntry]]) -> None:
    digests = [make_digest(*batch, source=str(n)) for n, batch in enumerate(batches)]
    index = make_index(*digests)
    papers = list(index.iter_papers())

    reports = [ingest_digest(index, digest, ingested_at=NOW_AT) for digest in digests]

    assert list(index.iter_papers()) == papers
    assert all(report.added == report.updated == 0 for report in reports)


def dump(index: object) -> list[str]:
    """Everything that the database holds, as SQL."""
    return list(index._database.iterdump())  # type: ignore[attr-defined]


def test_two_processes_ingest_at_once(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    first, second = open_writer(path), open_writer(path)
    waited: list[str] = []

    def ingest_second() -> None:
        writer = open_writer(path)
        ingest_digest(writer, make_digest(SECOND), ingested_at=NOW_AT)
        waited.append("done")
        writer.close()

    with first.transaction():
        thread = threading.Thread(target=ingest_second)
        thread.start()
        thread.join(timeout=0.3)
        assert waited == []
    thread.join()

    assert waited == ["done"]
    assert second.load_coverage().paper_count == 1
    first.close()
    second.close()


@pytest.mark.parametrize("is_page_first", [True, False])
def test_a_title_with_a_typing_error_is_the_paper_s(*, is_page_first: bool) -> None:
    abstract = " ".join(f"word{number}" for number in range(30))
    page = make_digest(make_entry("Smal Caches for Long Contexts", abstract), source="page.txt")
    answer = make_digest(
        make_entry("Small Caches for Long Contexts", abstract, arxiv_id="2604.00001"),
        source="answer.json",
    )
    index = open_writer(None)

    for digest in (page, answer) if is_page_first else (answer, page):
        ingest_digest(index, digest, ingested_at=NOW_AT)

    [paper] = index.iter_papers()
    assert (paper.title, paper.arxiv_id) == ("Small Caches for Long Contexts", "2604.00001")
    index.close()


def test_two_lists_may_name_one_arxiv_paper_each_in_its_way() -> None:
    one = make_entry(arxiv_id="2604.00001", external_id="doc-1")
    other = make_entry(arxiv_id="2604.00001", external_id="q17")
    index = make_index(make_digest(one, source="one.jsonl"))

    report = ingest_digest(index, make_digest(other, source="other.jsonl"), ingested_at=NOW_AT)

    assert (report.added, report.unchanged + report.updated) == (0, 1)
    assert len(list(index.iter_papers())) == 1
