"""A language model of ours on a loopback address: it speaks the protocol, or breaks it as told."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from aiohttp import web

Conduct = Callable[["Loopback", web.Request], Awaitable[web.StreamResponse]]
Answerer = Callable[[dict[str, Any]], str]  # from the request's JSON to the model's text


@dataclass
class Loopback:
    """What the server does, and what it was asked."""

    conduct: Conduct
    text: str | Answerer = "Small caches are fast [1]."
    address: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)  # set when the test is over

    def say(self, body: dict[str, Any]) -> str:
        return self.text if isinstance(self.text, str) else self.text(body)


def chunk(text: str | None) -> bytes:
    choice = {"index": 0, "delta": {"content": text}, "finish_reason": None}
    return event(json.dumps({"id": "1", "object": "chat.completion.chunk", "choices": [choice]}))


def event(data: str) -> bytes:
    return f"data: {data}\n\n".encode()


async def begin(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    return response


async def stream(server: Loopback, request: web.Request) -> web.StreamResponse:
    response = await begin(request)
    text = server.say(server.bodies[-1])
    await response.write(b": a comment\n\n" + chunk(None))
    for start in range(0, len(text), 7):
        await response.write(chunk(text[start : start + 7]))
    usage: dict[str, Any] = {
        "id": "1",
        "object": "chat.completion.chunk",
        "choices": [],
        "usage": None,
    }
    await response.write(event(json.dumps(usage)) + event("[DONE]"))
    return response


async def answer_at_once(server: Loopback, _request: web.Request) -> web.StreamResponse:
    message = {"role": "assistant", "content": server.say(server.bodies[-1])}
    return web.json_response({"id": "1", "choices": [{"index": 0, "message": message}]})


async def cut_off(_server: Loopback, request: web.Request) -> web.StreamResponse:
    response = await begin(request)
    await response.write(chunk("Small caches are fast [1]. And"))
    assert request.transport is not None
    request.transport.abort()
    return response


async def keep_waiting(server: Loopback, _request: web.Request) -> web.StreamResponse:
    await server.let_go.wait()
    return web.Response()


async def never_end(server: Loopback, request: web.Request) -> web.StreamResponse:
    """Comments keep the connection alive, and words that are no text come without end."""
    response = await begin(request)
    with suppress(ConnectionError):
        while not server.let_go.is_set():
            await response.write(b": still here\n\n" + chunk(""))
            await asyncio.sleep(0.01)
    return response


async def pour(server: Loopback, request: web.Request) -> web.StreamResponse:
    """Text without end."""
    response = await begin(request)
    with suppress(ConnectionError):
        while not server.let_go.is_set():
            await response.write(chunk("Small caches are fast [1]. " * 40))
    return response


def refuse(status: int) -> Conduct:
    async def conduct(_server: Loopback, request: web.Request) -> web.StreamResponse:
        said = {"error": {"message": f"no, {request.headers.get('Authorization')}", "code": None}}
        return web.json_response(said, status=status, headers={"Retry-After": "20"})

    return conduct


def send(text: str, content_type: str = "text/event-stream") -> Conduct:
    """Some bytes as they are."""

    async def conduct(_server: Loopback, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=text.encode(), headers={"Content-Type": content_type})

    return conduct


@contextmanager
def serving(conduct: Conduct = stream, **facts: Any) -> Iterator[Loopback]:
    """The server, in a thread of its own."""
    loop = asyncio.new_event_loop()
    server = Loopback(conduct, **facts)
    is_ready = Event()

    async def handle(request: web.Request) -> web.StreamResponse:
        server.bodies.append(await request.json())
        server.headers.append(dict(request.headers))
        return await server.conduct(server, request)

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/v1/chat/completions", handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.address = f"http://{host}:{port}/v1"
        is_ready.set()
        await server.let_go.wait()
        await runner.cleanup()

    thread = Thread(target=loop.run_until_complete, args=(run(),), daemon=True)
    thread.start()
    assert is_ready.wait(10)
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(server.let_go.set)
        thread.join(10)
        loop.close()
