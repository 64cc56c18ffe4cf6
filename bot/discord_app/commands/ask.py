"""`/ask`: an answer in the papers' own sentences."""

from functools import partial

from discord import app_commands

from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.question_answers import give_answer
from bot.discord_app.question_context import find_context
from bot.discord_app.render.mention_text import QUESTION_LIMIT_CHARS


@app_commands.command()
@app_commands.describe(question="What you want to know; in a thread about a paper, about it first")
async def ask(
    interaction: Interaction,
    question: app_commands.Range[str, 1, QUESTION_LIMIT_CHARS],
) -> None:
    """A question, answered in up to four sentences of the papers, each with its source."""
    await acknowledge(interaction)
    context = await find_context(interaction.client, interaction.channel)
    await give_answer(interaction.client.desk, question, context, partial(answer, interaction))
