"""Values that name somebody or something in the server, or a file on this computer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from simcord import ChannelHandle, MemberActor, RoleHandle, UserHandle

from bot.errors import LineNotUnderstood
from bot.playground.catalog import NAMED_KINDS, Choice, Option, OptionKind, OptionValue

if TYPE_CHECKING:
    from bot.playground.world import World


def find_names(world: World, kind: OptionKind, typed: str) -> tuple[Choice, ...]:
    """The names of that kind that hold what is typed."""
    wanted = typed.lstrip("@#").casefold()
    names = [name for name in _handles(world, kind) if wanted in name.casefold()]
    return tuple(Choice(name, name) for name in names)


def resolve_value(world: World, option: Option | None, value: OptionValue) -> Any:
    """What the simulation takes for a typed value: handles for names, content for files."""
    if option is None:
        return value
    if option.kind is OptionKind.FILE:
        return _read_file(str(value))
    if option.kind not in NAMED_KINDS:
        return value
    handles = _handles(world, option.kind)
    name = str(value).lstrip("@#").casefold()
    for known, handle in handles.items():
        if known.casefold() == name:
            return handle
    known_names = ", ".join(handles) or "none"
    raise LineNotUnderstood(
        f"{option.name} “{value}” is not in this server; there is {known_names}."
    )


def _handles(world: World, kind: OptionKind) -> dict[str, MemberActor | RoleHandle | ChannelHandle]:
    members: dict[str, MemberActor | RoleHandle | ChannelHandle] = {
        user.name: MemberActor(world.env, world.guild, UserHandle(world.env, user))
        for user in world.env.backend.users.values()
        if user.id in world.guild.member_ids()
    }
    if kind is OptionKind.USER:
        return members
    if kind is OptionKind.CHANNEL:
        threads = {str(one.name): one for one in world.channel.threads}
        return {**world.guild.channels, **threads}
    return {**world.guild.roles, **(members if kind is OptionKind.MENTIONABLE else {})}


def _read_file(path: str) -> tuple[str, bytes]:
    file = Path(path).expanduser()
    try:
        return file.name, file.read_bytes()
    except OSError as error:
        reason = (error.strerror or "it cannot be read").lower()
        raise LineNotUnderstood(f"The file {path} cannot be attached: {reason}.") from error
