import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.sentences import iter_sentence_spans, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("One. Two! Three?", ["One.", "Two!", "Three?"], id="signs"),
        pytest.param("It is 2.7× faster. Yes.", ["It is 2.7× faster.", "Yes."], id="decimals"),
        pytest.param("Caches, e.g. KV, grow.", ["Caches, e.g. KV, grow."], id="for example"),
        pytest.param("Lee et al. Show it.", ["Lee et al.", "Show it."], id="et al. may end one"),
        pytest.param("Lee et al. show it.", ["Lee et al. show it."], id="or not"),
        pytest.param("J. Smith wrote. So", ["J. Smith wrote.", "So"], id="initials"),
        pytest.param("It has 3.9B. It", ["It has 3.9B.", "It"], id="numbers with a letter"),
        pytest.param("The answer is no. We stop.", ["The answer is no.", "We stop."], id="no."),
        pytest.param("See Fig. 3 now.", ["See Fig. 3 now."], id="figures"),
        pytest.param("Why (it works.) Then.", ["Why (it works.)", "Then."], id="brackets"),
        pytest.param("No end", ["No end"], id="no sign at the end"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="white space"),
        pytest.param("See https://a.b/c. Then.", ["See https://a.b/c.", "Then."], id="links"),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert list(split_sentences(text)) == sentences


@given(st.text(alphabet="aB1.!? \n)'(", max_size=200))
def test_nothing_but_space_is_lost_between_sentences(text: str) -> None:
    position = 0
    for start, end in iter_sentence_spans(text):
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip() != ""
        position = end
    assert not text[position:].strip()


def test_a_long_row_of_signs_takes_linear_time() -> None:
    assert len(split_sentences("!?." * 100_000)) == 1
