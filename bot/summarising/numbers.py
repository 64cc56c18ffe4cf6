"""Reported numbers: figures that papers give for a result, with what they are figures of."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.models import NumberKind, Paper, QuotedSentence, ReportedNumber
from bot.summarising.measures import find_baseline, find_measure
from bot.summarising.quantities import iter_quantities
from bot.summarising.salience import is_boilerplate, stems_of
from bot.text.sentences import split_sentences

NUMBERS_PER_SENTENCE: Final = 2
NUMBERS_PER_PAPER: Final = 4
NUMBER_LIMIT: Final = 30
_KINDS: Final = tuple(NumberKind)
# A figure whose sentence does not say of what it is one tells little.
_NAMED_BONUS: Final = 0.5
_COMPARED_BONUS: Final = 0.3
# How much data there was is told where there is room: what came out of it matters more.
_COUNT_COST: Final = 0.6


def read_numbers(quote: QuotedSentence) -> list[ReportedNumber]:
    """All figures with a unit that a sentence reports, in its order."""
    return [
        ReportedNumber(
            value=quantity.value,
            sentence=quote,
            measures=find_measure(quote.text, quantity),
            baseline=find_baseline(quote.text, quantity),
            kind=quantity.kind,
            unit=quantity.unit,
            place=(quantity.start, quantity.end),
            bound=quantity.bound,
        )
        for quantity in iter_quantities(quote.text)
    ]


def find_reported_numbers(
    papers: Sequence[Paper], topic_weights: Mapping[str, float]
) -> tuple[ReportedNumber, ...]:
    """The figures that the papers report, like beside like.

    Those of sentences on the topic's own words are taken first, at most two of a sentence.

    Args:
        papers: best first.
        topic_weights: the stems of the topic with weights that sum to 1.
    """
    rated: list[tuple[float, ReportedNumber]] = []
    for place, paper in enumerate(papers):
        own: list[tuple[float, ReportedNumber]] = []
        for index, sentence in enumerate(split_sentences(paper.abstract)):
            quote = QuotedSentence(sentence, paper.paper_id, paper.title, index)
            numbers = _distinct(read_numbers(quote))
            if not numbers or is_boilerplate(sentence):
                continue
            stems = set(stems_of(sentence))
            on_topic = sum(weight for stem, weight in topic_weights.items() if stem in stems)
            own += [(_rate(each) + on_topic - 0.02 * place, each) for each in numbers]
        rated += sorted(own, key=lambda each: -each[0])[:NUMBERS_PER_PAPER]
    rated.sort(key=lambda each: -each[0])
    chosen = [number for _, number in rated[:NUMBER_LIMIT]]
    return tuple(sorted(chosen, key=_order))


def _distinct(numbers: Sequence[ReportedNumber]) -> list[ReportedNumber]:
    """The best of a sentence, each value once, in its order."""
    by_value = {each.value: each for each in reversed(numbers)}
    best = sorted(by_value.values(), key=lambda each: (-_rate(each), each.place))
    return sorted(best[:NUMBERS_PER_SENTENCE], key=lambda each: each.place)


def _rate(number: ReportedNumber) -> float:
    return (
        _NAMED_BONUS * bool(number.measures)
        + _COMPARED_BONUS * bool(number.baseline)
        - _COUNT_COST * (number.kind is NumberKind.COUNT)
    )


def _order(number: ReportedNumber) -> tuple[int, str, str, int, tuple[int, int]]:
    """By kind, then unit, then what is measured; what is unknown comes last."""
    stems = stems_of(number.measures)
    measured = stems[-1] if stems else "\U0010ffff"
    unit = number.unit.lower().removesuffix("s")
    sentence = number.sentence
    place = (sentence.sentence_index, number.place[0])
    return _KINDS.index(number.kind), unit, measured, sentence.paper_id, place
