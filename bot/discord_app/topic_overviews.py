"""A topic's overview, from the index to the reply: for commands and buttons."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.discord_app.desk import Desk
from bot.discord_app.render.overview_buttons import OVERVIEW, OverviewPlace
from bot.discord_app.render.overview_file import overview_file
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.summary_post import render_summary
from bot.discord_app.render.theme_page import render_page
from bot.errors import WrongUse
from bot.models import PhrasedText, SearchRequest, Summary
from bot.services.phrasing import phrase_summary
from bot.services.remembering import recall_search, remember_search
from bot.services.summaries import summarise_topic

_FORGOTTEN = "This overview is too old to be turned; please summarise once more."


async def give_overview(
    desk: Desk, topic: str, say: Callable[[Reply], Awaitable[None]], *, is_private: bool = False
) -> None:
    """Say what the papers say about the topic.

    Args:
        desk: where the index is, and perhaps a language model.
        topic: as somebody typed it.
        say: called with the overview at once. Where a language model puts it into words in time,
            it is called again, and what it said first is to be replaced.
        is_private: whether only one person sees the answer, who may then post it.

    Raises:
        EmptyQuery: there is no word in the topic.
    """
    summary = await desk.reader.run(summarise_topic, topic)
    if not summary.themes:
        await say(render_page(summary, OVERVIEW))
        return
    request = SearchRequest(query=topic, limit=desk.page_size)
    topic_id = await desk.writer.run(remember_search, request)
    place = OverviewPlace(topic_id=topic_id, can_be_posted=is_private)
    overview = render_page(summary, OVERVIEW, place)
    await say(replace(overview, files=(overview_file(summary),)))
    if desk.phrasing is not None:

        async def say_phrased(text: PhrasedText) -> None:
            await say(replace(render_summary(summary, place, text), keeps_files=True))

        await desk.phrasing.say_again(phrase_summary, summary, say_phrased)


async def load_summary_again(desk: Desk, topic_id: int) -> Summary:
    """What the index says by now about a topic that an overview was made of.

    Raises:
        WrongUse: the topic is not remembered any more.
    """
    request = await desk.reader.run(recall_search, topic_id)
    if request is None:
        raise WrongUse(_FORGOTTEN)
    return await desk.reader.run(summarise_topic, request.query)
