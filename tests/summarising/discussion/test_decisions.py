import pytest

from bot.summarising.discussion.decisions import DecisionFinder
from bot.summarising.discussion.questions import list_asking
from bot.summarising.discussion.remarks import read_conversation
from tests.discussions import say


def decided(*lines: str) -> list[str]:
    conversation = read_conversation(say(*lines))
    found = DecisionFinder(conversation, list_asking(conversation)).find()
    return [decision.text for decision in found]


@pytest.mark.parametrize(
    "text",
    [
        "Let's go with the small cache.", "We agreed to drop the cache.", "Decided: two bits.",
        "I'll write the test.", "I will prepare slides until Friday.", "TODO: pin the version",
        "Action item: measure the cache.", "Next step: plot the loss.", "@bob will write it up",
        "I can do that by Monday.", "Rob fixes the caption.",
    ],
)  # fmt: skip
def test_it_stands_by_itself(text: str) -> None:
    assert decided(f"Ann: {text}", "Rob: The weather is grey.") == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The cache is small.", "I'll be late.", "Let's see.", "We never agreed on the cache.",
        "We should shrink the cache.", "I'll bet the cache leaks.", "Let's decide who pays for it.",
        "What will it cost?",
    ],
)  # fmt: skip
def test_it_settles_nothing(text: str) -> None:
    assert decided(f"Ann: {text}", "Rob: The weather is grey.") == []


@pytest.mark.parametrize(
    ("lines", "decisions"),
    [
        pytest.param(
            ["Ann: We should shrink the cache.", "Bo>1: agreed"],
            ["We should shrink the cache."],
            id="a suggestion that somebody agrees to",
        ),
        pytest.param(
            ["Ann: Bo, can you measure it by Friday?", "Bo: yes"],
            ["Bo, can you measure it by Friday?"],
            id="a request that is granted",
        ),
        pytest.param(
            ["Ann: Can you measure the cache?", "Bo: no, sorry"], [], id="a request that is not"
        ),
        pytest.param(
            ["Ann: Let's use two bits.", "Bo>1: No, four are safer."], [], id="an objection"
        ),
        pytest.param(["Ann: Let's use two bits.", "Ann: scrap that"], [], id="taken back"),
        pytest.param(
            ["Ann: Let's use two bits.", "Bo: ok", "Ann: never mind, we use four bits instead"],
            ["never mind, we use four bits instead"],
            id="replaced",
        ),
        pytest.param(["!Bot: TODO: buy now"], [], id="what a bot wants"),
        pytest.param(["Ann: > Let's use two bits.\nwhy?"], [], id="what is only quoted"),
    ],
)
def test_reactions_count(lines: list[str], decisions: list[str]) -> None:
    assert decided(*lines) == decisions
