"""A member's inbox: what is new on the topics that somebody follows, as a direct message."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.phrases import say_count, say_weekday, small
from bot.discord_app.render.pick_buttons import pick_button_rows
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.topic_sections import say_more_topics, section_cards
from bot.models import Highlights
from bot.services.topic_news import picks_of

WAY_OUT: Final = small("/following lists your topics, and lets you stop them.")
_UNTITLED: Final = "Papers"  # on a topic that only leaves something out


def render_inbox(sections: Sequence[Highlights], *, on: date, marker: int) -> Reply:
    """The message, whose buttons carry the marker by which it is known again.

    Args:
        sections: what was picked on each topic; at least one paper.
        on: the day of the message.
        marker: see `bot.scheduling.marks`.
    """
    paper_ids = [pick.paper.paper_id for pick in picks_of(sections)]
    topic_count = sum(1 for section in sections if section.picks)
    counts = f"{say_count(len(paper_ids), 'paper')} on {say_count(topic_count, 'topic')}"
    lines = [
        Markdown(f"**{heading_of(on)}**: {counts}"),
        say_more_topics(sections),
        WAY_OUT,
    ]
    return Reply(
        content=Markdown("\n".join(filter(None, lines))),
        cards=section_cards(sections, untitled=_UNTITLED),
        rows=pick_button_rows(paper_ids, marker=marker, is_inbox=True),
    )


def heading_of(on: date) -> str:
    """What the message is called.

    >>> heading_of(date(2026, 4, 14))
    'Your topics on Tue 14 Apr 2026'
    """
    return f"Your topics on {say_weekday(on)}"
