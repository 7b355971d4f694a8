"""Short ways to a place in a walk."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mckenzie_tui.answers import Context, Done
from mckenzie_tui.body import MIDDLE, spot_of
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.locating import on_chart, rated
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Mode, Region, Side

LATER = Context(first=False)
"""What a session brings along when an earlier one had nothing to report."""
DONE = Done(sets=1, reps=10, whole=True)
ASKING = (PlaceKind.QUESTION, PlaceKind.CHANGED)


def felt(*, left: Region | None = None, right: Region | None = None, pain: int = 5) -> Symptoms:
    """Symptoms as far down as this on each side, of this strength; with no side, in the middle of the back."""
    reaches = {Side.LEFT: left, Side.RIGHT: right}
    found = Symptoms()
    for side, region in reaches.items():
        if region:
            found = rated(found, spot_of(region, side, None), Kind.PAIN, pain)
    return found if found.marks else rated(found, MIDDLE, Kind.PAIN, pain)


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
    """The walk after these answers; before each one its exercise is done, and marked on the chart in agreement."""
    for event in events:
        walk = ready_for(walk, event).say(event)
    return walk


def ready_for(walk: Walk, event: Event) -> Walk:
    """The walk where an answer can be given: the exercise done, the rest taken, and both marked on the chart."""
    if event in (Event.TROUBLE, Event.DID, Event.RELOCATE, Event.RESTED, Event.LOCATED):
        return walk
    if walk.place.kind is PlaceKind.EXERCISE and event is not Event.CANNOT:
        walk = walk.say(Event.DID, done=DONE)
    if walk.place.kind is PlaceKind.SETTLING and event in (Event.SETTLED, Event.NOT_SETTLED):
        walk = walk.say(Event.RESTED)
    if walk.place.kind in (PlaceKind.AFTER, PlaceKind.RECHECK):
        walk = walk.say(Event.LOCATED, symptoms=agreeing(walk, event))
    return walk


def agreeing(walk: Walk, event: Event) -> Symptoms:
    """Where it hurts then, so that the chart proposes just this answer."""
    charts = walk.facts.charts
    assert charts.before is not None
    match event:
        case Event.CENTRALIZED:
            return Symptoms() if charts.before.side is Side.CENTRAL else felt(pain=3)
        case Event.PARTLY_CENTRALIZED:
            return a_rung_nearer(charts.before)
        case Event.WORSENED:
            return a_rung_further(charts.before)
        case Event.NOT_SETTLED:
            worse = charts.after if charts.after != charts.before else None
            return worse or a_rung_further(charts.before)
        case _:
            return charts.before


SIDED = [region for region in Region if region is not Region.BACK_MIDLINE]


def a_rung_nearer(symptoms: Symptoms) -> Symptoms:
    """Every mark one rung nearer to the back; two points weaker where that is not possible."""
    marks = [moved(mark, SIDED[SIDED.index(mark.region) - 1]) for mark in symptoms.marks if mark.region in SIDED[1:]]
    if marks:
        return on_chart(Symptoms.of(marks))
    weaker = [mark.model_copy(update={"intensity": (mark.intensity or 0) - 2}) for mark in symptoms.marks]
    assert all(mark.intensity for mark in weaker), "there is nothing left to get better"
    return Symptoms.of(weaker)


def a_rung_further(symptoms: Symptoms) -> Symptoms:
    """Every mark one rung further out; from the middle of the back to the right buttock."""
    marks = [
        moved(mark, Region.BUTTOCK_HIP, Side.RIGHT)
        if mark.region is Region.BACK_MIDLINE
        else moved(mark, SIDED[min(len(SIDED) - 1, SIDED.index(mark.region) + 1)])
        for mark in symptoms.marks
    ]
    return on_chart(Symptoms.of(marks))


def moved(mark: Mark, region: Region, side: Side | None = None) -> Mark:
    return mark.model_copy(update={"region": region, "side": side or mark.side, "view": None})


PLACES: dict[str, Callable[[FlowMachine], Walk]] = {
    "emergency question": begun,
    "medical question": lambda machine: no_until(begun(machine), "question.medical.cancer"),
    "clearance": lambda machine: no_until(begun(machine), "question.medical.cancer").say(Event.YES),
    "advice": lambda machine: no_until(begun(machine), "question.medical.steroids").say(Event.YES),
    "anything changed": lambda machine: no_until(begun(machine, LATER), "changed.medical"),
    "where it hurts": lambda machine: no_to_all(begun(machine)),
    "both legs": lambda machine: at_first_step(machine, felt(left=Region.FOOT, right=Region.KNEE)),
    "exercise": at_first_step,
    "before": lambda machine: answered(at_first_step(machine), Event.RELOCATE),
    "after": lambda machine: answered(at_first_step(machine), Event.DID),
    "response": lambda machine: ready_for(at_first_step(machine), Event.UNCHANGED),
    "asked again": lambda machine: answered(at_first_step(machine), Event.UNSURE),
    "disagreement": lambda machine: ready_for(at_first_step(machine), Event.UNCHANGED).say(Event.WORSENED),
    "settling": lambda machine: answered(at_first_step(machine), Event.WORSENED),
    "recheck": lambda machine: answered(at_first_step(machine), Event.WORSENED, Event.RESTED),
    "settled": lambda machine: ready_for(answered(at_first_step(machine), Event.WORSENED), Event.SETTLED),
}
"""A walk at every kind of place where something is asked."""


def script(walk: Walk) -> Iterator[tuple[Event, dict[str, object]]]:
    """The answers of a walk, each with its details, so that a sitting can be given the same ones."""
    for answer in walk.answers:
        yield answer.event, answer.model_dump(exclude={"place", "event"}, exclude_none=True)


def give(sitting: Sitting, walk: Walk) -> Sitting:
    """Give a sitting the answers of a walk that go on from where it stands."""
    for event, details in list(script(walk))[len(sitting.walk.answers) :]:
        sitting.answer(event, **details)
    return sitting


def sat(desk: Desk, walk: Walk) -> Sitting:
    """A sitting that has come as far as this walk."""
    return give(Sitting.begin(desk, walk.flow.id, walk.facts.mode, walk.facts.context), walk)


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
