from pathlib import Path

import pytest
import yaml

from bot.config import (
    Settings,
    iter_setting_places,
    load_discord_token,
    load_language_model_key,
    load_settings,
    variable_of,
)
from bot.errors import InvalidSettings

DOCUMENTED = Path(__file__).parent.parent / "config" / "paperboy.yaml"


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_documented_file_holds_every_setting_with_its_default() -> None:
    assert load_settings(DOCUMENTED, {}) == Settings()
    written = yaml.safe_load(DOCUMENTED.read_text("utf-8"))
    for place in iter_setting_places():
        value = written
        for key in place:
            value = value[key]
        line = next(
            line
            for line in DOCUMENTED.read_text("utf-8").splitlines()
            if variable_of(place) in line
        )
        assert line.strip().startswith(f"{place[-1]}: ")


def test_without_file_and_variables_the_defaults_hold() -> None:
    assert load_settings(None, {}) == Settings()


def test_a_file_may_set_some_and_a_variable_overrides_it(tmp_path: Path) -> None:
    path = write(tmp_path, "search:\n  page_size: 3\nhome: /srv/paperboy\n")

    settings = load_settings(
        None,
        {
            "PAPERBOY_CONFIG": str(path),
            "PAPERBOY_SEARCH_PAGE_SIZE": "7",
            "PAPERBOY_SEARCH_EMBEDDING_MODEL": "models/all-MiniLM-L6-v2",
        },
    )

    assert settings.search.page_size == 7
    assert settings.search.embedding_model == "models/all-MiniLM-L6-v2"
    assert settings.index_path == Path("/srv/paperboy/index.db")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "search:\n  page_sice: 3\n", r"line 2: search\.page_sice is no setting", id="key"
        ),
        pytest.param(
            "\ncolour: red\n", r"line 2: colour is no setting; .*search\.page_size", id="top"
        ),
        pytest.param(
            "search:\n  page_size: 30\n", r"line 2: .*cannot be 30; .*from 1 to 10", id="too large"
        ),
        pytest.param("search:\n  page_size: '3'\n", r"line 2: .*cannot be '3'", id="a text"),
        pytest.param(
            "search: 4\n",
            r"line 1: search cannot be 4; expected the settings page_size",
            id="no section",
        ),
        pytest.param(
            "search:\n  embedding_model: null\n",
            r"line 2: search\.embedding_model cannot be None; expected static, none, or the folder",
            id="null, where none has a name",
        ),
        pytest.param("log:\n  level: loud\n", r"line 2: log\.level cannot be 'loud'", id="choice"),
        pytest.param("home: 12:30\n", r"line 1: home cannot be 750", id="YAML's own ideas"),
        pytest.param("search: [", "line 1: this is no YAML", id="no YAML"),
        pytest.param("a: *b\n", "no YAML: found undefined alias", id="YAML that refers to nothing"),
        pytest.param("a: \0\n", "this is no YAML", id="characters that YAML does not allow"),
        pytest.param("token: abc\n", "token comes from PAPERBOY_DISCORD_TOKEN", id="token"),
        pytest.param(
            "language_model:\n  key: abc\n", "key comes from PAPERBOY_LANGUAGE_MODEL_KEY", id="key"
        ),
        pytest.param(
            "language_model:\n  address: https://me:secret@models.example\n",
            r"line 2: .*without key or query",
            id="an address with a password",
        ),
        pytest.param(
            "fetch:\n  address: https://me:secret@mirror.example\n",
            r"line 2: fetch\.address cannot be",
            id="a server's address with a password",
        ),
        pytest.param(
            "language_model:\n  address: https://models.example/v1\n",
            r"language_model\.model is missing",
            id="a language model without its name",
        ),
        pytest.param("- a\n", "must hold keys and values", id="a list"),
    ],
)
def test_a_wrong_file_is_explained_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InvalidSettings, match=words):
        load_settings(write(tmp_path, text), {})


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PAPERBOY_SEARCH_PAGE_SIZE", "many", "PAPERBOY_SEARCH_PAGE_SIZE cannot be 'many'"),
        ("PAPERBOY_SEARCH_PAGE_SIZE", "0", "cannot be '0'; expected hits on one page"),
        ("PAPERBOY_SERACH_PAGE_SIZE", "3", "PAPERBOY_SERACH_PAGE_SIZE is no setting"),
    ],
)
def test_a_wrong_variable_is_explained(variable: str, value: str, words: str) -> None:
    with pytest.raises(InvalidSettings, match=words):
        load_settings(None, {variable: value})


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_settings(None, {"PAPERBOY_LOG_LEVEL": "", "PAPERBOY_CONFIG": ""}) == Settings()


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="cannot be read"):
        load_settings(tmp_path / "absent.yaml", {})


def test_an_empty_file_sets_nothing(tmp_path: Path) -> None:
    assert load_settings(write(tmp_path, "# nothing yet\n"), {}) == Settings()


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text("from-file\n")

    by_variable = load_discord_token({"PAPERBOY_DISCORD_TOKEN": " from-variable "})
    by_file = load_discord_token({"PAPERBOY_DISCORD_TOKEN_FILE": str(path)})

    assert by_variable is not None
    assert by_file is not None
    assert by_variable.get_secret_value() == "from-variable"
    assert by_file.get_secret_value() == "from-file"
    assert "from-file" not in f"{by_file} {by_file!r}"
    assert load_discord_token({}) is None


def test_what_cannot_be_a_token_is_refused_without_showing_it() -> None:
    with pytest.raises(InvalidSettings, match="white space inside") as caught:
        load_discord_token({"PAPERBOY_DISCORD_TOKEN": "not a token"})

    assert "not a token" not in str(caught.value)


@pytest.mark.parametrize("content", [None, ""])
def test_a_token_file_without_token_is_explained(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "token"
    if content is not None:
        path.write_text(content)

    with pytest.raises(InvalidSettings, match="PAPERBOY_DISCORD_TOKEN_FILE names"):
        load_discord_token({"PAPERBOY_DISCORD_TOKEN_FILE": str(path)})


def test_the_language_model_s_key_comes_from_where_the_token_may_come_from(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("from-file\n")

    by_variable = load_language_model_key({"PAPERBOY_LANGUAGE_MODEL_KEY": "from-variable"})
    by_file = load_language_model_key({"PAPERBOY_LANGUAGE_MODEL_KEY_FILE": str(path)})

    assert by_variable is not None
    assert by_file is not None
    assert by_variable.get_secret_value() == "from-variable"
    assert by_file.get_secret_value() == "from-file"
    assert "from-file" not in f"{by_file} {by_file!r}"
    assert load_language_model_key({}) is None
    with pytest.raises(InvalidSettings, match="no key: it has strange characters inside"):
        load_language_model_key({"PAPERBOY_LANGUAGE_MODEL_KEY": "schlüssel"})
    assert load_settings(None, {"PAPERBOY_LANGUAGE_MODEL_KEY": "key"}) == Settings()
