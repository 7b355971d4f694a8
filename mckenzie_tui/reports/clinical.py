"""What a log holds, in the short words of a therapist's note; all of it ASCII, so that it pastes anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mckenzie_tui.answers import Done
from mckenzie_tui.body import spot_of
from mckenzie_tui.letters import printable
from mckenzie_tui.report.asked import chosen_after_advice, hours_after
from mckenzie_tui.session import HomePlan, PlannedDose, Session, SetRecord, StepRecord
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.words import (
    Direction,
    During,
    Feels,
    Kind,
    Mode,
    Objection,
    Often,
    PassedOver,
    RangeOfMovement,
    Region,
    Response,
    Side,
    Sides,
    View,
)

SIDE_WORDS = {Side.LEFT: "L", Side.RIGHT: "R", Side.BOTH: "both sides", Side.CENTRAL: "central"}
SIDE_WORDS_IN_FULL = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both", Side.CENTRAL: "central"}
MODE_WORDS = {
    Mode.HOME: "at home, self-reported",
    Mode.CLINIC: "in the clinic, with a therapist",
    Mode.DEMO: "DEMONSTRATION: nobody's symptoms",
}
FEELS_WORDS = {
    Feels.BETTER: "better",
    Feels.SAME: "the same",
    Feels.WORSE_THEN_SETTLED: "worse at first, then settled",
    Feels.STILL_WORSE: "STILL WORSE",
}
OFTEN_WORDS = {
    Often.NOT_AT_ALL: "not done",
    Often.ONCE_OR_TWICE: "done 1-2 times a day",
    Often.THREE_TO_FIVE: "done 3-5 times a day",
    Often.SIX_OR_MORE: "done 6 or more times a day",
}
PASSED_OVER_WORDS = {
    PassedOver.NEEDS_ONE_SIDE: "needs symptoms on one side",
    PassedOver.PRECAUTION: "precaution",
    PassedOver.DIRECTION_CLOSED: "same direction as a lasting worsening",
    PassedOver.STILL_WORSE_SINCE: "still worse since it was done last",
    PassedOver.NOT_YET: "by the answer to what was asked before it",
}
AGAINST_WORDS = {
    Objection.NEEDS_ONE_SIDE: "needs symptoms on one side",
    Objection.PRECAUTION: "precaution",
    Objection.SEVERE_START: "severe pain at the start",
    Objection.HURTS_TOO_MUCH: "too much pain at the start to begin",
    Objection.DIRECTION_CLOSED: "direction closed by a lasting worsening",
    Objection.NOT_SETTLED: "last step worse, not known to settle",
    Objection.STILL_WORSE_SINCE: "still worse since it was done last",
    Objection.NOT_YET: "not ready, by the answer to what was asked before it",
    Objection.SESSION_STOPPED: "session stopped by the rules",
}
ROM_WORDS = {
    RangeOfMovement.MORE: "ROM up",
    RangeOfMovement.SAME: "ROM no effect",
    RangeOfMovement.LESS: "ROM down",
}
_DURING_WORDS = {During.INCREASES: "inc", During.DECREASES: "dec"}
_ANSWER_WORDS = {
    Response.CENTRALIZED: "centralised or gone",
    Response.PARTLY_CENTRALIZED: "better in part",
    Response.UNCHANGED: "no change",
    Response.WORSENED: "worse",
    Response.CANNOT: "not possible",
}
_SETTLED_WORDS = {True: "settled", False: "not settled"}
_PLACES = {
    (View.BACK, Region.BACK_MIDLINE): "central low back",
    (View.BACK, Region.BACK_SIDE): "{} low back",
    (View.BACK, Region.BUTTOCK_HIP): "{} buttock",
    (View.BACK, Region.THIGH): "{} post thigh",
    (View.BACK, Region.KNEE): "{} post knee",
    (View.BACK, Region.LOWER_LEG): "{} calf",
    (View.BACK, Region.FOOT): "{} heel",
    (View.FRONT, Region.BUTTOCK_HIP): "{} hip/groin",
    (View.FRONT, Region.THIGH): "{} ant thigh",
    (View.FRONT, Region.KNEE): "{} ant knee",
    (View.FRONT, Region.LOWER_LEG): "{} shin",
    (View.FRONT, Region.FOOT): "{} ankle/foot",
    (View.FRONT, Region.TOES): "{} toes",
}
_MOVING = ("centralised", "centralising", "peripheralised")
"""The words of "after testing" that say whereto it moved."""
_SIDED = (Direction.LATERAL, Direction.ROTATION)
"""The directions whose exercises are done to one side."""


DISCLAIMER = "Self-reported; no diagnosis. Not made or checked by the McKenzie Institute, and not affiliated with it."


def one_line(text: str) -> str:
    """A text from a log as one line in which nothing steers a terminal."""
    return " ".join(printable(text).split())


def mark_short(mark: Mark) -> str:
    """One mark: ``R calf 6/10``, ``R heel P&N 4/10``, ``R heel numb``."""
    spot = spot_of(mark.region, mark.side, mark.view)
    place = _PLACES[spot.view, spot.region].format(SIDE_WORDS[spot.side])
    if mark.kind is Kind.NUMBNESS:
        return f"{place} numb"
    kind = " P&N" if mark.kind is Kind.TINGLING else ""
    return f"{place}{kind} {mark.intensity}/10" if mark.intensity else f"{place}{kind}"


def marks_short(found: Symptoms) -> str:
    """Everything that is felt, the farthest first: ``R calf 6/10, central low back 3/10``."""
    marks = sorted(found.marks, key=lambda mark: -mark.region.rank)
    if not marks and found.worst_pain:
        return f"not located; {ratings_short(found)}"
    return ", ".join(map(mark_short, marks)) or "no symptoms"


def ratings_short(found: Symptoms) -> str:
    """Both ratings: ``NPRS back 3/10, leg 6/10``."""
    return f"NPRS back {found.back_pain}/10, leg {found.leg_pain}/10"


def exercise_short(clinical_name: str) -> str:
    """An exercise as therapists write it: ``Rep EIL``, ``Lying prone``."""
    name = one_line(clinical_name)
    # Only what is an abbreviation stands for the whole; other brackets explain.
    known = re.search(r"\(([^()]*[A-Z]{2}[^()]*)\)$", name)
    name = known[1] if known else name
    return name[:1].upper() + name[1:]


def step_short(step: StepRecord, side: Side | None) -> str:
    """The exercise of a step, with the painful side for which a sided one was done, and what was done of its dose.

    Args:
        step: the step.
        side: the painful side of the session.
    """
    for_side = for_side_short(side, step.side, sided=bool(step.directions) and step.directions[0] in _SIDED)
    return f"{exercise_short(step.exercise or step.title)}{for_side}{dose_of(step)}{sets_short(step)}"


def for_side_short(side: Side | None, done_for: Side | None, *, sided: bool = False) -> str:
    """The side for which an exercise was done, with a blank before it: `` (other side: as for R symptoms)``.

    Only of an exercise that is done to one side is it said that it was done for the painful one.

    Args:
        side: the painful side of the session.
        done_for: another side for which a clinician had it done; None where there was none.
        sided: whether the exercise is done to one side.
    """
    if done_for not in (None, side):
        other = "other side: " if side is not None and side.one_sided else ""
        return f" ({other}as for {SIDE_WORDS[done_for or Side.CENTRAL]} symptoms)"
    return f" (for {SIDE_WORDS[side]} symptoms)" if sided and side is not None and side.one_sided else ""


def dose_of(step: StepRecord) -> str:
    """What was done, with a blank before it: `` 1x10``, `` 2 min, ended early``; empty where the step was not done."""
    if step.done is not None:
        each = 2 if step.sides is Sides.ONE_THEN_OTHER and step.done.reps % 2 == 0 and step.done.whole else 1
        per_side = " each side" if each == 2 else _together(step)
        told = done_short(step.done, each) + (per_side if step.done.reps else "")
        return f" {told}{'' if step.done.whole else ', begun' if step.begun else ', ended early'}"
    if step.counted_in_part:
        sets = (f"set {number}: {_set_short(step, each)}" for number, each in enumerate(step.sets or (), 1))
        return f" ({'; '.join(sets)})"
    return " (dose not counted)" if step.after is not None or step.sets else ""


def _set_short(step: StepRecord, each: SetRecord) -> str:
    """How much one set was: ``8 reps``, ``14 reps on both sides together``, ``not counted``."""
    if not each.was_counted:
        return "not counted"
    if each.seconds and not each.reps:
        return time_short(each.seconds)
    return f"{_reps_short(each.reps or 0)}{_together(step)}"


def _together(step: StepRecord) -> str:
    """That repetitions are those of both sides, where these come one after the other; with a blank before it."""
    return " on both sides together" if step.sides is Sides.ONE_THEN_OTHER else ""


def sets_short(step: StepRecord) -> str:
    """How hard each set was and was to be: `` (RPE 5, 6, 8; aim 5, 6, 7)``; empty where that was not asked."""
    if not step.sets:
        return ""
    said = ", ".join(_effort_short(each.effort, each.effort) if each.effort else "not said" for each in step.sets)
    aims = ", ".join(_effort_short(*each.wanted) if each.wanted else "none" for each in step.sets)
    few = step.sets_planned is not None and len(step.sets) < step.sets_planned
    how = "begun:" if step.begun else "stopped after"
    stopped = f"; {how} {len(step.sets)} of {step.sets_planned} sets" if few else ""
    return f" (RPE {said}; aim {aims}{stopped})"


def _effort_short(least: int, most: int) -> str:
    return str(least) if least == most else f"{least}-{most}"


def observed_short(session: Session) -> str:
    """What was seen of the body and judged by nobody, in a line; empty where nothing was looked at."""
    return "; ".join(f"{one_line(each.asked)} {one_line(each.seen)}" for each in session.observations or ())


def done_short(done: Done, each: int = 1) -> str:
    """What was done of a dose: ``1x10``, ``5 min``, ``13 reps`` of one that was ended early.

    Args:
        done: what was done.
        each: how many sides did it, one after the other.
    """
    if not done.reps:
        return time_short(done.seconds)
    sets, reps = max(done.sets, 1), done.reps // each
    if not done.whole and done.sets != 1:
        return _reps_short(reps)
    return f"{sets}x{reps // sets}" if reps % sets == 0 else f"{reps} reps in {sets} sets"


def _reps_short(reps: int) -> str:
    return f"{reps} rep{'' if reps == 1 else 's'}"


def time_short(seconds: int) -> str:
    """A length of time: ``90 s``, ``5 min``."""
    return f"{seconds // 60} min" if seconds and seconds % 60 == 0 else f"{seconds} s"


def dose_short(dose: PlannedDose) -> str:
    """A dose that is planned: ``1x10, hold 2 s``, ``2 x 5 min``."""
    if dose.reps is None:
        time = time_short(dose.duration_s or 0)
        return time if dose.sets == 1 else f"{dose.sets} x {time}"
    return f"{dose.sets}x{dose.reps}" + (f", hold {dose.hold_s} s" if dose.hold_s else "")


def during_short(step: StepRecord) -> str:
    """What it did while it was done: ``dec, centralising``; empty where nobody saw it."""
    return ", ".join(_DURING_WORDS.get(seen, str(seen)) for seen in step.during or ())


def final_of(step: StepRecord) -> Symptoms | None:
    """What remained at a step: after the rest where there was one."""
    return step.recheck if step.recheck is not None else step.after


def after_short(step: StepRecord) -> str:
    """The column "after testing", and where it is felt then: ``better, centralised to R buttock 3/10``."""
    if step.counted is Response.CANNOT:
        return "not possible"
    words = ", ".join(sorted(map(one_line, step.after_testing), key=lambda word: word in _MOVING))
    final = final_of(step)
    if not words:
        words = "not answered"
    if final is None:
        return words
    if final == step.before:
        return f"{words}; as before"
    somewhere = words.endswith(_MOVING) and bool(final.marks)
    return f"{words}{' to' if somewhere else ';'} {marks_short(final)}"


def said_otherwise(step: StepRecord) -> Iterator[str]:
    """Where what the person said is not what counted, and why."""
    if step.unsure:
        yield "patient unsure twice, counted as no change"
    if step.too_much_pain:
        yield "ended for too much pain"
    if step.said_first is not None:
        yield f"patient said {_ANSWER_WORDS[step.said_first]}, and was asked once more"
    if step.counted_answer is not None and step.answer is not None:
        yield f"patient said {_ANSWER_WORDS[step.answer]}, counted as {_ANSWER_WORDS[step.counted_answer]} by the chart"
    elif step.counted_answer is not None:
        yield f"counted as {_ANSWER_WORDS[step.counted_answer]} by the chart"
    if step.counted_settled is not None:
        said = _SETTLED_WORDS[bool(step.settled)]
        yield f"patient said {said}, counted as {_SETTLED_WORDS[step.counted_settled]} by the chart"
    if step.left:
        yield "gone on from before it was answered" if step.answer is None else "gone on from before it settled"


def chosen_short(step: StepRecord) -> Iterator[str]:
    """That a clinician chose it, what the rules said against it, and the reason that was given."""
    if step.against:
        yield f"chosen against the rules: {'; '.join(AGAINST_WORDS[objection] for objection in step.against)}"
    elif step.chosen:
        yield "chosen by the clinician"
    if step.reason:
        yield f"reason: {one_line(step.reason)}"


def plan_short(plan: HomePlan, painful: Side | None) -> str:
    """The plan until the next session, in a line.

    Args:
        plan: the plan.
        painful: the painful side of the session.
    """
    other = plan.side if plan.side.one_sided else None
    side = for_side_short(painful, other, sided=plan.direction in _SIDED)
    name = exercise_short(plan.exercise or plan.title)
    often = f"about every {plan.every_h} h while awake, at most {plan.most_a_day} sets a day"
    direction = f" ({plan.direction})" if plan.direction is not None else ""
    return f"{name}{side} {dose_short(plan.dose)}, {often}{direction}"


def side_of(session: Session) -> Side | None:
    """The painful side: as marked before the first step, or where none was to follow, about the last session.

    None where neither was marked, or nothing hurt.
    """
    if session.baseline is not None:
        return session.painful_side
    said = session.follow_up.symptoms if session.follow_up is not None else None
    return said.painful_side if said is not None else None


def follow_up_short(session: Session) -> str:
    """What was said about an earlier session, in a line; empty where nothing was asked."""
    said = session.follow_up
    if said is None:
        return ""
    about = f"{hours_after(session, said.began)} h after {said.began:%Y-%m-%d}"
    if said.skipped:
        return f"{about}: would rather not be asked"
    parts = (
        {None: "", True: "ANYTHING NEW: yes", False: "nothing new"}[said.anything_new],
        FEELS_WORDS[said.feels] if said.feels else "",
        f"exercise {OFTEN_WORDS[said.often]}" if said.often else "",
        marks_short(said.symptoms) if said.symptoms is not None else "",
        f"doses today {said.dose_percent} %" if said.dose_percent is not None else "",
        f"advised: {one_line(said.advice).rstrip('.')}" if said.advice is not None else "",
        f"after the advice: {chosen}" if (chosen := chosen_after_advice(session)) else "",
    )
    return f"{about}: {'; '.join(filter(None, parts)) or 'not answered'}"
