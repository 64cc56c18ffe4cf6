"""`/highlights`: the picks of a day, now."""

from discord import app_commands

from bot.clock import today_on
from bot.discord_app.channel_posts import load_votes
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.highlights_post import render_highlights
from bot.services.highlights import pick_highlights
from bot.text.periods import parse_day


@app_commands.command()
@app_commands.describe(
    on="The day, as 2026-03-31; without it the latest day that has papers",
    topic='What they are to be about; also "a phrase", -word, org:nvidia, comments:>=3',
)
async def highlights(
    interaction: Interaction,
    on: app_commands.Range[str, 1, 30] | None = None,
    topic: app_commands.Range[str, 1, 300] | None = None,
) -> None:
    """A day's papers worth a look, each with the reason why."""
    desk = interaction.client.desk
    day = None if on is None else parse_day(on)
    await acknowledge(interaction)
    votes = await load_votes(interaction)
    picked = await desk.reader.run(
        pick_highlights,
        today=today_on(desk.clock),
        on=day,
        topic=topic,
        limit=desk.pick_count,
        votes=votes,
    )
    await answer(interaction, render_highlights(picked))
