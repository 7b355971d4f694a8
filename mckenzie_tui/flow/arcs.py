"""The flow as a table: every place a walk can be in, and every arc from one to another.

The table decides nothing: which arc is taken is for the state machine that is built from it. It is plain data, so
that the same table can be walked, drawn, and checked for places that cannot be reached or left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Self

from mckenzie_tui.flow.schema import Step
from mckenzie_tui.words import Condition, Direction, Event, Response, Settled

NEXT_STEP = "next_step"
SETTLING = "settling"
NEXT_QUESTION = "next_question"
CHOOSE_GROUP = "choose_group"
RETURN = "return"

ANSWERS_WITH_RULES: tuple[Event, ...] = tuple(Event(word) for word in (*Response, *Settled))
"""The answers that rules of a flow speak of."""

ENDING = "ending."
"""What the names of all endings begin with."""
WHERE_IT_HURTS = "where_it_hurts"
TROUBLE = "trouble"
RESUMED = "resumed"
FOLLOW_UP = "follow_up"
GROUP = "group"
"""The place where a group of exercises is chosen."""

ANY_STEP = "any_step"
"""The crossing from which a clinician goes to any step."""


class Structural(StrEnum):
    """Conditions that the shape of a session brings, beside those a rule may name."""

    APPLIES = "applies"
    CAME_FROM = "came_from"
    STOPPED_AT = "stopped_at"
    FIRST_SESSION = "first_session"
    ASKED_IN_FULL = "asked_in_full"
    STANDS = "stands"
    NO_SYMPTOMS = "no_symptoms"
    BOTH_LEGS = "both_legs"
    CLINICIAN_PRESENT = "clinician_present"
    DEMONSTRATION = "demonstration"
    CHOSEN = "chosen"
    SAID_NOT_YET = "said_not_yet"
    NUMBNESS_ONLY = "numbness_only"
    NUMB_IN_BOTH_LEGS = "numb_in_both_legs"
    NEWLY_NUMB = "newly_numb"
    NEWLY_ON_BOTH_SIDES = "newly_on_both_sides"
    NEWLY_SEVERE = "newly_severe"
    LOOK_AGAIN = "look_again"
    WAITS_TO_SETTLE = "waits_to_settle"
    DISAGREES = "disagrees"
    COUNTS_AS = "counts_as"
    EXERCISE_WAS_TO_BE_DONE = "exercise_was_to_be_done"
    HURTS = "hurts"
    GROUP_CHOSEN = "group_chosen"
    SETS_BEGUN = "sets_begun"
    SETS_LEFT = "sets_left"
    WAS_OBSERVED = "was_observed"


ALARMS = (
    Structural.NUMB_IN_BOTH_LEGS,
    Structural.NEWLY_NUMB,
    Structural.NEWLY_ON_BOTH_SIDES,
    Structural.NEWLY_SEVERE,
)
"""What a chart may say that calls for more than the next question."""


class PlaceKind(StrEnum):
    """What is asked for at a place."""

    QUESTION = "question"
    CLEARANCE = "clearance"
    ADVICE = "advice"
    CHANGED = "changed"
    WHERE_IT_HURTS = "where_it_hurts"
    GROUP = "group"
    """Which group of exercises to do."""
    READY = "ready"
    """Whether the time for a step has come."""
    BEFORE = "before"
    EXERCISE = "exercise"
    EFFORT = "effort"
    """How hard a set was."""
    OBSERVE = "observe"
    """What is seen of the body."""
    AFTER = "after"
    RECHECK = "recheck"
    RESPONSE = "response"
    RESPONSE_AGAIN = "response_again"
    SETTLING = "settling"
    SETTLED = "settled"
    SETTLED_AGAIN = "settled_again"
    TROUBLE = "trouble"
    RESUMED = "resumed"
    SINCE_NEW = "new"
    """Whether anything is new since an earlier session; so the next ones."""
    SINCE_HOW = "how"
    SINCE_OFTEN = "often"
    SINCE_WHERE = "where"
    SINCE_ADVICE = "since_advice"
    SINCE_NOW = "now"
    ENDING = "ending"

    @property
    def marks_where(self) -> bool:
        """Whether it is marked there where it hurts."""
        return self in _CHARTS

    @property
    def looks_back(self) -> bool:
        """Whether it is asked there about an earlier session."""
        return self in _LOOKING_BACK


_CHARTS = (
    PlaceKind.WHERE_IT_HURTS,
    PlaceKind.BEFORE,
    PlaceKind.AFTER,
    PlaceKind.RECHECK,
    PlaceKind.SINCE_WHERE,
)
_LOOKING_BACK = (
    PlaceKind.SINCE_NEW,
    PlaceKind.SINCE_HOW,
    PlaceKind.SINCE_OFTEN,
    PlaceKind.SINCE_WHERE,
    PlaceKind.SINCE_ADVICE,
    PlaceKind.SINCE_NOW,
)


@dataclass(frozen=True)
class Place:
    """One state of the machine."""

    name: str
    kind: PlaceKind
    question_set: str = ""
    question: str = ""
    step: str = ""
    ending: str = ""


@dataclass(frozen=True)
class Guard:
    """One condition an arc depends on; ``argument`` names the step, question or place it is about."""

    name: Condition | Structural
    argument: str = ""


@dataclass(frozen=True)
class Way:
    """Where something leads, what that depends on, and what it brings."""

    dest: str
    guards: tuple[Guard, ...] = ()
    """All must hold."""
    passes: tuple[str, ...] = ()
    """The steps between, which do not apply or are not offered."""
    closes: frozenset[Direction] = frozenset()
    why: str = ""
    rule: str = ""
    """The rule it comes from, as a key of the flow file."""
    sources: tuple[str, ...] = ()
    dose_percent: int | None = None
    """How much of each dose is done from here on, in percent; None for no change."""
    leaves_out_last: bool = False
    """Whether the exercise of the last session is left out from here on."""

    def through(self, onward: Way) -> Self:
        """Join the way by which it goes on from a crossing; the last rule on the whole way says why."""
        return replace(
            self,
            dest=onward.dest,
            guards=(*self.guards, *onward.guards),
            passes=(*self.passes, *onward.passes),
            closes=self.closes | onward.closes,
            why=onward.why or self.why,
            rule=onward.rule or self.rule,
            sources=tuple(dict.fromkeys((*self.sources, *onward.sources))),
            dose_percent=onward.dose_percent or self.dose_percent,
            leaves_out_last=self.leaves_out_last or onward.leaves_out_last,
        )


@dataclass(frozen=True, kw_only=True)
class Arc(Way):
    """A way that is taken from one place when one event is said there."""

    source: str
    event: Event


@dataclass(frozen=True)
class Table:
    """All places and arcs of a flow. Among arcs of one source and event, the first whose guards hold is taken.

    Arcs to the same many places meet at a crossing, so that there are about as many as there are steps, not steps
    times steps. No walk stays at a crossing: it goes on at once by the first of its ways whose guards hold.
    """

    initial: str
    places: dict[str, Place]
    arcs: tuple[Arc, ...]
    """Each to a place or to a crossing."""
    crossings: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)
    """The ways that lead on from each crossing, to a place or to another crossing."""

    @property
    def starts(self) -> tuple[str, ...]:
        """The places where a walk may begin."""
        asked = follow_up_place(PlaceKind.SINCE_NEW)
        return (self.initial, asked) if asked in self.places else (self.initial,)

    @property
    def at_home(self) -> Table:
        """The table without what only a clinician can do: as it holds for a person alone."""
        clinical = (Structural.CLINICIAN_PRESENT, Structural.DEMONSTRATION)
        alone = (arc for arc in self.arcs if not any(guard.name in clinical for guard in arc.guards))
        return replace(self, arcs=tuple(alone))

    @property
    def legs(self) -> Iterator[tuple[str, Way]]:
        """Every arc, then every way that leads on from a crossing, each with where it begins."""
        yield from ((arc.source, arc) for arc in self.arcs)
        yield from ((crossing, way) for crossing, ways in self.crossings.items() for way in ways)

    def leaving(self, source: str) -> Iterator[Arc]:
        """The arcs that leave a place, each to the place where it ends, past all crossings."""
        for arc in self._by_source.get(source, ()):
            yield from self.ends(arc)

    def ends(self, arc: Arc) -> Iterator[Arc]:
        """An arc as one to each place that it may end at, in the order in which they are tried."""
        if arc.dest in self.crossings:
            yield from map(arc.through, self._beyond[arc.dest])
        else:
            yield arc

    @cached_property
    def _beyond(self) -> dict[str, tuple[Way, ...]]:
        """The ways from each crossing to the places beyond it, past all others."""
        found: dict[str, tuple[Way, ...]] = {}

        def beyond(crossing: str) -> tuple[Way, ...]:
            if crossing not in found:
                found[crossing] = tuple(chain.from_iterable(map(ends, self.crossings[crossing])))
            return found[crossing]

        def ends(way: Way) -> Iterable[Way]:
            return map(way.through, beyond(way.dest)) if way.dest in self.crossings else (way,)

        return {crossing: beyond(crossing) for crossing in self.crossings}

    def events(self, source: str) -> tuple[Event, ...]:
        """What can be said at a place at all, in the order of the table."""
        return self._events.get(source, ())

    @cached_property
    def _events(self) -> dict[str, tuple[Event, ...]]:
        return {source: tuple(dict.fromkeys(arc.event for arc in arcs)) for source, arcs in self._by_source.items()}

    @cached_property
    def _by_source(self) -> dict[str, list[Arc]]:
        found: dict[str, list[Arc]] = {}
        for arc in self.arcs:
            found.setdefault(arc.source, []).append(arc)
        return found


def question_place(set_id: str, question_id: str) -> str:
    """The name of the place where a question is asked."""
    return f"question.{set_id}.{question_id}"


def step_place(step_id: str, kind: PlaceKind) -> str:
    """The name of one of the places of a step."""
    return f"step.{step_id}.{kind}"


def observation_place(step_id: str, observation_id: str) -> str:
    """The name of the place where something is observed."""
    return f"{step_place(step_id, PlaceKind.OBSERVE)}.{observation_id}"


def begin_place(step: Step) -> str:
    """The name of the place of a step that one comes to first."""
    if step.ready is not None:
        return step_place(step.id, PlaceKind.READY)
    return do_place(step)


def do_place(step: Step) -> str:
    """The name of the place of a step where it is done, or where the first thing is observed."""
    if step.observe:
        return observation_place(step.id, step.observe[0].id)
    return step_place(step.id, PlaceKind.EXERCISE)


def follow_up_place(kind: PlaceKind) -> str:
    """The name of one of the places where it is asked about an earlier session."""
    return f"{FOLLOW_UP}.{kind}"


def next_step_crossing(index: int) -> str:
    """The name of the crossing where it shows which step applies, from the one of this index on."""
    return f"next_step.{index}"


def ending_place(ending_id: str) -> str:
    """The name of the place of an ending."""
    return f"{ENDING}{ending_id}"
