from datetime import date
from typing import Any

import pytest

from bot.discord_app.render.explanation_page import render_explanation
from bot.discord_app.render.reply import HIGHLIGHTS_COLOUR, PLAIN_COLOUR
from bot.models import Highlight, Outcome, PaperExplanation, PostedPaper, ScorePart
from tests.builders import make_paper

ON = date(2026, 4, 14)
RIVAL = Highlight(make_paper(2, "Better Caches", arxiv_id="2604.00002"), 0.5, ("52 upvotes",))


def describe(outcome: Outcome, **facts: Any) -> str:
    paper = make_paper(1, "Small Caches", comment_count=facts.pop("comments", 1))
    explained = PaperExplanation(
        paper=paper, outcome=outcome, on=ON, **{"candidate_count": 23, **facts}
    )
    (card,) = render_explanation(explained).cards
    return card.description


@pytest.mark.parametrize(
    ("outcome", "facts", "said"),
    [
        pytest.param(
            Outcome.PICKED, {"rank": 2, "score": 0.4},
            "It is among the picks of Tue 14 Apr 2026: no. 2 of 23 papers by score.",
            id="picked",
        ),
        pytest.param(
            Outcome.NOT_SEEN, {},
            "It is not in the digests that Tue 14 Apr 2026 is picked from.",
            id="not seen",
        ),
        pytest.param(
            Outcome.NOT_SEEN, {"seen_on": date(2026, 3, 3)},
            "The last that had it is of 3 Mar 2026: ask again with on:2026-03-03",
            id="seen on another day",
        ),
        pytest.param(
            Outcome.NOT_GROWN, {},
            "Digests had it before Tue 14 Apr 2026, and its counts have not grown since.",
            id="not grown",
        ),
        pytest.param(
            Outcome.OFF_TOPIC,
            {"topic": "kv cahce", "corrected_topic": "kv cache", "words": ("kv",)},
            "It is not about “kv cache”: “kv” stands nowhere in it.",
            id="off topic",
        ),
        pytest.param(
            Outcome.OFF_TOPIC, {"topic": 'kv "a b"', "words": ("kv", "“a b”")},
            "“kv” and “a b” stand nowhere in it.",
            id="off topic by a word and a phrase",
        ),
        pytest.param(
            Outcome.EXCLUDED, {"topic": "kv -survey", "words": ("survey",)},
            "It holds “survey”, which “kv -survey” leaves out.",
            id="excluded",
        ),
        pytest.param(
            Outcome.FILTERED, {"words": ("org:nvidia",)},
            "It does not fulfil org:nvidia, or too little is known of it to tell.",
            id="filtered",
        ),
        pytest.param(
            Outcome.TOO_FEW_COMMENTS, {"min_comments": 3},
            "It takes 3 comments, and it has 1 comment.",
            id="too few comments",
        ),
        pytest.param(
            Outcome.TOO_FEW_COMMENTS, {"min_comments": 3, "comments": None},
            "It takes 3 comments, and how many it has is unknown.",
            id="comments unknown",
        ),
        pytest.param(
            Outcome.POSTED_BEFORE, {"posted": PostedPaper(1, date(2026, 3, 3), 40, None)},
            "It was posted here on 3 Mar 2026, with 40 upvotes. It comes back when",
            id="posted before",
        ),
        pytest.param(
            Outcome.SAME_THEME, {"rank": 4, "rival": RIVAL},
            "no. 4 of 23 papers by score, but on the theme of a better pick: [Better Caches](",
            id="same theme",
        ),
        pytest.param(
            Outcome.OUTRANKED, {"rank": 9, "rival": RIVAL},
            "It is no. 9 of 23 papers by score. The last pick has 0.500: [Better Caches](",
            id="outranked",
        ),
    ],
)  # fmt: skip
def test_every_outcome_is_said(outcome: Outcome, facts: dict[str, Any], said: str) -> None:
    assert said in describe(outcome, **facts)


def test_parts_are_told_with_what_was_measured() -> None:
    parts = (
        ScorePart("team", 0.02, 0.057, None, is_known=False),
        ScorePart("upvotes", 0.31, 0.66, "38 upvotes, +21 since yesterday"),
        ScorePart("comments", 0.0, 0.014, "1 comment"),
        ScorePart("votes", 0.0, 0.05, None, is_known=False),
    )

    text = describe(Outcome.PICKED, rank=1, score=0.33, parts=parts)

    assert text.splitlines()[3:] == [
        "**Score 0.330 of 1**",
        "0.310 of 0.660 · upvotes: 38 upvotes, +21 since yesterday",
        "0.020 of 0.057 · who wrote it: unknown, so counted as the middle of the others",
        "0.000 of 0.014 · comments: 1 comment",
        "-# no part of it, or known of no paper: votes in this server",
    ]


def test_a_pick_looks_like_one() -> None:
    for outcome in Outcome:
        explained = PaperExplanation(
            paper=make_paper(), outcome=outcome, on=ON, candidate_count=1, rival=RIVAL
        )
        (card,) = render_explanation(explained).cards
        is_picked = outcome is Outcome.PICKED
        assert card.colour == (HIGHLIGHTS_COLOUR if is_picked else PLAIN_COLOUR)
        assert card.title.endswith("” is picked" if is_picked else "” is not picked")
