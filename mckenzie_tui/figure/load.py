"""Reads figure files from the library, and names everything that is wrong with them with file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources.abc import Traversable
from math import dist

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.figure.schema import FigureFile, Pose, Seen
from mckenzie_tui.figure.skeleton import LOWER_ARM, SHANK, THIGH, UPPER_ARM, skeleton, targets
from mckenzie_tui.figure.things import BAND_ENDS, PLACES
from mckenzie_tui.flow.documents import nearest, read, validated
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.flow.library import FIGURES
from mckenzie_tui.flow.schema import Exercise

_NEAR = 2.0
"""How far beyond the reach of a limb a target may lie: the limb is drawn stretched toward it."""


@cache
def figure_of(name: str) -> FigureFile | None:
    """The figure of this id, read once; None where the library has none.

    Raises:
        FlowError: it cannot be used.
    """
    file = bundled_folder() / "library" / FIGURES / f"{name}.toml"
    return load_figure(file) if file.is_file() else None


def check_figures(exercises: Iterable[Exercise]) -> None:
    """Read the figures of these exercises.

    Raises:
        FlowError: with every problem of every one.
    """
    problems: list[Problem] = []
    for name in dict.fromkeys(exercise.figure for exercise in exercises if exercise.figure):
        try:
            figure_of(name)
        except FlowError as error:
            problems += error.problems
    if problems:
        raise FlowError(problems)


def load_figure(file: Traversable) -> FigureFile:
    """Read and check one figure.

    Raises:
        FlowError: with every problem that was found.
    """
    document = read(file)
    figure, problems = validated(document, FigureFile)
    if figure is not None:
        problems += [document.problem(found.message, found.path, found.meant) for found in _check(figure, file.name)]
    if figure is None or problems:
        raise FlowError(sorted(problems, key=lambda problem: problem.line or 0))
    return figure


def _check(figure: FigureFile, file: str) -> Iterator[Finding]:
    """What a figure says that cannot be drawn."""
    if file != f"{figure.id}.toml":
        yield Finding(("id",), f"'{figure.id}' must be the name of the file")
    frame = figure.frame
    for low, high in (("left", "right"), ("bottom", "top")):
        if getattr(frame, high) - getattr(frame, low) < 1:
            yield Finding(("frame",), f"'{high}' must be more than '{low}'")
    for part in ("left_arm", "right_arm", "left_leg", "right_leg", "trunk", "head"):
        if part not in figure.layers:
            yield Finding(("layers",), f"'{part}' is missing")
    if figure.low_back[0] >= figure.low_back[1]:
        yield Finding(("low_back",), "the first height must be less than the second")
    if figure.view is not Seen.SLANTED and "eye" in figure.model_fields_set:
        yield Finding(("eye",), f"is only for the view '{Seen.SLANTED}'")
    if not figure.motion.set_up:
        for key in ("arrows", "labels"):
            for index, stated in enumerate(getattr(figure, key)):
                if stated.during == "set_up":
                    yield Finding((key, index, "during"), "is never shown: 'motion' has no 'set_up'")
    yield from _check_things(figure)
    unknown = [
        Finding(path, f"a pose called '{name}' is not known", nearest(name, figure.poses))
        for path, name in figure.named()
        if name not in figure.poses
    ]
    yield from unknown
    if not unknown:
        yield from _check_poses(figure)


def _check_things(figure: FigureFile) -> Iterator[Finding]:
    for index, box in enumerate(figure.scenery):
        if box.back and box.kind != "chair":
            yield Finding(("scenery", index, "back"), f"is only for a chair, not for a {box.kind}")
    for index, thing in enumerate(figure.things):
        at, kind, band = ("things", index), thing.kind, thing.kind == "band"
        places = BAND_ENDS if band and (thing.to or thing.fixed) else PLACES[kind]
        if thing.at not in places:
            yield Finding((*at, "at"), f"a {kind} can only be at: {', '.join(places)}")
        if thing.to and thing.to not in BAND_ENDS:
            yield Finding((*at, "to"), f"a band can only go to: {', '.join(BAND_ENDS)}")
        if thing.to == thing.at:
            yield Finding((*at, "to"), "is where the band begins")
        for key in ("to", "fixed"):
            if getattr(thing, key) and not band:
                yield Finding((*at, key), f"is only for a band, not for a {kind}")
        if thing.to and thing.fixed:
            yield Finding((*at, "fixed"), "a band has either 'to' or 'fixed', and not both")


def _check_poses(figure: FigureFile) -> Iterator[Finding]:
    by_shoulders: bool | None = None
    for name in figure.poses:
        at = ("poses", name)
        if _likened_to_itself(figure, name):
            yield Finding((*at, "like"), "takes from a pose that takes from this one")
            continue
        pose = figure.pose(name)
        missing = list(_missing(pose))
        yield from (Finding(at, message) for message in missing)
        if by_shoulders not in (None, pose.shoulders is not None):
            yield Finding(at, "all poses must say 'hips', or all 'shoulders'")
        by_shoulders = pose.shoulders is not None
        if not missing:
            yield from _out_of_reach(figure, name, pose)


def _likened_to_itself(figure: FigureFile, name: str) -> bool:
    seen: list[str] = []
    here: str | None = name
    while here is not None:
        if here in seen:
            return True
        seen.append(here)
        here = figure.poses[here].like
    return False


def _missing(pose: Pose) -> Iterator[str]:
    if (pose.hips is None) == (pose.shoulders is None):
        yield "needs either 'hips' or 'shoulders', and not both"
    for limb in ("arm", "leg"):
        both = getattr(pose, f"{limb}s") is not None
        for side in ("left", "right"):
            if not both and getattr(pose, f"{side}_{limb}") is None:
                yield f"needs '{limb}s' or '{side}_{limb}'"


def _out_of_reach(figure: FigureFile, name: str, pose: Pose) -> Iterator[Finding]:
    body = skeleton(figure, pose)
    for limb, target in targets(figure, pose, body).items():
        reach = UPPER_ARM + LOWER_ARM if limb.endswith("arm") else THIGH + SHANK
        beyond = dist(body.limbs[limb].root, target) - reach
        if beyond > _NEAR:
            own = getattr(figure.poses[name], limb) is not None
            key = limb if own else f"{limb.partition('_')[2]}s"
            yield Finding(("poses", name, key), f"the {limb.replace('_', ' ')} is too short by {beyond:.0f}")
