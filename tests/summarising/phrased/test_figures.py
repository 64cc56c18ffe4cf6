import pytest

from bot.summarising.phrased.figures import Figure, find_figures, find_uncited

SAME = [
    ("2.7×", "2.7x"), ("2.7×", "2.7 times"), ("50%", "50 per cent"), ("50 %", "50 percent"),
    ("1,000 papers", "1000 papers"), ("three papers", "3 papers"), ("4-bit", "4 bits"),
    ("7 billion", "7B"), ("two-stage", "2-stage"), ("GPT-4", "GPT-4-based"), ("H100s", "H100"),
    ("up to 3×", "at most 3×"), ("over 3×", "more than 3×"), ("twofold", "2×"),
    ("10–20%", "10-20%"), ("half", "halved"), ("O(n²)", "O(n^2)"),
]  # fmt: skip
DIFFERENT = [
    ("2.7×", "2.8×"), ("2.7×", "2.7%"), ("9.13", "9.1"), ("3 points", "3%"), ("up to 3×", "3×"),
    ("3×", "over 3×"), ("-5", "5"), ("three", "two"), ("10²", "102"), ("GPT-4", "GPT-5"),
    ("2019", "2020"), ("10-20%", "20%"), ("7B", "7M"), ("5 ms", "5 s"), ("H100", "H200"),
    ("twice", "thrice"), ("2:4", "2:8"), ("$5", "5"), ("½", "¼"), ("٣", "٤"),
    ("a third", "a half"), ("nearly 9", "9"), ("millions", "thousands"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_figure_is_known_however_it_is_written(one: str, other: str) -> None:
    assert find_figures(one)
    assert find_figures(one) == find_figures(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_figures_that_differ_are_told_apart(one: str, other: str) -> None:
    assert find_figures(one)
    assert find_figures(one) != find_figures(other)


@pytest.mark.parametrize(
    ("text", "cited", "expected"),
    [
        pytest.param("It is 3× faster.", ["A gain of 3×."], None, id="cited"),
        pytest.param("It is 4× faster.", ["A gain of 3×."], Figure("4", "x"), id="not cited"),
        pytest.param("2× and 3×.", ["A gain of 3×.", "A gain of 2×."], None, id="of two sentences"),
        pytest.param(
            "50% on A and 60% on B.", ["60% on A, 50% on B."], Figure("60", "%"), id="swapped"
        ),
        pytest.param("No figure.", ["A gain of 3×."], None, id="none"),
    ],
)
def test_every_figure_must_be_cited_in_order(
    text: str, cited: list[str], expected: Figure | None
) -> None:
    assert find_uncited(find_figures(text), [find_figures(each) for each in cited]) == expected
