"""An embedder of a few letters, for tests of what stands around it."""

from collections.abc import Sequence

from bot.models import EmbeddingModel, Vector


class ToyEmbedder:
    """A text's vector counts some of its letters."""

    def __init__(self, name: str = "toy", fault: str | None = None) -> None:
        self.model = EmbeddingModel(name=name, dimensions=4, meaning_share=0.5)
        self.fault = fault
        self.opened_count = 0

    @property
    def name(self) -> str:
        return self.model.name

    def owns(self, model: str) -> bool:
        return model == self.model.name

    def find_fault(self) -> str | None:
        return self.fault

    def open(self) -> "ToyEmbedder":
        self.opened_count += 1
        if self.fault:
            raise RuntimeError(self.fault)
        return self

    def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
        return [self.embed_query(f"{title} {abstract}") for title, abstract in papers]

    def embed_sentences(self, sentences: Sequence[str]) -> list[Vector]:
        return [self.embed_query(sentence) for sentence in sentences]

    def embed_query(self, text: str) -> Vector:
        return Vector(bytes(min(text.count(letter), 127) for letter in "aeio"))
