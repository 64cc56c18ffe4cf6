import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summarising.phrased.reading import TEXT_LIMIT_CHARS, Claim, iter_sentences, read_claim

ANSWER = (
    "<think>The reader wants [2] speed. Say so.</think>\n"
    "**Caches** shrink by 2.7× [1]. They are fast. [2][3] Nothing is lost, e.g. no keys [1, 2].\n"
    "- It needs no training.[4]\n\n2. The rest is as before [1]\n[3]\n[2] Last line."
)
SENTENCES = [
    "Caches shrink by 2.7× [1].",
    "They are fast. [2][3]",
    "Nothing is lost, e.g. no keys [1, 2].",
    "It needs no training. [4]",
    "The rest is as before [1] [3]",
    "Last line. [2]",
]


def test_sentences_come_with_the_citations_that_belong_to_them() -> None:
    assert list(iter_sentences([ANSWER])) == SENTENCES


@given(st.sets(st.integers(1, len(ANSWER))))
def test_it_does_not_matter_how_the_text_is_cut(places: set[int]) -> None:
    ends = sorted({*places, len(ANSWER)})
    pieces = [ANSWER[start:end] for start, end in zip([0, *ends], ends, strict=False)]

    assert list(iter_sentences(pieces)) == SENTENCES


def test_a_sentence_is_handed_on_before_the_text_ends() -> None:
    def pieces() -> "object":
        yield "One is said [1]. Two is said [2]. Three is"
        raise AssertionError("read on")

    assert next(iter_sentences(pieces())) == "One is said [1]."  # type: ignore[arg-type]


def test_a_text_without_end_is_left() -> None:
    def pieces() -> "object":
        while True:
            yield "Caches are fast [1]. "

    sentences = list(iter_sentences(pieces()))  # type: ignore[arg-type]
    assert len(sentences) < TEXT_LIMIT_CHARS / 20 + 1


@pytest.mark.parametrize(
    ("sentence", "text", "numbers"),
    [
        pytest.param("Caches are fast [1].", "Caches are fast.", (1,), id="before the stop"),
        pytest.param("Caches are fast. [2]", "Caches are fast.", (2,), id="behind the stop"),
        pytest.param("Fast [1] and small [3].", "Fast and small.", (1, 3), id="in the middle"),
        pytest.param("Caches are fast [1, 2].", "Caches are fast.", (1, 2), id="a list"),
        pytest.param("Caches are fast [1][1][2].", "Caches are fast.", (1, 2), id="side by side"),
        pytest.param("Caches are fast [2-4].", "Caches are fast.", (2, 3, 4), id="a range"),
        pytest.param("Caches are fast 【1】.", "Caches are fast.", (1,), id="other brackets"),
        pytest.param("Caches are fast 【2†source】.", "Caches are fast.", (2,), id="with a source"),
        pytest.param("Caches are fast [^2].", "Caches are fast.", (2,), id="a footnote"),
        pytest.param("Caches are fast [Sentence 2]", "Caches are fast.", (2,), id="in words"),
        pytest.param("The [MASK] is fast [1].", "The [MASK] is fast.", (1,), id="other words"),
    ],
)
def test_citations_are_taken_off(sentence: str, text: str, numbers: tuple[int, ...]) -> None:
    assert read_claim(sentence, 4) == Claim(text, numbers)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Caches are fast.", id="no citation"),
        pytest.param("Caches are fast [5].", id="a number that there is not"),
        pytest.param("Caches are fast [0].", id="zero"),
        pytest.param("Caches are fast [1][9].", id="one of two is false"),
        pytest.param("Caches are fast [4-2].", id="a range backwards"),
        pytest.param("Caches are fast [1-999].", id="a range beyond"),
        pytest.param("As shown in [1], caches are fast [1].", id="a citation that is a noun"),
        pytest.param("[1] says that caches are fast.", id="a citation that is the subject"),
        pytest.param("Caches are fast (1).", id="round brackets are no citation"),
        pytest.param("Caches are fast [one].", id="a number in words"),
    ],
)
def test_what_cites_nothing_that_there_is_is_no_claim(sentence: str) -> None:
    assert read_claim(sentence, 4) is None
