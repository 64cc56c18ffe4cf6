import math
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Vector
from bot.searching.nearest import NearestVectors

COMPONENT = st.integers(-127, 127)


def vector(*components: int) -> Vector:
    return Vector(bytes(component % 256 for component in components))


def filled(*rows: tuple[int, Vector]) -> NearestVectors:
    vectors = NearestVectors(2)
    vectors.put(rows)
    return vectors


@pytest.fixture
def vectors() -> NearestVectors:
    return filled((7, vector(100, 0)), (2, vector(3, 4)), (5, vector(-127, 0)), (9, vector(0, 0)))


def test_the_closest_come_first(vectors: NearestVectors) -> None:
    found = vectors.compare(vector(50, 0)).nearest(3)

    assert [paper_id for paper_id, _ in found] == [7, 2, 9]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.6, 0.0])


def test_papers_are_compared_with_each_other(vectors: NearestVectors) -> None:
    among = vectors.compare_among([7, 5, 2, 1, 99])

    assert among[0, :3].tolist() == pytest.approx([1.0, -1.0, 0.6])
    assert all(math.isnan(each) for each in [*among[3], *among[:, 4]])
    assert math.isnan(NearestVectors(2).compare_among([1])[0, 0])


def test_only_what_is_close_enough_is_found(vectors: NearestVectors) -> None:
    similarities = vectors.compare(vector(50, 0))

    assert [paper_id for paper_id, _ in similarities.nearest(9, at_least=0.5)] == [7, 2]
    assert similarities.nearest(9, at_least=1.5) == []


def test_cosines_of_papers_unknown_ones_among_them(vectors: NearestVectors) -> None:
    similarities = vectors.compare(vector(1, 0))

    assert similarities.of([2, 3, 5, 10**6]) == [pytest.approx(0.6), None, -1.0, None]


def test_a_new_vector_takes_the_place_of_the_old(vectors: NearestVectors) -> None:
    vectors.put([(7, vector(0, 1)), (4000, vector(1, 0)), (4000, vector(-1, 0))])

    assert len(vectors) == 5
    assert vectors.compare(vector(0, 9)).of([7, 4000]) == [1.0, 0.0]
    assert vectors.find(4000) == vector(-1, 0)
    assert vectors.find(3) is None


def test_without_vectors_nothing_is_near() -> None:
    similarities = NearestVectors(2).compare(vector(1, 0))

    assert (similarities.nearest(5), similarities.of([1]), similarities.typical()) == (
        [],
        [None],
        0,
    )


@given(
    st.lists(st.tuples(COMPONENT, COMPONENT, COMPONENT), min_size=1, max_size=30),
    st.tuples(COMPONENT, COMPONENT, COMPONENT),
)
def test_cosines_are_those_of_the_definition(
    rows: Sequence[tuple[int, int, int]], asked: tuple[int, int, int]
) -> None:
    vectors = NearestVectors(3)
    for paper_id, row in enumerate(rows, 1):
        vectors.put([(paper_id, vector(*row))])

    cosines = vectors.compare(vector(*asked)).of(range(1, len(rows) + 1))

    for row, cosine in zip(rows, cosines, strict=True):
        product = sum(one * other for one, other in zip(row, asked, strict=True))
        lengths = math.hypot(*row) * math.hypot(*asked)
        assert cosine == pytest.approx(product / lengths if lengths else 0.0, abs=1e-5)
