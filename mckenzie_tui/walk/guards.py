"""The closed list of conditions: each a pure function of the facts, none of them named or written by a flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from mckenzie_tui.flow.arcs import Structural, observation_place
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.verdict import ASK_AGAIN, Verdict
from mckenzie_tui.walk.doses import in_sets
from mckenzie_tui.walk.facts import Facts, groups_open, offered, passed_over
from mckenzie_tui.walk.visits import Charts
from mckenzie_tui.words import Condition, Event, Feels, Mode, Need, Response

GuardFunction = Callable[[Flow, Facts, str], bool]
"""Asks about the flow, the facts with the present answer noted, and the guard's argument."""


def _applies(flow: Flow, facts: Facts, step_id: str) -> bool:
    step = flow.steps_by_id[step_id]
    return offered(flow, facts, step) and passed_over(facts, step) is None


def _lasting_worsening_before(_flow: Flow, facts: Facts, _argument: str) -> bool:
    return any(visit.lastingly_worse for visit in facts.visits[:-1])


def _lasting_worsening_at_this_step(_flow: Flow, facts: Facts, _argument: str) -> bool:
    return bool(facts.visits) and facts.visits[-1].lastingly_worse


def _centralized(_flow: Flow, facts: Facts, _argument: str) -> bool:
    return any(visit.response is Response.CENTRALIZED for visit in facts.visits)


def _partly_centralized(_flow: Flow, facts: Facts, _argument: str) -> bool:
    return any(visit.response is Response.PARTLY_CENTRALIZED for visit in facts.visits)


def _worse_in_two_sessions(_flow: Flow, facts: Facts, _argument: str) -> bool:
    due = facts.context.follow_up
    return due is not None and due.worse_before and (due.worse or facts.since.feels is Feels.STILL_WORSE)


def _week_without_change(_flow: Flow, facts: Facts, _argument: str) -> bool:
    due = facts.context.follow_up
    return due is not None and due.week_without_change and facts.since.feels is not Feels.BETTER


def _severe_since(flow: Flow, facts: Facts, _argument: str) -> bool:
    marked = facts.since.symptoms
    return marked is not None and marked.worst_pain >= flow.file.start.severe_pain


def _sets_left(flow: Flow, facts: Facts, step_id: str) -> bool:
    return len(facts.sets) < len(in_sets(flow.steps_by_id[step_id].dose))


GUARDS: Mapping[Condition | Structural, GuardFunction] = {
    Condition.LASTING_WORSENING_BEFORE: _lasting_worsening_before,
    Condition.LASTING_WORSENING_AT_THIS_STEP: _lasting_worsening_at_this_step,
    Condition.CENTRALIZED_AT_SOME_STEP: _centralized,
    Condition.PARTLY_CENTRALIZED_AT_SOME_STEP: _partly_centralized,
    Condition.SEVERE_START: lambda flow, facts, _: facts.severe_start(flow),
    Condition.TOO_MUCH_PAIN: lambda _flow, facts, _: bool(facts.visits) and facts.visits[-1].too_much_pain,
    Condition.NO_STEP_TRIED: lambda _flow, facts, _: all(visit.response is Response.CANNOT for visit in facts.visits),
    Condition.GROUPS_LEFT: lambda flow, facts, _: bool(groups_open(flow, facts)),
    Condition.STILL_WORSE_SINCE: lambda _flow, facts, _: facts.since.feels is Feels.STILL_WORSE,
    Condition.WORSE_IN_TWO_SESSIONS: _worse_in_two_sessions,
    Condition.WEEK_WITHOUT_CHANGE: _week_without_change,
    Condition.SEVERE_SINCE: _severe_since,
    Structural.EXERCISE_WAS_TO_BE_DONE: lambda _flow, facts, _: (
        facts.context.follow_up is not None and facts.context.follow_up.exercise is not None
    ),
    Structural.APPLIES: _applies,
    Structural.CAME_FROM: lambda _flow, facts, place: facts.came_from is not None and facts.came_from.name == place,
    Structural.STOPPED_AT: lambda _flow, facts, place: facts.stopped_at is not None and facts.stopped_at.name == place,
    Structural.FIRST_SESSION: lambda _flow, facts, _: facts.context.first,
    Structural.ASKED_IN_FULL: lambda _flow, facts, _: facts.asked_in_full,
    Structural.STANDS: lambda _flow, facts, question: question in facts.standing,
    Structural.NO_SYMPTOMS: lambda _flow, facts, _: facts.symptoms is None or facts.symptoms.none,
    Structural.BOTH_LEGS: lambda _flow, facts, _: facts.symptoms is not None and facts.symptoms.in_both_legs,
    Structural.NUMBNESS_ONLY: lambda _flow, facts, _: (
        facts.symptoms is not None and facts.symptoms.quiet and not facts.symptoms.none
    ),
    Structural.HURTS: lambda flow, facts, _: facts.hurts_too_much(flow),
    Structural.GROUP_CHOSEN: lambda _flow, facts, group: facts.groups[-1:] == (group,),
    Structural.SETS_BEGUN: lambda _flow, facts, _: bool(facts.sets),
    Structural.SETS_LEFT: _sets_left,
    Structural.WAS_OBSERVED: lambda _flow, facts, place: (
        bool(facts.observed) and observation_place(facts.observed[-1].step, facts.observed[-1].observation) == place
    ),
    Structural.NUMB_IN_BOTH_LEGS: lambda _flow, facts, _: facts.verdict is Verdict.EMERGENCY,
    Structural.NEWLY_NUMB: lambda _flow, facts, _: facts.verdict is Verdict.STOP_NEURO,
    Structural.NEWLY_ON_BOTH_SIDES: lambda _flow, facts, _: facts.newly_on_both_sides,
    Structural.NEWLY_SEVERE: lambda _flow, facts, _: facts.newly_severe,
    Structural.LOOK_AGAIN: lambda _flow, facts, _: facts.verdict in ASK_AGAIN,
    Structural.WAITS_TO_SETTLE: lambda _flow, facts, _: facts.waits_to_settle,
    Structural.DISAGREES: lambda _flow, facts, _: facts.first_said is not None,
    Structural.COUNTS_AS: lambda _flow, facts, answer: facts.counted is Event(answer),
    Structural.DEMONSTRATION: lambda _flow, facts, _: facts.mode is Mode.DEMO,
    Structural.CHOSEN: lambda flow, facts, step: (
        facts.symptoms is not None
        and facts.chosen is not None
        and facts.chosen.step == step
        # Its texts name a side, so there must be one.
        and (Need.ONE_SIDE not in flow.steps_by_id[step].needs or facts.side_at(step).one_sided)
    ),
    Structural.SAID_NOT_YET: lambda _flow, facts, step: step in facts.not_ready,
    Structural.CLINICIAN_PRESENT: lambda _flow, facts, _: facts.mode.clinician_present,
}


Remembered = tuple[Facts, bool, bool, bool, bool]


def remembered(facts: Facts) -> Remembered:
    """What the guards can still ask about where a step waits to be done: the same there means the same to come.

    Of the steps that were answered only this matters; the last one is no longer asked about once the next is answered.
    """
    return (
        replace(facts, visits=(), skipped=(), charts=Charts(), observed=(), sets=(), done=None, note=None),
        any(visit.lastingly_worse for visit in facts.visits),
        any(visit.response is Response.CENTRALIZED for visit in facts.visits),
        any(visit.response is Response.PARTLY_CENTRALIZED for visit in facts.visits),
        all(visit.response is Response.CANNOT for visit in facts.visits),
    )
