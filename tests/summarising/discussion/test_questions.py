import pytest

from bot.summarising.discussion.questions import find_open_questions, is_question, list_asking
from bot.summarising.discussion.remarks import read_conversation, read_sentence
from tests.discussions import say


@pytest.mark.parametrize(
    "text",
    [
        "Does the cache overflow?", "does anyone know whether the cache overflows",
        "I wonder how the cache behaves.", "I'd love to know if caches leak",
        "how long does training take on one card", "Which commit?", "what is the cache size",
        "I'm curious whether the order matters", "Is the cache exact? 😅",
        "It is not clear to me why the cache shrinks.",
    ],
)  # fmt: skip
def test_it_asks(text: str) -> None:
    assert is_question(read_sentence(text))


@pytest.mark.parametrize(
    "text",
    [
        "right?", "The cache is exact, right?", "how are you?", "anyone here?", "what's up?",
        "who doesn't love free caches?", "Why not?", "What is new is the cache.", "Do it again.",
        "have a look at the cache", "see https://example.org/cache?size=3", "The cache grows.",
        "How they shrink the cache is clear.",
    ],
)  # fmt: skip
def test_it_asks_nothing(text: str) -> None:
    assert not is_question(read_sentence(text))


QUESTION = "Ann: Why does the cache overflow on old cards?"


@pytest.mark.parametrize(
    ("lines", "open_ids"),
    [
        pytest.param([], ["1"], id="nobody says anything"),
        pytest.param(["Bo>1: Too few bits."], [], id="a reply answers"),
        pytest.param(["Bo>1: good question"], ["1"], id="praise is no answer"),
        pytest.param(["Bo>1: same here", "Cy>1: no idea"], ["1"], id="others do not know either"),
        pytest.param(
            ["Bo>1: same as on new ones, too few bits"], [], id="an answer that begins so"
        ),
        pytest.param(["Bo>1: I'll check tonight"], ["1"], id="a promise is no answer"),
        pytest.param(["Bo>1: Which driver?"], ["1", "2"], id="a question back is no answer"),
        pytest.param(
            ["Bo>1: Which driver?", "Ann>2: 550", "Bo>3: Update it then."],
            [],
            id="a chain of replies",
        ),
        pytest.param(["!Bot>1: Too few bits."], ["1"], id="what a bot says is no answer"),
        pytest.param(
            ["Bo: The cache overflows on old cards for want of bits."], [], id="without a mark"
        ),
        pytest.param(["Bo: Because of the bits."], [], id="the next remark begins as an answer"),
        pytest.param(["Bo: pizza is here"], ["1"], id="the next remark is on something else"),
        pytest.param(
            ["Bo: > Why does the cache overflow on old cards?\nBits are missing."],
            [],
            id="a quote of the question is a reply",
        ),
        pytest.param(["Ann: solved, it was the driver"], [], id="the asker solved it"),
        pytest.param(["Bo: try the new driver", "Ann: thanks!"], [], id="the asker gives thanks"),
        pytest.param(["Ann: thanks all, bye"], ["1"], id="thanks to all at the end"),
        pytest.param(
            ["Cy: I bake bread.", "Bo>2: Caches overflow there, on old cards."],
            ["1"],
            id="a reply to somebody else",
        ),
    ],
)
def test_open_are_those_that_nobody_answered(lines: list[str], open_ids: list[str]) -> None:
    conversation = read_conversation(say(QUESTION, *lines))

    found = find_open_questions(conversation, list_asking(conversation))

    assert [question.message_id for question in found] == open_ids


def test_a_question_is_quoted_without_what_stands_round_it() -> None:
    conversation = read_conversation(say("Ann: I use B200 cards. Do they leak? They are new."))

    [question] = find_open_questions(conversation, list_asking(conversation))

    assert (question.text, question.author) == ("Do they leak?", "Ann")
