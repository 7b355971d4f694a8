"""What stands on an arrow: the answer, and the conditions under which it is taken, in words for a therapist."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import Arc, Guard, Place, PlaceKind, Structural, ending_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.words import Condition, Event, Response

CONDITION_WORDS: dict[Condition | Structural, str] = {
    Condition.LASTING_WORSENING_BEFORE: "after one that did not settle",
    Condition.LASTING_WORSENING_AT_THIS_STEP: "the last one did not settle",
    Condition.PARTLY_CENTRALIZED_AT_SOME_STEP: "some exercise helped in part",
    Condition.SEVERE_START: "severe pain at the start",
    Condition.TOO_MUCH_PAIN: "the pain was too much",
    Condition.NO_STEP_TRIED: "none could be tried",
    Structural.FIRST_SESSION: "at a first session",
    Structural.ASKED_IN_FULL: "where all are asked",
    Structural.STANDS: "an earlier yes stands",
    Structural.NO_SYMPTOMS: "no symptoms",
    Structural.BOTH_LEGS: "both legs",
    Structural.CLINICIAN_PRESENT: "with a clinician",
    Structural.DEMONSTRATION: "in a demonstration",
    Structural.NUMBNESS_ONLY: "numbness alone",
    Structural.NUMB_IN_BOTH_LEGS: "newly numb, in both legs",
    Structural.NEWLY_NUMB: "newly numb",
    Structural.NEWLY_ON_BOTH_SIDES: "newly on both sides",
    Structural.NEWLY_SEVERE: "severe pain now",
    Structural.LOOK_AGAIN: "to be looked at once more",
    Structural.WAITS_TO_SETTLE: "after a worsening",
    Structural.DISAGREES: "the chart says otherwise",
}
"""Conditions in words; those of the list below are told by the arrow itself."""
UNTOLD = frozenset(
    {
        Structural.APPLIES,
        Structural.CAME_FROM,
        Structural.STOPPED_AT,
        Structural.COUNTS_AS,
        Structural.CHOSEN,
    }
)
BEFORE_IT = " before it"
"""What is put to a chart that is marked anew before an exercise."""
CHOSEN = "chosen by the clinician"
"""What stands where a clinician went to an exercise, whatever the flow says."""
_EVENT_WORDS = {
    Event.ATTEST: "a clinician attests it",
    Event.ASK_FIRST: "would rather ask somebody first",
    Event.GO_ON: "goes on",
    Event.LOCATED: "chart",
    Event.NOT_MARKED: "no chart",
    Event.DID: "done",
    Event.RELOCATE: "where it hurts has changed",
    Event.GO_TO: CHOSEN,
}


def answer_told(response: Response, settled: bool | None) -> str:
    """An answer to an exercise: ``worsened, not settled``."""
    lasting = {None: "", True: ", settled", False: ", not settled"}[settled]
    return response.value.replace("_", " ") + lasting


def conditions_told(guards: tuple[Guard, ...]) -> str:
    """The conditions of an arrow; empty where it is always taken."""
    return ", ".join(dict.fromkeys(CONDITION_WORDS[guard.name] for guard in guards if guard.name not in UNTOLD))


def label(flow: Flow, place: Place, arc: Arc, guards: tuple[Guard, ...], *, otherwise: bool = False) -> str:
    """What stands on an arrow.

    Args:
        flow: the flow.
        place: where it leaves from.
        arc: the arc of the table.
        guards: those of its conditions that are to be told.
        otherwise: whether arrows of the same answer, with conditions of their own, come before it.
    """
    said = said_told(flow, place, arc)
    if arc.event is Event.ATTEST:
        return said
    if any(guard.name is Structural.STANDS for guard in guards):
        return CONDITION_WORDS[Structural.STANDS]
    told = conditions_told(guards) or ("otherwise" if otherwise else "")
    if place.kind.marks_where and arc.event is Event.LOCATED and told:
        return f"{said}: {told}"
    closing = "; its directions are closed" if arc.closes else ""
    return ", ".join(filter(None, (said, told))) + closing


def said_told(flow: Flow, place: Place, arc: Arc) -> str:
    """What is said for an arrow to be taken."""
    counts_as = next((guard.argument for guard in arc.guards if guard.name is Structural.COUNTS_AS), "")
    yes = arc.event is Event.YES
    match place.kind:
        case _ if counts_as:
            return counts_as.replace("_", " ")
        case PlaceKind.TROUBLE:
            return "a sign of danger" if yes else "none of the signs of danger"
        case PlaceKind.CHANGED if arc.event in (Event.YES, Event.NO):
            return "something has changed" if yes else "nothing has changed"
        case PlaceKind.CLEARANCE if arc.event in (Event.YES, Event.NO):
            return "yes, and cleared" if yes else "yes, and not cleared"
        case PlaceKind.BEFORE if arc.event is Event.LOCATED:
            return f"chart{BEFORE_IT}"
        case PlaceKind.QUESTION if place.question_set in (flow.trouble.id, flow.both_legs.id):
            question = flow.question(place.question_set, place.question)
            short = question.short if question else place.question
            outside = question and arc.dest == ending_place(question.yes_outside_a_step or "")
            return (short if yes else f"not so: {short}") + (" (before the first exercise)" if outside else "")
        case _:
            return _EVENT_WORDS.get(arc.event, arc.event.value.replace("_", " "))
