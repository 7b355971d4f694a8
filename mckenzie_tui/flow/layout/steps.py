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
    step_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.schema import Rule, Step
from mckenzie_tui.words import Direction, Event, Response

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

    def next_step(
        self,
        index: int,
        guards: tuple[Guard, ...] = (),
        closes: frozenset[Direction] = frozenset(),
        to: int | None = None,
    ) -> list[Way]:
        """The ways to the first step after ``index`` (or from ``to`` on) that applies, else to an ending."""
        steps = self._flow.steps
        first = index + 1 if to is None else to
        if index < 0 and _applies_to_everybody(steps[0]):
            return [Way(step_place(steps[0].id, PlaceKind.EXERCISE), (*guards, Guard(Structural.APPLIES, steps[0].id)))]
        ways = [
            Way(
                step_place(step.id, PlaceKind.EXERCISE),
                (*guards, Guard(Structural.APPLIES, step.id)),
                passes=tuple(passed.id for passed in steps[first:at]),
                closes=closes,
            )
            for at, step in enumerate(steps[first:], first)
        ]
        ways += [
            Way(
                ending_place(rule.go),
                (*guards, *map(Guard, rule.when)),
                passes=tuple(passed.id for passed in steps[first:]),
                closes=closes,
                why=rule.why,
                rule=f"after_last_step[{number}]",
                sources=rule.sources,
            )
            for number, rule in enumerate(self._flow.file.after_last_step)
        ]
        return ways

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
                ways = self._rule_ways(rule, index, guards)
                self._plan.add(source, event, [self._explained(way, name, rule) for way in ways])
                if not rule.when:
                    return

    @staticmethod
    def _explained(way: Way, name: str, rule: Rule) -> Way:
        """The way with the rule it comes from; where no step was left, the rule for that says why."""
        sources = tuple(dict.fromkeys((*rule.sources, *way.sources)))
        return replace(way, why=way.why or rule.why, rule=way.rule or name, sources=sources)

    def _rule_ways(self, rule: Rule, index: int, guards: tuple[Guard, ...]) -> list[Way]:
        step = self._flow.steps[index]
        guards = (*guards, *map(Guard, rule.when))
        closes = frozenset(step.directions) if rule.close_directions else frozenset()
        if rule.go == NEXT_STEP:
            return self.next_step(index, guards, closes)
        if rule.go in self._flow.steps_by_id:
            return self.next_step(index, guards, closes, to=self._flow.number_of(rule.go) - 1)
        if rule.go == SETTLING:
            return [Way(step_place(step.id, PlaceKind.SETTLING), guards)]
        return [Way(ending_place(rule.go), guards)]


def _applies_to_everybody(step: Step) -> bool:
    """Whether a step applies whoever begins with it, while no direction is closed yet."""
    return step.offered_at_severe_start and not step.needs and not step.ruled_out_by
