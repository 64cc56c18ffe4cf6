import numpy as np
import pytest

from bot.models import Paper
from bot.searching.mutual_likeness import blend, compare_words, link
from bot.searching.telling import Rarity
from bot.searching.topic_themes import TopicPhrases, TopicTheme
from bot.text.similarity import weigh_words
from tests.builders import make_paper

EVICTION = [
    make_paper(1, "Token Eviction by Attention", abstract="Tokens of low attention are evicted."),
    make_paper(2, "Learned Token Eviction", abstract="A policy learns which tokens are evicted."),
]
ROBOTS = [
    make_paper(3, "Robot Arms and Laundry", abstract="Robot arms fold laundry at home."),
    make_paper(4, "Robot Arms in Kitchens", abstract="Arms wash dishes and fold laundry."),
]
LONELY = make_paper(5, "Sand Dunes", abstract="Dunes of sand move in the wind.")


def name_themes(papers: list[Paper], topic: tuple[str, ...] = (), limit: int = 7) -> list[str]:
    return [theme.name for theme in find(papers, topic, limit)]


def find(papers: list[Paper], topic: tuple[str, ...] = (), limit: int = 7) -> list[TopicTheme]:
    likeness = blend([compare_words(weigh_words([f"{p.title} {p.abstract}" for p in papers]))])
    return TopicPhrases(papers, topic).find_themes(likeness, Rarity({}, 1_000), limit=limit)


def test_papers_on_one_thing_are_grouped_behind_its_name() -> None:
    papers = [EVICTION[0], ROBOTS[0], EVICTION[1], ROBOTS[1]]

    found = {theme.name: theme.places for theme in find(papers)}

    assert found == {"Token Eviction": (0, 2), "Robot arms": (1, 3)}


def test_what_belongs_to_none_comes_last_without_a_name() -> None:
    assert name_themes([LONELY, *EVICTION]) == ["Token Eviction", ""]


def test_the_topic_itself_names_no_theme() -> None:
    assert name_themes([*EVICTION, *ROBOTS], ("token", "evict")) == ["Robot arms", ""]


def test_there_are_no_more_themes_than_asked_for() -> None:
    assert len(name_themes([*EVICTION, *ROBOTS], limit=1)) == 2


def test_a_single_paper_is_no_theme() -> None:
    assert name_themes([LONELY]) == [""]


@pytest.mark.parametrize(
    "titles",
    [
        pytest.param(("Large Language Models Walk", "Large Language Models Run"), id="any theme"),
        pytest.param(("Robust Walking", "Robust Running"), id="a single adjective"),
        pytest.param(("Sand as Training-Free Food", "Wind as Training-Free Toy"), id="describing"),
        pytest.param(("The Art of Sand", "The Art of Wind"), id="stop words at the edges"),
    ],
)
def test_what_names_nothing_is_no_heading(titles: tuple[str, str]) -> None:
    papers = [make_paper(number, title) for number, title in enumerate(titles, 1)]

    assert name_themes(papers) == [""]


def test_no_two_themes_have_one_name() -> None:
    papers = [
        make_paper(number, title, keywords=keywords)
        for number, (title, keywords) in enumerate(
            [
                ("Walking", ("vision-language-action models",)),
                ("Running", ("vision-language-action models",)),
                ("Jumping", ("VLA policies",)),
                ("Swimming", ("VLA policies",)),
            ],
            1,
        )
    ]

    names = [name for name in name_themes(papers) if name]

    assert len(names) == 1


def test_headings_are_cased_as_papers_write_them() -> None:
    papers = [
        make_paper(1, "A", keywords=("mRNA vaccines",), abstract="On mRNA vaccines."),
        make_paper(2, "B", keywords=("mRNA vaccines",), abstract="For mRNA vaccines."),
    ]

    assert name_themes(papers) == ["mRNA vaccines"]


def test_likeness_is_measured_against_what_is_usual() -> None:
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], np.float32)

    blended = blend([alike])

    assert blended[0, 1] > 1
    assert blended[0, 2] < 0
    assert blended[0, 0] == 0


def test_papers_are_linked_as_far_as_they_are_alike() -> None:
    alike = np.array(
        [[0, 2, 1.5, -1], [2, 0, 1.5, -1], [1.5, 1.5, 0, -1], [-1, -1, -1, 0]], np.float32
    )

    assert link(alike, [0, 1, 2, 3], at_least=1.0) == [[0, 1, 2], [3]]
    assert link(alike, [0, 1, 3], at_least=3.0) == [[0], [1], [3]]
    assert link(alike, [], at_least=1.0) == []


def test_what_one_measure_does_not_know_the_other_decides() -> None:
    unknown = np.full((3, 3), np.nan, np.float32)
    alike = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]], np.float32)

    assert blend([unknown, alike])[0, 1] > 0
    assert not blend([unknown]).any()
