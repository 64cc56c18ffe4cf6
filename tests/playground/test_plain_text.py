import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.plain_text import group_fields, render_happening, render_markup
from bot.playground.shown import (
    Appeared,
    FormOpened,
    Happening,
    Place,
    Removed,
    ShownEmbed,
    ShownField,
    ShownForm,
    ShownInput,
    ShownMessage,
    ThreadOpened,
)

PAPERS = Place(1, "papers", "channel")
MARKS = st.text(alphabet="a *_~|`[]()<>\\#-.1\nhttps:/", max_size=80)


@pytest.mark.parametrize(
    ("happening", "lines"),
    [
        (Removed(1), ["(a message was removed)"]),
        (
            ThreadOpened(Place(2, "KV", "thread")),
            ["(there is a thread “KV”; type: enter KV)"],
        ),
        (
            FormOpened(ShownForm(1, "T", (ShownInput("c", "Note", "words", is_required=False),))),
            ["(a form: T)", "  Note: words (may stay empty)", "  type: fill Note:…"],
        ),
    ],
)
def test_what_is_no_message_stands_in_brackets(happening: Happening, lines: list[str]) -> None:
    assert render_happening(happening) == lines


def test_an_address_stands_behind_its_first_link_only() -> None:
    url = "https://x.y"
    assert render_markup(f"[a **b**]({url}) [[1]]({url}) <{url}>") == [f"a b <{url}> [1] {url}"]


def test_inline_fields_stand_side_by_side_in_threes() -> None:
    inline = [ShownField(name, "v", is_inline=True) for name in "abcd"]
    whole = ShownField("e", "v")
    groups = group_fields([*inline, whole, inline[0]])
    assert ["".join(field.name for field in group) for group in groups] == ["abc", "d", "e", "a"]


@given(MARKS, MARKS)
def test_any_message_can_be_written_down(content: str, words: str) -> None:
    field = ShownField(words, content, is_inline=True)
    embed = ShownEmbed(title=words, url="https://x.y", description=content, fields=(field, field))
    message = ShownMessage(
        message_id=1, place=PAPERS, author="a", is_from_bot=True, content=words, embeds=(embed,)
    )
    lines = render_happening(Appeared(message))
    assert lines[0] == "a"
    assert not any("\n" in line for line in lines)
