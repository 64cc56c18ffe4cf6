"""Cards that were rendered are read again: both ends together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.render.answer_post import render_answer
from bot.discord_app.render.clean import squeeze
from bot.discord_app.render.own_cards import Recalled, read_own_card
from bot.discord_app.render.paper_card import render_paper_card
from bot.discord_app.render.related_page import render_related
from bot.discord_app.render.reply import Reply
from bot.discord_app.render.summary_post import render_summary
from bot.merging.history import tell_history
from bot.models import Answer, QuotedSentence, RelatedPapers
from tests.builders import make_paper
from tests.discord_app.render.records import NASTY
from tests.discord_app.render.test_overview import make_summary
from tests.discord_app.render.test_phrases import make_coverage

SENTENCE = QuotedSentence("A cache was measured.", 1, "Caches", 0)
asked = st.lists(st.text(max_size=9) | st.sampled_from(NASTY), max_size=8).map("".join)


def make_answer(question: str, *sentences: QuotedSentence) -> Answer:
    return Answer(
        question=question,
        corrected_question=None,
        sentences=sentences,
        papers=(make_paper(),),
        nearest=(),
        evidence=0.5,
        coverage=make_coverage(),
    )


def read(reply: Reply) -> Recalled:
    return read_own_card(reply.cards[0].title, reply.cards[0].footer)


@given(asked.filter(lambda text: bool(squeeze(text))), st.booleans())
def test_the_question_of_an_answer_is_read_again(question: str, is_answered: bool) -> None:  # noqa: FBT001
    sentences = (SENTENCE,) if is_answered else ()

    recalled = read(render_answer(make_answer(question, *sentences)))

    assert recalled == Recalled(question=squeeze(question).removesuffix("…") or None)


def test_of_a_long_question_the_beginning_is_read_again() -> None:
    question = "how do caches " * 30

    recalled = read(render_answer(make_answer(question)))

    assert recalled.question is not None
    assert len(recalled.question) > 200
    assert question.startswith(recalled.question)


@pytest.mark.parametrize(
    "topic", ["cache", "C++ *and* “quotes”, snake_case", "say about “x” " * 20]
)
def test_the_topic_of_an_overview_is_read_again(topic: str) -> None:
    for facts in ({}, {"found_count": 49}, {"found_count": 49, "found_is_all": False}):
        recalled = read(render_summary(make_summary((SENTENCE,), topic=topic, **facts)))

        assert recalled.topic
        assert squeeze(topic).startswith(recalled.topic)
        assert len(recalled.topic) >= min(len(topic), 90)


def test_a_card_tells_its_paper() -> None:
    card = render_paper_card(tell_history(make_paper(12), ()))

    assert read(card) == Recalled(paper_id=12)


def test_other_cards_tell_nothing() -> None:
    page = render_related(RelatedPapers(make_paper(), (), 7))

    assert read(page) == read_own_card("", "") == Recalled()
