"""Received text made fit to be shown."""

from bot.text.latex import repair_latex
from bot.text.white_space import squeeze


def clean_text(received: str) -> str:
    r"""Make one line of a received text, without needless white space and LaTeX debris.

    >>> clean_text("Up to 2.7times faster\n  at 50\\% of the cost")
    'Up to 2.7× faster at 50% of the cost'

    A text that holds nothing but debris stays as it is.
    """
    line = squeeze(received)
    repaired = repair_latex(line)
    return line if repaired == line else squeeze(repaired) or line
