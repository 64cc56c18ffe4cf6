import asyncio

from bot.discord_app.work_in_progress import WorkInProgress


async def test_finishing_waits_for_what_is_going_on() -> None:
    work, gate, finished = WorkInProgress(), asyncio.Event(), []

    async def answer() -> None:
        assert work.admit_running_task()
        await gate.wait()
        finished.append("answered")

    task = asyncio.create_task(answer())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_soon(gate.set)

    assert await work.finish(timeout_seconds=10) == 0
    assert finished == ["answered"]
    await task


async def test_no_work_is_taken_after_the_end() -> None:
    work = WorkInProgress()

    assert await work.finish(timeout_seconds=10) == 0
    assert not work.admit_running_task()


async def test_what_does_not_end_in_time_is_counted() -> None:
    work, gate = WorkInProgress(), asyncio.Event()

    async def answer() -> None:
        work.admit_running_task()
        await gate.wait()

    task = asyncio.create_task(answer())
    await asyncio.sleep(0)

    assert await work.finish(timeout_seconds=0) == 1
    gate.set()
    await task
