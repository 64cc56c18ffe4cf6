import pytest

from bot.models import Paper
from bot.searching.common_phrases import CommonPhrase, CommonPhrases
from bot.searching.telling import Rarity
from tests.builders import make_paper

# Of a thousand papers; phrases that are not here stand in twenty.
COMMON = {"languag_model": 400, "deep_learn": 10}


def find(*papers: Paper, limit: int = 4, **weights: float) -> list[CommonPhrase]:
    phrases = CommonPhrases(papers)
    rarity = Rarity({term: COMMON.get(term, 20) for term in phrases.terms()}, 1000)
    known = {paper.paper_id: weights.get(f"p{paper.paper_id}", 1.0) for paper in papers}
    return phrases.find(known, rarity, limit=limit)


def titled(*titles: str) -> list[Paper]:
    return [make_paper(number, title) for number, title in enumerate(titles, start=1)]


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(
            ["World Models See", "A World Model", "Worlds: a world model"],
            ["World model"],
            id="one name for all endings",
        ),
        pytest.param(["World Models See", "A World Model"], [], id="two papers are a coincidence"),
        pytest.param(
            ["Long-Horizon Play", "Long-horizon Work", "On long-horizon tasks"],
            [],
            id="what only describes names nothing",
        ),
        pytest.param(
            ["Fast Language Models", "Small Language Models", "Old Language Models"],
            [],
            id="what many papers have names nothing",
        ),
        pytest.param(
            ["Deep Learning of Maps", "Deep Learning", "On Deep Learning"],
            [],
            id="what all fields say names nothing",
        ),
        pytest.param(
            ["Paged KV Cache Reuse", "A Paged KV Cache", "The Paged KV Cache"],
            ["Paged KV Cache"],
            id="the longest phrase of them all",
        ),
    ],
)
def test_a_phrase_names_what_papers_share(titles: list[str], names: list[str]) -> None:
    assert [phrase.text for phrase in find(*titled(*titles))] == names


def test_a_paper_counts_for_one_theme_only() -> None:
    both = "World Models from Image Editing"
    papers = titled("World Models", "A World Model", both, "Image Editing", "On Image Editing")

    found = find(*papers, p1=30.0, p3=50.0)

    assert [phrase.text for phrase in found] == ["World Models"]
    assert found[0].paper_ids == (3, 1, 2), "the weightiest first"


def test_no_more_are_found_than_wanted() -> None:
    papers = titled("World Models", "A World Model", "This World Model", *["Image Editing"] * 3)

    assert [phrase.text for phrase in find(*papers, limit=1, p4=9.0)] == ["Image Editing"]
    assert len(find(*papers)) == 2


def test_without_papers_there_is_nothing() -> None:
    assert find() == []
