"""What a therapist should look at first in a session."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.reports.clinical import exercise_short, final_of, marks_short, one_line
from mckenzie_tui.reports.readings import AT_THE_FOLLOW_UP, Reading, readings
from mckenzie_tui.session import Session, StepRecord
from mckenzie_tui.verdict import Verdict
from mckenzie_tui.words import EndingKind, Event, Feels, Objection, Response

STRONG_PAIN = 7
"""A rating from which pain is pointed out."""
FAR_ABOVE = 2
"""How much harder than its aim a set is pointed out, in levels of effort."""
NOTHING = (
    "No entry by the rules of this list: ended to stop or to get help, gone on after a stop, new numbness, lasting "
    "worsening, a yes to a question about health that is not cleared, pain of 7 or more, a set far above its aim, "
    "something wrong, notes."
)
"""What is said where the list is empty; that says nothing about anybody's health."""
_CALLS_FOR = {
    EndingKind.EMERGENCY: "ended with the advice to call for help now",
    EndingKind.CARE: "ended with the advice to let a person check first",
    EndingKind.STOP: "stopped: symptoms got worse",
}
_NEW_NUMBNESS = (Verdict.STOP_NEURO, Verdict.EMERGENCY)


def look_at_first(session: Session) -> tuple[str, ...]:
    """What to look at first, the most urgent on top; each one line."""
    parts = (_urgent, _health, _strong_pain, _far_above_the_aim, _wrong, _notes)
    return tuple(line for part in parts for line in part(session))


def _urgent(session: Session) -> Iterator[str]:
    if session.ending_kind is not None and session.ending_kind in _CALLS_FOR:
        # The reason is worded for the person, to whom it was shown.
        shown = (
            f' Shown to the patient: "{one_line(session.result.why[0])}"'
            if session.result and session.result.why
            else ""
        )
        yield f"Session {_CALLS_FOR[session.ending_kind]}.{shown}"
    yield from _gone_on(session)
    if session.follow_up is not None and session.follow_up.anything_new:
        yield "Follow-up: a new sign since the last session."
    if session.follow_up is not None and session.follow_up.feels is Feels.STILL_WORSE:
        yield "Follow-up: still worse since the last session."
    for number, step in enumerate(session.steps, 1):
        name = _name(step, number)
        if step.verdict in _NEW_NUMBNESS:
            yield f"New numbness marked: {name}, {_felt(step)}."
        if step.counted is Response.WORSENED and step.settled_counted is False:
            yield f"Lasting worsening: {name}, {_felt(step)}."
        elif step.counted is Response.WORSENED and step.settled_counted is None:
            yield f"Worsening, not known to have settled: {name}, {_felt(step)}."


def _gone_on(session: Session) -> Iterator[str]:
    """That a clinician went on after the rules had stopped the session, with the first step that was chosen then."""
    for number, step in enumerate(session.steps, 1):
        if Objection.SESSION_STOPPED in (step.against or ()):
            reason = f": {one_line(step.reason)}" if step.reason else ", without a reason"
            yield f"Gone on after the rules had stopped the session, at {_name(step, number)}{reason}."
            return


def _name(step: StepRecord, number: int) -> str:
    return f"{exercise_short(step.exercise or step.title)} (step {number})"


def _felt(step: StepRecord) -> str:
    before = marks_short(step.before) if step.before is not None else "not marked"
    final = final_of(step)
    return f"{before} -> {marks_short(final) if final is not None else 'not marked'}"


def _health(session: Session) -> Iterator[str]:
    told = {answer.question for answer in session.safety}
    for answer in session.safety:
        if not answer.cleared:
            # Where clearance was not asked for, nothing is said of it.
            not_cleared = ", not cleared by a clinician" if answer.cleared is False else ""
            yield f"Answered yes{not_cleared}: {one_line(answer.matter)}."
    for question in session.context.standing:
        if question not in told:
            yield f"Answered yes at an earlier session, not cleared by a clinician: {question.replace('_', ' ')}."


def _strong_pain(session: Session) -> Iterator[str]:
    taken = readings(session)
    told = session.follow_up.symptoms if session.follow_up is not None else None
    if told is not None and session.baseline is not None:
        taken = (Reading(told, AT_THE_FOLLOW_UP, "follow-up"), *taken)
    strong = [reading for reading in taken if reading.symptoms.worst_pain >= STRONG_PAIN]
    if strong:
        worst = max(strong, key=lambda reading: reading.symptoms.worst_pain)
        part = "leg" if worst.symptoms.leg_pain == worst.symptoms.worst_pain else "back"
        highest = f"{part} {worst.symptoms.worst_pain}/10 {worst.when}"
        yield f"Pain of {STRONG_PAIN} or more at {len(strong)} of {len(taken)} readings, the highest: {highest}."


def _far_above_the_aim(session: Session) -> Iterator[str]:
    """Sets that were much harder than they were to be: something of them wants to be changed."""
    for number, step in enumerate(session.steps, 1):
        for place, each in enumerate(step.sets or (), 1):
            if each.effort is not None and each.wanted is not None and each.effort >= each.wanted[1] + FAR_ABOVE:
                rated = f"RPE {each.effort}, aim {each.wanted[1]}"
                yield f"Far above its aim: {_name(step, number)}, set {place}, {rated}."


def _wrong(session: Session) -> Iterator[str]:
    pressed = [answer for answer in session.answers if answer.event is Event.TROUBLE]
    if pressed:
        times = "once" if len(pressed) == 1 else f"{len(pressed)} times"
        yield f'"Something is wrong" was pressed {times}.'


def _notes(session: Session) -> Iterator[str]:
    for number, step in enumerate(session.steps, 1):
        if step.note:
            yield f"Note, step {number}: {one_line(step.note)}"
