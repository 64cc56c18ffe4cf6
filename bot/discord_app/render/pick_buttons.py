"""The buttons below papers: what a member can do with them.

Each button names the papers that it is about, so that it works for as long as its message stands,
and the mark that whoever posted the message knows it by.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.discord_app.render.custom_ids import (
    CATCH_UP,
    PICK_DETAILS,
    PICK_DISCUSS,
    PICK_SAVE,
    PICK_VOTE,
    Press,
    make_compact_id,
    parse_custom_id,
)
from bot.discord_app.render.reply import Button, Row

# What fits into a custom id beside a marker below 2**50, with numbers up to two thousand million.
PAPERS_LIMIT_COUNT: Final = 10

_LABELS: Final = {
    PICK_DETAILS: "Details",
    PICK_SAVE: "Save",
    PICK_VOTE: "Vote",
    PICK_DISCUSS: "Discuss",
}
_OF_SERVERS: Final = frozenset({PICK_VOTE, PICK_DISCUSS})
_MARKED_KINDS: Final = frozenset({*_LABELS, CATCH_UP})


def pick_button_rows(
    paper_ids: Sequence[int], *, marker: int = 0, is_inbox: bool = False
) -> tuple[Row, ...]:
    """A row with Details, Save, Vote and Discuss; no row where there is no paper.

    Args:
        paper_ids: the papers in the order of their numbers in the message, ten at most.
        marker: what `find_marker` finds the message by; 0 where nobody looks for it.
        is_inbox: in direct messages there is no server to vote and to discuss in.

    >>> [row] = pick_button_rows([7, 70], marker=5)
    >>> [button.custom_id for button in row][:2]
    ['pb1:pick_details:5:7:1y', 'pb1:pick_save:5:7:1y']
    """
    shown = tuple(dict.fromkeys(paper_ids))[:PAPERS_LIMIT_COUNT]
    kinds = [kind for kind in _LABELS if not (is_inbox and kind in _OF_SERVERS)]
    return (tuple(pick_button(kind, *shown, marker=marker) for kind in kinds),) if shown else ()


def pick_button(kind: str, *paper_ids: int, marker: int = 0) -> Button:
    """One of these buttons."""
    return Button(label=_LABELS[kind], custom_id=make_compact_id(kind, marker, *paper_ids))


def catch_up_row(marker: int) -> tuple[Row, ...]:
    """A row with the button that shows what a member missed: for a post without papers."""
    return ((Button(label="Catch up", custom_id=make_compact_id(CATCH_UP, marker)),),)


def find_marker(custom_ids: Iterable[str]) -> int | None:
    """The mark of a message with these custom ids; None where it has none.

    >>> find_marker(["pb1:open", "pb1:pick_save:5:7:1y"])
    5
    """
    for custom_id in custom_ids:
        press = parse_custom_id(custom_id)
        if press is not None and press.kind in _MARKED_KINDS:
            numbers = press.compact_numbers()
            if numbers and numbers[0]:
                return numbers[0]
    return None


def picked_paper_ids(press: Press) -> tuple[int, ...]:
    """The papers that a press of such a button is about; none where it is not understood."""
    numbers = press.compact_numbers()
    return numbers[1:] if numbers else ()
