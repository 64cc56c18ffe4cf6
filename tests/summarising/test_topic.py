import pytest

from bot.models import Paper
from bot.summarising.topic import ALL_PAPERS, OTHER_WORK, PaperGroup, short_title, tell_themes
from tests.builders import make_paper

SAID = {
    "fold": "We propose a method that folds caches of keys into one.",
    "sieve": "We introduce a framework which sieves idle tokens out of memory.",
    "leap": "We present robots that leap over ditches at night.",
    "sow": "This paper studies how farmers sow wheat by drones.",
    "reap": "We build a benchmark for reaping machines on steep hills.",
}


def paper(number: int, word: str, **facts: str) -> Paper:
    abstract = facts.get("abstract", SAID[word])
    return make_paper(number, facts.get("title", f"{word.title()}: A Study"), abstract=abstract)


FOLD, SIEVE, LEAP = paper(1, "fold"), paper(2, "sieve"), paper(3, "leap")


def headings(*groups: PaperGroup) -> list[str]:
    return [theme.heading for theme in tell_themes(groups, {})]


def test_themes_are_told_by_name_and_what_is_left_as_such() -> None:
    themes = tell_themes(
        [PaperGroup("Folding", (FOLD, SIEVE)), PaperGroup("", (LEAP,), is_rest=True)], {}
    )

    assert [theme.heading for theme in themes] == ["Folding", OTHER_WORK]
    assert [theme.is_remainder for theme in themes] == [False, True]
    assert themes[0].paper_ids == (1, 2)
    assert all(len(theme.roles) == len(theme.sentences) for theme in themes)


def test_a_few_papers_without_a_theme_are_told_one_by_one() -> None:
    assert headings(PaperGroup("", (FOLD, SIEVE), is_rest=True)) == ["Fold", "Sieve"]


def test_papers_that_are_alike_without_a_common_phrase_are_named_after_the_best() -> None:
    assert headings(PaperGroup("", (FOLD, SIEVE))) == ["Fold and related work"]


def test_no_two_headings_are_one() -> None:
    twin = paper(4, "leap", title="Fold: Another Study")

    assert headings(PaperGroup("", (FOLD, twin), is_rest=True)) == ["Fold", "Fold: Another Study"]


def test_many_papers_without_a_theme_are_told_together() -> None:
    papers = tuple(paper(number, word) for number, word in enumerate(SAID))

    assert headings(PaperGroup("", papers, is_rest=True)) == [ALL_PAPERS]


def test_where_every_sentence_leans_on_another_they_are_quoted_all_the_same() -> None:
    leaning = paper(1, "fold", abstract="However, it is slow.")

    assert headings(PaperGroup("", (leaning,), is_rest=True)) == ["Fold"]


def test_papers_without_an_abstract_say_nothing() -> None:
    assert headings(PaperGroup("", (paper(1, "fold", abstract=""),))) == []


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("TriForce: Lossless Acceleration of Sequences", "TriForce"),
        ("Small Caches", "Small Caches"),
        ("A Long Study of Small Caches: Fold", "Fold"),
    ],
)
def test_short_titles(title: str, short: str) -> None:
    assert short_title(title) == short
