"""Opening the term index: in the search engine where it is installed, else in SQLite."""

from importlib.util import find_spec
from pathlib import Path

from bot.services.ports import TermIndex


def open_terms(folder: Path | None) -> TermIndex:
    """The term index in that folder, made where there is none; without a folder, in memory.

    Raises:
        IndexUnusable: the folder cannot be written.
    """
    if find_spec("tantivy") is not None:
        from bot.store.tantivy_terms import TantivyTermIndex  # noqa: PLC0415 - optional package

        return TantivyTermIndex(folder and folder / _TANTIVY_FOLDER)
    from bot.store.fts_terms import FtsTermIndex  # noqa: PLC0415 - only without the engine

    return FtsTermIndex(folder and folder / _FTS_FILE)


def find_terms(folder: Path) -> TermIndex | None:
    """The term index in that folder as it is, for looking at; None where there is none.

    Raises:
        IndexUnusable: it cannot be read; `open_terms` makes it anew.
    """
    if find_spec("tantivy") is not None:
        from bot.store.tantivy_terms import TantivyTermIndex  # noqa: PLC0415 - optional package

        path = folder / _TANTIVY_FOLDER
        return TantivyTermIndex(path, as_it_is=True) if path.exists() else None
    from bot.store.fts_terms import FtsTermIndex  # noqa: PLC0415 - only without the engine

    path = folder / _FTS_FILE
    return FtsTermIndex(path, as_it_is=True) if path.exists() else None


_TANTIVY_FOLDER, _FTS_FILE = "terms", "terms.db"
