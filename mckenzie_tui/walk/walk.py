"""One pass through one flow: a pure function of the flow and the answers given so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mckenzie_tui.answers import Answer, Context
from mckenzie_tui.errors import NotAllowedError
from mckenzie_tui.flow.arcs import Place, PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose, Ending, Step
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.doses import OneSet, in_sets, lowered
from mckenzie_tui.walk.facts import Facts, in_group
from mckenzie_tui.walk.machine import FlowMachine, Position
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.words import Direction, Event, Mode, NamesDirection, Response, Side


@dataclass(frozen=True)
class Walk:
    """Where a person is in a flow. Immutable: answering and going back give a new walk."""

    machine: FlowMachine
    start: Position
    trail: tuple[tuple[Answer, Position], ...] = ()
    """Each answer with the position it led to."""

    @classmethod
    def begin(cls, machine: FlowMachine, mode: Mode = Mode.HOME, context: Context | None = None) -> Walk:
        """A walk before its first answer."""
        known = context or Context()
        return cls(machine, Position(machine.initial(known), Facts.at_start(mode, known)))

    @property
    def flow(self) -> Flow:
        """The flow that is walked."""
        return self.machine.flow

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers so far."""
        return tuple(answer for answer, _ in self.trail)

    @property
    def position(self) -> Position:
        """Where the walk stands."""
        return self.trail[-1][1] if self.trail else self.start

    @property
    def place(self) -> Place:
        """The place where it stands: what is asked next, or the ending."""
        return self.position.place

    @property
    def facts(self) -> Facts:
        """What has happened so far."""
        return self.position.facts

    @property
    def events(self) -> tuple[Event, ...]:
        """What can be said here."""
        return self.machine.events(self.place)

    @property
    def step(self) -> Step | None:
        """The step that is being done or asked about, also while something is wrong."""
        asked_from = (self.place, self.facts.stopped_at, self.facts.came_from)
        name = next((place.step for place in asked_from if place is not None and place.step), "")
        return self.flow.steps_by_id[name] if name else None

    @property
    def course(self) -> tuple[Step, ...]:
        """The steps of what is being done, in order: those of the group that was chosen, where one is chosen."""
        return tuple(step for step in self.flow.steps if in_group(self.flow, self.facts, step))

    @property
    def dose(self) -> Dose | None:
        """How much of that step is to be done in this session."""
        return self.dose_of(self.step) if self.step is not None else None

    def dose_of(self, step: Step) -> Dose:
        """How much of a step is to be done in this session: less than usual where the last one was too much."""
        return lowered(step.dose, self.facts.dose_percent)

    @property
    def present_set(self) -> OneSet | None:
        """The set that is to be done next of a step whose sets are done one by one."""
        return self._set(len(self.facts.sets))

    @property
    def dose_next(self) -> Dose | None:
        """How much is to be done before anything is asked: the present set where sets are done one by one, else all."""
        return self.dose if self.present_set is None else self.present_set.dose

    @property
    def last_set(self) -> OneSet | None:
        """The set that was done last of such a step."""
        return self._set(len(self.facts.sets) - 1)

    def _set(self, index: int) -> OneSet | None:
        dose = self.dose
        sets = in_sets(dose) if dose is not None and dose.by_effort else ()
        return sets[index] if 0 <= index < len(sets) else None

    def asks_what_was_seen(self, event: Event) -> bool:
        """Whether a clinician is asked, with this answer, what the exercise did: once, when no more of it is done."""
        one = self.last_set if event is Event.ENOUGH else self.present_set
        ends_it = {Event.DID: one is None or one.is_last, Event.ENOUGH: one is not None and not one.is_last}
        return self.facts.mode is Mode.CLINIC and ends_it.get(event, False)

    @property
    def ending(self) -> Ending | None:
        """The ending, once one is reached."""
        return self.flow.endings[self.place.ending] if self.place.ending else None

    def answer(self, answer: Answer) -> Walk:
        """The walk after one more answer.

        Raises:
            NotAllowedError: it does not fit here, or was given for another place.
        """
        if answer.place != self.place.name:
            raise NotAllowedError(f"{answer.place}: {answer.event}", self.place.name, self.events)
        position = self.machine.step(self.position, answer)
        return Walk(self.machine, self.start, (*self.trail, (answer, position)))

    def say(self, event: Event, **details: object) -> Walk:
        """The walk after one more answer, given for the place where it stands."""
        return self.answer(Answer.model_validate({"place": self.place.name, "event": event, **details}))

    def allows(self, event: Event, **details: object) -> bool:
        """Whether an answer fits where it stands, by the one judge of that; it is not given."""
        try:
            self.say(event, **details)
        except NotAllowedError:
            return False
        return True

    def back(self) -> Walk:
        """The walk without its last answer; the same walk where there is none."""
        return Walk(self.machine, self.start, self.trail[:-1])

    def replay(self, answers: Iterable[Answer]) -> Walk:
        """The walk after all these answers."""
        walk = self
        for answer in answers:
            walk = walk.answer(answer)
        return walk

    @property
    def best_visit(self) -> Visit | None:
        """The answer to the step the ending names: the one that centralized, or the best of those that did so partly.

        Of those that centralized, the best is the last one. Of the others, the best is the one after which the
        farthest symptom had moved up most, then the one after which the pain had fallen most, then the earliest.
        """
        if self.ending is None or self.ending.names is NamesDirection.NONE:
            return None
        if self.ending.names is NamesDirection.THIS_STEP:
            return self.facts.visits[-1] if self.facts.visits else None
        fully = [visit for visit in self.facts.visits if visit.response is Response.CENTRALIZED]
        if fully:
            return fully[-1]
        partly = [visit for visit in self.facts.visits if visit.response is Response.PARTLY_CENTRALIZED]
        return max(partly, key=lambda visit: visit.charts.drop) if partly else None

    @property
    def best_step(self) -> str | None:
        """The step of that answer."""
        return self.best_visit.step if self.best_visit is not None else None

    @property
    def best_side(self) -> Side:
        """The painful side for which that step was done: that of the walk, unless a clinician chose the other one."""
        best = self.best_visit
        return self.facts.side_of(best) if best is not None else self.facts.side

    @property
    def direction(self) -> Direction | None:
        """The primary direction of the best step: what the answers suggest."""
        best = self.best_step
        return self.flow.steps_by_id[best].direction if best else None

    @property
    def last_marked(self) -> Symptoms:
        """Where it hurt when it was last marked in this session, as the next chart begins; nothing at the first one."""
        start = self.place.kind is PlaceKind.WHERE_IT_HURTS
        return (self.facts.since.symptoms if start else self.facts.reading) or Symptoms()

    @property
    def marks_first(self) -> bool:
        """Whether it is marked here for the first time in this session: that nothing is felt has to be said then."""
        at_start = self.place.kind is PlaceKind.WHERE_IT_HURTS and self.facts.since.symptoms is None
        return at_start or self.place.kind is PlaceKind.SINCE_WHERE

    @property
    def settling(self) -> bool:
        """Whether the walk waits for a worsening to settle."""
        return self.place.kind is PlaceKind.SETTLING
