"""Which papers of the index a discussion mentions, by id, by link, by number or by title."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_plus

from bot.models import Paper
from bot.searching.spoken_words import SpokenWords, count_title_words
from bot.searching.title_mentions import (
    EVIDENCE_FROM,
    TitleMention,
    find_title_mentions,
    rate_abstract,
)
from bot.searching.title_names import TitleNames
from bot.services.library import Library
from bot.text.arxiv_id import iter_arxiv_ids
from bot.text.title_key import title_key
from bot.text.words import STOP_WORDS, fold_word_parts, stem

# A bare number may be any number; "#12" alone is often a ticket.
_NUMBERED: Final = re.compile(
    r"\bpapers?\s+(#\d{1,9}(?:(?:,|\s|\band\b|&)+#\d{1,9})*)", re.IGNORECASE
)
_NUMBER: Final = re.compile(r"#(\d+)")
_TITLE_LINK: Final = re.compile(r"(?:huggingface|hf)\.co/papers\?q=([^\s&>)]+)", re.IGNORECASE)
_LINK: Final = re.compile(r"https?://\S+")
# So many mentions that need their abstract's evidence are looked at.
_DOUBTFUL_LIMIT: Final = 100


@dataclass(frozen=True, slots=True)
class Mentions:
    """The papers that are mentioned, in the order of their first mention."""

    papers: tuple[Paper, ...]
    unknown_ids: tuple[str, ...]  # arXiv ids of papers that the index does not hold
    places: frozenset[int] = frozenset()  # the texts that first mention each


def find_mentions(library: Library, texts: Sequence[str]) -> Mentions:
    """The papers that some texts, a message each, mention.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    places: dict[int, int] = {}
    unknown: dict[str, None] = {}
    papers: dict[int, Paper] = {}
    known_ids: dict[str, Paper | None] = {}

    def note(paper: Paper | None, place: int) -> None:
        if paper is not None:
            papers[paper.paper_id] = paper
            places[paper.paper_id] = min(place, places.get(paper.paper_id, place))

    for place, text in enumerate(texts):
        for arxiv_id in iter_arxiv_ids(text):
            if arxiv_id not in known_ids:
                known_ids[arxiv_id] = library.index.find_paper_by_arxiv_id(arxiv_id)
            if known_ids[arxiv_id] is None:
                unknown[arxiv_id] = None
            note(known_ids[arxiv_id], place)
        for paper in _iter_pointed_at(library, text):
            note(paper, place)
    by_title = _find_by_title(library, texts)
    for paper in library.index.find_papers(list(by_title)):
        note(paper, by_title[paper.paper_id])
    ordered = sorted(papers.values(), key=lambda paper: (places[paper.paper_id], paper.paper_id))
    return Mentions(tuple(ordered), tuple(unknown), frozenset(places.values()))


def _iter_pointed_at(library: Library, text: str) -> Iterable[Paper]:
    """By local number, and by links to a search for the title."""
    if "#" in text:
        for some in _NUMBERED.finditer(text):
            for number in _NUMBER.finditer(some[1]):
                paper = library.index.find_paper(int(number[1]))
                if paper is not None:
                    yield paper
    if "papers?q=" in text:
        for link in _TITLE_LINK.finditer(text):
            yield from library.index.find_papers_by_title_key(title_key(unquote_plus(link[1])))[:1]


def _find_by_title(library: Library, texts: Sequence[str]) -> dict[int, int]:
    """The papers whose titles or names are written, with the first text that has them."""
    if not library.coverage.paper_count:
        return {}
    words = count_title_words(known.title for known in library.index.load_titles())
    vocabulary = library.vocabulary
    spoken = SpokenWords([_LINK.sub(" ", text) for text in texts], words, vocabulary)
    mentions = find_title_mentions(spoken, library.index.load_titles(), words, vocabulary)
    sure = {each.paper_id: each.place for each in mentions if each.is_sure}
    doubtful = sorted(
        (each for each in mentions if not each.is_sure), key=lambda each: -each.evidence
    )
    return sure | _confirm(library, spoken, doubtful[:_DOUBTFUL_LIMIT])


def _confirm(
    library: Library, spoken: SpokenWords, doubtful: Sequence[TitleMention]
) -> dict[int, int]:
    """Those of the mentions beside which more of the paper's abstract is said."""
    confirmed: dict[int, int] = {}
    papers = {
        paper.paper_id: paper
        for paper in library.index.find_papers([each.paper_id for each in doubtful])
    }
    for each in doubtful:
        paper = papers.get(each.paper_id)
        if paper is None:
            continue
        said = {stem(token.word) for token in spoken.tokens(each.place)}
        names = TitleNames(paper.paper_id, paper.title)
        abstract = {
            stem(word) for word in fold_word_parts(paper.abstract) if word not in STOP_WORDS
        }
        if each.evidence + rate_abstract(said, names, abstract) >= EVIDENCE_FROM:
            confirmed[each.paper_id] = each.place
    return confirmed
