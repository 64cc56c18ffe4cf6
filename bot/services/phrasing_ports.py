"""What the services need of a language model that phrases, as a protocol."""

from collections.abc import Iterator, Sequence
from typing import Protocol


class Phraser(Protocol):
    """A language model that puts given sentences into better words; what it says is not trusted."""

    @property
    def name(self) -> str:
        """The model, as its maker calls it."""
        ...

    def phrase(self, task: str, sentences: Sequence[str]) -> Iterator[str]:
        """Yield the text piece by piece, as it comes.

        Args:
            task: what is asked for.
            sentences: what may be said; each is cited by its number, from 1, in square brackets.

        Raises:
            ModelUnavailable: it did not answer, not in time, or not as the protocol says.
        """
        ...
