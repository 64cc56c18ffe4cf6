"""A post, or its edit, of which nobody knows whether it stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.discord_app.render.custom_ids import PICK_SAVE
from bot.discord_app.render.pick_buttons import pick_button
from bot.scheduling.marks import mark_of_slot
from tests.end_to_end.faults import (
    PUBLICATION,
    THREAD_OF_MESSAGE,
    UNREACHABLE,
    Killed,
    refusal,
)
from tests.end_to_end.posting import THEMES, Newsroom, make_day

FIRST_DAY = date(2026, 4, 14)
LATER = ("09:01", "09:12", "10:12", "13:30")


async def go_on(newsroom: Newsroom, *moments: str) -> None:
    for moment in moments:
        await newsroom.at(f"2026-04-14 {moment}")


def edits(newsroom: Newsroom) -> list[dict[str, Any]]:
    """What the bot changed its posts to."""
    return [
        call.json or {} for call in newsroom.env.http_requests
        if call.method == "PATCH" and f"/channels/{newsroom.channel.id}/messages/" in call.path
    ]  # fmt: skip


async def test_the_post_of_another_schedule_is_not_taken_for_it(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="08:30", timezone="UTC", papers=2)
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=2)
    await newsroom.at("2026-04-14 08:30")
    newsroom.wire.script = ["500 before"]
    await go_on(newsroom, "09:00", "09:01")

    assert len(newsroom.posts()) == 2


async def test_what_somebody_else_posted_is_not_taken_for_it(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    schedule = await newsroom.desk.community.run(lambda book: book.find_schedule(1))
    assert schedule is not None
    marker = mark_of_slot(schedule.token, FIRST_DAY)
    await newsroom.at("2026-04-14 08:59")
    button = {"type": 2, "style": 2, "label": "Save", "custom_id": custom_id_with(marker)}
    newsroom.env.backend.create_message(
        newsroom.channel.id, newsroom.admin.id, "a copy",
        components=[{"type": 1, "components": [button]}],
    )  # fmt: skip
    newsroom.wire.script = ["500 before"]
    await go_on(newsroom, "09:00", "09:01")

    assert len(newsroom.posts()) == 1


def custom_id_with(marker: int) -> str:
    return pick_button(PICK_SAVE, 7, marker=marker).custom_id


async def test_a_forum_post_is_found_although_somebody_archived_it(newsroom: Newsroom) -> None:
    forum = newsroom.guild.create_forum_channel("highlights")
    await newsroom.add_schedule(channel=forum, time="09:00", timezone="UTC")
    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-14 09:00")
    for thread in newsroom.env.backend.channels.values():
        if thread.thread_metadata is not None:
            thread.thread_metadata.archived = True
    await go_on(newsroom, *LATER)

    assert (
        len([each for each in newsroom.env.backend.channels.values() if each.thread_metadata]) == 1
    )


async def test_each_attempt_has_the_same_nonce(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-14 09:00")
    [post] = newsroom.posts()
    newsroom.env.backend.delete_message(newsroom.channel.id, post.id)
    await go_on(newsroom, *LATER)

    nonces = [
        (call.json or {})["nonce"]
        for call in newsroom.env.http_requests
        if call.method == "POST" and call.path == f"/channels/{newsroom.channel.id}/messages"
    ]
    assert len(nonces) == 2
    assert len(set(nonces)) == 1


@pytest.mark.parametrize("script", [["500 before"], []], ids=["no answer", "refused"])
async def test_what_was_paused_before_it_could_be_sent_is_not_sent_later(
    newsroom: Newsroom, script: list[str]
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    newsroom.wire.script = list(script)
    if not script:
        newsroom.wire.forbidden_channels.add(newsroom.channel.id)
    await newsroom.at("2026-04-14 09:00")
    newsroom.wire.forbidden_channels.clear()
    await newsroom.admin.slash(newsroom.channel, "schedule pause", schedule="1")
    if script:
        await newsroom.at("2026-04-14 09:01")
    await newsroom.admin.slash(newsroom.channel, "schedule resume", schedule="1")
    await go_on(newsroom, *LATER)

    assert newsroom.posts() == []


@pytest.mark.parametrize("script", [["500 before"], []], ids=["no answer", "refused"])
async def test_what_could_not_be_sent_is_let_go_the_next_day(
    newsroom: Newsroom, script: list[str]
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="tue")
    newsroom.wire.script = list(script)
    if not script:
        newsroom.wire.forbidden_channels.add(newsroom.channel.id)
    await newsroom.at("2026-04-14 09:00")
    newsroom.wire.forbidden_channels.clear()
    await newsroom.at("2026-04-15 12:00")

    assert newsroom.posts() == []


async def test_a_thread_or_a_publication_that_there_is_already_is_no_fault(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    news = newsroom.guild.create_news_channel("news")
    await newsroom.add_schedule(
        channel=news, time="09:00", timezone="UTC", thread=True, publish=True
    )
    newsroom.wire.failing_paths = {
        THREAD_OF_MESSAGE: refusal(400, 160004),
        PUBLICATION: refusal(400, 40033),
    }
    await newsroom.at("2026-04-14 09:00")

    assert len(newsroom.posts(news)) == 1
    assert "without its thread" not in caplog.text


async def test_a_thread_that_cannot_be_opened_is_let_go(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", thread=True)
    newsroom.wire.failing_paths = {THREAD_OF_MESSAGE: UNREACHABLE}
    await go_on(newsroom, "09:00", "09:01", "09:05", "09:20", "10:00", "11:00", "12:00")
    newsroom.wire.failing_paths = {}
    await go_on(newsroom, "13:00")

    assert newsroom.channel.threads == []


async def test_a_process_may_be_killed_at_any_step_of_an_edit(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    tripwire = newsroom.wire.tripwire
    tripwire.guard_desk(newsroom.desk)
    step, day, has_killed = 0, FIRST_DAY, True
    while has_killed:
        known = len(edits(newsroom))
        titles = [f"{title} {day}" for title in THEMES]
        for upvotes, moment in ((20, "09:00"), (40, "15:01"), (60, "15:02"), (80, "20:00")):
            await newsroom.ingest(make_day(day, *titles, upvotes=upvotes))
            if moment == "15:01":
                tripwire.arm(step)
            try:
                await newsroom.at(f"{day} {moment}")
            except Killed:
                tripwire.disarm()
                await newsroom.restart()
        has_killed = tripwire.has_killed
        tripwire.disarm()
        assert len(edits(newsroom)) - known == 1, f"killed at step {step}"
        step, day = step + 1, day + timedelta(days=1)

    assert step > 8, "an edit takes so many steps at least"


async def test_an_edit_mentions_nobody_again(newsroom: Newsroom) -> None:
    readers = newsroom.guild.create_role("Readers")
    await newsroom.add_schedule(time="09:00", timezone="UTC", role=readers)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 13), *THEMES, upvotes=40))
    await newsroom.at("2026-04-14 15:01")

    [edit] = edits(newsroom)
    assert str(readers.id) in edit["content"]
    assert edit["allowed_mentions"] == {"parse": []}


async def test_a_post_of_long_ago_is_not_edited(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="tue")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 13), *THEMES, upvotes=40))
    await newsroom.at("2026-04-15 16:00")

    assert edits(newsroom) == []


async def test_what_a_post_was_made_of_is_forgotten_in_the_end(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="tue")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-17 09:00")

    slot = await newsroom.desk.community.run(lambda book: book.load_last_slot(1))
    assert slot is not None
    assert slot.content is None
