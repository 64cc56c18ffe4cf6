"""The checks of the wire do find what they are there for."""

from typing import Any

import pytest

from tests.end_to_end.wire_checks import find_schema_problem, iter_problems
from tests.shared_files import needs_shared

CALLBACK = "/interactions/1/token/callback"
MESSAGES = "/channels/1/messages"
COMMANDS = "/applications/1/commands"
NOBODY: dict[str, Any] = {"allowed_mentions": {"parse": []}}


@pytest.fixture(autouse=True)
def wire() -> None:
    """No bot here."""


def command(**facts: Any) -> dict[str, Any]:
    return {"type": 1, "name": "search", "description": "x", **facts}


def message(**facts: Any) -> dict[str, Any]:
    return {"content": "x", **NOBODY, **facts}


def buttons(*custom_ids: str) -> list[dict[str, Any]]:
    items = [{"type": 2, "style": 2, "label": "x", "custom_id": each} for each in custom_ids]
    return [{"type": 1, "components": items}]


def choices(count: int = 1, name: str = "x", value: str = "x") -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": name, "value": value}] * count}}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("POST", MESSAGES, message(content="x" * 2_001), id="long content"),
        pytest.param("POST", MESSAGES, message(content="🔷" * 1_001), id="UTF-16 counts"),
        pytest.param("POST", MESSAGES, message(content=""), id="empty message"),
        pytest.param("POST", MESSAGES, {"content": "x"}, id="mentions are not switched off"),
        pytest.param("POST", MESSAGES, message(nonce="x" * 26), id="long nonce"),
        pytest.param("POST", MESSAGES, message(components=buttons("x" * 101)), id="long custom id"),
        pytest.param(
            "POST", MESSAGES, message(components=buttons("x", "x")), id="equal custom ids"
        ),
        pytest.param("POST", MESSAGES, message(components=buttons("x") * 6), id="six rows"),
        pytest.param(
            "PATCH",
            "/webhooks/1/token/messages/@original",
            message(embeds=[{"description": "x" * 4_000}, {"description": "x" * 2_001}]),
            id="long embeds together",
        ),
        pytest.param("POST", "/channels/1/threads", {"name": "x" * 101}, id="long thread name"),
        pytest.param("POST", CALLBACK, choices(26), id="26 choices"),
        pytest.param("POST", CALLBACK, choices(name="x" * 101), id="long choice"),
        pytest.param("POST", CALLBACK, choices(value=""), id="choice for nothing"),
        pytest.param(
            "POST", CALLBACK, {"type": 4, "data": {"content": "x"}}, id="callback mentions"
        ),
        pytest.param("PUT", COMMANDS, [command(name="Search")], id="name in capitals"),
        pytest.param("PUT", COMMANDS, [command(description="x" * 101)], id="long description"),
        pytest.param(
            "PUT", COMMANDS, [command(name=f"x{n}") for n in range(101)], id="101 commands"
        ),
        pytest.param(
            "PUT",
            COMMANDS,
            [
                command(
                    options=[
                        {
                            "type": 3,
                            "name": f"o{n}",
                            "description": "x" * 100,
                            "choices": [{"name": "x" * 99, "value": "x" * 99}] * 20,
                        }
                        for n in range(2)
                    ]
                )
            ],
            id="command of 8,000 characters",
        ),
        pytest.param(
            "PUT",
            COMMANDS,
            [
                command(
                    options=[
                        {"type": 3, "name": "a", "description": "x"},
                        {"type": 3, "name": "b", "description": "x", "required": True},
                    ]
                )
            ],
            id="required option after an optional one",
        ),
    ],
)
def test_what_discord_refuses_is_found(method: str, path: str, body: Any) -> None:
    assert list(iter_problems(method, path, body))


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("GET", COMMANDS, None, id="no body"),
        pytest.param("POST", CALLBACK, {"type": 5, "data": {"flags": 64}}, id="acknowledgement"),
        pytest.param("POST", CALLBACK, {"type": 6}, id="acknowledged change"),
        pytest.param("POST", CALLBACK, choices(25), id="25 choices"),
        pytest.param("POST", MESSAGES, message(components=buttons("a", "b")), id="message"),
        pytest.param("PUT", COMMANDS, [command()], id="command"),
    ],
)
def test_what_discord_takes_is_let_through(method: str, path: str, body: Any) -> None:
    assert list(iter_problems(method, path, body)) == []


@needs_shared
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        pytest.param("POST", MESSAGES, message(embeds=[{"title": "x" * 257}]), id="long title"),
        pytest.param("POST", MESSAGES, message(components=[{"type": 1}]), id="row of nothing"),
        pytest.param("POST", CALLBACK, {"type": 99}, id="unknown kind of callback"),
        pytest.param("PUT", COMMANDS, [{"description": "x"}], id="command without a name"),
        pytest.param("POST", "/no/such/route", {}, id="unknown route"),
    ],
)
def test_what_the_document_forbids_is_found(method: str, path: str, body: Any) -> None:
    assert find_schema_problem(method, path, body)


@needs_shared
def test_the_more_literal_route_is_taken() -> None:
    body = {"embeds": [{"title": "x" * 257}]}

    problem = find_schema_problem("PATCH", "/webhooks/1/token/messages/@original", body)

    assert problem is not None
    assert "$.embeds[0].title" in problem
