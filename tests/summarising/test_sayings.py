import pytest

from bot.models import Paper, SentenceRole
from bot.summarising.sayings import choose_sayings, list_sayings, stands_alone
from tests.builders import make_paper

FOLD = (
    "Existing caches suffer from their size in long contexts. "
    "However, nobody has shrunk them by much so far. "
    "To address this, we fold caches of keys into one. "
    "We propose Fold, a method that folds caches of keys. "
    "Experiments show that Fold outperforms eviction by 12% on six tasks. "
    "Code is available at https://example.org."
)


def fold(number: int = 1, abstract: str = FOLD) -> Paper:
    return make_paper(number, "Fold: Folded Caches", abstract=abstract)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("We fold caches.", True),
        ("This paper is on caches.", True),
        ("Caches are large, and folding them helps.", True),
        ("However, it is slow.", False),
        ("To address this, we fold caches.", False),
        ("To tackle these challenges, we fold.", False),
        ("As a result, caches shrink.", False),
        ("(2) Caches shrink.", False),
        ("Specifically, caches shrink.", False),
        ("Both are slow.", False),
        ("Existing solutions mitigate this problem by eviction.", False),
        ("To bridge the gap, we fold caches.", False),
        ("Solving these long-horizon tasks takes time.", False),
    ],
)
def test_what_points_back_does_not_stand_alone(sentence: str, *, expected: bool) -> None:
    assert stands_alone(sentence) is expected


def test_neither_links_nor_leaning_sentences_are_quoted() -> None:
    sayings = list_sayings(fold(), {})

    assert [saying.quote.sentence_index for saying in sayings] == [0, 3, 4]
    assert [saying.role.value for saying in sayings] == ["problem", "approach", "result"]


def test_without_strictness_all_but_links_are() -> None:
    sayings = list_sayings(fold(), {}, is_strict=False)

    assert [saying.quote.sentence_index for saying in sayings] == [0, 1, 2, 3, 4]


def test_a_theme_tells_problem_approach_and_result() -> None:
    chosen = choose_sayings([list_sayings(fold(), {})], set(), already=[])

    assert [saying.role for saying in chosen] == list(SentenceRole)


def test_the_sentences_come_from_different_papers() -> None:
    other = "We introduce Sieve, a framework that sieves tokens out of memory."
    third = "Evaluations of ten models demonstrate gains of 9% in retrieval."
    papers = [fold(1, FOLD.split(".", maxsplit=1)[0] + "."), fold(2, other), fold(3, third)]

    chosen = choose_sayings([list_sayings(each, {}) for each in papers], set(), already=[])

    assert len({saying.quote.paper_id for saying in chosen}) == 3


def test_what_was_said_is_not_said_again() -> None:
    first = choose_sayings([list_sayings(fold(), {})], set(), already=[])

    again = choose_sayings([list_sayings(fold(2), {})], set(), already=first)

    assert again == []


def test_what_is_on_the_topic_comes_first() -> None:
    abstract = "We propose a robot that walks on sand. We propose a cache that shrinks on demand."

    chosen = choose_sayings([list_sayings(fold(1, abstract), {"cach": 1.0})], set(), already=[])

    best = max(chosen, key=lambda saying: saying.score)
    assert "cache" in best.quote.text
