"""Whole sessions by keys: what the screens lead to is what the rules say."""

from __future__ import annotations

import pytest
from test_rules import EXAMPLES, Example, seen
from walks import felt, no_to_all

from mckenzie_tui import prompts
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome, simulate
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Region, Side, Status
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import answer, mark


async def locate(hands: Hands, side: Side, pain: int) -> None:
    """Mark where it hurts: in the calf on one side or on both, or in the middle of the back."""
    reach = {each.value: Region.LOWER_LEG for each in (Side.LEFT, Side.RIGHT) if side in (each, Side.BOTH)}
    await mark(hands, felt(**reach, pain=pain))
    await hands.press("enter")


def at_the_chart(machine: FlowMachine) -> Walk:
    return no_to_all(Walk.begin(machine))


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())
async def test_a_walk_by_keys_goes_as_the_rules_say(opened: Opening, machine: FlowMachine, example: Example) -> None:
    async with opened(at_the_chart) as hands:
        await locate(hands, example.side, example.pain)
        for word in example.answers:
            await answer(hands, word)
        walk = hands.sitting.walk
        assert seen(walk, example) == example.ends
        assert outcome(walk) == outcome(simulate(machine, example.side, example.pain, example.answers))
        if walk.ending:
            assert walk.ending.title in hands.said("#heading")


async def test_a_whole_session_question_by_question(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("1")
        for questions in (flow.emergency, flow.medical):
            for number, question in enumerate(questions.questions, 1):
                assert f"question {number} of {len(questions.questions)}" in hands.said("#heading")
                assert question.ask in hands.said("#text")
                await hands.press("n")

        assert "Where it hurts" in hands.said("#heading")
        await locate(hands, Side.RIGHT, 4)

        for number, step in enumerate(flow.steps, 1):
            assert f"step {number} of 7" in hands.said("#heading")
            assert flow.exercise_of(step.id).trail_title in hands.said("#heading")
            await hands.press("d")
            assert "Where is it now?" in hands.said("#heading")
            await hands.press("enter")
            assert "How is it now?" in hands.said("#heading")
            await hands.press("3")

        assert "No direction stood out today" in hands.said("#heading")
        saved = hands.session
        assert saved.status is Status.FINISHED
        assert len(saved.answers) == 8 + 21 + 1 + 3 * 7

        await hands.press("enter")
        assert "Begin a session" in hands.flat
        await hands.press("6")
        assert "No direction stood out today" in hands.flat


async def test_cannot_may_be_said_at_the_step_or_afterwards(opened: Opening) -> None:
    async with opened(at_the_chart) as hands:
        await locate(hands, Side.RIGHT, 5)
        await hands.press("x", "d", "enter", "5")
        path = outcome(hands.sitting.walk)["path"]
        assert path == [{"step": step, "answer": "cannot"} for step in ("prone_lying", "prone_props")]


async def test_at_a_second_session_one_question_stands_for_those_about_health(opened: Opening, flow: Flow) -> None:
    async with opened(at_the_chart) as hands:
        await locate(hands, Side.CENTRAL, 5)
        await answer(hands, "centralized")
        await hands.press("enter", "1")
        await hands.press(*["n"] * len(flow.emergency.questions))
        assert hands.sitting.walk.place.kind is PlaceKind.CHANGED
        assert prompts.prompt(hands.sitting.walk).ask in await hands.read("#text")
        await hands.press("n")
        assert "Where it hurts" in hands.said("#heading")
