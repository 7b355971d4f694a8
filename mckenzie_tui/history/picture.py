"""The readings of a series drawn over time in characters: back pain, leg pain, and how far it reaches.

Each has a strip of its own over the same days, so nothing has to be told apart by colour. It is drawn here, in dots of
braille: of the libraries, ``textual-plotext`` has not followed ``plotext`` to its version 6, and that one gives its own
frame three rows, knows no gaps, and draws into one picture for the whole program.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median, median_low
from typing import NamedTuple

from mckenzie_tui.dots import braille
from mckenzie_tui.history.readings import Reading
from mckenzie_tui.history.trend import CLEAR_CHANGE, Trend

UNITS = {1: "a day", 7: "a week", 14: "two weeks", 28: "four weeks", 91: "three months"}
"""How many days can share one mark, and how that is said."""
WIDEST_MARK = 4
"""Columns of a mark, where there are few."""
HIGHEST = 10
GUTTER = 9
"""Columns left of the strips: names, numbers and the axis."""
LEAST_ROWS, MOST_ROWS = 3, 9
"""Rows of a strip of pain."""
OTHER_ROWS = 2
"""Rows below both: how far it reaches, and the dates."""
_BARS = "▁▂▃▄▅▆▇█"
"""The ladder of regions: the middle of the back to the toes."""
_NOWHERE = "·"
_NO_DOTS = "\u2800"
_DATE_ROOM = 14
"""From one date below the picture to the next, in columns."""


class Ink(StrEnum):
    """What a piece of the picture shows."""

    BACK = "back"
    LEG = "leg"
    REACH = "reach"
    BAND = "band"
    """Two points above and below what it was at first."""
    LABEL = "label"


class Piece(NamedTuple):
    """Characters next to each other that show the same."""

    text: str
    ink: Ink


Row = tuple[Piece, ...]


class Spread(NamedTuple):
    """The lowest, the middle and the highest of some values."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Mark:
    """The readings of some days that are drawn together."""

    back: Spread
    leg: Spread
    reach: int


@dataclass(frozen=True)
class TimeLine:
    """The readings put together so that they fit into some columns."""

    first: date
    days: int
    """How many days a mark stands for."""
    marks: tuple[Mark | None, ...]
    """From the first day on, without gaps between them; None where there is no reading."""
    columns: int
    """Columns of all of them."""

    def left(self, place: int) -> int:
        """Where the mark at this place begins, in dots; two of them are a column."""
        return place * 2 * self.columns // len(self.marks)

    def at(self, column: int) -> int:
        """The place of the mark that stands in a column."""
        return column * len(self.marks) // self.columns


def time_line(readings: Sequence[Reading], columns: int) -> TimeLine:
    """Put the readings of a day, a week or more together, by the finest measure that fits.

    Args:
        readings: at least one, the oldest first.
        columns: how many there are.
    """
    dated = [(reading.at.date(), reading) for reading in readings]
    first = min(day for day, _ in dated)
    span = (max(day for day, _ in dated) - first).days + 1
    days = next((unit for unit in UNITS if -(-span // unit) <= columns), max(UNITS))
    together: defaultdict[int, list[Reading]] = defaultdict(list)
    for day, reading in dated:
        together[(day - first).days // days].append(reading)
    count = min(-(-span // days), columns)
    marks = tuple(_mark(together[place]) if place in together else None for place in range(count))
    return TimeLine(first, days, marks, min(columns, WIDEST_MARK * count))


def _mark(readings: Sequence[Reading]) -> Mark:
    return Mark(
        back=_spread([one.back for one in readings]),
        leg=_spread([one.leg for one in readings]),
        reach=median_low([one.reach for one in readings]),
    )


def _spread(values: Sequence[int]) -> Spread:
    return Spread(min(values), median(values), max(values))


def drawn(readings: Sequence[Reading], found: Trend | None, columns: int, rows: int) -> Iterator[Row]:
    """The picture, row by row.

    Args:
        readings: at least one, the oldest first.
        found: what they say together; around what it was at first a band is drawn.
        columns: the columns of the whole picture.
        rows: the rows of each of both strips of pain.
    """
    line = time_line(readings, columns - GUTTER)
    back_first, leg_first = (found.back.first, found.leg.first) if found else (readings[0].back, readings[0].leg)
    yield from _strip(line, "Back", Ink.BACK, lambda mark: mark.back, back_first, rows)
    yield from _strip(line, "Leg", Ink.LEG, lambda mark: mark.leg, leg_first, rows)
    yield (Piece("reaches │", Ink.LABEL), Piece(_bars(line), Ink.REACH))
    yield (Piece(_dates(line, columns - GUTTER), Ink.LABEL),)


def caption(readings: Sequence[Reading], columns: int) -> str:
    """What the picture shows, in words."""
    line = time_line(readings, columns - GUTTER)
    middle = f"One mark is the middle of {UNITS[line.days]}" if line.days > 1 else "One mark is a day"
    return (
        f"{middle}, with a line where it varied by {CLEAR_CHANGE} or more. "
        "Between the dotted lines it is about the same as at first. "
        f"Reaches: from {_BARS[0]} the back to {_BARS[-1]} the toes, {_NOWHERE} nowhere."
    )


def _strip(
    line: TimeLine, name: str, ink: Ink, spread_of: Callable[[Mark], Spread], first: float, rows: int
) -> Iterator[Row]:
    """One strip: the marks, the band around what it was at first, and the axis, which is thick beside the band."""
    across, down = 2 * line.columns, 4 * rows

    def height(value: float) -> int:
        return round((HIGHEST - value) * (down - 1) / HIGHEST)

    band = [height(min(HIGHEST, first + CLEAR_CHANGE)), height(max(0, first - CLEAR_CHANGE))]
    lit, edges = [[0] * across for _ in range(down)], [[0] * across for _ in range(down)]
    for y in band:
        edges[y][::4] = [1] * len(edges[y][::4])
    for place, mark in enumerate(line.marks):
        if mark is not None:
            spread = spread_of(mark)
            varied = spread.high - spread.low >= CLEAR_CHANGE
            between = range(height(spread.high), height(spread.low) + 1) if varied else range(0)
            _draw(lit, range(line.left(place), line.left(place + 1)), height(spread.middle), between)
    data, behind = braille(lit), braille(edges)
    for row in range(rows):
        beside_band = band[0] // 4 <= row <= band[1] // 4
        label = f"{_label(name, row, rows):<8}{'┃' if beside_band else '│'}"
        yield (Piece(label, Ink.LABEL), *_pieces(data[row], behind[row], ink))


def _draw(lit: list[list[int]], across: range, middle: int, between: range) -> None:
    """Draw a mark: its middle value across, and a line between its lowest and its highest."""
    for x in across:
        lit[middle][x] = 1
    for y in between:
        lit[y][across[(len(across) - 1) // 2]] = 1


def _pieces(data: str, behind: str, ink: Ink) -> Iterator[Piece]:
    """The characters of a row; the edges of the band are seen where no mark lies over them."""
    for mark, edge in zip(data, behind, strict=True):
        yield Piece(mark, ink) if mark != _NO_DOTS else Piece(edge, Ink.BAND)


def _label(name: str, row: int, rows: int) -> str:
    """What stands left of a row of a strip."""
    words = ("lower is", "better ↓") if rows > LEAST_ROWS else ("better ↓",)
    if row == 0:
        return f"{name:<5}{HIGHEST:>2}"
    if row == rows - 1:
        return f"{0:>7}"
    return words[row - 1] if row <= len(words) else ""


def _bars(line: TimeLine) -> str:
    """How far it reaches, as a bar for each mark."""
    return "".join(_bar(line.marks[line.at(column)]) for column in range(line.columns))


def _bar(mark: Mark | None) -> str:
    if mark is None:
        return " "
    return _BARS[mark.reach // 10 - 1] if mark.reach else _NOWHERE


def _dates(line: TimeLine, columns: int) -> str:
    """The days under the picture: that of the first mark, and those of others as far as there is room."""
    told = [" "] * columns
    for column in range(0, line.columns, _DATE_ROOM):
        day = line.first + timedelta(days=line.at(column) * line.days)
        text = f"╵{day:%Y-%m-%d}" if column else f"{day:%Y-%m-%d}"
        if not column or column + len(text) <= columns:
            told[column : column + len(text)] = text
    return " " * GUTTER + "".join(told).rstrip()
