"""The week's recap, as members of a server see it arrive."""

from datetime import date

import pytest

from bot.pictures.studio import Studio
from tests.end_to_end.posting import THEMES, Newsroom, make_day
from tests.end_to_end.server import shown, text_of

WEEK = (date(2026, 4, 13), date(2026, 4, 14), date(2026, 4, 17))


async def add_recap(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(post="weekly", days="sun", time="18:00", timezone="UTC", papers=3)


async def live_through_the_week(newsroom: Newsroom) -> None:
    for number, day in enumerate(WEEK):
        await newsroom.ingest(make_day(day, *THEMES[number:], upvotes=20 + number))


async def test_a_recap_comes_once_a_week(newsroom: Newsroom) -> None:
    await add_recap(newsroom)
    await live_through_the_week(newsroom)
    for moment in ("2026-04-18 18:00", "2026-04-19 18:00", "2026-04-19 18:01", "2026-04-20 18:00"):
        await newsroom.at(moment)

    [post] = newsroom.posts()
    assert "The week of 13 – 19 Apr 2026" in text_of(post)
    assert sum(title in text_of(post) for title in THEMES) == 3


@pytest.mark.skipif(Studio().find_fault() is not None, reason="matplotlib is not installed")
async def test_its_picture_says_what_it_shows(newsroom: Newsroom) -> None:
    await add_recap(newsroom)
    await live_through_the_week(newsroom)
    await newsroom.at("2026-04-19 18:00")

    [post] = newsroom.posts()
    [picture] = post.attachments
    assert picture.filename == "recap.png"
    assert picture.description
    assert str(post.embeds[-1].image.url).endswith("recap.png")


async def test_it_names_what_members_voted_for(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day", papers=1)
    await newsroom.at("2026-04-14 09:00")
    [daily] = newsroom.posts()
    voted = await newsroom.admin.click(daily, label="Vote")
    assert "1 vote" in text_of(shown(voted))
    await add_recap(newsroom)
    await newsroom.at("2026-04-19 18:00")

    recap = newsroom.posts()[-1]
    assert "Voted for here" in text_of(recap)
    assert "1 vote" in text_of(recap)


async def test_votes_of_an_earlier_week_are_not_told(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day", papers=1)
    await newsroom.at("2026-04-14 09:00")
    await newsroom.admin.click(newsroom.posts()[0], label="Vote")
    await newsroom.at("2026-04-21 10:00")
    await newsroom.ingest(make_day(date(2026, 4, 22), *THEMES, upvotes=40))
    await add_recap(newsroom)
    await newsroom.at("2026-04-26 18:00")

    assert "Voted for here" not in text_of(newsroom.posts()[-1])


async def test_a_quiet_week_is_an_honest_line(newsroom: Newsroom) -> None:
    await add_recap(newsroom)
    await newsroom.at("2026-04-26 18:00")

    [post] = newsroom.posts()
    assert "No digest of that week is indexed" in text_of(post)


async def test_a_recap_is_previewed_and_found_again_after_a_lost_answer(
    newsroom: Newsroom,
) -> None:
    await add_recap(newsroom)
    await live_through_the_week(newsroom)
    previewed = await newsroom.admin.slash(newsroom.channel, "schedule preview", schedule="1")
    assert "The week of 8 – 14 Apr 2026" in text_of(shown(previewed))

    newsroom.wire.script = ["lost"]
    await newsroom.at("2026-04-19 18:00")
    await newsroom.restart()
    await newsroom.at("2026-04-19 18:01")
    assert len(newsroom.posts()) == 1


async def test_a_recap_has_one_day(newsroom: Newsroom) -> None:
    told = await newsroom.refused("add", post="weekly", days="weekdays")

    assert "A week's recap comes once a week" in told
