"""`/explain`: why a paper is, or is not, among the highlights."""

from discord import app_commands

from bot.clock import today_on
from bot.discord_app.channel_posts import find_post, load_votes
from bot.discord_app.commands.completion import Choices, complete_with_papers
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.explanation_page import render_explanation
from bot.services.explanations import explain_paper
from bot.services.posts import explain_post
from bot.text.periods import parse_day


@app_commands.command()
@app_commands.describe(
    title="A title, or a part of it; a number such as #12; an arXiv id or link",
    on="The day, as 2026-03-31; without it this channel's post, or the latest day",
    topic='What picks are to be about; also "a phrase", -word, org:nvidia, comments:>=3',
)
async def explain(
    interaction: Interaction,
    title: app_commands.Range[str, 1, 300],
    on: app_commands.Range[str, 1, 30] | None = None,
    topic: app_commands.Range[str, 1, 300] | None = None,
) -> None:
    """Why a paper is or is not picked, here or on a day: its score, and what ruled it out."""
    desk = interaction.client.desk
    day = None if on is None else parse_day(on)
    await acknowledge(interaction)
    votes = await load_votes(interaction)
    post = None if day or topic else await find_post(interaction)
    if post is None:
        explained = await desk.reader.run(
            explain_paper,
            title,
            today=today_on(desk.clock),
            on=day,
            topic=topic,
            limit=desk.pick_count,
            votes=votes,
        )
        await answer(interaction, render_explanation(explained))
    else:
        explained = await desk.reader.run(explain_post, title, post, votes=votes)
        schedule_id = post.schedule.schedule_id
        await answer(interaction, render_explanation(explained, schedule_id=schedule_id))


@explain.autocomplete("title")
async def _complete_title(interaction: Interaction, typed: str) -> Choices:
    return await complete_with_papers(interaction, typed)
