"""Which requests discord.py may send again, asked of a server that answers as a test says."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from bot.discord_app.unrepeatable import UncertainAnswer, watch_unrepeatable

THREADS = "/api/v10/channels/7/threads"


@pytest_asyncio.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    """A session whose server answers with the status that the query names."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=int(request.query["status"]))

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession(server.make_url("/"), trace_configs=[watch_unrepeatable()]) as made,
    ):
        yield made


@pytest.mark.parametrize("status", [500, 502, 503, 504, 524])
async def test_an_error_after_a_new_thread_is_raised_at_once(
    session: aiohttp.ClientSession, status: int
) -> None:
    with pytest.raises(UncertainAnswer, match=f"HTTP {status}"):
        await session.post(THREADS, params={"status": status})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("POST", THREADS, 201, id="a thread that was opened"),
        pytest.param("POST", THREADS, 403, id="a thread that was refused"),
        pytest.param("GET", THREADS, 500, id="a question"),
        pytest.param("POST", "/api/v10/channels/7/messages", 500, id="a message has a nonce"),
        pytest.param(
            "POST", "/api/v10/channels/7/messages/8/threads", 500, id="a message has one thread"
        ),
    ],
)
async def test_everything_else_is_left_to_discord_py(
    session: aiohttp.ClientSession, method: str, path: str, status: int
) -> None:
    response = await session.request(method, path, params={"status": status})
    assert response.status == status


async def test_a_connection_that_breaks_is_no_invitation_to_ask_again() -> None:
    """discord.py takes some errors of the operating system for one; ours is none of those."""
    url = f"http://127.0.0.1:{unused_port()}"
    async with aiohttp.ClientSession(url, trace_configs=[watch_unrepeatable()]) as session:
        with pytest.raises(UncertainAnswer) as raised:
            await session.post(THREADS)
        with pytest.raises(OSError, match="Cannot connect"):
            await session.post("/api/v10/channels/7/messages")
    assert not isinstance(raised.value, OSError)
