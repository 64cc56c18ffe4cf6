"""Why a paper is or is not in this channel's post, asked in the channel."""

from datetime import date

from tests.end_to_end.posting import THEMES, Newsroom, make_day
from tests.end_to_end.server import shown, text_of


async def explained(newsroom: Newsroom, title: str, **options: str) -> str:
    result = await newsroom.admin.slash(newsroom.channel, "explain", title=title, **options)
    return text_of(shown(result))


async def test_todays_post_is_explained_before_and_after_it(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=2)
    before = await explained(newsroom, THEMES[0])
    await newsroom.at("2026-04-14 09:00")
    after = await explained(newsroom, THEMES[0])

    for text in (before, after):
        assert text.startswith(f"Why “{THEMES[0]}” is picked")
        assert "Judged for what schedule 1 posts here" in text
    assert "is not picked" in await explained(newsroom, THEMES[5])


async def test_what_was_posted_before_is_said(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", days="every day")
    await newsroom.at("2026-04-14 09:00")
    await newsroom.ingest(make_day(date(2026, 4, 14), *THEMES, upvotes=14))
    await newsroom.at("2026-04-15 08:00")

    text = await explained(newsroom, THEMES[0])
    assert "is not picked" in text
    assert "14 Apr" in text


async def test_a_schedules_own_topic_counts(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", topic="robots")

    assert "not about “robots”" in await explained(newsroom, THEMES[0])
    assert "not about" not in await explained(newsroom, THEMES[0], on="2026-04-13")


async def test_votes_of_the_server_count_a_little(newsroom: Newsroom) -> None:
    await newsroom.add_schedule(time="09:00", timezone="UTC", papers=1)
    await newsroom.at("2026-04-14 09:00")
    [post] = newsroom.posts()
    await newsroom.admin.click(post, label="Vote")

    assert "1 vote in this server" in await explained(newsroom, THEMES[0])
