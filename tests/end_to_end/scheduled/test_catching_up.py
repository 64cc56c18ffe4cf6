"""What somebody missed, as only they see it."""

from datetime import date

import simcord

from tests.end_to_end.posting import THEMES, Newsroom, make_day
from tests.end_to_end.server import items_of, shown, text_of


async def catch_up(newsroom: Newsroom) -> simcord.ResponseMessage:
    message = shown(await newsroom.admin.slash(newsroom.channel, "catchup"))
    assert message.ephemeral
    return message


async def test_what_was_seen_does_not_come_again(newsroom: Newsroom) -> None:
    first = await catch_up(newsroom)
    assert "**In the last 7 days**: 7 papers in 1 digest" in text_of(first)
    assert [item["label"] for item in items_of(first)] == ["Details", "Save", "Vote", "Discuss"]

    second = await catch_up(newsroom)
    assert text_of(second).startswith("Nothing new since you looked <t:1776146400:f>.")
    assert "The latest digest is of Mon 13 Apr 2026" in text_of(second)
    assert items_of(second) == []

    await newsroom.at("2026-04-15 12:00")
    await newsroom.ingest(make_day(date(2026, 4, 15), "News of the Day", THEMES[0], upvotes=4))
    third = await catch_up(newsroom)
    assert "**Since <t:1776146400:f>**: 1 new paper in 1 digest" in text_of(third)
    assert "News of the Day" in text_of(third)


async def test_followed_topics_come_first(newsroom: Newsroom) -> None:
    await newsroom.admin.slash(newsroom.channel, "follow", topic="laundry")
    message = await catch_up(newsroom)

    assert [embed.title for embed in message.embeds] == ["On “laundry”", "Beside your topics"]
    assert THEMES[1] not in (message.embeds[1].description or "")


async def test_a_quiet_post_lets_one_catch_up(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-15 09:00")
    _, quiet = newsroom.posts()

    pressed = shown(await newsroom.admin.click(quiet, label="Catch up"))
    assert pressed.ephemeral
    assert "7 papers in 1 digest" in text_of(pressed)
    assert "Nothing new" in text_of(await catch_up(newsroom))


async def test_it_works_in_direct_messages(newsroom: Newsroom) -> None:
    message = shown(await newsroom.admin.user.slash("catchup"))

    assert "7 papers in 1 digest" in text_of(message)


async def test_after_a_long_time_away_only_the_last_days_count(newsroom: Newsroom) -> None:
    await catch_up(newsroom)
    await newsroom.ingest(make_day(date(2026, 4, 15), "Long Gone", upvotes=4))
    await newsroom.at("2026-05-14 12:00")
    await newsroom.ingest(make_day(date(2026, 5, 13), "Quite Fresh", upvotes=4))
    message = await catch_up(newsroom)

    assert "You last looked <t:1776146400:f>." in text_of(message)
    assert "**In the last 7 days**: 1 new paper in 1 digest" in text_of(message)
    assert "Long Gone" not in text_of(message)
