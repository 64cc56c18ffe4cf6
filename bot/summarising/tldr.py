"""The tldr: the one sentence of an abstract that best says what the paper is about."""

from bot.summarising.salience import score_sentences
from bot.text.sentences import split_sentences


def choose_tldr(title: str, abstract: str) -> str:
    """A sentence of the abstract, verbatim; the title where there is no abstract.

    >>> choose_tldr("Small caches", "Memory is dear. We present small caches for models. Enjoy.")
    'We present small caches for models.'
    """
    sentences = split_sentences(abstract)
    if not sentences:
        return title
    scores = score_sentences(title, sentences)
    return max(zip(scores, sentences, strict=True), key=lambda scored: scored[0])[1]
