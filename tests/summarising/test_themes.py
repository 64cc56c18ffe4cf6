from bot.models import Paper
from bot.summarising.themes import group_by_theme, name_theme
from tests.builders import make_paper

EVICTION = [
    make_paper(1, "Token Eviction by Attention", abstract="Tokens of low attention are evicted."),
    make_paper(2, "Learned Token Eviction", abstract="A policy learns which tokens are evicted."),
]
ROBOTS = [
    make_paper(3, "Robot Arms and Laundry", abstract="Arms fold laundry."),
    make_paper(4, "Robot Arms in Kitchens", abstract="Arms wash dishes and fold laundry."),
]
COUNTS = {"models": 900, "token": 20, "eviction": 5, "robot": 10, "arms": 9, "cache": 40}


def test_papers_on_one_thing_are_grouped() -> None:
    groups = group_by_theme([EVICTION[0], ROBOTS[0], EVICTION[1], ROBOTS[1]], "x", limit=4)

    assert [[paper.paper_id for paper in group] for group in groups] == [[1, 2], [3, 4]]


def test_there_are_no_more_groups_than_asked_for() -> None:
    assert len(group_by_theme(EVICTION + ROBOTS, "x", limit=1)) == 1
    assert group_by_theme([], "x", limit=3) == []


def name(group: list[Paper], topic: str = "memory") -> str:
    return name_theme(group, others=EVICTION + ROBOTS, topic=topic, paper_counts=COUNTS)


def test_a_theme_is_named_after_what_its_papers_share() -> None:
    assert name(EVICTION) == "Token Eviction"
    assert name(ROBOTS) == "Robot Arms"


def test_the_topic_itself_names_no_theme() -> None:
    assert name(EVICTION, topic="token eviction") == "Token Eviction by Attention and related work"


def test_a_single_paper_lends_its_title() -> None:
    assert name([make_paper(5, "TriForce: Lossless Acceleration of Sequences")]) == "TriForce"
