"""The options of `/follow` and `/unfollow`: when an inbox comes, and which topic is meant."""

import logging

from discord import app_commands

from bot.discord_app.commands.completion import Choices
from bot.discord_app.commands.schedule_draft import DEFAULT_TIME, server_zone
from bot.discord_app.desk import Interaction
from bot.discord_app.render.following_page import name_follow
from bot.discord_app.render.limits import CHOICE_LIMIT_COUNT
from bot.models import Timing
from bot.scheduling.deliveries import offer_deliveries, parse_delivery
from bot.scheduling.zones import UTC_ZONE, likely_zone
from bot.services.following import find_inbox_timing

_LOG = logging.getLogger(__name__)


async def choose_timing(interaction: Interaction, deliver: str | None) -> tuple[Timing, str]:
    """When the member's inbox comes: as typed, else as it did, else at nine in a likely zone.

    Returns:
        The timing, and why it is in that zone where nobody said so.

    Raises:
        InvalidTiming: what was typed holds no time of day, or something else besides.
    """
    delivery = None if deliver is None else parse_delivery(deliver)
    usual, zone_note = await _find_usual(interaction)
    if delivery is None:
        return usual, zone_note
    return delivery.complete(usual), "" if delivery.zone else zone_note


async def complete_delivery(interaction: Interaction, typed: str) -> Choices:
    """Times in the member's zone, then in others; none rather than an error."""
    try:
        usual, _ = await _find_usual(interaction)
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to tell but the log
        _LOG.exception("The member's zone could not be read")
        return []
    offered = offer_deliveries(typed, usual.zone, CHOICE_LIMIT_COUNT)
    return [app_commands.Choice(name=each, value=each) for each in offered]


async def complete_follow(interaction: Interaction, typed: str) -> Choices:
    """The member's topics that hold what was typed; none rather than an error."""
    member_id = interaction.user.id
    try:
        follows = await interaction.client.desk.community.run(lambda c: c.load_follows(member_id))
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to tell but the log
        _LOG.exception("Topics could not be completed")
        return []
    wanted = typed.strip().casefold()
    return [
        app_commands.Choice(name=name, value=f"#{follow.follow_id}")
        for follow in follows
        if wanted in (name := name_follow(follow)).casefold()
    ][:CHOICE_LIMIT_COUNT]


async def _find_usual(interaction: Interaction) -> tuple[Timing, str]:
    kept = await interaction.client.desk.community.run(
        find_inbox_timing,
        application_id=interaction.application_id,
        member_id=interaction.user.id,
    )
    if kept is not None:
        return kept, ""
    if zone := await server_zone(interaction):
        return Timing(DEFAULT_TIME, zone), "this server's time zone"
    if zone := likely_zone(str(interaction.locale)):
        return Timing(DEFAULT_TIME, zone), "a guess from your language"
    return Timing(DEFAULT_TIME, UTC_ZONE), "for want of knowing your time zone"
