import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from bot.clock import FixedClock
from bot.errors import ModelUnavailable
from bot.services.embedders import Embedder
from bot.services.ingest import ingest_digest
from bot.services.ports import IndexWriter
from bot.store import open_writer
from bot.upkeep import LOOK_EVERY_SECONDS, keep_embedding
from bot.worker import Worker
from tests.builders import NOW_AT, make_digest, make_entry
from tests.services.toy_embedder import ToyEmbedder


class Ticking:
    """A clock on which every look takes as long as it is told."""

    def __init__(self, seconds: float) -> None:
        self.at = NOW_AT
        self.step = timedelta(seconds=seconds)

    def now_at(self) -> datetime:
        self.at += self.step
        return self.at


class Sleeps:
    """Written down; at the last one somebody stops the loop."""

    def __init__(self, last: int, *between: Callable[[], object]) -> None:
        self.last = last
        self.between = list(between)
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        if len(self.slept) == self.last:
            raise asyncio.CancelledError
        if self.between:
            self.between.pop(0)()


def open_index(count: int) -> IndexWriter:
    """An index in memory, of the thread that calls."""
    index = open_writer(None)
    entries = (make_entry(f"Paper {n}", "About it.") for n in range(count))
    ingest_digest(index, make_digest(*entries), ingested_at=NOW_AT)
    return index


async def keep(
    writer: Worker[IndexWriter],
    open_embedder: Callable[[], Embedder | None],
    sleep: Sleeps,
    seconds: float = 0.01,
) -> None:
    with pytest.raises(asyncio.CancelledError):
        await keep_embedding(writer, open_embedder, clock=Ticking(seconds), sleep=sleep)


async def count_pending(writer: Worker[IndexWriter]) -> int:
    return await writer.run(lambda index: index.count_pending_papers("toy"))


async def test_papers_get_their_vectors_and_new_ones_theirs_a_minute_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    writer: Worker[IndexWriter] = Worker(lambda: open_index(40), name="writer")
    sleep = Sleeps(3)
    with caplog.at_level(logging.INFO, logger="bot"):
        await keep(writer, ToyEmbedder, sleep)

    assert await count_pending(writer) == 0
    assert sleep.slept == [LOOK_EVERY_SECONDS] * 3
    assert caplog.messages == ["Reading for meaning with toy: 40 of 40 papers"]
    await writer.close()


async def test_progress_is_told_now_and_then(caplog: pytest.LogCaptureFixture) -> None:
    writer: Worker[IndexWriter] = Worker(lambda: open_index(20), name="writer")
    with caplog.at_level(logging.INFO, logger="bot"):
        await keep(writer, ToyEmbedder, Sleeps(1), seconds=20)

    assert caplog.messages[0] == "Reading for meaning with toy: 8 of 20 papers"
    assert caplog.messages[1] == "Reading for meaning with toy: 9 of 20 papers"  # so slow is it
    await writer.close()


async def test_a_quick_model_takes_ever_more_at_once() -> None:
    sizes: list[int] = []

    class Counting(ToyEmbedder):
        def embed_papers(self, papers):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            sizes.append(len(papers))
            return super().embed_papers(papers)

    writer: Worker[IndexWriter] = Worker(lambda: open_index(100), name="writer")
    await keep(writer, Counting, Sleeps(1))

    assert sizes == [8, 16, 32, 44]
    await writer.close()


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ModelUnavailable("The hub cannot be reached."), id="our own"),
        pytest.param(RuntimeError("The hub cannot be reached."), id="a slip"),
    ],
)
async def test_a_failing_model_is_logged_once_and_tried_again(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    opened: list[Embedder] = []

    def open_embedder() -> Embedder:
        if not opened:
            raise error
        return opened[0]

    writer: Worker[IndexWriter] = Worker(lambda: open_index(3), name="writer")
    mended = Sleeps(4, lambda: 0, lambda: opened.append(ToyEmbedder()))
    with caplog.at_level(logging.INFO, logger="bot"):
        await keep(writer, open_embedder, mended)

    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]
    assert "The hub cannot be reached." in caplog.messages[0]
    assert await count_pending(writer) == 0
    await writer.close()


async def test_without_a_model_there_is_nothing_to_do() -> None:
    writer: Worker[IndexWriter] = Worker(lambda: open_index(3), name="writer")

    await keep_embedding(writer, lambda: None, clock=FixedClock(NOW_AT), sleep=Sleeps(9))

    await writer.close()


async def test_a_stop_in_the_middle_is_clean() -> None:
    started = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Slow(ToyEmbedder):
        def embed_papers(self, papers):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            loop.call_soon_threadsafe(started.set)
            return super().embed_papers(papers)

    writer: Worker[IndexWriter] = Worker(lambda: open_index(500), name="writer")
    task = asyncio.ensure_future(
        keep_embedding(writer, Slow, clock=FixedClock(NOW_AT), sleep=Sleeps(9))
    )
    await asyncio.wait_for(started.wait(), timeout=30)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await writer.close()

    assert task.cancelled()
