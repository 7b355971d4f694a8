"""The shape of a body from the bottom of the ribs to the toes, as data, and how it turns into dots."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from math import inf
from typing import NamedTuple

from mckenzie_tui.body import SPOTS, Spot, sides_as_seen
from mckenzie_tui.dots import ACROSS, DOWN, Dots
from mckenzie_tui.words import Region, Side, View

OUTSIDE, TRUNK, SEAM, RIM, FIRST_SPOT = range(5)
"""What a dot belongs to, its ink: one of these, and from the last one on a spot."""
MARGIN = 1
"""Columns on either side of a body, for the rim of what lies at its edge."""

Curve = tuple[tuple[float, float], ...]
"""The points that a smooth curve goes through."""


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
