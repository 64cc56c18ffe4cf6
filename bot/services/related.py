"""Related papers: those that are like one paper, or like a text, and what they share with it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from bot.errors import EmptyQuery
from bot.merging.same_work import is_same_work
from bot.models import Paper, RelatedPaper, RelatedPapers, SearchRequest
from bot.searching.fusion import Scored, fuse_scores, sort_scored
from bot.searching.query import TermQuery
from bot.searching.sharing import Sharing
from bot.searching.telling import Rarity, TermTally, share_of_terms, tally_terms, telling_query
from bot.services.library import Library
from bot.services.retrieval import NEIGHBOUR_LIMIT, POOL_SIZE
from bot.text.arxiv_id import find_arxiv_id
from bot.text.words import iter_words

if TYPE_CHECKING:
    from bot.services.meaning import Meaning

RELATED_LIMIT: Final = 10
# From this share of its own score on a paper is said to be like another. Found by reading the
# related papers of real ones; below it most have little more than some words in common.
ALIKE_FROM: Final = 0.2
ALIKE_BY_WORDS_FROM: Final = 0.15
# What is asked for takes part in the ranking as the measure of everything: papers count from 1.
_ASKED_ID: Final = 0
# A twin or two may stand among the best.
_TWIN_COUNT: Final = 5
# So many of the ids in a text are looked up.
_NAMED_LIMIT: Final = 5
_LINK: Final = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, as the index can be asked."""

    tally: TermTally
    rarity: Rarity
    query: TermQuery
    text: str
    paper: Paper | None = None


def find_related(library: Library, paper: Paper, *, limit: int = RELATED_LIMIT) -> RelatedPapers:
    """The papers that are most like a paper, by its telling words and by meaning.

    Neither the paper itself nor another version of it is among them, nor what is hardly alike.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    tally = tally_terms(paper.title, paper.abstract, paper.keywords)
    question = _pose(library, tally, f"{paper.title}. {paper.abstract}", paper)
    alike = (
        (other, score)
        for other, score in _find_alike(library, question, limit)
        if other.paper_id != paper.paper_id and not is_same_work(paper, other)
    )
    sharing = Sharing(paper, question.rarity)
    related = tuple(
        RelatedPaper(other, round(score, 4), sharing.find(other))
        for other, score in islice(alike, limit)
    )
    return RelatedPapers(paper, related, question.rarity.paper_count)


def find_papers_like(library: Library, text: str, *, limit: int = RELATED_LIMIT) -> RelatedPapers:
    """The papers that are most like a text, such as a message.

    A text that names an indexed paper by its arXiv id or a link to it is about that paper.

    Raises:
        EmptyQuery: the text holds no word besides links.
        IndexUnusable: the index cannot be read.
    """
    named = _find_named_paper(library, text)
    if named is not None:
        return find_related(library, named, limit=limit)
    text = _LINK.sub(" ", text)
    if not any(iter_words(text)):
        raise EmptyQuery("That message holds no words of its own that papers could be like.")
    question = _pose(library, tally_terms("", text), text)
    sharing = Sharing(text, question.rarity)
    related = tuple(
        RelatedPaper(other, round(score, 4), sharing.find(other))
        for other, score in _find_alike(library, question, limit)[:limit]
    )
    return RelatedPapers(None, related, question.rarity.paper_count)


def _find_named_paper(library: Library, text: str) -> Paper | None:
    words = (word.strip("<>()[].,;:!?") for word in text.split())
    arxiv_ids = dict.fromkeys(filter(None, map(find_arxiv_id, words)))
    found = map(library.index.find_paper_by_arxiv_id, islice(arxiv_ids, _NAMED_LIMIT))
    return next((paper for paper in found if paper is not None), None)


def _pose(library: Library, tally: TermTally, text: str, paper: Paper | None = None) -> _Question:
    counts = library.terms.count_papers(tally.words, tally.pairs)
    rarity = Rarity(counts, library.coverage.paper_count)
    return _Question(tally, rarity, telling_query(tally, rarity), text, paper)


def _find_alike(library: Library, question: _Question, limit: int) -> list[tuple[Paper, float]]:
    """The papers that are alike enough, the likest first, some more than wanted."""
    scored = _rank(library, question)[: limit + _TWIN_COUNT]
    scores = dict(scored)
    papers = library.index.find_papers(list(scores))
    return [(paper, scores[paper.paper_id]) for paper in papers]


def _rank(library: Library, question: _Question) -> list[Scored]:
    """Scores from 0 to 1, which is what is asked for itself."""
    lexical = _score_words(library, question)
    meaning = library.meaning
    if meaning is None:
        whole = lexical.pop(_ASKED_ID, 0.0) or 1.0
        ranked = sort_scored([(each, score / whole) for each, score in lexical.items()])
        return [(each, score) for each, score in ranked if score >= ALIKE_BY_WORDS_FROM]
    cosines = _score_meaning(meaning, question, lexical)
    ranked = fuse_scores(lexical, cosines, meaning_share=meaning.share)
    return [(each, score) for each, score in ranked if each != _ASKED_ID and score >= ALIKE_FROM]


def _score_words(library: Library, question: _Question) -> dict[int, float]:
    """Papers that hold some of the telling terms, with what the asked itself would score."""
    query = question.query
    if not (query.words or query.pairs):
        return {}
    request = SearchRequest(query=question.text)
    _, scored = library.terms.search(query, request, limit=POOL_SIZE + 1)
    if not scored:
        return {}
    lexical = dict(scored)
    own = lexical.pop(question.paper.paper_id, 0.0) if question.paper is not None else 0.0
    lexical[_ASKED_ID] = own or _estimate_own_score(library, question, scored[0])
    return lexical


def _estimate_own_score(library: Library, question: _Question, best: Scored) -> float:
    """What a text would score that is not in the index: the best paper has a share of it."""
    paper_id, score = best
    paper = library.index.find_paper(paper_id)
    if paper is None:  # gone since the search index was last brought up to date
        return score
    tally = tally_terms(paper.title, paper.abstract, paper.keywords)
    return score / max(share_of_terms(question.query, tally, question.rarity), 0.01)


def _score_meaning(
    meaning: "Meaning", question: _Question, lexical: Iterable[int]
) -> dict[int, float]:
    """How much closer than usual those papers and the closest are, from 0 to 1."""
    paper = question.paper
    similarities = None if paper is None else meaning.compare_paper(paper.paper_id)
    if similarities is None:
        similarities = meaning.compare(question.text)
    close = [each for each, _ in similarities.nearest(NEIGHBOUR_LIMIT)]
    own_id = None if paper is None else paper.paper_id
    ids = [each for each in dict.fromkeys([*lexical, *close]) if each not in {own_id, _ASKED_ID}]
    usual = similarities.typical()
    cosines = {
        each: max(cosine - usual, 0.0) / (1.0 - usual or 1.0)
        for each, cosine in zip(ids, similarities.of(ids), strict=True)
        if cosine is not None
    }
    return {**cosines, _ASKED_ID: 1.0}
