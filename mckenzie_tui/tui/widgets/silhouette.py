"""How the shape of a body turns into dots."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate

from mckenzie_tui.body import SPOTS, Spot, sides_as_seen
from mckenzie_tui.dots import ACROSS, DOWN, Dots
from mckenzie_tui.shape import BANDS, BENDS, HALF_A_MIDDLE, INNER, OUTER, SEAMED, SOLE, Curve, at
from mckenzie_tui.words import Side, View

OUTSIDE, TRUNK, SEAM, RIM, FIRST_SPOT = range(5)
"""What a dot belongs to, its ink: one of these, and from the last one on a spot."""
MARGIN = 1
"""Columns on either side of a body, for the rim of what lies at its edge."""
LEAST_ROWS = sum(band.least for band in BANDS)
_STEPS = 96
"""How finely curves are tabulated."""


def ink_of(spot: Spot) -> int:
    """The ink of the dots that belong to a spot."""
    return FIRST_SPOT + SPOTS.index(spot)


def spot_of_ink(ink: int) -> Spot | None:
    """The spot that dots of this ink belong to."""
    return SPOTS[ink - FIRST_SPOT] if ink >= FIRST_SPOT else None


@lru_cache(maxsize=64)
def heights(rows: int) -> tuple[int, ...]:
    """How many rows each band has: what it needs at least, and of the rest its share."""
    shared = [band.least for band in BANDS]
    while sum(shared) < rows:
        neediest = max(range(len(BANDS)), key=lambda each: BANDS[each].share / (shared[each] + 0.5))
        shared[neediest] += 1
    return tuple(shared)


@lru_cache(maxsize=32)
def dots(view: View, columns: int, rows: int) -> Dots:
    """The body in so many cells (an even number across), as dots."""
    borders = (0, *accumulate(heights(rows)))
    half = columns // 2 * ACROSS
    unit = half - MARGIN * ACROSS
    middle = max(1, round(HALF_A_MIDDLE * unit / ACROSS)) * ACROSS
    left, right = sides_as_seen(view)
    mirrored = _swap(right, left)
    lines = []
    for row in range(rows * DOWN):
        height = (row + 0.5) / DOWN
        band = bisect_right(borders, height) - 1
        level = band + (height - borders[band]) / (borders[band + 1] - borders[band])
        inner = at(INNER[view], level) if level > INNER[view][0][0] else 0
        outer = at(OUTER[view], level)
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
    region = BANDS[band].back if view is View.BACK else BANDS[band].front
    return TRUNK if region is None else ink_of(Spot(view, side, region))


def _ink(view: View, side: Side, level: float, share: float, *, in_the_middle: bool, at_the_midline: bool) -> int:
    """The ink of one dot of one half of the body, so far down and so far from its inside to its outside."""
    bends, band, step = BENDS[view], int(level), int(share * _STEPS)
    if level > _steps(SOLE[view])[step]:
        return OUTSIDE
    if band in bends and level < band + _steps(bends[band])[step]:
        band -= 1
    elif band + 1 in bends and level >= band + 1 + _steps(bends[band + 1])[step]:
        band += 1
    ink = _region_ink(view, side, band)
    if ink == TRUNK:
        return ink
    if band < SEAMED:
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
