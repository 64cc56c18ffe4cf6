from datetime import timedelta

from bot.discord_app.question_pace import QuestionPace, Turn
from tests.builders import NOW_AT

ANN, BOB = 1, 2


def ask(pace: QuestionPace, *seconds: int, member: int = ANN) -> list[Turn]:
    return [pace.take_turn(member, NOW_AT + timedelta(seconds=each)) for each in seconds]


def test_so_many_questions_are_answered_within_a_minute_and_the_member_is_told_once() -> None:
    pace = QuestionPace()

    assert ask(pace, 0, 1, 2, 3, 4) == [Turn.ANSWERED] * 5
    assert ask(pace, 5, 6, 7) == [Turn.TOLD, Turn.IGNORED, Turn.IGNORED]
    assert ask(pace, 8, member=BOB) == [Turn.ANSWERED]


def test_a_minute_later_there_are_answers_again_and_then_somebody_is_told_again() -> None:
    pace = QuestionPace()
    ask(pace, 0, 1, 2, 3, 4, 5)

    assert ask(pace, 59, 60, 60) == [Turn.IGNORED, Turn.ANSWERED, Turn.TOLD]


def test_a_clock_that_was_set_back_keeps_nobody_waiting() -> None:
    pace = QuestionPace()
    ask(pace, 86_400, 86_401, 86_402, 86_403, 86_404)

    assert ask(pace, 0) == [Turn.ANSWERED]


def test_who_asks_no_more_is_forgotten() -> None:
    pace = QuestionPace()
    for member in range(5_000):
        ask(pace, member, member=member)

    assert len(pace._asked) <= 1_000
