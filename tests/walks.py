"""Short ways to a place in a walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.session import Context, Done, Mark, Session, Symptoms
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode, Region, Side

LATER = Context(first=False)
"""What a session brings along when an earlier one had nothing to report."""
DONE = Done(sets=1, reps=10, whole=True)
ASKING = (PlaceKind.QUESTION, PlaceKind.CHANGED)


def felt(*, left: Region | None = None, right: Region | None = None, pain: int = 5) -> Symptoms:
    """Symptoms as far down as this on each side, of this strength; with no side, in the middle of the back."""
    reaches = {Side.LEFT: left, Side.RIGHT: right}
    marks = tuple(Mark(region=region, side=side) for side, region in reaches.items() if region)
    return Symptoms(back_pain=pain, marks=marks or (Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL),))


RIGHT_LEG = felt(right=Region.LOWER_LEG)


def begun(machine: FlowMachine, context: Context | None = None, mode: Mode = Mode.HOME) -> Walk:
    return Walk.begin(machine, mode, context)


def no_until(walk: Walk, place: str) -> Walk:
    """The walk after a no to every question before this place."""
    while walk.place.name != place:
        assert walk.place.kind in ASKING, f"{place} is not among the questions: {walk.place.name}"
        walk = walk.say(Event.NO)
    return walk


def no_to_all(walk: Walk) -> Walk:
    """The walk at where it hurts, or at whatever else comes after the last no."""
    while walk.place.kind in ASKING:
        walk = walk.say(Event.NO)
    return walk


def at_first_step(machine: FlowMachine, symptoms: Symptoms = RIGHT_LEG, context: Context | None = None) -> Walk:
    return no_to_all(begun(machine, context)).say(Event.LOCATED, symptoms=symptoms)


def answered(walk: Walk, *events: Event) -> Walk:
    """The walk after these answers; an exercise that waits is done first, unless it is not possible."""
    for event in events:
        if walk.place.kind is PlaceKind.EXERCISE and event not in (Event.CANNOT, Event.DID, Event.TROUBLE):
            walk = walk.say(Event.DID, done=DONE)
        walk = walk.say(event)
    return walk


PLACES: dict[str, Callable[[FlowMachine], Walk]] = {
    "emergency question": begun,
    "medical question": lambda machine: no_until(begun(machine), "question.medical.cancer"),
    "clearance": lambda machine: no_until(begun(machine), "question.medical.cancer").say(Event.YES),
    "advice": lambda machine: no_until(begun(machine), "question.medical.steroids").say(Event.YES),
    "anything changed": lambda machine: no_until(begun(machine, LATER), "changed.medical"),
    "where it hurts": lambda machine: no_to_all(begun(machine)),
    "both legs": lambda machine: at_first_step(machine, felt(left=Region.FOOT, right=Region.KNEE)),
    "exercise": at_first_step,
    "response": lambda machine: answered(at_first_step(machine), Event.DID),
    "asked again": lambda machine: answered(at_first_step(machine), Event.UNSURE),
    "settling": lambda machine: answered(at_first_step(machine), Event.WORSENED),
}
"""A walk at every kind of place where something is asked."""


def script(walk: Walk) -> Iterator[tuple[Event, dict[str, object]]]:
    """The answers of a walk, each with its details, so that a sitting can be given the same ones."""
    for answer in walk.answers:
        yield answer.event, answer.model_dump(exclude={"place", "event", "note"}, exclude_none=True)


def give(sitting: Sitting, walk: Walk) -> Sitting:
    """Give a sitting the answers of a walk."""
    for event, details in script(walk):
        sitting.answer(event, **details)
    return sitting


def sat(desk: Desk, walk: Walk) -> Sitting:
    """A sitting that has come as far as this walk."""
    return give(Sitting.begin(desk, DEFAULT_FLOW, walk.facts.mode, walk.facts.context), walk)


def on_disk(sitting: Sitting) -> Session:
    """The log of a sitting as somebody else finds it."""
    return Store(sitting.path.parent.parent).read(sitting.path)


def eventful(machine: FlowMachine) -> Walk:
    """A whole walk that comes by nearly every kind of place, from the first question to an ending."""
    walk = no_until(begun(machine), "question.medical.weight_loss").say(Event.YES).say(Event.YES)
    walk = no_until(walk, "question.medical.weak_bones").say(Event.YES).say(Event.GO_ON)
    walk = no_to_all(walk).say(Event.LOCATED, symptoms=felt(left=Region.FOOT, right=Region.THIGH))
    walk = walk.say(Event.NO).say(Event.YES)
    walk = answered(walk, Event.UNSURE, Event.UNSURE, Event.WORSENED, Event.SETTLED, Event.CANNOT, Event.TROUBLE)
    walk = answered(walk, Event.NO, Event.NO, Event.NO, Event.PARTLY_CENTRALIZED, Event.WORSENED, Event.NOT_SETTLED)
    assert walk.ending
    return walk


def ending(walk: Walk) -> str | None:
    """The id of the ending that was reached."""
    return walk.ending.id if walk.ending else None
