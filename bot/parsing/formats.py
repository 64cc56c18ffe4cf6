"""The forms of digest that Paperboy reads.

A text is read by the first format that recognises it, so the pickier ones stand first.
"""

from typing import Final

from bot.parsing.api_json import API_JSON
from bot.parsing.daily_mail import DAILY_MAIL
from bot.parsing.feed import FEED
from bot.parsing.html_page import HTML_PAGE
from bot.parsing.markdown_list import MARKDOWN_LIST
from bot.parsing.paper_lines import PAPER_LINES
from bot.parsing.paper_table import PAPER_TABLE
from bot.parsing.text_cards import TEXT_CARDS
from bot.parsing.text_pairs import TEXT_PAIRS

FORMATS: Final = (
    PAPER_LINES,  # {"id": "7", "title": "…", "abstract": "…"}, one paper a line
    API_JSON,  # [{"paper": {"id": "2401.00010", …}}, …]
    FEED,  # <rss> or <feed>, an item for each paper
    HTML_PAGE,  # <html> with data-props, or with cards
    DAILY_MAIL,  # the header of a mail, links with "Title (52 ▲)"
    MARKDOWN_LIST,  # ### [Title](https://arxiv.org/abs/2401.00010), abstract below
    PAPER_TABLE,  # title,abstract,… on the first line
    TEXT_CARDS,  # title, abstract, authors and date, with blank lines between
    TEXT_PAIRS,  # title line, abstract line, title line, …
)
