"""From the embeddings of texts to the one vector of a paper, in 8 bits per component."""

from collections.abc import Sequence
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.models import EmbeddingModel, Vector

Rows: TypeAlias = NDArray[np.float32]  # one embedding a row

COMPOSITION_VERSION: Final = 2  # a part of every model's name; goes up when the vectors change
# What stands for an abstract that is not known. With its title alone, a paper would be closer to
# every short query than papers of which more is known.
_NO_ABSTRACT: Final = "."
_LARGEST: Final = 127  # of a signed 8-bit component; -128 stays unused, for symmetry


class TextEncoder(Protocol):
    """A model: texts in, embeddings out."""

    def encode(self, texts: Sequence[str]) -> Rows:
        """A row of length 1 for each text; zeros for a text without tokens, such as ""."""
        ...


class PaperEmbedder:
    """Turns papers and queries into vectors that can be compared; an `Embedder`.

    A paper is its abstract plus its title, which counts `title_weight` times as much. A text
    without tokens gives a vector of zeros, which has no direction and so is like nothing else.
    Several threads may use it at once.

    Args:
        model: how the vectors are called, and how long they are.
        encoder: computes the embeddings.
        title_weight: the weight of the title beside the abstract's 1.
    """

    def __init__(self, model: EmbeddingModel, encoder: TextEncoder, *, title_weight: float) -> None:
        self._model = model
        self._encoder = encoder
        self._title_weight = title_weight

    @property
    def model(self) -> EmbeddingModel:
        """The model whose vectors these are."""
        return self._model

    def embed_papers(self, papers: Sequence[tuple[str, str]]) -> list[Vector]:
        """One vector for each (title, abstract); many at once are faster than one by one."""
        titles = [clean(title) for title, _ in papers]
        abstracts = [clean(abstract) or _NO_ABSTRACT for _, abstract in papers]
        rows = self._encoder.encode(titles + abstracts)
        return quantise(compose(rows[: len(papers)], rows[len(papers) :], self._title_weight))

    def embed_sentences(self, sentences: Sequence[str]) -> list[Vector]:
        """One vector for each sentence; many at once are faster than one by one."""
        return quantise(self._encoder.encode([clean(sentence) for sentence in sentences]))

    def embed_query(self, text: str) -> Vector:
        """The vector of what somebody searches for."""
        return quantise(self._encoder.encode([clean(text)]))[0]


def clean(text: str) -> str:
    r"""The text without outer white space and without what no tokeniser takes.

    >>> clean(" half a sign: \ud83d ")
    'half a sign: ?'
    """
    return text.strip().encode(errors="replace").decode()


def compose(titles: Rows, abstracts: Rows, title_weight: float) -> Rows:
    """Papers from their titles and abstracts; of the result only the direction counts."""
    return normalise(abstracts + np.float32(title_weight) * titles)


def normalise(rows: Rows) -> Rows:
    """Every row at length 1; a row of zeros stays one."""
    return _divide(rows, np.sqrt(np.square(rows).sum(axis=1, keepdims=True)))


def quantise(rows: Rows) -> list[Vector]:
    """Each row scaled so that its largest component is 127 or -127, and rounded.

    The direction of a real embedding stays within a degree.
    """
    scaled = _divide(rows, np.abs(rows).max(axis=1, keepdims=True)) * _LARGEST
    return [Vector(row.tobytes()) for row in np.rint(scaled).astype(np.int8)]


def _divide(rows: Rows, divisors: Rows) -> Rows:
    """Row by row, where the divisor is not 0."""
    return np.divide(rows, divisors, out=np.zeros_like(rows), where=divisors != 0)
