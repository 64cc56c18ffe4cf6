"""The menu that opens a paper's card, below every answer that names papers."""

from collections.abc import Iterable
from typing import Final

from bot.discord_app.render.custom_ids import OPEN_PAPER, make_custom_id
from bot.discord_app.render.limits import MENU_OPTION_LIMIT_COUNT, MENU_TEXT_LIMIT_CHARS
from bot.discord_app.render.markdown import UNTITLED, plain
from bot.discord_app.render.reply import Menu, MenuOption, Row
from bot.models import TitleSuggestion

PLACEHOLDER: Final = "Open a paper…"
NEAR_TITLES_PLACEHOLDER: Final = "Did you mean one of these?"


def open_menu_rows(
    papers: Iterable[TitleSuggestion],
    *,
    placeholder: str = PLACEHOLDER,
    first_number: int | None = None,
) -> tuple[Row, ...]:
    """A row with the menu; no row where there is no paper to open.

    Args:
        papers: what can be opened; a paper named twice is offered once.
        placeholder: what the closed menu says.
        first_number: the first paper's number in the message, where papers have numbers there.
    """
    titles = {paper.paper_id: paper.title for paper in papers}
    options = tuple(
        MenuOption(
            option_label(title, None if first_number is None else first_number + place), str(key)
        )
        for place, (key, title) in enumerate(titles.items())
    )
    if not options:
        return ()
    menu = Menu(
        custom_id=make_custom_id(OPEN_PAPER),
        placeholder=placeholder,
        options=options[:MENU_OPTION_LIMIT_COUNT],
    )
    return (menu,)


def option_label(title: str, number: int | None) -> str:
    """A paper's line in a menu, with its number where it has one in the message."""
    prefix = "" if number is None else f"{number}. "
    return prefix + (plain(title, MENU_TEXT_LIMIT_CHARS - len(prefix)) or UNTITLED)
