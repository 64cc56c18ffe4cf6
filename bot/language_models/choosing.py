"""An embedding model that was chosen: opened when it is needed, whatever thread needs it."""

from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from bot.errors import InvalidSettings
from bot.language_models import STATIC, describe_missing, open_embedder
from bot.language_models.model_files import find_local_files, is_hub_name

if TYPE_CHECKING:
    from bot.language_models.composition import PaperEmbedder

_STATIC_NAME: Final = "wordllama-"
_STATIC_PACKAGES: Final = ("numpy", "safetensors", "tokenizers", "wordllama")
_ONNX_PACKAGES: Final = ("numpy", "onnxruntime", "tokenizers")


class ChosenModel:
    """Implements `bot.services.embedders.EmbedderChoice`.

    Args:
        choice: what `open_embedder` takes.
    """

    def __init__(self, choice: str) -> None:
        self._choice = choice
        self._lock = Lock()
        self._embedder: PaperEmbedder | None = None

    @property
    def name(self) -> str:
        """The choice, as it was made."""
        return self._choice

    def owns(self, model: str) -> bool:
        """Whether the stored model of that name may be this one; told without opening it."""
        if self._choice == STATIC:
            return model.startswith(_STATIC_NAME)
        folder = Path(self._choice).expanduser()
        name = folder.resolve().name if folder.is_dir() else self._choice
        return model.startswith(f"onnx:{name}/")

    def find_fault(self) -> str | None:
        """Why it cannot be used, as far as can be told without opening it."""
        packages = _STATIC_PACKAGES if self._choice == STATIC else _ONNX_PACKAGES
        for package in packages:
            if find_spec(package) is None:
                return str(describe_missing(package, self._choice))
        if self._choice == STATIC:
            return None
        try:
            return self._find_fault_in_files()
        except InvalidSettings as error:
            return str(error)

    def open(self) -> "PaperEmbedder":
        """The embedder, which is opened once; fetching it may take minutes."""
        with self._lock:
            if self._embedder is None:
                self._embedder = open_embedder(self._choice)
            return self._embedder

    def _find_fault_in_files(self) -> str | None:
        if Path(self._choice).expanduser().is_dir() or not is_hub_name(self._choice):
            find_local_files(self._choice)
        elif find_spec("huggingface_hub") is None:
            return str(describe_missing("huggingface_hub", self._choice))
        return None
