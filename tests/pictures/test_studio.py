import logging
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.errors import MissingExtra, WorkFailed
from bot.pictures import studio
from bot.pictures.studio import Studio
from tests.pictures.recaps import FULL, make_recap

needs_matplotlib = pytest.mark.skipif(
    find_spec("matplotlib") is None, reason="pictures need the extra `pictures`"
)
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@needs_matplotlib
def test_a_picture_comes_with_its_description() -> None:
    picture = Studio().draw_recap(FULL)

    assert picture is not None
    assert picture.content.startswith(PNG_SIGNATURE)
    assert picture.description.startswith("Attention by day, 9–15 March 2026")


def test_a_week_without_papers_has_no_picture(caplog: pytest.LogCaptureFixture) -> None:
    assert Studio().draw_recap(make_recap()) is None
    assert not caplog.records


def test_without_the_extra_the_operator_is_told_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(studio, "_LIBRARY", "a_package_that_nobody_has")
    artist = Studio()

    with caplog.at_level(logging.WARNING):
        assert [artist.draw_recap(FULL), artist.draw_recap(FULL)] == [None, None]

    (told,) = caplog.messages
    assert told.startswith("Recaps go out without a picture. Pictures need the package a_package_")
    assert told.endswith("pip install '.[pictures]' in Paperboy's checkout")
    with pytest.raises(MissingExtra):
        artist.require_recap(FULL)


@needs_matplotlib
def test_a_process_that_fails_costs_the_picture_only(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert Studio().draw_recap(FULL) is None
    assert "Recaps go out without a picture. The picture could not be drawn" in caplog.text
    with pytest.raises(WorkFailed):
        Studio().require_recap(FULL)


@needs_matplotlib
def test_what_is_no_recap_is_not_drawn() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot.pictures"],
        input=b"no recap",
        cwd=Path(studio.__file__).parents[2],
        capture_output=True,
        check=False,
    )

    assert done.returncode != 0
    assert not done.stdout


def test_drawing_leaves_the_bot_without_matplotlib() -> None:
    script = "import sys, bot.pictures.studio; sys.exit('matplotlib' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=Path(studio.__file__).parents[2], check=False
    )

    assert done.returncode == 0
