"""A server on loopback that answers as the Daily Papers API does, or as it is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def text(body: str, status: int = 200, **headers: str) -> Answer:
    """An answer with that body, whole."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(text=body, status=status, headers=named)

    return answer


def gzipped(body: str) -> Answer:
    """An answer that is packed on its way."""

    async def answer(_: web.Request) -> web.StreamResponse:
        response = web.Response(text=body)
        response.enable_compression(web.ContentCoding.gzip)
        return response

    return answer


async def break_off(request: web.Request) -> web.StreamResponse:
    """Promise a thousand bytes, send a few, and hang up."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'[{"paper": {"id": "26')
    assert request.transport is not None
    request.transport.abort()
    return response


async def dawdle(request: web.Request) -> web.StreamResponse:
    """Send the answer in small pieces, with time for others between."""
    response = web.StreamResponse()
    await response.prepare(request)
    for piece in ("[", "\n", "]"):
        await response.write(piece.encode())
        await asyncio.sleep(0)
    return response


class ListsServer:
    """What it was asked, and what it answers."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        self.lists = dict(lists)  # by day, or by query
        self.faults: list[Answer] = []  # for the next questions, one after another
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.address = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """The list that is asked for; an empty one where there is none."""
        wanted = request.query.get("date") or request.query.get("q") or ""
        self.asked.append(wanted)
        self.agents.add(request.headers["User-Agent"])
        if self.faults:
            return await self.faults.pop(0)(request)
        return web.Response(text=self.lists.get(wanted, "[]"), content_type="application/json")


@asynccontextmanager
async def serve_lists(lists: Mapping[str, str]) -> AsyncIterator[ListsServer]:
    """A server on a free port of this machine."""
    server = ListsServer(lists)
    application = web.Application()
    application.router.add_get("/api/daily_papers", server.answer)
    application.router.add_get("/api/papers/search", server.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
