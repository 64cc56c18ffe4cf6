"""A topic's papers: which of the index are really on it, by their words and by meaning."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Final

from bot.models import SearchRequest, SortOrder
from bot.searching.fusion import Scored, sort_scored
from bot.searching.query import term_query
from bot.searching.telling import Rarity
from bot.services.library import Library
from bot.services.topics import Topic

# So many of the best by their words are looked at.
LOOKED_AT_LIMIT: Final = 5_000
# How well a paper must fit, where 1 is the best there is. Fixed by reading, for ten topics, the
# papers that come out round each value: below it most mention the topic in passing.
ON_TOPIC_FROM: Final = 0.52
ON_TOPIC_BY_WORDS_FROM: Final = 0.6
# A paper that has the topic's words, but no two of them side by side, must fit better.
APART_ON_TOPIC_FROM: Final = 0.6
# A paper that lacks a word of the topic, but not the rarest, must fit better, and have this share
# of what the words weigh.
LACKING_ON_TOPIC_FROM: Final = 0.7
LEAST_SHARE_OF_WORDS: Final = 0.6
_MEANING_SHARE: Final = 0.35

_ANYTHING: Final = SearchRequest(query="")


@dataclass(frozen=True, slots=True)
class TopicPapers:
    """The papers on a topic."""

    ranked: Sequence[Scored]  # best first; scores up to 1, but 0 where filters alone say what fits
    is_all: bool  # False where there may be more than were looked at


def find_topic_papers(library: Library, topic: Topic) -> TopicPapers:
    """The numbers of the papers on a topic.

    A paper is on it if it holds every word (or nearly all that they weigh) and fits about as well
    as the best do: one that mentions the words in passing does not.

    Raises:
        IndexUnusable: the index cannot be read.
    """
    request = topic.request
    if request.wording:
        request = replace(request, sort=SortOrder.RELEVANCE)
    elif request.sort is SortOrder.RELEVANCE:
        request = replace(request, sort=SortOrder.NEWEST)
    query = term_query(request, library.vocabulary)
    total, scored = library.terms.search(query, request, limit=LOOKED_AT_LIMIT)
    if not (request.wording and scored):
        return TopicPapers([(each, 0.0) for each, _ in scored], total == len(scored))
    fit, enough = _rate(library, topic, scored)
    fitting = [paper_id for paper_id, score in fit.items() if score >= enough]
    lacking = _find_lacking(library, topic, fitting)
    joined = _find_joined(library, topic, fitting)
    ranked = [
        (paper_id, fit[paper_id])
        for paper_id in fitting
        if (paper_id in joined or fit[paper_id] >= APART_ON_TOPIC_FROM)
        and (paper_id not in lacking or fit[paper_id] >= LACKING_ON_TOPIC_FROM)
        and lacking.get(paper_id, 1.0) >= LEAST_SHARE_OF_WORDS
    ]
    # What was not looked at scores less than all that was.
    reached = (1 - _MEANING_SHARE) * scored[-1][1] / scored[0][1] + _MEANING_SHARE
    return TopicPapers(sort_scored(ranked), total == len(scored) or reached < enough)


def _rate(
    library: Library, topic: Topic, scored: Sequence[Scored]
) -> tuple[Mapping[int, float], float]:
    """How well each paper fits, from 0 to 1, and from where on that is well enough."""
    best = scored[0][1] or 1.0
    lexical = {paper_id: score / best for paper_id, score in scored}
    meaning = library.meaning
    if meaning is None:
        return lexical, ON_TOPIC_BY_WORDS_FROM
    similarities = meaning.compare(topic.request.ranked_by)
    cosines = zip(lexical, similarities.of(list(lexical)), strict=True)
    usual = similarities.typical()
    closeness = {each: max(cosine - usual, 0.0) for each, cosine in cosines if cosine is not None}
    closest = max(closeness.values(), default=0.0) or 1.0
    return {
        paper_id: (1 - _MEANING_SHARE) * score
        + _MEANING_SHARE * closeness.get(paper_id, 0.0) / closest
        for paper_id, score in lexical.items()
    }, ON_TOPIC_FROM


def _find_lacking(library: Library, topic: Topic, paper_ids: Sequence[int]) -> dict[int, float]:
    """Papers that lack something, with the share of the topic's weight that they hold.

    What lacks a phrase in quotes, or the rarest word, holds nothing that counts.
    """
    held = {
        demand.shown: library.terms.keep_matching(paper_ids, demand.query, _ANYTHING)
        for demand in topic.demands
    }
    rarity = Rarity({each: len(ids) for each, ids in held.items()}, len(paper_ids))
    weights = {each: 1 + rarity.of(each) for each in held}
    needed = {demand.shown for demand in topic.demands if demand.query.phrases}
    needed.add(max(weights, key=weights.__getitem__))
    return {
        paper_id: _share_of_weight(missing, weights, needed)
        for paper_id in paper_ids
        if (missing := [each for each, ids in held.items() if paper_id not in ids])
    }


def _find_joined(library: Library, topic: Topic, paper_ids: Sequence[int]) -> set[int]:
    """Papers that have words side by side as the topic has; all, where it has no two words."""
    if not topic.neighbours:
        return set(paper_ids)
    found = (library.terms.keep_matching(paper_ids, each, _ANYTHING) for each in topic.neighbours)
    return set().union(*found)


def _share_of_weight(
    missing: Iterable[str], weights: Mapping[str, float], needed: AbstractSet[str]
) -> float:
    if not needed.isdisjoint(missing):
        return 0.0
    return 1.0 - sum(weights[each] for each in missing) / sum(weights.values())
