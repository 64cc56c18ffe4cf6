import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.text.words import iter_word_parts
from tests.benchmarks.corpus import (
    FIRST_DAY,
    LAST_DAY,
    coin_word,
    generate_digests,
    generate_papers,
    generate_questions,
)
from tests.benchmarks.measuring import growth_exponent
from tests.benchmarks.slips import misspell_share, misspell_words, slip
from tests.shared_files import needs_shared


@needs_shared
@pytest.mark.parametrize("generate", [generate_papers, generate_questions, generate_digests])
def test_a_seed_says_everything(generate: Callable[[int, int], Iterator[object]]) -> None:
    assert list(generate(50, 1)) == list(generate(50, 1)) != list(generate(50, 3))


@needs_shared
def test_more_papers_begin_with_the_same_ones() -> None:
    assert list(generate_papers(40))[:10] == list(generate_papers(10))


@needs_shared
def test_questions_have_six_to_twelve_words() -> None:
    questions = list(generate_questions(300))

    assert len(questions) == 300
    assert {len(question.split()) for question in questions} == set(range(6, 13))


@needs_shared
def test_papers_are_of_a_real_size_and_differ() -> None:
    papers = list(generate_papers(500))
    word_count = sum(len(list(iter_word_parts(abstract))) for _, abstract in papers)

    assert 160 < word_count / 500 < 220
    assert len({title for title, _ in papers}) == 500


@needs_shared
def test_digests_hold_the_papers_with_facts_for_every_filter() -> None:
    digests = list(generate_digests(1100, digest_size=500))
    entries = [entry for digest in digests for entry in digest.entries]
    days = [entry.published_on for entry in entries if entry.published_on]

    assert [len(digest.entries) for digest in digests] == [500, 500, 100]
    assert [(entry.title, entry.abstract) for entry in entries] == list(generate_papers(1100))
    assert len({entry.arxiv_id for entry in entries}) == 1100
    assert days[0] == FIRST_DAY
    assert days[-1] <= LAST_DAY
    assert days == sorted(days)
    assert {entry.organization is None for entry in entries} == {True, False}
    assert {entry.code_url is None for entry in entries} == {True, False}


def test_every_number_has_an_invented_word_of_its_own() -> None:
    assert len({coin_word(number) for number in range(100_000)}) == 100_000


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12), st.integers())
def test_a_slip_is_one_edit(word: str, seed: int) -> None:
    assert OSA.distance(word, slip(word, random.Random(seed))) == 1


def test_only_content_words_of_four_letters_are_misspelt() -> None:
    misspelt = misspell_share("What are KV caches of the GPT-4 model?", 1, random.Random(1))

    assert misspelt.startswith("What are KV ")
    assert " of the GPT-4 " in misspelt
    assert "caches" not in misspelt
    assert "model?" not in misspelt


@pytest.mark.parametrize(("count", "changed"), [(0, 0), (1, 1), (2, 2), (9, 3)])
def test_so_many_words_are_misspelt(count: int, changed: int) -> None:
    title = "Quantized Caches for Robots"
    words = misspell_words(title, count, random.Random(1)).split()

    assert sum(word not in title.split() for word in words) == changed


def test_growth_is_the_slope_in_logarithms() -> None:
    assert growth_exponent({1: 3.0, 10: 30.0, 100: 300.0}) == pytest.approx(1)
    assert growth_exponent({1: 3.0, 10: 3.0, 100: 0.0}) == pytest.approx(0)
