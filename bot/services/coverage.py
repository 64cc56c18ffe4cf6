"""What the index holds."""

from bot.models import Coverage
from bot.services.library import Library
from bot.services.ports import StoredDigest


def get_coverage(library: Library) -> Coverage:
    """How much the index holds, and how much it does not know."""
    return library.coverage


def list_digests(library: Library) -> list[StoredDigest]:
    """All digests in the order of their arrival."""
    return library.index.load_digests()
