"""`/schedule`: admins settle what Paperboy posts by itself, where and when."""

from typing import Final

import discord
from discord import app_commands

from bot.discord_app.commands.schedule_completion import (
    complete_schedule,
    complete_time,
    complete_weekdays,
    complete_zone,
)
from bot.discord_app.commands.schedule_draft import (
    Clearable,
    DraftOptions,
    PostChannel,
    QuietDays,
    change_draft,
    make_draft,
)
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.permissions import ManagersGroup
from bot.discord_app.posting.obstacles import list_obstacles
from bot.discord_app.posting.preview import compose_preview
from bot.discord_app.render.schedule_page import (
    render_removed,
    render_schedule,
    render_schedules,
)
from bot.errors import ScheduleRefused
from bot.models import Schedule, ScheduleKind
from bot.services import schedules
from bot.services.posts import check_topic

_OPTIONS: Final = {
    "channel": "Where to post; without it here",
    "time": "When, such as 09:00 or 6pm; without it 09:00",
    "timezone": "Whose clock, such as Europe/Berlin; without it this server's",
    "days": "weekdays, every day, or days such as mon, thu; without it weekdays",
    "post": "What to post; without it the day's highlights",
    "papers": "How many papers at most; without it 5",
    "topic": 'Only papers about this; words, "phrases" and filters, as in /search',
    "exclude": "No paper that holds one of these words, or phrases listed with commas",
    "min_comments": "Only papers with so many comments or more",
    "role": "A role to mention with each post",
    "thread": "Whether each post gets a thread to talk in",
    "publish": "In an announcement channel: publish to the servers that follow it",
    "quiet_days": "What to do when there is nothing to post",
    "schedule": "Which one",
    "clear": "What to take away again",
}


def _describe(*names: str) -> dict[str, str]:
    return {name: _OPTIONS[name] for name in names}


schedule = ManagersGroup(
    name="schedule",
    description="Post highlights by themselves, daily or weekly",
    guild_only=True,
    default_permissions=discord.Permissions(manage_guild=True),
)

_POSTS: Final = [
    app_commands.Choice(name="the day's highlights", value=ScheduleKind.DAILY.value),
    app_commands.Choice(name="the week's recap", value=ScheduleKind.WEEKLY.value),
]
_QUIET_DAYS: Final = [app_commands.Choice(name=each.value, value=each.value) for each in QuietDays]
_CLEARABLE: Final = [app_commands.Choice(name=each.value, value=each.value) for each in Clearable]


@schedule.command(name="add")
@app_commands.describe(
    **_describe(
        "channel", "time", "timezone", "days", "post", "papers", "topic", "exclude",
        "min_comments", "role", "thread", "publish", "quiet_days",
    )
)  # fmt: skip
@app_commands.choices(post=_POSTS, quiet_days=_QUIET_DAYS)
@app_commands.autocomplete(time=complete_time, timezone=complete_zone, days=complete_weekdays)
async def add(  # noqa: PLR0913, PLR0917 - the options that admins see
    interaction: Interaction,
    channel: PostChannel | None = None,
    time: app_commands.Range[str, 1, 20] | None = None,
    timezone: app_commands.Range[str, 1, 60] | None = None,
    days: app_commands.Range[str, 1, 80] | None = None,
    post: str = ScheduleKind.DAILY.value,
    papers: app_commands.Range[int, 1, 10] | None = None,
    topic: app_commands.Range[str, 1, 300] | None = None,
    exclude: app_commands.Range[str, 1, 300] | None = None,
    min_comments: app_commands.Range[int, 0, 1_000] | None = None,
    role: discord.Role | None = None,
    thread: bool | None = None,  # noqa: FBT001 - an option
    publish: bool | None = None,  # noqa: FBT001 - an option
    quiet_days: str | None = None,
) -> None:
    """Post highlights into a channel, every weekday at 09:00 if you like."""
    await acknowledge(interaction, is_private=True)
    options = DraftOptions(
        channel_id=channel, time=time, timezone=timezone, days=days, papers=papers, topic=topic,
        exclude=exclude, min_comments=min_comments, role=role, thread=thread, publish=publish,
        quiet_days=quiet_days,
    )  # fmt: skip
    draft = await make_draft(interaction, options, ScheduleKind(post))
    desk = interaction.client.desk
    await desk.reader.run(check_topic, draft)
    state = await desk.community.run(
        schedules.add_schedule,
        draft,
        application_id=interaction.application_id,
        now_at=desk.clock.now_at(),
    )
    await answer(interaction, render_schedule(state, list_obstacles(interaction.guild, draft)))


@schedule.command(name="list")
async def list_all(interaction: Interaction) -> None:
    """This server's schedules: what, where, when, and how the last post went."""
    await acknowledge(interaction, is_private=True)
    desk = interaction.client.desk
    states = await desk.community.run(
        schedules.list_schedules,
        application_id=interaction.application_id,
        guild_id=_guild_id(interaction),
        now_at=desk.clock.now_at(),
    )
    await answer(interaction, render_schedules(states))


@schedule.command(name="preview")
@app_commands.describe(**_describe("schedule"))
@app_commands.autocomplete(schedule=complete_schedule)
async def preview(interaction: Interaction, schedule: app_commands.Range[str, 1, 100]) -> None:
    """What a schedule would post now, for your eyes only."""
    await acknowledge(interaction, is_private=True)
    found = await _get(interaction, schedule)
    await answer(interaction, await compose_preview(interaction.client, found))


@schedule.command(name="edit")
@app_commands.describe(
    **_describe(
        "schedule", "channel", "time", "timezone", "days", "papers", "topic", "exclude",
        "min_comments", "role", "thread", "publish", "quiet_days", "clear",
    )
)  # fmt: skip
@app_commands.choices(quiet_days=_QUIET_DAYS, clear=_CLEARABLE)
@app_commands.autocomplete(
    schedule=complete_schedule,
    time=complete_time,
    timezone=complete_zone,
    days=complete_weekdays,
)
async def edit(  # noqa: PLR0913, PLR0917 - the options that admins see
    interaction: Interaction,
    schedule: app_commands.Range[str, 1, 100],
    channel: PostChannel | None = None,
    time: app_commands.Range[str, 1, 20] | None = None,
    timezone: app_commands.Range[str, 1, 60] | None = None,
    days: app_commands.Range[str, 1, 80] | None = None,
    papers: app_commands.Range[int, 1, 10] | None = None,
    topic: app_commands.Range[str, 1, 300] | None = None,
    exclude: app_commands.Range[str, 1, 300] | None = None,
    min_comments: app_commands.Range[int, 0, 1_000] | None = None,
    role: discord.Role | None = None,
    thread: bool | None = None,  # noqa: FBT001 - an option
    publish: bool | None = None,  # noqa: FBT001 - an option
    quiet_days: str | None = None,
    clear: str | None = None,
) -> None:
    """Change a schedule: only what you name changes."""
    await acknowledge(interaction, is_private=True)
    found = await _get(interaction, schedule)
    options = DraftOptions(
        channel_id=channel, time=time, timezone=timezone, days=days, papers=papers, topic=topic,
        exclude=exclude, min_comments=min_comments, role=role, thread=thread, publish=publish,
        quiet_days=quiet_days,
    )  # fmt: skip
    draft = change_draft(found.draft, options, clear)
    desk = interaction.client.desk
    await desk.reader.run(check_topic, draft)
    state = await desk.community.run(
        schedules.edit_schedule, found, draft, now_at=desk.clock.now_at()
    )
    await answer(interaction, render_schedule(state, list_obstacles(interaction.guild, draft)))


@schedule.command(name="pause")
@app_commands.describe(**_describe("schedule"))
@app_commands.autocomplete(schedule=complete_schedule)
async def pause(interaction: Interaction, schedule: app_commands.Range[str, 1, 100]) -> None:
    """Let a schedule rest until you resume it."""
    await acknowledge(interaction, is_private=True)
    found = await _get(interaction, schedule)
    desk = interaction.client.desk
    state = await desk.community.run(schedules.pause_schedule, found, now_at=desk.clock.now_at())
    await answer(interaction, render_schedule(state, ()))


@schedule.command(name="resume")
@app_commands.describe(**_describe("schedule"))
@app_commands.autocomplete(schedule=complete_schedule)
async def resume(interaction: Interaction, schedule: app_commands.Range[str, 1, 100]) -> None:
    """Let a schedule that rests go on."""
    await acknowledge(interaction, is_private=True)
    found = await _get(interaction, schedule)
    desk = interaction.client.desk
    state = await desk.community.run(schedules.resume_schedule, found, now_at=desk.clock.now_at())
    await answer(
        interaction, render_schedule(state, list_obstacles(interaction.guild, found.draft))
    )


@schedule.command(name="remove")
@app_commands.describe(**_describe("schedule"))
@app_commands.autocomplete(schedule=complete_schedule)
async def remove(interaction: Interaction, schedule: app_commands.Range[str, 1, 100]) -> None:
    """Forget a schedule; what it posted stays."""
    await acknowledge(interaction, is_private=True)
    found = await _get(interaction, schedule)
    await interaction.client.desk.community.run(schedules.remove_schedule, found)
    await answer(interaction, render_removed(found))


async def _get(interaction: Interaction, reference: str) -> Schedule:
    return await interaction.client.desk.community.run(
        schedules.get_schedule,
        reference,
        application_id=interaction.application_id,
        guild_id=_guild_id(interaction),
    )


def _guild_id(interaction: Interaction) -> int:
    if interaction.guild_id is None:
        raise ScheduleRefused("Schedules belong to a server; use this in one.")
    return interaction.guild_id
