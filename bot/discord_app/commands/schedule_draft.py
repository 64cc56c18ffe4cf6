"""What an admin typed about a schedule, made a draft of one."""

from dataclasses import dataclass, replace
from datetime import time as time_of_day
from enum import StrEnum
from typing import Any, Final

import discord
from discord import app_commands

from bot.discord_app.desk import Interaction
from bot.errors import ScheduleRefused
from bot.models import WORKING_DAYS, ScheduleDraft, ScheduleKind, Timing
from bot.scheduling.wording import parse_time, parse_weekdays
from bot.scheduling.zones import UTC_ZONE, parse_zone
from bot.services.schedules import find_server_zone

DEFAULT_TIME: Final = time_of_day(9)
RECAP_DAYS: Final = frozenset({0})


class PostChannelTransformer(app_commands.Transformer):
    """A channel that takes posts, by its id; Discord offers no other kinds."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """What Discord lets people choose."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """The kinds of channels that take posts."""
        return [
            discord.ChannelType.text,
            discord.ChannelType.news,
            discord.ChannelType.forum,
            discord.ChannelType.public_thread,
            discord.ChannelType.private_thread,
            discord.ChannelType.news_thread,
        ]

    async def transform(  # type: ignore[override] # narrower: our own client's interactions
        self,
        _interaction: Interaction,
        value: app_commands.AppCommandChannel | app_commands.AppCommandThread,
        /,
    ) -> int:
        """The channel's id."""
        return value.id


PostChannel = app_commands.Transform[int, PostChannelTransformer]


class QuietDays(StrEnum):
    """What to do where there is nothing to post."""

    SAY_SO = "say so in one line"
    STAY_SILENT = "stay silent"


class Clearable(StrEnum):
    """What a schedule can do without."""

    TOPIC = "topic"
    EXCLUDE = "exclude"
    MIN_COMMENTS = "min_comments"
    ROLE = "role"


_FIELDS: Final = {
    Clearable.TOPIC: "topic",
    Clearable.EXCLUDE: "excluded",
    Clearable.MIN_COMMENTS: "min_comments",
    Clearable.ROLE: "role_id",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """The options of a command; None for what was not typed."""

    channel_id: int | None = None
    time: str | None = None
    timezone: str | None = None
    days: str | None = None
    papers: int | None = None
    topic: str | None = None
    exclude: str | None = None
    min_comments: int | None = None
    role: discord.Role | None = None
    thread: bool | None = None
    publish: bool | None = None
    quiet_days: str | None = None


async def make_draft(
    interaction: Interaction, options: DraftOptions, kind: ScheduleKind
) -> ScheduleDraft:
    """A new schedule, with defaults for what was not typed.

    Raises:
        InvalidTiming: a time, weekday or zone is none.
        ScheduleRefused: the channel takes no posts, or the role is everyone.
    """
    bare = ScheduleDraft(
        kind=kind,
        guild_id=interaction.guild_id,
        channel_id=options.channel_id or _channel_id(interaction.channel),
        owner_id=interaction.user.id,
        timing=Timing(
            DEFAULT_TIME,
            await server_zone(interaction) or UTC_ZONE,
            RECAP_DAYS if kind is ScheduleKind.WEEKLY else WORKING_DAYS,
        ),
    )
    return change_draft(bare, options)


def change_draft(
    draft: ScheduleDraft, options: DraftOptions, clear: str | None = None
) -> ScheduleDraft:
    """The schedule with what was typed changed, and what was to be cleared taken away.

    Raises:
        InvalidTiming: a time, weekday or zone is none.
        ScheduleRefused: the channel takes no posts, or the role is everyone.
    """
    typed: dict[str, Any] = {
        "channel_id": options.channel_id,
        "pick_count": options.papers,
        "topic": options.topic,
        "excluded": options.exclude,
        "min_comments": options.min_comments,
        "role_id": options.role and _role_id(options.role),
        "opens_thread": options.thread,
        "publishes": options.publish,
        "says_quiet_days": options.quiet_days and options.quiet_days != QuietDays.STAY_SILENT,
    }
    changes = {name: value for name, value in typed.items() if value is not None}
    if clear is not None:
        changes[_FIELDS[Clearable(clear)]] = None
    return replace(draft, timing=_change_timing(draft, options), **changes)


async def server_zone(interaction: Interaction) -> str | None:
    """The zone that this server's schedules were last made in; None where there was none."""
    return await interaction.client.desk.community.run(
        find_server_zone,
        application_id=interaction.application_id,
        guild_id=interaction.guild_id or 0,
    )


def _change_timing(draft: ScheduleDraft, options: DraftOptions) -> Timing:
    timing = draft.timing
    changed = Timing(
        local_time=timing.local_time if options.time is None else parse_time(options.time),
        zone=timing.zone if options.timezone is None else parse_zone(options.timezone),
        weekdays=timing.weekdays if options.days is None else parse_weekdays(options.days),
    )
    if draft.kind is ScheduleKind.WEEKLY and len(changed.weekdays) > 1:
        raise ScheduleRefused("A week's recap comes once a week; name one day, such as mon.")
    return changed


def _channel_id(channel: object) -> int:
    if isinstance(channel, discord.TextChannel | discord.ForumChannel | discord.Thread):
        return channel.id
    raise ScheduleRefused(
        "Posts go into text channels, announcement channels, threads and forums; name one as the "
        "channel."
    )


def _role_id(role: discord.Role) -> int:
    if role.is_default():
        raise ScheduleRefused("Everyone cannot be mentioned; choose a role of those who want it.")
    return role.id
