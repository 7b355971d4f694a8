"""Lays out the steps: doing one, marking how it is, saying it, and what the rules make of the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mckenzie_tui.flow.arcs import (
    CHOOSE_GROUP,
    GROUP,
    NEXT_STEP,
    SETTLING,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    begin_place,
    do_place,
    ending_place,
    next_step_crossing,
    observation_place,
    step_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.schema import Rule, Step
from mckenzie_tui.words import Condition, Event, Response

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
            done = Way(begin_place(step), (Guard(Structural.APPLIES, step.id),))
            passed = Way(next_step_crossing(index + 1), passes=(step.id,))
            self._plan.crossing(next_step_crossing(index), [done, passed])
        endings = [
            Way(
                GROUP if rule.go == CHOOSE_GROUP else ending_place(rule.go),
                tuple(map(Guard, rule.when)),
                why=rule.why,
                rule=f"after_last_step[{number}]",
                sources=rule.sources,
            )
            for number, rule in enumerate(self._flow.file.after_last_step)
        ]
        self._plan.crossing(next_step_crossing(len(self._flow.steps)), endings)

    def first_step(self) -> list[Way]:
        """The ways to the first step that applies or to the choice of a group, else to an ending."""
        first = self._flow.steps[0]
        asked = self._flow.follow_up
        if self._flow.file.start.choose_group is not None:
            none_open = Way(next_step_crossing(len(self._flow.steps)), (Guard(Condition.SEVERE_START),))
            return [*([none_open] if self._may_offer_no_group() else ()), Way(GROUP)]
        may_be_left_out = asked is not None and any(rule.leave_out_last for rule in asked.rules)
        if applies_to_everybody(first) and not may_be_left_out:
            return [Way(begin_place(first), (Guard(Structural.APPLIES, first.id),))]
        return [Way(next_step_crossing(0))]

    def _may_offer_no_group(self) -> bool:
        """Whether somebody may begin in severe pain, and nothing in any group is offered to them."""
        start = self._flow.file.start
        kept_from_it = start.hurts_from is not None and start.hurts_from <= start.severe_pain
        return not kept_from_it and not any(step.offered_at_severe_start for step in self._flow.steps)

    def groups(self) -> None:
        """The place where a group is chosen, where the flow asks for that; it leads to the first step that applies."""
        if self._flow.file.start.choose_group is None:
            return
        here = self._plan.place(Place(GROUP, PlaceKind.GROUP))
        for group in self._flow.file.groups:
            first = next(index for index, step in enumerate(self._flow.steps) if step.group == group.id)
            chosen = (Guard(Structural.GROUP_CHOSEN, group.id),)
            self._plan.add(here, Event.CHOSE, [Way(next_step_crossing(first), chosen)])

    def step(self, index: int) -> None:
        """The places of a step: whether it is time for it, and then what is done or observed."""
        step = self._flow.steps[index]
        if step.ready is not None:
            ready = self._plan.place(Place(step_place(step.id, PlaceKind.READY), PlaceKind.READY, step=step.id))
            self._plan.add(ready, Event.YES, [Way(do_place(step), sources=step.ready.sources)])
            not_yet = Way(next_step_crossing(index + 1), passes=(step.id,), sources=step.ready.sources)
            self._plan.add(ready, Event.NO, [not_yet])
        if step.observe:
            self._observed(index)
        else:
            self._done(index)

    def _observed(self, index: int) -> None:
        """The places where one thing after the other is observed; what cannot be seen is passed."""
        step = self._flow.steps[index]
        for number, observation in enumerate(step.observe):
            name = observation_place(step.id, observation.id)
            here = self._plan.place(Place(name, PlaceKind.OBSERVE, question=observation.id, step=step.id))
            later = step.observe[number + 1 :]
            onward = observation_place(step.id, later[0].id) if later else next_step_crossing(index + 1)
            known = Guard(Structural.WAS_OBSERVED, name)
            self._plan.add(here, Event.OBSERVED, [Way(onward, (known,), sources=observation.sources)])
            self._plan.add(here, Event.SKIP, [Way(onward)])

    def _done(self, index: int) -> None:
        """The places of doing it, marking how it is then, saying it, and the rest after a worsening."""
        step = self._flow.steps[index]
        at = {kind: self._plan.place(Place(step_place(step.id, kind), kind, step=step.id)) for kind in KINDS_OF_A_STEP}
        exercise, response, again = at[PlaceKind.EXERCISE], at[PlaceKind.RESPONSE], at[PlaceKind.RESPONSE_AGAIN]
        if step.dose.by_effort:
            self._set_by_set(step, exercise, at[PlaceKind.AFTER])
        else:
            self._plan.add(exercise, Event.DID, [Way(at[PlaceKind.AFTER])])
        self._plan.add(exercise, Event.RELOCATE, [Way(at[PlaceKind.BEFORE])])
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

    def _set_by_set(self, step: Step, exercise: str, after: str) -> None:
        """The place where it is said how hard a set was: then comes the next one, or where it hurts now.

        Where it is marked anew between two sets that is what came of those that were done; so it is asked how it is
        where another one is not possible.
        """
        effort = self._plan.place(Place(step_place(step.id, PlaceKind.EFFORT), PlaceKind.EFFORT, step=step.id))
        self._plan.add(exercise, Event.DID, [Way(effort)])
        begun = Way(after, (Guard(Structural.SETS_BEGUN, step.id),))
        self._plan.add(exercise, Event.RELOCATE, [begun])
        self._plan.add(exercise, Event.CANNOT, [begun])
        self._plan.add(effort, Event.RATED, [Way(exercise, (Guard(Structural.SETS_LEFT, step.id),)), Way(after)])
        self._plan.add(effort, Event.ENOUGH, [Way(after)])

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
    return step.offered_at_severe_start and not (step.needs or step.ruled_out_by or step.ready)
