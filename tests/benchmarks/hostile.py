"""Hostile files: four times the length may take four times the time, and never raise a surprise.

    .venv/bin/python tests/benchmarks/hostile.py                 every shape, at 60,000 signs
    .venv/bin/python tests/benchmarks/hostile.py 250000 mail     at more, those named so

A shape is a file that grows without end: a form of digest with something repeated in one of its
places, or an archive with more and more in it. Each is read twice in a process of its own, at one
length and at four times that. Told are those whose time grows by much more than four, that take
more memory than their length explains, or that raise anything but Paperboy's own errors.
"""

import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from bot.intake import Unread, iter_attached_digests
from tests.benchmarks.hostile_shapes import SHAPES, Shape
from tests.benchmarks.hostile_texts import PLACES, UNITS, fill

TODAY = date(2026, 11, 20)
LENGTH_CHARS = 60_000
GROWTH = 4
MAX_RATIO = 7.0  # of the times; four is linear, the rest is noise and logarithms
NOTICED_SECONDS = 0.25  # below it the ratio says nothing
MAX_SECONDS_PER_MILLION = 10.0
PATIENCE_SECONDS = 30
MAX_BYTES_PER_CHAR = 600
NOTICED_BYTES = 300 * 2**20


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of one file."""

    seconds: float
    peak_bytes: int
    outcome: str  # what was raised or refused, or how much was read


def iter_shapes(named: str) -> Iterator[tuple[str, Shape]]:
    for name, shape in SHAPES.items():
        if named in name:
            yield name, shape
    for place_name, place in PLACES.items():
        for unit_name, unit in UNITS.items():
            name = f"{place_name}: {unit_name}"
            if named in name:
                yield name, partial(fill, place, unit)


def read_file(content: bytes) -> str:
    """Read a file as it comes in from Discord, and say what came of it."""
    entry_count = skipped_count = 0
    said = ""
    for each in iter_attached_digests(content, "x", today=TODAY):
        if isinstance(each, Unread):
            said = f"; {each.reason[:100]}"
        else:
            entry_count += len(each.entries)
            skipped_count += len(each.skipped)
    return f"{entry_count} read, {skipped_count} skipped{said}"


def measure(shape: Shape, length: int) -> Reading:
    """Read one file in a process of its own, which is given up after a while."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_measure_here, args=(shape, length, sender))
    child.start()
    sender.close()
    reading = Reading(PATIENCE_SECONDS, 0, "CRASHED: the process ended")
    with suppress(EOFError):
        reading = receiver.recv()
    child.join()
    return reading


def _measure_here(shape: Shape, length: int, sender: Connection) -> None:
    content = shape(length)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, PATIENCE_SECONDS)
    started_at = time.process_time()
    try:
        outcome = read_file(content)
    except _GivenUp:
        outcome = "ENDLESS"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        outcome = f"CRASHED: {type(error).__name__}: {str(error)[:200]}"
    seconds = time.process_time() - started_at
    signal.setitimer(signal.ITIMER_PROF, 0)
    peak_bytes = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    sender.send(Reading(seconds, peak_bytes, outcome))


class _GivenUp(BaseException):
    """The time is up; nothing that is measured catches it."""


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise _GivenUp


def find_fault(small: Reading, large: Reading, length: int) -> str | None:
    for reading in (small, large):
        if reading.outcome.startswith(("CRASHED", "ENDLESS")):
            return reading.outcome
    ratio = large.seconds / max(small.seconds, 0.01)
    if large.seconds > NOTICED_SECONDS and ratio > MAX_RATIO:
        return f"{small.seconds:.2f} s, then {large.seconds:.2f} s"
    if large.seconds > MAX_SECONDS_PER_MILLION * GROWTH * length / 1e6 + NOTICED_SECONDS:
        return f"{large.seconds:.2f} s, which is slow"
    if large.peak_bytes > max(NOTICED_BYTES, MAX_BYTES_PER_CHAR * GROWTH * length):
        return f"{large.peak_bytes // 2**20} MiB"
    return None


def main(length: int = LENGTH_CHARS, named: str = "") -> int:
    fault_count = count = 0
    slowest: list[tuple[float, str]] = []
    for name, shape in iter_shapes(named):
        count += 1
        small, large = measure(shape, length), measure(shape, GROWTH * length)
        slowest.append((large.seconds, name))
        if (fault := find_fault(small, large, length)) is not None:
            fault_count += 1
            print(f"{name}: {fault} ({large.outcome})", flush=True)
        elif named:
            print(f"  {name}: {small.seconds:.2f} s, {large.seconds:.2f} s ({large.outcome})")
    print(f"{count} shapes, {fault_count} with faults; slowest:")
    for seconds, name in sorted(slowest, reverse=True)[:10]:
        print(f"  {seconds:.2f} s {name}")
    return 1 if fault_count else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(int(arguments[0]) if arguments else LENGTH_CHARS, *arguments[1:2]))
