"""The plan until the next session: the one exercise that helped, how much of it, what to expect, when to stop."""

from __future__ import annotations

from collections.abc import Iterator

from mckenzie_tui.pace.told import dose_in_words
from mckenzie_tui.session import HomePlan, PlannedDose
from mckenzie_tui.walk.walk import Walk


def home_plan(walk: Walk) -> HomePlan | None:
    """The plan of a walk that has ended; None where its ending has none, or names no exercise."""
    ending, best = walk.ending, walk.best_step
    if ending is None or ending.plan is None or best is None:
        return None
    flow = walk.flow
    step, plan = flow.steps_by_id[best], flow.plans[ending.plan]
    exercise, dose = flow.exercise_of(best), walk.dose_of(step)
    side = walk.best_side
    sided = exercise.for_side(side)
    note = sided.side_note if sided is not None else None
    return HomePlan(
        step=best,
        title=exercise.title + (f" ({note})" if note else ""),
        exercise=exercise.clinical_name,
        direction=step.direction,
        side=side,
        dose=PlannedDose(sets=dose.sets, reps=dose.reps, hold_s=dose.hold_s, duration_s=dose.duration_s),
        every_h=plan.every_h,
        most_a_day=plan.most_a_day,
        about_dose=plan.about_dose,
        expect=plan.expect,
        stop=plan.stop,
        seek_help=flow.file.seek_help,
        sources=tuple(flow.sources[name].cited for name in plan.sources),
    )


def how_much(plan: HomePlan) -> str:
    """The exercise, its dose and how often, in one sentence."""
    dose = dose_in_words(plan.dose)
    every = "every hour" if plan.every_h == 1 else f"about every {plan.every_h} hours"
    most = "once" if plan.most_a_day == 1 else f"{plan.most_a_day} times"
    return f"{plan.title}: {dose}, {every} while you are awake, at most {most} a day."


def plan_told(plan: HomePlan) -> Iterator[str]:
    """The plan in plain words; when to seek help is told beside it."""
    yield how_much(plan)
    yield plan.about_dose
    yield from plan.expect
    yield from plan.stop
