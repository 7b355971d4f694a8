"""What is beside the person: floor, mat, wall and pillow as solids, and the arrow that says which way to move."""

from __future__ import annotations

from itertools import pairwise, product
from math import hypot

from mckenzie_tui.dots import ACROSS, DOWN
from mckenzie_tui.figure.raster import Camera
from mckenzie_tui.figure.schema import Arrow, Box
from mckenzie_tui.figure.solids import Ball, Ink, Solid
from mckenzie_tui.figure.vectors import Vector, between, cross, dot, minus, plus, unit

_INKS = {"floor": Ink.FLOOR, "mat": Ink.MAT, "wall": Ink.WALL, "pillow": Ink.PILLOW}
_STEPS = 12
"""Pieces that a curved arrow is drawn in."""
_SHAFT, _BARB, _SPREAD = 2.0, 16.0, 10.0
"""Dots: half of the shaft, and the length and half the width of the head."""


def box(stated: Box) -> Solid:
    """A thing beside the person."""
    across, up, out = zip(stated.corner, stated.opposite, strict=True)
    round_off = 2.0 if stated.kind == "pillow" else 0.0
    return Solid(_INKS[stated.kind], tuple(Ball(corner, round_off) for corner in product(across, up, out)), apart=False)


def arrow(stated: Arrow, camera: Camera) -> list[Solid]:
    """An arrow of whole dots, so that its head is even in every size of picture."""
    path = [_flat(point, camera) for point in stated.path]
    curve = _snapped(_curve(path), camera)
    larger = round(camera.scale / 1.6) if camera.scale >= 1 else round(camera.scale * 4) / 4
    size = max(1.0 if camera.scale >= 1 else 0.5, larger) / camera.scale
    shaft = _shortened(curve, _BARB * size)
    neck, tip = shaft[-1], curve[-1]
    aside = unit(cross(unit(minus(tip, neck)), camera.toward))
    head = (Ball(tip, 0.0), *(Ball(plus(neck, aside, sign * _SPREAD * size), 0.0) for sign in (1, -1)))
    pieces = [_piece(a, b, max(_SHAFT / camera.scale, _SHAFT * size), camera) for a, b in pairwise(shaft)]
    return [*pieces, Solid(Ink.ARROW, head)]


def _piece(start: Vector, end: Vector, half: float, camera: Camera) -> Solid:
    """A piece of a shaft that is so wide to both sides."""
    aside = unit(cross(unit(minus(end, start)), camera.toward))
    corners = (plus(at, aside, sign * half) for at in (start, end) for sign in (1, -1))
    return Solid(Ink.ARROW, tuple(Ball(corner, 0.0) for corner in corners))


def _flat(point: Vector, camera: Camera) -> Vector:
    """The point of the plane of the picture at which a point is seen, so that lengths are those that are seen."""
    return plus(point, camera.toward, -dot(point, camera.toward))


def _snapped(curve: list[Vector], camera: Camera) -> list[Vector]:
    """A line moved by less than a cell, so that its tip lies at the corner of one."""
    x, y = camera.spot(curve[-1])
    right = (round(x / ACROSS) * ACROSS - x) / camera.scale
    up = (y - round(y / DOWN) * DOWN) / camera.scale
    return [plus(plus(at, camera.right, right), camera.up, up) for at in curve]


def _shortened(curve: list[Vector], cut: float) -> list[Vector]:
    """A line without its last part."""
    kept = list(curve)
    while len(kept) > 2 and hypot(*minus(kept[-1], kept[-2])) <= cut:
        cut -= hypot(*minus(kept[-1], kept[-2]))
        kept.pop()
    last = hypot(*minus(kept[-1], kept[-2]))
    kept[-1] = between(kept[-1], kept[-2], min(0.9, cut / last))
    return kept


def _curve(points: list[Vector]) -> list[Vector]:
    """A smooth line through points."""
    found = [points[0]]
    for i in range(len(points) - 1):
        before, a, b = points[max(0, i - 1)], points[i], points[i + 1]
        after = points[min(len(points) - 1, i + 2)]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            rise, fall = minus(b, before), minus(after, a)
            middle = between(a, b, t * t * (3 - 2 * t))
            found.append(plus(plus(middle, rise, (1 - t) ** 2 * t / 2), fall, -(1 - t) * t * t / 2))
    return found
