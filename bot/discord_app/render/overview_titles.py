"""The titles of an overview's messages, which tell the topic to whoever reads them later.

A thread that an overview was posted in is about its topic, and nothing else keeps that: so every
title ends with the topic in quotation marks, behind a word that never changes.
"""

import re
from typing import Final

from bot.discord_app.render.markdown import Markdown, escape, unescape
from bot.discord_app.render.phrases import say_count
from bot.models import Summary
from bot.text.shortening import ELLIPSIS

TOPIC_LIMIT_CHARS: Final = 160

_ABOUT: Final = re.compile(r"(?:What|Theme|Numbers)\b[^“]* about “(?P<topic>.+)”", re.DOTALL)


def overview_title(summary: Summary) -> Markdown:
    """How many papers say something, and that there are others where there are."""
    says = "says" if summary.paper_count == 1 else "say"
    return Markdown(f"What {_say_papers(summary)} {says} {_about(summary)}")


def theme_title(summary: Summary, number: int) -> Markdown:
    """Which theme of how many; numbers are from 1."""
    return Markdown(f"Theme {number} of {len(summary.themes)} {_about(summary)}")


def numbers_title(summary: Summary) -> Markdown:
    """That the numbers are about the topic."""
    return Markdown(f"Numbers and sources {_about(summary)}")


def find_topic(title: str) -> str | None:
    r"""The topic in the title of an overview, a theme or the numbers; None in any other title.

    A topic that was too long for the title comes back without its end.

    >>> find_topic("What the 12 best of 47 papers say about “state\\_space models”")
    'state_space models'
    >>> find_topic("Nothing about “zzz”") is None
    True
    """
    found = _ABOUT.fullmatch(title)
    return unescape(found["topic"]).removesuffix(ELLIPSIS) or None if found else None


def _about(summary: Summary) -> str:
    return f"about “{escape(summary.topic, TOPIC_LIMIT_CHARS)}”"


def _say_papers(summary: Summary) -> str:
    if summary.found_is_all and summary.found_count <= summary.paper_count:
        return say_count(summary.paper_count, "paper")
    least = "" if summary.found_is_all else "at least "
    return f"the {summary.paper_count:,} best of {least}{say_count(summary.found_count, 'paper')}"
