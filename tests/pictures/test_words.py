from dataclasses import replace

import pytest

from bot.models import AttentionPart, Recap, RecapPaper
from bot.pictures.words import describe_recap_picture, say_what_came_in
from tests.builders import make_paper
from tests.pictures.recaps import FULL, make_day, make_recap


@pytest.mark.parametrize(
    ("recap", "said"),
    [
        pytest.param(FULL, "7 papers · 38 upvotes", id="upvotes alone"),
        pytest.param(
            replace(FULL, comments_gained=1), "7 papers · 38 upvotes · 1 comment", id="comments"
        ),
        pytest.param(replace(FULL, topic="kv"), "7 papers on “kv” · 38 upvotes", id="a topic"),
        pytest.param(
            make_recap(is_attention_known=False, without_counts_count=1),
            "1 paper · counts unknown",
            id="nothing known",
        ),
        pytest.param(
            make_recap(is_attention_known=False),
            "1 paper · no upvotes or comments",
            id="nothing came in",
        ),
    ],
)
def test_what_came_in_is_said(recap: Recap, said: str) -> None:
    assert say_what_came_in(recap) == said


def test_the_picture_is_told_to_those_who_cannot_see_it() -> None:
    assert describe_recap_picture(FULL) == (
        "Attention by day, 9–15 March 2026: Mon 9: 59, Tue 10: 52, Fri 13: 1. "
        "Themes: Diffusion models 50%, World models 25%. "
        "Most discussed: Small Caches (38 upvotes, new on Monday)."
    )


def test_a_picture_of_papers_says_so() -> None:
    recap = make_recap(make_day(2, AttentionPart(4, None, None)), is_attention_known=False)

    assert describe_recap_picture(recap) == "Papers by day, 9–15 March 2026: Wed 11: 4."


def test_a_description_stays_short() -> None:
    long = RecapPaper(make_paper(1, "A long title " * 400), ("much " * 400,))

    assert len(describe_recap_picture(replace(FULL, papers=(long,)))) <= 500
