from hypothesis import given
from hypothesis import strategies as st

from bot.models import MarkedText
from bot.searching.snippets import cut_snippet

TEXT = "Models grow. The cache of a model grows faster than the model. Nobody likes that."


def marks_of(text: str, *words: str) -> MarkedText:
    return MarkedText(text, tuple((text.index(w), text.index(w) + len(w)) for w in words))


def test_the_sentence_with_most_matches_is_shown() -> None:
    snippet = cut_snippet(marks_of(TEXT, "cache", "faster"))

    assert snippet.text == "The cache of a model grows faster than the model."
    assert [snippet.text[a:b] for a, b in snippet.marks] == ["cache", "faster"]


def test_without_matches_the_first_sentence_is_shown() -> None:
    assert cut_snippet(MarkedText(TEXT)).text == "Models grow."


def test_a_long_sentence_is_cut_round_its_first_match() -> None:
    long = "Word " * 80 + "needle " + "straw " * 80

    snippet = cut_snippet(marks_of(long, "needle"), 100)

    assert [snippet.text[a:b] for a, b in snippet.marks] == ["needle"]
    assert snippet.text.startswith("…Word")
    assert snippet.text.endswith("straw…")
    assert len(snippet.text) <= 100


def test_an_empty_abstract_has_an_empty_snippet() -> None:
    assert cut_snippet(MarkedText("")) == MarkedText("")


@given(st.text(max_size=400), st.data(), st.integers(10, 300))
def test_any_snippet_is_a_piece_of_the_abstract(text: str, data: st.DataObject, limit: int) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    snippet = cut_snippet(MarkedText(text, ((start, end),) if end > start else ()), limit)

    assert len(snippet.text) <= limit
    assert snippet.text.strip("…") in text
    for a, b in snippet.marks:
        assert snippet.text[a:b] == text[start:end]
