"""A topic's overview, from the index to the reply: for commands and buttons."""

from bot.discord_app.desk import Desk
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.summary_post import render_summary
from bot.services.summaries import summarise_topic


async def load_overview(desk: Desk, topic: str) -> Reply:
    """What the papers say about the topic.

    Raises:
        EmptyQuery: there is no word in the topic.
    """
    return render_summary(await desk.reader.run(summarise_topic, topic))
