"""What the services need of embedding models, as protocols; language_models implements them."""

from collections.abc import Sequence
from typing import Protocol

from bot.models import EmbeddingModel, Vector


class Embedder(Protocol):
    """Turns texts into vectors that lie in like directions where the texts mean the like."""

    @property
    def model(self) -> EmbeddingModel:
        """The model whose vectors these are."""
        ...

    def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
        """One vector for each (title, abstract); the abstract may be empty."""
        ...

    def embed_sentences(self, sentences: Sequence[str]) -> list[Vector]:
        """One vector for each sentence."""
        ...

    def embed_query(self, text: str) -> Vector:
        """The vector of what somebody searches for; all zeros where the text says nothing."""
        ...


class EmbedderChoice(Protocol):
    """An embedding model that somebody chose, whether or not it can be used."""

    @property
    def name(self) -> str:
        """The choice, as it was made."""
        ...

    def owns(self, model: str) -> bool:
        """Whether the stored model of that name may be this one; told without opening it."""
        ...

    def find_fault(self) -> str | None:
        """Why it cannot be used, as far as can be told without opening it; None for no reason."""
        ...

    def open(self) -> Embedder:
        """The embedder, which is opened once.

        Raises:
            MissingExtra: a package that it needs is not installed.
            InvalidSettings: there is no usable model where the choice points.
            ModelUnavailable: it could not be fetched.
        """
        ...
