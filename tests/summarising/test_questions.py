from datetime import date
from typing import Any

import pytest

from bot.summarising.questions import telling_parts, understand_question
from bot.summarising.wanted import Wanted


@pytest.mark.parametrize(
    ("text", "wanted", "subject"),
    [
        pytest.param("What is a KV cache?", Wanted.DEFINITION, "KV cache", id="what is"),
        pytest.param("What's GRPO", Wanted.DEFINITION, "GRPO", id="what's"),
        pytest.param("Explain mixture of experts", Wanted.DEFINITION, "mixture experts",
                     id="explain"),
        pytest.param("What does RAG stand for?", Wanted.DEFINITION, "RAG", id="stands for"),
        pytest.param("How fast is paged attention?", Wanted.NUMBER, "paged attention",
                     id="how fast"),
        pytest.param("how many labels do we need", Wanted.NUMBER, "labels", id="how many"),
        pytest.param("What is the accuracy of YOLO?", Wanted.NUMBER, "accuracy YOLO",
                     id="what is the accuracy"),
        pytest.param("Which benchmark is the hardest and best?", Wanted.NUMBER,
                     "benchmark · hardest", id="which … best"),
        pytest.param("Which papers use diffusion for robots?", Wanted.PAPERS,
                     "diffusion · robots", id="which papers"),
        pytest.param("any work on pruning?", Wanted.PAPERS, "pruning", id="any work on"),
        pytest.param("Who works on world models?", Wanted.MAKERS, "world models", id="who"),
        pytest.param("Which labs work on video?", Wanted.MAKERS, "video", id="which labs"),
        pytest.param("What organisations have published on robots?", Wanted.MAKERS, "robots",
                     id="organisations"),
        pytest.param("LoRA versus QLoRA", Wanted.COMPARISON, "LoRA · QLoRA", id="versus"),
        pytest.param("Does distillation keep accuracy?", Wanted.FINDING,
                     "distillation keep accuracy", id="plain"),
        pytest.param("what does the paper say about memory?", Wanted.FINDING, "memory",
                     id="frames fall away"),
        pytest.param("Hi all, can you tell me whether RL pays?", Wanted.FINDING, "RL pays",
                     id="greetings fall away"),
        pytest.param("What is this paper about?", Wanted.ABOUT, "", id="about"),
        pytest.param("what are the results?", Wanted.RESULT, "", id="results"),
        pytest.param("how does it work?", Wanted.METHOD, "", id="method"),
        pytest.param("What are its limitations?", Wanted.LIMITATION, "", id="limitations"),
        pytest.param("What are the limitations of LoRA?", Wanted.LIMITATION, "LoRA",
                     id="limitations of a thing"),
    ],
)  # fmt: skip
def test_what_is_asked_for_and_about_what(text: str, wanted: Wanted, subject: str) -> None:
    question = understand_question(text)

    assert (question.wanted, question.subject) == (wanted, subject)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("LoRA vs. full fine-tuning", id="vs"),
        pytest.param("difference between LoRA and full fine-tuning?", id="difference"),
        pytest.param("Is LoRA better than full fine-tuning?", id="better than"),
        pytest.param("is LoRA cheaper than full fine-tuning", id="cheaper than"),
        pytest.param("Compare LoRA with full fine-tuning", id="compare"),
        pytest.param("LoRA compared to full fine-tuning", id="compared to"),
        pytest.param("Which is better, LoRA or full fine-tuning?", id="which is better"),
    ],
)
def test_two_sides_are_compared(text: str) -> None:
    assert understand_question(text).sides == ("LoRA", "full fine-tuning")


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        pytest.param("which models do NOT use attention", ("attention",), id="not"),
        pytest.param("methods that don't need labels", ("labels",), id="don't"),
        pytest.param("training without human labels", ("human", "labels"), id="without"),
        pytest.param("does it not only reduce memory", (), id="not only"),
        pytest.param("does it help or not", (), id="or not"),
        pytest.param("does attention help", (), id="no negation"),
    ],
)
def test_what_a_question_says_not_of(text: str, negated: tuple[str, ...]) -> None:
    assert understand_question(text).negated == negated


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("papers on RAG in 2025", (date(2025, 1, 1), date(2025, 12, 31)), id="year"),
        pytest.param("RAG in March 2026", (date(2026, 3, 1), date(2026, 3, 31)), id="month"),
        pytest.param("RAG in 2026-02", (date(2026, 2, 1), date(2026, 2, 28)), id="ISO month"),
        pytest.param("RAG since Feb 2026", (date(2026, 2, 1), None), id="since"),
        pytest.param("RAG after 2024", (date(2025, 1, 1), None), id="after"),
        pytest.param("RAG before 2025", (None, date(2024, 12, 31)), id="before"),
        pytest.param("RAG until May 2025", (None, date(2025, 5, 31)), id="until"),
        pytest.param("RAG from 2025 onwards", (date(2025, 1, 1), None), id="onwards"),
        pytest.param("RAG between 2023 and 2025", (date(2023, 1, 1), date(2025, 12, 31)),
                     id="between"),
        pytest.param("RAG in 2048 tokens", (None, None), id="no year"),
        pytest.param("ImageNet 2012 and RAG", (None, None), id="a year in a name"),
    ],
)  # fmt: skip
def test_a_period_is_understood(text: str, period: tuple[Any, Any]) -> None:
    question = understand_question(text)

    assert (question.since, question.until) == period


def test_the_last_month_is_told_in_days() -> None:
    assert understand_question("agents in the last month").recent_days == 31
    assert understand_question("agents in the last two weeks").recent_days == 14


@pytest.mark.parametrize(
    ("text", "points_back", "is_unclear"),
    [
        pytest.param("how fast is it?", True, True, id="it"),
        pytest.param("how large is the dataset?", True, True, id="the dataset"),
        pytest.param("and on videos?", True, False, id="and"),
        pytest.param("how much faster?", True, False, id="one word"),
        pytest.param("What is RAG?", False, False, id="a name"),
        pytest.param("Is it possible to train large networks with few labels?", False, False,
                     id="enough words of its own"),
    ],
)  # fmt: skip
def test_whether_earlier_questions_are_needed(
    text: str, points_back: bool, is_unclear: bool  # noqa: FBT001 - columns of the table
) -> None:  # fmt: skip
    question = understand_question(text)

    assert (question.points_back, question.is_unclear) == (points_back, is_unclear)


@pytest.mark.parametrize("text", ["", "?", "who", "what is", "the of and", "  \n"])
def test_what_says_nothing_has_no_subject(text: str) -> None:
    assert understand_question(text).subject == ""


def test_filler_does_not_tell() -> None:
    assert telling_parts("Do we know what the authors say about C++ caches?") == ["caches"]


def test_a_pasted_page_is_read_as_far_as_it_says_what_it_is_about() -> None:
    question = understand_question("is it not " * 2_000)

    assert question.subject == ""
    assert len(understand_question("caches and robots " * 2_000).subject.split()) < 200
