"""Two papers of the index that a digest shows to be one."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from bot.errors import PaperNotFound
from bot.models import Digest, PostedPaper, PostMemory, SearchRequest, Sighting, SlotState
from bot.services.highlights import pick_highlights, pick_new_highlights
from bot.services.ingest import count_words, ingest_digest
from bot.services.library import Library
from bot.services.papers import find_paper, follow_papers, get_paper_details, number_papers
from bot.services.posts import choose_post, content_of, restore_post
from bot.services.recap import recap_week
from bot.services.related import find_papers_like
from bot.services.search import search_papers
from bot.store import open_community, open_reader, open_terms, open_writer
from bot.store.community import SqliteCommunity
from bot.store.writing import SqliteIndexWriter
from tests.builders import NOW_AT, library_over, make_digest, make_entry, make_index
from tests.store.test_schedules import ADMIN, BOT, CHANNEL, DRAFT, GUILD, add, add_slot

ABSTRACT = (
    "Large language models keep keys and values of every token in memory while they decode. "
    "We evict those entries that later tokens hardly attend to, and quantize the rest to two "
    "bits. On eight benchmarks the memory falls by a factor of ten, throughput doubles, and "
    "accuracy stays within half a percent of the uncompressed baseline."
)
ID = "2604.00001"
OTHER = make_digest(make_entry("Robot Arms", "Laundry is folded."), source="other.txt")
PAGE = make_digest(make_entry("Small Caches", ABSTRACT, comment_count=4), source="page.txt")
RENAMED = make_digest(
    make_entry("Forgetting Is Enough", ABSTRACT, arxiv_id=ID, upvotes=9), source="renamed.json"
)
BRIDGE = make_digest(make_entry("Small Caches", ABSTRACT, arxiv_id=ID), source="bridge.json")
MAIL = make_digest(make_entry("Small Caches", arxiv_id=ID), source="mail.eml")
TYPED = make_digest(make_entry("Smal Caches", ABSTRACT), source="typed.txt")
CUT = make_digest(make_entry("Small Caches", ABSTRACT[:80]), source="cut.txt")
NEWS = make_digest(make_entry("Small Caches", ABSTRACT), source="news.md")


def test_the_smaller_number_stays_and_the_other_leads_to_it() -> None:
    index = make_index(OTHER, PAGE, RENAMED)
    assert len(list(index.iter_papers())) == 3

    report = ingest_digest(index, BRIDGE, ingested_at=NOW_AT)

    assert (report.added, report.updated) == (0, 1)
    library = library_over(index)
    assert [paper.paper_id for paper in index.iter_papers()] == [1, 2]
    for reference in ("2", "#3", ID, "Forgetting Is Enough", "small caches"):
        assert find_paper(library, reference).paper_id == 2
    details = get_paper_details(library, "3")
    assert {each.digest for each in details.sightings} == {
        "page.txt",
        "renamed.json",
        "bridge.json",
    }
    assert (details.paper.arxiv_id, details.paper.upvotes, details.paper.comment_count) == (
        ID,
        9,
        4,
    )
    assert follow_papers(library, [3, 1, 9]) == [2, 1, 9]
    assert index.load_former_ids(2) == [3]
    assert index.next_paper_id() == 4
    with pytest.raises(PaperNotFound):
        find_paper(library, "4")


def test_what_is_derived_from_the_papers_follows() -> None:
    index = make_index(OTHER, PAGE, RENAMED)
    library = library_over(index)
    query = SearchRequest(query="quantize")
    assert search_papers(library, query).total == 2

    ingest_digest(index, BRIDGE, ingested_at=NOW_AT)

    assert [hit.paper.paper_id for hit in search_papers(library, query).hits] == [2]
    assert index.load_vocabulary() == dict(sorted(count_words(index.iter_papers()).items()))
    assert index.load_coverage().paper_count == 2


def test_where_searches_lag_behind_its_old_number_leads_on(tmp_path: Path) -> None:
    index = make_index(OTHER, PAGE, RENAMED)
    other, library = open_terms(tmp_path), Library(index, open_terms(tmp_path))
    library.warm_up()
    with other.writing():  # another process, so that this one's searches stay as they are
        ingest_digest(index, BRIDGE, ingested_at=NOW_AT)

        hits = search_papers(library, SearchRequest(query="forgetting")).hits
        alike = find_papers_like(library, "Forgetting keys and values is enough.").related

        assert hits == ()
        assert {each.paper.paper_id for each in alike} <= {1, 2}
        assert find_paper(library, "forgetting is enogh").paper_id == 2
    other.close()
    library.close()


@pytest.mark.parametrize(
    "choose",
    [
        pytest.param(lambda library: pick_highlights(library, today=NOW_AT.date()), id="a day"),
        pytest.param(
            lambda library: pick_new_highlights(
                library, today=date(2026, 4, 15), memory=PostMemory((), last_digest_id=0)
            ),
            id="news",
        ),
        pytest.param(
            lambda library: recap_week(library, today=date(2026, 4, 19), until=date(2026, 4, 15)),
            id="a week",
        ),
    ],
)
def test_two_become_one_while_papers_are_chosen(
    tmp_path: Path, choose: Callable[[Library], object]
) -> None:
    path = tmp_path / "index.db"
    with closing(open_writer(path)) as writer, closing(open_reader(path)) as reader:
        for digest in (OTHER, PAGE, RENAMED):
            ingest_digest(writer, digest, ingested_at=NOW_AT)
        load_sightings = reader.load_sightings

        def load_later(paper_ids: Sequence[int]) -> Mapping[int, tuple[Sighting, ...]]:
            ingest_digest(writer, BRIDGE, ingested_at=NOW_AT)
            return load_sightings(paper_ids)

        reader.load_sightings = load_later  # type: ignore[method-assign]
        library = library_over(reader)

        assert choose(library)
        assert writer.load_successors([3]) == {3: 2}


def test_again_it_changes_nothing() -> None:
    index = make_index(PAGE, RENAMED, BRIDGE)
    before = list(index._connection.iterdump())

    reports = [ingest_digest(index, each, ingested_at=NOW_AT) for each in (PAGE, RENAMED, BRIDGE)]

    assert [(each.added, each.updated) for each in reports] == [(0, 0)] * 3
    assert list(index._connection.iterdump()) == before


def test_a_number_leads_on_however_often_its_paper_is_united() -> None:
    draft = make_digest(make_entry("A Draft", external_id="doc-1"), source="draft.jsonl")
    final = make_digest(
        make_entry("Small Caches", ABSTRACT, external_id="doc-1"), source="final.jsonl"
    )
    index = make_index(draft, PAGE, RENAMED, BRIDGE)
    assert index.load_successors([1, 2, 3]) == {3: 2}

    ingest_digest(index, final, ingested_at=NOW_AT)

    assert index.load_successors([1, 2, 3]) == {2: 1, 3: 1}
    assert [paper.paper_id for paper in index.iter_papers()] == [1]


@pytest.mark.parametrize(
    "digests",
    [
        pytest.param((PAGE, RENAMED, BRIDGE), id="renamed"),
        pytest.param((TYPED, RENAMED, BRIDGE), id="renamed, and with a typing error"),
        pytest.param((TYPED, MAIL, BRIDGE), id="a typing error, and a mail without abstracts"),
        pytest.param((TYPED, CUT, BRIDGE), id="a typing error, and an abstract that was cut off"),
        pytest.param((TYPED, MAIL, RENAMED), id="the abstract comes under the new name"),
        pytest.param((PAGE, RENAMED, MAIL, NEWS), id="four of them"),
    ],
)
def test_in_whatever_order_they_come_it_is_one_paper(digests: tuple[Digest, ...]) -> None:
    for order in permutations(digests):
        index = make_index(*order)
        assert [paper.paper_id for paper in index.iter_papers()] == [1], [d.source for d in order]


def test_a_message_s_papers_are_found_by_the_numbers_they_had() -> None:
    library = library_over(make_index(OTHER, PAGE, RENAMED, BRIDGE))

    numbered = number_papers(library, [3, 1])
    both = number_papers(library, [3, 1, 2])

    assert {number: each.paper_id for number, each in numbered.items()} == {1: 2, 2: 1}
    assert {number: each.paper_id for number, each in both.items()} == {1: 2, 2: 1}


def test_a_post_that_is_sent_again_shows_what_its_paper_became() -> None:
    index = make_index(OTHER, PAGE, RENAMED)
    library = library_over(index)
    draft = replace(DRAFT, topic=None, excluded=None, min_comments=None)
    chosen = choose_post(library, draft, today=date(2026, 4, 15), memory=PostMemory(), votes={3: 5})
    content = content_of(chosen)
    assert '"paper": 3' in content

    ingest_digest(index, BRIDGE, ingested_at=NOW_AT)

    shown = restore_post(library, content, with_counts_of_now=False).picks
    assert [(pick.paper.paper_id, pick.paper.upvotes) for pick in shown if pick.paper.upvotes] == [
        (2, 9)
    ]


def unite(path: Path) -> None:
    with closing(open_writer(path)) as index:
        ingest_digest(index, BRIDGE, ingested_at=NOW_AT)


def test_what_members_did_with_either_counts_for_the_one(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    fill(path).close()
    with closing(open_community(path)) as community:
        for member_id, paper_ids in {1: [2], 2: [3], 3: [2, 3]}.items():
            community.add_saves(member_id, paper_ids, saved_at=NOW_AT)
            community.add_votes(GUILD, member_id, paper_ids, voted_at=NOW_AT)
        community.add_votes(GUILD, 4, [1], voted_at=NOW_AT)

        unite(path)

        for member_id in (1, 2, 3):
            assert [save.paper_id for save in community.load_saves(member_id)] == [2]
        assert community.count_votes(GUILD, [1, 2, 3]) == {1: 1, 2: 3}


def test_a_channel_has_seen_the_one_that_had_seen_the_other(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    fill(path).close()
    with closing(open_community(path)) as community:
        post(community, date(2026, 4, 13), CHANNEL, {3: (9, None)})
        post(community, date(2026, 4, 14), CHANNEL + 1, {2: (None, 4), 3: (9, 1), 1: (2, 0)})

        unite(path)

        assert community.load_memory(CHANNEL).posted == (
            PostedPaper(2, date(2026, 4, 13), 9, None),
        )
        assert set(community.load_memory(CHANNEL + 1).posted) == {
            PostedPaper(1, date(2026, 4, 14), 2, 0),
            PostedPaper(2, date(2026, 4, 14), 9, 4),
        }
        # Chosen before, and noted after: as when both are written at one time.
        post(community, date(2026, 4, 15), CHANNEL + 2, {3: (1, 1)})
        assert [each.paper_id for each in community.load_memory(CHANNEL + 2).posted] == [2]


def test_the_threads_of_both_are_about_the_one(tmp_path: Path) -> None:
    path = tmp_path / "index.db"
    fill(path).close()
    with closing(open_community(path)) as community:
        for channel_id, paper_id, thread_id in ((1, 2, 12), (1, 3, 13), (2, 3, 23)):
            community.save_discussion(BOT, GUILD, channel_id, paper_id, thread_id)

        unite(path)

        assert community.find_discussion(BOT, 1, 2) == 12
        assert community.find_discussion(BOT, 2, 2) == 23
        for thread_id in (12, 13, 23):
            assert community.find_discussed_paper(BOT, thread_id) == 2
        assert community.load_discussions(BOT, GUILD) == [(2, 12), (2, 13), (2, 23)]


def fill(path: Path) -> SqliteIndexWriter:
    """An index with the papers 1, 2 and 3, of which the last two are to become one."""
    index = open_writer(path)
    for digest in (OTHER, PAGE, RENAMED):
        ingest_digest(index, digest, ingested_at=NOW_AT)
    return index


def post(
    community: SqliteCommunity,
    day: date,
    target_id: int,
    counts: dict[int, tuple[int | None, int | None]],
) -> None:
    slot = add_slot(community, add(community, replace(DRAFT, owner_id=ADMIN)), day)
    community.save_posted_papers(slot, target_id, counts, last_digest_id=1)
    community.save_slot(replace(slot, state=SlotState.SENT))
