"""Scheduled posts, as members of a server see them arrive."""

from datetime import date

import discord
import simcord

from bot.discord_app import create_client
from tests.end_to_end.posting import THEMES, Newsroom, make_day
from tests.end_to_end.server import items_of, shown, text_of


def picked(message: discord.Message) -> list[str]:
    """The titles on a post."""
    return [title for title in THEMES if title in text_of(message)]


async def test_a_post_arrives_once_a_day(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    for moment in ("08:59:59", "09:00:10", "09:00:40", "23:59"):
        await newsroom.at(f"2026-04-14 {moment}")

    [post] = newsroom.posts()
    assert "Highlights of Tue 14 Apr 2026" in text_of(post)
    assert "7 new papers, 5 picked" in text_of(post)
    assert len(picked(post)) == 5
    labels = [
        item["label"]
        for item in items_of(
            simcord.ResponseMessage(
                newsroom.env, newsroom.env.backend.get_message(newsroom.channel.id, post.id)
            )
        )
    ]
    assert labels == ["Details", "Save", "Vote", "Discuss"]


async def test_no_paper_comes_twice_into_a_channel(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 14), *THEMES[:3], "A Fresh Matter", upvotes=12))
    await newsroom.at("2026-04-15 09:00")

    _, second = newsroom.posts()
    assert "A Fresh Matter" in text_of(second)
    assert picked(second) == []


async def test_a_new_schedule_knows_what_a_removed_one_posted(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=3)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.admin.slash(newsroom.channel, "schedule remove", schedule="1")
    await newsroom.add_schedule(time="10:00", timezone="UTC", papers=10)
    await newsroom.at("2026-04-14 10:00")

    first, second = newsroom.posts()
    assert (len(picked(first)), len(picked(second))) == (3, 4)
    assert not set(picked(first)) & set(picked(second))


async def test_a_paper_returns_with_much_more_attention_and_the_post_says_so(
    newsroom: Newsroom,
) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 23), THEMES[0], upvotes=120))
    await newsroom.at("2026-04-24 09:00")

    last = newsroom.posts()[-1]
    assert picked(last) == [THEMES[0]]
    assert "back with 120 upvotes; 10 when it was posted here" in text_of(last)


async def test_a_quiet_day_is_one_line(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-15 09:00")

    _, quiet = newsroom.posts()
    assert text_of(quiet) == (
        "-# Wed 15 Apr 2026: no digest has arrived since Mon 13 Apr 2026, so there is nothing new."
    )


async def test_quiet_days_may_stay_silent(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(
        time="09:00", timezone="UTC", days="every day", quiet_days="stay silent"
    )
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-15 09:00")

    assert len(newsroom.posts()) == 1


async def test_topics_and_exclusions_narrow_a_post(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(
        time="09:00", timezone="UTC", topic="machines", exclude="trees, case study"
    )
    await newsroom.ingest(make_day(date(2026, 4, 14), "Machines at Work", upvotes=3))
    await newsroom.at("2026-04-14 09:00")

    [post] = newsroom.posts()
    assert "on “machines”" in text_of(post)
    assert "Machines at Work" in text_of(post)
    assert "trees" not in text_of(post)


async def test_counts_are_brought_up_to_date_once(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 13), *THEMES, upvotes=40))
    await newsroom.at("2026-04-14 14:00")
    [post] = newsroom.posts()
    assert "40 upvotes" not in text_of(post)

    await newsroom.at("2026-04-14 15:01")
    [post] = newsroom.posts()
    assert "40 upvotes" in text_of(post)
    assert "counts brought up to date" in text_of(post)
    assert "Why:** 10 upvotes\n-# 40 upvotes" in text_of(post), "the reasons are those of then"
    await newsroom.ingest(make_day(date(2026, 4, 13), *THEMES, upvotes=90))
    await newsroom.at("2026-04-14 23:00")
    [post] = newsroom.posts()
    assert "90 upvotes" not in text_of(post)


async def test_a_post_whose_counts_stood_still_is_not_edited(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-14 16:00")

    [post] = newsroom.posts()
    assert post.edited_at is None


async def test_only_the_role_that_was_asked_for_is_mentioned(newsroom: Newsroom) -> None:
    readers = newsroom.guild.create_role("Readers")
    await newsroom.add_schedule(time="09:00", timezone="UTC", role=readers)
    await newsroom.ingest(make_day(date(2026, 4, 14), "@everyone <@&1> reads"))
    await newsroom.at("2026-04-14 09:00")

    [post] = newsroom.posts()
    assert [role.id for role in post.role_mentions] == [readers.id]
    assert not post.mention_everyone


async def test_a_post_may_have_a_thread(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", thread=True)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.make_round()

    [thread] = newsroom.channel.threads
    assert thread.name == "Highlights of Tue 14 Apr 2026"


async def test_an_announcement_may_be_published(newsroom: Newsroom) -> None:
    news = newsroom.guild.create_news_channel("news")
    await newsroom.add_schedule(channel=news, time="09:00", timezone="UTC", publish=True)
    await newsroom.at("2026-04-14 09:00")

    [post] = newsroom.posts(news)
    published = [call.path for call in newsroom.env.http_requests if "crosspost" in call.path]
    assert published == [f"/channels/{news.id}/messages/{post.id}/crosspost"]


async def test_a_forum_gets_a_post_a_day(newsroom: Newsroom) -> None:
    forum = newsroom.guild.create_forum_channel("highlights")
    await newsroom.add_schedule(channel=forum, time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.at("2026-04-15 09:00")

    names = sorted(str(thread.name) for thread in forum.threads)
    assert names == ["Highlights of Tue 14 Apr 2026", "Highlights of Wed 15 Apr 2026"]


async def test_several_schedules_share_a_channel_without_repeating(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=2)
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=3)
    await newsroom.at("2026-04-14 09:00")

    first, second = newsroom.posts()
    assert (len(picked(first)), len(picked(second))) == (2, 3)
    assert not set(picked(first)) & set(picked(second))


async def test_a_preview_is_what_is_posted_then(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=3)
    previewed = await newsroom.admin.slash(newsroom.channel, "schedule preview", schedule="1")
    await newsroom.at("2026-04-14 09:00")

    [post] = newsroom.posts()
    message = shown(previewed)
    assert message.ephemeral
    assert text_of(message) == text_of(post)


async def test_a_post_works_after_a_restart(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.env.restart_bot(create_client(newsroom.desk))

    [post] = newsroom.posts()
    result = await newsroom.admin.click(post, label="Save")
    assert shown(result).ephemeral
