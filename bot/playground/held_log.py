"""Log lines for the terminal, held back while the chat window fills it."""

from __future__ import annotations

import io
import logging
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def hold_log_lines() -> Iterator[None]:
    """Write what is logged to the terminal meanwhile only afterwards; files get it at once."""
    terminals = (sys.stderr, sys.stdout)
    held = io.StringIO()
    handlers = [
        handler
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.StreamHandler) and handler.stream in terminals
    ]
    streams = [handler.setStream(held) for handler in handlers]
    try:
        yield
    finally:
        for handler, stream in zip(handlers, streams, strict=True):
            handler.setStream(stream)
        if held.getvalue():
            sys.stderr.write(held.getvalue())
