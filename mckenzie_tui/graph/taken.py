"""The way that a walk took through the picture of its flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mckenzie_tui.graph.picture import AFTER, EACH, REST, STEPS, Picture, Way
from mckenzie_tui.report.told import PASSED_OVER_WORDS, SIDE_WORDS
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event


@dataclass(frozen=True)
class Taken:
    """What a walk came by."""

    boxes: tuple[str, ...]
    """The boxes in the order in which they were come to, each time anew."""
    ways: frozenset[Way]
    told: Mapping[str, tuple[str, ...]]
    """What was answered at a box, or why it was passed over."""
    passed: frozenset[str]
    """The boxes that were passed over."""

    @property
    def here(self) -> str:
        """The box where the walk stands."""
        return self.boxes[-1]

    @property
    def arrows(self) -> frozenset[tuple[str, str]]:
        """The arrows that were taken, by source and destination."""
        return frozenset((source, dest) for source, dest, _ in self.ways)

    @property
    def marked(self) -> frozenset[str]:
        """Every box that was come by."""
        return frozenset((*self.boxes, *(source for source, _ in self.arrows))) - self.passed - {STEPS}


def taken(picture: Picture, walk: Walk) -> Taken:
    """The way of a walk through the picture of its flow."""
    boxes = [picture.at[walk.start.place.name]]
    ways: set[Way] = set()
    for answer, position in walk.trail:
        arc = position.arc
        along = picture.along.get(arc, ()) if arc is not None else ()
        ways.update(along)
        if any(source == AFTER for source, _, _ in along):
            boxes.append(AFTER)
        if any(source == EACH for source, _, _ in along):
            ways.add((STEPS, EACH, ""))
        box = picture.at[position.place.name]
        # The chart after a rest belongs to the rest, that after an exercise to the exercise.
        if box != boxes[-1] and not (answer.event is Event.RESTED and boxes[-1] == REST):
            boxes.append(box)
    told: dict[str, list[str]] = {}
    for visit in walk.facts.visits:
        told.setdefault(_exercise(picture, visit.step), []).append(_answered(visit))
    skipped = {_exercise(picture, step): f"passed over: {PASSED_OVER_WORDS[why]}" for step, why in walk.facts.skipped}
    for box, why in skipped.items():
        told.setdefault(box, []).append(why)
    if walk.facts.symptoms is not None:
        told[picture.at["where_it_hurts"]] = [SIDE_WORDS[walk.facts.side]]
    return Taken(
        tuple(boxes),
        frozenset(ways),
        {box: tuple(texts) for box, texts in told.items()},
        frozenset(skipped),
    )


def _exercise(picture: Picture, step: str) -> str:
    return picture.at[f"step.{step}.exercise"]


def _answered(visit: Visit) -> str:
    settled = {None: "", True: ", settled", False: ", not settled"}[visit.settled]
    return visit.response.value.replace("_", " ") + settled
