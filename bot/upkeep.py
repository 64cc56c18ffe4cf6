"""Upkeep while the bot serves: papers that lack a vector get theirs, a few at a time."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.errors import PaperboyError
from bot.models import short_model_name
from bot.services.derivation import embed_pending
from bot.services.embedders import Embedder
from bot.services.ports import IndexWriter
from bot.worker import Worker

_LOG = logging.getLogger(__name__)

LOOK_EVERY_SECONDS: Final = 60.0
LOG_EVERY: Final = timedelta(seconds=30)
# So long other writers may have to wait for a batch.
_BATCH_SECONDS: Final = 0.2
_FIRST_BATCH: Final = 8  # a large model takes a tenth of a second for one paper
_LARGEST_BATCH: Final = 512

Sleep = Callable[[float], Awaitable[object]]
OpenEmbedder = Callable[[], Embedder | None]


async def keep_embedding(
    writer: Worker[IndexWriter], open_embedder: OpenEmbedder, *, clock: Clock, sleep: Sleep
) -> None:
    """Give papers their vectors whenever some lack one, until cancelled.

    What fails is logged once and tried again later.

    Args:
        writer: the model is opened, and computes, in its thread.
        open_embedder: the chosen model; None where there is none, and nothing to do.
        clock: measures the batches.
        sleep: waits so many seconds.
    """
    complaint = ""
    while True:
        try:
            if not await _embed_all(writer, open_embedder, clock):
                return
            complaint = ""
        except Exception as error:  # noqa: BLE001 - the bot serves on by words alone
            if complaint != (complaint := f"{type(error).__name__}: {error}"):
                is_ours = isinstance(error, PaperboyError)
                _LOG.warning(
                    "New papers are found by their words alone. %s",
                    error if is_ours else complaint,
                    exc_info=None if is_ours else error,
                )
        await sleep(LOOK_EVERY_SECONDS)


async def _embed_all(
    writer: Worker[IndexWriter], open_embedder: OpenEmbedder, clock: Clock
) -> bool:
    """Embed until no paper wants a vector; False where there is no model."""
    size = _FIRST_BATCH
    logged_at = await writer.run(lambda _: clock.now_at())
    count = 0

    def embed_batch(index: IndexWriter) -> tuple[int, str, datetime] | None:
        embedder = open_embedder()
        if embedder is None:
            return None
        started_at = clock.now_at()
        done = embed_pending(index, embedder, limit=size)
        return done, embedder.model.name, started_at

    while batch := await writer.run(embed_batch):
        done, model, started_at = batch
        count += done
        now = clock.now_at()
        is_over = not done
        if count and (is_over or now - logged_at >= LOG_EVERY):
            _LOG.info("%s", await writer.run(_describe_progress, model))
            logged_at = now
        if is_over:
            return True
        size = _next_size(size, (now - started_at).total_seconds())
    return False


def _next_size(size: int, seconds: float) -> int:
    """How many papers to take next, where so many took so long."""
    fitting = int(size * _BATCH_SECONDS / max(seconds, 1e-3))
    return max(1, min(fitting, 2 * size, _LARGEST_BATCH))


def _describe_progress(index: IndexWriter, model: str) -> str:
    total = index.load_coverage().paper_count
    done = total - min(total, index.count_pending_papers(model))
    return f"Reading for meaning with {short_model_name(model)}: {done:,} of {total:,} papers"
