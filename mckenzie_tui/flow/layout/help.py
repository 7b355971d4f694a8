"""Lays out what can happen from everywhere: something is wrong, and a session that is taken up again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mckenzie_tui.flow.arcs import (
    RESUMED,
    RETURN,
    SETTLING,
    TROUBLE,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    ending_place,
    question_place,
    step_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.layout.questions import Questions
from mckenzie_tui.flow.schema import Question
from mckenzie_tui.words import Event


class Help:
    """Lays out the ways to help, and back from there."""

    def __init__(self, plan: Plan, questions: Questions) -> None:
        """Lay out on this plan."""
        self._plan = plan
        self._flow = plan.flow
        self._questions = questions

    def trouble(self, inside: Sequence[str]) -> None:
        """Add "something is wrong", from every place and back to it."""
        trouble = self._flow.trouble
        signs = self._plan.place(Place(TROUBLE, PlaceKind.TROUBLE, trouble.id))
        for place in inside:
            self._plan.add(place, Event.TROUBLE, [Way(signs)])
        # A chart may have led straight to one of these questions; then that is where one comes back to.
        own = [question_place(trouble.id, question.id) for question in trouble.questions]
        back = [Way(place, (Guard(Structural.CAME_FROM, place),)) for place in (*inside, *own)]
        self._plan.add(signs, Event.YES, [Way(self._plan.emergency)])
        self._plan.add(signs, Event.NO, [Way(question_place(trouble.id, trouble.questions[0].id))])
        for index, question in enumerate(trouble.questions):
            here = self._plan.place(
                Place(question_place(trouble.id, question.id), PlaceKind.QUESTION, trouble.id, question.id)
            )
            onward = self._questions.after(trouble, index, back)
            for event, go in ((Event.YES, question.yes), (Event.NO, question.no)):
                self._plan.add(here, event, self._target(question, go, onward, back))

    def _target(self, question: Question, go: str, onward: Sequence[Way], back: Sequence[Way]) -> Sequence[Way]:
        if go == RETURN:
            return back
        if go != SETTLING:
            return self._questions.target(self._flow.trouble, go, onward)
        ways = [
            Way(step_place(place.step, PlaceKind.SETTLING), (Guard(Structural.CAME_FROM, place.name),))
            for place in self._plan.places.values()
            if step_place(place.step, PlaceKind.SETTLING) in self._plan.places
        ]
        if question.yes_outside_a_step:
            ways.append(Way(ending_place(question.yes_outside_a_step)))
        return ways

    def resumed(self, stopped_at: Sequence[str]) -> None:
        """Add taking up again: whether anything is new, then the very place where it stopped."""
        resumed = self._plan.place(Place(RESUMED, PlaceKind.RESUMED, self._flow.trouble.id))
        for place in stopped_at:
            self._plan.add(place, Event.RESUMED, [Way(resumed)])
        self._plan.add(resumed, Event.YES, [Way(TROUBLE)])
        self._plan.add(resumed, Event.TROUBLE, [Way(TROUBLE)])
        self._plan.add(resumed, Event.NO, [Way(place, (Guard(Structural.STOPPED_AT, place),)) for place in stopped_at])

    def alarms(self) -> Iterator[Way]:
        """Where a chart leads that shows what is dangerous."""
        trouble = self._flow.trouble
        numbness = next(question for question in trouble.questions if question.id == trouble.new_numbness)
        yield Way(self._plan.emergency, (Guard(Structural.NUMB_IN_BOTH_LEGS),))
        for way in self._target(numbness, numbness.yes, (), ()):
            yield replace(way, guards=(Guard(Structural.NEWLY_NUMB), *way.guards))
        yield Way(TROUBLE, (Guard(Structural.NEWLY_ON_BOTH_SIDES),))
