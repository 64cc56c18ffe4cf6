"""Finding one paper from whatever a person calls it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.errors import PaperNotFound
from bot.merging.history import tell_history
from bot.models import Paper, PaperDetails, TitleSuggestion
from bot.searching.likeness import rate_likeness
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.services.retrieval import find_by_words
from bot.text.arxiv_id import find_arxiv_id
from bot.text.title_key import title_key
from bot.text.white_space import replace_surrogates
from bot.text.words import iter_word_parts

_LOCAL_NUMBER = re.compile(r"#?(\d{1,9})")
# How well (see bot.searching.likeness) a title must fit what was typed to be taken for it, and by
# how much better than any other.
MEANT_FROM = 80.0
BETTER_BY = 1.0
# So many titles are looked at from each side: those that begin so, and those with the words.
_LOOKED_AT_LIMIT = 50
_NEAREST_LIMIT = 3


def get_paper_details(library: Library, reference: str) -> PaperDetails:
    """The paper meant by a reference, with all its sightings.

    Raises:
        PaperNotFound: see `find_paper`.
    """
    paper = find_paper(library, reference)
    with library.index.snapshot():
        paper = library.index.find_paper(paper.paper_id) or paper
        [details] = load_details(library, [paper])
        former_ids = library.index.load_former_ids(paper.paper_id)
    return replace(details, former_ids=tuple(former_ids))


def load_details(library: Library, papers: Sequence[Paper]) -> list[PaperDetails]:
    """These papers with all their sightings."""
    sightings = library.index.load_sightings([paper.paper_id for paper in papers])
    return [tell_history(paper, sightings.get(paper.paper_id, ())) for paper in papers]


def find_paper(library: Library, reference: str) -> Paper:
    """The paper meant by a local number, an arXiv id or link, or a title, misspelt if need be.

    Raises:
        PaperNotFound: none fits; the error names the nearest titles.
    """
    reference = replace_surrogates(reference).strip()
    paper = _find_by_identifier(library, reference)
    if paper is None:
        same_title = library.index.find_papers_by_title_key(title_key(reference))
        paper = same_title[0] if same_title else _find_by_likeness(library, reference)
    return paper


def number_papers(library: Library, paper_ids: Sequence[int]) -> dict[int, TitleSuggestion]:
    """The papers of a message by the numbers that they have there, from 1; those left that are.

    One that turned out to be another of them stands at the place of the first.

    Raises:
        PaperNotFound: none of them is in the index any more.
    """
    current = follow_papers(library, paper_ids)
    numbers: dict[int, int] = {}
    for number, paper_id in enumerate(current, 1):
        numbers.setdefault(paper_id, number)
    papers = library.index.find_papers(list(numbers))
    if not papers:
        which = "That paper is" if len(numbers) == 1 else "These papers are"
        raise PaperNotFound(f"{which} not in the index any more.")
    return {
        numbers[paper.paper_id]: TitleSuggestion(paper.paper_id, paper.title) for paper in papers
    }


def follow_papers(library: Library, paper_ids: Sequence[int]) -> list[int]:
    """The numbers under which those papers are known now, where some were united with others."""
    successors = library.index.load_successors(paper_ids)
    return [successors.get(paper_id, paper_id) for paper_id in paper_ids]


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
    """The paper whose title fits the reference well enough, and better than any other's."""
    if not any(iter_word_parts(reference)):
        raise PaperNotFound("Name a paper by its title, its arXiv id or its number.")
    rated = sorted(
        (
            (-rate_likeness(reference, suggestion.title), suggestion.paper_id, suggestion.title)
            for suggestion in _list_candidates(library, reference)
        ),
    )
    nearest = [title for _, _, title in rated[:_NEAREST_LIMIT]]
    if not rated or -rated[0][0] < MEANT_FROM:
        raise PaperNotFound(
            f"No indexed paper is called “{reference}”; a search finds papers by their words.",
            nearest,
        )
    if len(rated) > 1 and rated[1][0] - rated[0][0] < BETTER_BY:
        raise PaperNotFound(
            f"Several titles fit “{reference}”; type more of the one that you mean.", nearest
        )
    paper = library.index.find_paper(rated[0][1])
    if paper is None:
        raise PaperNotFound(f"“{nearest[0]}” is not in the index any more.")
    return paper


def _list_candidates(library: Library, reference: str) -> set[TitleSuggestion]:
    """Titles that may be meant: with such a beginning, or with some of the words."""
    corrected = correct_text(reference, library.vocabulary) or reference
    first_word = next(iter_word_parts(corrected))
    candidates = {
        suggestion
        for beginning in (reference, corrected, first_word)
        for suggestion in library.completer.complete(beginning, _LOOKED_AT_LIMIT)
    }
    _, found = find_by_words(library, f"{corrected} {reference}", _LOOKED_AT_LIMIT)
    return candidates | {TitleSuggestion(paper.paper_id, paper.title) for paper, _ in found}
