"""Own cards, read again: what Paperboy said tells it later what was talked about.

Nothing is kept about conversations. What was asked stands in the headings of Paperboy's own
messages, which it may read like anybody who was there; so what is written there is read here.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.answer_post import ANSWERED, NOT_ANSWERED
from bot.discord_app.render.markdown import unescape
from bot.text.shortening import ELLIPSIS

# "What 8 papers say about “kv cache”", as render_summary heads an overview.
_OVERVIEW: Final = re.compile(r"What [^“]+ says? about “(.+)")
# "#12 · first seen 3 Mar 2026", as render_paper_card ends.
_PAPER_FOOTER: Final = re.compile(r"#(\d{1,18}) · first seen ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """What a card was about: at most one of these is known."""

    question: str | None = None
    topic: str | None = None
    paper_id: int | None = None


NOTHING_RECALLED: Final = Recalled()


def read_own_card(title: str, footer: str) -> Recalled:
    r"""What one of our own cards was about, by its heading and its footer, as Discord has them.

    A heading that was shortened tells as much as it shows.

    >>> read_own_card(r"How does A\* search?", "Answer from 4 digests, 214 papers")
    Recalled(question='How does A* search?', topic=None, paper_id=None)
    """
    if footer.startswith((ANSWERED, NOT_ANSWERED)):
        return Recalled(question=unescape(title).removesuffix(ELLIPSIS) or None)
    if seen := _PAPER_FOOTER.match(footer):
        return Recalled(paper_id=int(seen[1]))
    return Recalled(topic=read_topic(unescape(title)))


def read_topic(heading: str) -> str | None:
    """The topic in the heading of an overview, or in the name of a thread that has it as its name.

    >>> read_topic("What 1 paper says about “sand”"), read_topic("Cache Study 1")
    ('sand', None)
    """
    found = _OVERVIEW.match(heading)
    if found is None:
        return None
    return found[1].removesuffix("”").removesuffix(ELLIPSIS) or None
