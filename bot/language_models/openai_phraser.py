"""Phrasing by any server that speaks OpenAI's chat completions, local or far away.

The only home of the package `openai`; importing this module takes half a second.
"""

import asyncio
import json
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import closing
from typing import Any, Final, TypeAlias

import openai
from openai.types.chat import ChatCompletionChunk

from bot.errors import ModelUnavailable

_Stream: TypeAlias = openai.AsyncStream[ChatCompletionChunk]

# Enough for eight sentences, and for a short thought before them.
ANSWER_LIMIT_TOKENS: Final = 800
# No more is read, whatever the server goes on sending.
READ_LIMIT_CHARS: Final = 20_000
_NO_KEY: Final = "none"  # the client wants one; it is not sent
# What a request may say of itself. The client would add the operating system, the version of
# Python, and what variables meant for other programs hold.
_SENT_HEADERS: Final = frozenset(
    {"host", "accept", "accept-encoding", "authorization", "connection", "content-length",
     "content-type", "transfer-encoding", "user-agent"}
)  # fmt: skip
_USER_AGENT: Final = "Paperboy"

_SAYINGS: Final = {
    400: "does not take the request (400)",
    401: "refuses the key (401)",
    403: "refuses the key (403)",
    404: "knows no such model or address (404)",
    429: "has had too many requests, or the account is empty (429)",
}


class OpenAIPhraser:
    """Implements `bot.services.phrasing_ports.Phraser`.

    Args:
        address: where the protocol begins, such as "http://127.0.0.1:11434/v1".
        model: the model's name there.
        key: what the server lets one in for; None where it asks for nothing.
        timeout_seconds: an answer that is not complete after this long is given up.
    """

    def __init__(
        self, address: str, model: str, *, key: str | None, timeout_seconds: float
    ) -> None:
        self._address = address
        self._model = model
        self._key = key
        self._timeout_seconds = timeout_seconds
        # At level info they would tell of every request, at debug of what it holds.
        for name in ("openai", "httpx2", "httpcore2"):
            logging.getLogger(name).setLevel(logging.WARNING)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model

    def phrase(self, instructions: str, material: str) -> Generator[str, None, None]:
        """Yield the text as it comes; the protocol's docstring says the rest."""
        # A loop of one's own: only so can everything, from the first look at the address to the
        # last byte, be held to one time-out. The reader of this iterator is on a thread anyway.
        with closing(asyncio.new_event_loop()) as loop:
            ends_at = loop.time() + self._timeout_seconds
            pieces = self._stream(instructions, material)
            try:
                while True:
                    seconds = max(0.0, ends_at - loop.time())
                    try:
                        step = asyncio.wait_for(_next_piece(pieces), seconds)
                        piece = loop.run_until_complete(step)
                    except TimeoutError as error:
                        raise self._fail(self._say_late()) from error
                    if piece is None:
                        return
                    yield piece
            finally:
                loop.run_until_complete(pieces.aclose())

    async def _stream(self, instructions: str, material: str) -> AsyncGenerator[str, None]:
        is_empty, left_chars = True, READ_LIMIT_CHARS
        try:
            async with (
                self._open_client() as client,
                await self._ask(client, instructions, material) as stream,
            ):
                async for piece in _iter_pieces(stream):
                    yield piece[:left_chars]
                    is_empty = is_empty and not piece.strip()
                    left_chars -= len(piece)
                    if left_chars <= 0:
                        break
        except openai.APITimeoutError as error:
            raise self._fail(self._say_late()) from error
        except openai.APIStatusError as error:
            said = _SAYINGS.get(error.status_code, f"answers {error.status_code}")
            raise self._fail(said) from None
        except openai.APIConnectionError as error:
            raise self._fail("cannot be reached, or breaks off") from error
        except (openai.OpenAIError, ValueError, TypeError, LookupError, AttributeError) as error:
            # The client checks little of what comes.
            raise self._fail("does not speak the protocol") from error
        if is_empty:
            raise self._fail("answers nothing, or does not speak the protocol")

    async def _ask(self, client: openai.AsyncOpenAI, instructions: str, material: str) -> _Stream:
        return await client.chat.completions.create(
            model=self._model,
            messages=[
                {"role": "system", "content": instructions},
                {"role": "user", "content": material},
            ],
            temperature=0,
            max_tokens=ANSWER_LIMIT_TOKENS,
            stream=True,
        )

    def _open_client(self) -> openai.AsyncOpenAI:
        return openai.AsyncOpenAI(
            base_url=self._address,
            api_key=self._key or _NO_KEY,
            timeout=self._timeout_seconds,
            max_retries=0,
            http_client=openai.DefaultAsyncHttpxClient(
                event_hooks={"request": [self._tidy]}, follow_redirects=False
            ),
        )

    async def _tidy(self, request: Any) -> None:
        """Take off the request what nobody asked the client to say."""
        for name in list(request.headers):
            if name.lower() not in _SENT_HEADERS:
                del request.headers[name]
        request.headers["User-Agent"] = _USER_AGENT
        if self._key is None:
            request.headers.pop("Authorization", None)

    def _fail(self, what: str) -> ModelUnavailable:
        return ModelUnavailable(f"The language model at {self._address} {what}.")

    def _say_late(self) -> str:
        return f"takes longer than {self._timeout_seconds:g} s"


async def _next_piece(pieces: AsyncIterator[str]) -> str | None:
    return await anext(pieces, None)


async def _iter_pieces(stream: _Stream) -> AsyncIterator[str]:
    """The text of an answer: streamed, or at once where the server knows nothing of streams."""
    content_type = stream.response.headers.get("content-type", "").partition(";")[0]
    if content_type.strip().lower() == "application/json":
        answer = json.loads(await stream.response.aread())
        yield answer["choices"][0]["message"]["content"] or ""
        return
    async for chunk in stream:
        for choice in chunk.choices[:1]:
            if choice.delta.content:
                yield choice.delta.content
