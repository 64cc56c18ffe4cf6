"""`paperboy ask` with a language model on a loopback address."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.language_models.loopback import Loopback, serving

QUESTION = "how fast is flashattention-4?"


def repeat(body: dict[str, Any]) -> str:
    """A dull model: it says the first sentence again, and makes one up."""
    told = json.loads(body["messages"][1]["content"])
    return f"{told['sentences'][0]['text'].rstrip('.')} [1]. It also won 97 prizes [1]."


@pytest.fixture
def server(
    run: Run,  # noqa: ARG001 - it tidies the environment first
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Loopback]:
    with serving(text=repeat) as server:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_ADDRESS", server.address)
        monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_MODEL", "dull-7b")
        monkeypatch.setenv("PAPERBOY_LANGUAGE_MODEL_KEY", "sk-the-key")
        yield server


def test_what_holds_stands_above_the_quotations(filled: Run, server: Loopback) -> None:
    finished = filled("ask", QUESTION)

    assert finished.out.index("AI-phrased by dull-7b") < finished.out.index("” [#")
    assert "97 prizes" not in finished.out
    assert "sk-the-key" not in finished.out + finished.err
    assert server.headers[0]["Authorization"] == "Bearer sk-the-key"


def test_it_is_not_asked_where_nobody_wants_it(filled: Run, server: Loopback) -> None:
    for option in ("--no-phrase", "--json"):
        assert filled("ask", option, QUESTION).code == 0
    assert server.bodies == []


def test_whoever_insists_is_told_that_nothing_held(filled: Run, server: Loopback) -> None:
    server.text = "It won 97 prizes [1]."

    finished = filled("ask", "--phrase", QUESTION)

    assert "dull-7b said nothing that can be shown." in finished.err
    assert "AI-phrased" not in finished.out
    assert "” [#" in finished.out


def test_whoever_insists_without_a_model_is_told_how_to_have_one(run: Run) -> None:
    finished = run("ask", "--phrase", QUESTION)

    assert finished.code == 2
    assert "set language_model.address and language_model.model" in finished.err
