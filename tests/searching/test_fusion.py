import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.searching.fusion import fuse_scores

SCORES = st.dictionaries(st.integers(1, 20), st.floats(0, 50))
COSINES = st.dictionaries(st.integers(1, 20), st.floats(-1, 1))


@pytest.mark.parametrize(
    ("lexical", "cosines", "ranked"),
    [
        pytest.param({1: 4.0, 2: 2.0}, {}, [(1, 0.6), (2, 0.3)], id="words alone"),
        pytest.param({}, {1: 0.2, 2: 0.4}, [(2, 0.4), (1, 0.2)], id="meaning alone"),
        pytest.param({1: 4.0}, {1: -0.3}, [(1, 0.6)], id="the opposite takes nothing away"),
        pytest.param({1: 1.0}, {1: 0.8, 2: 0.8}, [(1, 1.0), (2, 0.4)], id="both"),
        pytest.param({2: 1.0, 1: 1.0}, {}, [(1, 0.6), (2, 0.6)], id="equals by their numbers"),
        pytest.param({}, {}, [], id="nothing"),
    ],
)
def test_scores_are_summed(
    lexical: dict[int, float], cosines: dict[int, float], ranked: list[tuple[int, float]]
) -> None:
    found = fuse_scores(lexical, cosines, meaning_share=0.4)

    assert [paper_id for paper_id, _ in found] == [paper_id for paper_id, _ in ranked]
    assert [score for _, score in found] == pytest.approx([score for _, score in ranked])


@given(SCORES, COSINES, st.floats(0, 1))
def test_every_paper_is_ranked_once_between_0_and_1(
    lexical: dict[int, float], cosines: dict[int, float], share: float
) -> None:
    ranked = fuse_scores(lexical, cosines, meaning_share=share)

    assert sorted(paper_id for paper_id, _ in ranked) == sorted({**lexical, **cosines})
    assert all(0 <= score <= 1.000001 for _, score in ranked)
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)
