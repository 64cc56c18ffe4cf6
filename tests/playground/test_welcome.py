from datetime import UTC, datetime

from bot.playground.welcome import welcome_to_index, welcome_to_samples


def test_the_welcome_to_the_samples_says_when_it_is_there() -> None:
    now_at = datetime(2026, 3, 13, 8, 58, tzinfo=UTC)
    lines = welcome_to_samples(now_at, day="Fri 13 Mar 2026", thread="Fewer bits").splitlines()

    [told] = [line for line in lines if "08:58" in line]
    assert told.startswith("It is Fri 13 Mar 2026, 08:58 UTC at every start: ")
    assert "/schedule add time:09:00 timezone:UTC" in lines
    assert any("type enter Fewer bits, and then /summarise" in line for line in lines)


def test_over_an_own_index_it_is_now() -> None:
    assert "UTC" not in welcome_to_index()
