"""`paperboy fetch`, as a process would run it, against a server on loopback."""

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.sources.lists_server import ListsServer, serve_lists, text

LISTS = {
    f"2026-03-{day:02}": json.dumps(
        [{"paper": {"id": f"2603.{day:05}", "title": f"Owls {day}", "summary": "Hoot."}}]
    )
    for day in (9, 10)
}


@contextmanager
def a_server() -> Iterator[ListsServer]:
    """The server in a thread of its own, since the command has a loop of its own."""
    started, stopped = threading.Event(), threading.Event()
    servers: list[ListsServer] = []

    async def run() -> None:
        async with serve_lists(LISTS | {"owls": LISTS["2026-03-09"]}) as server:
            servers.append(server)
            started.set()
            await asyncio.to_thread(stopped.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    started.wait()
    try:
        yield servers[0]
    finally:
        stopped.set()
        thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ListsServer]:
    with a_server() as running:
        monkeypatch.setenv("PAPERBOY_FETCH_ADDRESS", running.address)
        yield running


def test_one_day_is_fetched_and_searched(run: Run, server: ListsServer) -> None:
    finished = run("fetch", "--on", "2026-03-10", "--json")
    assert finished.code == 0
    [report] = finished.values
    assert (report["source"], report["added"]) == ("Daily Papers of 2026-03-10", 1)
    assert server.asked == ["2026-03-10"]
    assert run("search", "owls", "--json").values[0]["total"] == 1


def test_a_day_that_is_fetched_again_is_one_digest_that_grew(
    run: Run, server: ListsServer, tmp_path: Path
) -> None:
    for upvotes in (12, 20, 38):
        owls = {"id": "2603.00010", "title": "Owls 10", "summary": "Hoot.", "upvotes": upvotes}
        server.lists["2026-03-10"] = json.dumps([{"paper": owls, "numComments": 2}])
        assert run("fetch", "--on", "2026-03-10").code == 0

    *_, page, _, seen = run("show", "2603.00010").out.splitlines()
    assert page.startswith("page: ")
    assert seen.startswith(
        "seen in: Daily Papers of 2026-03-10, 2026-03-10, entry 1 · 2 comments · 12 → 38 upvotes "
        "· read 3 times on "
    )
    [shown] = run("show", "--json", "2603.00010").values
    assert [each["upvotes"] for each in shown["sightings"]] == [12, 20, 38]
    assert {each["issued_on"] for each in shown["sightings"]} == {"2026-03-10"}
    assert shown["upvotes"] == 38
    assert run("status", "--json").values[0]["digests"] == 1
    earlier = {"paper": {"id": "2603.00010", "title": "Owls 10", "upvotes": 3}, "numComments": 1}
    file = tmp_path / "monday.json"
    file.write_text(json.dumps({"date": "2026-03-09", "data": [earlier]}))
    assert run("ingest", file).code == 0
    assert run("show", "2603.00010").out.splitlines()[-1] == (
        "grown: 1 → 2 comments since 2026-03-09 · 3 → 38 upvotes since 2026-03-09"
    )


def test_a_day_that_fails_is_named_and_fetched_the_next_time(run: Run, server: ListsServer) -> None:
    server.faults = [text("gone", 404)]
    failed = run("fetch", "--on", "2026-03-10")
    assert failed.code == 1
    assert "failed: 2026-03-10: " in failed.err
    assert "run the same again" in failed.err
    assert run("fetch", "--on", "2026-03-10").code == 0


def test_a_search_is_fetched(run: Run, server: ListsServer) -> None:
    [report] = run("fetch", "--query", "owls", "--json").values
    assert (report["source"], report["added"]) == ("a search for “owls”", 1)
    assert server.asked == ["owls"]


def test_what_is_not_there_is_told(run: Run, server: ListsServer) -> None:
    assert run("fetch", "--query", "zebras").out == "Nothing new.\n"
    finished = run("fetch", "--on", "2026-03-14")
    assert "2026-03-14: an empty list; weekends have none" in finished.err
    assert run("status", "--json").values[0]["digests"] == 0
    assert server.asked == ["zebras", "2026-03-14"]


def test_a_server_that_is_not_there_is_asked_for_one_day_only(
    run: Run, server: ListsServer
) -> None:
    server.faults = [text("", 429, Retry_After="3600")]
    failed = run("fetch", "--since", "2026-01-01")
    assert failed.code == 1
    assert failed.err.count("failed: ") == 1
    assert f"failed: 2026-01-01: {server.address} wants to be left alone until" in failed.err
    assert "1 day could not be fetched, and " in failed.err
    for options in ([], ["--query", "owls"]):
        assert "wants to be left alone until" in run("fetch", *options).err
    assert len(server.asked) == 1


def test_whoever_fetches_hears_of_a_wait(run: Run, server: ListsServer) -> None:
    server.faults = [text("", 503)]
    finished = run("fetch", "--query", "owls")
    assert finished.code == 0
    assert f"waiting for {server.address}: the server answers 503" in finished.err


def test_status_tells_of_the_last_fetch_and_the_next(run: Run, server: ListsServer) -> None:
    assert "fetch: never; next as soon as `paperboy serve` runs" in run("status").out
    server.faults = [text("", 429, Retry_After="3600")]
    run("fetch")
    failed = run("status").out
    assert "it failed: " in failed
    assert "wants to be left alone until" in failed
    assert ".;" not in failed
    [told] = run("status", "--json").values
    assert "left alone" in told["fetch"]["fault"]
    assert told["fetch"]["complete_at"] is None
    assert told["fetch"]["next_at"] > told["fetch"]["last_at"]


def test_two_wishes_at_once_are_wrong_use(run: Run) -> None:
    finished = run("fetch", "--query", "owls", "--on", "2026-03-10")
    assert finished.code == 2
    assert "Only one of" in finished.err


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        pytest.param("--on", str(date.max), "lies in the future", id="a day to come"),
        pytest.param("--on", "2020-01-01", "There is no list of 2020-01-01", id="before the first"),
        pytest.param("--query", "  ", "nothing to search for", id="an empty search"),
    ],
)
def test_what_cannot_be_fetched_is_wrong_use(
    run: Run, option: str, value: str, reason: str
) -> None:
    finished = run("fetch", option, value)
    assert finished.code == 2
    assert reason in finished.err
