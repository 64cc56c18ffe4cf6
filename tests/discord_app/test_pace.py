"""The pace of posts."""

import asyncio

from bot.discord_app.posting.pace import AT_ONCE_COUNT, TURN_SECONDS, Pace


class Sleeper:
    """Sleeps only when it is told to, and remembers for how long."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)


async def test_a_few_posts_wait_for_nothing() -> None:
    sleeper = Sleeper()
    pace = Pace(sleeper)

    for _ in range(AT_ONCE_COUNT):
        await pace.take_turn()

    assert sleeper.slept == []


async def test_further_ones_go_one_after_another_in_their_order() -> None:
    sleeper = Sleeper()
    pace = Pace(sleeper)
    went: list[int] = []

    async def go(number: int) -> None:
        await pace.take_turn()
        went.append(number)
        assert len(sleeper.slept) == max(0, number - AT_ONCE_COUNT)

    numbers = range(1, AT_ONCE_COUNT + 5)
    await asyncio.gather(*map(go, numbers))

    assert went == list(numbers)
    assert sleeper.slept == [TURN_SECONDS] * 4


async def test_each_round_begins_anew() -> None:
    sleeper = Sleeper()
    pace = Pace(sleeper)
    for _ in range(2):
        pace.begin_round()
        for _ in range(AT_ONCE_COUNT):
            await pace.take_turn()

    assert sleeper.slept == []
