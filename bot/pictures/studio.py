"""The studio: has pictures drawn in a process of its own, and does without where it cannot."""

import logging
import pickle
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bot.errors import MissingExtra, WorkFailed
from bot.models import Picture, Recap
from bot.pictures.words import describe_recap_picture

_LOG = logging.getLogger(__name__)
_LIBRARY: Final = "matplotlib"
# Drawing takes half a second; on a new machine matplotlib looks for fonts first.
_PATIENCE_SECONDS: Final = 60
_PROJECT_PATH: Final = Path(__file__).parents[2]


class Studio:
    """Implements `bot.services.ports.PictureMaker`.

    A process costs half a second a picture, and spares the bot what matplotlib would cost it: an
    event loop that stands still while it is imported, memory for good, and a fault in its C code.
    """

    def __init__(self) -> None:
        self._complaints: set[str] = set()  # what was logged, and is not said again

    def find_fault(self) -> str | None:
        """Why there are no pictures, as far as can be told without drawing one."""
        return None if find_spec(_LIBRARY) else str(_describe_missing())

    def draw_recap(self, recap: Recap) -> Picture | None:
        """The recap's picture; None where there is nothing to draw, or, with a warning, no way to.

        It takes half a second, so it is not for the event loop's thread.
        """
        try:
            return self.require_recap(recap)
        except (MissingExtra, WorkFailed) as error:
            self._complain(f"Recaps go out without a picture. {error}")
            return None

    def require_recap(self, recap: Recap) -> Picture | None:
        """The same for those who asked for nothing but the picture.

        Raises:
            MissingExtra: matplotlib is not installed.
            WorkFailed: it could not be drawn.
        """
        if not any(day.parts for day in recap.days):
            return None
        if self.find_fault():
            raise _describe_missing()
        return Picture(_draw(recap), describe_recap_picture(recap))

    def _complain(self, complaint: str) -> None:
        """Log a warning, once."""
        if complaint not in self._complaints:
            self._complaints.add(complaint)
            _LOG.warning("%s", complaint)


def _draw(recap: Recap) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bot.pictures"],
            input=pickle.dumps(recap),
            capture_output=True,
            check=True,
            cwd=_PROJECT_PATH,
            timeout=_PATIENCE_SECONDS,
        )
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise WorkFailed(f"The picture could not be drawn: {last}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise WorkFailed(f"The picture could not be drawn: {error}") from error
    return done.stdout


def _describe_missing() -> MissingExtra:
    return MissingExtra(
        f"Pictures need the package {_LIBRARY}: pip install '.[pictures]' in Paperboy's checkout"
    )
