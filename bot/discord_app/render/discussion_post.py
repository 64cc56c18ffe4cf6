"""A discussion's summary: who said what, each with a link to it, and the papers it is about."""

from dataclasses import replace
from datetime import UTC
from typing import Final

from bot.discord_app.render.custom_ids import POST_DISCUSSION, make_compact_id
from bot.discord_app.render.discussion_parts import (
    DiscussionSource,
    is_too_little,
    list_papers,
    list_said,
    say_basis,
    say_heading,
    say_reservations,
)
from bot.discord_app.render.limits import (
    CARDS_LIMIT_CHARS,
    DESCRIPTION_LIMIT_CHARS,
    TITLE_LIMIT_CHARS,
)
from bot.discord_app.render.markdown import Markdown, escape, plain
from bot.discord_app.render.open_menu import open_menu_rows
from bot.discord_app.render.phrases import room_beside, say_day, small
from bot.discord_app.render.reply import (
    PLAIN_COLOUR,
    SUMMARY_COLOUR,
    AttachedFile,
    Button,
    Card,
    Reply,
    Row,
)
from bot.models import DiscussionSummary, TitleSuggestion

# All cards of a message hold 6,000 characters together; what is said may take more than half.
SAID_LIMIT_CHARS: Final = 3_500
LESSER_SAID_LIMIT_CHARS: Final = 800  # for open questions, and for decisions
UNKNOWN_LIMIT_CHARS: Final = 300  # papers that are not in the index
RELATED_LIMIT_CHARS: Final = 760  # what papers on the same matter have in any case
QUOTE_LIMIT_CHARS: Final = 280
FILE_QUOTE_LIMIT_CHARS: Final = 4_000
FILE_NAME: Final = "discussion.md"
ASKED_BY_LIMIT_CHARS: Final = 60
SOURCE_NOTE: Final = "Each quotation links to its message. I keep nothing of what I read."
GAP: Final = "\n\n"


def render_discussion(
    summary: DiscussionSummary,
    source: DiscussionSource,
    *,
    can_be_posted: bool = False,
    asked_by: str | None = None,
) -> Reply:
    """The summary; where too little was said, that, and the papers all the same.

    Args:
        summary: what the discussion came to.
        source: what it was drawn from.
        can_be_posted: there is a button that posts it for everyone.
        asked_by: who wants it to stand there, where it is posted for everyone.
    """
    said, said_left_out = _render_said(summary, source)
    footer = _say_footer(asked_by)
    papers, papers_left_out = _render_papers(
        summary, room_beside(CARDS_LIMIT_CHARS, footer) - said.length()
    )
    cards = [said, papers] if papers.description else [said]
    cards[-1] = replace(cards[-1], footer=footer)
    rows = open_menu_rows(_iter_titles(summary), first_number=1)
    if can_be_posted and has_something(summary):
        rows = (*rows, _post_row(source))
    files = (_make_file(summary, source),) if said_left_out or papers_left_out else ()
    return Reply(cards=tuple(cards), rows=rows, files=files)


def has_something(summary: DiscussionSummary) -> bool:
    """Whether there is anything in the summary that others might want to read."""
    papers = (summary.papers_mentioned, summary.unknown_papers, summary.related)
    said = (summary.points, summary.open_questions, summary.decisions)
    return any(papers) or (any(said) and not is_too_little(summary))


def render_posted(url: str) -> Reply:
    """That the summary stands there for everyone now."""
    return Reply(content=Markdown(f"Posted for everyone: {url}"))


def _render_said(summary: DiscussionSummary, source: DiscussionSource) -> tuple[Card, int]:
    since = "" if source.since_at is None else f"<t:{int(source.since_at.timestamp())}:f>"
    notes = [say_basis(summary, source, since)] if summary.message_count else []
    notes += say_reservations(summary, source)
    blocks = [Markdown("\n".join(map(small, notes)))] if notes else []
    left_out = 0
    if lack := _say_lack(summary):
        blocks.append(Markdown(lack))
    else:
        points, *lesser = list_said(summary, source, QUOTE_LIMIT_CHARS)
        rendered = [part.render(LESSER_SAID_LIMIT_CHARS) for part in lesser]
        texts = [text for text, _ in rendered]
        room = room_beside(SAID_LIMIT_CHARS, *blocks, *texts) - len(GAP) * len(rendered)
        said, points_left_out = points.render(room - len(GAP))
        blocks += [said, *texts]
        left_out = points_left_out + sum(count for _, count in rendered)
    card = Card(
        title=escape(say_heading(source), TITLE_LIMIT_CHARS),
        url=source.urls.get(str(source.span[0])),
        description=Markdown(GAP.join(filter(None, blocks))),
        colour=SUMMARY_COLOUR if has_something(summary) else PLAIN_COLOUR,
    )
    return card, left_out


def _say_lack(summary: DiscussionSummary) -> str:
    """Why nothing is quoted, where nothing is."""
    if not summary.message_count:
        if summary.left_out_count:
            return "Nobody else has said anything here, so there is nothing to summarise."
        return "Nobody has said anything here that could be summarised."
    if is_too_little(summary):
        return "Too little was said for a summary."
    if summary.points or summary.open_questions or summary.decisions:
        return ""
    return "Nothing in it stands out as a point, an open question or a decision."


def _render_papers(summary: DiscussionSummary, room_chars: int) -> tuple[Card, int]:
    """The papers; those mentioned come before those on the same matter, where room is short."""
    mentioned, unknown, related = list_papers(summary)
    unknown_text, unknown_left_out = unknown.render(UNKNOWN_LIMIT_CHARS)
    room = room_beside(min(room_chars, DESCRIPTION_LIMIT_CHARS), unknown_text) - len(GAP) * 2
    spared = min(RELATED_LIMIT_CHARS, room // 2) if related.lines else 0
    mentioned_text, mentioned_left_out = mentioned.render(room - spared)
    related_text, related_left_out = related.render(room_beside(room, mentioned_text))
    blocks = filter(None, [mentioned_text, unknown_text, related_text])
    card = Card(description=Markdown(GAP.join(blocks)), colour=SUMMARY_COLOUR)
    return card, unknown_left_out + mentioned_left_out + related_left_out


def _say_footer(asked_by: str | None) -> str:
    if asked_by is None:
        return SOURCE_NOTE
    return f"{SOURCE_NOTE} Asked for by {plain(asked_by, ASKED_BY_LIMIT_CHARS) or 'somebody'}."


def _post_row(source: DiscussionSource) -> Row:
    custom_id = make_compact_id(POST_DISCUSSION, *source.span)
    return (Button(label="Post here", custom_id=custom_id),)


def _iter_titles(summary: DiscussionSummary) -> list[TitleSuggestion]:
    papers = [*summary.papers_mentioned, *(each.paper for each in summary.related)]
    return [TitleSuggestion(paper.paper_id, paper.title) for paper in papers]


def _make_file(summary: DiscussionSummary, source: DiscussionSource) -> AttachedFile:
    """The whole of it; days there are those of UTC."""
    since = "" if source.since_at is None else say_day(source.since_at.astimezone(UTC).date())
    parts = [*list_said(summary, source, FILE_QUOTE_LIMIT_CHARS), *list_papers(summary)]
    notes = [f"{say_basis(summary, source, since)}.", *say_reservations(summary, source)]
    blocks = [f"# {escape(say_heading(source))}", " ".join(notes)]
    blocks += ["\n".join([f"## {part.heading}\n", *part.lines]) for part in parts if part.lines]
    return AttachedFile(FILE_NAME, (GAP.join(blocks) + "\n").encode())
