"""What must hold for every message, whatever the records hold that it was made of."""

import re

from bot.discord_app.render import limits
from bot.discord_app.render.limits import length
from bot.discord_app.render.reply import Menu, Reply

ESCAPED = re.compile(r"\\[^0-9A-Za-z\s]")
LINK = re.compile(r"\[([^\n]*?)\]\((https?://[^\s()<>\\]+)\)")
CITATION = re.compile(r"\[\[\d+\]\]\((https?://[^\s()<>\\]+)\)")
COMMAND_MENTION = re.compile(r"</[-_a-z0-9 ]{1,32}:\d+>")
COMMAND_HINT = re.compile(r"`/[a-z]+ on:\d{4}-\d\d-\d\d`")
TIMESTAMP = re.compile(r"<t:\d+:[fFRt]>")
INERT = "\x1f"
ACTING = re.compile(r"[*_~`|<\[\]\\]|@everyone|@here|:[\w+-]+:|://")


def assert_within_limits(reply: Reply) -> None:
    assert length(reply.content) <= limits.CONTENT_LIMIT_CHARS
    assert reply.content or reply.cards
    assert len(reply.cards) <= limits.CARD_LIMIT_COUNT
    assert sum(card.length() for card in reply.cards) <= limits.CARDS_LIMIT_CHARS
    for card in reply.cards:
        assert length(card.title) <= limits.TITLE_LIMIT_CHARS
        assert length(card.description) <= limits.DESCRIPTION_LIMIT_CHARS
        assert card.title or card.description
        assert length(card.url or "") <= limits.URL_LIMIT_CHARS
        assert length(card.footer) <= limits.FOOTER_LIMIT_CHARS
        assert len(card.fields) <= limits.FIELD_LIMIT_COUNT
        for field in card.fields:
            assert 1 <= length(field.name) <= limits.FIELD_NAME_LIMIT_CHARS
            assert 1 <= length(field.value) <= limits.FIELD_VALUE_LIMIT_CHARS
    _assert_rows_within_limits(reply)


def _assert_rows_within_limits(reply: Reply) -> None:
    custom_ids = []
    assert len(reply.rows) <= limits.ROW_LIMIT_COUNT
    for row in reply.rows:
        if isinstance(row, Menu):
            custom_ids.append(row.custom_id)
            assert 1 <= len(row.options) <= limits.MENU_OPTION_LIMIT_COUNT
            assert length(row.placeholder) <= limits.PLACEHOLDER_LIMIT_CHARS
            assert len({option.value for option in row.options}) == len(row.options)
            for option in row.options:
                assert 1 <= length(option.label) <= limits.MENU_TEXT_LIMIT_CHARS
                assert 1 <= length(option.value) <= limits.MENU_TEXT_LIMIT_CHARS
                assert length(option.description) <= limits.MENU_TEXT_LIMIT_CHARS
        else:
            custom_ids += [button.custom_id for button in row]
            assert 1 <= len(row) <= limits.BUTTONS_PER_ROW_LIMIT_COUNT
            assert all(1 <= length(b.label) <= limits.BUTTON_LABEL_LIMIT_CHARS for b in row)
    assert len(set(custom_ids)) == len(custom_ids)
    assert all(1 <= length(each) <= limits.CUSTOM_ID_LIMIT_CHARS for each in custom_ids)


def assert_harmless(reply: Reply) -> None:
    """Nothing acts but what the renderers put there themselves."""
    for text in _iter_markdown(reply):
        for line in text.splitlines():
            assert not find_acting(line), (find_acting(line), line)


def _iter_markdown(reply: Reply) -> list[str]:
    texts: list[str] = [reply.content]
    for card in reply.cards:
        texts += [card.title, card.description]
        texts += [part for field in card.fields for part in (field.name, field.value)]
    return texts


def find_acting(line: str) -> list[str]:
    """What in the line would act, beside bold, links, and the beginnings of lines that are ours."""
    line = ESCAPED.sub(INERT, line)
    for ours in (COMMAND_MENTION, COMMAND_HINT, CITATION, TIMESTAMP):
        line = ours.sub(INERT, line)
    # A link's text is read by itself: it makes nothing together with what stands beside it.
    line = LINK.sub(rf"{INERT}\1{INERT}", line)
    return ACTING.findall(line.replace("**", INERT))
