from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time

import pytest

from bot.errors import FollowRefused
from bot.models import Schedule, ScheduleKind, Timing
from bot.services import ledger
from bot.services.following import (
    FOLLOW_LIMIT_COUNT,
    FollowChange,
    follow_topic,
    get_follow,
    list_closed_inboxes,
    list_following,
    reopen_inbox,
    unfollow,
)
from bot.store.community import SqliteCommunity
from tests.services.schedule_books import BOT, at, open_book

ANN, BOB = 7, 8
NINE = Timing(time(9), "UTC")
NOW_AT = at("14 08:00")
CLOSED = "Your direct messages are closed for Paperboy."


@pytest.fixture
def community() -> Iterator[SqliteCommunity]:
    opened = open_book()
    yield opened
    opened.close()


def follow(
    community: SqliteCommunity,
    topic: str,
    excluded: str | None = None,
    *,
    timing: Timing = NINE,
    member_id: int = ANN,
) -> FollowChange:
    return follow_topic(
        community,
        topic,
        excluded=excluded,
        timing=timing,
        application_id=BOT,
        member_id=member_id,
        now_at=NOW_AT,
    )


def topics(community: SqliteCommunity) -> list[tuple[str, str]]:
    return [(each.topic, each.excluded) for each in community.load_follows(ANN)]


def inbox_of(community: SqliteCommunity, member_id: int = ANN) -> Schedule:
    inbox = community.find_inbox(BOT, member_id)
    assert inbox is not None
    return inbox


def reopen(community: SqliteCommunity, now_at: datetime) -> bool:
    """Whether the member hears of it."""
    return reopen_inbox(community, application_id=BOT, member_id=ANN, now_at=now_at) is not None


def close_inbox(community: SqliteCommunity, text: str) -> None:
    """The slot that is due then meets with closed direct messages."""
    ledger.enter_due_slots(community, application_id=BOT, now_at=at(text))
    [task] = ledger.load_tasks(community, application_id=BOT, now_at=at(text))
    assert ledger.refuse(community, task, CLOSED, now_at=at(text), is_final=True) is not None


def test_the_first_topic_makes_an_inbox_and_others_share_it(community: SqliteCommunity) -> None:
    first, second = follow(community, "kv cache"), follow(community, "robots", "laundry")

    assert (first.is_new, first.follow_count) == (True, 1)
    assert (second.is_new, second.follow_count) == (True, 2)
    assert first.inbox.next_at == at("14 09:00")
    [inbox] = community.load_schedules(BOT, kind=ScheduleKind.INBOX)
    assert (inbox.draft.owner_id, inbox.draft.channel_id, inbox.draft.timing) == (ANN, None, NINE)
    assert topics(community) == [("kv cache", ""), ("robots", "laundry")]


@pytest.mark.parametrize(
    ("topic", "excluded", "kept"),
    [
        pytest.param("KV  Cache", None, ("kv cache", "survey"), id="what is left out stays"),
        pytest.param("kv cache", "code", ("kv cache", "code"), id="what is left out changes"),
    ],
)
def test_a_topic_is_followed_once_however_it_is_typed(
    community: SqliteCommunity, topic: str, excluded: str | None, kept: tuple[str, str]
) -> None:
    follow(community, "kv cache", "survey")
    again = follow(community, topic, excluded)

    assert not again.is_new
    assert (again.follow.topic, again.follow.excluded) == kept
    assert topics(community) == [kept]


def test_a_later_time_moves_the_inbox(community: SqliteCommunity) -> None:
    follow(community, "kv cache")
    change = follow(community, "kv cache", timing=Timing(time(21), "Asia/Tokyo"))

    assert change.inbox.next_at == at("14 12:00")
    assert inbox_of(community).draft.timing.zone == "Asia/Tokyo"


def test_topics_have_a_limit_and_known_ones_do_not_count_twice(community: SqliteCommunity) -> None:
    for number in range(FOLLOW_LIMIT_COUNT):
        follow(community, f"topic {number}")
    follow(community, "topic 3")

    with pytest.raises(FollowRefused, match="You follow 25 topics"):
        follow(community, "one more")
    follow(community, "another member's", member_id=BOB)


def test_the_inbox_goes_with_the_last_topic(community: SqliteCommunity) -> None:
    one, two = follow(community, "kv cache").follow, follow(community, "robots").follow

    left = unfollow(community, [one.follow_id], application_id=BOT, member_id=ANN, now_at=NOW_AT)
    assert [each.topic for each in left.follows] == ["robots"]
    assert left.inbox is not None
    left = unfollow(community, [two.follow_id], application_id=BOT, member_id=ANN, now_at=NOW_AT)
    assert (left.follows, left.inbox) == ((), None)
    assert community.find_inbox(BOT, ANN) is None


def test_nobody_lets_another_members_topic_go(community: SqliteCommunity) -> None:
    kept = follow(community, "kv cache").follow
    unfollow(community, [kept.follow_id], application_id=BOT, member_id=BOB, now_at=NOW_AT)

    following = list_following(community, application_id=BOT, member_id=ANN, now_at=NOW_AT)
    assert following.follows == (kept,)


@pytest.mark.parametrize(
    ("reference", "topic"),
    [
        pytest.param("Robots", "robots", id="its words"),
        pytest.param("laundry", "folding laundry", id="some of its words"),
        pytest.param("robots that fold", "robots that fold", id="the whole before a part"),
    ],
)
def test_a_topic_is_found(community: SqliteCommunity, reference: str, topic: str) -> None:
    for each in ("robots", "robots that fold", "folding laundry"):
        follow(community, each)

    found = get_follow(community, reference, member_id=ANN)
    assert found.topic == topic
    assert get_follow(community, f"#{found.follow_id}", member_id=ANN) == found


@pytest.mark.parametrize(
    ("followed", "reference", "complaint"),
    [
        pytest.param((), "robots", "You follow nothing yet", id="nothing is followed"),
        pytest.param(("cache",), "robots", "You do not follow “robots”; you follow “cache”",
                     id="another is"),
        pytest.param(("a b", "b c"), "b", "Several of your topics fit “b”", id="two fit"),
        pytest.param(tuple("abcd"), "x", "more: /following lists them", id="many are"),
    ],
)  # fmt: skip
def test_a_topic_that_is_not_found_is_explained(
    community: SqliteCommunity, followed: tuple[str, ...], reference: str, complaint: str
) -> None:
    for each in followed:
        follow(community, each)

    with pytest.raises(FollowRefused, match=complaint):
        get_follow(community, reference, member_id=ANN)


def test_a_closed_inbox_tries_again_and_its_owner_hears_why_once(
    community: SqliteCommunity,
) -> None:
    follow(community, "kv cache")
    follow(community, "robots", member_id=BOB, timing=Timing(time(23), "UTC"))
    assert not reopen(community, at("14 08:30")), "it is open"
    close_inbox(community, "14 09:00")
    assert list_closed_inboxes(community, application_id=BOT) == {ANN}

    assert reopen(community, at("14 12:00"))
    assert not reopen(community, at("14 12:00"))
    assert list_closed_inboxes(community, application_id=BOT) == set()
    assert not inbox_of(community).is_paused
    assert inbox_of(community).checked_until_at == at("14 12:00")

    close_inbox(community, "15 09:00")
    assert not reopen(community, at("15 12:00")), "said before; it tries again all the same"
    assert not inbox_of(community).is_paused


def test_after_something_arrived_a_closed_inbox_is_explained_anew(
    community: SqliteCommunity,
) -> None:
    follow(community, "kv cache")
    close_inbox(community, "14 09:00")
    reopen(community, at("14 12:00"))
    ledger.enter_due_slots(community, application_id=BOT, now_at=at("15 09:00"))
    [task] = ledger.load_tasks(community, application_id=BOT, now_at=at("15 09:00"))
    ledger.settle_sent(community, task, place_id=1, message_id=2, sent_at=at("15 09:00"))
    close_inbox(community, "16 09:00")

    assert reopen(community, at("16 12:00"))


def test_an_inbox_that_a_person_paused_stays_so(community: SqliteCommunity) -> None:
    follow(community, "kv cache")
    community.save_schedule(replace(inbox_of(community), paused_at=NOW_AT))

    assert not reopen(community, at("14 12:00"))
    assert inbox_of(community).is_paused
    assert list_closed_inboxes(community, application_id=BOT) == set()
