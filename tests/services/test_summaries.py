import random
from datetime import date

import pytest

from bot.errors import EmptyQuery, MalformedQuery
from bot.exporting.overview_document import list_quoted
from bot.models import Organization, Summary
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
        make_entry(
            "Robot Arms",
            "We teach arms to fold laundry.",
            published_on=date(2026, 3, 2),
            published_on_is_inferred=True,
        ),
        make_entry(
            "Robot Legs",
            "We teach legs to walk upstairs.",
            published_on=date(2026, 4, 1),
            organization=Organization("acme", "Acme"),
        ),
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


def test_numbers_say_what_they_measure_against_what() -> None:
    library = make_library(
        make_entry("Fast Attention", "Attention is fast. It is 1.3× faster than cuDNN 9.13 here."),
    )

    [number] = summarise_topic(library, "attention").numbers

    assert (number.measures, number.baseline) == ("faster", "cuDNN 9.13 here")


@pytest.mark.parametrize(
    ("topic", "titles"),
    [
        pytest.param("kv cache -evict", ["Two-Bit Caches"], id="what is left out"),
        pytest.param('"two bits"', ["Two-Bit Caches"], id="a phrase"),
        pytest.param("org:acme", ["Robot Legs"], id="filters alone"),
        pytest.param("robots since:2026-04", ["Robot Legs"], id="since when"),
        pytest.param("robots until:2026-03", ["Robot Arms"], id="until when"),
    ],
)
def test_topics_are_read_as_searches_are(library: Library, topic: str, titles: list[str]) -> None:
    assert [paper.title for paper in summarise_topic(library, topic).papers] == titles


def test_the_timeline_counts_all_papers_and_those_without_a_date(library: Library) -> None:
    summary = summarise_topic(library, "robots")

    assert [(each.month, each.count) for each in summary.timeline] == [
        ("2026-03", 1),
        ("2026-04", 1),
    ]
    assert (summary.undated_count, summary.inferred_count) == (0, 1)
    assert summarise_topic(library, "kv cache").undated_count == 2


def test_a_filter_that_is_not_understood_is_explained(library: Library) -> None:
    with pytest.raises(MalformedQuery):
        summarise_topic(library, "robots since:soon")


def test_papers_without_an_abstract_are_counted_but_not_quoted() -> None:
    summary = summarise_topic(make_library(make_entry("Small Caches")), "caches")

    assert (summary.found_count, summary.themes) == (1, ())


def test_a_misspelt_topic_is_corrected(library: Library) -> None:
    assert summarise_topic(library, "landry").corrected_topic == "laundry"


def test_a_topic_without_words_is_explained(library: Library) -> None:
    with pytest.raises(EmptyQuery):
        summarise_topic(library, "…")


@needs_shared
@pytest.mark.parametrize("topic", ["kv cache", "lattice", "tensor cores", "equivariant networks"])
def test_real_topics_have_themes_of_several_papers(real_library: Library, topic: str) -> None:
    summary = summarise_topic(real_library, topic)

    assert any(len(theme.paper_ids) > 1 for theme in summary.themes)
    assert_verbatim(real_library, summary)


@needs_shared
def test_summaries_of_any_topic_are_verbatim(real_library: Library) -> None:
    rng = random.Random(5)
    papers = list(real_library.index.iter_papers())
    for paper in rng.sample(papers, 40):
        words = paper.title.replace(":", " ").split()
        start = rng.randrange(max(1, len(words) - 2))
        summary = summarise_topic(real_library, " ".join(words[start : start + 2]))
        assert_verbatim(real_library, summary)
        counted = sum(each.count for each in summary.timeline) + summary.undated_count
        assert counted == summary.found_count


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
    for sentence in list_quoted(summary):
        paper = library.index.find_paper(sentence.paper_id)
        assert paper is not None
        assert split_sentences(paper.abstract)[sentence.sentence_index] == sentence.text
        assert paper.title == sentence.title
    for number in summary.numbers:
        assert number.measures in number.sentence.text
        assert number.baseline in number.sentence.text
    shown = [s.text for theme in summary.themes for s in theme.sentences]
    assert len(set(shown)) == len(shown)
    headings = [theme.heading.lower() for theme in summary.themes]
    assert len(set(headings)) == len(headings)
