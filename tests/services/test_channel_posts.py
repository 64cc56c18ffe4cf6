from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.services.channel_posts import count_recent_votes, find_channel_post
from bot.store.community import SqliteCommunity
from tests.services.schedule_books import BOT, CHANNEL, GUILD, add_schedule, at, open_book

NOW_AT = at("14 12:00")


@pytest.fixture
def community() -> Iterator[SqliteCommunity]:
    opened = open_book()
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("age", "counts"),
    [
        pytest.param(timedelta(days=30), {7: 1}, id="thirty days old"),
        pytest.param(timedelta(days=30, seconds=1), {}, id="older"),
    ],
)
def test_votes_count_for_a_month(
    community: SqliteCommunity, age: timedelta, counts: dict[int, int]
) -> None:
    community.add_votes(GUILD, 1, [7], voted_at=NOW_AT - age)

    assert count_recent_votes(community, GUILD, now_at=NOW_AT) == counts
    assert count_recent_votes(community, GUILD + 1, now_at=NOW_AT) == {}


def test_where_there_is_no_server_nobody_can_vote(community: SqliteCommunity) -> None:
    assert count_recent_votes(community, None, now_at=NOW_AT) is None


def find(community: SqliteCommunity, channel_id: int = CHANNEL) -> int | None:
    post = find_channel_post(
        community, channel_id, application_id=BOT, guild_id=GUILD, now_at=NOW_AT
    )
    return None if post is None else post.schedule.schedule_id


def test_the_first_schedule_in_force_is_the_channels(community: SqliteCommunity) -> None:
    paused, first, _ = (add_schedule(community, at("10 08:00")) for _ in range(3))
    community.save_schedule(replace(paused, paused_at=NOW_AT))

    assert find(community) == first.schedule_id
    assert find(community, CHANNEL + 1) is None
