"""A paper's card, from the index to the reply: for commands, menus, buttons and threads."""

import discord

from bot.discord_app.desk import Interaction
from bot.discord_app.render.paper_card import render_paper_card
from bot.discord_app.render.reply import Reply
from bot.services.papers import get_paper_details


async def load_paper_card(interaction: Interaction, reference: str) -> Reply:
    """The card of the paper that is meant, with the buttons that work where it is shown.

    Raises:
        PaperNotFound: none fits the reference; the error names the nearest titles.
    """
    details = await interaction.client.desk.reader.run(get_paper_details, reference)
    return render_paper_card(
        details,
        can_be_voted_for=interaction.guild_id is not None,
        can_be_discussed=isinstance(interaction.channel, discord.TextChannel),
    )
