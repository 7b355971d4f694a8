"""What a scene is made of before it is drawn: solids in space, each with its ink."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from mckenzie_tui.figure.vectors import Vector


class Ink(IntEnum):
    """What a dot of a figure belongs to."""

    NOTHING = 0
    FLOOR = 1
    MAT = 2
    WALL = 3
    PILLOW = 4
    SKIN = 5
    HAIR = 6
    SHIRT = 7
    SLEEVE = 8
    TROUSERS = 9
    LEG = 10
    """The near leg, a little lighter than the rest of the trousers."""
    LOW_BACK = 11
    ARROW = 12
    SHADED_SKIN = 13
    SHADED_SLEEVE = 14
    SHADED_LEG = 15
    GEAR = 16
    """Furniture, and what machines are made of."""
    LOAD = 17
    """What is held or worn: weights, rods and bands."""


class Ball(NamedTuple):
    """A point of the body, and how thick it is there."""

    at: Vector
    radius: float


class Solid(NamedTuple):
    """What lies between balls, or between mere points, filled with one ink."""

    ink: int
    balls: tuple[Ball, ...]
    apart: bool = True
    """Whether a thin halo keeps it apart from what lies behind."""
