"""What somebody missed since the last look."""

from datetime import datetime
from typing import Final

from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.markdown import Markdown
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.phrases import say_count
from bot.discord_app.render.pick_buttons import pick_button_rows
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.topic_sections import section_cards
from bot.services.candidates import NEWS_DAYS
from bot.services.catching_up import CatchUp
from bot.services.topic_news import picks_of

_LAST_DAYS: Final = f"the last {NEWS_DAYS} days"


def render_catch_up(caught_up: CatchUp) -> Reply:
    """The best of what was missed, followed topics first; or a line that says there is nothing."""
    if caught_up.coverage.paper_count == 0:
        return Reply(content=EMPTY_INDEX)
    if not caught_up.sections:
        return Reply(content=Markdown(_say_nothing(caught_up)))
    paper_ids = [pick.paper.paper_id for pick in picks_of(caught_up.sections)]
    is_by_topic = any(section.topic for section in caught_up.sections)
    return Reply(
        content=Markdown(_say_counts(caught_up)),
        cards=section_cards(
            caught_up.sections,
            untitled="Beside your topics" if is_by_topic else "Worth a look",
        ),
        rows=pick_button_rows(paper_ids),
    )


def _say_counts(caught_up: CatchUp) -> str:
    # Of what came before somebody's first look, nothing is old or new.
    noun = "paper" if caught_up.looked_at is None else "new paper"
    digests = say_count(caught_up.digest_count, "digest")
    # What was read again because its counts grew is no other digest.
    where = f" in {digests}" if caught_up.digest_count else ""
    counts = f"{say_count(caught_up.new_count, noun)}{where}"
    if caught_up.new_count == 0:
        counts = f"no new paper{where}, but these grew"
    if caught_up.looked_at is None:
        return f"**In {_LAST_DAYS}**: {counts}"
    if caught_up.is_cut:
        return f"You last looked {_say_instant(caught_up.looked_at)}. **In {_LAST_DAYS}**: {counts}"
    return f"**Since {_say_instant(caught_up.looked_at)}**: {counts}"


def _say_nothing(caught_up: CatchUp) -> str:
    if caught_up.looked_at is None or caught_up.is_cut:
        since = f"in {_LAST_DAYS}"
    else:
        since = f"since you looked {_say_instant(caught_up.looked_at)}"
    if caught_up.digest_count == 0:
        return f"Nothing new {since}. {_say_latest(caught_up)}".rstrip()
    digests = say_count(caught_up.digest_count, "digest")
    return f"Nothing new {since}: {digests}, and no paper that you do not know."


def _say_latest(caught_up: CatchUp) -> str:
    if caught_up.latest_on is None:
        return ""
    day = say_issue_day(caught_up.latest_on, is_inferred=caught_up.latest_on_is_inferred)
    return f"The latest digest is of {day}; /highlights shows the best of it."


def _say_instant(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:f>"
