import builtins
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import MissingExtra
from bot.language_models import STATIC, open_embedder
from tests.language_models.tiny_model import write_tiny_model

if TYPE_CHECKING:
    from bot.services.embedders import Embedder

ROOT = Path(__file__).parent.parent.parent
LIBRARIES = {"numpy", "tokenizers", "safetensors", "onnxruntime", "huggingface_hub", "wordllama"}


def test_static_is_the_static_model() -> None:
    embedder: Embedder = open_embedder(STATIC)

    assert embedder.model.name.startswith("wordllama-")


def test_a_folder_is_an_onnx_model(tmp_path: Path) -> None:
    write_tiny_model(tmp_path / "tiny")

    assert open_embedder(tmp_path / "tiny").model.name.startswith("onnx:tiny/")
    assert open_embedder(str(tmp_path / "tiny"), threads=2).model.name.startswith("onnx:tiny/")


def run(code: str) -> str:
    """What a process of its own prints, on either stream."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    ).stdout


def test_libraries_wait_until_a_model_is_opened_and_are_silent(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    report = f"print(sorted({LIBRARIES} & {{*sys.modules}}), logging.getLogger().handlers)"
    lines = run(
        "import logging, sys\n"
        f"from bot.language_models import open_embedder\n{report}\n"
        f"open_embedder('static').embed_query('cat')\n{report}\n"
        f"open_embedder({str(tmp_path)!r}).embed_query('cat')\n{report}\n"
    ).splitlines()

    assert lines == [
        "[] []",
        "['numpy', 'safetensors', 'tokenizers'] []",
        "['numpy', 'onnxruntime', 'safetensors', 'tokenizers'] []",
    ]


@pytest.mark.parametrize(
    ("choice", "package", "command"),
    [
        ("static", "tokenizers", "pip install . in"),
        ("static", "wordllama", "pip install . in"),
        ("onnx", "onnxruntime", r"pip install '\.\[semantic\]' in"),
        ("some/model", "huggingface_hub", r"pip install '\.\[semantic\]' in"),
    ],
)
def test_a_missing_package_is_named(
    choice: str, package: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_import(package, monkeypatch)
    if choice == "onnx":
        choice = str(write_tiny_model(tmp_path))

    with pytest.raises(MissingExtra, match=f"{choice} needs the package {package}: {command}"):
        open_embedder(choice)


def test_a_module_of_our_own_that_is_missing_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_import("bot.language_models.static_embedder", monkeypatch)

    with pytest.raises(ModuleNotFoundError):
        open_embedder(STATIC)


def refuse_import(refused: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package were not installed; our modules are imported afresh."""
    for name in [*sys.modules]:
        if name.startswith(("bot.language_models.", "huggingface_hub")):
            monkeypatch.delitem(sys.modules, name)
    genuine_import = builtins.__import__

    def refuse(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 (the builtin's own names)
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> object:
        if name == refused or name.startswith(f"{refused}."):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return genuine_import(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", refuse)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
