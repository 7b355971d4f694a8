"""A walk from inside: where it stands, what led there, and where each answer leads, in words and not in ids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mistakes import PROPS, TEXT, own_rule
from test_chosen_steps import go_to, in_clinic
from test_graph import other
from walks import PLACES, answered, ready_for

from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.graph.labels import rule_told
from mckenzie_tui.inside import inside
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode

WHOLE = "The whole flow"


def parts(walk: Walk, width: int = 200) -> dict[str, tuple[str, ...]]:
    return dict(inside(walk, width))


def test_it_says_where_one_is_which_rule_led_there_and_where_each_answer_leads(machine: FlowMachine) -> None:
    walk = answered(in_clinic(machine), Event.PARTLY_CENTRALIZED, Event.WORSENED)
    told = parts(ready_for(walk, Event.NOT_SETTLED))
    assert told["Where it stands"] == ("Step 2 of 7, Prone props: has it settled?",)
    assert told["How it came here"] == (
        "Prone props: where is it after the rest? – chart: after a worsening",
        "Before that:",
        "  Prone props: how is it now? – worsened",
        '    by the rule for "worsened" (fifth of [[rules]])',
        "    why: It got worse, so you rest first and see whether it goes back.",
    )
    assert told["Where each answer leads from here"] == (
        "settled, the chart says otherwise → Prone props: has it settled? (asked once more)",
        "not settled → the ending 'One direction helped in part'",
        '  by the rule for "not settled": some exercise helped in part (twelfth of [[rules]])',
    )


def test_during_an_exercise_it_says_where_the_answers_after_it_lead(machine: FlowMachine) -> None:
    told = parts(answered(in_clinic(machine), Event.WORSENED, Event.NOT_SETTLED))
    assert told["Where it stands"] == ("Side glide at the wall, step 5 of 7",)
    assert "  passed over: Press-ups (the same direction as one that made it worse)" in told["How it came here"]
    assert "done → Side glide at the wall: where is it now?" in told["Where each answer leads from here"]
    after = told["Where the answers after that lead (without a new chart)"]
    assert after[:2] == (
        "centralized → the ending 'One direction helped'",
        '  by the rule for "centralized" (first of [[rules]])',
    )
    assert "unchanged → Flexion-rotation stretch, step 6" in after
    assert told["Directions closed by a lasting worsening"] == ("extension (bending back)",)


def test_a_jump_is_told_with_what_the_rules_said_against_it(machine: FlowMachine) -> None:
    walk = go_to(answered(in_clinic(machine), Event.WORSENED, Event.NOT_SETTLED), "press_ups", note="on my hand")
    assert parts(walk)["How it came here"] == (
        "Press-ups, step 3 – chosen by the clinician",
        "  from: Side glide at the wall, step 5",
        "  against it: An exercise in this direction made it worse, and that lasted.",
        "  reason: on my hand",
    )


def test_an_answer_that_counts_as_another_is_told_as_both(machine: FlowMachine) -> None:
    walk = ready_for(in_clinic(machine), Event.WORSENED).say(Event.UNCHANGED)
    assert (
        "unchanged, which counts as worsened → Prone lying: rest, to let it settle"
        in parts(walk)["Where each answer leads from here"]
    )


WALKS = {
    **PLACES,
    "demo": lambda machine: Walk.begin(machine, Mode.DEMO),
    "trouble": lambda machine: answered(in_clinic(machine), Event.TROUBLE),
    "too much": lambda machine: answered(in_clinic(machine), Event.TROUBLE, Event.NO),
    "ending": lambda machine: answered(in_clinic(machine), Event.CENTRALIZED),
    "last": lambda machine: ready_for(answered(in_clinic(machine), *[Event.UNCHANGED] * 6), Event.UNCHANGED),
}


@pytest.mark.parametrize("name", WALKS)
def test_nowhere_it_speaks_in_ids_and_it_fits_a_narrow_terminal(machine: FlowMachine, name: str) -> None:
    told = parts(WALKS[name](machine), 34)
    lines = [line for title, lines in told.items() if title != WHOLE for line in lines]
    assert max(map(len, (*lines, *told[WHOLE]))) <= 34
    words = " ".join(lines).replace("[[after_last_step]]", "").replace("[[rules]]", "")
    assert not re.search(r"\w_\w|\w\.\w|\w\[\d", words), words


def test_every_rule_can_be_named_by_what_it_is_for(flow: Flow, machine: FlowMachine) -> None:
    told = {way.rule: rule_told(flow, way.rule) for _, way in machine.table.legs if way.rule}
    assert len(set(told.values())) == len(told)
    assert told["after_last_step[4]"] == (
        "the rule for when no further exercise applies: severe pain at the start (fifth of [[after_last_step]])"
    )


def test_a_rule_of_one_exercise_is_named_as_its_own(tmp_path: Path) -> None:
    machine = other(tmp_path, TEXT.replace(PROPS, own_rule('"unchanged", "cannot"', "side_glide") + PROPS))
    assert rule_told(machine.flow, "steps[0].rules[0]") == (
        'Prone lying\'s own rule for "unchanged" or "cannot" (first of its [[steps.rules]])'
    )
