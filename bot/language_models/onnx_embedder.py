"""ONNX sentence-transformers: small neural networks, run by onnxruntime without PyTorch."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from bot.errors import InvalidSettings
from bot.language_models.composition import COMPOSITION_VERSION, PaperEmbedder, Rows, normalise
from bot.language_models.model_files import ModelFiles, find_model_files
from bot.models import EmbeddingModel

Tokens = NDArray[np.int64]  # one text a row

# Both found on development sets.
_TITLE_WEIGHT: Final = 0.5
_MEANING_SHARE: Final = 0.5
# Of questions and papers, with all-MiniLM-L6-v2.
_USUAL_COSINE: Final = 0.15
_COSINE_SPREAD: Final = 0.105
_SENTENCE_LIMIT: Final = 24  # a tenth of a second
_BATCH_SIZE: Final = 32
# Larger batches are slower, since they outgrow the processor's caches, and 32 abstracts at once
# take 600 MB.
_BATCH_TOKENS: Final = 768
_ERRORS_ONLY: Final = 3
_KNOWN_INPUTS: Final = {"input_ids", "attention_mask", "token_type_ids"}
_POOLED_OUTPUT: Final = "sentence_embedding"


class OnnxEncoder:
    """Runs the network; computing leaves other threads alive.

    Args:
        files: where the model lies.
        threads: how many processor cores it may keep busy.
    """

    def __init__(self, files: ModelFiles, *, threads: int) -> None:
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(files.token_limit)
        self._session = _open_session(files.model, threads)
        self._takes_first_token = files.takes_first_token
        self._inputs = {each.name for each in self._session.get_inputs()}
        outputs = [each.name for each in self._session.get_outputs()]
        self._output = _POOLED_OUTPUT if _POOLED_OUTPUT in outputs else outputs[0]
        if unknown := self._inputs - _KNOWN_INPUTS:
            raise ValueError(f"it wants {', '.join(sorted(unknown))}")
        self._dimensions = self._run(self._tokenizer.encode_batch_fast(["length"])).shape[1]

    def encode(self, texts: Sequence[str]) -> Rows:
        """A row of length 1 for each text; zeros for a text without tokens."""
        rows = np.zeros((len(texts), self._dimensions), np.float32)
        for places, encodings in self._iter_batches(texts):
            rows[places] = self._run(encodings)
        return normalise(rows)

    def _iter_batches(self, texts: Sequence[str]) -> Iterator[tuple[list[int], list[Encoding]]]:
        """Texts of like length with their places; those without tokens are left out."""
        places = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(places), _BATCH_SIZE):
            batch = places[start : start + _BATCH_SIZE]
            encodings = self._tokenizer.encode_batch_fast([texts[place] for place in batch])
            pairs = [pair for pair in zip(batch, encodings, strict=True) if _has_tokens(pair[1])]
            longest = max((len(encoding.ids) for _, encoding in pairs), default=1)
            step = max(1, _BATCH_TOKENS // longest)
            for first in range(0, len(pairs), step):
                some = pairs[first : first + step]
                yield [place for place, _ in some], [encoding for _, encoding in some]

    def _run(self, encodings: Sequence[Encoding]) -> NDArray[np.float32]:
        ids, mask = _pad(encodings)
        known = {
            "input_ids": ids,
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(ids),
        }
        given = {name: tokens for name, tokens in known.items() if name in self._inputs}
        output = np.asarray(self._session.run([self._output], given)[0], np.float32)
        return pool(output, mask, takes_first_token=self._takes_first_token)


def open_onnx_embedder(choice: str | Path, *, threads: int) -> PaperEmbedder:
    """Open the model in a folder or of a name on the Hugging Face hub.

    Raises:
        InvalidSettings: there is no model that can be run.
        ModelUnavailable: it could not be fetched.
    """
    files = find_model_files(choice)
    try:
        encoder = OnnxEncoder(files, threads=threads)
    except Exception as error:  # both libraries raise many kinds
        reason = str(error).strip().partition("\n")[0]
        raise InvalidSettings(
            f"search.embedding_model: {files.folder} holds no sentence-transformer that can be "
            f"run: {reason}"
        ) from error
    model = EmbeddingModel(
        name=f"onnx:{files.name}/{files.fingerprint}/{COMPOSITION_VERSION}",
        dimensions=encoder.encode([""]).shape[1],
        meaning_share=_MEANING_SHARE,
        usual_cosine=_USUAL_COSINE,
        cosine_spread=_COSINE_SPREAD,
        sentence_limit=_SENTENCE_LIMIT,
    )
    return PaperEmbedder(model, encoder, title_weight=_TITLE_WEIGHT)


def pool(
    output: NDArray[np.float32], mask: Tokens, *, takes_first_token: bool
) -> NDArray[np.float32]:
    """One row for each text from the network's output.

    Args:
        output: a vector for each token of each text; or for each text, which is left as it is.
        mask: 1 for a token, 0 for what fills the row up.
        takes_first_token: let the first token stand for the text, instead of the average.
    """
    if output.ndim == mask.ndim:
        return output
    if takes_first_token:
        return output[:, 0]
    weights = mask[:, :, np.newaxis].astype(np.float32)
    pooled: NDArray[np.float32] = (output * weights).sum(axis=1) / weights.sum(axis=1)
    return pooled


def _pad(encodings: Sequence[Encoding]) -> tuple[Tokens, Tokens]:
    """The token ids, filled up to the longest text, and the mask that tells which are real."""
    longest = max(len(encoding.ids) for encoding in encodings)
    ids = np.zeros((len(encodings), longest), np.int64)
    mask = np.zeros_like(ids)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
    return ids, mask


def _has_tokens(encoding: Encoding) -> bool:
    """Whether there is more than the marks of beginning and end."""
    return not all(encoding.special_tokens_mask)


def _open_session(path: Path, threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A waiting thread must not burn a core that the event loop could use.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Otherwise the memory of the largest batch would be kept for good.
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
