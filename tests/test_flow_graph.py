"""The graph that a flow makes: what cannot be reached, what cannot be left, and where help is far."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace

import pytest

from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.layout import table
from mckenzie_tui.flow.schema import Question, Rule
from mckenzie_tui.words import Event

EVERY_STEP = list(range(7))


def found(flow: Flow, says: str) -> list[Finding]:
    return [finding for finding in check_graph(flow).found if says in finding.message]


def with_rules(flow: Flow, keep: Callable[[Rule], bool]) -> Flow:
    rules = tuple(rule for rule in flow.file.rules if keep(rule))
    return replace(flow, file=flow.file.model_copy(update={"rules": rules}))


def with_trouble(flow: Flow, change: Callable[[Question], dict[str, str]]) -> Flow:
    """The flow with other answers to the questions behind "something is wrong"."""
    questions = tuple(question.model_copy(update=change(question)) for question in flow.trouble.questions)
    return replace(flow, trouble=flow.trouble.model_copy(update={"questions": questions}))


def test_the_bundled_flow_has_nothing_to_find(flow: Flow) -> None:
    assert check_graph(flow).found == ()


# What cannot be left


def test_a_rest_that_no_answer_ends_is_a_trap(flow: Flow) -> None:
    trapped = with_rules(flow, lambda rule: not {Event.SETTLED, Event.NOT_SETTLED} & set(rule.on))
    traps = found(trapped, "no way on")
    assert [finding.path for finding in traps] == [("steps", index) for index in EVERY_STEP]
    assert all(".settled" in finding.message for finding in traps)


def test_a_step_whose_answers_lead_nowhere_is_a_trap_even_though_something_wrong_leads_out(flow: Flow) -> None:
    trapped = with_rules(flow, lambda rule: Event.WORSENED in rule.on)
    assert any("step.prone_lying.exercise" in finding.message for finding in found(trapped, "no way on"))


# What cannot be reached


def test_an_ending_that_only_a_dropped_rule_led_to_cannot_be_reached(flow: Flow) -> None:
    dropped = with_rules(flow, lambda rule: rule.go != "preference_found")
    last = tuple(rule for rule in flow.file.after_last_step if rule.go != "preference_found")
    dropped = replace(dropped, file=dropped.file.model_copy(update={"after_last_step": last}))
    (finding,) = found(dropped, "never be reached")
    assert "'preference_found'" in finding.message
    assert flow.file.endings[int(finding.path[1])].id == "preference_found"


# Where help is far


NO_CARE = {"fast_or_both": {"no": "emergency"}, "too_much_pain": {"yes_outside_a_step": "emergency"}}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(NO_CARE, id="nowhere"),
        pytest.param({"fast_or_both": {"no": "emergency"}}, id="only outside a step"),
    ],
)
def test_care_that_something_wrong_does_not_lead_to_is_found_once(
    flow: Flow, change: dict[str, dict[str, str]]
) -> None:
    far = with_trouble(flow, lambda question: change.get(question.id, {}))
    assert [finding.path for finding in found(far, "kind 'care'")] == [("start", "trouble")]


def test_an_emergency_that_something_wrong_does_not_lead_to_is_found_once(flow: Flow) -> None:
    # The listed signs lead only to care, and so does the one question that asks how fast it came.
    signs = tuple(sign.model_copy(update={"yes": "seek_care"}) for sign in flow.emergency.questions)
    far = replace(
        with_trouble(flow, lambda question: {"yes": "seek_care"} if question.id == "fast_or_both" else {}),
        emergency=flow.emergency.model_copy(update={"questions": signs}),
    )
    assert [finding.path for finding in found(far, "kind 'emergency'")] == [("start", "trouble")]


# The size of what is built from it


def with_steps(flow: Flow, count: int) -> Flow:
    """The flow with so many steps: its own again and again, each under an id of its own."""
    own = itertools.islice(itertools.cycle(flow.steps), count)
    steps = tuple(step.model_copy(update={"id": f"{step.id}_{number}"}) for number, step in enumerate(own))
    return replace(flow, file=flow.file.model_copy(update={"steps": steps}))


def test_twice_as_many_steps_bring_no_more_than_twice_as_many_arcs(flow: Flow) -> None:
    legs = [len(list(table(with_steps(flow, times * len(flow.steps))).legs)) for times in (1, 2, 3, 4)]
    first, *more = [after - before for before, after in itertools.pairwise(legs)]
    assert more == [first, first]


def test_past_the_crossings_an_answer_leads_to_each_later_step_then_to_what_follows_the_last(flow: Flow) -> None:
    ways = [arc for arc in table(flow).leaving("step.press_ups.response") if arc.event is Event.UNCHANGED]
    steps = ["press_ups_hips_off_center", "side_glide", "flexion_rotation", "lumbar_flexion"]
    last = flow.file.after_last_step
    assert [arc.dest for arc in ways[1:]] == [
        *(f"step.{step}.exercise" for step in steps),
        *(f"ending.{rule.go}" for rule in last),
    ]
    assert [arc.passes for arc in ways[1:5]] == [tuple(steps[:count]) for count in range(4)]
    assert [arc.why for arc in ways[5:]] == [rule.why for rule in last]


# Help is near in what was built from it


def test_something_is_wrong_can_be_said_at_every_place_but_the_endings_and_its_own(flow: Flow) -> None:
    laid_out = table(flow)
    deaf = {
        place.name
        for place in laid_out.places.values()
        if Event.TROUBLE not in [arc.event for arc in laid_out.leaving(place.name)]
    }
    own = {"trouble", *(f"question.trouble.{question.id}" for question in flow.trouble.questions)}
    endings = {place.name for place in laid_out.places.values() if place.kind is PlaceKind.ENDING}
    assert deaf == own | endings
