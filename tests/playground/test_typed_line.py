import pytest

from bot.playground.typed_line import (
    Choose,
    Enter,
    Fill,
    Help,
    Leave,
    Menu,
    Press,
    Save,
    Say,
    Slash,
    TypedLine,
    parse_typed_line,
    split_form_texts,
)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("  ", None),
        (" /search kv \n", Slash("/search kv")),
        ("press 2", Press(2)),
        ("Press Next page", Press("Next page")),
        ("choose 1 3", Choose((1, 3))),
        ("choose 2", Choose((2,))),
        ("choose none", Choose(())),
        ("choose KV cache 2", Choose("KV cache 2")),
        ("fill heading:Hi", Fill("heading:Hi")),
        ("menu Count words", Menu("Count words")),
        ("enter papers", Enter("papers")),
        ("save", Save("")),
        ("save papers", Save("papers")),
        ("help", Help()),
        ("exit", Leave()),
        ("QUIT", Leave()),
        ("press", Say("press")),
        ("exit strategies are fun", Say("exit strategies are fun")),
        ("hello there", Say("hello there")),
    ],
)
def test_a_line_is_read_as_what_it_asks_for(line: str, typed: TypedLine | None) -> None:
    assert parse_typed_line(line) == typed


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("only words", {"Heading": "only words"}),
        ("heading:a b Note: c", {"Heading": "a b", "Note": "c"}),
        ("a Note:b", {"Heading": "a", "Note": "b"}),
        ("", {}),
    ],
)
def test_the_texts_of_a_form_are_told_apart_by_their_labels(
    text: str, texts: dict[str, str]
) -> None:
    assert split_form_texts(text, ["Heading", "Note"]) == texts
