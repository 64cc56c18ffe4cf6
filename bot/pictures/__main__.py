"""The process that draws: a recap on standard input, its picture on standard output."""

import os
import pickle
import sys

from bot.models import Recap

# Beside a bot that people wait for, a picture takes its time.
_NICENESS = 10

if __name__ == "__main__":
    if hasattr(os, "nice"):  # not on Windows
        os.nice(_NICENESS)
    # matplotlib is most of the work, so it is imported only now.
    from bot.pictures.recap_picture import render_recap_picture

    recap = pickle.load(sys.stdin.buffer)  # noqa: S301 - from studio.py, which started this
    assert isinstance(recap, Recap)  # noqa: S101 - studio.py sends nothing else
    sys.stdout.buffer.write(render_recap_picture(recap))
