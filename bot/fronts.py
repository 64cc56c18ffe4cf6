"""The fronts that go on until they are told to stop: Discord, and the chat in the terminal."""

import asyncio
import logging
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from functools import partial

from bot.app import App
from bot.background import in_background
from bot.config import load_discord_token
from bot.discord_app import create_client
from bot.discord_app import serve as connect
from bot.discord_app.desk import Desk
from bot.discord_app.phrasing_threads import PhrasingThreads
from bot.discord_app.render.phrases import say_weekday
from bot.errors import NotAdmitted
from bot.intake import iter_attached_digests
from bot.schedule_lock import FolderLock
from bot.services.coverage import get_coverage
from bot.services.library import Library
from bot.upkeep import keep_embedding
from bot.worker import Worker

_LOG = logging.getLogger(__name__)
# A worker thread that computes in Python gives the event loop its turn after this long; Python's
# own 5 ms would be felt, since a turn of the loop may have to wait several times.
_SWITCH_SECONDS = 0.001


def serve(app: App) -> None:
    """Connect to Discord and answer until told to stop.

    Raises:
        NotAdmitted: there is no token, or Discord refuses it or an intent.
        ServingFailed: the connection is dead; starting again may help.
    """
    token = load_discord_token()
    if token is None:
        raise NotAdmitted(
            "There is no token. Put the bot's token into PAPERBOY_DISCORD_TOKEN, or into a "
            "file that PAPERBOY_DISCORD_TOKEN_FILE names (Discord's developer portal, Bot, "
            "Reset Token). To try Paperboy without Discord, run: paperboy try"
        )
    _tell_coverage(app)
    app.bring_terms_up_to_date()

    async def run() -> None:
        times = app.settings.fetch.times
        async with (
            open_desk(app, fetch_times=times) as desk,
            embedding(app, desk),
            app.fetcher.fetching(desk.writer, times),
            app.watcher(app.settings.watched_path).watching(desk.writer),
        ):
            await desk.reader.run(Library.warm_up)
            await connect(partial(create_client, desk), token.get_secret_value())

    asyncio.run(run())


def try_locally(app: App) -> None:
    """Chat with the bot in the terminal: over the index, or over samples where it is empty.

    Raises:
        MissingExtra: the packages of the extra `try` are not installed.
    """
    # Who serves has none of the packages that only the chat needs.
    from bot.playground import run_playground  # noqa: PLC0415
    from bot.playground.sample_discussion import SAMPLE_DISCUSSION  # noqa: PLC0415
    from bot.playground.welcome import welcome_to_index, welcome_to_samples  # noqa: PLC0415

    async def run(shown: App, welcome: str) -> None:
        async with open_desk(shown) as desk:
            await run_playground(
                partial(create_client, desk),
                welcome=welcome,
                started_at=shown.clock.now_at(),
                discussion=None if shown is app else SAMPLE_DISCUSSION,
            )

    with app.with_papers() as shown:
        welcome = welcome_to_index()
        if shown is not app:
            now_at = shown.clock.now_at()
            welcome = welcome_to_samples(
                now_at, day=say_weekday(now_at.date()), thread=SAMPLE_DISCUSSION.title
            )
        asyncio.run(run(shown, welcome))


@asynccontextmanager
async def open_desk(app: App, fetch_times: tuple[time, ...] = ()) -> AsyncIterator[Desk]:
    """What the Discord front works with; the connections are opened when first needed."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    _ = app.embedder_choices  # both threads are to have the same
    phrasing = app.find_phrasing()
    desk = Desk(
        reader=Worker(app.open_library, name="reader"),
        writer=Worker(app.open_writer, name="writer"),
        community=Worker(app.open_community, name="community"),
        clock=app.clock,
        lock=FolderLock(app.settings.home_path / "locks"),
        studio=app.studio,
        phrasing=None if phrasing is None else PhrasingThreads(phrasing),
        read_digests=iter_attached_digests,
        fetch_times=fetch_times,
        page_size=app.settings.search.page_size,
        pick_count=app.settings.highlights.pick_count,
    )
    try:
        yield desk
    finally:
        await desk.reader.close()
        await desk.writer.close()
        await desk.community.close()
        if desk.phrasing is not None:
            desk.phrasing.close()


@asynccontextmanager
async def embedding(app: App, desk: Desk) -> AsyncIterator[None]:
    """Inside, papers that lack a vector get theirs in the background."""
    work = keep_embedding(desk.writer, app.open_embedder, clock=app.clock, sleep=asyncio.sleep)
    async with in_background(work, "Reading new papers for their meaning"):
        yield


def _tell_coverage(app: App) -> None:
    with app.library() as library:
        coverage = get_coverage(library)
    _LOG.info(
        "The index %s holds %d papers from %d digests",
        app.settings.index_path,
        coverage.paper_count,
        coverage.digest_count,
    )
    if not coverage.paper_count:
        _LOG.warning("The index is empty: fill it with `paperboy ingest PATH`")
