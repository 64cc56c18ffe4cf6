"""A better parser reads a known digest differently: what it takes back is gone."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.models import Digest
from bot.services.ingest import count_words, ingest_digest
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
