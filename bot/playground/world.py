"""The simulated server: one guild with one channel, one member who owns it, and the bot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import simcord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Mapping
    from datetime import datetime

    from bot.playground.shown import Discussion, Place

GUILD_NAME: Final = "Reading Room"
CHANNEL_NAME: Final = "papers"
MEMBER_NAME: Final = "you"


class _CommandTree(Protocol):
    def sync(self) -> Awaitable[object]: ...


class Client(Protocol):
    """What the playground itself uses of a client; the simulation uses the rest."""

    @property
    def tree(self) -> _CommandTree:
        """The commands, which are announced to Discord by `sync`."""
        ...


@dataclass(frozen=True, slots=True)
class World:
    """The simulation and the member's handles in it."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    user: simcord.UserHandle
    member: simcord.MemberActor

    @property
    def names(self) -> dict[int, str]:
        """What mentions of an id look like."""
        backend = self.env.backend
        users = {user.id: f"@{user.name}" for user in backend.users.values()}
        channels = {one.id: f"#{one.name}" for one in backend.channels.values()}
        roles = {role.id: f"@{role.name}" for role in self.guild.roles.values()}
        return users | channels | roles

    @property
    def command_payloads(self) -> list[Mapping[str, Any]]:
        """The commands that the bot has announced, for everywhere and for this guild."""
        scopes = self.env.backend.commands
        return [one for scope in (None, self.guild.id) for one in scopes.get(scope, {}).values()]

    def channel_of(self, place: Place) -> simcord.ChannelHandle:
        """The simulation's handle of a place in the guild."""
        return simcord.ChannelHandle(
            self.env, self.guild, self.env.backend.get_channel(place.place_id)
        )


async def open_world(
    client: Client,
    *,
    bot_name: str,
    started_at: datetime | None = None,
    discussion: Discussion | None = None,
) -> World:
    """Arrange the server, then connect the client to it.

    `started_at` is the instant that the bot is connected at. The server itself is always as old
    and has the same ids, so that what the bot keeps about it holds the next time too.
    """
    # Errors of the bot are shown as they come, so they need not be raised again at the end.
    env = simcord.Env(cast("Any", client), check_errors=False)
    env.backend.edit_bot_profile(bot_name)
    user = env.create_user(MEMBER_NAME)
    guild = env.create_guild(GUILD_NAME, owner=user)  # an owner may do all that an admin may
    channel = guild.create_text_channel(CHANNEL_NAME)
    world = World(env, guild, channel, user, simcord.MemberActor(env, guild, user))
    if started_at is not None:
        env.backend.clock.advance((started_at - env.now()).total_seconds())
    if discussion is not None:
        _seed_discussion(world, discussion)
    await env.start()
    if not world.command_payloads:  # a client that leaves announcing its commands to a person
        await client.tree.sync()
    return world


def _seed_discussion(world: World, discussion: Discussion) -> None:
    backend = world.env.backend
    thread = backend.create_thread(world.channel.id, discussion.title, world.user.id)
    authors: dict[str, int] = {world.user.name: world.user.id}
    for author, text in discussion.messages:
        if author not in authors:
            authors[author] = world.guild.add_member(world.env.create_user(author)).id
        backend.create_message(thread.id, authors[author], text)
