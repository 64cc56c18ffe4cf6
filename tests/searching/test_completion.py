from bot.models import TitleSuggestion
from bot.searching.completion import TitleCompleter

COMPLETER = TitleCompleter(
    [
        TitleSuggestion(1, "Fast Attention"),
        TitleSuggestion(2, "Attention Sinks"),
        TitleSuggestion(3, "KV-Cache Attention"),
    ]
)


def complete(typed: str, limit: int = 25) -> list[int]:
    return [suggestion.paper_id for suggestion in COMPLETER.complete(typed, limit)]


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
