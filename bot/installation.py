"""What Paperboy stands on: Python, packages, SQLite, the home folder and the token."""

import os
import platform
import shutil
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from bot.config import load_discord_token, load_language_model_key
from bot.errors import InvalidSettings
from bot.language_models import find_phraser_fault
from bot.models import Check, CheckState
from bot.store.checking import describe_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.config import LanguageModelSettings, Settings
    from bot.services.embedders import EmbedderChoice
    from bot.services.ports import PictureMaker

_OLDEST_PYTHON: Final = (3, 11)
_OLDEST_SQLITE: Final = (3, 37)  # the first with strict tables
_SCARCE_BYTES: Final = 500_000_000
_THIS_MACHINE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_BY_WORDS: Final = "Searching goes by words where it is missing."
_WITH_DEFAULT: Final = (
    "Meanwhile the default model stands in where it has read nearly all papers; else words decide."
)


def check_installation(
    settings: "Settings", choices: "Sequence[EmbedderChoice]", pictures: "PictureMaker"
) -> list[Check]:
    """Everything that can be told without opening the index."""
    return [
        _check_python(sys.version_info[:2]),
        _check_sqlite(*describe_sqlite()),
        _check_engine(),
        *_check_models(choices),
        _check_pictures(pictures),
        _check_language_model(settings.language_model),
        _check_home(settings.home_path),
        _check_token(),
    ]


def _check_python(present: tuple[int, ...]) -> Check:
    sentence = f"Python {platform.python_version()}."
    if present >= _OLDEST_PYTHON:
        return Check("Python", CheckState.OK, sentence)
    return Check(
        "Python", CheckState.FAULT, sentence, "Install Paperboy with Python 3.11 or newer."
    )


def _check_sqlite(present: str, has_fts5: bool) -> Check:  # noqa: FBT001 - as it is described
    sentence = f"SQLite {present}, {'with' if has_fts5 else 'without'} FTS5."
    remedy = "Use a Python that comes with SQLite 3.37 or newer and FTS5."
    if tuple(map(int, present.split(".")[:2])) < _OLDEST_SQLITE:
        return Check("SQLite", CheckState.FAULT, sentence, remedy)
    if not has_fts5:
        needs_it = find_spec("tantivy") is None
        return Check("SQLite", CheckState.FAULT if needs_it else CheckState.OK, sentence, remedy)
    return Check("SQLite", CheckState.OK, sentence)


def _check_engine() -> Check:
    if find_spec("tantivy") is None:
        sentence = "The search engine tantivy is not installed; SQLite's FTS5 stands in, slower."
        return Check("search engine", CheckState.WARNING, sentence, "pip install tantivy")
    return Check("search engine", CheckState.OK, f"tantivy {version('tantivy')}.")


def _check_models(choices: "Sequence[EmbedderChoice]") -> "Iterator[Check]":
    """The chosen model, and the default that stands in for it."""
    for place, choice in enumerate(choices):
        name = "default embedding model" if place else "embedding model"
        if fault := choice.find_fault():
            stand_in = place + 1 < len(choices)
            yield Check(name, CheckState.WARNING, fault, _WITH_DEFAULT if stand_in else _BY_WORDS)
        else:
            sentence = f"{choice.name}: its packages and files are there."
            yield Check(name, CheckState.OK, sentence)


def _check_pictures(pictures: "PictureMaker") -> Check:
    if fault := pictures.find_fault():
        sentence = f"Recaps come without their picture. {fault}"
        return Check("pictures", CheckState.OK, sentence)
    return Check("pictures", CheckState.OK, "Recaps come with a picture.")


def _check_language_model(chosen: "LanguageModelSettings") -> Check:
    """Whether answers can be phrased, without asking the model; its key is never shown."""
    name = "language model"
    if chosen.address is None:
        return Check(name, CheckState.OK, "None is configured: answers are quoted, not phrased.")
    if fault := find_phraser_fault():
        return Check(name, CheckState.WARNING, fault, "pip install '.[phrasing]'")
    try:
        key = load_language_model_key()
    except InvalidSettings as error:
        return Check(name, CheckState.FAULT, str(error), "Mend that file or variable.")
    sentence = f"{chosen.model} at {chosen.address} is asked {'with a' if key else 'without'} key."
    is_near = urlsplit(chosen.address).hostname in _THIS_MACHINE
    if key is not None and chosen.address.startswith("http://") and not is_near:
        remedy = "Use an address that begins with https://."
        return Check(name, CheckState.WARNING, f"{sentence} It travels unencrypted.", remedy)
    return Check(name, CheckState.OK, sentence)


def _check_home(home: Path) -> Check:
    """Whether the folder, or what it will be made in, can be written, and has room."""
    present = next(folder for folder in (home, *home.absolute().parents) if folder.exists())
    if not (present.is_dir() and os.access(present, os.W_OK | os.X_OK)):
        sentence = f"{present} cannot be written."
        return Check("home folder", CheckState.FAULT, sentence, "Let this user write to it, or "
                     "name another folder in PAPERBOY_HOME.")  # fmt: skip
    free = shutil.disk_usage(present).free
    sentence = f"{home} can be written; {free / 1e9:,.1f} GB are free."
    if free < _SCARCE_BYTES:
        return Check("home folder", CheckState.WARNING, sentence, "Make room on the disk.")
    return Check("home folder", CheckState.OK, sentence)


def _check_token() -> Check:
    """Whether there is a token; it is never shown."""
    try:
        token = load_discord_token()
    except InvalidSettings as error:
        return Check("token", CheckState.FAULT, str(error), "Mend that file or variable.")
    if token is None:
        return Check(
            "token",
            CheckState.OK,
            "No token is set: `paperboy serve` needs PAPERBOY_DISCORD_TOKEN or "
            "PAPERBOY_DISCORD_TOKEN_FILE.",
        )
    return Check("token", CheckState.OK, "A token is set.")
