import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.markup import Line, Run, parse_inline, parse_markup


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("**a** b", (Run("a", bold=True), Run(" b"))),
        ("*a* _b_", (Run("a", italic=True), Run(" "), Run("b", italic=True))),
        ("***a***", (Run("a", bold=True, italic=True),)),
        ("**a *b***", (Run("a ", bold=True), Run("b", bold=True, italic=True))),
        ("__a__ ~~b~~", (Run("a", underline=True), Run(" "), Run("b", strike=True))),
        ("||a||", (Run("a", spoiler=True),)),
        ("`a*b*`", (Run("a*b*", code=True),)),
        (r"\*a\* \_b\_ C\+\+", (Run("*a* _b_ C++"),)),
        (r"**a \* b**", (Run("a * b", bold=True),)),
        ("snake_case_name 2 * 3 * 4", (Run("snake_case_name 2 * 3 * 4"),)),
        ("[a **b**](https://x.y/z)", (
            Run("a ", url="https://x.y/z"),
            Run("b", bold=True, url="https://x.y/z"),
        )),
        ("[a](<https://x.y/(z)>)", (Run("a", url="https://x.y/(z)"),)),
        ("<https://x.y>", (Run("https://x.y", url="https://x.y"),)),
        ("see https://x.y/z.", (Run("see "), Run("https://x.y/z", url="https://x.y/z"), Run("."))),
        ("**a", (Run("**a"),)),
        ("[a](b)", (Run("[a](b)"),)),
        ("[[1]](https://x.y)", (Run("[1]", url="https://x.y"),)),
    ],
)  # fmt: skip
def test_styles_and_links(text: str, runs: tuple[Run, ...]) -> None:
    assert parse_inline(text) == runs


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("a\n\nb", (Line((Run("a"),)), Line(), Line((Run("b"),)))),
        ("## a", (Line((Run("a"),), "heading", 2),)),
        ("#a", (Line((Run("#a"),)),)),
        ("-# a", (Line((Run("a"),), "subtext"),)),
        ("- a\n  - b\n3. c", (
            Line((Run("a"),), "item", 0, "•"),
            Line((Run("b"),), "item", 1, "•"),
            Line((Run("c"),), "item", 0, "3."),
        )),
        ("> a\nb", (Line((Run("a"),), is_quoted=True), Line((Run("b"),)))),
        ("a\n>>> b\n- c", (
            Line((Run("a"),)),
            Line((Run("b"),), is_quoted=True),
            Line((Run("c"),), "item", 0, "•", is_quoted=True),
        )),
        ("a\n```py\n*x*\ny\n```\nb", (
            Line((Run("a"),)),
            Line((Run("*x*", code=True),), "code"),
            Line((Run("y", code=True),), "code"),
            Line((Run("b"),)),
        )),
    ],
)  # fmt: skip
def test_lines(text: str, lines: tuple[Line, ...]) -> None:
    assert parse_markup(text) == lines


@pytest.mark.parametrize("mark", ["*", "**", "_", "||", "~~", "[", "[a](https://", "\\"])
def test_a_long_row_of_marks_is_read_too(mark: str) -> None:
    assert len(parse_markup(mark * 1000)) == 1


@given(st.text(alphabet="ab *_~|`[]()<>\\#-.1\nhttps:/", max_size=200))
def test_any_text_is_read_and_no_word_is_lost(text: str) -> None:
    kept = "".join(line.text for line in parse_markup(text))
    kept += "".join(run.url or "" for line in parse_markup(text) for run in line.runs)
    assert kept.count("b") >= text.replace("```", "").count("b") - _language_tags(text)


def _language_tags(text: str) -> int:
    """The words after a fence, which name a language and are not shown."""
    return sum(part.split("\n")[0].count("b") for part in text.split("```")[1:])
