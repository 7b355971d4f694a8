"""Points and directions in space, and the three axes of a part of the body."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from typing import NamedTuple

Vector = tuple[float, float, float]


def plus(a: Vector, b: Vector, times: float = 1.0) -> Vector:
    """A point, moved along a direction so many times."""
    return (a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times)


def minus(a: Vector, b: Vector) -> Vector:
    """The way from ``b`` to ``a``."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vector, b: Vector) -> float:
    """How far ``a`` reaches along ``b``."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The direction across two others."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(a: Vector) -> Vector:
    """The direction of length 1; nowhere stays nowhere."""
    length = hypot(*a)
    return (a[0] / length, a[1] / length, a[2] / length) if length else a


def between(a: Vector, b: Vector, share: float) -> Vector:
    """The point that lies so far on the way from ``a`` to ``b``."""
    return plus(a, minus(b, a), share)


class Axes(NamedTuple):
    """How a part of the body is turned: where its upper end, its front and its left side point."""

    up: Vector
    front: Vector
    left: Vector

    def turned(self, bend: float, lean: float, turn: float) -> Axes:
        """The same bent backward, then leant to its left, then turned to its left, in degrees."""
        up, front, left = self
        up, front = _rotated(up, front, -bend)
        up, left = _rotated(up, left, lean)
        front, left = _rotated(front, left, turn)
        return Axes(up, front, left)

    def point(self, origin: Vector, up: float, front: float, left: float) -> Vector:
        """The point that lies so far up, to the front and to the left of another."""
        return plus(plus(plus(origin, self.up, up), self.front, front), self.left, left)


def _rotated(a: Vector, toward: Vector, degrees: float) -> tuple[Vector, Vector]:
    """Two axes, turned so that the first goes toward the second."""
    if not degrees:
        return a, toward
    c, s = cos(radians(degrees)), sin(radians(degrees))
    nothing = (0.0, 0.0, 0.0)
    return plus(plus(nothing, a, c), toward, s), plus(plus(nothing, toward, c), a, -s)
