"""Summarising what the indexed papers say about a topic."""

from bot.models import Paper, Summary
from bot.searching.query import parse_query
from bot.searching.spelling import correct_text
from bot.services.library import Library
from bot.services.retrieval import find_by_words
from bot.services.search import find_near_titles
from bot.summarising.topic import (
    choose_themes,
    count_by_month,
    find_reported_numbers,
    share_of_topic,
    weigh_topic,
)

# An overview draws on so many papers at most, and shows so many themes.
PAPER_LIMIT = 12
THEME_LIMIT = 4
# So many hits are looked at for papers that are really on the topic.
_LOOKED_AT_LIMIT = 100
# A paper with less than this share of the topic's words, rare ones weighing more, is about
# something else; so is one that scores less than this share of the best paper's score.
ON_TOPIC_FROM = 0.6
RELEVANT_FROM = 0.4


def summarise_topic(library: Library, topic: str) -> Summary:
    """Quote the most telling sentences of the topic's best papers, each cited.

    Where no indexed paper has a word of the topic, the summary has no themes.

    Raises:
        EmptyQuery: there is no word in the topic.
        IndexUnusable: the index cannot be read.
    """
    parse_query(topic)
    corrected = correct_text(topic, library.vocabulary)
    wanted = corrected or topic
    relevant, is_all = _find_relevant_papers(library, wanted)
    papers = relevant[:PAPER_LIMIT]
    return Summary(
        topic=topic,
        corrected_topic=corrected,
        papers=tuple(papers),
        found_count=len(relevant),
        found_is_all=is_all,
        themes=choose_themes(papers, wanted, library.vocabulary, limit=THEME_LIMIT),
        numbers=find_reported_numbers(papers, wanted),
        timeline=count_by_month(papers),
        undated_count=sum(paper.published_on is None for paper in papers),
        coverage=library.coverage,
        near_titles=() if papers else find_near_titles(library, wanted),
    )


def _find_relevant_papers(library: Library, topic: str) -> tuple[list[Paper], bool]:
    """The topic's papers, best first; and whether every hit was looked at for them."""
    total, found = find_by_words(library, topic, _LOOKED_AT_LIMIT)
    weights = weigh_topic(topic, library.vocabulary)
    relevant = [
        paper
        for paper, score in found
        if score >= RELEVANT_FROM * found[0][1]
        and (not weights or share_of_topic(paper, weights) >= ON_TOPIC_FROM)
    ]
    return relevant, total == len(found)
