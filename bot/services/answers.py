"""Answering a question with sentences of the papers, each cited."""

from typing import Final

from bot.models import Answer, QuestionContext, SearchRequest
from bot.searching.query import parse_query
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.services.retrieval import retrieve
from bot.summarising.evidence import choose_evidence

# Sentences are looked for in so many of the best papers.
_LOOKED_AT_LIMIT: Final = 20
NEAREST_LIMIT: Final = 3
NO_CONTEXT: Final = QuestionContext()


def answer_question(
    library: Library, question: str, context: QuestionContext = NO_CONTEXT
) -> Answer:
    """Quote up to four sentences that answer the question; none where the evidence is weak.

    Args:
        library: the index.
        question: as it was asked.
        context: what was talked about before.

    Raises:
        EmptyQuery: there is no word in the question.
        IndexUnusable: the index cannot be read.
    """
    parse_query(question)
    corrected = correct_text(question, library.vocabulary)
    wanted = corrected or question
    found = retrieve(library, SearchRequest(query=wanted, limit=_LOOKED_AT_LIMIT))
    papers = library.index.find_papers([paper_id for paper_id, _ in found.scored])
    subject = None if context.paper_id is None else library.index.find_paper(context.paper_id)
    if subject is not None:
        papers = [subject, *(paper for paper in papers if paper.paper_id != subject.paper_id)]
    sentences, evidence = choose_evidence(papers, wanted, library.vocabulary)
    cited = dict.fromkeys(sentence.paper_id for sentence in sentences)
    return Answer(
        question=question,
        corrected_question=corrected,
        sentences=sentences,
        papers=tuple(library.index.find_papers(list(cited))),
        nearest=tuple(papers[:NEAREST_LIMIT]),
        evidence=evidence,
        coverage=library.coverage,
        subject=subject,
    )
