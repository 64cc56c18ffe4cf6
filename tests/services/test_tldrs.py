from contextlib import closing
from dataclasses import replace

from bot.services.derivation import refresh_terms, terms_are_current
from bot.services.ingest import ingest_digest
from bot.services.tldrs import renew_tldrs, tldrs_are_current
from bot.store import open_terms
from bot.store.writing import SqliteIndexWriter
from tests.builders import NOW_AT, make_digest, make_entry, make_index

ABSTRACT = "Models need memory. In this paper, we present small caches for all models. Enjoy."
TLDR = "we present small caches for all models."
DIGEST = make_digest(
    make_entry("Small Caches", ABSTRACT), make_entry("Large Caches", "They are the same.")
)


def make_old_index() -> SqliteIndexWriter:
    """An index whose tldrs were chosen by an earlier rule."""
    index = make_index(DIGEST)
    papers = [replace(paper, tldr=paper.title) for paper in index.iter_papers()]
    with index.transaction():
        index.save_papers(papers)
    return index


def test_tldrs_of_an_earlier_rule_are_chosen_anew() -> None:
    index = make_old_index()
    assert not tldrs_are_current(index)

    assert renew_tldrs(index) == 2

    assert [paper.tldr for paper in index.iter_papers()] == [TLDR, "They are the same."]
    assert tldrs_are_current(index)


def test_nothing_is_done_twice() -> None:
    index = make_old_index()
    renew_tldrs(index)
    version = index.latest_revision()

    assert renew_tldrs(index) == 0
    assert index.latest_revision() == version


def test_a_new_index_is_current_from_the_beginning() -> None:
    index = make_index()
    assert renew_tldrs(index) == 0
    assert tldrs_are_current(index)


def test_no_search_index_is_made_anew_for_tldrs() -> None:
    index = make_old_index()
    with closing(open_terms(None)) as terms:
        refresh_terms(index, terms)
        renew_tldrs(index)
        assert terms_are_current(index, terms)


def test_what_comes_in_again_brings_nothing_new() -> None:
    index = make_old_index()
    renew_tldrs(index)
    again = replace(DIGEST, content_hash="of another page with the same papers")

    report = ingest_digest(index, again, ingested_at=NOW_AT)

    assert (report.added, report.updated, report.unchanged) == (0, 0, 2)
