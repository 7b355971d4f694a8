"""The boxes and arrows of a flow, made from the table that its machine walks.

By default what belongs together is one box, and what is the same for every exercise is drawn once; in detail every
place is a box. The way to the next exercise is drawn through all of them: one that does not apply is passed over.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from mckenzie_tui.flow.arcs import SETTLING, Arc, Guard, Place, PlaceKind, Structural, begin_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Step
from mckenzie_tui.graph.labels import BEFORE_IT, PLACE_WORDS, UNTOLD, conditions_told, label, said_told
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import EndingKind, Event, Need

SINCE, SAFETY, WHERE, GROUP, STEPS, EACH = "since", "safety", "where", "group", "steps", "each"
REST, AFTER, TROUBLE = "rest", "after", "trouble"
_AFTER_LAST = "after_last_step["
_ANYWHERE = (Event.TROUBLE, Event.RESUMED, Event.GO_TO)
_BEGINNINGS = (PlaceKind.READY, PlaceKind.EXERCISE, PlaceKind.OBSERVE)
_RESTING = (PlaceKind.SETTLING, PlaceKind.SETTLED, PlaceKind.SETTLED_AGAIN)


Way = tuple[str, str, str]
"""The boxes that something leads from and to, and what stands on the arrow."""


class BoxKind(StrEnum):
    """What a box stands for; endings are of the kind that the flow gives them."""

    PLACE = "place"
    STEP = "step"
    REST = "rest"
    HELP = "help"
    CROSSING = "crossing"
    """Where a flow looks back at all exercises."""
    ENDING = "ending"


@dataclass(frozen=True)
class Box:
    """One box."""

    id: str
    """A word of ours, never one of the flow."""
    kind: BoxKind
    title: str
    notes: tuple[str, ...] = ()
    group: str = ""
    """The group that it stands in."""
    ending: EndingKind | None = None
    number: int | None = None
    """The number of an exercise."""


@dataclass(frozen=True)
class Arrow:
    """One arrow, with everything that leads along it."""

    source: str
    dest: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A flow as boxes and arrows."""

    title: str
    boxes: tuple[Box, ...]
    groups: Mapping[str, str]
    """The title of each group."""
    ways: tuple[Way, ...]
    """Source, destination and label of everything that leads somewhere, in the order of the rules."""
    along: Mapping[Arc, tuple[Way, ...]]
    """The ways that each arc of the table runs along; those on which it passes exercises over have no label."""
    at: Mapping[str, str]
    """The box of each place of the table, by their names."""

    @property
    def arrows(self) -> tuple[Arrow, ...]:
        """One arrow for all that leads from one box to the same other one."""
        labels: dict[tuple[str, str], list[str]] = {}
        for source, dest, text in self.ways:
            labels.setdefault((source, dest), []).append(text)
        return tuple(Arrow(*ends, tuple(filter(None, texts))) for ends, texts in labels.items())


def picture(machine: FlowMachine, *, detail: bool = False) -> Picture:
    """Draw a flow.

    Args:
        machine: the machine of the flow.
        detail: whether every place is a box of its own.
    """
    return _Drawing(machine, detail=detail).drawn()


@dataclass(frozen=True)
class _Entry:
    """An arrow of one arc, before what is the same for every step is joined."""

    source: str
    dest: str
    label: str
    arc: Arc
    step: int | None = None
    """The number of the step that it leaves, from 0."""


class _Drawing:
    """A picture that is being made."""

    def __init__(self, machine: FlowMachine, *, detail: bool) -> None:
        self.flow: Flow = machine.flow
        self.table = machine.table
        self.detail = detail
        # What can be said anywhere is not drawn.
        said_here = (arc for arc in self.table.arcs if arc.event not in _ANYWHERE)
        self.arcs = tuple(end for arc in said_here for end in self.table.ends(arc))
        self.numbers = {step.id: index for index, step in enumerate(self.flow.steps)}
        self.sets = {
            questions.id: (f"set_{number}", questions) for number, questions in enumerate(self.flow.question_sets, 1)
        }
        self.endings = {ending.id: f"ending_{number}" for number, ending in enumerate(self.flow.file.endings, 1)}
        self.at = {name: self._box_of(place, n) for n, (name, place) in enumerate(self.table.places.items(), 1)}

    def drawn(self) -> Picture:
        ways: dict[Way, None] = {}
        along: dict[Arc, list[Way]] = {}
        # That one is not possible can be said before the other answers, but is the last of them.
        entries = sorted(self._entries(), key=lambda entry: entry.arc.event is Event.CANNOT)
        joined = list(self._joined(entries))
        if any(entry.source == EACH for entry in joined):
            ways[STEPS, EACH, ""] = None
        for entry in joined:
            way = entry.source, entry.dest, entry.label
            ways[way] = None
            along.setdefault(entry.arc, []).append(way)
        nearest: dict[tuple[str, Event], Arc] = {}
        for arc in self.arcs:
            if not self._passes(arc):
                nearest[arc.source, arc.event] = arc
            elif self._is_drawn(arc, self.table.places[arc.source]):
                first = along.get(nearest[arc.source, arc.event], [])
                along[arc] = [*first, *self._past(arc), *along.get(arc, ())]
        file = self.flow.file
        return Picture(
            f"{file.title} {file.version}",
            tuple(box for box in self._boxes() if box.id != EACH or (STEPS, EACH, "") in ways),
            self._groups(),
            tuple(way for way in ways if not _told_by_another(way, ways)),
            # What looks back at all exercises comes after the way that leads there.
            {arc: tuple(sorted(taken, key=lambda way: way[0] == AFTER)) for arc, taken in along.items()},
            self.at,
        )

    # The boxes

    def _box_of(self, place: Place, number: int) -> str:
        if place.kind is PlaceKind.ENDING:
            return self.endings[place.ending]
        if self.detail:
            return f"place_{number}"
        if place.kind in _RESTING:
            return REST
        if place.kind is PlaceKind.GROUP:
            return GROUP
        if place.step:
            return f"step_{self.numbers[place.step] + 1}"
        if place.question_set == self.flow.trouble.id:
            return TROUBLE
        if place.kind.looks_back:
            return SINCE
        where = place.kind is PlaceKind.WHERE_IT_HURTS or place.question_set == self.flow.both_legs.id
        return WHERE if where else SAFETY

    def _boxes(self) -> Iterator[Box]:
        if self.detail:
            for place in self.table.places.values():
                if place.kind is not PlaceKind.ENDING:
                    yield self._place(place)
        else:
            if self.flow.follow_up is not None:
                yield Box(SINCE, BoxKind.PLACE, self.flow.follow_up.title, ("asked a day or two after a session",))
            yield Box(SAFETY, BoxKind.PLACE, "Safety questions")
            yield Box(WHERE, BoxKind.PLACE, "Where it hurts")
            if self.flow.file.start.choose_group is not None:
                yield Box(GROUP, BoxKind.PLACE, "Which group?", (self.flow.file.start.choose_group,))
            for number, step in enumerate(self.flow.steps, 1):
                title = self.flow.title_of(step.id)
                yield Box(f"step_{number}", BoxKind.STEP, title, self._step_notes(step), STEPS, number=number)
            yield Box(EACH, BoxKind.CROSSING, "After each exercise: how is it now?")
            if REST in self.at.values():
                yield Box(REST, BoxKind.REST, "Rest: does it settle?")
        yield Box(AFTER, BoxKind.CROSSING, "No further exercise applies")
        if not self.detail:
            notes = ("can be said at any moment", "otherwise: back to where one was")
            yield Box(TROUBLE, BoxKind.HELP, self.flow.trouble.title, notes)
        for ending in self.flow.file.endings:
            yield Box(self.endings[ending.id], BoxKind.ENDING, ending.title, (ending.id,), ending=ending.kind)

    def _step_notes(self, step: Step) -> tuple[str, ...]:
        notes = [self.flow.groups[step.group].title] if step.group is not None else []
        if step.directions:
            notes.append(", ".join(step.directions))
        if step.ready is not None:
            notes.append(f"asked first: {step.ready.ask}")
        if Need.ONE_SIDE in step.needs:
            notes.append("needs one painful side")
        for name in step.ruled_out_by:
            question = self.flow.question(self.flow.medical.id, name)
            notes.append(f"not after a yes to: {question.short if question else name}")
        if step.offered_at_severe_start:
            notes.append("also with severe pain at the start")
        return tuple(notes)

    def _place(self, place: Place) -> Box:
        box, kind = self.at[place.name], PLACE_WORDS[place.kind]
        if place.step:
            step = self.flow.steps_by_id[place.step]
            resting = BoxKind.REST if place.kind in _RESTING else BoxKind.STEP
            notes = self._step_notes(step) if place.kind is PlaceKind.EXERCISE else ()
            return Box(box, resting, kind, notes, f"steps_{self.numbers[place.step] + 1}")
        question = self.flow.question(place.question_set, place.question) if place.question_set else None
        help_ = BoxKind.HELP if place.question_set == self.flow.trouble.id else BoxKind.PLACE
        group = self.sets[place.question_set][0] if place.question_set in self.sets else ""
        asked = kind if place.kind is not PlaceKind.QUESTION else ""
        title = ": ".join(filter(None, (question.short, asked))) if question else kind
        return Box(box, help_, title, (), group)

    def _groups(self) -> dict[str, str]:
        if not self.detail:
            return {STEPS: "Exercises, in this order; one that does not apply is passed over"}
        titles = {group: questions.title for group, questions in self.sets.values()}
        return titles | {
            f"steps_{number}": f"{number} {self.flow.title_of(step.id)}"
            for number, step in enumerate(self.flow.steps, 1)
        }

    # The arrows

    def _entries(self) -> Iterator[_Entry]:
        conditional: set[tuple[str, str]] = set()
        for arc in self.arcs:
            place = self.table.places[arc.source]
            if not self._is_drawn(arc, place):
                continue
            if arc.rule.startswith(_AFTER_LAST):
                yield _Entry(AFTER, self.at[arc.dest], self._looking_back(arc), arc)
            if self._passes(arc):
                continue
            guards = self._own_guards(arc)
            said = place.name, said_told(self.flow, place, arc)
            text = label(self.flow, place, arc, guards, otherwise=not guards and said in conditional)
            if guards:
                conditional.add(said)
            if self.at[place.name] == SAFETY and text.startswith(Event.YES):
                text = f"{self.sets[place.question_set][1].title}: {text}"
            yield _Entry(self.at[arc.source], self._dest(arc, place), text, arc, self.numbers.get(place.step))

    def _passes(self, arc: Arc) -> tuple[str, ...]:
        """The steps that are passed over on an arc, beside the one for which somebody says that it is not the time."""
        own = self.table.places[arc.source].step
        return arc.passes[1:] if arc.passes[:1] == (own,) else arc.passes

    def _is_drawn(self, arc: Arc, place: Place) -> bool:
        """Whether an arc is drawn at all: the way back from what can be said anywhere is not."""
        names = {guard.name for guard in arc.guards}
        if place.kind is PlaceKind.RESUMED:
            return False
        if Structural.CAME_FROM in names and not self._goes_to_settling(arc, place):
            return False
        inside = self.at[arc.source] == self.at[arc.dest]
        waiting = arc.event is Event.RESTED or Structural.WAITS_TO_SETTLE in names
        return self.detail or not (inside or waiting)

    def _goes_to_settling(self, arc: Arc, place: Place) -> bool:
        question = self.flow.question(place.question_set, place.question)
        if question is None:
            return False
        return (question.yes if arc.event is Event.YES else question.no) == SETTLING

    def _own_guards(self, arc: Arc) -> tuple[Guard, ...]:
        """The conditions of an arc that are told, without those of what follows the last step."""
        last = len(self._last_when(arc)) if arc.rule.startswith(_AFTER_LAST) else 0
        return tuple(guard for guard in arc.guards[: len(arc.guards) - last] if guard.name not in UNTOLD)

    def _last_when(self, arc: Arc) -> tuple[Guard, ...]:
        number = int(arc.rule.removeprefix(_AFTER_LAST).removesuffix("]"))
        return tuple(map(Guard, self.flow.file.after_last_step[number].when))

    def _looking_back(self, arc: Arc) -> str:
        """What stands on the arrow from where no further step applies."""
        return conditions_told(self._last_when(arc)) or ("otherwise" if len(self.flow.file.after_last_step) > 1 else "")

    def _dest(self, arc: Arc, place: Place) -> str:
        there = self.table.places[arc.dest]
        following = self.numbers.get(there.step) == self.numbers.get(place.step, -1) + 1
        onward = arc.rule.startswith(_AFTER_LAST) or (there.kind in _BEGINNINGS and following)
        if onward and self.at[arc.source] == REST:
            return STEPS
        return AFTER if arc.rule.startswith(_AFTER_LAST) else self.at[arc.dest]

    def _past(self, arc: Arc) -> Iterator[Way]:
        """The ways of an arc that passes over steps, from the first of them on; they have no label."""
        if self.at[arc.source] != REST:
            passed = [self.at[begin_place(self.flow.steps_by_id[step])] for step in self._passes(arc)]
            end = AFTER if arc.rule.startswith(_AFTER_LAST) else self.at[arc.dest]
            yield from ((one, other, "") for one, other in pairwise((*passed, end)))

    def _joined(self, entries: list[_Entry]) -> Iterator[_Entry]:
        """The entries, with one from all the steps, or from the rest, for those that every step has."""
        if self.detail:
            yield from entries
            return
        steps: dict[tuple[bool, str, str], set[int]] = {}
        for entry in entries:
            if entry.step is not None:
                steps.setdefault((entry.source == REST, entry.dest, entry.label), set()).add(entry.step)
        everywhere = set(range(len(self.flow.steps)))
        for entry in entries:
            if (entry.source, entry.dest) == (SINCE, SAFETY):
                yield replace(entry, label="")
            elif (entry.source, entry.dest) == (SAFETY, WHERE):
                yield replace(entry, label="otherwise")
            elif entry.step is None:
                yield entry
            else:
                having = steps[entry.source == REST, entry.dest, entry.label]
                if entry.source == REST and having != everywhere:
                    yield replace(entry, label=f"{entry.label} (after exercise {_numbers(having)})")
                elif entry.source != REST and having == everywhere and len(having) > 1:
                    yield replace(entry, source=EACH)
                else:
                    yield entry


def _told_by_another(way: Way, ways: Container[Way]) -> bool:
    """Whether it is of a chart before an exercise, and the chart after it leads to the same."""
    source, dest, text = way
    return BEFORE_IT in text and (source, dest, text.replace(BEFORE_IT, "", 1)) in ways


def _numbers(indexes: set[int]) -> str:
    return ", ".join(str(index + 1) for index in sorted(indexes))
