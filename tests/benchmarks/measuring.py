"""Measuring time and memory, and saying the figures."""

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Asked = TypeVar("Asked")

_MIB = 2**20
_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured thing; of many measurements the median."""

    name: str
    value: float
    unit: str
    p95: float | None = None
    worst: float | None = None

    def __str__(self) -> str:
        """One line."""
        line = f"{self.name:<48}{self.value:11,.2f} {self.unit:<9}"
        if self.p95 is not None and self.worst is not None:
            line += f"95 % {self.p95:9,.2f}   worst {self.worst:9,.2f}"
        return line.rstrip()


def timed(call: Callable[[], object]) -> float:
    """The seconds that a call takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def figure_of_times(name: str, seconds: Sequence[float]) -> Figure:
    """The median, the 95th percentile and the worst, in milliseconds; of one only itself."""
    times = [1000 * each for each in seconds]
    if len(times) == 1:
        return Figure(name, times[0], "ms")
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return Figure(name, statistics.median(times), "ms", p95, max(times))


def time_in_turn(
    calls: Mapping[str, Callable[[Asked], object]], asked: Iterable[Asked]
) -> list[Figure]:
    """Time every call with every question: all calls with one before the next question.

    Whatever else the machine does meanwhile hurts all alike, so that their ratios hold.
    """
    times: dict[str, list[float]] = {name: [] for name in calls}
    gc.collect()
    for each in asked:
        for name, call in calls.items():
            started = time.perf_counter()
            call(each)
            times[name].append(time.perf_counter() - started)
    return [figure_of_times(name, seconds) for name, seconds in times.items()]


def growth_exponent(value_by_size: Mapping[int, float]) -> float:
    """The slope of the line through the points in logarithms: 1 grows as the size does, 0 not.

    Values that are not above 0 do not count; NaN where fewer than two are left.
    """
    points = [
        (math.log(size), math.log(value)) for size, value in value_by_size.items() if value > 0
    ]
    if len(points) < 2:
        return math.nan
    return statistics.linear_regression(*zip(*points, strict=True)).slope


def resident_mib() -> float:
    """What this process holds in memory now, pages of mapped files included."""
    return float(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_BYTES / _MIB


def mapped_mib() -> float:
    """How much of it are pages of files, which the system takes back when it needs them."""
    return float(Path("/proc/self/statm").read_text().split()[2]) * _PAGE_BYTES / _MIB


def peak_mib() -> float:
    """The most that this process ever held."""
    status = Path("/proc/self/status").read_text()
    return float(status.split("VmHWM:")[1].split()[0]) / 1024
