"""Components: every button and menu of Paperboy, on whatever message and however old.

All of them are one kind of item, found by the pattern of its custom id; so a press is understood
by a process that never saw the message being sent, and nothing is kept in memory per message.
What a press does is looked up by the client.
"""

import re
from typing import Any, Self

import discord

from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import ANY_VERSION_PATTERN


class Component(discord.ui.DynamicItem[discord.ui.Item[Any]], template=ANY_VERSION_PATTERN):
    """A button or a menu with one of our custom ids."""

    @classmethod
    async def from_custom_id(  # type: ignore[override] # narrower: our own client's interactions
        cls, _interaction: Interaction, item: discord.ui.Item[Any], _match: re.Match[str], /
    ) -> Self:
        """Take up the item again that stands on a message."""
        return cls(item)

    async def interaction_check(  # type: ignore[override]
        self, interaction: Interaction, /
    ) -> bool:
        """Whether there is still time to answer."""
        return await interaction.client.admit(interaction)

    async def callback(self, interaction: Interaction) -> None:  # type: ignore[override]
        """Do what the press asks for."""
        values = tuple(self.item.values) if isinstance(self.item, discord.ui.Select) else ()
        await interaction.client.press(interaction, self.custom_id, values)
