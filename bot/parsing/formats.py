"""The forms of digest that Paperboy reads.

A text is read by the first format that recognises it, so the pickier ones stand first.
"""

from typing import Final

from bot.parsing.api_json import API_JSON
from bot.parsing.paper_lines import PAPER_LINES
from bot.parsing.text_cards import TEXT_CARDS
from bot.parsing.text_pairs import TEXT_PAIRS

FORMATS: Final = (
    PAPER_LINES,  # {"id": "7", "title": "…", "abstract": "…"}, one paper a line
    API_JSON,  # [{"paper": {"id": "2401.00010", …}}, …]
    TEXT_CARDS,  # title, abstract, authors and date, with blank lines between
    TEXT_PAIRS,  # title line, abstract line, title line, …
)
