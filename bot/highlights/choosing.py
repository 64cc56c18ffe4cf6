"""Choosing: the best papers of a day, no two on one theme."""

from collections.abc import Sequence
from datetime import date

from bot.highlights.candidates import Candidate
from bot.highlights.signals import explain_pick, score_candidates
from bot.models import Highlight, Paper
from bot.text.similarity import cosine, weigh_words

# Two papers at least this alike (cosine of tf-idf over the day's papers, titles counted twice)
# are on one theme. Found by reading pairs from 64 real days: above it most pairs treat one task or
# one kind of model, below it few do.
SAME_THEME_FROM = 0.12


def choose_highlights(
    candidates: Sequence[Candidate], *, today: date, limit: int, topic: str | None = None
) -> tuple[Highlight, ...]:
    """Up to `limit` papers, best first, leaving out those on the theme of a better one.

    Equal scores are settled by local number, so the same day always gives the same picks.

    Args:
        candidates: the papers of one day.
        today: the present day, for the words of the reasons only.
        limit: how many picks at most.
        topic: the words that candidates had to have, if there were any.
    """
    parts = score_candidates(candidates)
    weights = weigh_words([_words_for_theme(candidate.paper) for candidate in candidates])
    scores = [sum(part.values()) for part in parts]
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].paper.paper_id))
    chosen: list[int] = []
    for place in order:
        if len(chosen) == limit:
            break
        if all(cosine(weights[place], weights[other]) < SAME_THEME_FROM for other in chosen):
            chosen.append(place)
    return tuple(
        Highlight(
            paper=candidates[place].paper,
            score=round(scores[place], 4),
            reasons=explain_pick(candidates[place], parts[place], today=today, topic=topic),
        )
        for place in chosen
    )


def _words_for_theme(paper: Paper) -> str:
    return f"{paper.title}. {paper.title}. {paper.abstract} {', '.join(paper.keywords)}"
