"""One thread that owns one resource, for callers on an event loop.

A SQLite connection belongs to the thread that opened it, and the event loop must never wait for
a query: so the resource is opened, used and closed in a thread of its own, and coroutines await
the answers. Handing a call over costs about 30 µs.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Concatenate, Generic, ParamSpec, Protocol, TypeVar


class Closable(Protocol):
    """What a worker can own."""

    def close(self) -> None:
        """Give everything back."""
        ...


R = TypeVar("R", bound=Closable)
P = ParamSpec("P")
T = TypeVar("T")


class Worker(Generic[R]):
    """Runs functions, one after another, on a resource that lives in its thread."""

    def __init__(self, open_resource: Callable[[], R], *, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._open_resource = open_resource
        self._resource: R | None = None

    async def run(
        self, function: Callable[Concatenate[R, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Await `function(resource, *args, **kwargs)`, run in the worker's thread."""

        def call() -> T:
            if self._resource is None:
                self._resource = self._open_resource()
            return function(self._resource, *args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._executor, call)

    async def close(self) -> None:
        """Finish what is queued, then close the resource in its own thread."""

        def close_resource() -> None:
            if self._resource is not None:
                self._resource.close()
                self._resource = None

        await asyncio.get_running_loop().run_in_executor(self._executor, close_resource)
        self._executor.shutdown(wait=False)
