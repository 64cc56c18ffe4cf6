"""Completion for the options of `/schedule`: schedules, times, weekdays and time zones."""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from discord import app_commands

from bot.discord_app.commands.completion import Choices
from bot.discord_app.commands.schedule_draft import server_zone
from bot.discord_app.desk import Interaction
from bot.discord_app.render.limits import CHOICE_LIMIT_CHARS, CHOICE_LIMIT_COUNT
from bot.discord_app.render.markdown import plain
from bot.discord_app.render.schedule_page import name_schedule
from bot.errors import InvalidTiming
from bot.models import EVERY_DAY, WORKING_DAYS
from bot.scheduling.deliveries import OFFERED_TIMES
from bot.scheduling.wording import parse_time, parse_weekdays, say_time, say_weekdays
from bot.scheduling.zones import find_zones, likely_zone
from bot.services.schedules import ScheduleState, list_schedules

_LOG = logging.getLogger(__name__)

_OFFERED_DAYS: Final = tuple(
    say_weekdays(days)
    for days in (WORKING_DAYS, EVERY_DAY, *(frozenset({day}) for day in range(7)))
)


async def complete_schedule(interaction: Interaction, typed: str) -> Choices:
    """The server's schedules; none rather than an error, since nobody waits for a completion."""
    desk = interaction.client.desk
    try:
        states = await desk.community.run(
            list_schedules,
            application_id=interaction.application_id,
            guild_id=interaction.guild_id or 0,
            now_at=desk.clock.now_at(),
        )
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to tell but the log
        _LOG.exception("Schedules could not be completed")
        return []
    names = [(str(state.schedule.schedule_id), _name(interaction, state)) for state in states]
    return [
        app_commands.Choice(name=name, value=number)
        for number, name in names
        if typed.strip().casefold() in name.casefold()
    ][:CHOICE_LIMIT_COUNT]


async def complete_time(_interaction: Interaction, typed: str) -> Choices:
    """What was typed as it is understood, then whole and half hours that begin so."""
    return _offer(OFFERED_TIMES, typed, lambda text: say_time(parse_time(text)))


async def complete_weekdays(_interaction: Interaction, typed: str) -> Choices:
    """What was typed as it is understood, then the usual days that begin so."""
    return _offer(_OFFERED_DAYS, typed, lambda text: say_weekdays(parse_weekdays(text)))


async def complete_zone(interaction: Interaction, typed: str) -> Choices:
    """Zones that hold what was typed; the server's, or one that speaks its language, first."""
    try:
        first = await server_zone(interaction)
    except Exception:  # noqa: BLE001 - the zones themselves are known without it
        _LOG.exception("The server's zone could not be read")
        first = None
    first = first or likely_zone(str(interaction.locale))
    found = find_zones(typed, CHOICE_LIMIT_COUNT, first=first)
    return [app_commands.Choice(name=name, value=name) for name in found]


def _name(interaction: Interaction, state: ScheduleState) -> str:
    guild, channel_id = interaction.guild, state.schedule.draft.channel_id or 0
    channel = None if guild is None else guild.get_channel_or_thread(channel_id)
    return plain(
        name_schedule(state.schedule, None if channel is None else channel.name),
        CHOICE_LIMIT_CHARS,
    )


def _offer(usual: Iterable[str], typed: str, understand: Callable[[str], str]) -> Choices:
    wanted = typed.strip().casefold()
    names = [name for name in usual if name.casefold().startswith(wanted)]
    if wanted:
        try:
            names.insert(0, understand(typed))
        except InvalidTiming:  # it may become one with the next key
            names = names or list(usual)
    return [app_commands.Choice(name=name, value=name) for name in list(dict.fromkeys(names))][
        :CHOICE_LIMIT_COUNT
    ]
