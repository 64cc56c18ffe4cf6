"""A topic's overview: quoted sentences by theme, a timeline; numbers stand in `numbers`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log
from typing import Final

from bot.models import MonthCount, Paper, Theme
from bot.summarising.salience import stems_of
from bot.summarising.sayings import Saying, choose_sayings, list_sayings
from bot.text.shortening import shorten
from bot.text.words import content_words, forms_of_word, iter_word_parts

OTHER_WORK: Final = "Other work"
# Where no two of a topic's papers share a theme: of so few each stands for itself.
_FEW_PAPERS: Final = 4
LEAD_LIMIT_CHARS: Final = 60
ALL_PAPERS: Final = "What they say"


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """Some of a topic's papers, the best first, and what they have in common."""

    name: str  # "" where they share no phrase
    papers: tuple[Paper, ...]
    is_rest: bool = False  # True where they have nothing in common


def tell_themes(
    groups: Sequence[PaperGroup], topic_weights: Mapping[str, float]
) -> tuple[Theme, ...]:
    """Quote what each group's papers say; groups of which nothing can be quoted are left out.

    Args:
        groups: what belongs to no theme, if anything, last.
        topic_weights: the stems of the topic with weights that sum to 1.
    """
    parted = _part_singles(groups)
    # Of papers that have no better sentence even one that leans on another is more than none.
    return _tell(parted, topic_weights, is_strict=True) or _tell(
        parted, topic_weights, is_strict=False
    )


def _tell(
    groups: Sequence[PaperGroup], topic_weights: Mapping[str, float], *, is_strict: bool
) -> tuple[Theme, ...]:
    quoted: list[Saying] = []
    themes: list[Theme] = []
    for group in groups:
        by_paper = [
            list_sayings(paper, topic_weights, is_strict=is_strict) for paper in group.papers
        ]
        chosen = choose_sayings(by_paper, set(stems_of(group.name)), already=quoted)
        quoted += chosen
        if chosen:
            heading = _head(group, has_others=len(groups) > 1)
            if heading.casefold() in {theme.heading.casefold() for theme in themes}:
                heading = group.papers[0].title
            themes.append(
                Theme(
                    heading=heading,
                    sentences=tuple(saying.quote for saying in chosen),
                    paper_ids=tuple(paper.paper_id for paper in group.papers),
                    roles=tuple(saying.role for saying in chosen),
                    is_remainder=group.is_rest,
                )
            )
    return tuple(themes)


def _head(group: PaperGroup, *, has_others: bool) -> str:
    if group.is_rest:
        return OTHER_WORK if has_others else ALL_PAPERS
    lead = shorten(short_title(group.papers[0].title), LEAD_LIMIT_CHARS)
    return group.name or f"{lead} and related work"


def count_by_month(days: Iterable[tuple[date | None, bool]]) -> tuple[MonthCount, ...]:
    """How many of the days fall into each month, oldest first.

    Each day comes with whether its year was inferred.

    >>> count_by_month([(date(2026, 4, 2), True), (None, False), (date(2026, 4, 1), False)])
    (MonthCount(month='2026-04', count=2, inferred_count=1),)
    """
    months: Counter[str] = Counter()
    inferred: Counter[str] = Counter()
    for day, is_inferred in days:
        if day is not None:
            months[f"{day:%Y-%m}"] += 1
            inferred[f"{day:%Y-%m}"] += is_inferred
    return tuple(MonthCount(month, months[month], inferred[month]) for month in sorted(months))


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


def short_title(title: str) -> str:
    """What stands before the colon, where authors put the name of their thing.

    >>> short_title("TriForce: Lossless Acceleration of Sequences"), short_title("Small Caches")
    ('TriForce', 'Small Caches')
    """
    name, colon, rest = title.partition(":")
    return rest.strip() if colon and len(rest.split()) <= len(name.split()) else name.strip()


def _part_singles(groups: Sequence[PaperGroup]) -> list[PaperGroup]:
    """A few papers that share no theme at all are told one by one, by their titles."""
    if len(groups) == 1 and groups[0].is_rest and len(groups[0].papers) <= _FEW_PAPERS:
        return [
            PaperGroup(short_title(paper.title) or paper.title, (paper,))
            for paper in groups[0].papers
        ]
    return list(groups)
