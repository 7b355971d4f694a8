"""Sessions to be reported, made by hand: one that is long and full of everything, and short ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from walks import felt

from mckenzie_tui.answers import Context, Done
from mckenzie_tui.body import spot_of
from mckenzie_tui.locating import rated, with_numbness
from mckenzie_tui.session import (
    Baseline,
    FlowReference,
    FollowUp,
    HomePlan,
    PlannedDose,
    Program,
    Result,
    SafetyAnswer,
    Session,
    SkippedStep,
    StepRecord,
)
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.verdict import SOURCES
from mckenzie_tui.words import (
    Direction,
    During,
    EndingKind,
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
    Status,
    View,
)

BEGAN = datetime(2026, 3, 3, 9, 31, tzinfo=UTC)
STEPS = (
    ("prone_lying", "Prone lying", "lying prone", Direction.EXTENSION),
    ("prone_props", "Prone props", "lying prone in extension", Direction.EXTENSION),
    ("press_ups", "Press-ups", "repeated extension in lying (rep EIL)", Direction.EXTENSION),
    (
        "press_ups_hips_off_center",
        "Press-ups with hips off center",
        "repeated extension in lying with hips off center (rep EIL, hips off center)",
        Direction.LATERAL,
    ),
    ("side_glide", "Side glide at the wall", "repeated side glide in standing (rep SGIS)", Direction.LATERAL),
    ("flexion_rotation", "Flexion-rotation stretch", "rotation in flexion, side lying", Direction.ROTATION),
    ("lumbar_flexion", "Knees to chest", "repeated flexion in lying (rep FIL)", Direction.FLEXION),
)
NOTE = "Stiff in the mornings; the first one pulled in the calf, then it eased. Sat in the car for two hours before."
START = rated(felt(right=Region.LOWER_LEG, pain=7), spot_of(Region.BACK_MIDLINE, Side.CENTRAL, None), Kind.PAIN, 3)
TINGLING = rated(START, spot_of(Region.FOOT, Side.RIGHT, View.BACK), Kind.TINGLING, 4)
NUMB_AS_WELL = with_numbness(TINGLING, spot_of(Region.TOES, Side.RIGHT, View.FRONT), numb=True)
BETTER = rated(felt(right=Region.BUTTOCK_HIP, pain=3), spot_of(Region.BACK_MIDLINE, Side.CENTRAL, None), Kind.PAIN, 4)


def session(day: int = 0, **changed: Any) -> Session:
    """A session so many days after the first one, in which one press-up exercise helped."""
    began = BEGAN + timedelta(days=day)
    told: dict[str, Any] = {
        "id": f"{day:08}",
        "mode": Mode.HOME,
        "status": Status.FINISHED,
        "ending": "preference_found",
        "ending_title": "One direction helped",
        "ending_kind": EndingKind.RESULT,
        "started_at": began,
        "saved_at": began + timedelta(minutes=24),
        "finished_at": began + timedelta(minutes=24),
        "program": Program(version="0.1.0"),
        "flow": FlowReference(id="lumbar-progression", version="1.0.0", sha256="8d" * 32, title="Lumbar progression"),
        "context": Context(),
        "baseline": Baseline(side=Side.RIGHT, symptoms=felt(right=Region.LOWER_LEG, pain=6)),
        "steps": (
            step(
                2,
                before=felt(right=Region.LOWER_LEG, pain=6),
                after=felt(right=Region.BUTTOCK_HIP, pain=3),
                answer=Response.CENTRALIZED,
                after_testing=("centralised", "better"),
                during=(During.DECREASES, During.CENTRALISING),
                range_of_movement=RangeOfMovement.MORE,
            ),
        ),
        "result": Result(direction=Direction.EXTENSION, best_step="press_ups", why=("It moved up.",), sources=SOURCES),
    }
    return Session.model_validate({**told, **changed})


def step(number: int, **told: Any) -> StepRecord:
    """The so-and-so-many-th step of the progression, done in full."""
    name, title, exercise, direction = STEPS[number]
    done = {"done": Done(sets=1, reps=10, seconds=60, whole=True), "verdict": "no_effect", "rule": "no clear change"}
    return StepRecord.model_validate(
        {"id": name, "title": title, "exercise": exercise, "directions": (direction,), **done, **told}
    )


def long_session(note: str = NOTE) -> Session:
    """Seven steps in the clinic, each with all that can be said of one, and whatever else a report can have."""
    one = {"before": TINGLING, "during": (During.INCREASES, During.PERIPHERALISING), "note": note}
    steps = (
        step(0, **one, after=TINGLING, answer=Response.UNCHANGED, after_testing=("no effect",)),
        step(1, **one, after=TINGLING, answer=Response.UNCHANGED, after_testing=("no effect",), unsure=True),
        step(
            2,
            **one,
            after=NUMB_AS_WELL,
            recheck=TINGLING,
            answer=Response.UNCHANGED,
            counted_answer=Response.WORSENED,
            settled=True,
            after_testing=("no worse",),
            range_of_movement=RangeOfMovement.LESS,
            verdict="peripheralizing_no_worse",
            rule="further down, but not for long",
        ),
        step(
            3,
            **one,
            after=BETTER,
            answer=Response.PARTLY_CENTRALIZED,
            after_testing=("centralising", "better"),
            range_of_movement=RangeOfMovement.MORE,
            verdict="centralizing",
            rule="part of the way up",
        ),
        step(
            4,
            **{**one, "before": BETTER},
            after=TINGLING,
            recheck=NUMB_AS_WELL,
            answer=Response.WORSENED,
            settled=False,
            after_testing=("worse", "peripheralised"),
            verdict="peripheralized",
            rule="further down, and it stayed",
        ),
        step(5, before=NUMB_AS_WELL, answer=Response.CANNOT, done=None, verdict=None, rule=None, note="Shoulder."),
        step(
            6,
            **{**one, "before": NUMB_AS_WELL},
            after=NUMB_AS_WELL,
            answer=Response.UNCHANGED,
            after_testing=("no effect",),
            chosen=True,
            against=(Objection.DIRECTION_CLOSED, Objection.SESSION_STOPPED),
            reason="to compare",
        ),
    )
    return session(
        mode=Mode.CLINIC,
        patient="p-7",
        ending="preference_leaning",
        ending_title="One direction helped in part",
        baseline=Baseline(side=Side.RIGHT, symptoms=TINGLING),
        safety=(
            SafetyAnswer(question="weak_bones", matter="Osteoporosis or a broken bone in the spine", cleared=False),
            SafetyAnswer(question="weight_loss", matter="Weight loss without trying", cleared=True),
        ),
        skipped=(SkippedStep(id="extra", title="Extra stretch", reason=PassedOver.PRECAUTION),),
        steps=steps,
        follow_up=FollowUp(
            session="00000001",
            began=BEGAN - timedelta(days=1),
            after_h=24,
            feels=Feels.STILL_WORSE,
            often=Often.THREE_TO_FIVE,
            symptoms=START,
            dose_percent=50,
        ),
        result=Result(
            direction=Direction.LATERAL,
            best_step="press_ups_hips_off_center",
            why=("One exercise helped in part and a later one made it worse. That is enough testing for today.",),
            sources=SOURCES,
        ),
        plan=HomePlan(
            step="press_ups_hips_off_center",
            title=STEPS[3][1],
            exercise=STEPS[3][2],
            direction=Direction.LATERAL,
            side=Side.RIGHT,
            dose=PlannedDose(reps=10, hold_s=2),
            every_h=2,
            most_a_day=8,
            about_dose="Ten repetitions every two waking hours is a common start; no trial has found the best dose.",
            stop=("Stop if it moves further down the leg and stays there.", "Stop if the pain is 8 or more."),
            sources=("Centralization in patients with sciatica. H. B. Albert and others. 2012",),
        ),
    )


def felt_nothing() -> Symptoms:
    """No symptoms at all."""
    return Symptoms()
