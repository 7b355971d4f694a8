"""What is held or worn and moves with the body, as solids that are found from the skeleton at each moment."""

from __future__ import annotations

from itertools import pairwise, product
from math import cos, dist, pi, sin
from typing import NamedTuple

from mckenzie_tui.figure.parts import girth, part
from mckenzie_tui.figure.raster import Camera
from mckenzie_tui.figure.schema import FigureFile, Kind, Layer, Place, Thing
from mckenzie_tui.figure.skeleton import SIDES, Chain, Skeleton, Vertebra
from mckenzie_tui.figure.solids import Ball, Ink, Solid
from mckenzie_tui.figure.vectors import Vector, between, cross, dot, minus, plus, unit

PLACES: dict[Kind, tuple[Place, ...]] = {
    Kind.BARBELL: (Place.SHOULDERS, Place.CHEST, Place.HANDS, Place.HIPS),
    Kind.DUMBBELL: (Place.HANDS, Place.LEFT_HAND, Place.RIGHT_HAND, Place.CHEST),
    Kind.ROD: (Place.SPINE, Place.HANDS),
    Kind.BAND: (Place.HIPS, Place.KNEES, Place.ANKLES),
    Kind.PAD: (
        *(Place.SHOULDERS, Place.UPPER_BACK, Place.CHEST, Place.HIPS),
        *(Place.THIGHS, Place.SHINS, Place.CALVES),
    ),
    Kind.PLATE: (Place.FEET,),
    Kind.WEIGHT: (Place.HIPS,),
}
"""Where each thing can be; a band there is a loop."""
BAND_ENDS = (
    *(Place.HANDS, Place.LEFT_HAND, Place.RIGHT_HAND, Place.HIPS),
    *(Place.KNEES, Place.LEFT_KNEE, Place.RIGHT_KNEE),
    *(Place.ANKLES, Place.LEFT_ANKLE, Place.RIGHT_ANKLE),
    *(Place.FEET, Place.LEFT_FOOT, Place.RIGHT_FOOT),
)
"""Where a band can begin or end that goes elsewhere."""

_PALM = 4.5
"""From the wrist to the middle of what is held."""
_BAR, _BAR_HALF, _DISC, _DISC_HALF = 0.9, 31.0, 6.4, 1.5
"""A barbell: half as thick, and half as long; and its discs."""
_GRIP, _HANDLE, _BELL, _BELL_HALF = 2.4, 1.2, 3.3, 1.9
"""A dumbbell: from its middle to a bell, half as thick as its handle, and the bells."""
_ROD, _BEYOND = 1.2, 8.0
"""A rod, and how far it goes beyond what it touches."""
_BAND, _WAIST = 0.9, 1.5
"""Half as wide as a band is, and how high above the hip joints it lies around the hips."""
_ROLLER, _ROLLER_HALF = 3.0, 9.0
_CHAIN = 26.0
"""How far below a belt what hangs from it is."""
_LEAST = 1.5
"""Dots: half as thick as the thinnest line."""
_CORNERS = 12
"""Of a disc, and of each half of a loop."""


class _Drawn(NamedTuple):
    """A thing in two parts: what lies behind the whole body, and the rest."""

    far: list[Solid]
    near: list[Solid]


def with_things(figure: FigureFile, body: Skeleton, seen: Camera) -> list[list[Solid]]:
    """The parts of the body and what moves with it, from the farthest to the nearest."""
    drawn = [(*_slot(stated), _thing(stated, body, seen)) for stated in figure.things]
    found = [thing.far for _, _, thing in drawn if thing.far]
    for layer in figure.layers:
        found += [thing.near for before, _, thing in drawn if before == layer]
        found += part(figure, body, layer, seen.toward)
        found += [thing.near for before, after, thing in drawn if not before and after == layer]
    return found + [thing.near for before, after, thing in drawn if not before and not after]


def _slot(stated: Thing) -> tuple[Layer | None, Layer | None]:
    """The part of the body before which a thing is drawn, or after which."""
    in_hand: dict[Place, Layer] = {Place.LEFT_HAND: "left_arm", Place.RIGHT_HAND: "right_arm"}
    return stated.behind, in_hand.get(stated.at) if stated.kind == "dumbbell" else None


def _thing(stated: Thing, body: Skeleton, seen: Camera) -> _Drawn:
    match stated.kind:
        case Kind.BARBELL:
            return _barbell(stated.at, body, seen)
        case Kind.DUMBBELL:
            return _Drawn([], _dumbbells(stated.at, body))
        case Kind.ROD:
            thick = _thick(_ROD, seen)
            start, end = _spine_touched(body, thick) if stated.at == Place.SPINE else _held(body)
            return _Drawn([], [_line(_longer(start, end), _longer(end, start), thick)])
        case Kind.PAD:
            return _Drawn([], _pad(stated.at, body))
        case Kind.PLATE:
            return _Drawn([], _plate(body))
        case Kind.WEIGHT:
            return _Drawn([], _hung(body, seen))
        case Kind.BAND:
            return _band(stated, body, seen)


# Weights and rods


def _barbell(place: Place, body: Skeleton, seen: Camera) -> _Drawn:
    """A bar with a disc near each end; the end that points away from the viewer is behind the body."""
    if place == Place.HANDS:
        left, right = _held(body)
        middle, along = between(left, right, 0.5), unit(minus(left, right))
    else:
        middle, _, along = _across(place, body, _BAR)
    drawn = _Drawn([], [])
    for sign in SIDES.values():
        way = plus((0.0, 0.0, 0.0), along, sign)
        end = plus(middle, way, _BAR_HALF)
        half = drawn.far if dot(way, seen.toward) < -0.3 else drawn.near
        half += [_line(middle, end, _thick(_BAR, seen)), _disc(plus(end, way, -4.0), along, _DISC, _DISC_HALF)]
    return drawn


def _dumbbells(place: Place, body: Skeleton) -> list[Solid]:
    axes = body.spine[-1].axes
    if place == Place.CHEST:
        return _dumbbell(between(*_held(body), 0.5), axes.up)
    sides = SIDES if place == Place.HANDS else (place.partition("_")[0],)
    found: list[Solid] = []
    for side in sides:
        fingers = body.limbs[f"{side}_arm"].tip
        along = cross(fingers, axes.left)
        if dot(along, along) < 0.1:
            along = axes.front
        found += _dumbbell(_palm(body, side), unit(along))
    return found


def _dumbbell(middle: Vector, along: Vector) -> list[Solid]:
    one, other = (plus(middle, along, sign * (_GRIP + _BELL_HALF)) for sign in SIDES.values())
    bells = [_disc(end, along, _BELL, _BELL_HALF) for end in (one, other)]
    return [_line(one, other, _HANDLE), *bells]


def _disc(middle: Vector, along: Vector, radius: float, half: float) -> Solid:
    ring = _ring(middle, along, radius)
    return Solid(Ink.LOAD, tuple(Ball(plus(at, along, sign * half), 0.0) for at in ring for sign in SIDES.values()))


def _ring(middle: Vector, along: Vector, radius: float) -> list[Vector]:
    """Points around a direction."""
    other = (0.0, 1.0, 0.0) if abs(along[1]) < 0.8 else (1.0, 0.0, 0.0)
    first = unit(cross(along, other))
    second = cross(along, first)
    angles = (2 * pi * corner / _CORNERS for corner in range(_CORNERS))
    return [plus(plus(middle, first, radius * cos(angle)), second, radius * sin(angle)) for angle in angles]


def _spine_touched(body: Skeleton, thick: float) -> tuple[Vector, Vector]:
    """Where a rod along the back touches the buttocks and the head."""
    _, depth, shift = girth(0.5)
    buttocks = body.spine[0].axes.point(body.spine[0].at, 0.5, shift - depth - thick, 0.0)
    return buttocks, body.face.point(body.head, 0.0, -6.2 - thick, 0.0)


def _longer(end: Vector, other: Vector) -> Vector:
    return plus(end, unit(minus(end, other)), _BEYOND)


def _thick(half: float, seen: Camera) -> float:
    """Half as thick as a thin line is drawn, so that it does not get lost where a picture is small."""
    return max(half, _LEAST / seen.scale)


def _line(start: Vector, end: Vector, half: float, *, apart: bool = True) -> Solid:
    return Solid(Ink.LOAD, (Ball(start, half), Ball(end, half)), apart)


# Places of the body


def _palm(body: Skeleton, side: str) -> Vector:
    arm = body.limbs[f"{side}_arm"]
    return plus(arm.end, arm.tip, _PALM)


def _held(body: Skeleton) -> tuple[Vector, Vector]:
    """What is in the left hand, and in the right one."""
    return _palm(body, "left"), _palm(body, "right")


def _legs(body: Skeleton) -> tuple[Chain, Chain]:
    return body.limbs["left_leg"], body.limbs["right_leg"]


def _across(place: Place, body: Skeleton, thick: float) -> tuple[Vector, Vector, Vector]:
    """The middle of what lies across the body there and is so thick, the way away from it, and the way across."""
    if place in _ON_THE_TRUNK:
        height, sign = _ON_THE_TRUNK[place]
        vertebra = _vertebra(body, height)
        _, depth, shift = girth(height)
        front = shift + sign * (depth + thick)
        middle = vertebra.axes.point(vertebra.at, height - vertebra.height, front, 0.0)
        return middle, plus((0.0, 0.0, 0.0), vertebra.axes.front, sign), vertebra.axes.left
    middles, ways = [], []
    for leg in _legs(body):
        shank = unit(minus(leg.end, leg.joint))
        ahead = unit(plus(leg.tip, shank, -dot(leg.tip, shank)))
        if place == Place.THIGHS:
            thigh = unit(minus(leg.joint, leg.root))
            ahead = unit(plus(ahead, thigh, -dot(ahead, thigh)))
            middle, radius = between(leg.root, leg.joint, 0.78), 4.2
        else:
            middle, radius = between(leg.joint, leg.end, 0.84), 2.7
        way = plus((0.0, 0.0, 0.0), ahead, -1.0 if place == Place.CALVES else 1.0)
        middles.append(plus(middle, way, radius + thick))
        ways.append(way)
    left, right = _legs(body)
    return between(middles[0], middles[1], 0.5), unit(plus(ways[0], ways[1])), unit(minus(left.root, right.root))


_ON_THE_TRUNK = {
    Place.SHOULDERS: (29.5, -1.0),
    Place.UPPER_BACK: (23.0, -1.0),
    Place.CHEST: (25.0, 1.0),
    Place.HIPS: (1.0, 1.0),
}
"""The height on the spine, and whether it is in front or behind."""


def _vertebra(body: Skeleton, height: float) -> Vertebra:
    return min(body.spine, key=lambda each: abs(each.height - height))


# Parts of machines


def _pad(place: Place, body: Skeleton) -> list[Solid]:
    middle, _, along = _across(place, body, _ROLLER)
    ring = [_ring(plus(middle, along, sign * _ROLLER_HALF), along, _ROLLER) for sign in SIDES.values()]
    return [Solid(Ink.GEAR, tuple(Ball(at, 0.0) for end in ring for at in end))]


def _plate(body: Skeleton) -> list[Solid]:
    """A board under both soles."""
    corners: list[Ball] = []
    for leg, out in zip(_legs(body), (1.0, -1.0), strict=True):
        sole, toes, across = _sole(leg, body)
        for down, ahead in ((3.2, -8.0), (3.2, 16.0), (6.0, -8.0), (6.0, 16.0)):
            at = plus(plus(plus(leg.end, sole, down), toes, ahead), across, 5.0 * out)
            corners.append(Ball(at, 0.0))
    return [Solid(Ink.GEAR, tuple(corners))]


def _hung(body: Skeleton, seen: Camera) -> list[Solid]:
    """A disc on a chain that hangs from the front of a belt."""
    belt = _around_the_hips(body)
    front = belt[len(belt) // 4]
    disc = plus(front, (0.0, -1.0, 0.0), _CHAIN)
    return [_line(front, disc, _thick(_BAND, seen)), _disc(disc, (0.0, 1.0, 0.0), _DISC, 2 * _DISC_HALF)]


def _sole(leg: Chain, body: Skeleton) -> tuple[Vector, Vector, Vector]:
    """The way down through a sole, to the toes, and to the left."""
    shank = unit(minus(leg.end, leg.joint))
    sole = unit(plus(shank, leg.tip, -dot(shank, leg.tip)))
    left = body.spine[0].axes.left
    across = plus(plus(left, sole, -dot(left, sole)), leg.tip, -dot(left, leg.tip))
    return sole, leg.tip, unit(across)


# Bands


def _band(stated: Thing, body: Skeleton, seen: Camera) -> _Drawn:
    """A loop whose far half is behind the body, and what of a band goes elsewhere."""
    drawn = _Drawn([], [])
    thick = _thick(_BAND, seen)
    goes_on = stated.to is not None or stated.fixed is not None
    if not goes_on or Place.HIPS in (stated.at, stated.to):
        loop = _around_the_hips(body) if goes_on or stated.at == Place.HIPS else _around_both(stated.at, body)
        middle = between(loop[0], loop[len(loop) // 2], 0.5)
        for start, end in pairwise([*loop, loop[0]]):
            half = drawn.near if dot(minus(between(start, end, 0.5), middle), seen.toward) >= 0 else drawn.far
            half.append(_line(start, end, thick, apart=False))
    if goes_on:
        starts = _ends(stated.at, body)
        ends = [[stated.fixed]] if stated.fixed else _ends(stated.to, body) if stated.to else []
        for place in range(max(len(starts), len(ends))):
            both = product(starts[place % len(starts)], ends[place % len(ends)])
            start, end = min(both, key=lambda pair: dist(*pair))
            drawn.near.append(_line(start, end, thick, apart=False))
    return drawn


def _ends(place: Place, body: Skeleton) -> list[list[Vector]]:
    """For each limb, the points at one of which a band ends there; the nearest is taken."""
    if place == Place.HIPS:
        return [_around_the_hips(body)]
    first, _, last = place.rpartition("_")
    sides = (first,) if first else SIDES
    if last in ("hand", "hands"):
        return [[_palm(body, side)] for side in sides]
    legs = [body.limbs[f"{side}_leg"] for side in sides]
    if last in ("foot", "feet"):
        return [[plus(plus(leg.end, _sole(leg, body)[0], 3.4), leg.tip, 4.0)] for leg in legs]
    return [[_ringed(last, leg)[0]] for leg in legs]


def _ringed(place: str, leg: Chain) -> tuple[Vector, float]:
    """The middle of the leg where a band lies around it, and half of how thick it is there."""
    if place in ("knee", "knees"):
        return between(leg.root, leg.joint, 0.84), 4.2
    return between(leg.joint, leg.end, 0.84), 2.9


def _around_the_hips(body: Skeleton) -> list[Vector]:
    hips = body.spine[0]
    width, depth, shift = girth(_WAIST)
    angles = (2 * pi * corner / (2 * _CORNERS) for corner in range(2 * _CORNERS))
    return [
        hips.axes.point(hips.at, _WAIST, shift + (depth + 0.4) * sin(angle), (width + 0.4) * cos(angle))
        for angle in angles
    ]


def _around_both(place: Place, body: Skeleton) -> list[Vector]:
    """A loop around both legs."""
    left, right = _legs(body)
    (first, radius), (second, _) = (_ringed(place, leg) for leg in (left, right))
    ways = [minus(leg.joint, leg.root) if place == Place.KNEES else minus(leg.end, leg.joint) for leg in (left, right)]
    down = unit(plus(unit(ways[0]), unit(ways[1])))
    apart = unit(minus(first, second))
    ahead = unit(cross(down, apart))
    found = []
    for corner in range(2 * _CORNERS):
        turn = pi * (corner % _CORNERS / (_CORNERS - 1) - 0.5)
        middle, sign = (first, 1.0) if corner < _CORNERS else (second, -1.0)
        found.append(plus(plus(middle, apart, sign * radius * cos(turn)), ahead, sign * radius * sin(turn)))
    return found
