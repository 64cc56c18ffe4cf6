"""What both term indexes must do: the search engine's, and SQLite's where that is missing."""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import IndexUnusable
from bot.models import Organization, Paper, SearchRequest, SortOrder
from bot.searching.query import term_query
from bot.searching.terms import paper_terms
from bot.services.ports import Revision, TermDocument, TermIndex
from bot.store.fts_terms import FtsTermIndex
from bot.store.tantivy_terms import TantivyTermIndex
from tests.builders import make_paper

REVISION = Revision(1, "a")
PAPERS = [
    make_paper(
        1, "KV-Cache Quantization for Long Contexts",
        abstract="GPT-5 keeps a cache in C++. It costs O(n^2) at 2:4.",
        published_on=date(2026, 1, 5), comment_count=3, upvotes=0, code_url="https://example.org",
    ),
    make_paper(
        2, "Paged Attention", abstract="Attention with a paged cache; a case study.",
        published_on=date(2025, 6, 1), comment_count=0, upvotes=40,
        organization=Organization("nvidia", "NVIDIA"),
    ),
    make_paper(3, "Robot Arms that Fold Laundry", abstract="The C of 5 is a survey."),
    make_paper(
        4, "Caching on Robots", published_on=date(2026, 1, 5), comment_count=3,
        organization=Organization("Berkeley", "UC Berkeley"),
    ),
]  # fmt: skip
Opener = Callable[[Path | None], TermIndex]
OPENERS: list[Opener] = [TantivyTermIndex, FtsTermIndex]


@pytest.fixture(scope="module", params=OPENERS, ids=["tantivy", "fts"])
def open_index(request: pytest.FixtureRequest) -> Opener:
    opener: Opener = request.param
    return opener


@pytest.fixture(scope="module")
def index(open_index: Opener) -> Iterator[TermIndex]:
    with closing(open_index(None)) as made:
        write(made, PAPERS)
        yield made


def write(index: TermIndex, papers: Iterable[Paper], revision: Revision = REVISION) -> None:
    with index.writing() as writer:
        assert writer is not None
        writer.put(TermDocument(paper=each, terms=paper_terms(each.title, each.abstract))
                   for each in papers)  # fmt: skip
        writer.commit(revision)


def found(index: TermIndex, query: str = "", **request: object) -> list[int]:
    wanted = SearchRequest(query=query, **request)  # type: ignore[arg-type] # spread by tables
    total, scored = index.search(term_query(wanted, {"kv": 1, "cache": 2}), wanted, limit=10)
    assert total == len(scored)
    return [paper_id for paper_id, _ in scored]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        pytest.param("laundry", [3], id="a word"),
        pytest.param("cache", [1, 2, 4], id="whatever its ending"),
        pytest.param("kvcache", [1], id="one word as two"),
        pytest.param("gpt-5", [1], id="a name, not its number"),
        pytest.param("C++", [1], id="C++ is not C"),
        pytest.param("O(n^2)", [1], id="an order"),
        pytest.param("2:4", [1], id="a ratio"),
        pytest.param("zebra", [], id="nothing"),
        pytest.param("OR NEAR(zebra) *:^", [], id="operators"),
    ],
)
def test_words_are_found(index: TermIndex, query: str, ids: list[int]) -> None:
    assert sorted(found(index, query)) == ids


@pytest.mark.parametrize(
    ("first", "query"),
    [
        pytest.param(4, "caching robots", id="both words, in the title"),
        pytest.param(2, "paged attention", id="side by side"),
        pytest.param(1, "GPT-5 cache", id="a name"),
    ],
)
def test_the_best_comes_first(index: TermIndex, first: int, query: str) -> None:
    assert found(index, query)[0] == first


@pytest.mark.parametrize(
    ("request_facts", "ids"),
    [
        pytest.param({"phrases": ("paged attention",)}, [2], id="a phrase"),
        pytest.param({"phrases": ("attention paged",)}, [], id="in this order only"),
        pytest.param({"phrases": ("paged", "case study")}, [2], id="all phrases"),
        pytest.param({"query": "cache", "excluded": ("attention",)}, [1, 4], id="an exclusion"),
        pytest.param({"query": "cache", "excluded": ("case study",)}, [1, 4], id="of a phrase"),
        pytest.param({"query": "c 5", "excluded": ("C++",)}, [3], id="of a name"),
        pytest.param({"since": date(2026, 1, 5)}, [1, 4], id="since that day"),
        pytest.param({"until": date(2025, 6, 1)}, [2], id="until that day; unknown is left out"),
        pytest.param({"min_comments": 0}, [1, 2, 4], id="a count that is known"),
        pytest.param({"min_comments": 1}, [1, 4], id="so many comments"),
        pytest.param({"min_upvotes": 1}, [2], id="so many upvotes"),
        pytest.param({"min_upvotes": 999_999_999}, [], id="more than there can be"),
        pytest.param({"has_code": True}, [1], id="code"),
        pytest.param({"organization": "nvidia "}, [2], id="an organisation by slug"),
        pytest.param({"organization": "uc berkeley"}, [4], id="by name"),
        pytest.param({"organization": "uc"}, [], id="by the whole name"),
        pytest.param({"query": "robot", "has_code": True}, [], id="words and a filter"),
    ],
)
def test_filters(index: TermIndex, request_facts: dict[str, object], ids: list[int]) -> None:
    assert sorted(found(index, **request_facts)) == ids  # type: ignore[arg-type] # a table's row


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        pytest.param(SortOrder.NEWEST, [1, 4, 2, 3], id="newest"),
        pytest.param(SortOrder.COMMENTS, [1, 4, 2, 3], id="comments"),
        pytest.param(SortOrder.UPVOTES, [2, 1, 3, 4], id="upvotes"),
    ],
)
def test_orders_put_the_unknown_last(index: TermIndex, sort: SortOrder, ids: list[int]) -> None:
    assert found(index, sort=sort) == ids


def test_papers_are_counted_by_term(index: TermIndex) -> None:
    counts = index.count_papers(["cach", "c++", "zebra", 'a" OR'], ["page_attent", "cach"])

    assert counts == {"cach": 3, "c++": 1, "page_attent": 1}
    assert index.count_papers([], []) == {}


def test_pages(index: TermIndex) -> None:
    request = SearchRequest(query="", sort=SortOrder.NEWEST)
    query = term_query(request, {})

    total, page = index.search(query, request, limit=2, offset=3)
    assert (total, [paper_id for paper_id, _ in page]) == (4, [3])
    assert index.search(query, request, limit=2, offset=99) == (4, [])
    assert len(index.search(query, request, limit=10**9)[1]) == 4


def test_keeping_what_matches(index: TermIndex) -> None:
    request = SearchRequest(query="", phrases=("paged attention",), until=date(2025, 12, 31))

    assert index.keep_matching([1, 2, 3, 99], term_query(request, {}), request) == {2}
    assert index.keep_matching([], term_query(request, {}), request) == set()
    words = SearchRequest(query="cache")
    assert index.keep_matching([1, 3, 4], term_query(words, {}), words) == {1, 4}


def test_changes_replace_and_remove(open_index: Opener) -> None:
    with closing(open_index(None)) as index:
        assert index.shown_revision() is None
        write(index, PAPERS)
        with index.writing() as writer:
            assert writer is not None
            changed = make_paper(1, "Zebras")
            writer.put([TermDocument(paper=changed, terms=paper_terms("Zebras", ""))])
            writer.remove([2])
            writer.commit(Revision(2, "b"))

        assert index.shown_revision() == Revision(2, "b")
        assert sorted(found(index)) == [1, 3, 4]
        assert (found(index, "zebra"), found(index, "gpt-5")) == ([1], [])


def test_what_is_not_committed_is_never_seen(open_index: Opener) -> None:
    with closing(open_index(None)) as index:
        write(index, PAPERS)
        with index.writing() as writer:
            assert writer is not None
            writer.clear()

        assert (index.shown_revision(), len(found(index))) == (REVISION, 4)


def test_it_outlives_the_process_and_others_see_it(open_index: Opener, tmp_path: Path) -> None:
    path = tmp_path / "search" / "terms"
    with closing(open_index(path)) as one, closing(open_index(path)) as other:
        write(one, PAPERS)
        assert other.shown_revision() == REVISION
        assert found(other, "laundry") == [3]
        with one.writing(), other.writing() as refused:
            assert refused is None
    with closing(open_index(path)) as again:
        assert found(again, "laundry") == [3]


def test_a_damaged_index_begins_anew(open_index: Opener, tmp_path: Path) -> None:
    path = tmp_path / "terms"
    with closing(open_index(path)) as index:
        write(index, PAPERS)
    for file in [path] if path.is_file() else [path / "meta.json"]:
        file.write_text("Dear diary, this is no index. " * 200)

    with closing(open_index(path)) as index:
        assert index.shown_revision() is None
        write(index, PAPERS)
        assert found(index, "laundry") == [3]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=60), phrase=st.text(min_size=1, max_size=20))
def test_whatever_is_typed_is_understood(index: TermIndex, typed: str, phrase: str) -> None:
    request = SearchRequest(query=typed, phrases=(phrase,), excluded=(typed,), organization=typed)

    index.search(term_query(request, {}), request, limit=3)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a few kilobytes, which writing meets as it would a full disk.

    Not even the file that pytest itself may write to: it is over before the test is.
    """
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    on_excess = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3_000, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, on_excess)


def test_a_full_disk_is_explained_and_loses_nothing(open_index: Opener, tmp_path: Path) -> None:
    many = [make_paper(n, f"Paper {n}", abstract=f"about{n} " * 50) for n in range(1, 200)]
    with closing(open_index(tmp_path / "terms")) as index:
        write(index, PAPERS)
        with full_disk(), pytest.raises(IndexUnusable, match="cannot be used"):
            write(index, many, Revision(2, "b"))

        assert (index.shown_revision(), found(index, "laundry")) == (REVISION, [3])
