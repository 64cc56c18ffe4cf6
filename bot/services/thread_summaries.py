"""Summarising the discussion in a thread, beside the papers that it is about."""

from collections.abc import Sequence

from bot.models import DiscussionSummary, ThreadMessage
from bot.services.library import Library
from bot.text.arxiv_id import find_arxiv_id


def summarise_discussion(
    library: Library, messages: Sequence[ThreadMessage], *, left_out_count: int = 0
) -> DiscussionSummary:
    """What was said: the points, open questions, decisions, and papers.

    Args:
        library: the index.
        messages: oldest first, without those of members who want to be left out.
        left_out_count: how many messages of such members there were.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    said = [message for message in messages if message.text and not message.is_from_bot]
    named = dict.fromkeys(filter(None, (find_arxiv_id(message.text) for message in said)))
    found = {arxiv_id: library.index.find_paper_by_arxiv_id(arxiv_id) for arxiv_id in named}
    return DiscussionSummary(
        points=(),
        open_questions=(),
        decisions=(),
        papers_mentioned=tuple(paper for paper in found.values() if paper is not None),
        unknown_papers=tuple(arxiv_id for arxiv_id, paper in found.items() if paper is None),
        related=(),
        message_count=len(said),
        author_count=len({message.author for message in said}),
        left_out_count=left_out_count,
    )
