"""A skeleton with flesh, clothes and hair on it: each part of the body as solids, each with its ink."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import cos, pi, sin

from mckenzie_tui.figure.schema import FigureFile, Layer
from mckenzie_tui.figure.skeleton import Chain, Skeleton, Vertebra
from mckenzie_tui.figure.solids import Ball, Ink, Solid
from mckenzie_tui.figure.vectors import Vector, between, dot, minus, plus

_SHADED = {Ink.SKIN: Ink.SHADED_SKIN, Ink.SLEEVE: Ink.SHADED_SLEEVE, Ink.LEG: Ink.SHADED_LEG}

# Height on the spine; half the width, half the depth, how far the middle lies to the front.
_GIRTHS = (
    (-4.5, 4.6, 3.4, -0.9),
    (-2.5, 7.4, 5.4, -0.9),
    (0.5, 9.0, 6.3, -0.9),
    (4.0, 9.1, 6.2, -0.6),
    (8.0, 8.3, 5.6, 0.0),
    (12.5, 7.6, 5.3, 0.2),
    (18.0, 8.4, 5.9, 0.5),
    (24.0, 9.7, 6.4, 0.5),
    (27.0, 10.2, 5.8, 0.2),
    (29.0, 9.4, 4.6, 0.0),
    (31.0, 6.4, 3.2, 0.0),
)
_BELT = 6.0
"""The height on the spine up to which trousers are worn."""
_CORNERS = 12
"""Of a cross-section of the trunk."""


def parts(figure: FigureFile, body: Skeleton, toward: Vector) -> list[list[Solid]]:
    """The parts of the body from the farthest to the nearest, for a viewer who is that way."""
    return [solids for layer in figure.layers for solids in part(figure, body, layer, toward)]


def part(figure: FigureFile, body: Skeleton, layer: Layer, toward: Vector) -> list[list[Solid]]:
    """One part of the body, and what is drawn on it."""
    if layer == "trunk":
        mark = _low_back(figure, body.spine, toward)
        return [_trunk(body.spine), mark] if mark else [_trunk(body.spine)]
    if layer == "head":
        return [_head(body, toward)]
    limb = body.limbs[layer]
    solids = _arm(limb, toward) if layer.endswith("arm") else _leg(limb)
    if layer in figure.shaded:
        solids = [solid._replace(ink=_SHADED[Ink(solid.ink)]) for solid in solids]
    return [solids]


def _limb(ink: Ink, *balls: Ball, apart: bool = True) -> list[Solid]:
    return [Solid(ink, (a, b), apart) for a, b in pairwise(balls)]


def _arm(arm: Chain, toward: Vector) -> list[Solid]:
    shoulder, elbow, wrist, fingers = arm
    deltoid, cuff = between(shoulder, elbow, 0.3), between(shoulder, elbow, 0.82)
    upper = [
        *_limb(Ink.SKIN, Ball(cuff, 2.2), Ball(elbow, 2.3)),
        *_limb(Ink.SLEEVE, Ball(shoulder, 3.6), Ball(deltoid, 3.2), apart=False),
        *_limb(Ink.SLEEVE, Ball(deltoid, 3.2), Ball(cuff, 2.8)),
    ]
    knuckles, tip = plus(wrist, fingers, 3.5), plus(wrist, fingers, 8.0)
    forearm = between(elbow, wrist, 0.3)
    lower = _limb(Ink.SKIN, Ball(elbow, 2.3), Ball(forearm, 2.4), Ball(wrist, 1.8), Ball(knuckles, 2.1), Ball(tip, 1.3))
    lower_is_nearer = dot(minus(wrist, shoulder), toward) > 0
    return [*upper, *lower] if lower_is_nearer else [*lower, *upper]


def _leg(leg: Chain) -> list[Solid]:
    hip, knee, ankle, toes = leg
    hem = between(knee, ankle, 0.86)
    way = minus(ankle, knee)
    sole = plus(way, toes, -dot(way, toes))
    length = max(0.01, dot(way, way) ** 0.5)
    sole = (sole[0] / length, sole[1] / length, sole[2] / length)
    heel = plus(plus(ankle, sole, 2.2), toes, -2.4)
    ball = plus(plus(ankle, sole, 2.5), toes, 7.5)
    tip = plus(plus(ankle, sole, 2.9), toes, 11.0)
    return [
        Solid(Ink.SKIN, (Ball(ankle, 2.2), Ball(heel, 1.7), Ball(ball, 1.4))),
        *_limb(Ink.SKIN, Ball(hem, 2.2), Ball(ankle, 2.1)),
        *_limb(Ink.SKIN, Ball(ball, 1.4), Ball(tip, 1.0)),
        *_limb(Ink.LEG, Ball(hip, 5.9), Ball(between(hip, knee, 0.45), 4.9), apart=False),
        *_limb(Ink.LEG, Ball(between(hip, knee, 0.45), 4.9), Ball(knee, 3.5)),
        *_limb(Ink.LEG, Ball(knee, 3.5), Ball(between(knee, ankle, 0.3), 3.5), Ball(hem, 2.5)),
    ]


def girth(height: float) -> tuple[float, float, float]:
    """Half the width, half the depth and the shift to the front at a height on the spine."""
    place = min(max(1, bisect_right(_GIRTHS, (height, 99.0))), len(_GIRTHS) - 1)
    (low, *below), (high, *above) = _GIRTHS[place - 1], _GIRTHS[place]
    share = min(1.0, max(0.0, (height - low) / (high - low)))
    width, depth, shift = (a + (b - a) * share for a, b in zip(below, above, strict=True))
    return width, depth, shift


def _stations(spine: tuple[Vertebra, ...]) -> list[Vertebra]:
    """The spine, and a little beyond both its ends."""
    first, last = spine[0], spine[-1]
    below = [Vertebra(h, plus(first.at, first.axes.up, h), first.axes) for h in (-4.5, -2.5)]
    above = [Vertebra(h, plus(last.at, last.axes.up, h - last.height), last.axes) for h in (31.0,)]
    return [*below, *(each for each in spine if each.height % 2 == 0 or each is last), *above]


def _section(vertebra: Vertebra) -> tuple[Ball, ...]:
    width, depth, shift = girth(vertebra.height)
    return tuple(
        Ball(vertebra.axes.point(vertebra.at, 0, shift + depth * sin(angle), width * cos(angle)), 0.0)
        for angle in (2 * pi * corner / _CORNERS for corner in range(_CORNERS))
    )


def _trunk(spine: tuple[Vertebra, ...]) -> list[Solid]:
    stations = _stations(spine)
    sections = [_section(each) for each in stations]
    found = [
        Solid(Ink.TROUSERS if upper.height <= _BELT else Ink.SHIRT, (*low, *high), upper.height > 1)
        for upper, low, high in zip(stations[1:], sections, sections[1:], strict=False)
    ]
    last = spine[-1]
    collar = plus(last.at, last.axes.up, 1.0)
    for sign in (1, -1):
        shoulder = plus(last.at, last.axes.left, sign * 8.5)
        found.append(Solid(Ink.SHIRT, (Ball(shoulder, 3.4), Ball(collar, 3.4))))
    return found


def _low_back(figure: FigureFile, spine: tuple[Vertebra, ...], toward: Vector) -> list[Solid]:
    """The mark on the low back; where that is turned away there is nothing."""
    start, end = figure.low_back
    marked = [each for each in spine if start <= each.height <= end and each.height % 2 == 0]
    if not marked or dot(marked[0].axes.front, toward) > 0.3:
        return []
    corners = []
    for each in marked:
        width, depth, shift = girth(each.height)
        corners.append(
            [
                Ball(each.axes.point(each.at, 0, shift - depth * back, width * 0.55 * sign), 0.0)
                for back in (0.25, 0.95)
                for sign in (1, -1)
            ]
        )
    return [Solid(Ink.LOW_BACK, (*low, *high), apart=False) for low, high in pairwise(corners)]


def _head(body: Skeleton, toward: Vector) -> list[Solid]:
    axes, middle = body.face, body.head

    def at(up: float, front: float, left: float = 0.0) -> Vector:
        return axes.point(middle, up, front, left)

    jaw = at(-3.6, 0.6)
    neck = _limb(
        Ink.SKIN, Ball(between(body.neck, jaw, 0.4), 2.8), Ball(between(body.neck, jaw, 0.7), 2.7), apart=False
    )
    hair = [
        Solid(Ink.HAIR, (Ball(at(0.9, -0.6), 5.4), Ball(at(-1.6, -1.6), 4.2))),
    ]
    face = [
        Solid(Ink.SKIN, (Ball(at(0.4, 1.9), 3.9), Ball(at(-3.9, 2.6), 2.0), Ball(at(-3.0, 0.2), 2.6))),
        Solid(Ink.SKIN, (Ball(at(0.5, 4.0), 1.6), Ball(at(-1.2, 5.8), 1.1), Ball(at(-2.0, 4.5), 1.0))),
    ]
    away = dot(axes.front, toward) < -0.5
    return [*neck, *face, *hair] if away else [*neck, *hair, *face]
