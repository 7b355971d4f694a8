"""A pose, or a moment between two, as joints; elbows and knees are found from the lengths of the bones."""

from __future__ import annotations

from math import acos, atan2, cos, hypot, pi, remainder, sin, sqrt
from typing import NamedTuple

from mckenzie_tui.figure.schema import Arm, Bend, FigureFile, Leg, Pose, Position
from mckenzie_tui.figure.vectors import Axes, Vector, between, cross, dot, minus, plus, unit

# Hundredths of the body height, after the tables of Drillis and Contini.
UPPER_ARM, LOWER_ARM = 18.6, 14.6
THIGH, SHANK = 24.5, 24.6
SHOULDER_HALF, HIP_HALF = 10.2, 5.0
"""From the middle to a shoulder joint, and to a hip joint."""
SPINE = 29.0
"""From the hips to the shoulders."""
NECK, HEAD = 5.0, 6.4
"""From the shoulders to the top of the neck, and from there to the middle of the head."""

_PELVIS_ENDS, _RIBS_BEGIN = 5.0, 17.0
"""Between these heights the low back bends, above them the upper back."""
_STEP = 1.0
_JOINT = 2.3
"""How high an elbow or a knee lies that rests on the floor."""

POSITIONS = {
    Position.PRONE: Axes((-1.0, 0.0, 0.0), (0.0, -1.0, 0.0), (0.0, 0.0, 1.0)),
    Position.SUPINE: Axes((-1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, -1.0)),
    Position.ON_LEFT_SIDE: Axes((-1.0, 0.0, 0.0), (0.0, 0.0, -1.0), (0.0, -1.0, 0.0)),
    Position.STANDING: Axes((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0)),
}
SIDES = {"left": 1.0, "right": -1.0}


class Vertebra(NamedTuple):
    """One height of the spine, counted from the hips."""

    height: float
    at: Vector
    axes: Axes


class Chain(NamedTuple):
    """A limb: shoulder, elbow, wrist and the way of the fingers; or hip, knee, ankle and the way of the toes."""

    root: Vector
    joint: Vector
    end: Vector
    tip: Vector
    """A direction."""


class Skeleton(NamedTuple):
    """All joints of a body."""

    spine: tuple[Vertebra, ...]
    neck: Vector
    """Where the neck begins."""
    head: Vector
    """The middle of the head."""
    face: Axes
    """How the head is turned."""
    limbs: dict[str, Chain]
    """``left_arm`` and so on."""


def skeleton(figure: FigureFile, start: Pose, end: Pose | None = None, share: float = 0.0) -> Skeleton:
    """The body in a pose, or so far on the way from one to another."""
    end = end or start
    pelvis = _turned(POSITIONS[figure.position], start.pelvis, end.pelvis, share)
    spine = _spine(pelvis, start, end, share)
    anchor = between(_anchor(start, spine), _anchor(end, spine), share)
    spine = tuple(each._replace(at=plus(each.at, anchor)) for each in spine)
    top = spine[-1]
    neck = _turned(top.axes, start.neck, end.neck, share)
    face = _turned(neck, start.head, end.head, share)
    limbs: dict[str, Chain] = {}
    for side, sign in SIDES.items():
        out = sign * POSITIONS[figure.position].left[2]
        hip = plus(anchor, pelvis.left, sign * HIP_HALF)
        before, after = (_given_leg(pose, f"{side}_leg", pose.legs, out) for pose in (start, end))
        limbs[f"{side}_leg"] = leg = _leg(hip, before, after, share)
        shoulder = plus(top.at, top.axes.left, sign * SHOULDER_HALF)
        first, last = (_given_arm(pose, f"{side}_arm", pose.arms, out) for pose in (start, end))
        limbs[f"{side}_arm"] = _arm(shoulder, top.axes, sign, leg.joint, first, last, share)
    head = plus(plus(top.at, neck.up, NECK), face.up, HEAD)
    return Skeleton(spine, top.at, head, face, limbs)


def targets(figure: FigureFile, pose: Pose, body: Skeleton) -> dict[str, Vector]:
    """Where the pose wants the end of each limb to be."""
    found: dict[str, Vector] = {}
    chest = body.spine[-1].axes
    for side, sign in SIDES.items():
        out = sign * POSITIONS[figure.position].left[2]
        found[f"{side}_leg"] = _given_leg(pose, f"{side}_leg", pose.legs, out).ankle
        arm, limb = _given_arm(pose, f"{side}_arm", pose.arms, out), f"{side}_arm"
        found[limb] = _wrist(arm, body.limbs[limb].root, chest, sign, body.limbs[f"{side}_leg"].joint)
    return found


def _turned(axes: Axes, start: Bend, end: Bend, share: float, part: float = 1.0) -> Axes:
    """Axes turned by a part of a bend that is so far on the way from one to another."""
    return axes.turned(
        (start.bend + (end.bend - start.bend) * share) * part,
        (start.lean + (end.lean - start.lean) * share) * part,
        (start.turn + (end.turn - start.turn) * share) * part,
    )


def _spine(pelvis: Axes, start: Pose, end: Pose, share: float) -> tuple[Vertebra, ...]:
    """The spine as a smooth curve that begins at the hips."""
    found = [Vertebra(0.0, (0.0, 0.0, 0.0), pelvis)]
    while found[-1].height < SPINE:
        height = min(SPINE, found[-1].height + _STEP)
        middle = (height + found[-1].height) / 2
        low = min(1.0, max(0.0, (middle - _PELVIS_ENDS) / (_RIBS_BEGIN - _PELVIS_ENDS)))
        high = max(0.0, (middle - _RIBS_BEGIN) / (SPINE - _RIBS_BEGIN))
        axes = _turned(pelvis, start.low_back, end.low_back, share, low)
        axes = _turned(axes, start.upper_back, end.upper_back, share, high)
        found.append(Vertebra(height, plus(found[-1].at, axes.up, height - found[-1].height), axes))
    return tuple(found)


def _anchor(pose: Pose, spine: tuple[Vertebra, ...]) -> Vector:
    """Where the hips are, so that what the pose says of them or of the shoulders holds."""
    return pose.hips if pose.shoulders is None else minus(pose.shoulders, spine[-1].at)  # type: ignore[return-value]


def _outward(point: Vector, out: float) -> Vector:
    return (point[0], point[1], point[2] * out)


def _given_leg(pose: Pose, name: str, both: Leg | None, out: float) -> Leg:
    own: Leg | None = getattr(pose, name)
    if own is not None or both is None:
        return own or both  # type: ignore[return-value]
    outward = {key: _outward(getattr(both, key), out) for key in ("ankle", "knee", "toes")}
    return both.model_copy(update=outward)


def _given_arm(pose: Pose, name: str, both: Arm | None, out: float) -> Arm:
    own: Arm | None = getattr(pose, name)
    if own is not None or both is None or both.on == "shoulder":
        return own or both  # type: ignore[return-value]
    given = {key: getattr(both, key) for key in ("wrist", "elbow", "fingers")}
    return both.model_copy(update={key: value and _outward(value, out) for key, value in given.items()})


def _leg(hip: Vector, start: Leg, end: Leg, share: float) -> Chain:
    ankle = between(start.ankle, end.ankle, share)
    knee, ankle = _two_bones(hip, ankle, between(unit(start.knee), unit(end.knee), share), THIGH, SHANK)
    return Chain(hip, knee, ankle, unit(between(unit(start.toes), unit(end.toes), share)))


def _arm(shoulder: Vector, chest: Axes, sign: float, knee: Vector, start: Arm, end: Arm, share: float) -> Chain:
    from_here, to_there = (_wrist(arm, shoulder, chest, sign, knee) for arm in (start, end))
    first, last = (unit(_way(arm.elbow, arm, chest, sign)) for arm in (start, end))
    elbow, wrist = _two_bones(
        shoulder, between(from_here, to_there, share), between(first, last, share), UPPER_ARM, LOWER_ARM
    )
    along = unit(minus(wrist, elbow))
    before, after = (unit(_way(arm.fingers, arm, chest, sign)) if arm.fingers else along for arm in (start, end))
    return Chain(shoulder, elbow, wrist, unit(between(before, after, share)))


def _way(given: Vector, arm: Arm, chest: Axes, sign: float) -> Vector:
    """A direction that was given for an arm, in space."""
    up, front, out = given
    return chest.point((0.0, 0.0, 0.0), up, front, sign * out) if arm.on == "shoulder" else given


def _wrist(arm: Arm, shoulder: Vector, chest: Axes, sign: float, knee: Vector) -> Vector:
    origin = {"floor": (0.0, 0.0, 0.0), "shoulder": shoulder, "knee": knee}[arm.on]
    return plus(origin, _way(arm.wrist, arm, chest, sign))


def _two_bones(root: Vector, target: Vector, pole: Vector, first: float, second: float) -> tuple[Vector, Vector]:
    """Where the joint between two bones and their end come to lie, if the joint points along the pole."""
    way = minus(target, root)
    along = unit(way)
    reach = min(first + second - 0.01, max(abs(first - second) + 0.01, sqrt(dot(way, way))))
    to_joint = (first**2 - second**2 + reach**2) / (2 * reach)
    aside = unit(plus(pole, along, -dot(pole, along)))
    middle, width = plus(root, along, to_joint), sqrt(max(0.0, first**2 - to_joint**2))
    return plus(middle, _above_the_floor(along, aside, middle[1], width), width), plus(root, along, reach)


def _above_the_floor(along: Vector, aside: Vector, height: float, width: float) -> Vector:
    """The way that a joint points, swung around its limb as far as it must not to sink into the floor."""
    if height + aside[1] * width >= _JOINT:
        return aside
    across = cross(along, aside)
    most = hypot(aside[1], across[1]) * width
    if most < 0.01:
        return aside
    highest = atan2(across[1], aside[1])
    swing = acos(max(-1.0, min(1.0, (_JOINT - height) / most)))
    angle = min(highest - swing, highest + swing, key=lambda each: abs(remainder(each, 2 * pi)))
    return plus(plus((0.0, 0.0, 0.0), aside, cos(angle)), across, sin(angle))
