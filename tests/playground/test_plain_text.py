import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.plain_text import group_fields, render_happening, render_markup
from bot.playground.references import find_line
from bot.playground.shown import (
    Appeared,
    FormOpened,
    Happening,
    Place,
    Removed,
    ShownChoice,
    ShownEmbed,
    ShownField,
    ShownForm,
    ShownInput,
    ShownMenu,
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


@pytest.mark.parametrize(
    ("labels", "lines"),
    [
        pytest.param(["KV", "Drafts"], ["(1) KV", "(2) Drafts"], id="counted"),
        pytest.param(["6. KV", "7. Drafts"], ["(6) KV", "(7) Drafts"], id="their own numbers"),
        pytest.param(["6. KV", "6. Drafts"], ["(1) 6. KV", "(2) 6. Drafts"], id="ambiguous"),
    ],
)
def test_the_lines_of_a_menu_have_one_number_each(labels: list[str], lines: list[str]) -> None:
    choices = tuple(ShownChoice(label, label) for label in labels)
    menu = ShownMenu("m", "Open", choices)
    message = ShownMessage(
        message_id=1, place=PAPERS, author="a", is_from_bot=True, controls=((menu,),)
    )
    assert render_happening(Appeared(message)) == ["a", "Open:", *(f"  {line}" for line in lines)]
    numbers = [int(line[1]) for line in lines]
    assert [find_line(number, labels) for number in numbers] == [0, 1]


@pytest.mark.parametrize(
    ("embed", "lines"),
    [
        (ShownEmbed(description="d", footer="f"), ["d", "", "f"]),
        (ShownEmbed(fields=(ShownField("n", "v"),), image="i"), ["n:", "v", "", "[picture i]"]),
        (ShownEmbed(footer="f"), ["f"]),
    ],
)
def test_the_parts_of_a_card_stand_apart(embed: ShownEmbed, lines: list[str]) -> None:
    message = ShownMessage(
        message_id=1, place=PAPERS, author="a", is_from_bot=True, embeds=(embed,)
    )
    assert render_happening(Appeared(message))[1:] == [f"┃ {line}".rstrip() for line in lines]


def test_cards_of_one_message_stand_apart() -> None:
    cards = (ShownEmbed(title="a"), ShownEmbed(title="b"))
    message = ShownMessage(message_id=1, place=PAPERS, author="a", is_from_bot=True, embeds=cards)
    assert render_happening(Appeared(message))[1:] == ["┃ a", "┃", "┃ b"]


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
