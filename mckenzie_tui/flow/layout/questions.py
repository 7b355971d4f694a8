"""Lays out question sets: one question after the other, clearance and advice, and what an earlier yes still means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mckenzie_tui.flow.arcs import (
    NEXT_QUESTION,
    WHERE_IT_HURTS,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Way,
    ending_place,
    question_place,
)
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.schema import QuestionSet
from mckenzie_tui.words import Event


class Questions:
    """Lays out the questions of a flow."""

    def __init__(self, plan: Plan) -> None:
        """Lay out on this plan."""
        self._plan = plan
        self._flow = plan.flow

    def ask(self, questions: QuestionSet, then: Sequence[Way]) -> None:
        """The places and arcs of a question set; ``then`` is what follows its last question."""
        for index, question in enumerate(questions.questions):
            here = self._plan.place(
                Place(
                    question_place(questions.id, question.id),
                    PlaceKind.QUESTION,
                    questions.id,
                    question.id,
                )
            )
            onward = self.after(questions, index, then)
            yes = self.target(questions, question.yes, onward)
            self._plan.add(here, Event.NO, self.target(questions, question.no, onward))
            if question.clearance:
                there = self._plan.place(Place(f"{here}.clearance", PlaceKind.CLEARANCE, questions.id, question.id))
                self._plan.add(here, Event.YES, [Way(there)])
                self._plan.add(there, Event.YES, self._after_clearance(questions, index, onward, then))
                self._plan.add(there, Event.NO, yes)
            elif question.advice:
                there = self._plan.place(Place(f"{here}.advice", PlaceKind.ADVICE, questions.id, question.id))
                self._plan.add(here, Event.YES, [Way(there)])
                self._plan.add(there, Event.GO_ON, yes)
                self._plan.add(there, Event.ASK_FIRST, [Way(ending_place(self._plan.start.ask_first))])
            else:
                self._plan.add(here, Event.YES, yes)

    def after(self, questions: QuestionSet, index: int, then: Sequence[Way]) -> Sequence[Way]:
        """What follows a question: the next one of its set, or what follows the set."""
        following = questions.questions[index + 1 :]
        return [Way(question_place(questions.id, following[0].id))] if following else then

    def target(self, questions: QuestionSet, go: str, onward: Sequence[Way]) -> Sequence[Way]:
        """Where an answer leads that names a question, an ending, or simply the next one."""
        if go == NEXT_QUESTION:
            return onward
        if any(question.id == go for question in questions.questions):
            return [Way(question_place(questions.id, go))]
        return [Way(ending_place(go))]

    def into_medical(self) -> Sequence[Way]:
        """The way from the emergency questions to those about health: all of them, or the one that stands for all."""
        medical = self._flow.medical
        first = question_place(medical.id, medical.questions[0].id)
        if medical.changed is None:
            return [Way(first)]
        return [
            Way(first, (Guard(Structural.FIRST_SESSION),)),
            Way(self._changed_place(medical)),
        ]

    def changed(self, questions: QuestionSet) -> None:
        """The one question of later sessions: a yes asks all again, a no lets an uncleared yes stand."""
        if questions.changed is None:
            return
        here = self._plan.place(Place(self._changed_place(questions), PlaceKind.CHANGED, questions.id))
        self._plan.add(here, Event.YES, [Way(question_place(questions.id, questions.questions[0].id))])
        self._plan.add(here, Event.NO, [*self._standing(questions, 0), Way(WHERE_IT_HURTS)])

    @staticmethod
    def _changed_place(questions: QuestionSet) -> str:
        return f"changed.{questions.id}"

    def _standing(self, questions: QuestionSet, start: int) -> Iterator[Way]:
        """Where an earlier, uncleared yes leads, from the question at ``start`` on."""
        for question in questions.questions[start:]:
            guards = (Guard(Structural.STANDS, question.id),)
            if question.clearance:
                yield Way(f"{question_place(questions.id, question.id)}.clearance", guards)
            elif self._plan.ends(question):
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
