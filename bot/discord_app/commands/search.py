"""`/search`: papers that fit some words, best first."""

from discord import app_commands

from bot.discord_app.commands.completion import Choices, complete_with_titles
from bot.discord_app.conversation import acknowledge, answer
from bot.discord_app.desk import Interaction
from bot.discord_app.search_pages import load_search_page
from bot.models import SearchRequest, SortOrder
from bot.text.periods import first_day, last_day


@app_commands.command()
@app_commands.describe(
    query='Words or a title; also "a phrase", -word, org:nvidia, since:2025-06, comments:>=3',
    sort="What comes first",
    since="Published then or later: 2026, 2026-03 or 2026-03-31",
    until="Published then or earlier: 2026, 2026-03 or 2026-03-31",
    organization="Who stands behind the paper, such as nvidia",
    min_comments="At least so many comments",
)
@app_commands.choices(
    sort=[
        app_commands.Choice(name="best match", value=SortOrder.RELEVANCE),
        app_commands.Choice(name="newest", value=SortOrder.NEWEST),
        app_commands.Choice(name="most comments", value=SortOrder.COMMENTS),
        app_commands.Choice(name="most upvotes", value=SortOrder.UPVOTES),
    ]
)
async def search(
    interaction: Interaction,
    query: app_commands.Range[str, 1, 300],
    sort: str = SortOrder.RELEVANCE,
    since: app_commands.Range[str, 1, 30] | None = None,
    until: app_commands.Range[str, 1, 30] | None = None,
    organization: app_commands.Range[str, 1, 100] | None = None,
    min_comments: app_commands.Range[int, 0, 1_000_000] | None = None,
) -> None:
    """Find papers by what they are about."""
    desk = interaction.client.desk
    request = SearchRequest(
        query=query,
        sort=SortOrder(sort),
        since=None if since is None else first_day(since),
        until=None if until is None else last_day(until),
        organization=organization,
        min_comments=min_comments,
        limit=desk.page_size,
    )
    await acknowledge(interaction)
    await answer(interaction, await load_search_page(desk, request))


@search.autocomplete("query")
async def _complete_query(interaction: Interaction, typed: str) -> Choices:
    return await complete_with_titles(interaction, typed)
