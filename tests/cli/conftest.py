import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.app import find_shipped_path
from bot.cli.main import main

SAMPLES = find_shipped_path("samples")


@dataclass
class Finished:
    code: int
    out: str
    err: str

    @property
    def values(self) -> list[Any]:
        return [json.loads(line) for line in self.out.split("\n") if line]


Run = Callable[..., Finished]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("search", "kv")` is `paperboy search kv` with an index of its own."""
    for variable in [name for name in os.environ if name.startswith("PAPERBOY_")]:
        monkeypatch.delenv(variable)
    monkeypatch.setenv("PAPERBOY_HOME", str(tmp_path / "home"))

    def run_in_process(*arguments: object) -> Finished:
        with pytest.raises(SystemExit) as exited:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Finished(int(exited.value.code or 0), out, err)

    return run_in_process


@pytest.fixture
def filled(run: Run) -> Run:
    """The same with the sample digests indexed."""
    assert run("ingest", SAMPLES).code == 0
    return run
