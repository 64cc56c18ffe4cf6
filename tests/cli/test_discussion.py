import json
from pathlib import Path

import pytest

from bot.cli.discussion import read_message
from tests.cli.conftest import Run
from tests.discussions import FOLDER

THREAD = FOLDER / "reading_group.jsonl"


def test_a_discussion_is_printed_in_the_documented_form(filled: Run) -> None:
    [value] = filled("summarise", "--discussion", THREAD, "--json").values

    assert list(value) == ["points", "open_questions", "decisions", "papers_mentioned", "related"]
    for section in ("points", "open_questions", "decisions"):
        assert value[section]
        assert all(list(each) == ["text", "author", "message_id"] for each in value[section])
    assert len(value["papers_mentioned"]) == 2
    assert all(isinstance(paper_id, int) for paper_id in value["papers_mentioned"])


def test_people_read_it_in_sections(filled: Run) -> None:
    out = filled("summarise", "--discussion", THREAD).out

    assert out.startswith("20 messages by 5 people")
    assert "\nOpen questions\n  Tom: “Does anyone know whether" in out
    assert "\nPapers mentioned\n  #27 FlashAttention-4" in out


@pytest.mark.parametrize("arguments", [[], ["cache", "--discussion", THREAD]])
def test_a_topic_or_a_discussion_is_wanted(run: Run, arguments: list[object]) -> None:
    finished = run("summarise", *arguments)

    assert finished.code == 2
    assert "either a topic, or a file of messages" in finished.err


def test_a_broken_line_is_left_out_with_a_word(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "thread.jsonl"
    path.write_text(
        '{"text": "The small cache overflows.", "author": "Ann"}\n\nfoo\n[]\n{"id": 3}\n'
    )

    finished = filled("summarise", "--discussion", path, "--json")

    assert finished.code == 0
    assert [point["message_id"] for point in finished.values[0]["points"]] == ["1"]
    assert f"{path}, line 3: no JSON; expected" in finished.err
    assert "line 4: no object" in finished.err
    assert "line 5: no text" in finished.err


def test_a_file_without_any_message_is_refused(filled: Run, tmp_path: Path) -> None:
    path = tmp_path / "thread.jsonl"
    path.write_text("milk\n")

    finished = filled("summarise", "--discussion", path)

    assert finished.code == 1
    assert f"{path} holds no message" in finished.err
    assert filled("summarise", "--discussion", tmp_path / "none.jsonl").code == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"text": "hi"}, ("7", "unknown", "hi", None, False), id="a text alone"),
        pytest.param(
            {"id": 5, "speaker": "Ann", "content": "hi", "reply_to": 4, "bot": True},
            ("5", "Ann", "hi", "4", True),
            id="other names of the keys",
        ),
        pytest.param(
            {
                "id": "5",
                "author": {"username": "ann", "global_name": "Ann O.", "bot": False},
                "content": "hi",
                "message_reference": {"message_id": "3"},
                "timestamp": "2026-03-20T10:00:00+00:00",
            },
            ("5", "Ann O.", "hi", "3", False),
            id="as Discord says it",
        ),
        pytest.param(
            {"text": "hi", "author": None, "sent_at": "noon", "mood": []},
            ("7", "unknown", "hi", None, False),
            id="what is unknown or cannot be read",
        ),
    ],
)
def test_messages_come_in_several_forms(
    value: object, expected: tuple[str, str, str, str | None, bool]
) -> None:
    message = read_message(json.loads(json.dumps(value)), 7)

    assert (
        message.message_id,
        message.author,
        message.text,
        message.reply_to_id,
        message.is_from_bot,
    ) == expected
