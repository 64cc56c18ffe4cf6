from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language_models.composition import PaperEmbedder, quantise
from bot.language_models.static_embedder import open_static_embedder
from tests.language_models.reading import components, cosine

EMBEDDER: PaperEmbedder = open_static_embedder()
TEXTS = [
    "kv cache compression for long contexts",
    "We show that C++ & LaTeX like $\\alpha_2$ cost nothing; see https://example.org.",
    "Übermäßig große Modelle – 大模型 🙂 \x00 \x7f",
    "a",
    "An abstract of many words. " * 400,
]


@pytest.fixture(scope="module")
def genuine() -> Any:
    import wordllama  # noqa: PLC0415 - slow, and sets up logging

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def test_the_model_has_one_name() -> None:
    assert EMBEDDER.model.name.startswith("wordllama-l2-supercat-256/")
    assert EMBEDDER.model.dimensions == 256
    assert EMBEDDER.model == open_static_embedder().model


def test_embeddings_equal_those_of_the_genuine_package(genuine: Any) -> None:
    ours = EMBEDDER._encoder.encode(TEXTS)

    np.testing.assert_allclose(ours, genuine.embed(TEXTS, norm=True), atol=1e-5)


def test_a_vector_points_where_the_genuine_embedding_does(genuine: Any) -> None:
    for text, expected in zip(TEXTS, genuine.embed(TEXTS, norm=True), strict=True):
        assert cosine(components(EMBEDDER.embed_query(text)), expected) > 0.9998


def test_a_paper_is_its_abstract_and_four_fifths_of_its_title(genuine: Any) -> None:
    title, abstract = genuine.embed(TEXTS[:2], norm=True)

    [vector] = EMBEDDER.embed_papers([(TEXTS[0], TEXTS[1])])

    assert [vector] == quantise((abstract + np.float32(0.8) * title)[np.newaxis])


def test_many_papers_are_embedded_as_one_alone() -> None:
    papers = [(f"title {number}", "words " * number) for number in range(150)]

    together = EMBEDDER.embed_papers(papers)

    assert together == [EMBEDDER.embed_papers([paper])[0] for paper in papers]


def test_like_texts_lie_closer() -> None:
    query, near, far = (
        components(EMBEDDER.embed_query(text))
        for text in ("large language models", "transformers that write text", "growing tomatoes")
    )

    assert cosine(query, near) > cosine(query, far) + 0.1


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_a_text_that_says_nothing_has_no_direction(text: str) -> None:
    assert EMBEDDER.embed_query(text) == bytes(256)


@given(st.text(st.characters(exclude_categories=[])), st.text())
def test_any_text_can_be_embedded(title: str, abstract: str) -> None:
    [vector] = EMBEDDER.embed_papers([(title, abstract)])

    assert len(vector) == len(EMBEDDER.embed_query(title)) == 256
    assert any(vector)
