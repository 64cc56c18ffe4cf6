"""What is said of digests, the same wherever they are shown."""

from datetime import date
from typing import Final

from bot.discord_app.render.markdown import Markdown, escape
from bot.discord_app.render.phrases import say_weekday
from bot.text.inferred_days import mark_issued

FORM_LIMIT_CHARS: Final = 40
_ACRONYMS: Final = frozenset({"api", "html", "json"})


def say_form(name: str) -> Markdown:
    """A form of digests, by the name of its parser.

    >>> say_form("html_page"), say_form("text_cards")
    ('HTML page', 'text cards')
    """
    words = name.split("_")
    shown = " ".join(word.upper() if word in _ACRONYMS else word for word in words)
    return escape(shown, FORM_LIMIT_CHARS)


def say_issue_day(issued_on: date | None, *, is_inferred: bool) -> str:
    """The day that a digest is of, and whether that was inferred.

    >>> say_issue_day(date(2026, 3, 10), is_inferred=True)
    'Tue 10 Mar 2026 (inferred)'
    """
    if issued_on is None:
        return "day unknown"
    return mark_issued(say_weekday(issued_on), is_inferred=is_inferred)
