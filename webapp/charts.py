"""Small pictures of numbers: bars as SVG draws them, and the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 400, 80  # of the drawing, in units of its own
GAP = 0.2  # of a bar's place, left between it and the next
PLACES = 24  # at least, so that few numbers make no wide bars


@dataclass(frozen=True, slots=True)
class Bar:
    """One number, drawn."""

    x: float
    y: float
    width: float
    height: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture, what it shows in words, and its numbers."""

    title: str
    summary: str
    bars: tuple[Bar, ...]
    level: float | None  # the height of a line across; None for none
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # the newest first
    width: int = WIDTH
    height: int = HEIGHT


def draw(
    title: str,
    summary: str,
    columns: tuple[str, ...],
    numbers: Sequence[tuple[tuple[str, ...], int]],
    level: int | None,
) -> Chart:
    """Draw numbers side by side, the oldest first, the largest as high as the picture.

    numbers: each with what it is of, as the columns before the last one say it. level: a number to draw a line at.
    """
    most = max((number for _, number in numbers), default=0) or 1
    place = WIDTH / max(len(numbers), PLACES)
    bars = tuple(
        Bar(
            x=round(place * (at + GAP / 2), 2),
            y=round(HEIGHT - HEIGHT * number / most, 2),
            width=round(place * (1 - GAP), 2),
            height=round(HEIGHT * number / most, 2),
            label=f"{', '.join(names)}: {number:,}",
        )
        for at, (names, number) in enumerate(numbers)
    )
    line = round(HEIGHT - HEIGHT * min(level, most) / most, 2) if level is not None else None
    rows = tuple((*names, f"{number:,}") for names, number in reversed(numbers))
    return Chart(title, summary, bars, line, columns, rows)
