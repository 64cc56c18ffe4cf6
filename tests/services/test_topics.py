from datetime import date

import pytest

from bot.errors import EmptyQuery, MalformedQuery
from bot.models import Organization, Outcome
from bot.services.library import Library
from bot.services.topics import Refusal, sift_by_topic, understand_topic
from tests.builders import make_entry, make_library

CACHES, ARMS, SPEECH = range(1, 4)


@pytest.fixture
def library() -> Library:
    return make_library(
        make_entry(
            "Small KV-Caches", "Keys of the cache are quantized, and paged attention is fast.",
            organization=Organization("nvidia", "NVIDIA"), published_on=date(2026, 4, 1),
            code_url="https://example.org",
        ),
        make_entry("Robot Arms", "A survey of arms that fold.", published_on=date(2025, 1, 1)),
        make_entry("Speech Synthesis", "Voices are cloned; the kvcache is dropped."),
    )  # fmt: skip


def fitting(library: Library, topic: str) -> list[int]:
    papers = list(library.index.iter_papers())
    return list(sift_by_topic(library, understand_topic(library, topic), papers).matches)


@pytest.mark.parametrize(
    ("topic", "papers"),
    [
        pytest.param("cloned voices", [SPEECH], id="all words, in any order"),
        pytest.param("voice", [SPEECH], id="other endings"),
        pytest.param("cloned keys", [], id="one word is not enough"),
        pytest.param("the voices of it", [SPEECH], id="stop words do not count"),
        pytest.param("kv cache", [CACHES, SPEECH], id="written as one or with a hyphen"),
        pytest.param("kvcache", [CACHES, SPEECH], id="or as two"),
        pytest.param('"paged attention"', [CACHES], id="a phrase"),
        pytest.param('"attention paged"', [], id="another phrase"),
        pytest.param("-survey", [CACHES, SPEECH], id="everything but"),
        pytest.param("cache -voices", [CACHES], id="a word without another"),
        pytest.param("org:nvidia", [CACHES], id="a filter alone"),
        pytest.param("kv org:google", [], id="a word and a filter"),
        pytest.param("since:2026", [CACHES], id="unknown dates do not fulfil a filter"),
        pytest.param("has:code", [CACHES], id="with code"),
    ],
)
def test_a_topic_is_read_as_a_search_is(library: Library, topic: str, papers: list[int]) -> None:
    assert fitting(library, topic) == papers


@pytest.mark.parametrize(
    ("typed", "corrected", "papers"),
    [
        pytest.param("synthsis", "synthesis", [SPEECH], id="a word"),
        pytest.param('"pagged attention"', '"paged attention"', [CACHES], id="in a phrase"),
        pytest.param("cache -voicess", "cache -voices", [CACHES], id="in an exclusion"),
        pytest.param("synthesis", None, [SPEECH], id="nothing to correct"),
        pytest.param("since:2026", None, [CACHES], id="filters stay as they are"),
    ],
)
def test_misspelt_words_are_corrected(
    library: Library, typed: str, corrected: str | None, papers: list[int]
) -> None:
    assert understand_topic(library, typed).corrected == corrected
    assert fitting(library, typed) == papers


@pytest.mark.parametrize(
    ("topic", "paper_id", "refusal"),
    [
        pytest.param("cloned keys", SPEECH, Refusal(Outcome.OFF_TOPIC, ("keys",)), id="a word"),
        pytest.param(
            'voices "paged attention"', SPEECH, Refusal(Outcome.OFF_TOPIC, ("“paged attention”",)),
            id="a phrase",
        ),
        pytest.param("arms -fold", ARMS, Refusal(Outcome.EXCLUDED, ("fold",)), id="excluded"),
        pytest.param("voices org:nvidia", SPEECH, Refusal(Outcome.FILTERED), id="a filter"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_why(
    library: Library, topic: str, paper_id: int, refusal: Refusal
) -> None:
    papers = list(library.index.iter_papers())
    sifted = sift_by_topic(library, understand_topic(library, topic), papers)

    assert sifted.refusals[paper_id] == refusal


@pytest.mark.parametrize(
    ("topic", "share"),
    [
        pytest.param("small kv cache", 1.0, id="all words"),
        pytest.param("kv keys", 0.5, id="one of two words"),
        pytest.param('"paged attention"', 0.0, id="no phrase"),
        pytest.param('"small kv"', 1.0, id="a phrase"),
        pytest.param("org:nvidia", None, id="no words"),
    ],
)
def test_the_share_of_the_topic_in_the_title(
    library: Library, topic: str, share: float | None
) -> None:
    papers = list(library.index.iter_papers())
    sifted = sift_by_topic(library, understand_topic(library, topic), papers)

    assert sifted.matches[CACHES].title_share == share


@pytest.mark.parametrize(
    ("topic", "share"),
    [
        pytest.param("paged attention", 1.0, id="side by side"),
        pytest.param("attention paged", 0.0, id="the other way round"),
        pytest.param("small paged attention", 0.5, id="some"),
        pytest.param("kv cache", 1.0, id="with a hyphen"),
        pytest.param("keys", None, id="a single word"),
    ],
)
def test_the_share_of_neighbours_that_are_neighbours_here(
    library: Library, topic: str, share: float | None
) -> None:
    papers = list(library.index.iter_papers())
    sifted = sift_by_topic(library, understand_topic(library, topic), papers)

    assert sifted.matches[CACHES].pair_share == share


def test_a_topic_without_words_is_explained(library: Library) -> None:
    with pytest.raises(EmptyQuery):
        understand_topic(library, "?!")


def test_a_wrong_filter_is_explained(library: Library) -> None:
    with pytest.raises(MalformedQuery):
        understand_topic(library, "kv comments:many")


def test_no_papers_need_no_index(library: Library) -> None:
    assert sift_by_topic(library, understand_topic(library, "kv"), []).matches == {}
