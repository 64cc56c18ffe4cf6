"""`/follow`, `/following` and `/unfollow`: topics that come to a member by direct message."""

from discord import app_commands

from bot.clock import today_on
from bot.discord_app.commands.following_options import (
    choose_timing,
    complete_delivery,
    complete_follow,
)
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.following_page import (
    render_follow,
    render_following,
    render_unfollowed,
)
from bot.services.following import follow_topic, get_follow, list_following
from bot.services.following import unfollow as let_go
from bot.services.topic_news import try_topic


@app_commands.command()
@app_commands.describe(
    topic='What about: words, "phrases" and filters, as in /search',
    exclude="No paper that holds one of these words, or phrases listed with commas",
    deliver="When, such as 08:30, 08:30 Europe/Berlin or weekdays 08:30; for all your topics",
)
@app_commands.autocomplete(deliver=complete_delivery)
async def follow(
    interaction: Interaction,
    topic: app_commands.Range[str, 1, 300],
    exclude: app_commands.Range[str, 1, 300] | None = None,
    deliver: app_commands.Range[str, 1, 100] | None = None,
) -> None:
    """What is new on a topic, by direct message once a day, when there is something."""
    await acknowledge(interaction, is_private=True)
    desk, now_at = interaction.client.desk, interaction.client.desk.clock.now_at()
    timing, zone_note = await choose_timing(interaction, deliver)
    trial = await desk.reader.run(try_topic, topic, exclude or "", today=today_on(desk.clock))
    change = await desk.community.run(
        follow_topic,
        topic,
        excluded=exclude,
        timing=timing,
        application_id=interaction.application_id,
        member_id=interaction.user.id,
        now_at=now_at,
    )
    await answer(interaction, render_follow(change, trial, zone_note))


@app_commands.command()
async def following(interaction: Interaction) -> None:
    """The topics that you follow, and when what is new on them comes next."""
    await acknowledge(interaction, is_private=True)
    desk = interaction.client.desk
    listed = await desk.community.run(
        list_following,
        application_id=interaction.application_id,
        member_id=interaction.user.id,
        now_at=desk.clock.now_at(),
    )
    await answer(interaction, render_following(listed))


@app_commands.command()
@app_commands.describe(topic="Which one")
@app_commands.autocomplete(topic=complete_follow)
async def unfollow(interaction: Interaction, topic: app_commands.Range[str, 1, 300]) -> None:
    """Let a topic go that you follow."""
    await acknowledge(interaction, is_private=True)
    desk, member_id = interaction.client.desk, interaction.user.id
    found = await desk.community.run(get_follow, topic, member_id=member_id)
    left = await desk.community.run(
        let_go,
        [found.follow_id],
        application_id=interaction.application_id,
        member_id=member_id,
        now_at=desk.clock.now_at(),
    )
    await answer(interaction, render_unfollowed(found, left))
