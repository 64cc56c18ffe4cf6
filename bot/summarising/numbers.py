"""Reported numbers: figures that a sentence gives for a result."""

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
# A factor or a percentage, or a range of them. "8x22B" and "2x1.58" are names and products.
_REPORTED = re.compile(
    rf"(?<![\w.,/×-])(?P<number>(?:{_NUMBER})(?:\s?[-–]{{1,2}}\s?(?:{_NUMBER}))?)\s?(?P<unit>×|x|%)"
    r"(?![\w×]|\s?\d)"
)


def iter_reported_numbers(sentence: str) -> Iterator[str]:
    """Yield the factors and percentages of a sentence, as written, with × for x.

    >>> list(iter_reported_numbers("From 1.3x to 2–3× faster, 83.3% right on 8x22B and 256x256."))
    ['1.3×', '2–3×', '83.3%']
    """
    for match in _REPORTED.finditer(sentence):
        unit = "×" if match["unit"] == "x" else match["unit"]
        yield match["number"] + unit
