"""Finding one paper from whatever a person calls it."""

import re

from rapidfuzz import fuzz

from bot.errors import PaperNotFound
from bot.models import Paper, PaperDetails, SearchRequest
from bot.searching.query import match_expression, parse_query
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.text.arxiv_id import find_arxiv_id
from bot.text.title_key import title_key
from bot.text.words import iter_word_parts

_LOCAL_NUMBER = re.compile(r"#?(\d{1,9})")
# How alike (rapidfuzz's ratio, 0 to 100) a title must be to what was typed to be taken for it.
SAME_TITLE_FROM = 80.0
# How well (partial ratio) a typed part of a title must fit, and by how much better than others.
PART_OF_TITLE_FROM = 90.0
_LOOKED_AT_LIMIT = 50
_NEAREST_LIMIT = 3


def get_paper_details(library: Library, reference: str) -> PaperDetails:
    """The paper meant by a reference, with all its sightings.

    Raises:
        PaperNotFound: see `find_paper`.
    """
    paper = find_paper(library, reference)
    return PaperDetails(paper, library.index.load_sightings([paper.paper_id])[paper.paper_id])


def find_paper(library: Library, reference: str) -> Paper:
    """The paper meant by a local number, an arXiv id or link, or a title, misspelt if need be.

    Raises:
        PaperNotFound: none fits; the error names the nearest titles.
    """
    reference = reference.strip()
    paper = _find_by_identifier(library, reference)
    if paper is None:
        same_title = library.index.find_papers_by_title_key(title_key(reference))
        paper = same_title[0] if same_title else _find_by_likeness(library, reference)
    return paper


def _find_by_identifier(library: Library, reference: str) -> Paper | None:
    """None where the reference is no identifier; raises where it is an unknown one."""
    if number := _LOCAL_NUMBER.fullmatch(reference):
        paper = library.index.find_paper(int(number[1]))
        # "2048" may be a title as well.
        if paper is None and not library.index.find_papers_by_title_key(title_key(reference)):
            raise PaperNotFound(f"No paper has the number {number[1]}.")
        return paper
    if arxiv_id := find_arxiv_id(reference):
        paper = library.index.find_paper_by_arxiv_id(arxiv_id)
        if paper is None:
            raise PaperNotFound(f"The paper {arxiv_id} is not in the index.")
        return paper
    return None


def _find_by_likeness(library: Library, reference: str) -> Paper:
    """The paper whose title is most like the reference, if it is like enough."""
    if not any(iter_word_parts(reference)):
        raise PaperNotFound("Name a paper by its title, its arXiv id or its number.")
    corrected = correct_text(reference, library.vocabulary) or reference
    expression = f"title : ({match_expression(parse_query(f'{corrected} {reference}'))})"
    _, found = library.index.search(
        expression, SearchRequest(query=reference, limit=_LOOKED_AT_LIMIT)
    )
    typed = " ".join(iter_word_parts(corrected))
    rated = sorted(
        ((_rate(typed, hit.paper.title), hit.paper) for hit in found),
        key=lambda rating: (-rating[0], rating[1].paper_id),
    )
    nearest = [paper.title for _, paper in rated[:_NEAREST_LIMIT]]
    if rated and rated[0][0] >= SAME_TITLE_FROM:
        return rated[0][1]
    raise PaperNotFound(
        f"No indexed paper is called “{reference}”; a search finds papers by their words.", nearest
    )


def _rate(typed: str, title: str) -> float:
    """How alike the two are, 0 to 100; a fitting part counts almost as much as the whole."""
    whole = " ".join(iter_word_parts(title))
    likeness = fuzz.ratio(typed, whole)
    if len(typed) <= len(whole):
        part = fuzz.partial_ratio(typed, whole)
        if part >= PART_OF_TITLE_FROM:
            return max(likeness, part - 1)
    return likeness
