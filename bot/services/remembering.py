"""What outlives a message or a run: searches behind buttons, and small facts."""

from bot.models import SearchRequest
from bot.services.library import Library
from bot.services.ports import IndexReader, IndexWriter


def remember_search(index: IndexWriter, request: SearchRequest) -> int:
    """A number under which the search can be found again; no word of who asked is kept."""
    return index.remember_search(request)


def recall_search(library: Library, search_id: int) -> SearchRequest | None:
    """The search remembered under that number; None where there is none."""
    return library.index.find_remembered_search(search_id)


def find_kept_value(index: IndexReader, key: str) -> str | None:
    """A small fact kept by an earlier run; None where there is none."""
    return index.find_kept_value(key)


def keep_value(index: IndexWriter, key: str, value: str) -> None:
    """Keep a small fact for later runs."""
    index.keep_value(key, value)
