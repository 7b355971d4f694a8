"""The programmes on the screen: each walked to its end, its sets, its sides, and how one comes to them by need."""

from __future__ import annotations

import pytest
from products import only_long
from programmes import FIRST_OF_EACH, WAYS, at, at_the_end, usually
from remembering import Remembering
from textual.widgets import Digits
from walks import on_disk

from mckenzie_tui import prompts
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.settings import Count, Settings
from mckenzie_tui.tui.screens.result import ResultScreen
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.tui.widgets.figure import Figure
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event
from tui.conftest import Opening
from tui.hands import Hands


def machine_of(catalogue: Remembering, name: str) -> FlowMachine:
    return catalogue.machine_of(catalogue.find(name))


def first_place(machine: FlowMachine) -> Walk:
    """The walk where the questions of safety, and where it hurts, are behind."""
    before = (PlaceKind.QUESTION, PlaceKind.WHERE_IT_HURTS)
    walk = at(machine, PlaceKind.WHERE_IT_HURTS)
    while walk.place.kind in before:
        event, details = usually(walk, None)
        walk = walk.say(event, **details)
    return walk


def key_of(walk: Walk, group: str | None) -> str:
    """The key by which it is answered where a walk stands."""
    _event, details = usually(walk, group)
    match walk.place.kind:
        case PlaceKind.EXERCISE:
            return "d"
        case PlaceKind.AFTER | PlaceKind.RECHECK | PlaceKind.RESPONSE:
            return "enter"
        case PlaceKind.READY:
            return "y"
        case _:
            choices = prompts.prompt(walk).choices
            said = {"item": None, "effort": None} | details
            wanted = next(n for n, each in enumerate(choices, 1) if [each.item, each.effort] == list(said.values()))
            return "0" if wanted == 10 else str(wanted)


@pytest.mark.parametrize(("name", "group"), [way if way in FIRST_OF_EACH else only_long(*way) for way in WAYS])
async def test_a_programme_is_walked_on_the_screen_to_its_end(
    opened: Opening, catalogue: Remembering, name: str, group: str | None
) -> None:
    machine = machine_of(catalogue, name)
    async with opened(first_place(machine)) as hands:
        while hands.sitting.walk.ending is None:
            await hands.press(key_of(hands.sitting.walk, group))
        assert isinstance(hands.screen, ResultScreen)
        saved = on_disk(hands.sitting)
        ended = at_the_end(machine, group)
        assert ended.ending is not None
        assert saved.ending == ended.ending.id
        assert ended.ending.title in hands.flat
        assert [step.id for step in saved.steps] == [visit.step for visit in ended.facts.visits]
        efforts = [[each.effort for each in visit.sets] for visit in ended.facts.visits]
        assert [[each.effort for each in step.sets or ()] for step in saved.steps] == efforts
        assert len(saved.observations or ()) == len(ended.facts.observed)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_group_is_chosen_and_its_steps_alone_are_in_sight(
    opened: Opening, catalogue: Remembering, size: tuple[int, int]
) -> None:
    machine = machine_of(catalogue, "graded-loading-home")
    async with opened(first_place(machine), size=size) as hands:
        assert machine.flow.file.start.choose_group is not None
        read = await hands.read("#text")
        assert machine.flow.file.notice in read
        assert machine.flow.file.start.choose_group in read
        seen = [row[2:] for row in hands.rows("ChoiceList")]
        assert seen == ["Day 1", "Day 2", "Day 3"][: len(seen)]
        assert len(seen) >= 2
        assert hands.get(ChoiceList).highlighted is None
        await hands.press("2")
        assert hands.place == "step.cat_cow.exercise"
        assert "Goblet squat" not in hands.flat
        assert "step 1 of 4" in hands.flat or size[0] < 80


def at_the_clamshell(machine: FlowMachine) -> Walk:
    """The walk at an exercise that is done with one side after the other."""
    walk = first_place(machine)
    while walk.place.name != "step.clamshell.exercise":
        walk = walk.say(Event.YES if walk.place.kind is PlaceKind.READY else Event.CANNOT)
    return walk


async def test_sides_follow_each_other_and_the_figure_turns_with_them(opened: Opening, catalogue: Remembering) -> None:
    machine = machine_of(catalogue, "eight-moves")
    async with opened(at_the_clamshell(machine), size=(100, 30)) as hands:
        assert "set 1 of 3 · left" in hands.flat
        first = drawn(hands)
        await hands.press("space")
        await hands.pass_time(LEAD_IN + 10 * 4 + 1)
        assert "Change sides: now right." in hands.flat
        await hands.pass_time(10)
        assert "set 1 of 3 · right" in hands.flat
        await hands.press("space")
        assert drawn(hands) == [line[::-1] for line in first] or drawn(hands) != first
        await hands.press("enter")
        done = hands.sitting.walk.facts.done
        assert done is not None
        assert done.reps == 10
        assert not done.whole


async def test_counted_by_key_the_count_stands_at_a_change_of_sides_and_between_sets(
    opened: Opening, catalogue: Remembering
) -> None:
    machine = machine_of(catalogue, "eight-moves")
    settings = Settings(count=Count.KEY)
    async with opened(at_the_clamshell(machine), size=(100, 30), settings=settings) as hands:
        for told, after in (("Now right. Space begins.", "set 1 of 3"), ("Space begins the next set.", "set 2 of 3")):
            # Begun, or gone on with, and then counted.
            await hands.press(*["space"] * 11)
            assert told in hands.said("#what")
            assert after in hands.said("#what")
            assert hands.get(Digits).value == "0"
            await hands.pass_time(20)
            assert hands.get(Digits).value == "0"


def drawn(hands: Hands) -> list[str]:
    return [line.rstrip() for line in hands.part(hands.get(Figure))]


async def test_a_set_says_how_hard_it_is_to_be_and_is_asked_about(opened: Opening, catalogue: Remembering) -> None:
    machine = machine_of(catalogue, "graded-loading-home")
    async with opened(first_place(machine).say(Event.CHOSE, item="day_1"), size=(100, 30)) as hands:
        assert "Set 1 of 3: 15 times, effort 6, slowly" in await hands.read("#text")
        await hands.press("space")
        await hands.pass_time(LEAD_IN + 15 * 6 + 1)
        await hands.until_shown("How hard was that set, from 1 to 10?")
        assert "It was to be effort 6. Rest for 1 minute 30 seconds before the next set." in hands.flat
        assert "how many more you should have done, not how many you could" in hands.flat
        assert hands.get(ChoiceList).highlighted is None
        await hands.press("8")
        read = await hands.read("#text")
        assert "Rest for 1 minute 30 seconds before this set." in read
        assert "Set 2 of 3" in read
        assert "The last set was above its aim." in read
        assert on_disk(hands.sitting).answers[-1].effort == 8
        await hands.press("b")
        assert "How hard was that set, from 1 to 10?" in hands.flat


async def test_a_person_chooses_by_need_the_progression_first(opened: Opening, catalogue: Remembering) -> None:
    async with opened() as hands:
        assert [row[2:] for row in hands.rows("ChoiceList")][:5] == [
            "Begin a session: it hurts now",
            "Other ways to ease it",
            "A set of moves",
            "Build up again",
            "All flows, and your own",
        ]
        for need, flows in (
            ("2", ["symptom-modification"]),
            ("3", ["corrective-by-cause", "eight-moves"]),
            ("4", ["graded-loading-home", "graded-loading-gym"]),
        ):
            await hands.press(need)
            titles = [catalogue.find(name).file.title for name in flows]
            assert [row[2:] for row in hands.rows("ChoiceList")] == [*titles, "Back to the start screen"]
            await hands.press("escape")


async def test_a_flow_that_is_chosen_begins_with_its_questions(opened: Opening, flow: Flow) -> None:
    async with opened() as hands:
        await hands.press("3", "2")
        assert hands.sitting.walk.flow.id == "eight-moves"
        assert flow.emergency.questions[0].ask in hands.said("#text")
        assert hands.sitting.walk.flow.id != DEFAULT_FLOW


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_what_is_looked_at_is_asked_with_how_to_look(
    opened: Opening, catalogue: Remembering, size: tuple[int, int]
) -> None:
    async with opened(first_place(machine_of(catalogue, "posture-check")), size=size) as hands:
        assert "Height of the pelvis" in hands.said("#heading")
        assert "upper rim of your hip bones" in await hands.read("#text")
        await hands.press("2")
        assert hands.sitting.walk.facts.observed[0].option == "level"
