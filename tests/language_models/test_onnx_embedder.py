import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InvalidSettings
from bot.language_models.composition import PaperEmbedder
from bot.language_models.onnx_embedder import open_onnx_embedder, pool
from tests.language_models.reading import components, cosine
from tests.language_models.tiny_model import LIMIT, POOLING, write_tiny_model
from tests.shared_files import SHARED, needs_shared

MINI_LM = SHARED / "models" / "all-MiniLM-L6-v2"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> PaperEmbedder:
    return open_onnx_embedder(write_tiny_model(tmp_path_factory.mktemp("a") / "tiny"), threads=1)


@pytest.fixture(scope="module")
def mini_lm() -> PaperEmbedder:
    return open_onnx_embedder(MINI_LM, threads=1)


def test_the_model_has_the_name_of_its_folder(tiny: PaperEmbedder) -> None:
    assert tiny.model.name.startswith("onnx:tiny/")
    assert tiny.model.dimensions == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("cache", [64, 127, 0], id="the average of all tokens"),
        pytest.param("cache cat", [64, 127, 127], id="and of more"),
        pytest.param("", [0, 0, 0], id="no token"),
    ],
)
def test_the_average_over_the_tokens_is_the_text(
    tiny: PaperEmbedder, text: str, expected: list[int]
) -> None:
    assert components(tiny.embed_query(text)).tolist() == expected


def test_many_papers_are_embedded_as_one_alone(tiny: PaperEmbedder) -> None:
    papers = [(f"cat {'cache ' * (number % 7)}", "cat " * (number % 90)) for number in range(100)]

    together = tiny.embed_papers(papers)

    assert together == [tiny.embed_papers([paper])[0] for paper in papers]


def test_a_network_that_pools_by_itself(tmp_path: Path) -> None:
    embedder = open_onnx_embedder(write_tiny_model(tmp_path, is_pooled=True), threads=1)

    assert components(embedder.embed_query("cache")).tolist() == [64, 127, 0]


def test_a_model_whose_first_token_is_the_text(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path, settings={POOLING: {"pooling_mode_cls_token": True}})

    assert components(open_onnx_embedder(folder, threads=1).embed_query("cache")).tolist() == [
        127, 0, 0,
    ]  # fmt: skip


def test_a_text_is_cut_at_the_limit_of_the_model(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path, settings={LIMIT: {"max_seq_length": 3}})
    embedder = open_onnx_embedder(folder, threads=1)

    assert embedder.embed_query("cache cat cat") == embedder.embed_query("cache")


@pytest.mark.parametrize(
    "inputs",
    [
        pytest.param(["input_ids"], id="fewer"),
        pytest.param(["input_ids", "attention_mask", "token_type_ids"], id="all"),
    ],
)
def test_a_network_gets_the_inputs_it_declares(tmp_path: Path, inputs: list[str]) -> None:
    folder = write_tiny_model(tmp_path, inputs=inputs)

    assert any(open_onnx_embedder(folder, threads=1).embed_query("cat"))


def test_another_kind_of_network_is_refused(tmp_path: Path) -> None:
    folder = write_tiny_model(tmp_path, inputs=["input_ids", "pixels"])

    with pytest.raises(InvalidSettings, match=r"no sentence-transformer .*: it wants pixels"):
        open_onnx_embedder(folder, threads=1)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_none_is_explained(tmp_path: Path, name: str) -> None:
    (write_tiny_model(tmp_path) / name).write_text("<html>not found</html>")

    with pytest.raises(InvalidSettings, match=f"{tmp_path} holds no sentence-transformer"):
        open_onnx_embedder(tmp_path, threads=1)


def test_pooling_counts_real_tokens_only() -> None:
    output = np.array([[[2, 0], [4, 2], [9, 9]]], np.float32)
    mask = np.array([[1, 1, 0]])

    assert pool(output, mask, takes_first_token=False).tolist() == [[3, 1]]
    assert pool(output, mask, takes_first_token=True).tolist() == [[2, 0]]


@needs_shared
def test_a_real_model_knows_what_is_alike(mini_lm: PaperEmbedder) -> None:
    query, near, far = (
        components(mini_lm.embed_query(text))
        for text in ("large language models", "transformers that write text", "growing tomatoes")
    )

    assert mini_lm.model.name.startswith("onnx:all-MiniLM-L6-v2/")
    assert mini_lm.model.dimensions == 384
    assert cosine(query, near) > cosine(query, far) + 0.2


@needs_shared
def test_a_real_model_reads_more_than_its_tokeniser_was_told(mini_lm: PaperEmbedder) -> None:
    limit = json.loads((MINI_LM / "tokenizer.json").read_text("utf-8"))["truncation"]["max_length"]
    beginning = "cache " * limit

    assert mini_lm.embed_query(beginning) != mini_lm.embed_query(beginning + "tomato " * 100)


@needs_shared
@given(st.text(st.characters(exclude_categories=[]), max_size=50))
def test_any_text_can_be_embedded(mini_lm: PaperEmbedder, text: str) -> None:
    assert len(mini_lm.embed_query(text)) == 384


@needs_shared
def test_batches_hardly_change_a_vector(mini_lm: PaperEmbedder) -> None:
    papers = [(f"tomato {number}", "red fruit " * number) for number in range(9, 120, 9)]

    for paper, vector in zip(papers, mini_lm.embed_papers(papers), strict=True):
        alone = mini_lm.embed_papers([paper])[0]
        assert cosine(components(alone), components(vector)) > 0.99
