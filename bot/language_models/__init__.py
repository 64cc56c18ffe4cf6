"""Texts as vectors, so that what means the same lies close together; and a model that phrases.

This module is cheap to import: numpy and the models' libraries are imported when a model is
opened, and arrays never leave the room; vectors travel as bytes.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from bot.errors import MissingExtra

if TYPE_CHECKING:
    from pathlib import Path

    from bot.language_models.composition import PaperEmbedder
    from bot.language_models.openai_phraser import OpenAIPhraser

STATIC: Final = "static"
NO_MODEL: Final = "none"  # for whoever reads the setting: there is nothing to open then
# What to install, as pip has it in a checkout, for the packages that may be missing.
_INSTALL_TARGETS: Final = {
    "numpy": ".",
    "safetensors": ".",
    "tokenizers": ".",
    "wordllama": ".",
    "huggingface_hub": "'.[semantic]'",
    "onnxruntime": "'.[semantic]'",
}


def open_embedder(choice: str | Path, *, threads: int = 1) -> PaperEmbedder:
    """Open the model that the setting `search.embedding_model` names.

    Args:
        choice: "static", or an ONNX sentence-transformer: a folder, or a name on the Hugging Face
            hub such as "sentence-transformers/all-MiniLM-L6-v2", which is fetched once.
        threads: how many processor cores an ONNX model may keep busy. A second one nearly doubles
            the speed on many papers and does nothing for a query. The static model takes no heed.

    Raises:
        MissingExtra: a package that the model needs is not installed.
        InvalidSettings: there is no usable model where the choice points.
        ModelUnavailable: the model could not be fetched from the hub.
    """
    try:
        if choice == STATIC:
            from bot.language_models.static_embedder import open_static_embedder  # noqa: PLC0415

            return open_static_embedder()
        from bot.language_models.onnx_embedder import open_onnx_embedder  # noqa: PLC0415

        return open_onnx_embedder(choice, threads=threads)
    except ModuleNotFoundError as error:
        raise _explain_missing(error, choice) from error


def open_phraser(
    address: str, model: str, *, key: str | None, timeout_seconds: float
) -> OpenAIPhraser:
    """Open the way to a language model; nothing is sent yet.

    Args:
        address: where its server is, such as "http://127.0.0.1:11434/v1".
        model: its name there.
        key: what the server lets one in for; None where it asks for nothing.
        timeout_seconds: how long one answer may take in all.

    Raises:
        MissingExtra: the package `openai` is not installed.
    """
    if fault := find_phraser_fault():
        raise MissingExtra(fault)
    from bot.language_models.openai_phraser import OpenAIPhraser  # noqa: PLC0415

    return OpenAIPhraser(address, model, key=key, timeout_seconds=timeout_seconds)


def find_phraser_fault() -> str | None:
    """Why no language model can phrase, whichever it is; None where one can."""
    if find_spec("openai") is not None:
        return None
    return (
        "Phrasing needs the package openai: pip install '.[phrasing]' in Paperboy's checkout. "
        "Answers are quoted meanwhile."
    )


def _explain_missing(
    error: ModuleNotFoundError, choice: str | Path
) -> ModuleNotFoundError | MissingExtra:
    """The error to raise: a missing module of our own is a fault and stays what it is."""
    package = (error.name or "").partition(".")[0]
    return describe_missing(package, choice) if package in _INSTALL_TARGETS else error


def describe_missing(package: str, choice: str | Path) -> MissingExtra:
    """What to say where a package is not installed that a model needs."""
    target = _INSTALL_TARGETS[package]
    return MissingExtra(
        f"The embedding model {choice} needs the package {package}: "
        f"pip install {target} in Paperboy's checkout"
    )
