"""The picture of a recap: a bar for each day, parted by theme, with the listed papers marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.models import AttentionPart, Recap, RecapDay, RecapTheme
from bot.pictures.canvas import Canvas, drawable
from bot.pictures.palette import (
    FAINT_TEXT,
    GROUND,
    LINE,
    MARK,
    MARK_TEXT,
    OTHERS,
    TEXT,
    THEMES,
)
from bot.pictures.words import (
    INFERRED_NOTE,
    say_amount,
    say_day_number,
    say_measure,
    say_week,
    say_what_came_in,
)
from bot.text.day_names import SHORT_WEEKDAYS

WIDTH: Final = 1200
HEIGHT: Final = 675
MARGIN: Final = 48
# On a telephone the picture is a third as large, and so are the letters.
HEADING_SIZE, TEXT_SIZE, NOTE_SIZE = 42, 30, 27

CHART_RIGHT: Final = 724  # beside a legend
FLOOR: Final = 122
HIGHEST_BAR: Final = 340
BAR_SHARE: Final = 0.7  # of a day's room
BAR_LIMIT: Final = 96
GAP: Final = 3  # between the parts of a bar
GAP_FROM: Final = 8

LEGEND_LEFT: Final = 770
LEGEND_TOP: Final = 474
LEGEND_LINE: Final = 34
LEGEND_GAP: Final = 16
SHARE_ROOM: Final = 80
SWATCH: Final = 28

DISC: Final = 18
DISC_ROOM: Final = 2 * DISC + 3


def render_recap_picture(recap: Recap) -> bytes:
    """Draw the recap, as a PNG that is readable on any background and at a third of its size."""
    canvas = Canvas(WIDTH, HEIGHT, GROUND)
    week = f"The week in papers, {say_week(recap.first_on, recap.last_on)}"
    size = HEADING_SIZE
    while canvas.width_of(week, size=size, is_bold=True) > WIDTH - 2 * MARGIN:
        size -= 1
    canvas.text(MARGIN, 602, week, size=size, colour=TEXT, is_bold=True)
    right = WIDTH - MARGIN
    if recap.themes:
        _draw_days(canvas, recap, CHART_RIGHT)
        _draw_legend(canvas, recap)
    else:
        _draw_days(canvas, recap, right)
        measure = say_measure(recap)
        canvas.text(right, 556, measure, size=NOTE_SIZE, colour=FAINT_TEXT, align="right")
        right -= round(canvas.width_of(measure, size=NOTE_SIZE)) + MARGIN
    counts = say_what_came_in(recap)
    for line in canvas.wrap(counts, size=TEXT_SIZE, width=right - MARGIN, line_limit=1):
        canvas.text(MARGIN, 556, line, size=TEXT_SIZE, colour=FAINT_TEXT)
    return canvas.png()


def _draw_days(canvas: Canvas, recap: Recap, right: float) -> None:
    most = max((day.amount for day in recap.days), default=0) or 1
    marked = _choose_marked(recap)
    room = (right - MARGIN) / max(1, len(recap.days))
    canvas.line(MARGIN, right, FLOOR - 2, LINE)
    if recap.inferred_day_count:
        canvas.text(MARGIN, 11, INFERRED_NOTE, size=NOTE_SIZE, colour=FAINT_TEXT)
    for place, day in enumerate(recap.days):
        middle = MARGIN + (place + 0.5) * room
        colour = TEXT if day.digest_count else FAINT_TEXT
        weekday = SHORT_WEEKDAYS[day.on.weekday()]
        canvas.text(middle, 82, weekday, size=TEXT_SIZE, colour=colour, align="center")
        number = say_day_number(day)
        canvas.text(middle, 46, number, size=NOTE_SIZE, colour=FAINT_TEXT, align="center")
        bar = _stack_bar(day, HIGHEST_BAR / most)
        for piece in bar:
            width = min(BAR_LIMIT, room * BAR_SHARE)
            colour = _colour_of(piece.part, has_themes=bool(recap.themes))
            canvas.rectangle(middle - width / 2, piece.bottom, width, piece.height, colour)
        top = max((piece.bottom + piece.height for piece in bar), default=FLOOR)
        discs = _place_discs([p for p in bar if (p.part.rank, day.on) in marked], top)
        for rank, y in discs:
            _draw_disc(canvas, middle, y, rank)
        top = max([top, *(y + DISC for _, y in discs)])
        label, colour = _label_bar(day)
        canvas.text(middle, top + 11, label, size=TEXT_SIZE, colour=colour, align="center")


def _label_bar(day: RecapDay) -> tuple[str, str]:
    """What stands above the bar, and its colour."""
    if day.parts:
        return say_amount(day.amount), TEXT
    if not day.paper_count:
        return "–", FAINT_TEXT
    return ("?" if day.without_counts_count == day.paper_count else "0"), FAINT_TEXT


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a bar, where it stands."""

    part: AttentionPart
    bottom: float
    height: float


def _stack_bar(day: RecapDay, pixels_per_point: float) -> list[_Piece]:
    """The parts above one another, true to scale; a gap is taken from those that can spare it."""
    pieces: list[_Piece] = []
    bottom = float(FLOOR)
    for part in day.parts:
        height = part.amount * pixels_per_point
        pieces.append(_Piece(part, bottom, height - GAP if height >= GAP_FROM else height))
        bottom += height
    return pieces


def _choose_marked(recap: Recap) -> set[tuple[int | None, object]]:
    """For each listed paper the day that most of its attention came in on."""
    if not recap.is_attention_known:
        return set()
    best: dict[int, tuple[int, RecapDay]] = {}
    for day in recap.days:
        for part in day.parts:
            if part.rank and part.amount > best.get(part.rank, (0, day))[0]:
                best[part.rank] = part.amount, day
    return {(rank, day.on) for rank, (_, day) in best.items()}


def _place_discs(pieces: Sequence[_Piece], top: float) -> list[tuple[int, float]]:
    """Each at the middle of its part, moved as little as keeps them apart and inside the bar.

    Where not all have room, the first of the list have.
    """
    count = max(1, int((top - FLOOR) // DISC_ROOM))
    ranks = sorted(piece.part.rank or 0 for piece in pieces)[:count]
    places: list[tuple[int, float]] = []
    lowest = FLOOR + DISC + 1.0
    for piece in pieces:
        if piece.part.rank in ranks:
            y = max(lowest, piece.bottom + piece.height / 2)
            places.append((piece.part.rank or 0, y))
            lowest = y + DISC_ROOM
    highest = max(top - DISC, FLOOR + DISC + 1.0)
    for place in range(len(places) - 1, -1, -1):
        rank, y = places[place]
        places[place] = rank, min(y, highest)
        highest = places[place][1] - DISC_ROOM
    return places


def _draw_disc(canvas: Canvas, x: float, y: float, rank: int) -> None:
    canvas.disc(x, y, DISC, fill=MARK, edge=GROUND)
    size = NOTE_SIZE if rank < 10 else NOTE_SIZE - 7  # noqa: PLR2004 - two digits
    canvas.text(
        x, y - 0.36 * size, str(rank), size=size, colour=MARK_TEXT, align="center", is_bold=True
    )


def _draw_legend(canvas: Canvas, recap: Recap) -> None:
    themes = recap.themes[: len(THEMES)]
    y = float(LEGEND_TOP)
    for place, theme in enumerate(themes):
        name = drawable(theme.name) or f"Theme {place + 1}"
        y = _draw_entry(canvas, y, THEMES[place], name, _percent_of(theme))
    if (others := 100 - sum(map(_percent_of, themes))) > 0:
        _draw_entry(canvas, y, OTHERS, "Other papers", others)
    left = float(LEGEND_LEFT)
    if _choose_marked(recap):
        _draw_disc(canvas, left + DISC, 92, 1)
        note = "as in the list"
        canvas.text(left + 2 * DISC + 12, 82, note, size=NOTE_SIZE, colour=FAINT_TEXT)
    canvas.text(left, 46, say_measure(recap), size=NOTE_SIZE, colour=FAINT_TEXT)


def _draw_entry(canvas: Canvas, y: float, colour: str, name: str, percent: int) -> float:
    """A theme's colour, name and share; where the next one begins."""
    left = LEGEND_LEFT + SWATCH + 14
    right = WIDTH - MARGIN
    canvas.rectangle(LEGEND_LEFT, y - 3, SWATCH, SWATCH, colour)
    canvas.text(right, y, f"{percent}%", size=TEXT_SIZE, colour=TEXT, align="right", is_bold=True)
    room = right - SHARE_ROOM - left
    lines = canvas.wrap(name, size=TEXT_SIZE, width=room, line_limit=2)
    for line in lines:
        canvas.text(left, y, line, size=TEXT_SIZE, colour=TEXT)
        y -= LEGEND_LINE
    return y - LEGEND_GAP


def _percent_of(theme: RecapTheme) -> int:
    return round(100 * theme.share)


def _colour_of(part: AttentionPart, *, has_themes: bool) -> str:
    if not has_themes:
        return THEMES[0]
    return OTHERS if part.theme is None or part.theme >= len(THEMES) else THEMES[part.theme]
