"""The process that draws: a recap on standard input, its picture on standard output."""

import pickle
import sys

from bot.models import Recap
from bot.pictures.recap_picture import render_recap_picture

if __name__ == "__main__":
    recap = pickle.load(sys.stdin.buffer)  # noqa: S301 - from studio.py, which started this
    assert isinstance(recap, Recap)  # noqa: S101 - studio.py sends nothing else
    sys.stdout.buffer.write(render_recap_picture(recap))
