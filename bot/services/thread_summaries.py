"""Summarising the discussion in a thread, beside the papers that it is about."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from bot.errors import EmptyQuery
from bot.merging.same_work import is_same_work
from bot.models import DiscussionPoint, DiscussionSummary, Paper, RelatedPaper, ThreadMessage
from bot.services.library import Library
from bot.services.mentions import find_mentions
from bot.services.related import find_papers_like, find_related
from bot.summarising.discussion.decisions import DecisionFinder
from bot.summarising.discussion.markup import without_code
from bot.summarising.discussion.points import choose_points
from bot.summarising.discussion.questions import find_open_questions, list_asking
from bot.summarising.discussion.remarks import read_conversation
from bot.text.arxiv_id import iter_arxiv_ids

RELATED_LIMIT: Final = 5
# From this score on a paper is on the matter of a discussion; where that names no paper of the
# index, only from the higher one on: whatever people talk about, some paper has its words.
RELATED_FROM, RELATED_TO_TALK_FROM = 0.2, 0.35
# So many of the papers that were mentioned are asked what is like them.
_ASKED_LIMIT: Final = 4
# So many of the likest may be mentioned ones, which are passed over.
_PASSED_OVER_LIMIT: Final = 25
_LINK: Final = re.compile(r"https?://\S+|\b\d{4}\.\d{4,5}\b")


def summarise_discussion(
    library: Library, messages: Sequence[ThreadMessage], *, left_out_count: int = 0
) -> DiscussionSummary:
    """What was said: the points, open questions, decisions, and papers.

    What bots say counts for nothing. Of every quotation the parts between … stand in
    `clean_message` of its message, white space aside.

    Args:
        library: the index; it may be empty.
        messages: oldest first, as they stand now, without those of members who want to be left
            out.
        left_out_count: how many messages of such members there were.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    conversation = read_conversation(messages)
    remarks = conversation.remarks
    mentions = find_mentions(library, [without_code(each.message.text) for each in remarks])
    asking = list_asking(conversation)
    finder = DecisionFinder(conversation, asking)
    decisions = finder.find()
    points = choose_points(
        conversation, asking, naming=mentions.places, taken_back=finder.taken_back
    )
    return DiscussionSummary(
        points=tuple(points),
        open_questions=tuple(find_open_questions(conversation, asking)),
        decisions=tuple(decisions),
        papers_mentioned=mentions.papers,
        unknown_papers=mentions.unknown_ids,
        related=_find_unmentioned(library, points, mentions.papers, _named_by_bots(messages)),
        message_count=len(remarks),
        author_count=len(conversation.authors),
        left_out_count=left_out_count,
    )


def _find_unmentioned(
    library: Library,
    points: Sequence[DiscussionPoint],
    mentioned: Sequence[Paper],
    named_ids: set[str],
) -> tuple[RelatedPaper, ...]:
    """Papers on the same matter, the likest first, but none that was mentioned in any version.

    They are like what was said, or like one of the papers that it was said about.
    """
    limit = RELATED_LIMIT + min(len(mentioned) + len(named_ids), _PASSED_OVER_LIMIT)
    text = _LINK.sub(" ", "\n".join(point.text for point in points))
    found: list[RelatedPaper] = []
    with suppress(EmptyQuery):
        found += find_papers_like(library, text, limit=limit).related
    for paper in mentioned[:_ASKED_LIMIT]:
        found += find_related(library, paper, limit=limit).related
    least = RELATED_FROM if mentioned else RELATED_TO_TALK_FROM
    best: dict[int, RelatedPaper] = {}
    for each in sorted(found, key=lambda each: (-each.score, each.paper.paper_id)):
        is_new = each.paper.arxiv_id not in named_ids and not any(
            is_same_work(each.paper, paper) for paper in mentioned
        )
        if is_new and each.score >= least:
            best.setdefault(each.paper.paper_id, each)
        if len(best) == RELATED_LIMIT:
            break
    return tuple(best.values())


def _named_by_bots(messages: Sequence[ThreadMessage]) -> set[str]:
    """The arXiv ids in what bots said: everybody has seen these papers."""
    return {
        arxiv_id
        for message in messages
        if message.is_from_bot
        for arxiv_id in iter_arxiv_ids(message.text)
    }
