"""The way that a walk took through the picture of its flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mckenzie_tui.answers import Answer
from mckenzie_tui.flow.arcs import PlaceKind, do_place
from mckenzie_tui.graph.labels import CHOSEN, answer_told
from mckenzie_tui.graph.picture import AFTER, EACH, REST, STEPS, Picture, Way
from mckenzie_tui.report.told import PASSED_OVER_WORDS, other_side_told, painful_side_told
from mckenzie_tui.report.why import observed_told
from mckenzie_tui.walk.machine import Position
from mckenzie_tui.walk.visits import Visit
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Side

NOT_DONE = "not done (the clinician went on)"
NOT_ANSWERED = "done, not answered (the clinician went on)"
_TO_BE_DONE = (PlaceKind.READY, PlaceKind.EXERCISE, PlaceKind.BEFORE)
"""Where an exercise is still to be done."""


@dataclass(frozen=True)
class Stay:
    """A box that was come to, and what happened there until it was left."""

    box: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """What a walk came by."""

    stays: tuple[Stay, ...]
    """The boxes in the order in which they were come to, each time anew."""
    ways: frozenset[Way]
    jumps: tuple[tuple[str, str], ...]
    """From where a clinician went to which exercise, whatever the flow says: each pair of boxes once, in order."""
    told: Mapping[str, tuple[str, ...]]
    """What was answered at a box, or why it was passed over."""
    passed: frozenset[str]
    """The boxes of exercises that were passed over, or come to and not done."""

    @property
    def boxes(self) -> tuple[str, ...]:
        """The boxes in the order in which they were come to."""
        return tuple(stay.box for stay in self.stays)

    @property
    def here(self) -> str:
        """The box where the walk stands."""
        return self.stays[-1].box

    @property
    def arrows(self) -> frozenset[tuple[str, str]]:
        """The arrows that were taken, by source and destination."""
        return frozenset((source, dest) for source, dest, _ in self.ways)

    @property
    def marked(self) -> frozenset[str]:
        """Every box that was come by."""
        return frozenset((*self.boxes, *(source for source, _ in self.arrows))) - self.passed - {STEPS}


def taken(picture: Picture, walk: Walk) -> Taken:
    """The way of a walk through the picture of its flow."""
    return _Taking(picture, walk).taken()


@dataclass
class _Staying:
    """A stay while it is looked into."""

    box: str
    chosen: bool = False
    visit: int | None = None
    """The number of the answer that was given there."""
    left: str = ""
    """How it stood when a clinician went on."""
    side: Side | None = None
    """The painful side for which it was done or chosen; None for that of the walk."""


class _Taking:
    """A way that is being found."""

    def __init__(self, picture: Picture, walk: Walk) -> None:
        self.picture = picture
        self.walk = walk
        self.stays = [_Staying(picture.at[walk.start.place.name])]
        self.ways: set[Way] = set()
        self.jumps: dict[tuple[str, str], None] = {}
        self.beside: set[str] = set()
        """The boxes of exercises on the way that nobody came to: those of other groups among them."""

    def taken(self) -> Taken:
        before = self.walk.start
        for answer, position in self.walk.trail:
            self._answered(before, position)
            if answer.event is Event.GO_TO:
                self._jumped(before, position)
            else:
                self._went(answer, position)
            before = position
        passed = self._passed()
        return Taken(
            tuple(Stay(stay.box, tuple(self._of(stay))) for stay in self.stays),
            frozenset(self.ways),
            tuple(self.jumps),
            {box: tuple(texts) for box, texts in self._told().items()},
            passed,
        )

    def _answered(self, before: Position, after: Position) -> None:
        """Note at which stay a step was answered."""
        for number in range(len(before.facts.visits), len(after.facts.visits)):
            box = self._exercise(after.facts.visits[number].step)
            stay = next((stay for stay in reversed(self.stays) if stay.box == box), self.stays[-1])
            stay.visit = number
            stay.side = after.facts.side_of(after.facts.visits[number])

    def _jumped(self, before: Position, after: Position) -> None:
        """Note that a clinician went to an exercise, and how they left the one before."""
        box = self.picture.at[before.place.name]
        exercise = self._exercise(before.place.step) if before.place.step else box
        last = next((stay for stay in reversed(self.stays) if stay.box == exercise), self.stays[-1])
        if before.place.kind in _TO_BE_DONE:
            last.left = NOT_DONE
            last.side = before.facts.side_at(before.place.step)
        elif len(after.facts.left) > len(before.facts.left):
            last.left = NOT_ANSWERED
            last.side = before.facts.side_at(before.place.step)
        there = self.picture.at[after.place.name]
        self.jumps[box, there] = None
        self.stays.append(_Staying(there, chosen=True, side=after.facts.side_at(after.place.step)))

    def _went(self, answer: Answer, after: Position) -> None:
        """Note the way that the flow led."""
        along = self.picture.along.get(after.arc, ()) if after.arc is not None else ()
        if after.arc is not None:
            self.beside.update(map(self._exercise, after.arc.passes))
        self.ways.update(along)
        if any(source == AFTER for source, _, _ in along):
            self.stays.append(_Staying(AFTER))
        if any(source == EACH for source, _, _ in along):
            self.ways.add((STEPS, EACH, ""))
        box, last = self.picture.at[after.place.name], self.stays[-1].box
        # The chart after a rest belongs to the rest, that after an exercise to the exercise.
        if box != last and not (answer.event is Event.RESTED and last == REST):
            self.stays.append(_Staying(box))

    def _of(self, stay: _Staying) -> list[str]:
        """What happened while one was at a box."""
        facts = self.walk.facts
        texts = [CHOSEN] if stay.chosen else []
        if stay.visit is not None:
            texts.append(_answer(facts.visits[stay.visit]))
        if stay.left:
            texts.append(stay.left)
        if other := other_side_told(facts.side, stay.side):
            texts = [f"{text} ({other})" for text in texts]
        if facts.symptoms is not None and stay.box == self.picture.at["where_it_hurts"]:
            texts.append(painful_side_told(facts.symptoms.painful_side))
        return texts

    def _told(self) -> dict[str, list[str]]:
        """What was said at each box, over all stays, and why exercises were passed over."""
        told: dict[str, list[str]] = {}
        for stay in self.stays:
            for text in self._of(stay):
                if text not in told.setdefault(stay.box, []):
                    told[stay.box].append(text)
        for step, seen in observed_told(self.walk).items():
            told.setdefault(self._exercise(step), []).extend(seen)
        for step, why in self.walk.facts.skipped:
            told.setdefault(self._exercise(step), []).append(f"passed over: {PASSED_OVER_WORDS[why]}")
        return {box: texts for box, texts in told.items() if texts}

    def _passed(self) -> frozenset[str]:
        """The exercises that were passed over or left, and not done at another time; where one stands is not passed."""
        left = {stay.box for stay in self.stays if stay.left == NOT_DONE}
        skipped = {self._exercise(step) for step, _ in self.walk.facts.skipped}
        done = {stay.box for stay in self.stays if stay.visit is not None or stay.left == NOT_ANSWERED}
        been = {stay.box for stay in self.stays}
        return frozenset((left | skipped | (self.beside - been)) - done - {self.stays[-1].box})

    def _exercise(self, step: str) -> str:
        return self.picture.at[do_place(self.walk.flow.steps_by_id[step])]


def _answer(visit: Visit) -> str:
    unknown = ", not known whether it settled" if visit.left else ""
    return answer_told(visit.response, visit.settled) + unknown
