import builtins
import io
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence

import pytest

from bot.errors import MissingExtra
from bot.playground import run_playground
from bot.playground.held_log import hold_log_lines
from tests.playground.toy_client import ToyClient


def test_importing_the_playground_loads_no_optional_package() -> None:
    code = "import sys, bot.playground; print({'simcord', 'textual', 'discord'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode().strip() == "set()"


@pytest.mark.parametrize("package", ["simcord", "textual"])
async def test_a_missing_package_is_named(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [*sys.modules]:
        if name.startswith(("bot.playground.", f"{package}.")) or name == package:
            monkeypatch.delitem(sys.modules, name)
    genuine_import = builtins.__import__

    def refuse(
        name: str,
        globals: Mapping[str, object] | None = None,  # noqa: A002 (the builtin's own names)
        locals: Mapping[str, object] | None = None,  # noqa: A002
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> object:
        if name.partition(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return genuine_import(name, globals, locals, fromlist, level)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingExtra) as raised:
        await run_playground(ToyClient, welcome="", interactive=True)
    assert str(raised.value) == (
        f"`paperboy try` needs the package {package}: pip install '.[try]' in Paperboy's checkout"
    )


def test_log_lines_wait_until_the_window_is_closed(capsys: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler()
    logging.getLogger().addHandler(handler)
    try:
        with hold_log_lines():
            logging.getLogger("bot").warning("careful")
            assert capsys.readouterr().err == ""
        assert capsys.readouterr().err == "careful\n"
        assert handler.stream is sys.stderr
    finally:
        logging.getLogger().removeHandler(handler)


async def test_a_pipe_gets_a_transcript(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("/whisper loud:true\n"))
    await run_playground(ToyClient, welcome="")
    assert capsys.readouterr().out == (
        "> /whisper loud:true\nPaperboy (only you can see this)\nPSST\n\n"
    )
