"""Turns the body of the chart into characters, and finds room for what is written on it."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache

from mckenzie_tui import dots as raster
from mckenzie_tui.dots import WHOLE, Care, Cell, Dots
from mckenzie_tui.tui.widgets.silhouette import FIRST_SPOT, OUTSIDE, RIM, SEAM, dots
from mckenzie_tui.words import View

Owners = tuple[tuple[tuple[int, int], ...], ...]
"""The ink of the spot that a cell belongs to, and how many of its dots, row by row."""


CARE = Care(weights=((RIM, 3.0), (SEAM, 2.0), (OUTSIDE, 1.5)), lines=frozenset({RIM}))
"""What must not get lost: thin lines, and the outline of the body."""


def cell(block: bytes) -> Cell:
    """The block character that comes nearest to the dots of a cell of the body."""
    return raster.cell(block, CARE)


@lru_cache(maxsize=32)
def cells(body: Dots) -> list[list[Cell]]:
    """The body in character cells of two colours each."""
    return raster.cells(body, CARE)


@lru_cache(maxsize=32)
def owners(view: View, columns: int, rows: int) -> Owners:
    """The ink of the spot, if any, that is drawn in most of each cell, and how many dots there are its own."""
    return tuple(tuple(map(_owner, row)) for row in raster.blocks(dots(view, columns, rows)))


@lru_cache(maxsize=4096)
def _owner(block: bytes) -> tuple[int, int]:
    _, front, behind = cell(block)
    most, ink = max(((block.count(ink), ink) for ink in (front, behind) if ink >= FIRST_SPOT), default=(0, OUTSIDE))
    return ink, most


def place(owned: Owners, ink: int, wordings: Sequence[Sequence[str]]) -> list[tuple[int, int, str]]:
    """Where to write the first of these wordings that has room within a spot: row, column and text of each line.

    The last one, which is to have one line, is written in any case.
    """
    rooms: dict[int, range] = {}
    for row, line in enumerate(owned):
        columns = [x for x, (owner, n) in enumerate(line) if owner == ink and n >= WHOLE // 2]
        if columns:
            rooms[row] = range(columns[0], columns[-1] + 1)
    middle = sum(row * len(room) for row, room in rooms.items()) / sum(map(len, rooms.values()))

    def distance(top: int, lines: Sequence[str]) -> float:
        return abs(top + (len(lines) - 1) / 2 - middle)

    lines, tops = wordings[-1], list(rooms)
    for wording in wordings:
        fitting = [
            top
            for top in rooms
            if all(len(text) <= len(rooms.get(row, ())) for row, text in enumerate(wording, start=top))
        ]
        if fitting:
            lines, tops = wording, fitting
            break
    top = min(tops, key=lambda row: distance(row, lines))
    return [(row, _centred(len(text), rooms[row], len(owned[0])), text) for row, text in enumerate(lines, start=top)]


def _centred(length: int, room: range, columns: int) -> int:
    """The column at which a text begins; what has no middle leans to that of the picture, on both sides alike."""
    return room.start + (len(room) - length + (room.start + room.stop < columns)) // 2


_SCREEN = ((0, 8, 2, 10), (12, 4, 14, 6), (3, 11, 1, 9), (15, 7, 13, 5))
"""In which order the dots of a pattern come up as it gets denser."""


def braille(body: Dots, strengths: Mapping[int, int], numb: Container[int]) -> list[str]:
    """The body as lines of braille: outlines, dots that get denser with the strength, stripes where it is numb."""
    half = len(body[0]) // 2
    # Every second dot, taken so that both halves stay each other's mirror image.
    grid = [line[:half:2] + line[half + 1 :: 2] for line in body[::2]]
    lit = [bytearray(half) for _ in grid]
    for y, line in enumerate(grid):
        # At the top the body goes on, below the soles it does not.
        above, below = grid[max(0, y - 1)], grid[y + 1] if y + 1 < len(grid) else bytes(half)
        for x, ink in enumerate(line):
            if ink == OUTSIDE:
                continue
            right = line[x + 1] if x + 1 < half else OUTSIDE
            if ink in (RIM, SEAM) or OUTSIDE in (line[x - 1], right, above[x], below[x]):
                lit[y][x] = 1
            elif ink in numb:
                lit[y][x] = (x + y) % 4 == 0
            elif ink in strengths:
                lit[y][x] = _SCREEN[y % 4][x % 4] < 1.4 * strengths[ink]
            else:
                lit[y][x] = (below[x] != ink and x % 2) or (right != ink and y % 2)
    return raster.braille(lit)
