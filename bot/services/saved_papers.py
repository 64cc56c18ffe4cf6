"""A member's saved papers: listed, narrowed by words, and whole for an export."""

from collections.abc import Sequence
from dataclasses import replace

from bot.models import PaperDetails, Save, SavedPaper, SavedPapers, SearchRequest
from bot.searching.query import parse_query, term_query
from bot.searching.query_language import parse_request
from bot.searching.spelling import correct_text
from bot.services.community_ports import Community
from bot.services.library import Library
from bot.services.papers import load_details


def load_saves(community: Community, member_id: int) -> list[Save]:
    """What the member saved, newest first."""
    return community.load_saves(member_id)


def select_saved(library: Library, saves: Sequence[Save], query: str | None = None) -> SavedPapers:
    """The papers behind the saves, those that hold every word of the query and fit its filters.

    Words that no paper has are corrected first.

    Raises:
        EmptyQuery: there is no word, phrase or filter in the query.
        MalformedQuery: a filter in it is not understood.
        WrongUse: the period ends before it begins.
    """
    saved_at = {save.paper_id: save.saved_at for save in saves}
    papers = library.index.find_papers(list(saved_at))
    wording = query
    if query is not None:
        request = parse_request(SearchRequest(query=query))
        words = correct_text(request.query, library.vocabulary) or request.query
        wording = query if words == request.query else replace(request, query=words).wording
        kept = _keep(library, list(saved_at), replace(request, query=words))
        found = [paper for paper in papers if paper.paper_id in kept]
    else:
        found = papers
    return SavedPapers(
        query=wording,
        papers=tuple(SavedPaper(paper, saved_at[paper.paper_id]) for paper in found),
        total=len(papers),
        gone_count=len(saves) - len(papers),
    )


def load_saved_details(
    library: Library, saves: Sequence[Save], query: str | None = None
) -> list[tuple[SavedPaper, PaperDetails]]:
    """The same papers with all their sightings.

    Raises:
        EmptyQuery, MalformedQuery, WrongUse: see `select_saved`.
    """
    papers = select_saved(library, saves, query).papers
    details = load_details(library, [saved.paper for saved in papers])
    return list(zip(papers, details, strict=True))


def _keep(library: Library, paper_ids: list[int], request: SearchRequest) -> set[int]:
    """Those that hold all words, wherever a search would be content with any."""
    words = parse_query(request.query).words if request.query else ()
    demanding = replace(request, query="", phrases=(*request.phrases, *words))
    query = term_query(demanding, library.vocabulary)
    return library.terms.keep_matching(paper_ids, query, demanding)
