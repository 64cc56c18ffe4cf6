"""Where a model's files lie, and a short name for what stands in them."""

import hashlib
import json
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.errors import InvalidSettings, ModelUnavailable

_MODEL_PLACES: Final = ("model.onnx", "onnx/model.onnx")
_TOKENIZER_PLACE: Final = "tokenizer.json"
_SETTING_PLACES: Final = ("sentence_bert_config.json", "1_Pooling/config.json")
_HUB_NAME: Final = re.compile(r"[\w.-]+/[\w.-]+")
_EXPECTED: Final = "tokenizer.json, and model.onnx or onnx/model.onnx"
_BLOCK_BYTES: Final = 4096
_BLOCK_COUNT: Final = 64
# What the sentence-transformers of this size were made for; longer texts are cut.
_USUAL_TOKEN_LIMIT: Final = 256
_LARGEST_TOKEN_LIMIT: Final = 512  # few abstracts are longer, and time grows with the square


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """An ONNX sentence-transformer as it lies on the disk."""

    name: str  # the folder's, or the one on the hub
    folder: Path
    model: Path
    tokenizer: Path

    @property
    def fingerprint(self) -> str:
        """Differs where the weights, the tokeniser or what belongs to them differ."""
        weights = sorted(self.model.parent.glob(f"{self.model.name}*"))  # large ones have parts
        settings = (self.folder / place for place in _SETTING_PLACES)
        return fingerprint([*weights, self.tokenizer, *filter(Path.is_file, settings)])

    @property
    def token_limit(self) -> int:
        """How many tokens of a text the model reads.

        Not what tokenizer.json says: all-MiniLM-L6-v2's has 128 left over from its training.
        """
        settings = _read_json(self.folder / _SETTING_PLACES[0])
        limit = settings.get("max_seq_length")
        return min(limit if isinstance(limit, int) else _USUAL_TOKEN_LIMIT, _LARGEST_TOKEN_LIMIT)

    @property
    def takes_first_token(self) -> bool:
        """Whether the first token stands for the text, instead of the average of all."""
        return _read_json(self.folder / _SETTING_PLACES[1]).get("pooling_mode_cls_token") is True


def find_model_files(choice: str | Path) -> ModelFiles:
    """The files of a model in a folder, or of one on the hub, fetched if need be.

    Raises:
        InvalidSettings: neither a folder with a model nor a name as on the hub.
        ModelUnavailable: the hub could not be reached, or has no such model.
    """
    if not Path(choice).expanduser().is_dir() and is_hub_name(choice):
        return _find_in_folder(_fetch(str(choice)), name=str(choice))
    return find_local_files(choice)


def find_local_files(choice: str | Path) -> ModelFiles:
    """The files of a model in a folder.

    Raises:
        InvalidSettings: there is no such folder, or no model in it.
    """
    folder = Path(choice).expanduser()
    if folder.is_dir():
        return _find_in_folder(folder, name=folder.resolve().name)
    raise InvalidSettings(
        f"search.embedding_model cannot be {str(choice)!r}; expected static, none, a folder "
        f"that holds {_EXPECTED}, or a name on the Hugging Face hub such as "
        "sentence-transformers/all-MiniLM-L6-v2."
    )


def is_hub_name(choice: str | Path) -> bool:
    """Whether it looks like a name on the hub."""
    return isinstance(choice, str) and _HUB_NAME.fullmatch(choice) is not None


def fingerprint(paths: Iterable[Path]) -> str:
    """Eight letters from the files' sizes and from blocks all over them, in a millisecond."""
    digest = hashlib.sha256()
    for path in paths:
        size = path.stat().st_size
        digest.update(f"{size};".encode())
        with path.open("rb") as file:
            for start in range(0, size, max(size // _BLOCK_COUNT, _BLOCK_BYTES)):
                file.seek(start)
                digest.update(file.read(_BLOCK_BYTES))
    return digest.hexdigest()[:8]


def _find_in_folder(folder: Path, *, name: str) -> ModelFiles:
    model = _find_model(folder)
    tokenizer = folder / _TOKENIZER_PLACE
    if model is None or not tokenizer.is_file():
        raise InvalidSettings(
            f"search.embedding_model: {folder} holds no model; expected {_EXPECTED}, as in the "
            "ONNX export of a sentence-transformer."
        )
    return ModelFiles(name=name, folder=folder, model=model, tokenizer=tokenizer)


def _find_model(folder: Path) -> Path | None:
    return next((folder / place for place in _MODEL_PLACES if (folder / place).is_file()), None)


def _fetch(name: str) -> Path:
    """The folder in the hub's usual cache; the network is asked only where it is not complete."""
    import huggingface_hub as hub  # noqa: PLC0415 - a local folder does not need it
    from huggingface_hub.utils.tqdm import disable_progress_bars  # noqa: PLC0415

    disable_progress_bars()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    parts = [place + "_data" for place in _MODEL_PLACES]  # of models above 2 GB
    wanted = [*_MODEL_PLACES, *parts, _TOKENIZER_PLACE, *_SETTING_PLACES]
    try:
        folder = Path(hub.snapshot_download(name, allow_patterns=wanted, local_files_only=True))
        if _find_model(folder):
            return folder
    except (OSError, ValueError):
        pass  # not in the cache yet
    try:
        return Path(hub.snapshot_download(name, allow_patterns=wanted))
    except Exception as error:
        first_line = str(error).strip().partition("\n")[0]
        raise ModelUnavailable(
            f"The embedding model {name} could not be fetched from the Hugging Face hub "
            f"({first_line or type(error).__name__}). Check the name and the network and try "
            f"again; or copy the model into a folder ({_EXPECTED}) and let "
            "search.embedding_model name that; or set it to static."
        ) from error


def _read_json(path: Path) -> dict[str, Any]:
    """What stands in a settings file beside the model; nothing where there is none.

    Raises:
        InvalidSettings: it cannot be read; guessing would give vectors of another kind.
    """
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InvalidSettings(
            f"{path} cannot be read ({error}). Copy the embedding model again, or delete that "
            "file to use the usual settings."
        ) from error
    return settings if isinstance(settings, dict) else {}
