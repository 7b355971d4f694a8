"""The shape of a body from the bottom of the ribs to the toes, as data, and how it turns into dots and characters."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from mckenzie_tui.body import SPOTS, Spot, sides_as_seen
from mckenzie_tui.words import Region, Side, View

OUTSIDE, TRUNK, SEAM, RIM, FIRST_SPOT = range(5)
"""What a dot belongs to, its ink: one of these, and from the last one on a spot."""
ACROSS, DOWN = 4, 8
WHOLE = ACROSS * DOWN
"""Dots of one character cell. Cells are twice as high as wide, so the dots are square."""
MARGIN = 1
"""Columns on either side of a body, for the rim of what lies at its edge."""

Curve = tuple[tuple[float, float], ...]
"""The points that a smooth curve goes through."""
Dots = tuple[bytes, ...]
"""The ink of each dot, row by row."""
Owners = tuple[tuple[tuple[int, int], ...], ...]
"""The ink of the spot that a cell belongs to, and how many of its dots, row by row."""


class _Band(NamedTuple):
    """One stretch of the body, from the top down, with the region that it is from behind and from the front."""

    back: Region | None
    front: Region | None
    share: float
    """How high it is beside the others."""
    least: int
    """Rows it must have to be seen and hit."""


_BANDS = (
    _Band(None, None, 1.6, 1),
    _Band(Region.BACK_SIDE, None, 2.8, 2),
    _Band(Region.BUTTOCK_HIP, Region.BUTTOCK_HIP, 2.9, 2),
    _Band(Region.THIGH, Region.THIGH, 4.2, 2),
    _Band(Region.KNEE, Region.KNEE, 1.9, 1),
    _Band(Region.LOWER_LEG, Region.LOWER_LEG, 4.2, 2),
    _Band(Region.FOOT, Region.FOOT, 1.4, 1),
    _Band(Region.FOOT, Region.TOES, 1.1, 1),
)
"""The one table from which the picture, the order of what is on it and the hit test come."""
LEAST_ROWS = sum(band.least for band in _BANDS)
_SEAMED = [band.back for band in _BANDS].index(Region.BUTTOCK_HIP)
"""The band from which on the midline is drawn: the cleft of the buttocks."""
_MIDDLE = 0.3
"""Half the width of the middle of the low back."""
_STEPS = 96
"""How finely curves are tabulated."""

# Height counts in bands (3.5 is half way down the thigh), so that the outline stays right however rows are shared out.
# Across, 0 is the midline and 1 the widest place of the hips. Both sides are alike.
_OUTER = {
    View.BACK: (
        (0, 0.80), (0.6, 0.75), (1, 0.73), (1.4, 0.74), (1.8, 0.81), (2.2, 0.91), (2.6, 0.98), (3, 1.0), (3.3, 0.98),
        (3.7, 0.91), (4, 0.84), (4.4, 0.79), (5, 0.78), (5.2, 0.83), (5.4, 0.86), (5.6, 0.83), (5.85, 0.73),
        (6, 0.69), (6.5, 0.69), (7, 0.75), (7.4, 0.80), (7.62, 0.79), (7.75, 0.73),
    ),
    View.FRONT: (
        (0, 0.80), (0.6, 0.75), (1, 0.73), (1.4, 0.74), (1.8, 0.81), (2.2, 0.91), (2.6, 0.98), (3, 1.0), (3.3, 0.98),
        (3.7, 0.91), (4, 0.84), (4.4, 0.80), (5, 0.79), (5.2, 0.83), (5.4, 0.84), (5.6, 0.80), (5.85, 0.72),
        (6, 0.69), (6.5, 0.74), (7, 0.85), (7.3, 0.90), (7.55, 0.90), (7.75, 0.82),
    ),
}  # fmt: skip
_INNER = {
    View.BACK: (
        (2.95, 0), (3.05, 0.05), (3.4, 0.09), (3.7, 0.14), (4, 0.18), (4.4, 0.22), (5, 0.22), (5.2, 0.20), (5.4, 0.20),
        (5.6, 0.24), (5.85, 0.32), (6, 0.34), (6.5, 0.34), (7, 0.31), (7.4, 0.29), (7.62, 0.30), (7.75, 0.36),
    ),
    View.FRONT: (
        (2.95, 0), (3.05, 0.05), (3.4, 0.09), (3.7, 0.14), (4, 0.18), (4.4, 0.20), (5, 0.21), (5.2, 0.20), (5.4, 0.20),
        (5.6, 0.24), (5.85, 0.32), (6, 0.33), (6.5, 0.29), (7, 0.25), (7.3, 0.23), (7.55, 0.24), (7.75, 0.30),
    ),
}  # fmt: skip
_SOLE: dict[View, Curve] = {
    View.BACK: ((0, 7.8), (0.15, 8), (0.85, 8), (1, 7.8)),
    View.FRONT: (
        (0, 7.75), (0.08, 8), (0.24, 8), (0.3, 7.8), (0.38, 8), (0.44, 8), (0.5, 7.8), (0.56, 7.95), (0.62, 7.95),
        (0.68, 7.75), (0.73, 7.9), (0.78, 7.9), (0.84, 7.7), (0.92, 7.8), (1, 7.65),
    ),
}  # fmt: skip
"""Where the body ends, from the inside to the outside of a foot."""
_BENDS: dict[View, dict[int, Curve]] = {
    View.BACK: {
        2: ((0, 0.3), (0.25, 0.12), (0.6, 0), (1, -0.08)),
        3: ((0, -0.05), (0.15, 0.1), (0.45, 0.16), (0.75, 0.05), (1, -0.2)),
        4: ((0, 0), (0.5, -0.06), (1, 0)),
        5: ((0, 0), (0.5, 0.05), (1, 0)),
    },
    View.FRONT: {
        2: ((0, 0.12), (0.5, 0), (1, -0.1)),
        3: ((0, 0.12), (0.3, -0.1), (1, -0.55)),
        4: ((0, 0.1), (0.5, -0.1), (1, 0.1)),
        5: ((0, -0.1), (0.5, 0.1), (1, -0.1)),
        7: ((0, 0), (0.5, -0.1), (1, 0.1)),
    },
}
"""How far the upper border of a band is bent down, from the inside (0) to the outside (1) of a leg."""


def at(curve: Curve, where: float) -> float:
    """The value of a smooth curve through these points; beyond its ends it stays as it is there."""
    place = bisect_right(curve, (where, inf))
    if place in (0, len(curve)):
        return curve[max(0, place - 1)][1]
    (start, low), (end, high) = curve[place - 1], curve[place]
    before, after = curve[max(0, place - 2)], curve[min(len(curve) - 1, place + 1)]
    t, width = (where - start) / (end - start), end - start
    rise = (high - before[1]) / (end - before[0]) * width
    fall = (after[1] - low) / (after[0] - start) * width
    bulge = rise * (1 - t) ** 2 * t - fall * (1 - t) * t**2
    return low + (high - low) * t * t * (3 - 2 * t) + bulge


def ink_of(spot: Spot) -> int:
    """The ink of the dots that belong to a spot."""
    return FIRST_SPOT + SPOTS.index(spot)


def spot_of_ink(ink: int) -> Spot | None:
    """The spot that dots of this ink belong to."""
    return SPOTS[ink - FIRST_SPOT] if ink >= FIRST_SPOT else None


@lru_cache(maxsize=64)
def heights(rows: int) -> tuple[int, ...]:
    """How many rows each band has: what it needs at least, and of the rest its share."""
    shared = [band.least for band in _BANDS]
    while sum(shared) < rows:
        neediest = max(range(len(_BANDS)), key=lambda each: _BANDS[each].share / (shared[each] + 0.5))
        shared[neediest] += 1
    return tuple(shared)


@lru_cache(maxsize=32)
def dots(view: View, columns: int, rows: int) -> Dots:
    """The body in so many cells (an even number across), as dots."""
    borders = (0, *accumulate(heights(rows)))
    half = columns // 2 * ACROSS
    unit = half - MARGIN * ACROSS
    middle = max(1, round(_MIDDLE * unit / ACROSS)) * ACROSS
    left, right = sides_as_seen(view)
    mirrored = _swap(right, left)
    lines = []
    for row in range(rows * DOWN):
        height = (row + 0.5) / DOWN
        band = bisect_right(borders, height) - 1
        level = band + (height - borders[band]) / (borders[band + 1] - borders[band])
        inner = at(_INNER[view], level) if level > _INNER[view][0][0] else 0
        outer = at(_OUTER[view], level)
        line = bytearray(half)
        for dot in range(round(inner * unit), min(half, round(outer * unit))):
            share = ((dot + 0.5) / unit - inner) / (outer - inner)
            line[dot] = _ink(view, right, level, share, in_the_middle=dot < middle, at_the_midline=dot == 0)
        lines.append(bytes(line)[::-1].translate(mirrored) + bytes(line))
    return tuple(lines)


def _swap(side: Side, other: Side) -> bytes:
    """A table that turns the inks of one side into those of the other."""
    table = bytearray(range(256))
    for spot in SPOTS:
        if spot.side is side:
            table[ink_of(spot)] = ink_of(Spot(spot.view, other, spot.region))
    return bytes(table)


@cache
def _steps(curve: Curve) -> tuple[float, ...]:
    """The values of a curve from 0 to 1; looking them up is much quicker than reckoning them for each dot."""
    return tuple(at(curve, step / _STEPS) for step in range(_STEPS + 1))


@cache
def _region_ink(view: View, side: Side, band: int) -> int:
    region = _BANDS[band].back if view is View.BACK else _BANDS[band].front
    return TRUNK if region is None else ink_of(Spot(view, side, region))


def _ink(view: View, side: Side, level: float, share: float, *, in_the_middle: bool, at_the_midline: bool) -> int:
    """The ink of one dot of one half of the body, so far down and so far from its inside to its outside."""
    bends, band, step = _BENDS[view], int(level), int(share * _STEPS)
    if level > _steps(_SOLE[view])[step]:
        return OUTSIDE
    if band in bends and level < band + _steps(bends[band])[step]:
        band -= 1
    elif band + 1 in bends and level >= band + 1 + _steps(bends[band + 1])[step]:
        band += 1
    ink = _region_ink(view, side, band)
    if ink == TRUNK:
        return ink
    if band < _SEAMED:
        return FIRST_SPOT if in_the_middle else ink
    return SEAM if at_the_midline else ink


@lru_cache(maxsize=32)
def rimmed(body: Dots, ink: int, width: int) -> Dots:
    """The same with a rim around what has this ink; outside of it, so that nothing in it is hidden."""
    drawn = [bytearray(line) for line in body]
    for row, line in enumerate(body):
        if ink in line:
            start, end = max(0, line.find(ink) - width), min(len(line), line.rfind(ink) + 1 + width)
            for near in range(max(0, row - width), min(len(body), row + width + 1)):
                drawn[near][start:end] = bytes([RIM]) * (end - start)
    # Below the soles there is nothing: there the rim lies within.
    for line, new in zip(body[:-width], drawn, strict=False):
        for dot in range(line.find(ink), line.rfind(ink) + 1) if ink in line else ():
            if line[dot] == ink:
                new[dot] = ink
    return tuple(bytes(line) for line in drawn)


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
