import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarising.discussion.markup import clean_message, find_quotes


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        pytest.param(
            "**Bold** and _slanted_ and ~~gone~~", "Bold and slanted and gone", id="signs"
        ),
        pytest.param("a*b*c = 2 * 3 and snake_case_name", None, id="signs within words stay"),
        pytest.param("x > y, and z >= 3", None, id="a comparison is no quote"),
        pytest.param("> his words\nmy words", "my words", id="quoted lines go"),
        pytest.param("mine\n>>> all\nof this", "mine", id="what is quoted to the end goes"),
        pytest.param("so:\n```py\nx = 1\n```\ndone", "so:\ndone", id="code in fences goes"),
        pytest.param("open ```x = 1", "open", id="a fence that nobody closed"),
        pytest.param("set `max_len` please", "set max_len please", id="a name in code is a word"),
        pytest.param("run `rm -r x` once", "run … once", id="other code is left out"),
        pytest.param("<@123> and <@&9> in <#4>", "@… and @… in #…", id="mentions"),
        pytest.param("nice <:party:12> <a:wave:3>", "nice", id="a server's emoji"),
        pytest.param("at <t:1773990000:R>", "at 2026-03-20 07:00 UTC", id="a timestamp"),
        pytest.param("at <t:999999999999>", "at …", id="a timestamp beyond all calendars"),
        pytest.param("||the end||", "the end", id="a spoiler"),
        pytest.param("[here](https://x.org/y) it is", "here it is", id="a masked link"),
        pytest.param("<https://x.org/y_z_w>", "https://x.org/y_z_w", id="a link without preview"),
        pytest.param("# Plan\n- first\n* second", "Plan\nfirst\nsecond", id="headings and bullets"),
        pytest.param(r"4 \* 4", "4 * 4", id="escaped signs"),
        pytest.param("  two\t words\u200b ", "two words", id="white space"),
        pytest.param("> only\n```quotes```", "", id="nothing of one's own"),
    ],
)
def test_markup_is_taken_off(text: str, cleaned: str | None) -> None:
    assert clean_message(text) == (text if cleaned is None else cleaned)


def test_quotes_are_found() -> None:
    assert find_quotes("> why  not?\nbecause\n> and\n```\n> code\n```") == ["why not?", "and"]


@given(st.text(alphabet="ab `*_~|<@:#>[]()\\\n-1t", max_size=60))
def test_any_text_can_be_cleaned(text: str) -> None:
    cleaned = clean_message(text)

    assert "  " not in cleaned
    assert all(line == line.strip() and line for line in cleaned.splitlines())
