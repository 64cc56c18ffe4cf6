"""The button that deletes what is kept about a member."""

from bot.discord_app.conversation import acknowledge_change, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.privacy_pages import forget_all
from bot.discord_app.render.custom_ids import Press


async def forget_for_good(interaction: Interaction, _press: Press) -> None:
    """Delete it all; the answer takes the button's place."""
    await acknowledge_change(interaction)
    await answer(interaction, await forget_all(interaction))
