"""Checking: from a model's text to sentences that may be shown, one by one as they come."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from bot.models import PhrasedSentence, PhrasedText, QuotedSentence
from bot.summarising.phrased.claims import find_fault
from bot.summarising.phrased.orders import reads_like_orders
from bot.summarising.phrased.reading import iter_sentences, read_claim
from bot.summarising.salience import leans_on_context

SENTENCE_LIMIT: Final = 8
# A text of which a smaller share holds is not shown at all: its author is not to be trusted.
KEPT_FROM: Final = 0.5


def may_be_phrased(quotes: Sequence[QuotedSentence]) -> bool:
    """Whether the sentences can be given to a model; those that talk to it are only quoted."""
    return bool(quotes) and not any(reads_like_orders(quote.text) for quote in quotes)


def iter_checked(
    pieces: Iterable[str], quotes: Sequence[QuotedSentence]
) -> Iterator[PhrasedSentence | None]:
    """Yield each sentence of a model's text as it completes; None for one that does not hold.

    Args:
        pieces: the text, cut anywhere.
        quotes: the sentences that the model was given, in the order of their numbers.
    """
    told: set[str] = set()
    before: PhrasedSentence | None = None
    for sentence in iter_sentences(pieces):
        checked = _check(sentence, quotes, before)
        before = checked
        if checked is None:
            yield None
        elif checked.text not in told:
            told.add(checked.text)
            yield checked
        if len(told) == SENTENCE_LIMIT:
            return


def compose_text(checked: Iterable[PhrasedSentence | None], *, model: str) -> PhrasedText | None:
    """The text of the sentences that hold; None where less than half of them do."""
    every = list(checked)
    kept = tuple(sentence for sentence in every if sentence is not None)
    if not kept or len(kept) < KEPT_FROM * len(every):
        return None
    return PhrasedText(sentences=kept, model=model, removed_count=len(every) - len(kept))


def _check(
    sentence: str, quotes: Sequence[QuotedSentence], before: PhrasedSentence | None
) -> PhrasedSentence | None:
    """The sentence with what it cites; None where it does not hold."""
    claim = read_claim(sentence, len(quotes))
    if claim is None:
        return None
    cited = tuple(quotes[number - 1] for number in claim.numbers)
    if find_fault(claim.text, [quote.text for quote in cited]) is not None:
        return None
    if leans_on_context(claim.text) and not _goes_on(cited, before):
        return None
    return PhrasedSentence(claim.text, cited)


def _goes_on(cited: Sequence[QuotedSentence], before: PhrasedSentence | None) -> bool:
    """Whether a sentence that begins with "it" is about what the one before was about."""
    if before is None:
        return False
    papers = {quote.paper_id for quote in cited}
    return papers == {quote.paper_id for quote in before.quotes}
