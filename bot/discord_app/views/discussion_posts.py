"""The button that posts a discussion's summary for everyone."""

from bot.discord_app.conversation import acknowledge_change, answer, answer_privately
from bot.discord_app.desk import Interaction
from bot.discord_app.discussion_summaries import check_posting, post_discussion
from bot.discord_app.render.custom_ids import Press
from bot.discord_app.render.notices import OLD_COMPONENT, render_notice
from bot.discord_app.thread_history import Span


async def post_summary(interaction: Interaction, press: Press) -> None:
    """Summarise the same messages once more, as they are now, and post that."""
    match press.compact_numbers():
        case (first_id, last_id):
            check_posting(interaction)
            await acknowledge_change(interaction)
            span = Span(first_id=first_id, last_id=last_id)
            await answer(interaction, await post_discussion(interaction, span))
        case _:
            await answer_privately(interaction, render_notice(OLD_COMPONENT))
