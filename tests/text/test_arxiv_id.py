import pytest

from bot.errors import WrongUse
from bot.text.arxiv_id import find_arxiv_id, parse_arxiv_id


@pytest.mark.parametrize(
    ("text", "arxiv_id"),
    [
        pytest.param("2401.00010", "2401.00010", id="bare id"),
        pytest.param("2401.00010v3", "2401.00010", id="version is dropped"),
        pytest.param("abs/2401.00010v2", "2401.00010", id="end of a link"),
        pytest.param("  2401.00010\n", "2401.00010", id="white space around"),
        pytest.param("arXiv:2401.00010v2 [cs.CL]", "2401.00010", id="as arXiv prints it"),
        pytest.param("https://arxiv.org/abs/2401.00010", "2401.00010", id="arXiv page"),
        pytest.param("http://www.arxiv.org/pdf/2401.00010v1.pdf", "2401.00010", id="arXiv PDF"),
        pytest.param("<https://export.arxiv.org/html/2401.00010>", "2401.00010", id="no preview"),
        pytest.param("https://huggingface.co/papers/2401.00010", "2401.00010", id="Hugging Face"),
        pytest.param("hf.co/papers/2401.00010#discussion", "2401.00010", id="short, with anchor"),
        pytest.param("https://huggingface.co/papers/2401.00010/?x=y", "2401.00010", id="parameter"),
        pytest.param("https://www.alphaxiv.org/overview/2401.00010v1", "2401.00010", id="alphaXiv"),
        pytest.param("https://doi.org/10.48550/arXiv.2401.00010", "2401.00010", id="DOI"),
        pytest.param("0704.0001", "0704.0001", id="first month of the new style"),
        pytest.param("1412.9999", "1412.9999", id="last month of four digits"),
        pytest.param("cs/0112017", "cs/0112017", id="old style"),
        pytest.param("hep-th/9901001v2", "hep-th/9901001", id="old style with version"),
        pytest.param("math.GT/0309136", "math/0309136", id="subject class is dropped"),
        pytest.param("https://arxiv.org/abs/MATH.gt/0309136", "math/0309136", id="old style link"),
    ],
)
def test_ids_and_links_are_read(text: str, arxiv_id: str) -> None:
    assert parse_arxiv_id(text) == find_arxiv_id(text) == arxiv_id


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("Attention Is All You Need", id="a title"),
        pytest.param("2413.00010", id="month 13"),
        pytest.param("2400.00010", id="month 0"),
        pytest.param("0112.0001", id="a month before the new style"),
        pytest.param("2401.0001", id="a zero lost to a decimal fraction"),
        pytest.param("1412.00001", id="five digits too early"),
        pytest.param("cs/0113017", id="old style, month 13"),
        pytest.param("abs/0112017", id="no archive of arXiv"),
        pytest.param("2401.00010 and 2401.00011", id="two ids"),
        pytest.param("https://example.org/abs/2401.00010", id="another site"),
        pytest.param("２４０１.00010", id="digits of another script"),
    ],
)
def test_what_is_no_id_is_refused(text: str) -> None:
    assert find_arxiv_id(text) is None
    with pytest.raises(WrongUse, match="is no arXiv id"):
        parse_arxiv_id(text)
