"""What a server and a channel bring to the choice of highlights: votes, and what was shown."""

from collections.abc import Mapping

import discord

from bot.discord_app.desk import Interaction
from bot.services.channel_posts import ChannelPost, count_recent_votes, find_channel_post


async def load_votes(interaction: Interaction) -> Mapping[int, int] | None:
    """The votes of the server in which somebody asks; None in direct messages."""
    desk = interaction.client.desk
    return await desk.community.run(
        count_recent_votes, interaction.guild_id, now_at=desk.clock.now_at()
    )


async def find_post(interaction: Interaction) -> ChannelPost | None:
    """Today's scheduled post of the channel, or of the thread's channel, in which somebody asks."""
    channel = interaction.channel
    if interaction.guild_id is None or channel is None:
        return None
    desk = interaction.client.desk
    channel_id = channel.parent_id if isinstance(channel, discord.Thread) else channel.id
    return await desk.community.run(
        find_channel_post,
        channel_id,
        application_id=interaction.application_id,
        guild_id=interaction.guild_id,
        now_at=desk.clock.now_at(),
    )
