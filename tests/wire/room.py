"""A room in the simulated Discord: a server, and people in it."""

from dataclasses import dataclass

import discord
import simcord

from tests.wire.wired_discord import WiredDiscord


@dataclass(frozen=True)
class Room:
    """A server with one channel and two members, of whom Ann may manage it."""

    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    ann: simcord.MemberActor
    bob: simcord.MemberActor

    @classmethod
    def build(cls, wired: WiredDiscord, name: str = "Reading Room") -> "Room":
        """Add such a server; the bot is in it."""
        guild = wired.world.create_guild(name)
        channel = guild.create_text_channel("papers")
        admins = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
        ann = guild.add_member(wired.world.create_user("ann"), roles=[admins])
        bob = guild.add_member(wired.world.create_user("bob"))
        return cls(guild, channel, ann, bob)
