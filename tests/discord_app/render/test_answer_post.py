"""An answer's card: what is said first, and what is said where there is nothing to say."""

from dataclasses import replace
from datetime import date

import pytest

from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.limits import DESCRIPTION_LIMIT_CHARS
from bot.discord_app.render.reply import Menu
from bot.models import Answer, Organization, OrganizationCount, QuotedSentence
from tests.builders import make_paper
from tests.discord_app.render.harmless import assert_within_limits
from tests.discord_app.render.test_own_cards import make_answer
from tests.discord_app.render.test_phrases import make_coverage

SMALL = make_paper(1, "Small Caches", arxiv_id="2604.00001")
LARGE = make_paper(2, "Large Caches")
SHRINKS = QuotedSentence("It shrinks by 2.7×.", 1, "Small Caches", 1)
GROWS = QuotedSentence("It grows.", 2, "Large Caches", 0)


def answer_with(*sentences: QuotedSentence, **facts: object) -> Answer:
    answer = make_answer("how small is a cache?", *sentences)
    return replace(answer, papers=(SMALL, LARGE), **facts)  # type: ignore[arg-type]


def labels_of(answer: Answer) -> list[str]:
    return [
        option.label
        for row in render_answer(answer).rows
        if isinstance(row, Menu)
        for option in row.options
    ]


def test_sentences_stand_in_their_order_each_with_its_source() -> None:
    answer = answer_with(GROWS, SHRINKS, corrected_question="how small are caches?")

    (card,) = render_answer(answer).cards

    assert card.title == "how small is a cache?"
    assert card.description.replace("\n\n", "\n").splitlines() == [
        "-# Answering **how small are caches?**",
        "“It grows.” [[1]](https://huggingface.co/papers?q=Large%20Caches)",
        "“It shrinks by 2.7×.” [[2]](https://huggingface.co/papers/2604.00001)",
        "**Sources**",
        "1. [Large Caches](https://huggingface.co/papers?q=Large%20Caches)",
        "2. [Small Caches](https://huggingface.co/papers/2604.00001)",
    ]
    assert card.footer == "Answer from 4 digests, 214 papers, 2019–2026, 123 without a date"
    assert labels_of(answer) == ["1. Large Caches", "2. Small Caches"]


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        pytest.param([SHRINKS], "-# About “Small Caches”\n\n", id="its own sentences"),
        pytest.param([SHRINKS, GROWS], "-# About “Small Caches” and others", id="others beside"),
        pytest.param(
            [GROWS],
            "-# The abstract of “Small Caches” does not say it; another paper does:",
            id="only another's",
        ),
        pytest.param(
            [],
            "The abstract of “Small Caches” does not say it, nor do the 213 other papers.",
            id="none at all",
        ),
    ],
)
def test_what_was_asked_about_a_paper_tells_whose_answer_it_is(
    sentences: list[QuotedSentence], said: str
) -> None:
    (card,) = render_answer(answer_with(*sentences, subject=SMALL)).cards

    assert card.description.startswith(said)


@pytest.mark.parametrize(
    ("paper_count", "said"),
    [
        pytest.param(214, "Nothing in the 214 indexed papers says it.\nTry ", id="many papers"),
        pytest.param(1, "The one indexed paper does not say it.\nTry ", id="a single one"),
        pytest.param(0, "No paper is indexed yet", id="an empty index"),
    ],
)
def test_where_there_is_no_answer_it_is_said_plainly(paper_count: int, said: str) -> None:
    (card,) = render_answer(answer_with(coverage=make_coverage(paper_count=paper_count))).cards

    assert card.description.startswith(said)
    assert card.footer.startswith("No answer from ")


def test_what_comes_nearest_is_shown_and_can_be_opened() -> None:
    answer = answer_with(nearest=(LARGE, SMALL))

    assert "**What comes nearest**\n\n**1.** [Large Caches](" in (
        render_answer(answer).cards[0].description
    )
    assert labels_of(answer) == ["1. Large Caches", "2. Small Caches"]


def test_four_sentences_without_end_are_still_one_message() -> None:
    papers = tuple(make_paper(number, f"{number} {'長い' * 200}") for number in range(1, 5))
    sentences = [
        QuotedSentence("on and on " * 500, each.paper_id, each.title, 0) for each in papers
    ]
    answer = answer_with(*sentences, subject=papers[0], corrected_question="why " * 200)

    reply = render_answer(replace(answer, question="how? " * 60, papers=papers))

    assert_within_limits(reply)
    assert reply.cards[0].description.count("on and on…” [[") == 4
    assert len(reply.cards[0].description) > DESCRIPTION_LIMIT_CHARS / 2


def test_who_made_the_papers_and_which_count_is_said_where_it_was_asked() -> None:
    makers = (OrganizationCount(Organization("nvidia", "NVIDIA*"), (1, 2)),)
    quoted = QuotedSentence("Caches were made.", SMALL.paper_id, SMALL.title, 0)
    answer = answer_with(quoted, organizations=makers, without_organization_count=3)
    dated = replace(answer, papers=(SMALL,), since=date(2025, 1, 1), until=date(2025, 12, 31))

    description = render_answer(dated).cards[0].description

    assert "Only papers published from 2025-01-01 to 2025-12-31; " in description
    assert "**NVIDIA\\* (2 papers), 3 papers without a known organisation**" in description
