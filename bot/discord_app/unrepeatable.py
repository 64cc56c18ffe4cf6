"""Unrepeatable requests: what Discord would do a second time when it is asked a second time.

discord.py sends a request again by itself where Discord answers 500, 502, 504 or 524, or where the
connection is reset. A message has a nonce that makes that harmless; a new thread, and with it a
post in a forum, has none, and may stand all the same. So discord.py does not get to see such an
answer: whoever asked does, and can look first.
"""

import re
from types import SimpleNamespace
from typing import Final

import aiohttp

_NEW_THREAD: Final = re.compile(r".*/channels/\d+/threads")
_SERVER_ERROR: Final = 500


class UncertainAnswer(aiohttp.ClientError):
    """Discord did not say whether it did what must not be done twice."""


def watch_unrepeatable() -> aiohttp.TraceConfig:
    """What stands between discord.py and the answers to such requests."""
    watch = aiohttp.TraceConfig()
    watch.on_request_end.append(_check_answer)
    watch.on_request_exception.append(_check_failure)
    return watch


async def _check_answer(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    asked: aiohttp.TraceRequestEndParams,
) -> None:
    status = asked.response.status
    if status >= _SERVER_ERROR and _is_unrepeatable(asked.method, asked.url.path):
        asked.response.close()
        raise UncertainAnswer(f"Discord answered with HTTP {status}")


async def _check_failure(
    _session: aiohttp.ClientSession,
    _context: SimpleNamespace,
    asked: aiohttp.TraceRequestExceptionParams,
) -> None:
    """A connection that is reset is an OSError, which discord.py may take for an invitation."""
    if isinstance(asked.exception, OSError) and _is_unrepeatable(asked.method, asked.url.path):
        raise UncertainAnswer(str(asked.exception)) from asked.exception


def _is_unrepeatable(method: str, path: str) -> bool:
    return method == "POST" and _NEW_THREAD.fullmatch(path) is not None
