"""A day's highlights."""

from typing import Final

from bot.discord_app.render.digest_phrases import say_issue_day
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.markdown import Markdown, escape, stack
from bot.discord_app.render.notices import EMPTY_INDEX
from bot.discord_app.render.paper_lines import paper_lines
from bot.discord_app.render.phrases import (
    room_beside,
    say_count,
    say_coverage,
    small,
)
from bot.discord_app.render.pick_buttons import pick_button_rows
from bot.discord_app.render.reply import HIGHLIGHTS_COLOUR, PLAIN_COLOUR, Card, Reply
from bot.models import Highlight, Highlights

TOPIC_LIMIT_CHARS: Final = 120
REASONS_LIMIT_CHARS: Final = 240
GAP: Final = "\n\n"


def render_highlights(highlights: Highlights) -> Reply:
    """The picks, each with why it was picked; a day without any is one honest line."""
    if not highlights.picks:
        return _render_no_picks(highlights)
    counts = small(f"{say_candidates(highlights)}, {len(highlights.picks)} picked")
    room = room_beside(DESCRIPTION_LIMIT_CHARS, counts) // len(highlights.picks) - len(GAP)
    picks = [
        render_pick(pick, number, room, is_said_new=are_all_new(highlights))
        for number, pick in enumerate(highlights.picks, start=1)
    ]
    description, _ = stack([counts, *picks], DESCRIPTION_LIMIT_CHARS, GAP)
    card = Card(
        title=_heading(highlights),
        description=description,
        footer=f"Picked {say_coverage(highlights.coverage)}",
        colour=HIGHLIGHTS_COLOUR,
    )
    paper_ids = [pick.paper.paper_id for pick in highlights.picks]
    return Reply(cards=(card,), rows=pick_button_rows(paper_ids))


def say_candidates(highlights: Highlights) -> str:
    """How many papers there were to pick from, and how many of them were new."""
    if are_all_new(highlights):
        return say_count(highlights.new_count, "new paper")
    papers = say_count(highlights.candidate_count, "paper")
    return f"{papers}, {highlights.new_count:,} of them new"


def _heading(highlights: Highlights) -> Markdown:
    day = say_issue_day(highlights.on, is_inferred=highlights.on_is_inferred)
    heading = f"Highlights of {day}"
    topic = highlights.corrected_topic or highlights.topic
    if topic is not None:
        heading += f" on “{escape(topic, TOPIC_LIMIT_CHARS)}”"
    return Markdown(heading)


def render_pick(
    pick: Highlight, number: int, room_chars: int, *, is_said_new: bool = False
) -> Markdown:
    """A pick's lines, with why it was picked.

    Args:
        pick: whom the lines are about.
        number: its number in the message.
        room_chars: what the lines may take together.
        is_said_new: whether it stands above them already that all of the papers are new.
    """
    reasons = escape("; ".join(_say_reasons(pick, is_said_new=is_said_new)), REASONS_LIMIT_CHARS)
    why = [Markdown(f"**Why:** {reasons}")] if reasons else []
    return paper_lines(pick.paper, number, room_chars=room_chars, essentials=why)


def are_all_new(highlights: Highlights) -> bool:
    """Whether no earlier digest had any of the papers to pick from."""
    return highlights.new_count == highlights.candidate_count


def _say_reasons(pick: Highlight, *, is_said_new: bool) -> list[str]:
    """The reasons, each once; a paper of which nothing else is known may be called new again."""
    new = {part.fact for part in pick.parts if part.name == "novelty"}
    others = [reason for reason in pick.reasons if reason not in new]
    return others if others and is_said_new else [*pick.reasons]


def _render_no_picks(highlights: Highlights) -> Reply:
    card = Card(
        title=_heading(highlights),
        description=Markdown(_say_why_none(highlights)),
        colour=PLAIN_COLOUR,
    )
    return Reply(cards=(card,))


def _say_why_none(highlights: Highlights) -> str:
    if highlights.coverage.paper_count == 0:
        return EMPTY_INDEX
    if highlights.candidate_count:
        papers = say_count(highlights.candidate_count, "paper")
        return f"{papers} in that day's digests, none picked."
    latest = highlights.latest_on
    if latest == highlights.on:
        papers = say_count(highlights.seen_count, "paper")
        return f"None of {papers} in that day's digests is about it; /search looks in all."
    if latest is None:
        return "No digest of that day is indexed, nor one of an earlier day."
    day = say_issue_day(latest, is_inferred=highlights.latest_on_is_inferred)
    said = f"No digest of that day is indexed; the latest before it is of {day}"
    return f"{said}: `/highlights on:{latest}`"
