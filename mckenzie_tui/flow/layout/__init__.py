"""Lays a flow out as a table of places and arcs: questions, charts, steps, rules, and what can happen anywhere."""

from __future__ import annotations

from mckenzie_tui.flow.arcs import (
    WHERE_IT_HURTS,
    Guard,
    Place,
    PlaceKind,
    Structural,
    Table,
    Way,
    ending_place,
    question_place,
)
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.layout.charts import Charts
from mckenzie_tui.flow.layout.choosing import Choosing
from mckenzie_tui.flow.layout.follow_up import follow_up
from mckenzie_tui.flow.layout.help import Help
from mckenzie_tui.flow.layout.plan import Plan
from mckenzie_tui.flow.layout.questions import Questions
from mckenzie_tui.flow.layout.steps import Steps
from mckenzie_tui.words import Event


def table(flow: Flow) -> Table:
    """Lay a flow out: every part, then what can happen from everywhere."""
    plan = Plan(flow)
    questions, steps = Questions(plan), Steps(plan)
    help_ = Help(plan, questions)
    charts = Charts(plan, steps, help_)
    follow_up(plan)
    questions.ask(flow.emergency, then=questions.into_medical())
    questions.ask(flow.medical, then=[Way(WHERE_IT_HURTS)])
    questions.changed(flow.medical)
    steps.one_after_the_other()
    steps.groups()
    charts.at_the_start()
    questions.ask(flow.both_legs, then=charts.first_step())
    for index in range(len(flow.steps)):
        steps.step(index)
    charts.at_the_steps()
    help_.trouble(list(plan.places))
    help_.resumed(list(plan.places))
    for ending in flow.file.endings:
        plan.place(Place(ending_place(ending.id), PlaceKind.ENDING, ending=ending.id))
    Choosing(plan).any_step()
    first = question_place(flow.emergency.id, flow.emergency.questions[0].id)
    plan.add(first, Event.ATTEST, [Way(WHERE_IT_HURTS, (Guard(Structural.CLINICIAN_PRESENT),))])
    return Table(first, plan.places, tuple(plan.arcs), plan.crossings)
