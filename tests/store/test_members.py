from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.models import NOBODY_ID, Follow, Save, ScheduleKind
from bot.store import open_community
from bot.store.community import SqliteCommunity
from tests.builders import NOW_AT
from tests.store.test_schedules import ADMIN, BOT, CHANNEL, DRAFT, GUILD, add, add_slot

ANN, BOB = 1, 2
OTHER_GUILD = 21
# Columns that tell whom a row is about.
MEMBER_COLUMNS = {"member_id", "owner_id"}


@pytest.fixture
def community() -> Iterator[SqliteCommunity]:
    opened = open_community(None)
    yield opened
    opened.close()


def vote(community: SqliteCommunity, member_id: int, *paper_ids: int, guild: int = GUILD) -> None:
    community.add_votes(guild, member_id, paper_ids, voted_at=NOW_AT)


def fill(community: SqliteCommunity, member_id: int) -> None:
    """Everything that can be kept about a member."""
    vote(community, member_id, 7)
    community.add_saves(member_id, [7], saved_at=NOW_AT)
    community.save_last_look(member_id, NOW_AT, 3)
    community.add_left_out_member(member_id, since_at=NOW_AT)
    community.add_follow(member_id, "kv cache", "", followed_at=NOW_AT)
    inbox = replace(DRAFT, kind=ScheduleKind.INBOX, guild_id=None, owner_id=member_id)
    slot = add_slot(community, add(community, inbox), date(2026, 4, 10 + member_id))
    community.save_posted_papers(slot, member_id, {7: (5, 0)}, last_digest_id=3)
    add(community, replace(DRAFT, owner_id=member_id))


def test_a_member_has_one_vote_for_a_paper_in_a_server(community: SqliteCommunity) -> None:
    vote(community, ANN, 7, 8)
    vote(community, ANN, 7)
    vote(community, BOB, 7)
    vote(community, ANN, 7, guild=OTHER_GUILD)

    assert community.count_votes(GUILD, [7, 8, 9]) == {7: 2, 8: 1}
    assert community.count_votes(OTHER_GUILD, [7, 8]) == {7: 1}
    assert community.find_votes(GUILD, ANN, [7, 9]) == {7}


def test_a_vote_can_be_taken_back(community: SqliteCommunity) -> None:
    vote(community, ANN, 7)
    vote(community, BOB, 7)
    community.remove_votes(GUILD, ANN, [7, 8])

    assert community.count_votes(GUILD, [7]) == {7: 1}
    assert community.find_votes(GUILD, ANN, [7]) == set()


def test_a_weeks_votes_are_counted_the_most_first(community: SqliteCommunity) -> None:
    week_ago = NOW_AT - timedelta(days=7)
    community.add_votes(GUILD, ANN, [5], voted_at=week_ago - timedelta(seconds=1))
    community.add_votes(GUILD, ANN, [6], voted_at=week_ago)
    vote(community, ANN, 8)
    vote(community, BOB, 8)
    vote(community, BOB, 9, guild=OTHER_GUILD)

    assert list(community.load_votes_since(GUILD, week_ago).items()) == [(8, 2), (6, 1)]


def test_saved_papers_come_newest_first(community: SqliteCommunity) -> None:
    later_at = NOW_AT + timedelta(minutes=1)
    community.add_saves(ANN, [9, 7], saved_at=NOW_AT)
    community.add_saves(ANN, [7, 8], saved_at=later_at)
    community.add_saves(BOB, [3], saved_at=NOW_AT)
    assert community.load_saves(ANN) == [Save(8, later_at), Save(7, NOW_AT), Save(9, NOW_AT)]

    community.remove_saves(ANN, [7, 3])
    assert [save.paper_id for save in community.load_saves(ANN)] == [8, 9]
    assert [save.paper_id for save in community.load_saves(BOB)] == [3]


def test_a_topic_is_followed_once(community: SqliteCommunity) -> None:
    for excluded in ("", "", "survey"):
        community.add_follow(ANN, "kv cache", excluded, followed_at=NOW_AT)
    community.add_follow(BOB, "robots", "", followed_at=NOW_AT)

    first, second = community.load_follows(ANN)
    assert first == Follow(first.follow_id, "kv cache", "", NOW_AT)
    assert (second.topic, second.excluded) == ("kv cache", "survey")


def test_a_topic_is_let_go_by_whoever_follows_it(community: SqliteCommunity) -> None:
    community.add_follow(ANN, "kv cache", "", followed_at=NOW_AT)
    [follow] = community.load_follows(ANN)
    community.remove_follows(BOB, [follow.follow_id])
    assert community.load_follows(ANN) == [follow]

    community.remove_follows(ANN, [follow.follow_id, follow.follow_id + 1])
    assert community.load_follows(ANN) == []


def test_a_member_is_left_out_until_they_say_otherwise(community: SqliteCommunity) -> None:
    for hours in (0, 1):
        community.add_left_out_member(ANN, since_at=NOW_AT + timedelta(hours=hours))
    assert community.find_left_out_members({ANN, BOB}) == {ANN}
    assert community.load_about_member(BOT, ANN)["left_out_of_summaries"] == [
        {"since_at": "2026-04-20T12:00:00+00:00"}
    ]

    community.remove_left_out_member(ANN)
    assert community.find_left_out_members([ANN, BOB]) == set()


def test_a_channel_has_one_discussion_of_a_paper(community: SqliteCommunity) -> None:
    community.save_discussion(BOT, GUILD, CHANNEL, 7, 600)
    community.save_discussion(BOT, GUILD, CHANNEL, 7, 601)

    assert community.find_discussion(BOT, CHANNEL, 7) == 601
    assert community.find_discussion(BOT, CHANNEL, 8) is None
    assert community.find_discussion(BOT + 1, CHANNEL, 7) is None
    community.forget_guild(BOT, GUILD)
    assert community.find_discussion(BOT, CHANNEL, 7) is None


def test_a_thread_tells_the_paper_that_it_is_about(community: SqliteCommunity) -> None:
    community.save_discussion(BOT, GUILD, CHANNEL, 7, 600)
    assert community.find_discussed_paper(BOT, 600) == 7
    assert community.find_discussed_paper(BOT + 1, 600) is None

    community.save_discussion(BOT, GUILD, CHANNEL, 7, 601)
    assert community.find_discussed_paper(BOT, 600) is None
    assert community.find_discussed_paper(BOT, 601) == 7


def test_votes_stay_while_another_application_is_in_the_server(
    community: SqliteCommunity,
) -> None:
    for application_id in (BOT, BOT + 1):
        community.note_guilds(application_id, [GUILD], now_at=NOW_AT)
    vote(community, ANN, 7)

    community.forget_guild(BOT + 1, GUILD)
    assert community.count_votes(GUILD, [7]) == {7: 1}
    community.forget_guild(BOT, GUILD)
    assert community.count_votes(GUILD, [7]) == {}


def test_everything_about_a_member_is_shown_and_nothing_else(community: SqliteCommunity) -> None:
    fill(community, ANN)
    fill(community, BOB)

    kept = community.load_about_member(BOT, ANN)

    assert {name: len(rows) for name, rows in kept.items()} == dict.fromkeys(kept, 1)
    assert kept["votes"] == [
        {"guild_id": GUILD, "paper_id": 7, "voted_at": "2026-04-20T12:00:00+00:00"}
    ]
    assert kept["followed_topics"][0]["topic"] == "kv cache"
    assert kept["inbox_posts"][0]["local_on"] == "2026-04-11"
    assert kept["server_schedules"][0]["channel_id"] == CHANNEL
    assert "token" not in kept["inbox"][0]
    assert not any(community.load_about_member(BOT, ADMIN).values())


def test_a_member_is_forgotten_in_every_table(community: SqliteCommunity) -> None:
    fill(community, ANN)
    fill(community, BOB)
    tables_with_members = {
        table.name: MEMBER_COLUMNS & set(table.columns_dict)
        for table in community._database.tables
        if MEMBER_COLUMNS & set(table.columns_dict)
    }
    assert tables_with_members.keys() == {
        "votes", "saves", "follows", "looks", "left_out_members", "schedules",
    }  # fmt: skip

    with community.transaction():
        community.forget_member(BOT, ANN)

    assert not any(community.load_about_member(BOT, ANN).values())
    for table, columns in tables_with_members.items():
        for column in columns:
            people = {row[column] for row in community._query(f"SELECT * FROM {table}")}  # noqa: S608
            assert people <= {BOB, NOBODY_ID}
    assert [slot.local_on.day for slot in community.load_unsettled_slots(BOT)] == [12]
    assert len(community.load_about_member(BOT, BOB)["inbox_papers"]) == 1


def test_a_servers_schedule_outlives_whoever_made_it(community: SqliteCommunity) -> None:
    kept = add(community, replace(DRAFT, owner_id=ANN))
    community.forget_member(BOT, ANN)

    (schedule,) = community.load_schedules(BOT)
    assert schedule.schedule_id == kept.schedule_id
    assert schedule.draft == replace(DRAFT, owner_id=NOBODY_ID)
    assert schedule.is_owner_told
