"""What stands below an overview: the menu of its themes, and buttons to turn, post and share it."""

from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.custom_ids import (
    OVERVIEW_BACK,
    OVERVIEW_PAGE,
    OVERVIEW_POST,
    OVERVIEW_THREAD,
    make_custom_id,
)
from bot.discord_app.render.limits import MENU_OPTION_LIMIT_COUNT
from bot.discord_app.render.open_menu import option_label
from bot.discord_app.render.phrases import say_count
from bot.discord_app.render.reply import Button, Menu, MenuOption, Row
from bot.models import Summary

OVERVIEW: Final = 0  # the page with all themes; each theme's page has the theme's number
NUMBERS: Final = 99  # the page behind the themes, however many they are
THEMES_PLACEHOLDER: Final = "Themes…"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPlace:
    """Where an overview stands, as its buttons have to know it.

    The thread is one that stands, or the message from which it begins: Discord gives a thread
    that begins from a message the message's own id.
    """

    topic_id: int  # what the topic is remembered under
    thread_id: int = 0  # 0 where only the message itself can tell
    can_be_posted: bool = False  # only one person sees it, who may show it to everybody


def pages_of(summary: Summary) -> list[int]:
    """The pages behind the overview, in their order."""
    themes = list(range(1, len(summary.themes) + 1))
    return [*themes, NUMBERS] if summary.numbers else themes


def overview_rows(
    summary: Summary, place: OverviewPlace | None, page: int = OVERVIEW
) -> tuple[Row, ...]:
    """The menu of pages, and the buttons of a page.

    Args:
        summary: what the pages are of.
        place: where it stands; None where it cannot be turned.
        page: one that there is.
    """
    if place is None:
        return ()
    turning = () if page == OVERVIEW else _turning_buttons(pages_of(summary), place, page)
    return (_pages_menu(summary, place, page), (*turning, *_sharing_buttons(place, page)))


def _pages_menu(summary: Summary, place: OverviewPlace, page: int) -> Menu:
    options = [
        MenuOption(
            label=option_label(theme.heading, number),
            value=str(number),
            description=say_count(len(theme.paper_ids), "paper"),
            is_chosen=number == page,
        )
        for number, theme in enumerate(summary.themes[: MENU_OPTION_LIMIT_COUNT - 1], start=1)
    ]
    if summary.numbers:
        options.append(
            MenuOption(
                label="Reported numbers",
                value=str(NUMBERS),
                description=say_count(len(summary.numbers), "number"),
                is_chosen=page == NUMBERS,
            )
        )
    return Menu(
        custom_id=make_custom_id(OVERVIEW_PAGE, place.topic_id, place.thread_id),
        placeholder=THEMES_PLACEHOLDER,
        options=tuple(options),
    )


def _turning_buttons(pages: list[int], place: OverviewPlace, page: int) -> tuple[Button, ...]:
    here = pages.index(page)
    before = pages[here - 1] if here else None
    after = pages[here + 1] if here + 1 < len(pages) else None
    back = make_custom_id(OVERVIEW_BACK, place.topic_id, place.thread_id)
    return (
        _turning_button("◀ Back", place, before, otherwise=OVERVIEW),
        Button(label="Overview", custom_id=back),
        _turning_button("Next ▶", place, after, otherwise=NUMBERS + 1),
    )


def _turning_button(
    label: str, place: OverviewPlace, page: int | None, *, otherwise: int
) -> Button:
    """A button that is switched off where there is no page; its id has to be its own even then."""
    shown = otherwise if page is None else page
    custom_id = make_custom_id(OVERVIEW_PAGE, place.topic_id, place.thread_id, shown)
    return Button(label=label, custom_id=custom_id, is_enabled=page is not None)


def _sharing_buttons(place: OverviewPlace, page: int) -> tuple[Button, ...]:
    opening = make_custom_id(OVERVIEW_THREAD, place.topic_id, place.thread_id, page)
    buttons = [Button(label="Open as thread", custom_id=opening)]
    if place.can_be_posted:
        posting = make_custom_id(OVERVIEW_POST, place.topic_id, place.thread_id, page)
        buttons.append(Button(label="Post here", custom_id=posting))
    return tuple(buttons)
