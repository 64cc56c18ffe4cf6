"""Own cards, read again: what Paperboy said tells it later what was talked about.

Nothing is kept about conversations. What was asked stands in the headings of Paperboy's own
messages, which it may read like anybody who was there; so what is written there is read here.
"""

import re
from dataclasses import dataclass
from typing import Final

from bot.discord_app.render.answer_post import ANSWERED, NOT_ANSWERED
from bot.discord_app.render.markdown import unescape
from bot.discord_app.render.overview_titles import find_topic
from bot.text.shortening import ELLIPSIS

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
    return Recalled(topic=find_topic(title))
