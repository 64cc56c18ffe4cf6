"""A topic's overview: themes, quoted sentences, reported numbers, a timeline."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.models import MonthCount, Paper, QuotedSentence, ReportedNumber, Theme
from bot.summarising.numbers import iter_reported_numbers
from bot.summarising.salience import is_boilerplate, score_sentences, stems_of
from bot.summarising.themes import group_by_theme, name_theme
from bot.text.sentences import split_sentences
from bot.text.words import content_words, forms_of_word, iter_word_parts, word_forms

SENTENCES_PER_THEME = 3
NUMBER_LIMIT = 8
# Two sentences that share this much of their words (Jaccard) say the same.
_SAME_SAYING_FROM = 0.5


@dataclass(frozen=True, slots=True)
class _Saying:
    """A sentence that may be quoted."""

    quote: QuotedSentence
    stems: frozenset[str]
    score: float


def choose_themes(
    papers: Sequence[Paper], topic: str, paper_counts: Mapping[str, int], *, limit: int
) -> tuple[Theme, ...]:
    """Group the papers, best first, by theme and quote what each theme's papers say.

    Args:
        papers: the topic's papers, best first.
        topic: the words of the topic, spelt as the index spells them.
        paper_counts: for each indexed word the number of papers that have it; rare words of the
            topic weigh more.
        limit: how many themes at most.
    """
    groups = group_by_theme(papers, topic, limit=limit)
    quoted: list[_Saying] = []
    themes: list[Theme] = []
    for group in groups:
        chosen = _choose_sayings(group, weigh_topic(topic, paper_counts), already=quoted)
        quoted += chosen
        if chosen:
            themes.append(
                Theme(
                    heading=name_theme(
                        group, others=papers, topic=topic, paper_counts=paper_counts
                    ),
                    sentences=tuple(saying.quote for saying in chosen),
                    paper_ids=tuple(paper.paper_id for paper in group),
                )
            )
    return tuple(themes)


def find_reported_numbers(papers: Sequence[Paper], topic: str) -> tuple[ReportedNumber, ...]:
    """The figures that the papers' sentences report, those on the topic's own words first."""
    topic_stems = set(stems_of(topic))
    found: list[tuple[int, ReportedNumber]] = []
    for paper in papers:
        for quote in _iter_quotes(paper):
            values = tuple(dict.fromkeys(iter_reported_numbers(quote.text)))
            if values:
                shared = len(topic_stems.intersection(stems_of(quote.text)))
                found += [(shared, ReportedNumber(value, quote)) for value in values[:2]]
    found.sort(key=lambda each: -each[0])
    return tuple(number for _, number in found[:NUMBER_LIMIT])


def count_by_month(papers: Sequence[Paper]) -> tuple[MonthCount, ...]:
    """How many of the papers were published in each month, oldest first."""
    months = Counter(f"{paper.published_on:%Y-%m}" for paper in papers if paper.published_on)
    return tuple(MonthCount(month, months[month]) for month in sorted(months))


def weigh_topic(topic: str, paper_counts: Mapping[str, int]) -> dict[str, float]:
    """The forms of the topic's words with weights that sum to 1; words of few papers weigh more.

    >>> weights = weigh_topic("kv cache", {"kv": 1, "cache": 10})
    >>> weights["kv"] > weights["cach"]
    True
    """
    most = max(paper_counts.values(), default=1)
    weights = {
        form: log(2 + most / max(1, paper_counts.get(part, 1)))
        for word in content_words(topic)
        for form, part in zip(forms_of_word(word), iter_word_parts(word), strict=True)
    }
    total = sum(weights.values())
    return {word: weight / total for word, weight in weights.items()}


def share_of_topic(paper: Paper, topic_weights: Mapping[str, float]) -> float:
    """How much of the topic's weight stands in the paper's title, abstract and keywords, 0 to 1."""
    forms = word_forms(f"{paper.title} {paper.abstract} {' '.join(paper.keywords)}")
    return sum(weight for form, weight in topic_weights.items() if form in forms)


def _choose_sayings(
    papers: Sequence[Paper], topic_weights: Mapping[str, float], already: Sequence[_Saying]
) -> list[_Saying]:
    """The most telling sentences; a second one from the same paper waits for the others."""
    sayings = [saying for paper in papers for saying in _rate_sentences(paper, topic_weights)]
    chosen: list[_Saying] = []
    while len(chosen) < SENTENCES_PER_THEME:
        heard = Counter(saying.quote.paper_id for saying in chosen)
        fresh = [
            saying
            for saying in sayings
            if not any(_says_the_same(saying, other) for other in (*already, *chosen))
        ]
        if not fresh:
            break
        chosen.append(max(fresh, key=lambda s: s.score - heard[s.quote.paper_id]))
    return sorted(chosen, key=lambda saying: (saying.quote.paper_id, saying.quote.sentence_index))


def _rate_sentences(paper: Paper, topic_weights: Mapping[str, float]) -> list[_Saying]:
    quotes = list(_iter_quotes(paper))
    salience = score_sentences(paper.title, [quote.text for quote in quotes])
    rated: list[_Saying] = []
    for quote, score in zip(quotes, salience, strict=True):
        stems = frozenset(stems_of(quote.text))
        on_topic = sum(weight for word, weight in topic_weights.items() if word in stems)
        if not is_boilerplate(quote.text):
            rated.append(_Saying(quote, stems, score + 1.5 * on_topic))
    return rated


def _iter_quotes(paper: Paper) -> list[QuotedSentence]:
    return [
        QuotedSentence(sentence, paper.paper_id, paper.title, index)
        for index, sentence in enumerate(split_sentences(paper.abstract))
    ]


def _says_the_same(one: _Saying, other: _Saying) -> bool:
    union = len(one.stems | other.stems)
    return not union or len(one.stems & other.stems) / union >= _SAME_SAYING_FROM
