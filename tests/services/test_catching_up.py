from datetime import UTC, date, datetime, timedelta

from bot.models import Follow, Highlights
from bot.services.catching_up import CatchUp, Look, catch_up, memory_of
from bot.services.topic_news import pick_topic_news
from tests.builders import NOW_AT, make_entry
from tests.services.arrivals import Arrivals

MONDAY = date(2026, 4, 13)
TUESDAY_AT = datetime(2026, 4, 14, 12, tzinfo=UTC)


def make_arrivals() -> Arrivals:
    arrivals = Arrivals()
    arrivals.receive(make_entry("Long Gone"), arrived_on=date(2026, 3, 2))
    arrivals.receive(
        make_entry("Small Caches", "Quantized keys.", upvotes=5),
        make_entry("Robot Arms", "Laundry is folded.", upvotes=9),
        arrived_on=MONDAY,
    )
    arrivals.receive(
        make_entry("Speech Synthesis", "Voices are cloned.", upvotes=7),
        arrived_on=MONDAY + timedelta(days=1),
    )
    return arrivals


def look_on(arrivals: Arrivals, look: Look | None, *topics: str) -> CatchUp:
    today = TUESDAY_AT.date()
    picked = [
        pick_topic_news(
            arrivals.library,
            Follow(1, topic, "", NOW_AT),
            today=today,
            memory=memory_of(look),
            limit=5,
        )
        for topic in topics
    ]
    return catch_up(arrivals.library, look=look, topics=picked, now_at=TUESDAY_AT)


def titles(sections: tuple[Highlights, ...]) -> list[list[str]]:
    return [[pick.paper.title for pick in section.picks] for section in sections]


def test_somebody_new_has_missed_a_week() -> None:
    caught_up = look_on(make_arrivals(), None)

    assert (caught_up.looked_at, caught_up.is_cut) == (None, True)
    assert (caught_up.digest_count, caught_up.new_count) == (2, 3)
    assert caught_up.last_digest_id == 3
    [best] = titles(caught_up.sections)
    assert set(best) == {"Small Caches", "Robot Arms", "Speech Synthesis"}


def test_followed_topics_come_first_and_no_paper_twice() -> None:
    caught_up = look_on(make_arrivals(), None, "caches", "deserts", "laundry")

    caches, laundry, others = titles(caught_up.sections)
    assert (caches, laundry, others) == (["Small Caches"], ["Robot Arms"], ["Speech Synthesis"])


def test_what_came_before_the_last_look_is_known() -> None:
    looked_at = TUESDAY_AT - timedelta(hours=20)
    caught_up = look_on(make_arrivals(), (looked_at, 2))

    assert (caught_up.looked_at, caught_up.is_cut) == (looked_at, False)
    assert (caught_up.digest_count, caught_up.new_count) == (1, 1)
    assert titles(caught_up.sections) == [["Speech Synthesis"]]


def test_a_look_long_ago_does_not_bring_old_news() -> None:
    caught_up = look_on(make_arrivals(), (TUESDAY_AT - timedelta(days=60), None))

    assert caught_up.is_cut
    assert caught_up.digest_count == 2


def test_where_nothing_came_there_is_nothing() -> None:
    caught_up = look_on(make_arrivals(), (TUESDAY_AT, 3), "caches")

    assert (caught_up.sections, caught_up.digest_count, caught_up.new_count) == ((), 0, 0)
    assert caught_up.last_digest_id == 3
