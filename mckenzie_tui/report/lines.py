"""A session log as plain text, for the terminal and the screen."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui import reasons
from mckenzie_tui.answers import Done
from mckenzie_tui.flow.arcs import ENDING, TROUBLE
from mckenzie_tui.home_plan import plan_told
from mckenzie_tui.letters import printable
from mckenzie_tui.pace.told import in_words, span
from mckenzie_tui.report.asked import chosen_after_advice, hours_after, screening
from mckenzie_tui.report.one_line import STATUS_WORDS, when_told
from mckenzie_tui.report.told import (
    FEELS_WORDS,
    MODE_WORDS,
    OBJECTION_WORDS,
    OFTEN_WORDS,
    PASSED_OVER_WORDS,
    SIDE_WORDS,
    step_told,
    symptoms_told,
)
from mckenzie_tui.session import Session, SetRecord, StepRecord
from mckenzie_tui.words import Event, Mode, Side, Sides


def session_lines(session: Session) -> Iterator[str]:
    """One session as plain text, for the terminal and the screen; everything comes from the log.

    Somebody may have changed the log, so nothing of it can steer the terminal.
    """
    return map(printable, _session_lines(session, damaged=False))


def damaged_lines(session: Session | None) -> Iterator[str]:
    """What can be read of a damaged session, with a word of warning before it."""
    if session is None:
        yield "Nothing of it can be read. The file is left as it is."
        return
    yield "What can be read of it follows. Parts may be missing or wrong, so it is not gone on with."
    yield ""
    yield from map(printable, _session_lines(session, damaged=True))


def _session_lines(session: Session, *, damaged: bool) -> Iterator[str]:
    yield f"Session {session.id}, {when_told(session.started_at)}"
    yield f"Flow: {session.flow.title} {session.flow.version}"
    if (base := session.flow.based_on) is not None:
        yield f"  based on {base.id} {base.version}"
        yield from (f"  {change}" for change in base.changes)
    if session.mode is not Mode.HOME:
        yield MODE_WORDS[session.mode]
    if session.patient:
        yield f"Patient: {session.patient}"
    if (copy := session.imported) is not None:
        known_as = f", where it had the code {copy.patient}" if copy.patient not in (None, session.patient) else ""
        yield f"Imported {when_told(copy.at)} from another computer{known_as}"
    if session.groups:
        yield f"Group: {'; '.join(session.groups)}"
    yield f"Status: {STATUS_WORDS[session.status]}"
    if session.ending:
        yield f"Ending: {session.ending_title or session.ending}"
    if session.result and session.result.direction:
        yield f"What the answers suggest: {session.result.direction} ({_best(session)})"
    yield from screening(session, damaged=damaged)
    yield from _with_somebody(session)
    if session.baseline:
        yield ""
        if session.baseline.symptoms.none:
            yield "At the start: nothing felt"
        else:
            side = session.painful_side
            yield f"At the start: {SIDE_WORDS[side] if side is not None else 'no pain'}"
            yield f"  {symptoms_told(session.baseline.symptoms)}"
    elif damaged:
        yield ""
        yield f"At the start: {_UNREADABLE}"
    for title, lines in (
        ("About the last session:", tuple(_follow_up(session))),
        (_HEALTH, tuple(_safety(session))),
        (_STEPS, tuple(_steps(session))),
        ("Seen, and judged by nobody:", tuple(f"{each.asked} {each.seen}" for each in session.observations or ())),
        ("Why:", session.result.why[:1] if session.result else ()),
        ("For and against each direction:", tuple(reasons.for_and_against(session))),
        ("The plan until the next session:", tuple(plan_told(session.plan)) if session.plan else ()),
        ("What the rules rest on:", _sources(session)),
    ):
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)
            if damaged and title in _TOLD_WHERE_LOST:
                yield "  (these can be read; others may be missing)"
        elif damaged and title in _TOLD_WHERE_LOST:
            yield ""
            yield f"{title} {_UNREADABLE}"
    yield from _corrections(session)


_STEPS = "Steps:"
_HEALTH = "Questions about health answered yes:"
_TOLD_WHERE_LOST = (_HEALTH, _STEPS)
_UNREADABLE = "nothing of it can be read, so it is not known whether there was anything"
"""What is said of a part of a damaged log that is not there: it may have been lost."""


def _best(session: Session) -> str:
    """The exercise that helped, and the side for which it was done where a clinician had it done for another one."""
    best = session.result.best_step if session.result is not None else None
    title = next((step.title for step in session.steps if step.id == best), None)
    if title is None:
        named = (best or "").replace("_", " ")
        return f"{named}{', ' if named else ''}the exercise itself cannot be read"
    other = session.best_for_other_side
    return f"{title}, done as for {SIDE_WORDS[other]}" if other else title


def _with_somebody(session: Session) -> Iterator[str]:
    """That a clinician had the session go on after an end."""
    titles = {skipped.id: skipped.title for skipped in session.skipped}
    titles |= {step.id: step.title for step in session.steps}
    for answer in session.standing_answers:
        if answer.event is Event.GO_TO and answer.place.startswith(ENDING):
            ended = answer.place.removeprefix(ENDING).replace("_", " ")
            step = titles.get(answer.item or "", (answer.item or "").replace("_", " "))
            yield f"It had ended ({ended}), and the therapist went on to: {step}"


def _follow_up(session: Session) -> Iterator[str]:
    told = session.follow_up
    if told is None:
        return
    hours = hours_after(session, told.began)
    yield f"asked about {hours} hour{'' if hours == 1 else 's'} after the session of {when_told(told.began)}"
    if told.skipped:
        yield "left out: the person would rather not be asked"
    if told.anything_new is not None:
        yield f"anything new: {'yes' if told.anything_new else 'no'}"
    if told.feels is not None:
        yield f"since then: {FEELS_WORDS[told.feels]}"
    if told.often is not None:
        yield f"how often it was done, in a day: {OFTEN_WORDS[told.often]}"
    if told.symptoms is not None:
        yield symptoms_told(told.symptoms)
    if told.dose_percent is not None:
        yield f"each dose of this session: {told.dose_percent} percent of the usual one"
    if told.advice is not None:
        yield f"advised: {told.advice}"
    if chosen := chosen_after_advice(session):
        yield f"after the advice: {chosen}"


def _safety(session: Session) -> Iterator[str]:
    for item in session.safety:
        cleared = {None: "", True: " (cleared by a clinician)", False: " (not cleared)"}[item.cleared]
        yield f"{item.matter}{cleared}"


def _steps(session: Session) -> Iterator[str]:
    central = session.baseline is not None and session.baseline.side is Side.CENTRAL
    for number, step in enumerate(session.steps, 1):
        yield f"{number}. {step.title}: {step_told(step, central=central)}"
        yield from (f"   {line}" for line in (*reasons.step_reasons(step), *_step_details(step)))
    for skipped in session.skipped:
        yield f"-  {skipped.title}: left out ({PASSED_OVER_WORDS[skipped.reason]})"


def _sources(session: Session) -> tuple[str, ...]:
    """The sources of the rules, and of the plan where it rests on others."""
    planned = session.plan.sources if session.plan is not None else ()
    return tuple(dict.fromkeys((*reasons.sources(session), *planned)))


def _corrections(session: Session) -> Iterator[str]:
    """What was taken back, and how often something was wrong: a therapist should know both."""
    wrong = [answer for answer in session.answers if answer.event is Event.TROUBLE]
    taken_back = [answer for answer in session.answers if answer.taken_back_at is not None]
    if wrong or taken_back:
        yield ""
    if wrong:
        yield (
            f'"Something is wrong" was pressed: {len(wrong)} times'
            if len(wrong) > 1
            else ('"Something is wrong" was pressed once')
        )
    if taken_back:
        yield f"Answers taken back: {len(taken_back)} (kept in the log)"
    for answer in taken_back:
        if answer.place.startswith(("question.", TROUBLE)) and answer.event is Event.YES:
            yield f"  yes to {(answer.item or answer.place.split('.')[2]).replace('_', ' ')}"


def _done_told(step: StepRecord, done: Done) -> str:
    """What was done of a dose, in words."""
    reps = _reps_told(step, done.reps) if done.reps else ""
    return ", ".join(filter(None, (reps, in_words(done.seconds) if done.seconds or not reps else "")))


def _reps_told(step: StepRecord, reps: int) -> str:
    """Repetitions in words; where the sides come one after the other, how many each of them did is not known."""
    together = ", both sides together" if step.sides is Sides.ONE_THEN_OTHER else ""
    return f"{reps} repetition{'' if reps == 1 else 's'}{together}"


def _set_told(step: StepRecord, each: SetRecord) -> str:
    """How much one set was, in words."""
    if not each.was_counted:
        return "not counted"
    return in_words(each.seconds) if each.seconds and not each.reps else _reps_told(step, each.reps or 0)


def _effort_told(effort: int | None) -> str:
    return "effort not said" if effort is None else f"effort {effort}"


def _step_details(step: StepRecord) -> Iterator[str]:
    if step.done is not None and step.done.whole:
        yield f"done: {_done_told(step, step.done)}"
    elif step.done is not None:
        yield f"{'begun:' if step.begun else 'ended early, after'} {_done_told(step, step.done)}"
    elif step.counted_in_part:
        yield "done, but not every set was counted by the program"
    elif step.after is not None:
        yield "done, but not counted by the program"
    if step.sets and step.sets_planned is not None and len(step.sets) < step.sets_planned:
        yield f"{'begun:' if step.begun else 'stopped after'} {len(step.sets)} of {step.sets_planned} sets"
    for number, each in enumerate(step.sets or (), 1):
        aim = f", was to be {span(*each.wanted)}" if each.wanted is not None else ""
        yield f"set {number}: {_set_told(step, each)}, {_effort_told(each.effort)}{aim}"
    if step.during:
        yield f"during testing: {', '.join(step.during)}"
    if step.after_testing:
        yield f"after testing: {', '.join(step.after_testing)}"
    if step.left:
        yield f"gone on from before {'it was answered' if step.answer is None else 'anybody knew whether it settles'}"
    if step.said_first is not None:
        said = reasons.COUNTS_AS_WORDS.get(Event(step.said_first), step.said_first)
        yield f"said first, and asked once more: {said}"
    if step.range_of_movement:
        yield f"range of movement: {step.range_of_movement}"
    if step.side:
        yield f"done as for {SIDE_WORDS[step.side]}"
    if step.against:
        yield f"chosen against the rules: {' '.join(OBJECTION_WORDS[objection] for objection in step.against)}"
    elif step.chosen:
        yield "chosen by the clinician"
    if step.reason:
        yield f"reason: {step.reason}"
    if step.note:
        yield f"note: {step.note}"
