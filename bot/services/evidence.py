"""Gathering evidence: the papers that may answer a question, and how well each sentence does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from math import log
from statistics import fmean
from typing import Final

from bot.merging.same_work import is_same_work
from bot.models import Paper, SearchRequest
from bot.services.library import Library
from bot.services.retrieval import Retrieved, retrieve
from bot.summarising.evidence import (
    Candidate,
    Sought,
    Standing,
    measure_paper,
    rate_evidence,
    rate_sentences,
    seek,
)
from bot.text.sentences import split_sentences
from bot.text.words import fold_word_parts, stem

# The sentences of so many of the best papers are looked at.
LOOKED_AT_LIMIT: Final = 12
# What stands beside a question, such as the one before it, counts so much of a word of its own.
BESIDE_WEIGHT: Final = 0.5
_WORD_LIMIT: Final = 64
_BEST_COUNT: Final = 10
# In a small index the best is often far before the next, whatever it says.
_MARGIN_LIMIT: Final = 0.5
_ALIKE_FROM: Final = 0.4  # two works seldom share so many of their words (Dice's coefficient)


def gather_evidence(
    library: Library,
    request: SearchRequest,
    beside: str = "",
    *,
    without: Collection[int] = (),
    limit: int = LOOKED_AT_LIMIT,
) -> list[Candidate]:
    """The papers that come nearest, the likeliest to hold the answer first; one of each work.

    Args:
        library: the index.
        request: its query is what the question is about, and its filters must be fulfilled.
        beside: words that count less, and are looked for, too.
        without: papers that are left out, as if they were not indexed.
        limit: in how many papers to look.
    """
    sought = weigh_terms(library, request.ranked_by, beside, without=without)
    wording = f"{request.query} {beside}".strip()
    asked = replace(
        request,
        query=wording,
        typed_order=f"{request.typed_order} {beside}".strip() if request.typed_order else "",
        limit=limit,
    )
    found = retrieve(library, asked, without=without)
    if asked.phrases and not found.scored:
        asked = replace(asked, query=asked.ranked_by, phrases=(), typed_order="")
        found = retrieve(library, asked, without=without)
    papers = _leave_out_doubles(library.index.find_papers([each for each, _ in found.scored]))
    candidates = _rate_papers(library, sought, asked.ranked_by, papers, found)
    return sorted(candidates, key=lambda each: -each.evidence)


def list_newest(
    library: Library, request: SearchRequest, *, without: Collection[int] = ()
) -> list[Candidate]:
    """The newest papers that fulfil a request without words."""
    found = retrieve(library, replace(request, limit=LOOKED_AT_LIMIT + len(without)))
    papers = [
        paper
        for paper in library.index.find_papers([each for each, _ in found.scored])
        if paper.paper_id not in without
    ]
    nothing = seek("", {})
    return [replace(rate_paper(library, nothing, paper), evidence=1.0) for paper in papers]


def rate_paper(library: Library, sought: Sought, paper: Paper) -> Candidate:
    """How well the sentences of one paper answer, whatever other papers say."""
    sentences = split_sentences(paper.abstract)
    (closeness,) = _compare_sentences(library, sought.wording, [sentences])
    fits = rate_sentences(sought, sentences, closeness)
    return Candidate(paper, sentences, fits, (), 1.0)


def _rate_papers(
    library: Library, sought: Sought, wording: str, papers: Sequence[Paper], found: Retrieved
) -> list[Candidate]:
    """How well each of the papers answers, in their order."""
    split = [split_sentences(paper.abstract) for paper in papers]
    closeness = _compare_sentences(library, wording, split)
    fused = dict(found.scored)
    rated: list[Candidate] = []
    for paper, sentences, near in zip(papers, split, closeness, strict=True):
        fits = rate_sentences(sought, sentences, near)
        standing = _find_standing(library, paper.paper_id, found, fused)
        features = measure_paper(sought, paper.title, sentences, fits, standing)
        rated.append(
            Candidate(
                paper, sentences, fits, features, rate_evidence(features, len(sought.weights))
            )
        )
    return rated


def weigh_terms(
    library: Library, subject: str, beside: str = "", *, without: Collection[int] = ()
) -> Sought:
    """What a text asks for: the fewer papers have a word, the more it counts."""
    own = list(dict.fromkeys(map(stem, fold_word_parts(subject))))[:_WORD_LIMIT]
    other = [
        term
        for term in dict.fromkeys(map(stem, fold_word_parts(beside)))
        if term not in own
    ][:_WORD_LIMIT]  # fmt: skip
    counts = _count_papers(library, [*own, *other], without)
    paper_count = max(1, library.coverage.paper_count - len(without))
    rarity = {term: log(1 + paper_count / max(1, counts.get(term, 0))) for term in [*own, *other]}
    weights = {
        term: weight * (BESIDE_WEIGHT if place >= len(own) else 1.0)
        for place, (term, weight) in enumerate(rarity.items())
    }
    unknown = [term for term in weights if not counts.get(term)]
    return seek(f"{subject} {beside}".strip(), weights, unknown=unknown, numbers=subject)


def _count_papers(
    library: Library, terms: Sequence[str], without: Collection[int]
) -> Mapping[str, int]:
    counts = dict(library.terms.count_papers(terms, ()))
    for paper in library.index.find_papers(list(without)) if without else ():
        for term in set(map(stem, fold_word_parts(f"{paper.title} {paper.abstract}"))):
            if term in counts:
                counts[term] -= 1
    return counts


def _compare_sentences(
    library: Library, wording: str, split: Sequence[Sequence[str]]
) -> list[list[float] | None]:
    """For each paper how close its sentences are; None beyond what can be compared in time."""
    meaning = library.meaning
    if meaning is None:
        return [None] * len(split)
    flat: list[str] = []
    for sentences in split:
        if len(flat) + len(sentences) > meaning.sentence_limit:
            break
        flat += sentences
    near = iter(meaning.compare_sentences(wording, flat) if flat else ())
    found: list[list[float] | None] = []
    left = len(flat)
    for sentences in split:
        left -= len(sentences)
        found.append([next(near) for _ in sentences] if left >= 0 else None)
    return found


def _find_standing(
    library: Library, paper_id: int, found: Retrieved, fused: Mapping[int, float]
) -> Standing:
    best_lexical = sorted(found.lexical.values(), reverse=True)[:_BEST_COUNT]
    lexical = found.lexical.get(paper_id, 0.0)
    others = max((score for each, score in fused.items() if each != paper_id), default=0.0)
    own = fused.get(paper_id, 0.0)
    closeness = margin = None
    meaning = library.meaning
    if meaning is not None and found.cosines:
        cosine = found.cosines.get(paper_id, min(found.cosines.values()))
        best = sorted(found.cosines.values(), reverse=True)[:_BEST_COUNT]
        closeness = meaning.standardise(cosine)
        margin = closeness - fmean(map(meaning.standardise, best))
    elif meaning is not None:
        closeness = margin = 0.0
    return Standing(
        lexical_ratio=lexical / (fmean(best_lexical) if best_lexical else 1.0),
        fused_margin=min(_MARGIN_LIMIT, (own - others) / (max(own, others) or 1.0)),
        closeness=closeness,
        closeness_margin=margin or 0.0,
    )


def _leave_out_doubles(papers: Iterable[Paper]) -> list[Paper]:
    """One paper of each work, the best."""
    kept: list[tuple[Paper, set[str]]] = []
    for paper in papers:
        # Looking closely at every two would take most of the time.
        words = set(f"{paper.title} {paper.abstract}".casefold().split())
        if not any(
            2 * len(words & others) >= _ALIKE_FROM * (len(words) + len(others))
            and is_same_work(paper, other)
            for other, others in kept
        ):
            kept.append((paper, words))
    return [paper for paper, _ in kept]
