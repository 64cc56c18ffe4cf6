"""Views: what pressing a button or choosing from a menu does.

To add a button: give it a kind in render/custom_ids.py, write what a press does in a file here,
and name it in the table below.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import OPEN_PAPER, RELATED, SEARCH_PAGE, Press
from bot.discord_app.views.open_paper import open_paper
from bot.discord_app.views.related import show_related
from bot.discord_app.views.search_pages import turn_search_page

PRESSES: Final[Mapping[str, Callable[[Interaction, Press], Awaitable[None]]]] = {
    OPEN_PAPER: open_paper,
    RELATED: show_related,
    SEARCH_PAGE: turn_search_page,
}
