"""Pictures are decoded, and looked at where something must stand."""

import hashlib
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.models import AttentionPart, Recap, RecapTheme
from bot.pictures import palette
from tests.pictures.recaps import FULL, THEMES, make_day, make_recap

pytest.importorskip("matplotlib", reason="pictures need the extra `pictures`")

if TYPE_CHECKING:
    from PIL.Image import Image

ROOT = Path(__file__).parents[2]
GLOBALS_KEPT = """
import matplotlib, sys, warnings
from bot.pictures.recap_picture import render_recap_picture
from tests.pictures.recaps import FULL
before = matplotlib.rcParams.copy(), list(warnings.filters)
first, second = render_recap_picture(FULL), render_recap_picture(FULL)
assert first == second
assert (matplotlib.rcParams.copy(), list(warnings.filters)) == before
assert "matplotlib.pyplot" not in sys.modules
print(len(first))
"""


def decode(recap: Recap) -> "Image":
    from PIL.Image import open as open_image  # noqa: PLC0415 - only where matplotlib is, too

    from bot.pictures.recap_picture import render_recap_picture  # noqa: PLC0415

    return open_image(BytesIO(render_recap_picture(recap))).convert("RGB")


def count_colours(image: "Image") -> Mapping[str, int]:
    counted = image.getcolors(maxcolors=image.width * image.height) or []
    return {"#{:02x}{:02x}{:02x}".format(*rgb): count for count, rgb in counted}  # type: ignore[misc] # RGB


def columns_with(image: "Image", colour: str, y: int) -> int:
    """How many runs of that colour a row of the picture has."""
    rgb = tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
    row = [image.getpixel((x, y)) == rgb for x in range(image.width)]
    return sum(is_it for is_it, _ in groupby(row))


def test_a_picture_has_its_size_and_all_its_colours() -> None:
    image = decode(FULL)
    colours = count_colours(image)

    assert image.size == (1200, 675)
    assert colours[palette.GROUND] > 0.6 * 1200 * 675
    for colour in (*palette.THEMES[:2], palette.OTHERS, palette.MARK, palette.TEXT):
        assert colours.get(colour, 0) > 100, colour


def test_a_bar_is_as_high_as_its_day() -> None:
    days = make_day(0, AttentionPart(100, 0, None)), make_day(3, AttentionPart(50, 0, None))

    image = decode(make_recap(*days, themes=THEMES))

    # Of the higher bar the upper half stands alone.
    assert columns_with(image, palette.THEMES[0], 675 - 122 - 100) == 2
    assert columns_with(image, palette.THEMES[0], 675 - 122 - 250) == 1


def test_nothing_touches_the_rim() -> None:
    image = decode(
        make_recap(
            *(make_day(place, AttentionPart(10**7, 0, 1)) for place in range(7)),
            themes=(RecapTheme("An endless name of a theme that goes on and on", (1,), 1.0),) * 4,
            topic="an endless topic " * 20,
            paper_count=10**6,
            upvotes_gained=10**9,
        )
    )

    for box in ((0, 0, 1200, 30), (0, 645, 1200, 675), (0, 0, 30, 675), (1170, 0, 1200, 675)):
        assert set(count_colours(image.crop(box))) == {palette.GROUND}, box


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("漢字", id="a script that the font does not have"),
        pytest.param("$\\frac{1}{2}$ of $x_", id="mathematics, closed or not"),
        pytest.param("مرحبا \u202e🎉 𝔘", id="from right to left, and pictures"),
        pytest.param("\x00\n\t", id="nothing to see"),
        pytest.param("W" * 200, id="one endless word"),
    ],
)
def test_any_text_can_be_drawn(text: str) -> None:
    themes = (RecapTheme(text, (1,), 0.5),)

    colours = count_colours(decode(replace(FULL, topic=text, themes=themes)))

    assert colours[palette.TEXT] > 1_000


@pytest.mark.parametrize(
    ("recap", "is_marked"),
    [
        pytest.param(make_recap(), False, id="no digest at all"),
        pytest.param(make_recap(make_day(2, AttentionPart(1, None, 1))), True, id="one day"),
        pytest.param(
            make_recap(*(make_day(n, AttentionPart(n + 1, None, n + 1)) for n in range(7))),
            True,
            id="all seven days",
        ),
        pytest.param(
            make_recap(
                make_day(1, AttentionPart(3, None, None)),
                is_attention_known=False,
                without_counts_count=3,
            ),
            False,
            id="no counts: papers are counted",
        ),
        pytest.param(
            make_recap(make_day(1, paper_count=2, without_counts_count=2)),
            False,
            id="a day unknown",
        ),
        pytest.param(
            make_recap(
                make_day(1, *(AttentionPart(1, None, n) for n in range(2, 11))),
                make_day(2, AttentionPart(9_000, None, 1)),
            ),
            True,
            id="a bar too low for its marks",
        ),
    ],
)
def test_weeks_of_every_shape(recap: Recap, *, is_marked: bool) -> None:
    colours = count_colours(decode(recap))

    assert colours[palette.TEXT] > 1_000
    assert (colours.get(palette.MARK, 0) > 100) == is_marked


def test_the_same_recap_gives_the_same_bytes_and_changes_nothing_else() -> None:
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", GLOBALS_KEPT], cwd=ROOT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def test_another_process_draws_the_same() -> None:
    from bot.pictures.recap_picture import render_recap_picture  # noqa: PLC0415
    from bot.pictures.studio import Studio  # noqa: PLC0415

    drawn = Studio().draw_recap(FULL)

    assert drawn is not None
    here = render_recap_picture(FULL)
    assert hashlib.sha256(drawn.content).digest() == hashlib.sha256(here).digest()
