"""Meaning: the papers' vectors in memory, and the embedder that made them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.searching.nearest import NearestVectors, Similarities, compare_vectors
from bot.services.embedders import Embedder
from bot.services.ports import IndexReader

if TYPE_CHECKING:
    from bot.searching.mutual_likeness import Matrix

# So many vectors are in memory twice while they are loaded.
_LOADED_AT_ONCE = 10_000


class Meaning:
    """Compares texts and papers by what they are about."""

    def __init__(self, embedder: Embedder) -> None:
        """Hold no vectors yet."""
        self._embedder = embedder
        self._vectors = NearestVectors(embedder.model.dimensions)
        self._last_embedding_id = 0

    @property
    def share(self) -> float:
        """What meaning counts in a fused score, from 0 to 1."""
        return self._embedder.model.meaning_share

    @property
    def model_name(self) -> str:
        """Which vectors these are."""
        return self._embedder.model.name

    def __len__(self) -> int:
        """How many papers have a vector."""
        return len(self._vectors)

    def refresh(self, index: IndexReader) -> None:
        """Take in the vectors that were stored since the last time."""
        while stored := index.load_vectors(
            self.model_name, after=self._last_embedding_id, limit=_LOADED_AT_ONCE
        ):
            self._vectors.put([(each.paper_id, each.vector) for each in stored])
            self._last_embedding_id = stored[-1].embedding_id

    def compare(self, text: str) -> Similarities:
        """How close every paper is to a text."""
        return self._vectors.compare(self._embedder.embed_query(text))

    def compare_paper(self, paper_id: int) -> Similarities | None:
        """How close every paper is to one of them; None where that one has no vector."""
        vector = self._vectors.find(paper_id)
        return None if vector is None else self._vectors.compare(vector)

    def compare_among(self, paper_ids: Sequence[int]) -> "Matrix":
        """The cosine of every two of the papers; NaN where either has no vector."""
        return self._vectors.compare_among(paper_ids)

    def standardise(self, cosine: float) -> float:
        """How far a cosine is above what is usual, in spreads: the same scale for every model."""
        model = self._embedder.model
        return (cosine - model.usual_cosine) / model.cosine_spread

    @property
    def sentence_limit(self) -> int:
        """How many sentences can be compared while somebody waits."""
        return self._embedder.model.sentence_limit

    def compare_sentences(self, text: str, sentences: Sequence[str]) -> list[float]:
        """How close each sentence is to a text: cosines, standardised."""
        vectors = self._embedder.embed_sentences(sentences)
        cosines = compare_vectors(self._embedder.embed_query(text), vectors)
        return [self.standardise(cosine) for cosine in cosines]
