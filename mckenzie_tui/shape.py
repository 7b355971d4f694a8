"""The shape of a body from the bottom of the ribs to the toes, as data: outlines, and where each region lies."""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from typing import NamedTuple

from mckenzie_tui.words import Region, View

Curve = tuple[tuple[float, float], ...]
"""The points that a smooth curve goes through."""


class Band(NamedTuple):
    """One stretch of the body, from the top down, with the region that it is from behind and from the front."""

    back: Region | None
    front: Region | None
    share: float
    """How high it is beside the others."""
    least: int
    """Rows it must have to be seen and hit."""


BANDS = (
    Band(None, None, 1.6, 1),
    Band(Region.BACK_SIDE, None, 2.8, 2),
    Band(Region.BUTTOCK_HIP, Region.BUTTOCK_HIP, 2.9, 2),
    Band(Region.THIGH, Region.THIGH, 4.2, 2),
    Band(Region.KNEE, Region.KNEE, 1.9, 1),
    Band(Region.LOWER_LEG, Region.LOWER_LEG, 4.2, 2),
    Band(Region.FOOT, Region.FOOT, 1.4, 1),
    Band(Region.FOOT, Region.TOES, 1.1, 1),
)
"""The one table from which the picture, the order of what is on it and the hit test come."""
SEAMED = [band.back for band in BANDS].index(Region.BUTTOCK_HIP)
"""The band from which on the midline is drawn: the cleft of the buttocks."""
HALF_A_MIDDLE = 0.3
"""Half the width of the middle of the low back."""

# Height counts in bands (3.5 is half way down the thigh), so that the outline stays right however rows are shared out.
# Across, 0 is the midline and 1 the widest place of the hips. Both sides are alike.
OUTER = {
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
INNER = {
    View.BACK: (
        (2.95, 0), (3.05, 0.05), (3.4, 0.09), (3.7, 0.14), (4, 0.18), (4.4, 0.22), (5, 0.22), (5.2, 0.20), (5.4, 0.20),
        (5.6, 0.24), (5.85, 0.32), (6, 0.34), (6.5, 0.34), (7, 0.31), (7.4, 0.29), (7.62, 0.30), (7.75, 0.36),
    ),
    View.FRONT: (
        (2.95, 0), (3.05, 0.05), (3.4, 0.09), (3.7, 0.14), (4, 0.18), (4.4, 0.20), (5, 0.21), (5.2, 0.20), (5.4, 0.20),
        (5.6, 0.24), (5.85, 0.32), (6, 0.33), (6.5, 0.29), (7, 0.25), (7.3, 0.23), (7.55, 0.24), (7.75, 0.30),
    ),
}  # fmt: skip
SOLE: dict[View, Curve] = {
    View.BACK: ((0, 7.8), (0.15, 8), (0.85, 8), (1, 7.8)),
    View.FRONT: (
        (0, 7.75), (0.08, 8), (0.24, 8), (0.3, 7.8), (0.38, 8), (0.44, 8), (0.5, 7.8), (0.56, 7.95), (0.62, 7.95),
        (0.68, 7.75), (0.73, 7.9), (0.78, 7.9), (0.84, 7.7), (0.92, 7.8), (1, 7.65),
    ),
}  # fmt: skip
"""Where the body ends, from the inside to the outside of a foot."""
BENDS: dict[View, dict[int, Curve]] = {
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
