"""A canvas: shapes and texts placed by pixels, without any state that others share.

Neither pyplot nor matplotlib's settings take part, nor the fonts of the machine: the same calls
give the same bytes everywhere.
"""

from io import BytesIO
from pathlib import Path
from typing import Final, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.transforms import IdentityTransform

from bot.text.shortening import ELLIPSIS
from bot.text.white_space import squeeze

_DOTS_PER_INCH: Final = 100
_POINTS_PER_INCH: Final = 72
_FONTS: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
_PLAIN: Final = _FONTS / "DejaVuSans.ttf"
_BOLD: Final = _FONTS / "DejaVuSans-Bold.ttf"

Alignment = Literal["left", "center", "right"]


class Canvas:
    """A picture that is being drawn; pixels count from the lower left corner."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        size = width / _DOTS_PER_INCH, height / _DOTS_PER_INCH
        self._figure = Figure(figsize=size, dpi=_DOTS_PER_INCH, facecolor=ground, edgecolor=ground)
        self._canvas = FigureCanvasAgg(self._figure)

    def rectangle(self, left: float, bottom: float, width: float, height: float, fill: str) -> None:
        """A filled rectangle."""
        patch = Rectangle(
            (left, bottom), width, height, transform=IdentityTransform(), color=fill, linewidth=0
        )
        self._figure.add_artist(patch)

    def disc(self, x: float, y: float, radius: float, *, fill: str, edge: str) -> None:
        """A filled circle with a line round it, which keeps it apart from what lies below."""
        patch = Circle(
            (x, y), radius, transform=IdentityTransform(), facecolor=fill, edgecolor=edge,
            linewidth=2.5, zorder=3,
        )  # fmt: skip
        self._figure.add_artist(patch)

    def line(self, left: float, right: float, y: float, colour: str) -> None:
        """A level line."""
        line = Line2D(
            (left, right), (y, y), transform=IdentityTransform(), color=colour, linewidth=1.5
        )
        self._figure.add_artist(line)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        colour: str,
        align: Alignment = "left",
        is_bold: bool = False,
    ) -> None:
        """A line of text as it is, whatever signs it holds; `y` is where its letters stand.

        Args:
            x: the left end, the middle or the right end.
            y: the base line.
            text: signs that the font does not have are left out.
            size: in pixels.
            colour: of the letters.
            align: what `x` is.
            is_bold: whether the letters are bold.
        """
        self._figure.text(
            x, y, drawable(text), transform=IdentityTransform(), color=colour,
            horizontalalignment=align, verticalalignment="baseline", parse_math=False,
            usetex=False, fontproperties=_font(size, is_bold=is_bold), zorder=4,
        )  # fmt: skip

    def width_of(self, text: str, *, size: float, is_bold: bool = False) -> float:
        """How many pixels the text takes."""
        font = _font(size, is_bold=is_bold)
        renderer = self._canvas.get_renderer()  # type: ignore[no-untyped-call] # has no types
        size_and_descent = renderer.get_text_width_height_descent(
            drawable(text), font, ismath=False
        )
        return float(size_and_descent[0])

    def wrap(self, text: str, *, size: float, width: float, line_limit: int) -> list[str]:
        """The text in lines that are no wider; what does not fit is cut off with an ellipsis."""
        lines: list[str] = []
        rest = drawable(text)
        while rest and len(lines) < line_limit:
            line = self._fitting(rest, size, width, is_last=len(lines) + 1 == line_limit)
            lines.append(line)
            rest = rest[len(line) :].lstrip() if rest.startswith(line) else ""
        return lines

    def png(self) -> bytes:
        """The picture as a PNG file."""
        buffer = BytesIO()
        self._canvas.print_png(buffer, metadata={"Software": None})  # type: ignore[no-untyped-call]
        return buffer.getvalue()

    def _fitting(self, text: str, size: float, width: float, *, is_last: bool) -> str:
        """The most words of the text that fit; of a word that is too wide, the most letters."""
        if self.width_of(text, size=size) <= width:
            return text
        ending = ELLIPSIS if is_last else ""
        words = text.split(" ")
        for count in range(len(words) - 1, 0, -1):
            line = " ".join(words[:count]) + ending
            if self.width_of(line, size=size) <= width:
                return line
        letters = next(
            (n for n in range(len(words[0]), 0, -1)
             if self.width_of(words[0][:n] + ELLIPSIS, size=size) <= width), 0
        )  # fmt: skip
        return words[0][:letters] + ELLIPSIS


def drawable(text: str) -> str:
    """The text on one line, without the signs that the font does not have."""
    font = get_font(str(_PLAIN))
    return squeeze("".join(sign for sign in squeeze(text) if font.get_char_index(ord(sign))))


def _font(size: float, *, is_bold: bool) -> FontProperties:
    points = size * _POINTS_PER_INCH / _DOTS_PER_INCH
    return FontProperties(fname=str(_BOLD if is_bold else _PLAIN), size=points)
