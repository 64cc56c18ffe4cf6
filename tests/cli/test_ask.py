import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

FORM = ["question", "answered", "sentences", "nearest"]
SENTENCE_FORM = ["text", "paper_id", "title", "sentence_index"]


def test_ask_quotes_sentences_with_their_papers(filled: Run) -> None:
    finished = filled("ask", "how fast is flashattention-4?")

    assert finished.code == 0
    assert "” [#" in finished.out
    assert "FlashAttention-4" in finished.out
    assert "39 papers from 4 digests" in finished.out


def test_ask_prints_the_form_that_scripts_rely_on(filled: Run) -> None:
    (value,) = filled("ask", "--json", "how fast is flashattention-4?").values

    assert list(value) == FORM
    assert value["question"] == "how fast is flashattention-4?"
    assert value["answered"] is True
    assert [list(sentence) for sentence in value["sentences"]] == [SENTENCE_FORM] * len(
        value["sentences"]
    )
    assert all(isinstance(paper_id, int) for paper_id in value["nearest"])


def test_ask_says_what_comes_nearest_where_there_is_no_answer(filled: Run) -> None:
    finished = filled("ask", "how do quantized bees dance?")

    assert finished.code == 0
    assert "Nothing in the 39 indexed papers says enough to answer" in finished.out
    assert "nearest: " in finished.out


def test_ask_declines_in_the_same_form(filled: Run) -> None:
    (value,) = filled("ask", "--json", "how do quantized bees dance?").values

    assert list(value) == FORM
    assert value["answered"] is False
    assert value["sentences"] == []
    assert value["nearest"]


def test_ask_takes_exclusions(filled: Run) -> None:
    finished = filled("ask", "--json", "quantization", "-quantization")

    assert finished.code == 0
    assert not finished.values[0]["answered"]


def test_ask_counts_organisations(filled: Run) -> None:
    assert "papers without a known organisation" in filled("ask", "who works on quantization?").out


def test_ask_says_which_papers_count(filled: Run) -> None:
    assert "Only papers published since 2026-01-01" in filled("ask", "quantization since 2026").out


def test_many_questions_are_answered_in_their_order(filled: Run, tmp_path: Path) -> None:
    questions = ["how fast is flashattention-4?", "?", "since:never", "how do bees dance?"]
    file = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": n, "text": text}) for n, text in enumerate(questions)]
    file.write_text("\n".join(lines))

    finished = filled("ask", "--questions", file)

    assert finished.code == 0
    assert [value["question"] for value in finished.values] == questions
    assert [value["answered"] for value in finished.values] == [True, False, False, False]
    assert "question 1: There is no question" in finished.err
    assert "question 2: “since:never”" in finished.err


@pytest.mark.parametrize("arguments", [(), ("kv", "--questions", __file__)], ids=["none", "both"])
def test_one_question_or_a_file_of_them_is_wanted(run: Run, arguments: tuple[str, ...]) -> None:
    finished = run("ask", *arguments)

    assert finished.code == 2
    assert "Give either a question or --questions FILE" in finished.err


def test_an_empty_question_is_wrong_use_or_nothing(filled: Run) -> None:
    assert "There is no question" in filled("ask", "?").err


def test_an_empty_index_says_so(run: Run) -> None:
    assert "The index is empty." in run("ask", "what is a kv cache?").out
