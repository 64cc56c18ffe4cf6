import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language_models.composition import PaperEmbedder, Rows, clean, normalise, quantise
from bot.models import EmbeddingModel
from tests.language_models.reading import components, cosine

EAST, NORTH, SOUTH, NOTHING = [1.0, 0.0], [0.0, 1.0], [0.0, -1.0], [0.0, 0.0]


class ToyEncoder:
    """East for a title, north for an abstract, south for what stands for none."""

    def encode(self, texts: Sequence[str]) -> Rows:
        known = {"title": EAST, "abstract": NORTH, ".": SOUTH}
        return np.array([known.get(text, NOTHING) for text in texts], np.float32).reshape(-1, 2)


EMBEDDER = PaperEmbedder(EmbeddingModel("toy/1", 2, 0.5), ToyEncoder(), title_weight=0.5)


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param("title", "abstract", [64, 127], id="the title counts half"),
        pytest.param("title", "", [64, -127], id="something stands for an unknown abstract"),
        pytest.param("title", " \n", [64, -127], id="a blank abstract is none"),
        pytest.param("", "abstract", [0, 127], id="without a title the abstract alone"),
        pytest.param(" title ", "abstract\n", [64, 127], id="outer white space does not count"),
        pytest.param("no word", "nor here", [0, 0], id="without both no direction"),
    ],
)
def test_a_paper_is_its_abstract_and_its_title(
    title: str, abstract: str, expected: list[int]
) -> None:
    [vector] = EMBEDDER.embed_papers([(title, abstract)])

    assert components(vector).tolist() == expected


def test_papers_keep_their_order() -> None:
    vectors = EMBEDDER.embed_papers([("title", "?"), ("", "abstract"), ("", "?")])

    assert [components(vector).tolist() for vector in vectors] == [[127, 0], [0, 127], [0, 0]]
    assert EMBEDDER.embed_papers([]) == []


def test_a_query_is_embedded_as_it_stands() -> None:
    assert components(EMBEDDER.embed_query("title")).tolist() == [127, 0]
    assert EMBEDDER.embed_sentences(["title", ""]) == [EMBEDDER.embed_query("title"), bytes(2)]
    assert EMBEDDER.embed_query("") == bytes(2)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param([0.5, -0.25], [127, -64], id="the largest component becomes 127"),
        pytest.param([0.1, -0.3], [42, -127], id="or -127"),
        pytest.param([1e-30, 0.0], [127, 0], id="however small it is"),
        pytest.param([0.0, 0.0], [0, 0], id="zeros stay zeros"),
    ],
)
def test_eight_bits(row: list[float], expected: list[int]) -> None:
    assert components(quantise(np.array([row], np.float32))[0]).tolist() == expected


@given(
    st.lists(st.floats(-1, 1, width=32), min_size=256, max_size=256).filter(
        lambda row: sum(map(abs, row)) > 1
    )
)
def test_eight_bits_keep_the_direction(row: list[float]) -> None:
    floats = np.array([row], np.float32)

    assert cosine(floats[0], components(quantise(floats)[0])) > 0.99


def test_rows_have_length_1_or_0() -> None:
    rows = normalise(np.array([[3, 4], [0, 0]], np.float32))

    assert rows.tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0, 0]]
    assert math.hypot(*rows[0]) == pytest.approx(1)


@given(st.text(st.characters(exclude_categories=[])))
def test_every_text_can_be_written_as_utf_8(text: str) -> None:
    assert clean(text).encode("utf-8").decode() == clean(text)
