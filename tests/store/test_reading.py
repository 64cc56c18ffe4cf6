from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.errors import IndexUnusable
from bot.models import DigestEntry, Organization, Paper, SearchRequest, SortOrder
from bot.services.ingest import ingest_digest
from bot.store import open_community, open_reader, open_writer
from bot.store.rows import paper_to_row, row_to_paper, text_to_request
from tests.builders import NOW_AT, make_digest, make_entry, make_index, make_paper

KNOWN = make_paper(
    3,
    "Everything Known",
    abstract="All of it.",
    tldr="All of it.",
    arxiv_id="2604.00001",
    external_id="doc-3",
    published_on=date(2026, 4, 5),
    published_on_is_inferred=True,
    authors=("Ada", "Bob"),
    author_count=2,
    organization=Organization("nvidia", "NVIDIA"),
    comment_count=2,
    upvotes=38,
    keywords=("kv cache",),
    code_url="https://example.org/code",
)


@pytest.mark.parametrize("paper", [KNOWN, make_paper(4)], ids=["all known", "nothing known"])
def test_a_paper_comes_back_as_it_was_saved(paper: Paper) -> None:
    assert row_to_paper(paper_to_row(paper)) == paper
    index = make_index()
    index.save_papers([paper])
    assert list(index.iter_papers()) == [paper]


def test_numbers_are_never_given_twice() -> None:
    index = make_index(make_digest(make_entry("One"), make_entry("Two")))
    assert index.next_paper_id() == 3

    index._database.execute("DELETE FROM sightings WHERE paper_id = 2")
    index._database.execute("DELETE FROM papers WHERE paper_id = 2")

    assert index.next_paper_id() == 3


def test_papers_come_in_the_order_asked_for() -> None:
    index = make_index(make_digest(make_entry("One"), make_entry("Two"), make_entry("Three")))

    assert [paper.title for paper in index.find_papers([3, 99, 1])] == ["Three", "One"]


def test_a_reader_sees_what_a_writer_adds_and_notices_it(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    writer, reader = open_writer(path), open_reader(path)
    before = reader.version()

    ingest_digest(writer, make_digest(make_entry("Small Caches")), ingested_at=NOW_AT)

    assert reader.version() != before
    assert reader.load_coverage().paper_count == 1
    reader.close()
    writer.close()


def test_what_members_keep_is_no_change_of_the_papers(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    community, reader = open_community(path), open_reader(path)
    before = reader.version()

    community.add_saves(1, [7], saved_at=NOW_AT)

    assert reader.version() == before
    reader.close()
    community.close()


def test_papers_that_only_stand_in_another_digest_are_a_change() -> None:
    index = make_index(make_digest(make_entry("Small Caches"), source="one.txt"))
    before = index.version()

    ingest_digest(
        index, make_digest(make_entry("Small Caches"), source="two.txt"), ingested_at=NOW_AT
    )

    assert index.version() != before


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    reader = open_reader(tmp_path / "index.db")

    with pytest.raises(IndexUnusable, match="cannot be used"):
        list(reader._query("DELETE FROM papers RETURNING paper_id"))
    reader.close()


def test_coverage_counts_what_is_unknown() -> None:
    index = make_index(
        make_digest(
            make_entry("Dated", published_on=date(2025, 1, 2), arxiv_id="2501.00001"),
            make_entry("Counted", author_count=3),
        ),
        make_digest(issued_on=None),
    )

    coverage = index.load_coverage()

    assert (coverage.paper_count, coverage.digest_count) == (2, 2)
    assert (coverage.first_published_on, coverage.last_published_on) == (date(2025, 1, 2),) * 2
    assert coverage.undated_count == 1
    assert (coverage.without_arxiv_id_count, coverage.without_author_count) == (1, 1)
    assert coverage.last_issued_on == date(2026, 4, 14)


def test_equal_searches_are_remembered_once() -> None:
    index = make_index()
    request = SearchRequest(
        query="kv",
        phrases=("a b",),
        excluded=("c",),
        sort=SortOrder.NEWEST,
        since=date(2026, 1, 1),
        until=date(2026, 2, 1),
        organization="x",
        min_comments=2,
        min_upvotes=3,
        has_code=True,
        is_literal=True,
        limit=5,
    )

    assert index.remember_search(request) == index.remember_search(request) == 1
    assert index.remember_search(SearchRequest(query="other")) == 2
    assert index.find_remembered_search(1) == request
    assert index.find_remembered_search(99) is None


def test_a_search_remembered_by_an_earlier_version_can_be_read() -> None:
    text = (
        '{"query":"kv","sort":"newest","since":null,"until":"2026-02-01","organization":null,'
        '"min_comments":2,"limit":5}'
    )

    assert text_to_request(text) == SearchRequest(
        query="kv", sort=SortOrder.NEWEST, until=date(2026, 2, 1), min_comments=2, limit=5
    )


def test_kept_values_are_replaced() -> None:
    index = make_index()
    index.keep_value("tree", "1")
    index.keep_value("tree", "2")

    assert index.find_kept_value("tree") == "2"
    assert index.find_kept_value("other") is None


def test_the_digests_of_some_days() -> None:
    fresh = make_entry("Fresh", published_on=date(2026, 4, 9))
    old = [make_entry(f"Old {n}", published_on=date(2024, n, 1)) for n in (1, 2)]
    index = make_index(
        make_digest(make_entry("Earlier"), issued_on=date(2026, 4, 9)),
        make_digest(fresh, issued_on=date(2026, 4, 10)),
        make_digest(*old, fresh, issued_on=date(2026, 4, 14)),
        make_digest(make_entry("Later"), issued_on=date(2026, 4, 15)),
        make_digest(make_entry("Of No Day"), issued_on=None),
    )
    days = date(2026, 4, 10), date(2026, 4, 14)

    papers = index.load_papers_issued_between(*days)

    assert [paper.title for paper in papers] == ["Fresh", "Old 1", "Old 2"]
    assert index.load_daily_digest_ids(*days) == {2}, "a saved search is no day's digest"


def dated(title: str, day: date, *, is_inferred: bool) -> DigestEntry:
    return make_entry(title, published_on=day, published_on_is_inferred=is_inferred)


@pytest.mark.parametrize(
    ("entries", "inferred"),
    [
        pytest.param([], (False,) * 4, id="no paper"),
        pytest.param([make_entry("A")], (False,) * 4, id="no date"),
        pytest.param(
            [
                dated("A", date(2019, 6, 6), is_inferred=False),
                dated("B", date(2026, 3, 5), is_inferred=True),
            ],
            (False, True, False, True),
            id="the last is inferred",
        ),
        pytest.param(
            [
                dated("A", date(2026, 1, 2), is_inferred=True),
                dated("B", date(2026, 3, 5), is_inferred=False),
                dated("C", date(2026, 3, 5), is_inferred=True),
            ],
            (True, False, False, False),
            id="the same day, or year, is told of another paper",
        ),
        pytest.param(
            [dated("A", date(2026, 1, 2), is_inferred=True)], (True,) * 4, id="all is inferred"
        ),
    ],
)
def test_coverage_says_which_ends_are_inferred(
    entries: list[DigestEntry], inferred: tuple[bool, ...]
) -> None:
    coverage = make_index(make_digest(*entries)).load_coverage()
    assert inferred == (
        coverage.first_published_on_is_inferred,
        coverage.last_published_on_is_inferred,
        coverage.first_year_is_inferred,
        coverage.last_year_is_inferred,
    )


def test_a_day_is_told_where_one_of_its_digests_tells_it() -> None:
    day = date(2026, 4, 14)
    page = replace(make_digest(make_entry("A")), issued_on_is_inferred=True)
    index = make_index(page)
    versions = [index.version()]
    assert index.is_issue_day_inferred(day)
    assert index.load_coverage().last_issued_on_is_inferred

    ingest_digest(index, make_digest(source="list.json"), ingested_at=NOW_AT)

    assert not index.is_issue_day_inferred(day)
    assert not index.load_coverage().last_issued_on_is_inferred
    assert not index.is_issue_day_inferred(date(2026, 4, 15))
    assert index.version() not in versions
