"""The words of the playground's own that would do something now, for `help`."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.playground.shown import BOT_NAME, Place, ShownFile, ShownForm, ShownMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a line can refer to at one moment."""

    card: ShownMessage | None = None  # whose buttons and menus are meant
    form: ShownForm | None = None
    message_commands: tuple[str, ...] = ()  # none while there is no message
    elsewhere: tuple[Place, ...] = ()  # where one is not
    file: ShownFile | None = None


def list_own_words(reach: Reach) -> Iterator[tuple[str, str]]:
    """How each word is typed, and what it does.

    >>> list(list_own_words(Reach(message_commands=("Save this paper",))))[1:]
    [('menu Save this paper', 'for the last message')]
    """
    yield f"@{BOT_NAME}", "ask the bot in a message, wherever you are: @Paperboy what is …"
    if reach.card is not None:
        yield from _list_card_words(reach.card)
    if reach.form is not None and reach.form.inputs:
        yield f"fill {reach.form.inputs[0].label}:", f"fill in the form “{reach.form.title}”"
    yield from ((f"menu {name}", "for the last message") for name in reach.message_commands)
    yield from ((f"enter {place.name}", f"go to {place.label}") for place in reach.elsewhere)
    if reach.file is not None:
        yield "save", f"save the file {reach.file.name}"


def _list_card_words(card: ShownMessage) -> Iterator[tuple[str, str]]:
    if any(not button.is_disabled for button in card.buttons):
        yield "press 1", "press a button of the last card, by number or by its text"
    open_menus = [menu for menu in card.menus if not menu.is_disabled]
    if open_menus:
        several = " (choose 1 3 takes two)" if any(menu.most > 1 for menu in open_menus) else ""
        yield "choose 1", f"take a line of its menu, by number or by its text{several}"
    if any(menu.least == 0 for menu in open_menus):
        yield "choose none", "take no line of it"
