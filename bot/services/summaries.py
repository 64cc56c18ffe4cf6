"""Summarising what the indexed papers say about a topic."""

from collections.abc import Sequence
from typing import Final

from bot.models import Paper, Summary
from bot.searching.telling import Rarity
from bot.searching.topic_themes import TopicPhrases
from bot.services.library import Library
from bot.services.search import find_near_titles
from bot.services.themes import measure_likeness
from bot.services.topic_papers import find_topic_papers
from bot.services.topics import Topic, understand_topic
from bot.summarising.numbers import find_reported_numbers
from bot.summarising.topic import PaperGroup, count_by_month, tell_themes, weigh_topic

# An overview draws on so many papers at most, and shows so many themes and what is left.
PAPER_LIMIT: Final = 60
THEME_LIMIT: Final = 7


def summarise_topic(library: Library, topic: str) -> Summary:
    """Quote the most telling sentences of the topic's papers by theme, each cited.

    The topic is understood as a search is, filters and all. Where no indexed paper is on it, the
    summary has no themes.

    Raises:
        EmptyQuery: there is nothing in the topic.
        MalformedQuery: a filter in the topic is not understood.
        WrongUse: its period ends before it begins.
        IndexUnusable: the index cannot be read.
    """
    wanted = understand_topic(library, topic)
    found = find_topic_papers(library, wanted)
    paper_ids = [paper_id for paper_id, _ in found.ranked]
    papers = library.index.find_papers(paper_ids[:PAPER_LIMIT])
    weights = weigh_topic(wanted.request.ranked_by, library.vocabulary)
    days = library.index.load_days(paper_ids)
    return Summary(
        topic=topic,
        corrected_topic=wanted.corrected,
        papers=tuple(papers),
        found_count=len(paper_ids),
        found_is_all=found.is_all,
        themes=tell_themes(_group(library, papers, wanted), weights),
        numbers=find_reported_numbers(papers, weights),
        timeline=count_by_month(days),
        undated_count=sum(day is None for day, _ in days),
        coverage=library.coverage,
        near_titles=() if papers else find_near_titles(library, wanted.request.ranked_by),
        inferred_count=sum(day is not None and is_inferred for day, is_inferred in days),
    )


def _group(library: Library, papers: Sequence[Paper], topic: Topic) -> list[PaperGroup]:
    """The papers by theme, and last those that belong to none."""
    if not papers:
        return []
    stems = {stem for demand in topic.demands for text in demand.stems for stem in text.split(" ")}
    phrases = TopicPhrases(papers, stems)
    terms = phrases.terms()
    rarity = Rarity(library.terms.count_papers(terms, terms), library.coverage.paper_count)
    themes = phrases.find_themes(measure_likeness(library, papers), rarity, limit=THEME_LIMIT)
    return [
        PaperGroup(theme.name, tuple(papers[place] for place in theme.places), theme.is_rest)
        for theme in themes
    ]
