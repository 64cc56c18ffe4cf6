"""Asking: a question understood, its words corrected, with what its context adds."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.errors import EmptyQuery
from bot.models import Paper, QuestionContext, SearchRequest, SortOrder
from bot.searching.query_language import parse_request
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.summarising.questions import Question, telling_parts, understand_question
from bot.summarising.wanted import Wanted
from bot.text.words import iter_words

# So many earlier questions are looked back on for what is talked about.
_LOOKED_BACK_LIMIT: Final = 6
# A shorter word that no paper has is likelier another one, and would be answered wrongly: a list of
# hits shows what was made of it, an answer hides it.
_CORRECTED_CHARS: Final = 5
_GOES_ON: Final = re.compile(r"^(?:and|but|what about|how about)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked, with everything that is known of it."""

    question: Question  # its words are spelt as the index spells them
    corrected: str | None  # the question as it was understood, where that differs
    request: SearchRequest  # finds papers: what the question is about, and its filters
    beside: str  # what it is about, too, as was said before; counts less
    paper: Paper | None  # that the thread is about
    since_is_inferred: bool = False  # the request's; it is counted back from an inferred day

    @property
    def is_only_filters(self) -> bool:
        """Whether nothing but filters says which papers are meant."""
        return self.request.has_filters and not (self.request.wording or self.beside)


def understand(library: Library, text: str, context: QuestionContext) -> Asked:
    """Take a question apart.

    Raises:
        EmptyQuery: there is no word in it.
        MalformedQuery: a filter of the search language has a value that it cannot have.
        WrongUse: the period ends before it begins.
    """
    if not any(iter_words(text)):
        raise EmptyQuery("There is no question; type one, such as: what is paged attention?")
    parsed = _parse(text)
    wording = parsed.ranked_by
    corrected = _correct(library, wording)
    question = understand_question(corrected or wording)
    earlier = [
        understand_question(_correct(library, each) or each)
        for each in context.earlier[-_LOOKED_BACK_LIMIT:]
    ]
    if question.points_back and question.wanted is Wanted.FINDING and _GOES_ON.match(wording):
        question = replace(question, wanted=_find_last_wanted(earlier))
    paper = None if context.paper_id is None else library.index.find_paper(context.paper_id)
    since, is_inferred = _find_since(library, parsed, question)
    return Asked(
        question=question,
        corrected=corrected and text.replace(wording, corrected),
        request=_request_papers(replace(parsed, since=since), question),
        since_is_inferred=is_inferred,
        beside=_find_beside(question, earlier, context.topic) if paper is None else "",
        paper=paper,
    )


def _parse(text: str) -> SearchRequest:
    try:
        return parse_request(SearchRequest(query=text))
    except EmptyQuery:  # signs only, or only what to leave out
        return SearchRequest(query=text)


def _correct(library: Library, text: str) -> str | None:
    """The text with misspelt words corrected; the words that only ask are left alone."""
    question = understand_question(text)
    written = dict.fromkeys(" ".join([question.subject, *question.sides]).split())
    corrected = text
    for word in written:
        if len(word) < _CORRECTED_CHARS:
            continue
        if (meant := correct_text(word, library.vocabulary)) and telling_parts(meant):
            corrected = re.sub(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", meant, corrected)
    return None if corrected == text else corrected


def _find_last_wanted(earlier: Sequence[Question]) -> Wanted:
    return earlier[-1].wanted if earlier else Wanted.FINDING


def _find_beside(question: Question, earlier: Sequence[Question], topic: str | None) -> str:
    """What was talked about, where the question does not say it itself."""
    if not question.points_back:
        return ""
    subjects: list[str] = []
    for each in reversed(earlier):
        if each.subject:
            subjects.append(each.subject)
            if not each.points_back:
                return " ".join(reversed(subjects))
    return " ".join([*([topic] if topic else []), *reversed(subjects)])


def _find_since(
    library: Library, parsed: SearchRequest, question: Question
) -> tuple[date | None, bool]:
    """When the papers that are meant begin, and whether that rests on an inferred year.

    The last month is that before the newest paper: an index need not be of today.
    """
    since, coverage = parsed.since or question.since, library.coverage
    newest_on = coverage.last_published_on
    if since or question.recent_days is None or newest_on is None:
        return since, False
    is_inferred = coverage.last_published_on_is_inferred
    return newest_on - timedelta(days=question.recent_days), is_inferred


def _request_papers(parsed: SearchRequest, question: Question) -> SearchRequest:
    """The search for what the question is about."""
    until = parsed.until or question.until
    request = replace(parsed, query=question.subject, phrases=(), typed_order="", until=until)
    if parsed.phrases:
        request = replace(request, phrases=parsed.phrases, query=_without(question, parsed.phrases))
        request = replace(request, typed_order=question.subject)
    if request.has_filters and not request.wording:
        return replace(request, sort=SortOrder.NEWEST)
    return replace(request, sort=SortOrder.RELEVANCE)


def _without(question: Question, phrases: Sequence[str]) -> str:
    """The subject without the words that stand in quotes."""
    quoted = {word for phrase in phrases for word in phrase.casefold().split()}
    return " ".join(word for word in question.subject.split() if word.casefold() not in quoted)
