"""Meanings as vectors, and what makes them."""

from dataclasses import dataclass
from typing import NewType

# What a text means, as a direction: one signed byte for each component. All zeros: nothing.
Vector = NewType("Vector", bytes)


@dataclass(frozen=True, slots=True)
class EmbeddingModel:
    """What turns texts into vectors; vectors of models with different names are never compared."""

    name: str  # of weights, files and version: "onnx:all-MiniLM-L6-v2/5f0e11aa/1"
    dimensions: int  # components, and so bytes, of a vector
    meaning_share: float  # 0 to 1: the share of meaning, beside the words', in a fused score
    # The cosine of a question and a text that has nothing to do with it, and how far cosines
    # spread about it: what closeness is measured in.
    usual_cosine: float = 0.1
    cosine_spread: float = 0.1
    sentence_limit: int = 400  # so many sentences are embedded while somebody waits


def short_model_name(name: str) -> str:
    """What people call an embedding model.

    >>> short_model_name("onnx:sentence-transformers/all-MiniLM-L6-v2/5f0e11aa/1")
    'all-MiniLM-L6-v2'
    """
    return name.rsplit("/", 2)[0].rpartition("/")[2].removeprefix("onnx:")
