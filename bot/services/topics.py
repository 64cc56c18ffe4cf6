"""Topics: what highlights are asked for, in the language of searches, and which papers fit.

Every word must stand there: a topic is a promise to those who follow it. Papers near in meaning
were tried; of the nearest to fourteen topics that lack a word of them, half were about others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean
from typing import Final

from bot.highlights.candidates import TopicMatch
from bot.models import Outcome, Paper, SearchRequest
from bot.searching.demands import Demand, list_demands, list_exclusions, list_neighbours
from bot.searching.exclusions import without_exclusions
from bot.searching.query import TermQuery
from bot.searching.query_language import parse_request
from bot.searching.spelling import correct_text
from bot.searching.terms import find_names
from bot.services.library import Library
from bot.text.words import fold_word_parts, stem

_EVERYTHING: Final = TermQuery(words={}, pairs={})
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic that is understood."""

    text: str  # as it was typed
    corrected: str | None  # the same with its misspelt words put right; None where none was
    request: SearchRequest  # its filters; those on counts hold for the counts of the day
    demands: Sequence[Demand]
    neighbours: Sequence[TermQuery]  # words that stand side by side in it
    exclusions: Sequence[Demand]

    @property
    def shown(self) -> str:
        """What was looked for; what was left out goes without saying."""
        text = self.corrected or self.text
        return without_exclusions(text) or text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a paper is no candidate."""

    outcome: Outcome
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sifted:
    """The papers that fit a topic, and why the others do not."""

    matches: dict[int, TopicMatch] = field(default_factory=dict)
    refusals: dict[int, Refusal] = field(default_factory=dict)


def understand_topic(library: Library, text: str) -> Topic:
    """The words, phrases, exclusions and filters of a topic; words that no paper has corrected.

    Raises:
        EmptyQuery: there is nothing in it.
        MalformedQuery: a filter in it is not understood.
        WrongUse: its period ends before it begins.
    """
    parsed = parse_request(SearchRequest(query=text), may_leave_out_only=True)
    changed: dict[str, str] = {}

    def correct(piece: str) -> str:
        corrected = correct_text(piece, library.vocabulary) or piece
        changed.update(
            (before, after)
            for before, after in zip(_WORD.findall(piece), _WORD.findall(corrected), strict=False)
            if before != after
        )
        return corrected

    request = replace(
        parsed,
        query=correct(parsed.query),
        phrases=tuple(map(correct, parsed.phrases)),
        excluded=tuple(map(correct, parsed.excluded)),
    )
    corrected = _WORD.sub(lambda found: changed.get(found.group(), found.group()), text)
    return Topic(
        text=text,
        corrected=corrected if changed else None,
        request=request,
        demands=list_demands(request, library.vocabulary),
        neighbours=list_neighbours(request),
        exclusions=list_exclusions(request),
    )


def sift_by_topic(library: Library, topic: Topic, papers: Sequence[Paper]) -> Sifted:
    """Which of the papers hold all that the topic demands, and nothing that it leaves out.

    Filters on counts are left to the caller, who knows the counts of the day.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    if not papers:
        return Sifted()
    ids = [paper.paper_id for paper in papers]
    anything = SearchRequest(query="")
    holding = [library.terms.keep_matching(ids, demand.query, anything) for demand in topic.demands]
    excluding = [
        library.terms.keep_matching(ids, demand.query, anything) for demand in topic.exclusions
    ]
    filters = replace(topic.request, min_comments=None, min_upvotes=None)
    fitting = (
        library.terms.keep_matching(ids, _EVERYTHING, filters) if filters.has_filters else set(ids)
    )
    joint = [library.terms.keep_matching(ids, query, anything) for query in topic.neighbours]
    sifted = Sifted()
    for paper in papers:
        refusal = _find_refusal(paper.paper_id, topic, holding, excluding, fitting)
        if refusal is None:
            sifted.matches[paper.paper_id] = TopicMatch(
                topic.shown,
                title_share=_share_in_title(topic, paper),
                pair_share=fmean(paper.paper_id in each for each in joint) if joint else None,
            )
        else:
            sifted.refusals[paper.paper_id] = refusal
    return sifted


def _find_refusal(
    paper_id: int,
    topic: Topic,
    holding: Sequence[set[int]],
    excluding: Sequence[set[int]],
    fitting: set[int],
) -> Refusal | None:
    found = [
        demand.shown
        for demand, ids in zip(topic.exclusions, excluding, strict=True)
        if paper_id in ids
    ]
    if found:
        return Refusal(Outcome.EXCLUDED, tuple(found))
    if paper_id not in fitting:
        return Refusal(Outcome.FILTERED)
    missing = [
        demand.shown
        for demand, ids in zip(topic.demands, holding, strict=True)
        if paper_id not in ids
    ]
    return Refusal(Outcome.OFF_TOPIC, tuple(missing)) if missing else None


def _share_in_title(topic: Topic, paper: Paper) -> float | None:
    if not topic.demands:
        return None
    title = [stem(word) for word in fold_word_parts(paper.title)]
    title += [name.term for name in find_names(paper.title)]
    text = f" {' '.join(title)} "
    inside = sum(any(f" {each} " in text for each in demand.stems) for demand in topic.demands)
    return inside / len(topic.demands)
