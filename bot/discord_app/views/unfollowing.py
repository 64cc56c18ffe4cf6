"""The menu that stops topics."""

from bot.discord_app.conversation import acknowledge_change, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.following_page import render_following
from bot.services.following import unfollow


async def unfollow_chosen(interaction: Interaction, press: Press) -> None:
    """Let the chosen topics go, and show what is left in the same place."""
    await acknowledge_change(interaction)
    desk = interaction.client.desk
    left = await desk.community.run(
        unfollow,
        [int(value) for value in press.chosen],
        application_id=interaction.application_id,
        member_id=interaction.user.id,
        now_at=desk.clock.now_at(),
    )
    await answer(interaction, render_following(left))
