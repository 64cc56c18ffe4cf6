import pytest

from bot.errors import EmptyQuery
from bot.models import QuotedSentence, Summary
from bot.parsing import parse_digest
from bot.services.library import Library
from bot.services.summaries import summarise_topic
from bot.text.sentences import split_sentences
from tests.builders import TODAY, library_over, make_entry, make_index, make_library
from tests.shared_files import SHARED, needs_shared


@pytest.fixture
def library() -> Library:
    return make_library(
        make_entry(
            "Two-Bit Caches",
            "The KV cache of a language model grows. We quantize the KV cache to two bits. "
            "It is 2.6× smaller. Code is available at https://example.org/x.",
        ),
        make_entry(
            "Evicting Tokens",
            "We propose to evict tokens from the KV cache by attention. Memory falls by 70%.",
        ),
        make_entry("Robot Arms", "We teach arms to fold laundry."),
        make_entry("Robot Legs", "We teach legs to walk upstairs."),
    )


def test_every_sentence_stands_where_its_citation_says(library: Library) -> None:
    summary = summarise_topic(library, "kv cache")

    assert summary.paper_count == 2
    assert_verbatim(library, summary)
    texts = [sentence.text for theme in summary.themes for sentence in theme.sentences]
    assert "We quantize the KV cache to two bits." in texts
    assert not any("available" in text for text in texts)


def test_reported_numbers_are_side_by_side(library: Library) -> None:
    numbers = summarise_topic(library, "kv cache").numbers

    assert {(number.value, number.sentence.paper_id) for number in numbers} == {
        ("2.6×", 1),
        ("70%", 2),
    }


@pytest.mark.parametrize("topic", ["quantum gardening", "volcanoes", "xylophone"])
def test_nothing_on_a_topic_is_said_plainly(library: Library, topic: str) -> None:
    summary = summarise_topic(library, topic)

    assert (summary.paper_count, summary.themes, summary.numbers) == (0, (), ())


def test_a_misspelt_topic_is_corrected(library: Library) -> None:
    assert summarise_topic(library, "landry").corrected_topic == "laundry"


def test_a_topic_without_words_is_explained(library: Library) -> None:
    with pytest.raises(EmptyQuery):
        summarise_topic(library, "…")


@needs_shared
@pytest.mark.parametrize("topic", ["kv cache", "lattice", "tensor cores", "equivariant networks"])
def test_summaries_of_real_digests_are_verbatim(real_library: Library, topic: str) -> None:
    summary = summarise_topic(real_library, topic)

    assert summary.themes
    assert_verbatim(real_library, summary)


@pytest.fixture(scope="module")
def real_library() -> Library:
    pages = sorted((SHARED / "digests" / "search_pages").glob("*.txt"))
    return library_over(
        make_index(
            *(
                parse_digest(page.read_text("utf-8"), source=page.name, today=TODAY)
                for page in pages
            )
        )
    )


def assert_verbatim(library: Library, summary: Summary) -> None:
    quoted: list[QuotedSentence] = [s for theme in summary.themes for s in theme.sentences]
    quoted += [number.sentence for number in summary.numbers]
    for sentence in quoted:
        paper = library.index.find_paper(sentence.paper_id)
        assert paper is not None
        assert split_sentences(paper.abstract)[sentence.sentence_index] == sentence.text
        assert paper.title == sentence.title
    shown = [s.text for theme in summary.themes for s in theme.sentences]
    assert len(set(shown)) == len(shown)
