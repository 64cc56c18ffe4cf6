"""The hand-made discussions of tests/data/discussions, and what a reader finds in them."""

import json
from pathlib import Path
from typing import Any

from bot.app import find_shipped_path
from bot.cli.discussion import load_messages
from bot.models import ThreadMessage
from bot.parsing import parse_digest
from bot.services.library import Library
from tests.builders import TODAY, library_over, make_index

FOLDER = Path(__file__).parent / "data" / "discussions"
TRUTH: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text("utf-8"))


def load_thread(name: str) -> list[ThreadMessage]:
    return load_messages(FOLDER / f"{name}.jsonl")


def make_sample_library() -> Library:
    """A library over the sample digests that the discussions are about."""
    pages = sorted(page for page in find_shipped_path("samples").iterdir() if page.is_file())
    return library_over(
        make_index(
            *(
                parse_digest(page.read_text("utf-8"), source=page.name, today=TODAY)
                for page in pages
            )
        )
    )


def say(*lines: str) -> list[ThreadMessage]:
    """Messages from lines such as "Ann: yes" or "Bo>1: no", which replies to the first."""
    messages = []
    for number, line in enumerate(lines, 1):
        speaker, _, text = line.partition(": ")
        author, _, reply = speaker.partition(">")
        messages.append(
            ThreadMessage(
                message_id=str(number),
                author=author.removeprefix("!"),
                text=text,
                reply_to_id=reply or None,
                is_from_bot=author.startswith("!"),
            )
        )
    return messages
