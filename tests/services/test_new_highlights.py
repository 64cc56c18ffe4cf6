from datetime import date, timedelta

import pytest

from bot.models import Highlights, PostedPaper, PostMemory
from bot.services.highlights import pick_new_highlights
from tests.builders import make_entry
from tests.services.arrivals import Arrivals

MONDAY = date(2026, 4, 13)
TUESDAY = MONDAY + timedelta(days=1)
NEVER = PostMemory()


@pytest.fixture
def arrivals() -> Arrivals:
    """On Monday two papers came, on Tuesday one of them again, grown, and a new one."""
    made = Arrivals()
    made.receive(
        make_entry("Small Caches", "Quantized keys.", upvotes=5),
        make_entry("Robot Arms", "Laundry is folded.", upvotes=2),
        arrived_on=MONDAY,
    )
    made.receive(
        make_entry("Small Caches", "Quantized keys.", upvotes=26),
        make_entry("Speech Synthesis", "Voices are cloned.", upvotes=30, comment_count=4),
        arrived_on=TUESDAY,
    )
    return made


def picked_titles(picked: Highlights) -> list[str]:
    return [pick.paper.title for pick in picked.picks]


def posted(paper_id: int, on: date = MONDAY, upvotes: int | None = 5) -> PostedPaper:
    return PostedPaper(paper_id, on, upvotes=upvotes, comment_count=None)


def test_the_first_post_is_of_the_latest_day(arrivals: Arrivals) -> None:
    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=NEVER)

    assert picked_titles(picked) == ["Speech Synthesis", "Small Caches"]
    assert (picked.on, picked.latest_on, picked.last_digest_id) == (TUESDAY, TUESDAY, 2)
    assert (picked.seen_count, picked.candidate_count, picked.new_count) == (2, 2, 1)


def test_later_posts_are_of_what_is_new_or_grown(arrivals: Arrivals) -> None:
    memory = PostMemory(last_digest_id=1)

    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=memory)

    assert picked_titles(picked) == ["Speech Synthesis", "Small Caches"]
    assert picked.picks[0].reasons == ("30 upvotes", "new today", "4 comments")
    assert picked.picks[1].reasons == ("26 upvotes, +21 since yesterday",)


def test_a_post_after_a_pause_is_of_several_days(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Later"), arrived_on=date(2026, 4, 16))
    memory = PostMemory(last_digest_id=1)

    picked = pick_new_highlights(arrivals.library, today=date(2026, 4, 17), memory=memory)

    assert picked_titles(picked) == ["Speech Synthesis", "Later", "Small Caches"]
    assert "new on 14 Apr" in picked.picks[0].reasons


def test_nothing_has_come_since(arrivals: Arrivals) -> None:
    memory = PostMemory(last_digest_id=2)

    picked = pick_new_highlights(arrivals.library, today=date(2026, 4, 15), memory=memory)

    assert (picked.picks, picked.seen_count, picked.latest_on) == ((), 0, TUESDAY)
    assert picked.last_digest_id == 2


def test_what_came_again_and_has_not_grown_is_no_news(arrivals: Arrivals) -> None:
    arrivals.receive(
        make_entry("Small Caches", upvotes=26),
        make_entry("Speech Synthesis", upvotes=30, comment_count=5),
        make_entry("Robot Arms"),
        arrived_on=TUESDAY, hour=20,
    )  # fmt: skip

    picked = pick_new_highlights(
        arrivals.library, today=TUESDAY, memory=PostMemory(last_digest_id=2)
    )

    assert picked_titles(picked) == ["Speech Synthesis"]


def test_what_was_posted_does_not_come_back(arrivals: Arrivals) -> None:
    memory = PostMemory((posted(1),), last_digest_id=1)

    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=memory)

    assert picked_titles(picked) == ["Speech Synthesis"]
    assert (picked.seen_count, picked.candidate_count, picked.posted_count) == (2, 1, 1)


def test_unless_it_has_drawn_much_more_attention(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Small Caches", upvotes=120), arrived_on=date(2026, 4, 20))
    before = posted(1, upvotes=26)

    picked = pick_new_highlights(
        arrivals.library,
        today=date(2026, 4, 20),
        memory=PostMemory((before,), last_digest_id=2),
    )

    [pick] = picked.picks
    assert pick.returned_from == before
    assert pick.reasons == ("back with 120 upvotes; 26 when it was posted here on 13 Apr",)
    assert picked.new_count == 0


def test_an_archive_is_no_news(arrivals: Arrivals) -> None:
    arrivals.receive(
        make_entry("Old Wine", upvotes=900), arrived_on=TUESDAY, issued_on=date(2026, 4, 6)
    )
    arrivals.receive(
        make_entry("New Wine", upvotes=9), arrived_on=TUESDAY, issued_on=date(2026, 4, 7)
    )

    picked = pick_new_highlights(
        arrivals.library, today=TUESDAY, memory=PostMemory(last_digest_id=2)
    )

    assert picked_titles(picked) == ["New Wine"]
    assert picked.last_digest_id == 4


def test_an_archive_is_no_first_post_either(arrivals: Arrivals) -> None:
    picked = pick_new_highlights(arrivals.library, today=date(2026, 5, 1), memory=NEVER)

    assert (picked.picks, picked.latest_on) == ((), TUESDAY)


def test_of_a_saved_search_only_what_is_fresh_is_news(arrivals: Arrivals) -> None:
    old = [make_entry(f"Old {n}", published_on=date(2024, n, 1)) for n in (1, 2, 3)]
    fresh = make_entry("Fresh", published_on=date(2026, 4, 9))
    arrivals.receive(*old, fresh, make_entry("Undated"), arrived_on=TUESDAY)

    picked = pick_new_highlights(
        arrivals.library, today=TUESDAY, memory=PostMemory(last_digest_id=2)
    )

    assert picked_titles(picked) == ["Fresh"]


def test_a_digest_without_a_day_counts_by_its_arrival(arrivals: Arrivals) -> None:
    arrivals.receive(make_entry("Undated"), arrived_on=TUESDAY, is_undated=True)

    for today, titles in ((TUESDAY, ["Undated"]), (date(2026, 4, 30), [])):
        memory = PostMemory(last_digest_id=2)
        picked = pick_new_highlights(arrivals.library, today=today, memory=memory)
        assert picked_titles(picked) == titles


@pytest.mark.parametrize(
    "memory", [NEVER, PostMemory(last_digest_id=40)], ids=["first", "after a backup was put back"]
)
def test_digests_without_a_day_are_enough_for_a_post(memory: PostMemory) -> None:
    arrivals = Arrivals()
    arrivals.receive(make_entry("Undated"), arrived_on=TUESDAY, is_undated=True)

    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=memory)

    assert picked_titles(picked) == ["Undated"]


@pytest.mark.parametrize("memory", [NEVER, PostMemory(last_digest_id=2)], ids=["first", "later"])
def test_a_channels_day_may_begin_later_than_the_digests(
    arrivals: Arrivals, memory: PostMemory
) -> None:
    arrivals.receive(make_entry("Early"), arrived_on=date(2026, 4, 15))

    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=memory)

    assert picked_titles(picked) == ["Early"]


def test_a_topic_and_comments_narrow_the_news(arrivals: Arrivals) -> None:
    memory = PostMemory(last_digest_id=1)

    for topic, least, titles in (
        ("kv caches", None, []),
        ("voices", None, ["Speech Synthesis"]),
        (None, 4, ["Speech Synthesis"]),
        (None, 5, []),
        ("voices comments:>=5", 1, []),
    ):
        picked = pick_new_highlights(
            arrivals.library, today=TUESDAY, memory=memory, topic=topic, min_comments=least
        )
        assert picked_titles(picked) == titles, (topic, least)
        assert (picked.seen_count, picked.min_comments) == (2, least)


def test_after_a_backup_was_put_back_the_latest_day_is_news(arrivals: Arrivals) -> None:
    memory = PostMemory((posted(1),), last_digest_id=40)

    picked = pick_new_highlights(arrivals.library, today=TUESDAY, memory=memory)

    assert picked_titles(picked) == ["Speech Synthesis"]
    assert picked.last_digest_id == 2


def test_an_empty_index_has_no_news() -> None:
    picked = pick_new_highlights(Arrivals().library, today=TUESDAY, memory=NEVER)

    assert (picked.picks, picked.latest_on, picked.last_digest_id) == ((), None, None)
