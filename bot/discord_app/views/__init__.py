"""Views: what pressing a button or choosing from a menu does.

To add a button: give it a kind in render/custom_ids.py, write what a press does in a file here,
and name it in the table below.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.discord_app.desk import Interaction
from bot.discord_app.render.custom_ids import (
    CATCH_UP,
    CHOOSE_DISCUSSION,
    CHOOSE_SAVES,
    CHOOSE_VOTES,
    FORGET_ME,
    OPEN_PAPER,
    OVERVIEW_BACK,
    OVERVIEW_PAGE,
    OVERVIEW_POST,
    OVERVIEW_THREAD,
    PICK_DETAILS,
    PICK_DISCUSS,
    PICK_SAVE,
    PICK_VOTE,
    POST_DISCUSSION,
    RELATED,
    SAVED_BIBTEX,
    SAVED_JSON,
    SAVED_PAGE,
    SEARCH_PAGE,
    UNFOLLOW,
    Press,
)
from bot.discord_app.views.catching_up import catch_up_pressed
from bot.discord_app.views.details import show_details
from bot.discord_app.views.discussing import discuss_chosen, discuss_picked
from bot.discord_app.views.discussion_posts import post_summary
from bot.discord_app.views.open_paper import open_paper
from bot.discord_app.views.overviews import open_as_thread, post_overview, turn_overview_page
from bot.discord_app.views.privacy import forget_for_good
from bot.discord_app.views.related import show_related
from bot.discord_app.views.saved_pages import export_bibtex, export_json, turn_saved_page
from bot.discord_app.views.saving import save_chosen, save_picked
from bot.discord_app.views.search_pages import turn_search_page
from bot.discord_app.views.unfollowing import unfollow_chosen
from bot.discord_app.views.voting import vote_for_chosen, vote_for_picked

PRESSES: Final[Mapping[str, Callable[[Interaction, Press], Awaitable[None]]]] = {
    OPEN_PAPER: open_paper,
    RELATED: show_related,
    SEARCH_PAGE: turn_search_page,
    OVERVIEW_PAGE: turn_overview_page,
    OVERVIEW_BACK: turn_overview_page,
    OVERVIEW_THREAD: open_as_thread,
    OVERVIEW_POST: post_overview,
    PICK_DETAILS: show_details,
    PICK_SAVE: save_picked,
    PICK_VOTE: vote_for_picked,
    PICK_DISCUSS: discuss_picked,
    CHOOSE_SAVES: save_chosen,
    CHOOSE_VOTES: vote_for_chosen,
    CHOOSE_DISCUSSION: discuss_chosen,
    CATCH_UP: catch_up_pressed,
    UNFOLLOW: unfollow_chosen,
    SAVED_PAGE: turn_saved_page,
    SAVED_BIBTEX: export_bibtex,
    SAVED_JSON: export_json,
    FORGET_ME: forget_for_good,
    POST_DISCUSSION: post_summary,
}
