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

        return TantivyTermIndex(None if folder is None else folder / "terms")
    from bot.store.fts_terms import FtsTermIndex  # noqa: PLC0415 - only without the engine

    return FtsTermIndex(None if folder is None else folder / "terms.db")
