"""A channel's post of the day: its highlights, or a line that says why there are none."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.highlights_post import render_highlights
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS, TITLE_LIMIT_CHARS, length
from bot.discord_app.render.markdown import Markdown, escape, plain
from bot.discord_app.render.phrases import say_count, say_weekday, small
from bot.discord_app.render.pick_buttons import catch_up_row, pick_button_rows
from bot.discord_app.render.reply import Reply
from bot.models import Highlights

TOPIC_LIMIT_CHARS: Final = 60


def render_scheduled_post(
    highlights: Highlights,
    *,
    marker: int,
    role_id: int | None = None,
    updated_at: datetime | None = None,
) -> Reply:
    """The post, whose buttons carry the marker by which it is known again.

    Args:
        highlights: what was picked; a quiet day has no picks.
        marker: see `bot.scheduling.marks`.
        role_id: the role that is mentioned.
        updated_at: when counts were brought up to date, if they were.
    """
    if not highlights.picks:
        line = f"{say_weekday(highlights.on)}: {_say_quiet(highlights)}"
        return Reply(content=small(line), rows=catch_up_row(marker))
    post = render_highlights(highlights)
    if updated_at is not None:
        moment = f"<t:{int(updated_at.timestamp())}:t>"
        note = small(
            f"counts brought up to date at {moment}, reasons as they were when it was picked"
        )
        cards = (replace(post.cards[0], description=_with_note(post.cards[0].description, note)),)
        post = replace(post, cards=cards)
    paper_ids = [pick.paper.paper_id for pick in highlights.picks]
    return replace(post, rows=pick_button_rows(paper_ids, marker=marker), role_id=role_id)


def heading_of(highlights: Highlights) -> str:
    """What the post's thread is called."""
    topic = highlights.corrected_topic or highlights.topic
    about = f" on {plain(topic, TOPIC_LIMIT_CHARS)}" if topic else ""
    return plain(f"Highlights of {say_weekday(highlights.on)}{about}", TITLE_LIMIT_CHARS)


def _say_quiet(highlights: Highlights) -> str:
    """Why there is nothing to post, in a line."""
    if highlights.coverage.paper_count == 0:
        return "no paper is indexed yet."
    if highlights.seen_count == 0:
        latest = highlights.latest_on
        day = say_issue_day(latest, is_inferred=highlights.latest_on_is_inferred)
        since = "" if latest is None else f" since {day}"
        return f"no digest has arrived{since}, so there is nothing new."
    said = f"{say_count(highlights.seen_count, 'paper')} in new digests, none"
    topic = highlights.corrected_topic or highlights.topic
    if topic is not None:
        said += f" on “{escape(topic, TOPIC_LIMIT_CHARS)}”"
    if highlights.min_comments:
        said += f" with {say_count(highlights.min_comments, 'comment')} or more"
    return f"{said} that was not here before." if highlights.posted_count else f"{said}."


def _with_note(description: Markdown, note: Markdown) -> Markdown:
    """The note below it, where there is room."""
    noted = Markdown(f"{description}\n{note}")
    return noted if length(noted) <= DESCRIPTION_LIMIT_CHARS else description
