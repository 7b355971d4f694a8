"""Marking where it hurts: each change gives new symptoms, and a chart half filled in can be kept as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mckenzie_tui.body import BY_ID, MIDDLE, SPOTS, Spot, spot_of
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.words import Kind, Side

Values = Mapping[str, str | int]
"""A chart as a draft holds it: how strong it is under the name of each spot and kind."""


@dataclass(frozen=True)
class Felt:
    """What is felt at one spot. Strengths are 0 (none) to 10."""

    pain: int = 0
    tingling: int = 0
    numb: bool = False


def felt_at(found: Symptoms, spot: Spot) -> Felt:
    """What is marked at a spot."""
    here = {mark.kind: mark.intensity or 0 for mark in found.marks if _spot(mark) == spot}
    return Felt(here.get(Kind.PAIN, 0), here.get(Kind.TINGLING, 0), Kind.NUMBNESS in here)


def rated(found: Symptoms, spot: Spot, kind: Kind, strength: int) -> Symptoms:
    """The symptoms with pain or tingling of this strength, 0 to 10, at a spot; 0 takes the mark away."""
    kept = (mark for mark in found.marks if _spot(mark) != spot or mark.kind is not kind)
    return of_marks((*kept, _mark(spot, kind, strength)) if strength else kept)


def with_numbness(found: Symptoms, spot: Spot, *, numb: bool) -> Symptoms:
    """The symptoms with or without numbness at a spot."""
    kept = (mark for mark in found.marks if _spot(mark) != spot or mark.kind is not Kind.NUMBNESS)
    return of_marks((*kept, _mark(spot, Kind.NUMBNESS, None)) if numb else kept)


def cleared(found: Symptoms, spot: Spot) -> Symptoms:
    """The symptoms without any mark at a spot."""
    return of_marks(mark for mark in found.marks if _spot(mark) != spot)


def of_marks(marks: Iterable[Mark]) -> Symptoms:
    """What these marks say, in the order of the body, however they were made."""
    order = {spot: number for number, spot in enumerate(SPOTS)}
    kinds = list(Kind)
    return Symptoms.of(sorted(marks, key=lambda mark: (order[_spot(mark)], kinds.index(mark.kind))))


def on_chart(found: Symptoms) -> Symptoms:
    """Symptoms with every mark at a spot and with a strength, so that they can be shown and changed on a chart.

    A mark without a strength of its own has the rating of its part of the body.
    """
    marks = []
    for mark in found.marks:
        part = found.leg_pain if mark.region.in_leg else found.back_pain
        strength = None if mark.kind is Kind.NUMBNESS else mark.intensity or part or 1
        marks.append(_mark(_spot(mark), mark.kind, strength))
    return of_marks(marks)


def farthest(found: Symptoms) -> Spot:
    """Where it is felt farthest down; the middle of the back where nothing is marked."""
    mark = max(found.felt or found.numb, key=lambda mark: mark.region.rank, default=None)
    return MIDDLE if mark is None else _spot(mark)


def leg_in_question(found: Symptoms) -> Side:
    """The leg to go down from the middle of the back: the one with marks; the right one where that does not say."""
    reach = {side: found.reach(side) for side in (Side.LEFT, Side.RIGHT)}
    return Side.LEFT if reach[Side.LEFT] > reach[Side.RIGHT] else Side.RIGHT


def values_of(found: Symptoms) -> dict[str, str | int]:
    """A chart as a draft."""
    return {f"{_spot(mark).id}.{mark.kind}": mark.intensity or 0 for mark in on_chart(found).marks}


def symptoms(values: Values) -> Symptoms:
    """What a draft says; what does not belong on a chart is left out."""
    marks = []
    for name, strength in values.items():
        spot_id, _, kind = name.rpartition(".")
        if spot_id in BY_ID and kind in list(Kind):
            marks.append(_mark(BY_ID[spot_id], Kind(kind), int(strength) or None))
    return of_marks(marks)


def _spot(mark: Mark) -> Spot:
    return spot_of(mark.region, mark.side, mark.view)


def _mark(spot: Spot, kind: Kind, strength: int | None) -> Mark:
    return Mark.model_validate(
        {"region": spot.region, "side": spot.side, "view": spot.view, "kind": kind, "intensity": strength}
    )
