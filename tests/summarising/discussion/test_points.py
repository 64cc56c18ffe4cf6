import pytest

from bot.summarising.discussion.points import MOST_POINTS, choose_points, count_points
from bot.summarising.discussion.questions import list_asking
from bot.summarising.discussion.remarks import read_conversation
from tests.discussions import say


def points_of(*lines: str) -> list[str]:
    conversation = read_conversation(say(*lines))
    return [point.text for point in choose_points(conversation, list_asking(conversation))]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Ann: thanks a lot!", id="thanks"),
        pytest.param("Ann: https://example.org/cache", id="a link"),
        pytest.param("Ann: ```\ncache = small\n```", id="code"),
        pytest.param("Ann: `cache = small`", id="code in a line"),
        pytest.param("Ann: > The cache is small.", id="a quote"),
        pytest.param("!Bot: The cache of the bot is small.", id="a bot's message"),
        pytest.param("Ann: 🎉", id="an emoji"),
        pytest.param("Ann: ", id="an empty message"),
    ],
)
def test_this_is_no_point(line: str) -> None:
    assert points_of("Bo: The small cache overflows.", line) == ["The small cache overflows."]


def test_points_are_told_once_and_in_order() -> None:
    said = points_of(
        "Ann: The cache overflows because the scales wrap around.",
        "Bo: Smoothing the keys keeps the scales of the cache small.",
        "Cy: The cache overflows because the scales wrap around!",
        "Di: Old cards do not smooth anything, so they show it first.",
    )

    assert said == sorted(set(said), key=said.index)
    assert sum("wrap around" in text for text in said) == 1
    assert said[-1].startswith("Old cards")


def test_a_long_message_is_quoted_in_part() -> None:
    rest = " ".join(f"Detail {n} of the talk is of interest to hardly anybody." for n in range(40))
    [point, *_] = points_of(f"Ann: The cache overflows when keys are not smoothed. {rest}")

    assert point.startswith("The cache overflows when keys are not smoothed.")
    assert len(point) <= 320


def test_a_longer_discussion_has_more_points() -> None:
    lines = [f"P{n % 7}: Cache {n} holds {n * n} keys of layer {n % 11}." for n in range(200)]

    assert count_points(read_conversation(say(*lines[:5]))) == 3
    assert count_points(read_conversation(say(*lines))) == MOST_POINTS
    quoted = [int(text.split()[1]) for text in points_of(*lines)]
    assert quoted[0] < 50
    assert quoted[-1] >= 150


def test_nothing_said_makes_no_points() -> None:
    assert points_of() == points_of("Ann: hi") == []
