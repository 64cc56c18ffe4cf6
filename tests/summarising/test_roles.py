import pytest

from bot.models import SentenceRole
from bot.summarising.roles import find_role


@pytest.mark.parametrize(
    ("sentence", "place", "role"),
    [
        ("Existing methods suffer from slow decoding.", 0.1, "problem"),
        ("Caches remain a bottleneck of long contexts.", 0.0, "problem"),
        ("Little is known about how agents fail.", 0.2, "problem"),
        ("Language models are used everywhere.", 0.0, "problem"),
        ("We propose Fold, a method that folds caches.", 0.4, "approach"),
        ("This paper presents a survey of caches.", 0.2, "approach"),
        ("Fold combines two caches via a gate.", 0.5, "approach"),
        ("We introduce Fold, which reduces the limitations of existing caches.", 0.4, "approach"),
        ("Fold outperforms all baselines by 12%.", 0.9, "result"),
        ("Experiments on six tasks show that Fold is faster.", 0.8, "result"),
        ("We find that small caches are enough.", 0.7, "result"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value),
)
def test_roles(sentence: str, place: float, role: str) -> None:
    assert find_role(sentence, place)[0] is SentenceRole(role)


def test_what_only_its_place_tells_is_less_clear() -> None:
    _, by_place = find_role("Language models are used everywhere.", 0.0)
    _, by_words = find_role("Existing language models remain a bottleneck.", 0.0)

    assert by_place < by_words
