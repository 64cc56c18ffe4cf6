"""A better parser reads a known digest differently: what it takes back is gone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.merging.composing import compose_paper
from bot.models import Digest, DigestEntry
from bot.services.ingest import count_words, ingest_digest
from bot.summarising.tldr import choose_tldr
from tests.builders import NOW_AT, make_digest, make_entry, make_index

ARXIV_ID = "2604.00001"
FULL = make_entry("Small Caches", "We shrink caches.", arxiv_id=ARXIV_ID, upvotes=9)
ARMS = make_entry("Robot Arms", "We move arms.")
PAGE = make_digest(FULL, source="page.txt", issued_on=date(2026, 4, 10))
NEWS = make_digest(make_entry("Small Caches"), source="news.md")


def read_as(digest: Digest, *entries: Any) -> Digest:
    numbered = (replace(each, position=n, line=n) for n, each in enumerate(entries, 1))
    return replace(digest, entries=tuple(numbered))


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param((), id="nothing is in it any more"),
        pytest.param((ARMS,), id="another paper is in it"),
    ],
)
def test_papers_are_left_with_what_other_digests_say(entries: tuple[Any, ...]) -> None:
    index = make_index(PAGE, NEWS)

    report = ingest_digest(index, read_as(PAGE, *entries), ingested_at=NOW_AT)

    [paper] = index.find_papers([1])
    assert (paper.abstract, paper.arxiv_id, paper.upvotes) == ("", None, None)
    assert paper.first_seen_on == NEWS.issued_on
    assert index.load_vocabulary() == dict(sorted(count_words(index.iter_papers()).items()))
    assert (report.added, report.updated, report.unchanged) == (len(entries), 0, 0)


@pytest.mark.parametrize(
    "back",
    [
        pytest.param(make_entry("Renamed", arxiv_id=ARXIV_ID), id="by its arXiv id"),
        pytest.param(make_entry("Small caches!"), id="by its title"),
    ],
)
def test_a_paper_that_no_digest_had_comes_back_under_its_number(back: Any) -> None:
    index = make_index(PAGE)
    ingest_digest(index, read_as(PAGE, ARMS), ingested_at=NOW_AT)
    assert index.load_unsighted_ids() == [1]

    report = ingest_digest(index, make_digest(back, source="later.json"), ingested_at=NOW_AT)

    assert (report.added, report.updated) == (0, 1)
    assert index.load_unsighted_ids() == []
    assert [(each.paper_id, each.title) for each in index.iter_papers()] == [
        (1, back.title),
        (2, "Robot Arms"),
    ]
    assert index.load_vocabulary() == dict(sorted(count_words(index.iter_papers()).items()))


entries = st.builds(
    make_entry,
    st.sampled_from(["Small Caches", "Smal Caches", "Robot Arms"]),
    st.sampled_from(["", "We shrink caches.", "We move arms."]),
    arxiv_id=st.none() | st.sampled_from(["2604.00001", "2604.00002"]),
    external_id=st.none() | st.sampled_from(["doc-1", "doc-2"]),
)
readings = st.tuples(st.integers(0, 2), st.lists(entries, max_size=3))


@settings(max_examples=60, deadline=None)
@given(st.lists(readings, max_size=6))
def test_papers_are_what_the_last_readings_say(
    readings: list[tuple[int, list[DigestEntry]]],
) -> None:
    index = make_index()
    given_ids: set[int] = set()
    for number, found in readings:
        digest = read_as(make_digest(source=f"{number}.txt"), *found)
        report = ingest_digest(index, digest, ingested_at=NOW_AT)

        assert report.added + report.updated + report.unchanged == len(found)
        papers = {paper.paper_id: paper for paper in index.iter_papers()}
        for paper_id, seen in index.load_sightings([*papers]).items():
            assert papers[paper_id] == compose_paper(paper_id, seen, choose_tldr=choose_tldr)
        assert index.load_vocabulary() == dict(sorted(count_words(papers.values()).items()))
        given_ids |= papers.keys()
        assert all(map(index.find_paper, given_ids))
