import pytest

from bot.summarising.numbers import iter_reported_numbers


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        pytest.param("up to 2.7× faster", ["2.7×"], id="factor"),
        pytest.param("a 24x gain", ["24×"], id="x is written as ×"),
        pytest.param("2--15× and 20-30x", ["2--15×", "20-30×"], id="ranges as written"),
        pytest.param("by 1,200% of it", ["1,200%"], id="thousands"),
        pytest.param("reaches 83.3 % here", ["83.3%"], id="space before the unit"),
        pytest.param("Mixtral 8x22B at 256x256 and 3 x 4", [], id="names and products"),
        pytest.param("in 2025, 47 papers of v1.2", [], id="bare numbers"),
    ],
)
def test_numbers_are_read(sentence: str, values: list[str]) -> None:
    assert list(iter_reported_numbers(sentence)) == values
