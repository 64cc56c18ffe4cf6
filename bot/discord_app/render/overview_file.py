"""The whole of an overview as a file, for the message that shows a part of it."""

import re
from typing import Final

from bot.discord_app.render.reply import AttachedFile
from bot.exporting.overview_document import write_overview
from bot.models import Summary
from bot.text.words import fold_text

NAME_LIMIT_CHARS: Final = 60

# What Discord leaves as it is in a file's name, and every file system takes.
_WORD: Final = re.compile(r"[a-z0-9]+")


def overview_file(summary: Summary) -> AttachedFile:
    """The overview as Markdown, named after its topic."""
    return AttachedFile(file_name(summary.topic), write_overview(summary).encode())


def file_name(topic: str) -> str:
    """A name that tells the topic as far as plain letters can.

    >>> file_name("Mixture of Experts"), file_name("漢字")
    ('overview-mixture-of-experts.md', 'overview-topic.md')
    """
    words = "-".join(_WORD.findall(fold_text(topic)))[:NAME_LIMIT_CHARS].strip("-")
    return f"overview-{words or 'topic'}.md"
