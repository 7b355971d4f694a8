"""What is beside the person as solids, from the floor to a bench, and the arrow that says which way to move."""

from __future__ import annotations

from itertools import pairwise, product
from math import hypot

from mckenzie_tui.dots import ACROSS, DOWN
from mckenzie_tui.figure.raster import Camera
from mckenzie_tui.figure.schema import Arrow, Box
from mckenzie_tui.figure.solids import Ball, Ink, Solid
from mckenzie_tui.figure.vectors import Vector, between, cross, dot, minus, plus, unit

_INKS = {"floor": Ink.FLOOR, "mat": Ink.MAT, "wall": Ink.WALL, "pillow": Ink.PILLOW}
_BOARD, _POST = 2.6, 2.2
"""How thick the seat and the back of a chair are, and its legs."""
_HALF_BOARD = 1.6
"""Half as thick as a board."""
_CUSHION, _FOOT = 5.0, 3.6
"""How thick a bench is, and its legs."""
_STEPS = 12
"""Pieces that a curved arrow is drawn in."""
_SHAFT, _BARB, _SPREAD = 2.0, 16.0, 10.0
"""Dots: half of the shaft, and the length and half the width of the head."""


def beside(stated: Box) -> list[Solid]:
    """A thing beside the person."""
    (left, right), (bottom, top), (far, near) = map(sorted, zip(stated.corner, stated.opposite, strict=True))
    low, high = (left, bottom, far), (right, top, near)
    if stated.kind == "chair":
        return _chair(low, high, stated.back or "right")
    if stated.kind == "bench":
        return _bench(low, high)
    if stated.kind == "board":
        return [_board(stated.corner, stated.opposite)]
    if stated.kind == "ball":
        radius = (high[1] - low[1]) / 2
        return [Solid(Ink.GEAR, (Ball(between(low, high, 0.5), radius),), apart=False)]
    return [_block(low, high, _INKS.get(stated.kind, Ink.GEAR), 2.0 if stated.kind == "pillow" else 0.0)]


def _block(low: Vector, high: Vector, ink: Ink = Ink.GEAR, round_off: float = 0.0) -> Solid:
    corners = product((low[0], high[0]), (low[1], high[1]), (low[2], high[2]))
    return Solid(ink, tuple(Ball(corner, round_off) for corner in corners), apart=False)


def _board(start: Vector, end: Vector) -> Solid:
    """A cushion that slopes, as wide as its ends lie apart toward the viewer."""
    deep = (start[2], end[2])
    balls = (Ball((x, y, z), _HALF_BOARD) for x, y, _ in (start, end) for z in deep)
    return Solid(Ink.GEAR, tuple(balls), apart=False)


def _legs(low: Vector, high: Vector, top: float, thick: float) -> list[Solid]:
    """Legs below the corners of a seat."""
    return [
        _block((x, low[1], z), (x + thick, top, z + thick))
        for x, z in product((low[0], high[0] - thick), (low[2], high[2] - thick))
    ]


def _chair(low: Vector, high: Vector, back: str) -> list[Solid]:
    seat = (low[1] + high[1]) / 2
    found = [*_legs(low, high, seat, _POST), _block((low[0], seat - _BOARD, low[2]), (high[0], seat, high[2]))]
    sides = {
        "left": ((low[0], seat, low[2]), (low[0] + _BOARD, high[1], high[2])),
        "right": ((high[0] - _BOARD, seat, low[2]), high),
        "far": ((low[0], seat, low[2]), (high[0], high[1], low[2] + _BOARD)),
        "near": ((low[0], seat, high[2] - _BOARD), high),
    }
    return [*found, _block(*sides[back])]


def _bench(low: Vector, high: Vector) -> list[Solid]:
    top = high[1] - _CUSHION
    across, out = ((high[way] - low[way]) * 0.1 for way in (0, 2))
    start, end = (low[0] + across, low[1], low[2] + out), (high[0] - across, high[1], high[2] - out)
    return [*_legs(start, end, top, _FOOT), _block((low[0], top, low[2]), high)]


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
