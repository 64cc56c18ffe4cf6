"""Contrast as WCAG 2 measures it, and colours as people with colour blindness see them."""

from itertools import combinations

import numpy as np
import pytest

from bot.pictures import palette

# What remains of linear red, green and blue (Machado, Oliveira and Fernandes, 2009).
SIGHTS = {
    "any colour": np.eye(3),
    "no red": np.array(
        [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]]
    ),
    "no green": np.array(
        [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]]
    ),
    "no blue": np.array(
        [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]]
    ),
}  # fmt: skip
TO_XYZ = np.array(
    [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
)  # fmt: skip
WHITE = TO_XYZ.sum(axis=1)
TOLD_APART = (*palette.THEMES, palette.OTHERS)


def linear(colour: str) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(TO_XYZ[1] @ linear(colour))


def contrast(one: str, other: str) -> float:
    lower, higher = sorted((luminance(one), luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def difference(one: str, other: str, sight: str) -> float:
    """In CIE Lab; from about 10 on two colours are seen to differ at a glance."""
    labs = []
    for colour in (one, other):
        seen = np.clip(SIGHTS[sight] @ linear(colour), 0, 1)
        ratio = TO_XYZ @ seen / WHITE
        x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
        labs.append(np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)]))
    return float(np.linalg.norm(labs[0] - labs[1]))


@pytest.mark.parametrize("colour", [palette.TEXT, palette.FAINT_TEXT, *TOLD_APART])
def test_everything_that_tells_something_stands_out(colour: str) -> None:
    assert contrast(colour, palette.GROUND) >= 4.5


def test_numbers_stand_out_on_their_discs() -> None:
    assert contrast(palette.MARK_TEXT, palette.MARK) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
def test_themes_are_told_apart(sight: str) -> None:
    for one, other in combinations(TOLD_APART, 2):
        assert difference(one, other, sight) >= 25, (one, other)
