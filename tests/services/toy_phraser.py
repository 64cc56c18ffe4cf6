"""A language model that says what a test tells it to."""

from collections.abc import Generator
from dataclasses import dataclass, field


@dataclass
class ToyPhraser:
    """Says what it is told to say, and remembers what it was given."""

    text: str
    error: Exception | None = None
    name: str = "toy"
    materials: list[str] = field(default_factory=list)
    closed_count: int = 0

    def phrase(self, instructions: str, material: str) -> Generator[str, None, None]:
        assert instructions
        self.materials.append(material)
        try:
            yield from self.text
            if self.error is not None:
                raise self.error
        finally:
            self.closed_count += 1
