"""Evidence: which sentences of the papers answer a question, and how well they do."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.models import Paper, QuotedSentence
from bot.summarising.salience import stems_of
from bot.summarising.topic import weigh_topic
from bot.text.sentences import split_sentences

SENTENCE_LIMIT: Final = 4
# From this share of the question's words on, rare ones weighing more, a sentence is an answer.
ANSWERED_FROM: Final = 0.5


def choose_evidence(
    papers: Sequence[Paper], question: str, paper_counts: Mapping[str, int]
) -> tuple[tuple[QuotedSentence, ...], float]:
    """The sentences that hold most of the question, and how much of it the best one holds, 0 to 1.

    Args:
        papers: where to look, best first.
        question: its words are spelt as the index spells them.
        paper_counts: for each indexed word the number of papers that have it.
    """
    weights = weigh_topic(question, paper_counts)
    rated = sorted(
        (
            (sum(weights.get(stem, 0.0) for stem in set(stems_of(sentence))), -place, -index, quote)
            for place, paper in enumerate(papers)
            for index, sentence in enumerate(split_sentences(paper.abstract))
            for quote in [QuotedSentence(sentence, paper.paper_id, paper.title, index)]
        ),
        key=lambda each: each[:3],
        reverse=True,
    )
    best = rated[0][0] if rated else 0.0
    good = [quote for share, _, _, quote in rated if share >= max(ANSWERED_FROM, 0.7 * best)]
    return tuple(good[:SENTENCE_LIMIT]), min(1.0, best)
