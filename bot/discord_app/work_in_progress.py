"""Work in progress: what is being answered right now, so that a stop can wait for it."""

import asyncio


class WorkInProgress:
    """The tasks that answer somebody."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()
        self._is_closing = False

    def admit_running_task(self) -> bool:
        """Count the task that calls until it ends; False where no more work is taken."""
        task = asyncio.current_task()
        if self._is_closing or task is None:
            return False
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def finish(self, timeout_seconds: float) -> int:
        """Take no more work and wait for what is going on; how many tasks did not end in time."""
        self._is_closing = True
        if not self._tasks:
            return 0
        _, unfinished = await asyncio.wait(set(self._tasks), timeout=timeout_seconds)
        return len(unfinished)
