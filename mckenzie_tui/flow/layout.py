"""Lays a flow out as a table of places and arcs: questions, steps, rules, and what can happen anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from mckenzie_tui.flow.arcs import (
    NEXT_QUESTION,
    NEXT_STEP,
    RESUMED,
    RETURN,
    SETTLING,
    TROUBLE,
    WHERE_IT_HURTS,
    Arc,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Table,
    Way,
    ending_place,
    question_place,
    step_place,
)
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Question, QuestionSet, Rule, Step
from mckenzie_tui.words import Direction, Event, Response, Settled


def table(flow: Flow) -> Table:
    """Lay a flow out as places and arcs."""
    return _Layout(flow).table()


class _Layout:
    """Builds the table of one flow."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.start = flow.file.start
        self.places: dict[str, Place] = {}
        self.arcs: list[Arc] = []

    def table(self) -> Table:
        """Lay out every part, then what can happen from everywhere."""
        emergency, medical = self.flow.emergency, self.flow.medical
        self._questions(emergency, then=self._into_medical())
        self._questions(medical, then=[Way(WHERE_IT_HURTS)])
        self._changed(medical)
        self._where_it_hurts()
        self._questions(self.flow.both_legs, then=self._next_step(-1))
        for index in range(len(self.flow.steps)):
            self._step(index)
        self._trouble([place.name for place in self.places.values()])
        self._resumed([place.name for place in self.places.values()])
        for ending in self.flow.file.endings:
            self._place(Place(ending_place(ending.id), PlaceKind.ENDING, ending=ending.id))
        first = question_place(emergency.id, emergency.questions[0].id)
        self._add(first, Event.ATTEST, [Way(WHERE_IT_HURTS, (Guard(Structural.CLINICIAN_PRESENT),))])
        return Table(first, self.places, tuple(self.arcs))

    def _place(self, place: Place) -> str:
        self.places[place.name] = place
        return place.name

    def _add(self, source: str, event: Event, ways: Iterable[Way]) -> None:
        self.arcs += [Arc(source=source, event=event, **vars(way)) for way in ways]

    # Questions

    def _questions(self, questions: QuestionSet, then: Sequence[Way]) -> None:
        """The places and arcs of a question set; ``then`` is what follows its last question."""
        for index, question in enumerate(questions.questions):
            here = self._place(
                Place(
                    question_place(questions.id, question.id),
                    PlaceKind.QUESTION,
                    questions.id,
                    question.id,
                )
            )
            onward = self._after_question(questions, index, then)
            yes = self._target(questions, question.yes, onward)
            self._add(here, Event.NO, self._target(questions, question.no, onward))
            if question.clearance:
                there = self._place(Place(f"{here}.clearance", PlaceKind.CLEARANCE, questions.id, question.id))
                self._add(here, Event.YES, [Way(there)])
                self._add(there, Event.YES, self._after_clearance(questions, index, onward, then))
                self._add(there, Event.NO, yes)
            elif question.advice:
                there = self._place(Place(f"{here}.advice", PlaceKind.ADVICE, questions.id, question.id))
                self._add(here, Event.YES, [Way(there)])
                self._add(there, Event.GO_ON, yes)
                self._add(there, Event.ASK_FIRST, [Way(ending_place(self.start.ask_first))])
            else:
                self._add(here, Event.YES, yes)

    def _after_question(self, questions: QuestionSet, index: int, then: Sequence[Way]) -> Sequence[Way]:
        following = questions.questions[index + 1 :]
        return [Way(question_place(questions.id, following[0].id))] if following else then

    def _target(self, questions: QuestionSet, go: str, onward: Sequence[Way]) -> Sequence[Way]:
        if go == NEXT_QUESTION:
            return onward
        if any(question.id == go for question in questions.questions):
            return [Way(question_place(questions.id, go))]
        return [Way(ending_place(go))]

    def _into_medical(self) -> Sequence[Way]:
        medical = self.flow.medical
        first = question_place(medical.id, medical.questions[0].id)
        if medical.changed is None:
            return [Way(first)]
        return [
            Way(first, (Guard(Structural.FIRST_SESSION),)),
            Way(self._changed_place(medical)),
        ]

    @staticmethod
    def _changed_place(questions: QuestionSet) -> str:
        return f"changed.{questions.id}"

    def _changed(self, questions: QuestionSet) -> None:
        """The one question of later sessions: a yes asks all again, a no lets an uncleared yes stand."""
        if questions.changed is None:
            return
        here = self._place(Place(self._changed_place(questions), PlaceKind.CHANGED, questions.id))
        self._add(here, Event.YES, [Way(question_place(questions.id, questions.questions[0].id))])
        self._add(here, Event.NO, [*self._standing(questions, 0), Way(WHERE_IT_HURTS)])

    def _standing(self, questions: QuestionSet, start: int) -> Iterator[Way]:
        """Where an earlier, uncleared yes leads, from the question at ``start`` on."""
        for question in questions.questions[start:]:
            guards = (Guard(Structural.STANDS, question.id),)
            if question.clearance:
                yield Way(f"{question_place(questions.id, question.id)}.clearance", guards)
            elif self._ends(question):
                yield Way(ending_place(question.yes), guards)

    def _after_clearance(
        self, questions: QuestionSet, index: int, onward: Sequence[Way], then: Sequence[Way]
    ) -> Iterator[Way]:
        if questions.changed is None:
            yield from onward
            return
        full = Guard(Structural.ASKED_IN_FULL)
        yield from (replace(way, guards=(full, *way.guards)) for way in onward)
        yield from self._standing(questions, index + 1)
        yield from then

    def _ends(self, question: Question) -> bool:
        return question.yes in self.flow.endings

    # Where it hurts, and the steps

    def _where_it_hurts(self) -> None:
        here = self._place(Place(WHERE_IT_HURTS, PlaceKind.WHERE_IT_HURTS))
        legs = self.flow.both_legs
        self._add(
            here,
            Event.LOCATED,
            [
                Way(ending_place(self.start.no_symptoms), (Guard(Structural.NO_SYMPTOMS),)),
                Way(question_place(legs.id, legs.questions[0].id), (Guard(Structural.BOTH_LEGS),)),
                *self._next_step(-1),
            ],
        )

    def _next_step(
        self,
        index: int,
        guards: tuple[Guard, ...] = (),
        closes: frozenset[Direction] = frozenset(),
        to: int | None = None,
    ) -> list[Way]:
        """The ways to the first step after ``index`` (or from ``to`` on) that applies, else to an ending."""
        steps = self.flow.steps
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
            for number, rule in enumerate(self.flow.file.after_last_step)
        ]
        return ways

    def _step(self, index: int) -> None:
        step = self.flow.steps[index]
        exercise, response, again, settling = (
            self._place(Place(step_place(step.id, kind), kind, step=step.id))
            for kind in (
                PlaceKind.EXERCISE,
                PlaceKind.RESPONSE,
                PlaceKind.RESPONSE_AGAIN,
                PlaceKind.SETTLING,
            )
        )
        self._add(exercise, Event.DID, [Way(response)])
        self._rules(exercise, index, Event.CANNOT, Event.CANNOT)
        for asked in (response, again):
            for answer in Response:
                self._rules(asked, index, Event(answer), Event(answer))
        self._add(response, Event.UNSURE, [Way(again)])
        self._rules(again, index, Event.UNSURE, Event(self.flow.file.response.unsure_counts_as))
        for settled in Settled:
            self._rules(settling, index, Event(settled), Event(settled))

    def _rules(self, source: str, index: int, event: Event, counts_as: Event) -> None:
        """The arcs that a step's own rules, then the flow's, give to one answer, up to the first that always holds."""
        step = self.flow.steps[index]
        named = [(f"steps[{index}].rules[{number}]", rule) for number, rule in enumerate(step.rules)]
        named += [(f"rules[{number}]", rule) for number, rule in enumerate(self.flow.file.rules)]
        for name, rule in named:
            if counts_as in rule.on:
                ways = self._rule_ways(rule, index)
                self._add(source, event, [self._explained(way, name, rule) for way in ways])
                if not rule.when:
                    return

    @staticmethod
    def _explained(way: Way, name: str, rule: Rule) -> Way:
        """The way with the rule it comes from; where no step was left, the rule for that says why."""
        sources = tuple(dict.fromkeys((*rule.sources, *way.sources)))
        return replace(way, why=way.why or rule.why, rule=way.rule or name, sources=sources)

    def _rule_ways(self, rule: Rule, index: int) -> list[Way]:
        step = self.flow.steps[index]
        guards = tuple(map(Guard, rule.when))
        closes = frozenset(step.directions) if rule.close_directions else frozenset()
        if rule.go == NEXT_STEP:
            return self._next_step(index, guards, closes)
        if rule.go in self.flow.steps_by_id:
            return self._next_step(index, guards, closes, to=self.flow.number_of(rule.go) - 1)
        if rule.go == SETTLING:
            return [Way(step_place(step.id, PlaceKind.SETTLING), guards)]
        return [Way(ending_place(rule.go), guards)]

    # What can happen from everywhere

    def _resumed(self, stopped_at: Sequence[str]) -> None:
        """Add taking up again: whether anything is new, then the very place where it stopped."""
        resumed = self._place(Place(RESUMED, PlaceKind.RESUMED, self.flow.trouble.id))
        for place in stopped_at:
            self._add(place, Event.RESUMED, [Way(resumed)])
        self._add(resumed, Event.YES, [Way(TROUBLE)])
        self._add(resumed, Event.TROUBLE, [Way(TROUBLE)])
        self._add(resumed, Event.NO, [Way(place, (Guard(Structural.STOPPED_AT, place),)) for place in stopped_at])

    def _trouble(self, inside: Sequence[str]) -> None:
        """Add "something is wrong", from every place and back to it."""
        trouble = self.flow.trouble
        signs = self._place(Place(TROUBLE, PlaceKind.TROUBLE, trouble.id))
        for place in inside:
            self._add(place, Event.TROUBLE, [Way(signs)])
        back = [Way(place, (Guard(Structural.CAME_FROM, place),)) for place in inside]
        listed = (*self.flow.emergency.questions, *trouble.more_signs)
        emergency = next((question.yes for question in listed if self._ends(question)), listed[0].yes)
        self._add(signs, Event.YES, [Way(ending_place(emergency))])
        self._add(signs, Event.NO, [Way(question_place(trouble.id, trouble.questions[0].id))])
        for index, question in enumerate(trouble.questions):
            here = self._place(
                Place(question_place(trouble.id, question.id), PlaceKind.QUESTION, trouble.id, question.id)
            )
            onward = self._after_question(trouble, index, back)
            for event, go in ((Event.YES, question.yes), (Event.NO, question.no)):
                self._add(here, event, self._trouble_target(question, go, onward, back))

    def _trouble_target(self, question: Question, go: str, onward: Sequence[Way], back: Sequence[Way]) -> Sequence[Way]:
        if go == RETURN:
            return back
        if go != SETTLING:
            return self._target(self.flow.trouble, go, onward)
        ways = [
            Way(step_place(place.step, PlaceKind.SETTLING), (Guard(Structural.CAME_FROM, place.name),))
            for place in self.places.values()
            if place.step
        ]
        if question.yes_outside_a_step:
            ways.append(Way(ending_place(question.yes_outside_a_step)))
        return ways


def _applies_to_everybody(step: Step) -> bool:
    """Whether a step applies whoever begins with it, while no direction is closed yet."""
    return step.offered_at_severe_start and not step.needs and not step.ruled_out_by
