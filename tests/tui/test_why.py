"""Why: what changed at each step, which rule that met, and what speaks for and against each direction."""

from __future__ import annotations

import pytest
from walks import PLACES, answered, at_first_step, felt

from mckenzie_tui import reasons
from mckenzie_tui.reasons import in_words_of_assessment
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.verdict import SOURCES
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region
from tui.conftest import Opening, Place
from tui.hands import Hands, flat
from tui.marking import about_to_say

SIZES = [(80, 24), (40, 15)]
MANY = (Event.PARTLY_CENTRALIZED, Event.CANNOT, Event.WORSENED, Event.SETTLED, Event.UNCHANGED)
FOUND = about_to_say(Event.CENTRALIZED, *MANY)


def in_disagreement(machine: FlowMachine) -> Walk:
    """A walk one answer short of its end, in which person and chart once disagreed."""
    walk = answered(at_first_step(machine), Event.DID, Event.UNCHANGED)
    walk = answered(walk, Event.DID).say(Event.LOCATED, symptoms=felt(right=Region.LOWER_LEG))
    walk = walk.say(Event.CENTRALIZED).say(Event.CENTRALIZED)
    return answered(walk, *[Event.CANNOT] * 4)


WAYS: dict[str, tuple[Place, tuple[str, ...]]] = {
    "a direction found": (FOUND, ("enter",)),
    "a disagreement": (in_disagreement, ("x",)),
    "stopped": (about_to_say(Event.NOT_SETTLED, Event.WORSENED, Event.NOT_SETTLED, Event.WORSENED), ("2",)),
    "new numbness": (PLACES["after"], ("n", "enter", "n")),
    "an emergency": (PLACES["exercise"], ("exclamation_mark", "1")),
    "no symptoms": (PLACES["where it hurts"], ("c", "enter")),
}


async def why(hands: Hands, keys: tuple[str, ...]) -> str:
    """Everything there is to read behind the result that these keys lead to."""
    await hands.press(*keys)
    assert hands.session.ending
    await hands.press("w")
    assert hands.said("#heading") == "Why"
    return await hands.read("#reading")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_all_of_it_can_be_read_and_one_comes_back_to_the_result(
    opened: Opening, size: tuple[int, int], way: str
) -> None:
    place, keys = WAYS[way]
    async with opened(place, size=size) as hands:
        await hands.press(*keys)
        result = hands.text
        read = await why(hands, ())
        parts = list(reasons.reasons(hands.session))
        assert parts
        for title, lines in parts:
            assert title in read
            for line in lines:
                assert flat(line) in read
        assert "enter Back" in hands.lines[-1]
        await hands.press("escape")
        assert hands.text == result


async def test_each_step_tells_what_was_before_what_was_after_and_the_rule_it_met(opened: Opening) -> None:
    async with opened(FOUND) as hands:
        read = await why(hands, ("enter",))
        assert "Prone lying before: right calf 5 after: back of the right knee 5" in read
        assert "Press-ups before: back of the right knee 5 after: right calf 5 after a rest:" in read
        for step in hands.session.steps:
            if step.rule is not None:
                assert f"rule met: {step.rule} ({in_words_of_assessment(str(step.verdict))})" in read
        assert sum(step.rule is not None for step in hands.session.steps) == len(MANY) - 1


async def test_what_speaks_for_and_against_each_direction_is_told(opened: Opening) -> None:
    async with opened(FOUND) as hands:
        read = await why(hands, ("enter",))
        told = read.partition("For and against each direction")[2]
        assert "Extension (bending back): for it: Prone lying" in told
        assert "against it: Press-ups" in told
        assert "Rotation" not in told


async def test_the_sources_of_the_rules_are_named(opened: Opening) -> None:
    async with opened(FOUND) as hands:
        read = await why(hands, ("enter",))
        for source in SOURCES:
            assert source in read


async def test_answer_and_chart_are_both_told_where_they_disagreed(opened: Opening) -> None:
    async with opened(in_disagreement) as hands:
        read = await why(hands, ("x",))
        said, chart = reasons.COUNTS_AS_WORDS[Event.CENTRALIZED], reasons.COUNTS_AS_WORDS[Event.UNCHANGED]
        assert f"you said: {said}; the chart said: {chart}; the more careful one was followed" in read


async def test_two_ways_to_one_ending_have_reasons_of_their_own(opened: Opening) -> None:
    read = []
    for before in ((), (Event.UNCHANGED, Event.CANNOT)):
        async with opened(about_to_say(Event.CENTRALIZED, *before)) as hands:
            read.append(await why(hands, ("enter",)))
            assert hands.session.ending == "preference_found"
    assert read[0] != read[1]


@pytest.mark.parametrize("key", ["escape", "b"])
async def test_back_takes_no_answer_back(opened: Opening, key: str) -> None:
    async with opened(FOUND) as hands:
        await hands.press("enter", "w", key)
        assert "One direction helped" in hands.said("#heading")
        assert all(answer.taken_back_at is None for answer in hands.session.answers)
        await hands.press("w", key, "enter")
        assert "Begin a session" in hands.flat


@pytest.mark.parametrize("keys", [("down", "up"), ("pagedown", "pageup"), ("end", "home")])
async def test_it_is_scrolled_by_keys(opened: Opening, keys: tuple[str, str]) -> None:
    async with opened(FOUND, size=(40, 15)) as hands:
        await hands.press("enter", "w")
        top = hands.part("#reading")
        await hands.press(keys[0])
        assert hands.part("#reading") != top
        await hands.press(keys[1])
        assert hands.part("#reading") == top


async def test_something_is_wrong_can_be_said_there_as_well(opened: Opening) -> None:
    async with opened(FOUND) as hands:
        await hands.press("enter", "w", "exclamation_mark")
        assert "Call 112" in hands.said("#heading")
        await hands.press("escape")
        assert hands.said("#heading") == "Why"


async def test_the_same_reasons_stand_in_the_log_of_an_earlier_session(opened: Opening, desk: Desk) -> None:
    async with opened(FOUND) as hands:
        await hands.press("enter")
        path = hands.sitting.path
        await hands.press("enter", "6", "1")
        read = await hands.read("#reading")
    for _, lines in reasons.reasons(Store(path.parent.parent).read(path)):
        for line in lines:
            assert flat(line) in read


@pytest.mark.parametrize("key", ["w"])
async def test_before_there_is_a_result_there_is_no_why(opened: Opening, key: str) -> None:
    async with opened(PLACES["response"]) as hands:
        await hands.press(key)
        assert hands.place == "step.prone_lying.response"
        assert "Why" not in hands.said("#heading")
