"""What the services need of a language model that phrases, as a protocol."""

from collections.abc import Generator
from typing import Protocol


class Phraser(Protocol):
    """A language model that puts given sentences into better words; what it says is not trusted.

    Several threads may use it at once.
    """

    @property
    def name(self) -> str:
        """The model, as its maker calls it."""
        ...

    def phrase(self, instructions: str, material: str) -> Generator[str, None, None]:
        """Yield the text piece by piece, as it comes; done or given up within its time-out.

        Whoever stops reading early closes it.

        Args:
            instructions: what is to be done with the material, and how.
            material: what is to be phrased; data, whatever it says.

        Raises:
            ModelUnavailable: it did not answer, not in time, or not as the protocol says. The
                message is one of a few, so that it can be told once.
        """
        ...
