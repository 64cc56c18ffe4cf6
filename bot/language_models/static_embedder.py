"""The static model: a vector for each token, averaged; a query takes a tenth of a millisecond.

The weights are WordLlama's (MIT licence), as its package ships them. The package itself is never
imported: that takes ten times as long as reading its two files, and it sets up logging for the
whole process.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from tokenizers import Tokenizer

from bot.language_models.composition import COMPOSITION_VERSION, PaperEmbedder, Rows, normalise
from bot.language_models.model_files import fingerprint
from bot.models import EmbeddingModel

# Both found on development sets.
_TITLE_WEIGHT: Final = 0.8
_MEANING_SHARE: Final = 0.35
# Of questions and papers of one field, as of several.
_USUAL_COSINE: Final = 0.2
_COSINE_SPREAD: Final = 0.09
_WEIGHTS: Final = Path("weights", "l2_supercat_256.safetensors")
_TOKENIZER: Final = Path("tokenizers", "l2_supercat_tokenizer_config.json")
_BATCH_SIZE: Final = 64  # encodings of many more texts at once would only fill the memory


class StaticEncoder:
    """Averages the vectors of a text's tokens.

    Args:
        tokenizer: splits a text.
        token_vectors: one row for each token; half precision, to halve the memory.
    """

    def __init__(self, tokenizer: Tokenizer, token_vectors: NDArray[np.float16]) -> None:
        self._tokenizer = tokenizer
        self._token_vectors = token_vectors

    def encode(self, texts: Sequence[str]) -> Rows:
        """A row of length 1 for each text; zeros for a text without tokens."""
        rows = np.zeros((len(texts), self._token_vectors.shape[1]), np.float32)
        for start in range(0, len(texts), _BATCH_SIZE):
            batch = list(texts[start : start + _BATCH_SIZE])
            encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            self._add_up([encoding.ids for encoding in encodings], rows[start:])
        return normalise(rows)

    def _add_up(self, texts: Sequence[list[int]], rows: Rows) -> None:
        """Put each text's sum, which has the average's direction, into its row."""
        ids = np.fromiter(chain.from_iterable(texts), np.intp)
        # The tokeniser knows a few signs more than there are vectors.
        np.minimum(ids, len(self._token_vectors) - 1, out=ids)
        # Most tokens come many times: each is brought to full precision once.
        distinct, places = np.unique(ids, return_inverse=True)
        vectors = self._token_vectors[distinct].astype(np.float32)
        ends = np.cumsum([len(text) for text in texts])
        for row, text, end in zip(rows, texts, ends, strict=False):
            vectors[places[end - len(text) : end]].sum(axis=0, out=row)


def open_static_embedder() -> PaperEmbedder:
    """Load WordLlama's weights: about 80 ms and 40 MB besides numpy.

    Raises:
        ModuleNotFoundError: the package `wordllama` is not installed, or without its weights.
    """
    folder = _find_package_folder()
    encoder = StaticEncoder(
        _load_tokenizer(folder / _TOKENIZER), _load_token_vectors(folder / _WEIGHTS)
    )
    weights = fingerprint([folder / _WEIGHTS, folder / _TOKENIZER])
    model = EmbeddingModel(
        name=f"wordllama-l2-supercat-256/{weights}/{COMPOSITION_VERSION}",
        dimensions=encoder.encode([""]).shape[1],
        meaning_share=_MEANING_SHARE,
        usual_cosine=_USUAL_COSINE,
        cosine_spread=_COSINE_SPREAD,
    )
    return PaperEmbedder(model, encoder, title_weight=_TITLE_WEIGHT)


def _find_package_folder() -> Path:
    spec = find_spec("wordllama")  # looks only, and imports nothing
    for place in (spec and spec.submodule_search_locations) or ():
        if (Path(place) / _WEIGHTS).is_file() and (Path(place) / _TOKENIZER).is_file():
            return Path(place)
    raise ModuleNotFoundError("there are no weights of wordllama", name="wordllama")


def _load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    # To this tokeniser a whole title is one word, and it would keep ten thousand of them (40 MB).
    tokenizer.model._resize_cache(0)  # noqa: SLF001 - there is no public way
    return tokenizer


def _load_token_vectors(path: Path) -> NDArray[np.float16]:
    with safe_open(path, "np") as weights:
        vectors: NDArray[np.float16] = weights.get_tensor("embedding.weight")
        return vectors
