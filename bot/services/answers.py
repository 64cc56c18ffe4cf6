"""Answering a question with sentences of the papers, each cited."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.models import (
    Answer,
    OrganizationCount,
    Paper,
    QuestionContext,
    QuotedSentence,
    SearchRequest,
)
from bot.searching.likeness import rate_likeness
from bot.services.asking import Asked, understand
from bot.services.evidence import gather_evidence, list_newest, rate_paper, weigh_terms
from bot.services.library import Library
from bot.summarising.evidence import Candidate, Sought, find_held, read_text, share_held
from bot.summarising.evidence_weights import ANSWERED_FROM
from bot.summarising.makers import count_makers, order_by_maker
from bot.summarising.questions import OF_A_PAPER
from bot.summarising.quoting import BOTH_FROM, Demand, choose_sentences
from bot.summarising.wanted import Wanted
from bot.text.words import fold_word_parts, stem

NEAREST_LIMIT: Final = 3
NO_CONTEXT: Final = QuestionContext()
# A sentence of the paper that a thread is about answers from this coverage on.
_IN_PAPER_FROM: Final = 0.55
# So many papers are looked at for who made them.
_MAKER_PAPER_LIMIT: Final = 20
_SIDE_PAPER_LIMIT: Final = 4
# A paper is on the topic of a thread from this share of the topic's words on, and then so much
# likelier to be meant.
_ON_TOPIC_FROM: Final = 0.5
_ON_TOPIC_ODDS: Final = 2.0
# What stands in quotes is a misspelt title from this likeness on, of 100.
_TITLE_MEANT_FROM: Final = 88.0


@dataclass(frozen=True, slots=True)
class _Found:
    """What an answer is made of; no sentences where there is none."""

    sentences: tuple[QuotedSentence, ...]
    evidence: float
    nearest: Sequence[Paper]
    organizations: tuple[OrganizationCount, ...] = ()
    without_organization_count: int = 0


def answer_question(
    library: Library,
    question: str,
    context: QuestionContext = NO_CONTEXT,
    *,
    without: Collection[int] = (),
) -> Answer:
    """Quote up to four sentences that answer the question; none where the evidence is weak.

    Args:
        library: the index.
        question: as it was asked; filters of the search language work in it.
        context: what was talked about before.
        without: papers that are left out, as if they were not indexed; few.

    Raises:
        EmptyQuery: there is no word in the question.
        MalformedQuery: a filter in the question is not understood.
        WrongUse: the period ends before it begins.
        IndexUnusable: the index cannot be read.
    """
    asked = understand(library, question, context)
    found = _answer(library, asked, context, without)
    cited = dict.fromkeys(sentence.paper_id for sentence in found.sentences)
    evidence = found.evidence
    if not found.sentences:
        evidence = min(evidence, ANSWERED_FROM / 2)
    return Answer(
        question=question,
        corrected_question=asked.corrected,
        sentences=found.sentences,
        papers=tuple(library.index.find_papers(list(cited))),
        nearest=tuple(found.nearest[:NEAREST_LIMIT]),
        evidence=evidence,
        coverage=library.coverage,
        subject=asked.paper,
        organizations=found.organizations,
        without_organization_count=found.without_organization_count,
        since=asked.request.since,
        since_is_inferred=asked.since_is_inferred,
        until=asked.request.until,
    )


def _answer(
    library: Library, asked: Asked, context: QuestionContext, without: Collection[int]
) -> _Found:
    if asked.paper is not None:
        found = _answer_from_paper(library, asked, asked.paper)
        if found is not None:
            return found
    if asked.is_only_filters:
        newest = list_newest(library, asked.request, without=without)
        question = replace(asked.question, wanted=Wanted.PAPERS)
        papers = [candidate.paper for candidate in newest]
        return _Found(choose_sentences(question, newest), 1.0, papers)
    if not (asked.request.wording or asked.beside):
        return _Found((), 0.0, ())
    if asked.question.is_unclear and not asked.beside:
        candidates = gather_evidence(library, asked.request, without=without)
        return _Found((), 0.0, [candidate.paper for candidate in candidates])
    if asked.question.wanted is Wanted.COMPARISON:
        return _compare(library, asked, without)
    return _answer_from_index(library, asked, context, without)


def _answer_from_index(
    library: Library, asked: Asked, context: QuestionContext, without: Collection[int]
) -> _Found:
    wants_makers = asked.question.wanted is Wanted.MAKERS
    limits = {"limit": _MAKER_PAPER_LIMIT} if wants_makers else {}
    candidates = gather_evidence(library, asked.request, asked.beside, without=without, **limits)
    if context.topic:
        candidates = _prefer_topic(weigh_terms(library, context.topic), candidates)
    nearest = [candidate.paper for candidate in candidates]
    best = candidates[0].evidence if candidates else 0.0
    if best < ANSWERED_FROM or (wants_makers and not _holds_phrases(asked.request, nearest)):
        return _Found((), best, nearest)
    if not wants_makers:
        demand = Demand(is_strict=asked.question.needs_number)
        return _Found(choose_sentences(asked.question, candidates, demand), best, nearest)
    organizations, unknown_count = count_makers(candidates)
    ordered = order_by_maker(candidates, organizations)
    quoted = choose_sentences(asked.question, ordered)
    return _Found(quoted, best, nearest, organizations, unknown_count)


def _holds_phrases(request: SearchRequest, papers: Sequence[Paper]) -> bool:
    """Whether a paper holds what stands in quotes: no others' makers were asked for."""
    return not request.phrases or any(
        all(_holds_phrase(phrase, paper) for phrase in request.phrases) for paper in papers
    )


def _holds_phrase(phrase: str, paper: Paper) -> bool:
    """Whether title or abstract has the phrase, or the title is near enough to be meant."""
    text = _spell_stems(f"{paper.title} {paper.abstract}")
    return _spell_stems(phrase) in text or rate_likeness(phrase, paper.title) >= _TITLE_MEANT_FROM


def _spell_stems(text: str) -> str:
    return f" {' '.join(stem(word) for word in fold_word_parts(text))} "


def _answer_from_paper(library: Library, asked: Asked, paper: Paper) -> _Found | None:
    """What the paper of the thread says; None where the question is about something else."""
    question = asked.question
    is_about_it = question.points_back or not question.subject
    if question.subject and question.wanted in {Wanted.PAPERS, Wanted.MAKERS, Wanted.COMPARISON}:
        return None
    if question.wanted is Wanted.MAKERS:
        return _name_makers(library, asked, paper)
    if not question.subject and question.wanted is Wanted.FINDING and question.is_unclear:
        return _Found((), 0.0, [paper])
    if not question.subject and question.wanted not in OF_A_PAPER:
        question = replace(question, wanted=Wanted.ABOUT)
    candidate = rate_paper(library, weigh_terms(library, question.subject), paper)
    least = _IN_PAPER_FROM if question.subject else 0.0
    demand = Demand(is_strict=is_about_it, least_coverage=least)
    sentences = choose_sentences(question, [candidate], demand)
    if sentences:
        support = max(fit.coverage for fit in candidate.fits) if question.subject else 1.0
        return _Found(sentences, ANSWERED_FROM + (1 - ANSWERED_FROM) * support, [paper])
    return _Found((), 0.0, [paper]) if is_about_it else None


def _name_makers(library: Library, asked: Asked, paper: Paper) -> _Found:
    """Who made the paper, with what it is about; nothing where nobody is known."""
    if not (paper.organization or paper.authors):
        return _Found((), 0.0, [paper])
    candidate = rate_paper(library, weigh_terms(library, ""), paper)
    organizations, unknown_count = count_makers([candidate])
    sentences = choose_sentences(asked.question, [candidate])
    return _Found(sentences, 1.0, [paper], organizations, unknown_count)


def _compare(library: Library, asked: Asked, without: Collection[int]) -> _Found:
    """Sentences that hold both sides; else the best for each side; nothing where one is missing."""
    sides = [weigh_terms(library, side, without=without) for side in asked.question.sides]
    demand = Demand(sides=tuple(sides))
    candidates = gather_evidence(library, asked.request, asked.beside, without=without)
    nearest = [candidate.paper for candidate in candidates]
    with_both = [each for each in candidates if _holds_all(each, sides)]
    if with_both:
        evidence = max(ANSWERED_FROM, with_both[0].evidence)
        return _Found(choose_sentences(asked.question, with_both, demand), evidence, nearest)
    sentences: list[QuotedSentence] = []
    evidence = 1.0
    for side in asked.question.sides:
        request = replace(asked.request, query=side, phrases=(), typed_order="")
        found = gather_evidence(library, request, without=without, limit=_SIDE_PAPER_LIMIT)
        best = found[0].evidence if found else 0.0
        evidence = min(evidence, best)
        question = replace(asked.question, wanted=Wanted.DEFINITION, subject=side)
        sentences += choose_sentences(question, found[:1], Demand(further_limit=1))
    if evidence < ANSWERED_FROM:
        return _Found((), evidence, nearest)
    return _Found(tuple(dict.fromkeys(sentences)), evidence, nearest)


def _holds_all(candidate: Candidate, sides: Sequence[Sought]) -> bool:
    """Whether one sentence of the paper holds all the sides."""
    return any(
        all(share_held(side, find_held(side, read_text(sentence))) >= BOTH_FROM for side in sides)
        for sentence in candidate.sentences
    )


def _prefer_topic(topic: Sought, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The papers on the topic of the thread are likelier to be meant."""
    preferred: list[Candidate] = []
    for each in candidates:
        held = find_held(topic, read_text(f"{each.paper.title} {each.paper.abstract}"))
        if share_held(topic, held) >= _ON_TOPIC_FROM:
            odds = _ON_TOPIC_ODDS * each.evidence / max(1e-9, 1 - each.evidence)
            preferred.append(replace(each, evidence=odds / (1 + odds)))
        else:
            preferred.append(each)
    return sorted(preferred, key=lambda each: -each.evidence)
