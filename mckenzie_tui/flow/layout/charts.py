"""Lays out the charts: where it hurts at the start, and before and after each step."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import (
    NEXT_STEP,
    TROUBLE,
    WHERE_IT_HURTS,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    ending_place,
    question_place,
    step_place,
)
from mckenzie_tui.flow.layout.help import Help
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.layout.steps import KINDS_OF_A_STEP, Steps
from mckenzie_tui.words import Event


class Charts:
    """Lays out the places where it is marked where it hurts."""

    def __init__(self, plan: Plan, steps: Steps, help_: Help) -> None:
        """Lay out on this plan."""
        self._plan = plan
        self._flow = plan.flow
        self._steps = steps
        self._help = help_

    def at_the_start(self) -> None:
        """Where it hurts, and what that leads to by itself."""
        here = self._plan.place(Place(WHERE_IT_HURTS, PlaceKind.WHERE_IT_HURTS))
        legs = self._flow.both_legs
        start = self._plan.start
        ways = [Way(question_place(legs.id, legs.questions[0].id), (Guard(Structural.BOTH_LEGS),)), *self.first_step()]
        if start.no_symptoms != NEXT_STEP:
            ways.insert(0, Way(ending_place(start.no_symptoms), (Guard(Structural.NO_SYMPTOMS),)))
        self._plan.add(here, Event.LOCATED, ways)

    def first_step(self) -> list[Way]:
        """The ways to the first step; numbness alone cannot be judged by exercises, and is for a person to look at.

        A flow may be kept from those whom it hurts now.
        """
        start = self._plan.start
        ways = [Way(ending_place(start.ask_first), (Guard(Structural.NUMBNESS_ONLY),))]
        if start.while_it_hurts is not None:
            ways.append(Way(ending_place(start.while_it_hurts), (Guard(Structural.HURTS),)))
        return [*ways, *self._steps.first_step()]

    def at_the_steps(self) -> None:
        """Where each chart of a step leads: what is dangerous comes first, then what it says by itself."""
        alarms = tuple(self._help.alarms())
        for step in (step for step in self._flow.steps if not step.observe):
            at = {kind: step_place(step.id, kind) for kind in KINDS_OF_A_STEP}
            severe = Guard(Structural.NEWLY_SEVERE)
            # Severe pain before an exercise comes from elsewhere: it is asked about as if it had been said.
            before = [*alarms, Way(TROUBLE, (severe,)), Way(at[PlaceKind.EXERCISE])]
            settling, response = Way(at[PlaceKind.SETTLING], (severe,)), Way(at[PlaceKind.RESPONSE])
            after = [*alarms, settling, Way(at[PlaceKind.RECHECK], (Guard(Structural.LOOK_AGAIN),)), response]
            waiting = Way(at[PlaceKind.SETTLED], (Guard(Structural.WAITS_TO_SETTLE),))
            for kind, ways in (
                (PlaceKind.BEFORE, before),
                (PlaceKind.AFTER, after),
                (PlaceKind.RECHECK, [*alarms, settling, waiting, response]),
            ):
                self._plan.add(at[kind], Event.LOCATED, ways)
