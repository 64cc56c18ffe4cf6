from pathlib import Path

import numpy as np
import pytest
from huggingface_hub import constants

from bot.errors import InvalidSettings, ModelUnavailable
from bot.language_models.model_files import find_model_files
from tests.language_models.tiny_model import LIMIT, POOLING, TABLE, write_tiny_model

HUB_NAME = "somebody/tiny"


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The place of one model in a hub cache, and no network."""
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    return tmp_path / "models--somebody--tiny"


@pytest.mark.parametrize("place", ["model.onnx", "onnx/model.onnx"])
def test_a_folder_is_named_by_its_last_part(tmp_path: Path, place: str) -> None:
    folder = write_tiny_model(tmp_path / "tiny")
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / "model.onnx").rename(folder / place)

    files = find_model_files(str(folder))

    assert (files.name, files.model) == ("tiny", folder / place)


def test_the_working_directory_has_a_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_tiny_model(tmp_path / "tiny"))

    assert find_model_files(".").name == "tiny"


def test_other_weights_of_the_same_size_are_noticed(tmp_path: Path) -> None:
    one = find_model_files(write_tiny_model(tmp_path / "one"))
    same = find_model_files(write_tiny_model(tmp_path / "same"))
    other = find_model_files(write_tiny_model(tmp_path / "other", table=TABLE + np.float32(0.5)))

    assert one.model.stat().st_size == other.model.stat().st_size
    assert one.fingerprint == same.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({LIMIT: {"max_seq_length": 9}}, id="limit"),
        pytest.param({POOLING: {"pooling_mode_cls_token": True}}, id="pooling"),
    ],
)
def test_other_settings_of_the_model_are_noticed(tmp_path: Path, change: dict[str, object]) -> None:
    one = find_model_files(write_tiny_model(tmp_path / "one"))
    other = find_model_files(write_tiny_model(tmp_path / "other", settings=change))

    assert one.fingerprint != other.fingerprint


def test_weights_beside_the_model_are_noticed(tmp_path: Path) -> None:
    files = find_model_files(write_tiny_model(tmp_path))
    before = files.fingerprint
    (tmp_path / "model.onnx_data").write_bytes(b"weights")

    assert files.fingerprint != before


@pytest.mark.parametrize(
    ("settings", "limit"),
    [
        pytest.param({}, 256, id="unknown"),
        pytest.param({"max_seq_length": 384}, 384, id="the model's own"),
        pytest.param({"max_seq_length": 8192}, 512, id="more than it is worth"),
        pytest.param({"max_seq_length": None}, 256, id="empty"),
        pytest.param([], 256, id="no settings"),
    ],
)
def test_the_limit_is_the_models(tmp_path: Path, settings: object, limit: int) -> None:
    folder = write_tiny_model(tmp_path, settings={LIMIT: settings})

    assert find_model_files(folder).token_limit == limit


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_folder_without_model_is_explained(tmp_path: Path, missing: str) -> None:
    (write_tiny_model(tmp_path) / missing).unlink()

    with pytest.raises(InvalidSettings, match=r"holds no model; expected tokenizer\.json, and"):
        find_model_files(tmp_path)


@pytest.mark.parametrize("choice", ["statc", "/no/such/folder", "a b/c", Path("somebody/tiny")])
def test_what_is_neither_folder_nor_name_is_explained(choice: str | Path) -> None:
    with pytest.raises(InvalidSettings, match="expected static, none, a folder that holds"):
        find_model_files(choice)


def test_a_model_from_the_hub_is_found_in_its_cache(hub_cache: Path) -> None:
    write_tiny_model(hub_cache / "snapshots" / "abc123")
    (hub_cache / "refs").mkdir()
    (hub_cache / "refs" / "main").write_text("abc123")

    files = find_model_files(HUB_NAME)

    assert files.name == HUB_NAME
    assert files.folder == hub_cache / "snapshots" / "abc123"


@pytest.mark.usefixtures("hub_cache")
def test_a_model_that_cannot_be_fetched_is_explained() -> None:
    with pytest.raises(ModelUnavailable, match=r"somebody/tiny could not .*or set it to static"):
        find_model_files(HUB_NAME)


def test_a_broken_settings_file_is_no_reason_to_guess(tmp_path: Path) -> None:
    write_tiny_model(tmp_path)
    (tmp_path / LIMIT).write_text('{"max_seq_length": 2')

    with pytest.raises(InvalidSettings, match=r"sentence_bert_config\.json cannot be read"):
        _ = find_model_files(tmp_path).token_limit
