"""Lays out how a clinician goes to any step: from every place of a step, and from an ending."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import ANY_STEP, Guard, PlaceKind, Structural, Way, do_place
from mckenzie_tui.flow.layout.plan import Plan
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
        chosen = ((do_place(step), Guard(Structural.CHOSEN, step.id)) for step in flow.steps)
        self._plan.crossing(ANY_STEP, [Way(place, (guard,)) for place, guard in chosen])
        for place in list(self._plan.places.values()):
            final = place.kind is PlaceKind.ENDING and flow.endings[place.ending].kind not in OPEN_ENDINGS
            if not place.step and place.kind is not PlaceKind.ENDING:
                continue
            present = Guard(Structural.DEMONSTRATION if final else Structural.CLINICIAN_PRESENT)
            self._plan.add(place.name, Event.GO_TO, [Way(ANY_STEP, (present,))])
