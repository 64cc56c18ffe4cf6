"""The search with some of its legs only: what each contributes in speed and quality."""

from collections.abc import Callable, Mapping

from bot.services.library import Library


def whole(library: Library) -> Library:
    """The search as it is."""
    return library


def without_meaning(library: Library) -> Library:
    """The search by words alone."""
    return library  # words are the only leg so far


# A library in, one over the same index out whose searches use these legs.
LEGS: Mapping[str, Callable[[Library], Library]] = {"whole": whole, "words": without_meaning}
