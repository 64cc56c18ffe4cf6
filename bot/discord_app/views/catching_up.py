"""The button that shows what somebody missed."""

from bot.discord_app.catch_up import show_catch_up
from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import Press


async def catch_up_pressed(interaction: Interaction, _press: Press) -> None:
    """Show whoever pressed what they missed; the post's mark is nothing to them."""
    await show_catch_up(interaction)
