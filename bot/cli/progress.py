"""A progress bar for people, nothing for pipes."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from bot.models import Paper

T = TypeVar("T")


def track(items: Sequence[T], description: str) -> Iterator[T]:
    """Yield the items; on a terminal, with a bar on standard error that goes away at the end."""
    yield from _track(items, description, len(items))


def track_papers(papers: Iterable[Paper], description: str, count: int) -> Iterator[Paper]:
    """The same for so many papers that come one by one."""
    yield from _track(papers, description, count)


def _track(items: Iterable[T], description: str, count: int) -> Iterator[T]:
    if count <= 1 or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - 40 ms that pipes need not pay
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield from progress.track(items, total=count, description=description)
