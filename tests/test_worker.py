import asyncio
import threading

import pytest

from bot.worker import Worker


class Resource:
    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.closed_in: int | None = None

    def close(self) -> None:
        self.closed_in = threading.get_ident()


async def test_everything_happens_in_one_thread_of_its_own() -> None:
    opened: list[Resource] = []

    def open_resource() -> Resource:
        opened.append(Resource())
        return opened[0]

    def use(resource: Resource, number: int, *, more: int) -> tuple[int, int]:
        assert resource is opened[0]
        return threading.get_ident(), number + more

    worker = Worker(open_resource, name="test")
    answers = await asyncio.gather(*(worker.run(use, n, more=1) for n in range(5)))
    await worker.close()

    assert [number for _, number in answers] == [1, 2, 3, 4, 5]
    assert {thread for thread, _ in answers} == {opened[0].thread} != {threading.get_ident()}
    assert opened[0].closed_in == opened[0].thread
    assert len(opened) == 1


async def test_an_error_reaches_the_caller_and_the_worker_lives_on() -> None:
    def fail(_: Resource) -> None:
        raise ValueError("no")

    worker = Worker(Resource, name="test")
    with pytest.raises(ValueError, match="no"):
        await worker.run(fail)

    assert await worker.run(lambda resource: resource.closed_in) is None
    await worker.close()


async def test_a_worker_that_was_never_asked_closes_too() -> None:
    await Worker(Resource, name="test").close()
