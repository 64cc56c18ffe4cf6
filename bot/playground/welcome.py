"""What a newcomer reads first. Lines that begin with / or @ are examples to try."""

from datetime import datetime
from typing import Final

_INDEX_WELCOME: Final = """\
You are a member of a simulated Discord server.
Paperboy answers from your index.
For a summary of a discussion, press Discuss below a paper, enter the thread, say a few things \
about papers, and type /summarise there. Try:
/search kv cache
@Paperboy how much does the KV cache shrink?
/highlights
/summarise quantization
"""
_SAMPLES_WELCOME: Final = """\
You are a member of a simulated Discord server.
Your index is empty, so Paperboy answers from sample digests:
real papers, with abstracts rewritten for this purpose.
It is {day}, {time} UTC at every start: schedule a post for 09:00, or a bit later.
Three people talk about papers in a thread: type enter {thread}, and then /summarise. Try:
/search kv cache
@Paperboy how much does the KV cache shrink?
/highlights
/summarise quantization
/schedule add time:09:00 timezone:UTC
"""


def welcome_to_index() -> str:
    """For somebody who has papers."""
    return _INDEX_WELCOME


def welcome_to_samples(now_at: datetime, *, day: str, thread: str) -> str:
    """For somebody who has none yet.

    Args:
        now_at: what the clock shows there, in UTC.
        day: its day, as people read it.
        thread: what the thread is called in which something is said already.
    """
    return _SAMPLES_WELCOME.format(day=day, time=f"{now_at:%H:%M}", thread=thread)
