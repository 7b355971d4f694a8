"""Turns a body of dots into characters: blocks of two colours, or braille, and finds room for what is written on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from mckenzie_tui.tui.widgets.silhouette import (
    ACROSS,
    DOWN,
    FIRST_SPOT,
    OUTSIDE,
    RIM,
    SEAM,
    WHOLE,
    Dots,
    dots,
)
from mckenzie_tui.words import View

Owners = tuple[tuple[tuple[int, int], ...], ...]
"""The ink of the spot that a cell belongs to, and how many of its dots, row by row."""


class Cell(NamedTuple):
    """One character cell: what stands in it, and the inks in front and behind."""

    glyph: str
    front: int
    behind: int


def _mask(across: range, down: range) -> int:
    return sum(1 << (y * ACROSS + x) for y in down for x in across)


def _glyphs() -> dict[int, str]:
    """The blocks by the dots they cover; what they leave free is drawn with the inks exchanged."""
    everything, left, right = range(ACROSS), range(ACROSS // 2), range(ACROSS // 2, ACROSS)
    upper, lower = range(DOWN // 2), range(DOWN // 2, DOWN)
    found = {_mask(everything, range(DOWN - n, DOWN)): "▁▂▃▄▅▆▇"[n - 1] for n in range(1, DOWN)}
    found |= {_mask(range(n), range(DOWN)): "▎▌▊"[n - 1] for n in range(1, ACROSS)}
    found |= {_mask(left, upper): "▘", _mask(right, upper): "▝", _mask(left, lower): "▖", _mask(right, lower): "▗"}
    return found | {_mask(left, upper) | _mask(right, lower): "▚"}


_GLYPHS = _glyphs()
_ALL = (1 << WHOLE) - 1
_WEIGHTS = {RIM: 3.0, SEAM: 2.0, OUTSIDE: 1.5}
"""What must not get lost, where a cell has more inks than it can show: thin lines, and the outline of the body."""

SPLINTER = 6
"""So few dots of a cell would stick out like a splinter, and are left out."""


@lru_cache(maxsize=4096)
def cell(block: bytes) -> Cell:
    """The block character, of all there are, that comes nearest to the dots of a cell."""
    counted = Counter(block)
    if len(counted) == 1:
        return Cell(" ", OUTSIDE, block[0])
    front, behind = sorted(counted, key=lambda ink: -counted[ink] * _WEIGHTS.get(ink, 1.0))[:2]
    if OUTSIDE in (front, behind) and RIM not in (front, behind):
        # A third part of the body is drawn as the second one, so that the outline stays as it is.
        body = max(front, behind)
        if min(counted[OUTSIDE], WHOLE - counted[OUTSIDE]) <= SPLINTER:
            return Cell(" ", OUTSIDE, OUTSIDE if front == OUTSIDE else body)
        block = bytes(ink and body for ink in block)
    ahead = sum(1 << place for place, ink in enumerate(block) if ink == front)
    back = sum(1 << place for place, ink in enumerate(block) if ink == behind)

    def wrong(mask: int) -> int:
        return (ahead & ~mask & _ALL).bit_count() + (back & mask).bit_count()

    best = min([*_GLYPHS, *(_ALL ^ mask for mask in _GLYPHS), 0, _ALL], key=wrong)
    if best in (0, _ALL):
        return Cell(" ", OUTSIDE, front if best else behind)
    return Cell(_GLYPHS[best], front, behind) if best in _GLYPHS else Cell(_GLYPHS[_ALL ^ best], behind, front)


@lru_cache(maxsize=32)
def cells(body: Dots) -> list[list[Cell]]:
    """The body in character cells of two colours each."""
    return [list(map(cell, row)) for row in _blocks(body)]


@lru_cache(maxsize=32)
def owners(view: View, columns: int, rows: int) -> Owners:
    """The ink of the spot, if any, that is drawn in most of each cell, and how many dots there are its own."""
    return tuple(tuple(map(_owner, row)) for row in _blocks(dots(view, columns, rows)))


@lru_cache(maxsize=4096)
def _owner(block: bytes) -> tuple[int, int]:
    _, front, behind = cell(block)
    most, ink = max(((block.count(ink), ink) for ink in (front, behind) if ink >= FIRST_SPOT), default=(0, OUTSIDE))
    return ink, most


def _blocks(body: Dots) -> Iterator[Iterator[bytes]]:
    """The dots of each cell, row by row."""
    for y in range(0, len(body), DOWN):
        lines = body[y : y + DOWN]
        yield (b"".join([line[x : x + ACROSS] for line in lines]) for x in range(0, len(body[0]), ACROSS))


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


_BRAILLE = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
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
    return [
        "".join(
            chr(0x2800 + sum(_BRAILLE[dy][dx] for dy in range(4) for dx in range(2) if lit[y + dy][x + dx]))
            for x in range(0, half, 2)
        )
        for y in range(0, len(grid), 4)
    ]
