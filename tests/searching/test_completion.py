import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import KnownTitle
from bot.searching.completion import TitleCompleter
from bot.text.words import fold_word_parts

COMPLETER = TitleCompleter(
    [
        KnownTitle(1, "Fast Attention", 9),
        KnownTitle(2, "Attention Sinks", 5),
        KnownTitle(3, "KV-Cache Attention", 5),
    ]
)
# So many that what is best known is found without sorting them all.
MANY = [
    KnownTitle(n, f"{first} of an {later} Nature in {n}", 30_000 - n)
    for n, (first, later) in enumerate(
        [("Arts", "Odd"), ("Ends", "Artful"), ("Ends", "Odd")] * 10_000, 1
    )
]


def complete(typed: str, limit: int = 25, completer: TitleCompleter = COMPLETER) -> list[int]:
    return [suggestion.paper_id for suggestion in completer.complete(typed, limit)]


def test_titles_that_begin_so_come_first_then_the_best_known() -> None:
    assert complete("att") == [2, 1, 3]


def test_a_run_of_words_may_be_typed() -> None:
    assert complete("cache att") == [3]
    assert complete("kv cache") == [3]


def test_never_more_than_asked_for() -> None:
    assert complete("att", limit=1) == [2]
    assert complete("", limit=2) == [1, 2]


def test_nothing_fits() -> None:
    assert complete("zzz") == []
    assert TitleCompleter([]).complete("x", 5) == []
    assert TitleCompleter([KnownTitle(1, "???", 0)]).complete("x", 5) == []


@pytest.mark.parametrize(
    ("typed", "limit", "found"),
    [
        pytest.param("a", 3, [1, 4, 7], id="beginnings"),
        pytest.param("of an", 4, [1, 2, 3, 4], id="further in"),
        pytest.param("art", 10_002, [*range(1, 30_000, 3), 2, 5], id="more than begin so"),
        pytest.param("n", 30_000, [*range(1, 30_001)], id="all"),
        pytest.param("of an artful nature in 299", 2, [299, 2_990], id="longer than is sorted by"),
        pytest.param("of an artful nature in 299x", 2, [], id="but for the end"),
    ],
)
def test_of_many_titles_the_best_known_are_found(typed: str, limit: int, found: list[int]) -> None:
    assert complete(typed, limit, TitleCompleter(MANY)) == found


def test_a_title_comes_back_as_it_is_written() -> None:
    titles = [KnownTitle(7, "UFO³: Naïve “Ω” 🙂", 0), KnownTitle(8, "half \ud83d", 0)]

    completer = TitleCompleter(titles)

    assert [title.title for title in completer.complete("", 2)] == [t.title for t in titles]
    assert complete("ufo3 naï", completer=completer) == [7]


def test_what_changed_is_taken_in() -> None:
    completer = TitleCompleter(
        [KnownTitle(1, "Attention", 9), KnownTitle(2, "Fast Attention", 5), KnownTitle(5, "Att", 1)]
    )

    completer.take_in([KnownTitle(1, "Attention", 9)], removed=[2])
    completer.take_in([KnownTitle(4, "Attics", 7), KnownTitle(2, "New", 6)], removed=[5])

    assert complete("att", completer=completer) == [1, 4]
    assert complete("new", completer=completer) == [2]
    assert complete("", limit=3, completer=completer) == [1, 4, 2]


words = st.text("ab é³" + string.punctuation, max_size=40)


@given(st.lists(words, max_size=12), words, st.integers(1, 5))
def test_it_finds_what_reading_every_title_finds(titles: list[str], typed: str, limit: int) -> None:
    prefix = " ".join(fold_word_parts(typed))
    folded = {place: " ".join(fold_word_parts(title)) for place, title in enumerate(titles)}
    begin_so = [place for place, title in folded.items() if title.startswith(prefix)]
    have_it = [place for place, title in folded.items() if f" {prefix}" in title]
    expected = list(dict.fromkeys(begin_so + have_it))

    known = [KnownTitle(place, title, -place) for place, title in enumerate(titles)]

    assert complete(typed, limit, TitleCompleter(known)) == expected[:limit]
