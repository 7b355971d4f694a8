"""Lays out the steps: doing one, marking how it is, saying it, and what the rules make of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mckenzie_tui.flow.arcs import (
    NEXT_STEP,
    SETTLING,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    ending_place,
    next_step_crossing,
    step_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.schema import Rule, Step
from mckenzie_tui.words import Event, Response

KINDS_OF_A_STEP = (
    PlaceKind.BEFORE,
    PlaceKind.EXERCISE,
    PlaceKind.AFTER,
    PlaceKind.RECHECK,
    PlaceKind.RESPONSE,
    PlaceKind.RESPONSE_AGAIN,
    PlaceKind.SETTLING,
    PlaceKind.SETTLED,
    PlaceKind.SETTLED_AGAIN,
)
_CAUTION = (Event.CENTRALIZED, Event.PARTLY_CENTRALIZED, Event.UNCHANGED, Event.WORSENED)
"""The answers, the more careful ones last."""
_SETTLED_CAUTION = (Event.SETTLED, Event.NOT_SETTLED)


class Steps:
    """Lays out the steps of a flow."""

    def __init__(self, plan: Plan) -> None:
        """Lay out on this plan."""
        self._plan = plan
        self._flow = plan.flow

    def one_after_the_other(self) -> None:
        """The crossings before each step, where it is done or passed over, and after the last one, where it ends."""
        for index, step in enumerate(self._flow.steps):
            done = Way(step_place(step.id, PlaceKind.EXERCISE), (Guard(Structural.APPLIES, step.id),))
            passed = Way(next_step_crossing(index + 1), passes=(step.id,))
            self._plan.crossing(next_step_crossing(index), [done, passed])
        endings = [
            Way(
                ending_place(rule.go),
                tuple(map(Guard, rule.when)),
                why=rule.why,
                rule=f"after_last_step[{number}]",
                sources=rule.sources,
            )
            for number, rule in enumerate(self._flow.file.after_last_step)
        ]
        self._plan.crossing(next_step_crossing(len(self._flow.steps)), endings)

    def first_step(self) -> Way:
        """The way to the first step that applies, else to an ending."""
        first = self._flow.steps[0]
        asked = self._flow.follow_up
        may_be_left_out = asked is not None and any(rule.leave_out_last for rule in asked.rules)
        if applies_to_everybody(first) and not may_be_left_out:
            return Way(step_place(first.id, PlaceKind.EXERCISE), (Guard(Structural.APPLIES, first.id),))
        return Way(next_step_crossing(0))

    def step(self, index: int) -> None:
        """The places of a step: doing it, marking how it is then, saying it, and the rest after a worsening."""
        step = self._flow.steps[index]
        at = {kind: self._plan.place(Place(step_place(step.id, kind), kind, step=step.id)) for kind in KINDS_OF_A_STEP}
        exercise, response, again = at[PlaceKind.EXERCISE], at[PlaceKind.RESPONSE], at[PlaceKind.RESPONSE_AGAIN]
        self._plan.add(exercise, Event.RELOCATE, [Way(at[PlaceKind.BEFORE])])
        self._plan.add(exercise, Event.DID, [Way(at[PlaceKind.AFTER])])
        self._rules(exercise, index, Event.CANNOT, Event.CANNOT)
        for chart in (at[PlaceKind.AFTER], at[PlaceKind.RECHECK]):
            waiting = Way(at[PlaceKind.SETTLED], (Guard(Structural.WAITS_TO_SETTLE),))
            clinician = Guard(Structural.CLINICIAN_PRESENT)
            ways = [waiting, Way(response)]
            self._plan.add(chart, Event.NOT_MARKED, [replace(way, guards=(clinician, *way.guards)) for way in ways])
        self._plan.add(response, Event.UNSURE, [Way(again)])
        for answer in Response:
            self._asked_twice(response, again, index, Event(answer), _CAUTION)
        unsure = Event(self._flow.file.response.unsure_counts_as)
        self._counted(again, index, Event.UNSURE, _CAUTION[_CAUTION.index(unsure) :])
        self._plan.add(at[PlaceKind.SETTLING], Event.RESTED, [Way(at[PlaceKind.RECHECK])])
        for settled in _SETTLED_CAUTION:
            self._asked_twice(at[PlaceKind.SETTLED], at[PlaceKind.SETTLED_AGAIN], index, settled, _SETTLED_CAUTION)

    def _asked_twice(self, first: str, again: str, index: int, answer: Event, caution: Sequence[Event]) -> None:
        """An answer that is asked for once more where the chart says something else; then the more careful counts."""
        self._plan.add(first, answer, [Way(again, (Guard(Structural.DISAGREES),))])
        self._rules(first, index, answer, answer)
        counted = caution[caution.index(answer) :] if answer in caution else (answer,)
        self._counted(again, index, answer, counted)

    def _counted(self, source: str, index: int, answer: Event, counted: Sequence[Event]) -> None:
        """The arcs of an answer that may count as another, more careful one."""
        for counts_as in counted:
            self._rules(source, index, answer, counts_as, (Guard(Structural.COUNTS_AS, counts_as.value),))

    def _rules(self, source: str, index: int, event: Event, counts_as: Event, guards: tuple[Guard, ...] = ()) -> None:
        """The arcs that a step's own rules, then the flow's, give to one answer, up to the first that always holds."""
        step = self._flow.steps[index]
        named = [(f"steps[{index}].rules[{number}]", rule) for number, rule in enumerate(step.rules)]
        named += [(f"rules[{number}]", rule) for number, rule in enumerate(self._flow.file.rules)]
        for name, rule in named:
            if counts_as in rule.on:
                way = self._rule_way(rule, index, guards)
                self._plan.add(source, event, [replace(way, why=rule.why, rule=name, sources=rule.sources)])
                if not rule.when:
                    return

    def _rule_way(self, rule: Rule, index: int, guards: tuple[Guard, ...]) -> Way:
        step = self._flow.steps[index]
        guards = (*guards, *map(Guard, rule.when))
        closes = frozenset(step.directions) if rule.close_directions else frozenset()
        if rule.go == NEXT_STEP:
            return Way(next_step_crossing(index + 1), guards, closes=closes)
        if rule.go in self._flow.steps_by_id:
            return Way(next_step_crossing(self._flow.number_of(rule.go) - 1), guards, closes=closes)
        if rule.go == SETTLING:
            return Way(step_place(step.id, PlaceKind.SETTLING), guards)
        return Way(ending_place(rule.go), guards)


def applies_to_everybody(step: Step) -> bool:
    """Whether a step applies whoever begins with it, while no direction is closed yet."""
    return step.offered_at_severe_start and not step.needs and not step.ruled_out_by
