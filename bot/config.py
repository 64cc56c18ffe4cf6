"""Settings: the configuration file and the environment, checked and frozen.

The only importer of yaml and the only reader of the environment.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import time
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, TypeAdapter, ValidationError

from bot.errors import InvalidSettings

ENVIRONMENT_PREFIX = "PAPERBOY_"
_CONFIG_VARIABLE = "PAPERBOY_CONFIG"
_TOKEN_VARIABLE = "PAPERBOY_DISCORD_TOKEN"  # noqa: S105 - a name, not a secret
_TOKEN_FILE_VARIABLE = "PAPERBOY_DISCORD_TOKEN_FILE"  # noqa: S105 - likewise
_KEY_VARIABLE = "PAPERBOY_LANGUAGE_MODEL_KEY"
_KEY_FILE_VARIABLE = "PAPERBOY_LANGUAGE_MODEL_KEY_FILE"
_NOT_SETTINGS = frozenset(
    {
        _CONFIG_VARIABLE,
        _TOKEN_VARIABLE,
        _TOKEN_FILE_VARIABLE,
        _KEY_VARIABLE,
        _KEY_FILE_VARIABLE,
    }
)
# In the file people write a path as text, also under strict checking.
_PathText = Field(default=None, strict=False)


class _Section(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True
    )


class SearchSettings(_Section):
    """How search answers."""

    page_size: int = Field(default=5, ge=1, le=10)
    """hits on one page of /search, a number from 1 to 10"""
    embedding_model: str = Field(default="static", min_length=1)
    """static, none, or the folder or hub name of an ONNX sentence-transformer"""


class HighlightSettings(_Section):
    """How highlights are picked."""

    pick_count: int = Field(default=5, ge=1, le=10)
    """picks in one highlights post, a number from 1 to 10"""


class FetchSettings(_Section):
    """Where and when `paperboy serve` fetches new digests."""

    at: str = Field(
        default="03:00, 18:00",
        pattern=r"^(?:never|(?:[01]\d|2[0-3]):[0-5]\d(?:, ?(?:[01]\d|2[0-3]):[0-5]\d)*)$",
    )
    """never, or times of the day in UTC, such as 03:00, 18:00"""
    address: str = Field(default="https://huggingface.co", pattern=r"^https?://[^\s@?#]+$")
    """the server of the Daily Papers API, such as https://huggingface.co"""

    @property
    def times(self) -> tuple[time, ...]:
        """The times of the day in UTC; none where nothing is fetched."""
        written = () if self.at == "never" else self.at.split(",")
        return tuple(time.fromisoformat(each.strip()) for each in written)


class WatchSettings(_Section):
    """The folder whose files `paperboy serve` reads by itself."""

    folder: Path | None = _PathText
    """the folder into which digests are dropped, or null for `incoming` in the home folder"""


class LanguageModelSettings(_Section):
    """The language model that phrases answers; there is none unless both names are given."""

    # User names and keys have no place in an address, which is shown and logged.
    address: str | None = Field(default=None, pattern=r"^https?://[^\s@?#]+$")
    """null, or where an OpenAI-compatible server is: http:// or https://, without key or query"""
    model: str | None = Field(default=None, min_length=1)
    """null, or the model's name on that server"""
    timeout_seconds: float = Field(default=8, ge=1, le=60)
    """how long an answer may take in all, a number of seconds from 1 to 60"""


class LogSettings(_Section):
    """What the operator reads."""

    level: str = Field(default="info", pattern="^(?i:debug|info|warning|error)$")
    """the least serious messages that are logged: debug, info, warning or error"""


class Settings(_Section):
    """Everything that an operator can set; config/paperboy.yaml documents each."""

    home: Path | None = _PathText
    """the folder that holds the index, or null for the platform's usual data folder"""
    search: SearchSettings = SearchSettings()
    highlights: HighlightSettings = HighlightSettings()
    fetch: FetchSettings = FetchSettings()
    watch: WatchSettings = WatchSettings()
    language_model: LanguageModelSettings = LanguageModelSettings()
    log: LogSettings = LogSettings()

    @property
    def home_path(self) -> Path:
        """The folder that holds everything Paperboy keeps."""
        if self.home is not None:
            return self.home.expanduser()
        from platformdirs import user_data_path  # noqa: PLC0415 - costs 20 ms, seldom needed

        return user_data_path("paperboy", appauthor=False)

    @property
    def watched_path(self) -> Path:
        """The folder into which digests are dropped."""
        folder = self.watch.folder
        return self.home_path / "incoming" if folder is None else folder.expanduser()

    @property
    def index_path(self) -> Path:
        """The SQLite database."""
        return self.home_path / "index.db"

    @property
    def search_path(self) -> Path:
        """The folder of what is derived from the database for searching; it can be deleted."""
        return self.home_path / "search"


def load_settings(
    config_path: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """Read the configuration file, if there is one, and what the environment overrides.

    Args:
        config_path: the file; by default the one that PAPERBOY_CONFIG names, if it is set.
        environment: `PAPERBOY_SEARCH_PAGE_SIZE` overrides `search: page_size`, and so on.

    Raises:
        InvalidSettings: names the file and line, or the variable, and what is wrong with it.
    """
    path = config_path or _path_or_none(environment.get(_CONFIG_VARIABLE))
    written, lines = _read_file(path) if path else ({}, {})
    _check(written, path, lines)
    for variable, place, value in _iter_overrides(environment):
        _override(written, variable, place, value)
    settings = Settings.model_validate(written)
    model = settings.language_model
    if (model.address is None) != (model.model is None):
        missing = "address" if model.address is None else "model"
        raise InvalidSettings(
            f"language_model.{missing} is missing: a language model has an address and a name."
        )
    return settings


def load_discord_token(environment: Mapping[str, str] = os.environ) -> SecretStr | None:
    """The bot's token, from the environment or from a file named there; None where neither is.

    Raises:
        InvalidSettings: the file cannot be read or is empty.
    """
    return _load_secret(environment, _TOKEN_VARIABLE, _TOKEN_FILE_VARIABLE, "token")


def load_language_model_key(environment: Mapping[str, str] = os.environ) -> SecretStr | None:
    """The language model's key, from where the token may come from, too; None where there is none.

    Raises:
        InvalidSettings: the file cannot be read or is empty.
    """
    return _load_secret(environment, _KEY_VARIABLE, _KEY_FILE_VARIABLE, "key")


def _load_secret(
    environment: Mapping[str, str], variable: str, file_variable: str, noun: str
) -> SecretStr | None:
    if secret := environment.get(variable, "").strip():
        return _checked_secret(secret, variable, noun)
    path = _path_or_none(environment.get(file_variable))
    if path is None:
        return None
    try:
        secret = path.expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidSettings(f"{file_variable} names {path}, which cannot be read.") from error
    if not secret:
        raise InvalidSettings(f"{file_variable} names {path}, which is empty.")
    return _checked_secret(secret, str(path), noun)


def _checked_secret(secret: str, place: str, noun: str) -> SecretStr:
    """A secret has no white space; finding out from the other side would take a connection."""
    if len(secret.split()) > 1 or not secret.isascii() or not secret.isprintable():
        wrong = "white space" if len(secret.split()) > 1 else "strange characters"
        raise InvalidSettings(f"What stands in {place} is no {noun}: it has {wrong} inside.")
    return SecretStr(secret)


def iter_setting_places(
    model: type[BaseModel] = Settings, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield the place of every setting, such as ("home",) or ("search", "page_size")."""
    for name, field in model.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            yield from iter_setting_places(section, (*above, name))
        else:
            yield (*above, name)


def variable_of(place: tuple[str, ...]) -> str:
    """The environment variable that overrides a setting.

    >>> variable_of(("search", "page_size"))
    'PAPERBOY_SEARCH_PAGE_SIZE'
    """
    return ENVIRONMENT_PREFIX + "_".join(place).upper()


def _read_file(path: Path) -> tuple[dict[str, Any], dict[tuple[str, ...], int]]:
    """What stands in the file, and on which line each key stands."""
    try:
        text = path.expanduser().read_text(encoding="utf-8")
        tree = yaml.compose(text, Loader=yaml.SafeLoader)
        written = yaml.safe_load(text)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise InvalidSettings(f"The configuration {path} cannot be read: {reason}.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it holds what YAML does not allow"
        raise InvalidSettings(f"{path}{where}: this is no YAML: {problem}.") from error
    if written is None:
        return {}, {}
    if not isinstance(written, dict):
        raise InvalidSettings(f"The configuration {path} must hold keys and values.")
    return written, dict(_iter_lines(tree, ()))


def _iter_lines(
    node: yaml.Node | None, above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            place = (*above, str(key.value))
            yield place, key.start_mark.line + 1
            yield from _iter_lines(value, place)


def _check(
    written: dict[str, Any], path: Path | None, lines: Mapping[tuple[str, ...], int]
) -> None:
    try:
        Settings.model_validate(written)
    except ValidationError as error:
        first = error.errors()[0]
        place = tuple(str(part) for part in first["loc"])
        line = lines.get(place, 1)
        name = ".".join(place)
        if first["type"] == "extra_forbidden":
            raise InvalidSettings(f"{path}, line {line}: {name} {_say_unknown(place)}") from error
        wrong = f"{name} cannot be {first['input']!r}; expected {_expected(place)}"
        raise InvalidSettings(f"{path}, line {line}: {wrong}.") from error


def _say_unknown(place: tuple[str, ...]) -> str:
    if "token" in place[-1].casefold():
        return f"is no setting: the token comes from {_TOKEN_VARIABLE} or {_TOKEN_FILE_VARIABLE}."
    if "key" in place[-1].casefold():
        return f"is no setting: the key comes from {_KEY_VARIABLE} or {_KEY_FILE_VARIABLE}."
    known = ", ".join(".".join(each) for each in iter_setting_places())
    return f"is no setting; the settings are {known}."


def _expected(place: tuple[str, ...]) -> str:
    """What a setting is, in its own words; for a section, its settings."""
    model: type[BaseModel] = Settings
    for name in place:
        field = model.model_fields[name]
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            model = section
        else:
            return str(field.description)
    return f"the settings {', '.join(model.model_fields)}"


def _iter_overrides(
    environment: Mapping[str, str],
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    places = {variable_of(place): place for place in iter_setting_places()}
    for variable, value in environment.items():
        # An empty variable counts as not set, as shells and service managers have it.
        if value and variable.startswith(ENVIRONMENT_PREFIX) and variable not in _NOT_SETTINGS:
            if variable not in places:
                raise InvalidSettings(
                    f"The variable {variable} is no setting; there are {', '.join(places)}."
                )
            yield variable, places[variable], value


def _override(written: dict[str, Any], variable: str, place: tuple[str, ...], value: str) -> None:
    """Put the variable's value, read as the setting's type, into its place."""
    *sections, name = place
    model: type[BaseModel] = Settings
    for section in sections:
        annotation = model.model_fields[section].annotation
        assert isinstance(annotation, type)  # noqa: S101 - iter_setting_places went this way
        model = annotation
        written = written.setdefault(section, {})
    field = model.model_fields[name]
    try:
        adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
        written[name] = adapter.validate_strings(value)
    except ValidationError as error:
        raise InvalidSettings(
            f"The variable {variable} cannot be {value!r}; expected {_expected(place)}."
        ) from error


def _path_or_none(text: str | None) -> Path | None:
    return Path(text) if text else None
