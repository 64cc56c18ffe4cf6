"""`/related`: papers like one paper; and in a message's menu, papers like what it says."""

import discord
from discord import app_commands

from bot.discord_app.commands.completion import Choices, complete_with_papers
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.related_papers import load_page_like_text, load_related_page


@app_commands.command()
@app_commands.describe(title="A title, or a part of it; a number such as #12; an arXiv id or link")
async def related(interaction: Interaction, title: app_commands.Range[str, 1, 300]) -> None:
    """Papers like this one, each with what they share."""
    await acknowledge(interaction)
    await answer(interaction, await load_related_page(interaction.client.desk, title))


@related.autocomplete("title")
async def _complete_title(interaction: Interaction, typed: str) -> Choices:
    return await complete_with_papers(interaction, typed)


@app_commands.context_menu(name="Find papers like this")
async def find_papers_like_this(interaction: Interaction, message: discord.Message) -> None:
    """Papers like what a message says, for whoever asks."""
    await acknowledge(interaction, is_private=True)
    page = await load_page_like_text(interaction.client.desk, text_of_message(message))
    await answer(interaction, page)


def text_of_message(message: discord.Message) -> str:
    """What a person reads of the message: its words, else what its cards and previews say."""
    cards = (part for embed in message.embeds for part in (embed.title, embed.description))
    return "\n".join(filter(None, [message.content, *cards]))
