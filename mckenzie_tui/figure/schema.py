"""What a figure file may say: frozen models that refuse unknown keys. Lengths are in hundredths of a body height."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from mckenzie_tui.flow.schema import Id, Text, at_most
from mckenzie_tui.words import Side

Length = Annotated[float, Field(strict=True, ge=-200, le=200, allow_inf_nan=False)]
"""In hundredths of the height of the person."""
Angle = Annotated[float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False)]
"""In degrees."""
Share = Annotated[float, Field(strict=True, ge=-10, le=40, allow_inf_nan=False)]
"""A height on the spine, counted from the hips."""
Point = tuple[Length, Length, Length]
"""Across to the right, up from the floor, and out of the picture of the side view toward the viewer."""
LONGEST_WORDS = 30
"""Characters of what is written in a picture; more would not fit."""


Short = Annotated[Text, at_most(LONGEST_WORDS)]
Limb = Literal["left_arm", "right_arm", "left_leg", "right_leg"]
Layer = Literal["left_arm", "right_arm", "left_leg", "right_leg", "trunk", "head"]


class Seen(StrEnum):
    """From where a figure is looked at."""

    SIDE = "side"
    BACK = "back"
    ABOVE = "above"
    SLANTED = "slanted"
    """From the side and above: what lies toward the viewer is seen farther down."""


class Kind(StrEnum):
    """What a thing is that moves with the body."""

    BARBELL = "barbell"
    DUMBBELL = "dumbbell"
    """At ``hands`` there is one in each; at ``chest`` both hands hold one upright."""
    ROD = "rod"
    """At ``spine`` it touches the head and the buttocks; at ``hands`` both hold it."""
    BAND = "band"
    """A loop, or with ``to`` or ``fixed`` a band to there."""
    PAD = "pad"
    """A roller of a machine, across the body."""
    PLATE = "plate"
    """What the feet push away, under both of them."""
    WEIGHT = "weight"
    """A disc that hangs from a belt."""


class Place(StrEnum):
    """Where on the body a thing is; what names two limbs lies across or around both."""

    HANDS = "hands"
    LEFT_HAND = "left_hand"
    RIGHT_HAND = "right_hand"
    SHOULDERS = "shoulders"
    """Behind the neck."""
    UPPER_BACK = "upper_back"
    CHEST = "chest"
    SPINE = "spine"
    HIPS = "hips"
    """Around the hips, or in the fold in front of them."""
    THIGHS = "thighs"
    """In front of them, above the knees."""
    KNEES = "knees"
    """Just above them."""
    LEFT_KNEE = "left_knee"
    RIGHT_KNEE = "right_knee"
    SHINS = "shins"
    CALVES = "calves"
    ANKLES = "ankles"
    LEFT_ANKLE = "left_ankle"
    RIGHT_ANKLE = "right_ankle"
    FEET = "feet"
    """Under them."""
    LEFT_FOOT = "left_foot"
    RIGHT_FOOT = "right_foot"


Stage = Literal["set_up", "movement"]
"""While one gets into place, before the first repetition; or all the rest."""


class Position(StrEnum):
    """How the person lies or stands before any joint bends."""

    PRONE = "prone"
    """Face down, with the head to the left of the picture."""
    SUPINE = "supine"
    """Face up, with the head to the left."""
    ON_LEFT_SIDE = "on_left_side"
    """With the head to the left."""
    STANDING = "standing"
    """With the back to the viewer."""


class _Model(BaseModel):
    """The manners of every model here: frozen, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Eye(_Model):
    """Where a viewer stands who looks from the side and above, in degrees."""

    above: Annotated[float, Field(strict=True, ge=0, le=90)] = 52.0
    """How high above the floor."""
    round: Angle = 0.0
    """How far round toward the right end of the side view; beyond 90 it is seen from the other side."""


class Bend(_Model):
    """How a joint of the trunk is turned, in degrees."""

    bend: Angle = 0.0
    """Backward; forward where it is below 0."""
    lean: Angle = 0.0
    """To the person's left."""
    turn: Angle = 0.0
    """To the person's left."""


class Arm(_Model):
    """Where an arm goes; its elbow is found from the lengths of the bones."""

    wrist: Point
    """Where the wrist is. In ``arms`` the last number counts outward from the middle."""
    on: Literal["floor", "shoulder", "knee"] = "floor"
    """From where the wrist is counted: the floor (as all points are), or up, to the front of and out from the own
    shoulder, or from the own knee."""
    elbow: Point
    """The way the elbow points; on the shoulder also up, to the front and out."""
    fingers: Point | None = None
    """The way the fingers point, counted as the wrist; along the lower arm where it is left out."""


class Leg(_Model):
    """Where a leg goes; its knee is found from the lengths of the bones."""

    ankle: Point
    """Where the ankle is. In ``legs`` the last number counts outward from the middle."""
    knee: Point
    """The way the knee points."""
    toes: Point
    """The way the toes point."""


class Pose(_Model):
    """One posture that the movement goes through."""

    like: Id | None = None
    """Another pose, of which all is taken that is not said here."""
    hips: Point | None = None
    """The middle between the hip joints; or say ``shoulders``."""
    shoulders: Point | None = None
    """The middle between the shoulders, where these stay while the hips move."""
    pelvis: Bend = Bend()
    """The pelvis, from the position of the figure."""
    low_back: Bend = Bend()
    """The ribs from the pelvis."""
    upper_back: Bend = Bend()
    """The shoulders from the ribs."""
    neck: Bend = Bend()
    """The neck from the shoulders."""
    head: Bend = Bend()
    """The head from the neck."""
    arms: Arm | None = None
    """Both arms, where they do the same."""
    left_arm: Arm | None = None
    right_arm: Arm | None = None
    legs: Leg | None = None
    """Both legs, where they do the same."""
    left_leg: Leg | None = None
    right_leg: Leg | None = None


class Motion(_Model):
    """The poses of each part of a repetition, as the pacing counts them."""

    out: Annotated[tuple[Id, ...], Field(min_length=1, max_length=6)]
    """From the beginning to the end of the movement."""
    set_up: Annotated[tuple[Id, ...], Field(max_length=5)] = ()
    """How one gets to the beginning, shown before the first repetition."""
    hold: Id | None = None
    """The pose that is held or stayed in; the last one of ``out`` where it is left out."""
    way_back: Annotated[tuple[Id, ...], Field(max_length=6, alias="return")] = ()
    """The same poses the other way round where it is left out."""


class Box(_Model):
    """A thing beside the person, from one corner to the opposite one."""

    kind: Literal["floor", "mat", "wall", "pillow", "chair", "bench", "ball", "box", "machine", "board"]
    """A ball is as large as it is high; a box is low, to sit or to step on; a machine is any part of one; a board
    slopes from the one corner to the other."""
    corner: Point
    opposite: Point
    back: Literal["left", "right", "near", "far"] | None = None
    """On which side a chair has its back; its seat is half as high."""
    nearest: bool = False
    """Whether it is drawn over the body."""


class Thing(_Model):
    """A thing that is held or worn, and moves with the body."""

    kind: Kind
    at: Place
    """Where on the body it is."""
    to: Place | None = None
    """To where else on the body a band goes."""
    fixed: Point | None = None
    """Where a band is tied to."""
    behind: Layer | None = None
    """The part of the body that it is drawn right before, and so hidden by. Where it is left out, what is in one hand
    is drawn right after that arm, and the rest over the whole body, but for what lies on the far side of it."""


class Arrow(_Model):
    """Which way the body moves: shown on the way out."""

    path: Annotated[tuple[Point, ...], Field(min_length=2, max_length=6)]
    """The points that it goes through."""
    during: Stage = "movement"
    """When it is shown."""


class Label(_Model):
    """Words in the picture; left and right change places in them where the picture is mirrored."""

    text: Short
    short: Short | None = None
    """What is written instead where there is not enough room."""
    at: Point
    """The middle of the words."""
    during: Stage | None = None
    """When they are shown; always where it is left out."""


class Frame(_Model):
    """What of the scene is seen, in the picture: the least; where there is more room, more is.

    From the side or from behind, a ``bottom`` above the floor leaves out what is below it, and comes nearer.
    """

    left: Length
    right: Length
    bottom: Length
    top: Length


class FigureFile(_Model):
    """A figure file, as written."""

    format: Literal[1]
    """The version of this format."""
    id: Id
    """The exercise that it shows."""
    title: Text
    view: Seen
    eye: Eye = Eye()
    """From where exactly, if it is seen from the side and above."""
    caption: Short
    """The view in words, shown below the picture."""
    position: Position
    drawn_for: Literal[Side.LEFT, Side.RIGHT] | None = None
    """The painful side that it is drawn for, or the side that works; for the other one it is mirrored.

    Left out where no side matters.
    """
    frame: Frame
    layers: Annotated[tuple[Layer, ...], Field(min_length=6, max_length=6)]
    """The parts of the body, from the farthest to the nearest."""
    shaded: tuple[Limb, ...] = ()
    """Limbs on the far side, drawn darker."""
    low_back: tuple[Share, Share] = (6.0, 17.0)
    """From where to where on the spine the low back is marked."""
    scenery: Annotated[tuple[Box, ...], Field(max_length=12)] = ()
    things: Annotated[tuple[Thing, ...], Field(max_length=4)] = ()
    arrows: Annotated[tuple[Arrow, ...], Field(max_length=4)] = ()
    labels: Annotated[tuple[Label, ...], Field(max_length=4)] = ()
    motion: Motion
    poses: Annotated[dict[Id, Pose], Field(min_length=1, max_length=12)]

    def pose(self, name: str) -> Pose:
        """The pose of this name, with what it takes from others."""
        pose = self.poses[name]
        if pose.like is None:
            return pose
        own = {key: getattr(pose, key) for key in pose.model_fields_set if key != "like"}
        return self.pose(pose.like).model_copy(update=own)

    @property
    def held(self) -> str:
        """The pose at the end of the movement."""
        return self.motion.hold or self.motion.out[-1]

    @property
    def way_back(self) -> tuple[str, ...]:
        """The poses of the way back."""
        return self.motion.way_back or self.motion.out[::-1]

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Every pose that is named in the file, and where."""
        for index, name in enumerate(self.motion.out):
            yield ("motion", "out", index), name
        for index, name in enumerate(self.motion.set_up):
            yield ("motion", "set_up", index), name
        for index, name in enumerate(self.motion.way_back):
            yield ("motion", "return", index), name
        if self.motion.hold is not None:
            yield ("motion", "hold"), self.motion.hold
        for pose, stated in self.poses.items():
            if stated.like is not None:
                yield ("poses", pose, "like"), stated.like
