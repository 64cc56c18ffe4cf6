"""The composition root: from settings to running parts.

Everything is opened and closed here; discord.py and the simulated Discord are imported only by
the functions that need them, because a search on the command line must not wait for them.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import Clock, SystemClock, today_on
from bot.config import Settings, load_discord_token
from bot.errors import ServingFailed
from bot.models import IngestReport
from bot.services.library import Library
from bot.store import open_reader, open_writer

if TYPE_CHECKING:
    from bot.discord_app.desk import Desk
    from bot.services.ports import IndexWriter

# A worker thread that computes in Python gives the event loop its turn after this long; Python's
# own 5 ms would be felt, since a turn of the loop may have to wait several times.
_SWITCH_SECONDS = 0.001
_PACKAGE_PATH = Path(__file__).parent


class App:
    """Settings, a clock, and the ways to the index."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The index for reading, closed afterwards."""
        library = self.open_library()
        try:
            yield library
        finally:
            library.close()

    @contextmanager
    def writer(self) -> Iterator["IndexWriter"]:
        """The index for writing, closed afterwards."""
        writer = self.open_writer()
        try:
            yield writer
        finally:
            writer.close()

    def open_library(self) -> Library:
        """The index for reading, in the thread that calls."""
        return Library(open_reader(self.settings.index_path))

    def open_writer(self) -> "IndexWriter":
        """The index for writing, in the thread that calls."""
        return open_writer(self.settings.index_path)

    def open_memory_index(self) -> "IndexWriter":
        """An index that is gone when it is closed."""
        return open_writer(None)

    def add_samples_if_empty(self) -> list[IngestReport]:
        """Fill an empty index with the sample digests; nothing where there are papers."""
        from bot.parsing import parse_digest  # noqa: PLC0415
        from bot.services.ingest import ingest_digest  # noqa: PLC0415
        from bot.sources.files import list_source_files, read_text  # noqa: PLC0415

        with self.writer() as index:
            if index.load_coverage().paper_count:
                return []
            now_at, today = self.clock.now_at(), today_on(self.clock)
            return [
                ingest_digest(
                    index,
                    parse_digest(read_text(file), source=file.name, today=today),
                    ingested_at=now_at,
                )
                for file in list_source_files([str(find_shipped_path("samples"))])
            ]

    def serve(self) -> None:
        """Connect to Discord and answer until told to stop.

        Raises:
            ServingFailed: no token, a refused one, or a connection that cannot be kept.
        """
        import asyncio  # noqa: PLC0415
        from functools import partial  # noqa: PLC0415

        from bot.discord_app import create_client, serve  # noqa: PLC0415

        token = load_discord_token()
        if token is None:
            raise ServingFailed(
                "There is no token. Put the bot's token into PAPERBOY_DISCORD_TOKEN, or into a "
                "file that PAPERBOY_DISCORD_TOKEN_FILE names (Discord's developer portal, Bot, "
                "Reset Token). To try Paperboy without Discord, run: paperboy try"
            )

        async def run() -> None:
            async with self.desk() as desk:
                await serve(partial(create_client, desk), token.get_secret_value())

        asyncio.run(run())

    def try_locally(self) -> None:
        """Chat with the bot in the terminal: a simulated Discord, the sample digests if needed.

        Raises:
            MissingExtra: the packages of the extra `try` are not installed.
        """
        import asyncio  # noqa: PLC0415
        from functools import partial  # noqa: PLC0415

        from bot.discord_app import create_client  # noqa: PLC0415
        from bot.playground import run_playground  # noqa: PLC0415

        async def run() -> None:
            async with self.desk() as desk:
                await run_playground(partial(create_client, desk), welcome=_WELCOME)

        self.add_samples_if_empty()
        asyncio.run(run())

    @asynccontextmanager
    async def desk(self) -> AsyncIterator["Desk"]:
        """What the Discord front works with; the connections are opened when first needed."""
        from bot.discord_app.desk import Desk  # noqa: PLC0415
        from bot.worker import Worker  # noqa: PLC0415

        sys.setswitchinterval(_SWITCH_SECONDS)
        desk = Desk(
            reader=Worker(self.open_library, name="reader"),
            writer=Worker(self.open_writer, name="writer"),
            clock=self.clock,
            page_size=self.settings.search.page_size,
            pick_count=self.settings.highlights.pick_count,
        )
        try:
            yield desk
        finally:
            await desk.reader.close()
            await desk.writer.close()


_WELCOME = """\
You are a member of a simulated Discord server, and Paperboy is here.
Type a question as a slash command:
/search attention kernels
/highlights
/summarise quantization
"""


def find_shipped_path(name: str) -> Path:
    """A file or folder of config/: beside the package in a checkout, inside it when installed."""
    installed = _PACKAGE_PATH / "config_files" / name
    return installed if installed.exists() else _PACKAGE_PATH.parent / "config" / name
