import json
import logging
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ModelUnavailable
from bot.language_models.openai_phraser import READ_LIMIT_CHARS, OpenAIPhraser
from tests.language_models.loopback import (
    Conduct,
    answer_at_once,
    cut_off,
    keep_waiting,
    never_end,
    pour,
    refuse,
    send,
    serving,
    stream,
)

KEY = "the-secret-key"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def ask(address: str, *, key: str | None = KEY, timeout_seconds: float = 5) -> str:
    phraser = OpenAIPhraser(address, "small", key=key, timeout_seconds=timeout_seconds)
    return "".join(phraser.phrase("Phrase it.", '{"question": "why?"}'))


@pytest.mark.parametrize("conduct", [stream, answer_at_once])
def test_the_text_comes_whole_however_it_is_sent(conduct: Conduct) -> None:
    with serving(conduct, text="Small caches are fast [1]. 3× of it [2].") as server:
        assert ask(server.address) == "Small caches are fast [1]. 3× of it [2]."


def test_a_stream_is_read_as_it_comes() -> None:
    with serving(text="Small caches are fast [1].") as server:
        phraser = OpenAIPhraser(server.address, "small", key=None, timeout_seconds=5)
        with closing(phraser.phrase("Phrase it.", "{}")) as pieces:
            assert next(pieces) == "Small c"


def test_what_is_sent_is_the_task_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "meant-for-others")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Mine: meant-for-others")
    with serving() as server:
        ask(server.address)
        ask(server.address, key=None)

    assert server.bodies[0] == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Phrase it."},
            {"role": "user", "content": '{"question": "why?"}'},
        ],
        "temperature": 0,
        "max_tokens": 800,
        "stream": True,
    }
    with_key, without_key = server.headers
    assert with_key["Authorization"] == f"Bearer {KEY}"
    assert "Authorization" not in without_key
    assert without_key["User-Agent"] == "Paperboy"
    assert "meant-for-others" not in json.dumps(server.headers)
    assert not any(name.lower().startswith(("x-", "openai-")) for name in with_key)


@pytest.mark.parametrize(
    ("conduct", "words"),
    [
        pytest.param(refuse(401), r"refuses the key \(401\)", id="a wrong key"),
        pytest.param(refuse(404), r"knows no such model or address \(404\)", id="no such model"),
        pytest.param(refuse(429), r"too many requests", id="too many requests"),
        pytest.param(refuse(500), "answers 500", id="a broken server"),
        pytest.param(refuse(307), "answers 307", id="sent elsewhere"),
        pytest.param(cut_off, "cannot be reached, or breaks off", id="a stream that is cut"),
        pytest.param(send("data: {broken\n\n"), "does not speak the protocol", id="broken JSON"),
        pytest.param(
            send('data: {"choices": [{"delta": 7}]}\n\n'), "the protocol", id="other JSON"
        ),
        pytest.param(send('data: "text"\n\n'), "the protocol", id="JSON that is a text"),
        pytest.param(
            send('data: {"error": {"message": "overloaded"}}\n\n'), "the protocol", id="an error"
        ),
        pytest.param(send("<html>Sign in</html>", "text/html"), "answers nothing", id="a web page"),
        pytest.param(
            send("<html>", "application/json"), "does not speak", id="a web page said to be JSON"
        ),
        pytest.param(send('{"choices": []}', "application/json"), "does not", id="no choices"),
        pytest.param(send("data: [DONE]\n\n"), "answers nothing", id="an empty stream"),
        pytest.param(send("\x00\x01", "application/octet-stream"), "nothing", id="bytes"),
        pytest.param(send(""), "answers nothing", id="an empty answer"),
    ],
)
def test_whatever_goes_wrong_is_one_error_without_the_key(conduct: Conduct, words: str) -> None:
    with serving(conduct) as server, pytest.raises(ModelUnavailable, match=words) as caught:
        ask(server.address)

    assert KEY not in str(caught.value)
    assert len(server.bodies) == 1, "it is not asked twice"


@pytest.mark.parametrize("conduct", [keep_waiting, never_end])
def test_the_time_out_is_for_all_of_it(conduct: Conduct) -> None:
    with serving(conduct) as server, pytest.raises(ModelUnavailable, match=r"longer than 0\.2 s"):
        ask(server.address, timeout_seconds=0.2)


def test_no_more_is_read_than_makes_sense() -> None:
    with serving(pour) as server:
        assert len(ask(server.address)) == READ_LIMIT_CHARS


def test_nobody_at_the_address_is_told() -> None:
    with serving() as server:
        address = server.address
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        ask(address)


def test_neither_key_nor_texts_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving() as server:
        ask(server.address)

    said = [record.getMessage() for record in caplog.records if record.name != "asyncio"]
    assert not [line for line in said if KEY in line or "why?" in line or "127.0.0.1" in line]


def test_the_library_waits_until_a_phraser_is_opened() -> None:
    code = (
        "import sys; import bot.app, bot.services.phrasing, bot.language_models; "
        "print('openai' in sys.modules, 'httpx2' in sys.modules)"
    )
    root = Path(__file__).parent.parent.parent
    done: Any = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
