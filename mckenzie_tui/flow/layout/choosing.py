"""Lays out how a clinician goes to any step: from every place of a step, and from an ending."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.flow.arcs import ANY_STEP, Guard, PlaceKind, Structural, Way, begin_place, do_place
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.schema import Step
from mckenzie_tui.words import EndingKind, Event

OPEN_ENDINGS = (EndingKind.RESULT, EndingKind.STOP)
"""The endings from which a clinician may go on; where somebody is to be seen first, only a demonstration may."""


class Choosing:
    """Lays out the steps a clinician may choose."""

    def __init__(self, plan: Plan) -> None:
        """Lay out on this plan."""
        self._plan = plan

    def any_step(self) -> None:
        """The ways to each step, from wherever the symptoms at the start are known."""
        flow = self._plan.flow
        self._plan.crossing(ANY_STEP, [way for step in flow.steps for way in _ways(step)])
        for place in list(self._plan.places.values()):
            final = place.kind is PlaceKind.ENDING and flow.endings[place.ending].kind not in OPEN_ENDINGS
            if not place.step and place.kind is not PlaceKind.ENDING:
                continue
            present = Guard(Structural.DEMONSTRATION if final else Structural.CLINICIAN_PRESENT)
            self._plan.add(place.name, Event.GO_TO, [Way(ANY_STEP, (present,))])


def _ways(step: Step) -> Iterator[Way]:
    """The ways to one step: what is asked before it is asked here as well, once; a no is then for the clinician."""
    chosen = Guard(Structural.CHOSEN, step.id)
    if step.ready is not None:
        yield Way(do_place(step), (chosen, Guard(Structural.SAID_NOT_YET, step.id)))
    yield Way(begin_place(step), (chosen,))
