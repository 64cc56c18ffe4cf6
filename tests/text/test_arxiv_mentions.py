import pytest

from bot.text.arxiv_id import iter_arxiv_ids


@pytest.mark.parametrize(
    ("text", "arxiv_ids"),
    [
        pytest.param("see 2401.00010v3.", ["2401.00010"], id="bare, at a sentence's end"),
        pytest.param("2401.00010,2401.00011", ["2401.00010", "2401.00011"], id="a list"),
        pytest.param("https://arxiv.org/pdf/2401.00010v2.pdf", ["2401.00010"], id="a PDF"),
        pytest.param("(https://hf.co/papers/2401.00010?x=1)", ["2401.00010"], id="Hugging Face"),
        pytest.param("<https://www.alphaxiv.org/abs/2401.00010>", ["2401.00010"], id="alphaXiv"),
        pytest.param("https://doi.org/10.48550/arXiv.2401.00010", ["2401.00010"], id="a DOI"),
        pytest.param(
            "hep-th/9901001, math.GT/0309136", ["hep-th/9901001", "math/0309136"], id="old"
        ),
        pytest.param("arXiv:1412.6980", ["1412.6980"], id="four digits after the name"),
        pytest.param("a loss of 1412.6980", [], id="four digits may be any number"),
        pytest.param("2,403.12345 litres", [], id="part of a longer number"),
        pytest.param("https://example.org/2401.00010", [], id="a number in another link"),
        pytest.param("2413.00010", [], id="there is no month 13"),
    ],
)
def test_ids_are_found_in_texts(text: str, arxiv_ids: list[str]) -> None:
    assert list(iter_arxiv_ids(text)) == arxiv_ids
