"""The composition root: from settings to running parts.

Everything is opened here; what a search on the command line does not need is imported only by the
functions that need it, so that it need not wait. `bot.fronts` runs what goes on until stopped.
"""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.clock import Clock, RunningClock, SystemClock, today_on
from bot.config import Settings, load_language_model_key
from bot.errors import IndexUnusable, MissingExtra, PaperboyError
from bot.services.coverage import get_coverage
from bot.services.derivation import count_behind, embed_pending, refresh_terms
from bot.services.library import Library
from bot.services.tldrs import renew_tldrs, tldrs_are_current
from bot.store import find_terms, open_community, open_reader, open_terms, open_writer
from bot.text.counting import count_of

if TYPE_CHECKING:
    from bot.fetching import Fetcher
    from bot.models import Check
    from bot.pictures.studio import Studio
    from bot.services.community_ports import Community
    from bot.services.embedders import Embedder, EmbedderChoice
    from bot.services.phrasing import Phrasing
    from bot.services.ports import IndexReader, IndexWriter, TermIndex
    from bot.watching import Watcher

_LOG = logging.getLogger(__name__)
_PACKAGE_PATH = Path(__file__).parent


class App:
    """Settings, a clock, and the ways to the index."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self._has_warned = False

    def library(self) -> "closing[Library]":
        """The index for reading, closed afterwards."""
        return closing(self.open_library())

    def writer(self) -> "closing[IndexWriter]":
        """The index for writing, closed afterwards."""
        return closing(self.open_writer())

    def open_library(self) -> Library:
        """The index for reading, in the thread that calls."""
        index = open_reader(self.settings.index_path)
        if not tldrs_are_current(index):
            try:
                self.open_writer().close()
            except IndexUnusable as error:
                _LOG.warning("Some tldrs are chosen by an earlier rule. %s", error)
        return Library(index, self.open_terms(), self.embedder_choices)

    def open_writer(self) -> "IndexWriter":
        """The index for writing, in the thread that calls; its tldrs are brought up to date."""
        index = open_writer(self.settings.index_path)
        try:
            count = renew_tldrs(index)
        except BaseException:
            index.close()
            raise
        if count:
            _LOG.info("%s chosen anew by a better rule", count_of(count, "tldr"))
        return index

    def open_community(self) -> "Community":
        """What servers and members asked for, in the thread that calls."""
        return open_community(self.settings.index_path)

    def open_terms(self) -> "TermIndex":
        """What finds papers by their words, in the thread that calls."""
        return open_terms(self.settings.search_path)

    def open_reader(self) -> "IndexReader":
        """The index alone, for reading, in the thread that calls."""
        return open_reader(self.settings.index_path)

    def find_terms(self) -> "TermIndex | None":
        """The same term index as it is, for looking at; None where there is none.

        Raises:
            IndexUnusable: it cannot be read; `open_terms` makes it anew.
        """
        return find_terms(self.settings.search_path)

    def check_installation(self) -> "list[Check]":
        """What Paperboy stands on, without opening the index."""
        from bot.installation import check_installation  # noqa: PLC0415

        return check_installation(self.settings, self.embedder_choices, self.studio)

    def open_memory_library(self, index: "IndexWriter") -> Library:
        """A library over an index in memory."""
        return Library(index, open_terms(None), self.embedder_choices)

    def open_embedder(self) -> "Embedder | None":
        """What gives new papers their vectors; None where nothing does, on purpose or by default.

        Raises:
            MissingExtra: a package that the chosen model needs is not installed.
            InvalidSettings: there is no usable model where the setting points.
            ModelUnavailable: the model could not be fetched.
        """
        from bot.language_models import STATIC  # noqa: PLC0415

        if not self.embedder_choices:
            return None
        choice = self.embedder_choices[0]
        try:
            return choice.open()
        except MissingExtra as error:
            if choice.name != STATIC:
                raise
            # Nobody asked for the default: where it is not installed, words alone decide.
            if not self._has_warned:
                _LOG.warning("Searching by words alone. %s", error)
                self._has_warned = True
            return None

    @cached_property
    def embedder_choices(self) -> "list[EmbedderChoice]":
        """The chosen model; then the default, whose vectors serve while new ones are made."""
        from bot.language_models import NO_MODEL, STATIC  # noqa: PLC0415
        from bot.language_models.choosing import ChosenModel  # noqa: PLC0415

        names = dict.fromkeys([self.settings.search.embedding_model, STATIC])
        return [] if NO_MODEL in names else [ChosenModel(name) for name in names]

    def open_phrasing(self) -> "Phrasing | None":
        """What puts quoted answers into other words; None where no language model is configured.

        Raises:
            MissingExtra: the package that it needs is not installed.
            InvalidSettings: its key cannot be read.
        """
        chosen = self.settings.language_model
        if chosen.address is None or chosen.model is None:
            return None
        from bot.language_models import open_phraser  # noqa: PLC0415
        from bot.services.phrasing import Phrasing  # noqa: PLC0415

        key = load_language_model_key()
        phraser = open_phraser(
            chosen.address,
            chosen.model,
            key=None if key is None else key.get_secret_value(),
            timeout_seconds=chosen.timeout_seconds,
        )
        return Phrasing(phraser, now=self.clock.now_at)

    def find_phrasing(self) -> "Phrasing | None":
        """The same, but where it cannot be had that is logged, and answers are quoted."""
        try:
            return self.open_phrasing()
        except PaperboyError as error:
            _LOG.warning("Answers are quoted, not phrased. %s", error)
            return None

    @cached_property
    def studio(self) -> "Studio":
        """What draws pictures; says once where it cannot."""
        from bot.pictures.studio import Studio  # noqa: PLC0415

        return Studio()

    def open_memory_index(self) -> "IndexWriter":
        """An index that is gone when it is closed."""
        return open_writer(None)

    @contextmanager
    def with_papers(self) -> Iterator["App"]:
        """This app where its index holds papers; else one over the sample digests.

        The samples' papers never stand among an operator's. Their world lasts as long as the
        context, and is always the same: it begins on the morning after their last daily digest,
        when that is news.
        """
        from bot.parsing import parse_content  # noqa: PLC0415
        from bot.scheduling.mornings import find_next_morning  # noqa: PLC0415
        from bot.services.ingest import ingest_digest  # noqa: PLC0415
        from bot.sources.files import list_source_files  # noqa: PLC0415

        with self.library() as library:
            has_papers = get_coverage(library).paper_count > 0
        if has_papers:
            yield self
            return
        with TemporaryDirectory(prefix="paperboy-samples-", ignore_cleanup_errors=True) as home:
            samples = App(self.settings.model_copy(update={"home": Path(home)}), self.clock)
            today = today_on(self.clock)
            with samples.writer() as index:
                for file in list_source_files(str(find_shipped_path("samples"))):
                    content = Path(file.path).read_bytes()
                    digest = parse_content(content, source=file.name, today=today)
                    ingest_digest(index, digest, ingested_at=self.clock.now_at())
                samples.embed_all(index)
                latest_on = index.find_latest_issue_day(date.max)
            samples.clock = RunningClock(find_next_morning(latest_on or today), beside=self.clock)
            yield samples

    def embed_all(self, index: "IndexWriter") -> None:
        """Give all papers vectors, if possible: fit for few papers and a front that goes on."""
        try:
            embedder = self.open_embedder()
        except PaperboyError as error:
            _LOG.warning("Searching by words alone. %s", error)
            return
        while embedder is not None and embed_pending(index, embedder):
            pass

    def bring_terms_up_to_date(self) -> None:
        """Let no member wait for what the search index lacks; says in the log what was done."""
        with closing(self.open_reader()) as index, closing(self.open_terms()) as terms:
            behind = count_behind(index, terms)
            started_at = self.clock.now_at()
            try:
                is_current = refresh_terms(index, terms)
            except IndexUnusable as error:
                _LOG.warning("%s", error)
                return
        if not is_current:
            _LOG.info("Another Paperboy is bringing the search index up to date")
        elif behind:
            seconds = (self.clock.now_at() - started_at).total_seconds()
            _LOG.info(
                "The search index was %s behind; brought up to date in %.1f s",
                count_of(behind, "paper"),
                seconds,
            )

    @cached_property
    def fetcher(self) -> "Fetcher":
        """What reads the Daily Papers API."""
        from bot.fetching import Fetcher  # noqa: PLC0415
        from bot.schedule_lock import FolderLock  # noqa: PLC0415

        return Fetcher(
            address=self.settings.fetch.address,
            clock=self.clock,
            open_writer=self.open_writer,
            lock=FolderLock(self.settings.home_path / "locks"),
        )

    def watcher(self, path: Path) -> "Watcher":
        """What reads the files that are dropped into a folder."""
        from bot.watching import Watcher  # noqa: PLC0415

        return Watcher(path, clock=self.clock, open_writer=self.open_writer)


def find_shipped_path(name: str) -> Path:
    """A file or folder of config/: beside the package in a checkout, inside it when installed."""
    installed = _PACKAGE_PATH / "config_files" / name
    return installed if installed.exists() else _PACKAGE_PATH.parent / "config" / name
