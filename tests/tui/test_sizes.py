"""Every screen in every size: all of it can be read, and every answer can be reached, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from walks import PLACES, answered, at_first_step, felt

from mckenzie_tui import cards, prompts
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.tui.frame import WalkScreen
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.tui.widgets.rating import Rating
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side
from tui.conftest import Opening
from tui.hands import Hands, flat

SIZES = [(80, 24), (40, 15), (60, 20), (120, 40)]
SMALLEST = (40, 15)


def name(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


every_size = pytest.mark.parametrize("size", SIZES, ids=name)
usual_sizes = pytest.mark.parametrize("size", SIZES[:2], ids=name)
WAYS: dict[str, tuple[Callable[[FlowMachine], Walk], tuple[str, ...]]] = {
    **{place: (walk, ()) for place, walk in PLACES.items()},
    "something is wrong": (PLACES["exercise"], ("exclamation_mark",)),
    "new weakness": (PLACES["exercise"], ("exclamation_mark", "n")),
    "a choice highlighted": (PLACES["response"], ("down",)),
}
"""Each question, by a walk that stands near it, and the keys that lead to it from there."""


def is_whole(hands: Hands) -> None:
    """The frame of a screen of a walk is in sight: its heading in full, and the most urgent key."""
    screen = hands.screen
    assert isinstance(screen, WalkScreen)
    assert hands.said("#heading") == flat(screen.heading_text())
    assert "! " in hands.lines[-1]
    bar = [line for line in hands.lines if "! Wrong" in line or "! Something is wrong" in line]
    assert bar == hands.lines[-1:]


IN_SIZES = [(place, size) for place in WAYS for size in SIZES[:2]]
IN_SIZES += [(place, size) for place in ("medical question", "something is wrong", "response") for size in SIZES[2:]]


@pytest.mark.parametrize(
    ("place", "size"), IN_SIZES, ids=lambda value: value if isinstance(value, str) else name(value)
)
async def test_a_question_can_be_read_and_every_answer_be_reached(
    opened: Opening, place: str, size: tuple[int, int]
) -> None:
    walk, keys = WAYS[place]
    async with opened(walk, size=size) as hands:
        await hands.press(*keys)
        is_whole(hands)
        if hands.sitting.walk.place.kind in (PlaceKind.WHERE_IT_HURTS, PlaceKind.EXERCISE):
            return
        asked = prompts.prompt(hands.sitting.walk)
        read = await hands.read("#text")
        for text in (asked.intro, asked.ask, asked.explain):
            assert flat(text) in read

        choices = hands.get(ChoiceList)
        await hands.press("home")
        for index, choice in enumerate(asked.choices):
            assert choices.highlighted == index
            assert choice.label in hands.said(choices)
            is_whole(hands)
            await hands.press("down")
        await hands.press("end")
        count = len(hands.session.answers)
        await hands.press("enter")
        assert len(hands.session.answers) == count + 1
        assert hands.session.answers[-1].event is asked.choices[-1].event


@every_size
async def test_where_it_hurts_can_be_filled_in(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(PLACES["where it hurts"], size=size) as hands:
        for _ in range(2):
            choices = hands.get(ChoiceList)
            last = choices.option_count - 1
            await hands.press(*["down"] * choices.option_count)
            assert choices.highlighted == last
            assert f"{last + 1} " in hands.said(choices)
            await hands.press("home", "down" if last < 5 else "up", "enter")
            is_whole(hands)
        for _ in range(2):
            assert "How strong is the pain" in await hands.read("#text")
            row = hands.said("Rating")
            assert [int(number) for number in row.split()] == list(range(11))
            assert hands.get(Rating).has_focus
            await hands.press("1", "0")
            assert "[10]" in hands.said("Rating")
            is_whole(hands)
            await hands.press("enter")
        assert hands.session.baseline is not None
        assert hands.session.baseline.symptoms.marks[0].region is Region.TOES


@pytest.mark.parametrize(("size", "side"), [*((size, Side.RIGHT) for size in SIZES), (SMALLEST, Side.LEFT)], ids=str)
async def test_every_step_shows_its_heading_its_clock_and_when_to_stop(
    opened: Opening, size: tuple[int, int], side: Side
) -> None:
    async with opened(lambda machine: at_first_step(machine, felt(**{side.value: Region.FOOT})), size=size) as hands:
        for number in range(1, 8):
            is_whole(hands)
            assert f"step {number} of 7" in hands.said("#heading")
            card = cards.exercise_card(hands.sitting.walk)
            assert card.stop_line in hands.said("#stop")
            assert "Space starts" in hands.said("#what")
            assert any(line.strip() for line in hands.part("Digits"))
            read = await hands.read("#text")
            for text in (*card.set_up, *card.movement, *card.cues, *card.cautions):
                assert text in read
            await hands.press("x")


@usual_sizes
async def test_the_note_can_be_written_and_seen(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(PLACES["response"], size=size) as hands:
        await hands.press("n", *"hm")
        assert "hm" in hands.said("Input")
        await hands.press("enter", "3")
        assert "hm" in [answer.note for answer in hands.session.answers]


@every_size
async def test_the_progression_is_always_in_sight(opened: Opening, size: tuple[int, int]) -> None:
    def walk(machine: FlowMachine) -> Walk:
        return answered(at_first_step(machine), Event.CANNOT, Event.UNCHANGED, Event.PARTLY_CENTRALIZED)

    async with opened(walk, size=size) as hands:
        seen = hands.said("Trail") if hands.screen.query_one("Trail").display else hands.said("TrailLine")
        assert [mark for mark in seen if mark in "✓×–~▶·"] == list("✓✓×–~▶···")


AROUND = {
    "home": ((), "#home"),
    "history": (("2",), ""),
    "flows": (("3",), "#flows"),
    "help": (("question_mark",), "#help"),
    "call for help": (("exclamation_mark",), "#signs"),
}


@usual_sizes
@pytest.mark.parametrize("screen", AROUND)
async def test_the_other_screens_can_be_read_and_left(opened: Opening, size: tuple[int, int], screen: str) -> None:
    keys, scrolled = AROUND[screen]
    async with opened(size=size) as hands:
        await hands.press(*keys)
        if scrolled:
            whole = hands.screen.query_one(scrolled)
            read = await hands.read(scrolled, "down", "pagedown")
            for text in whole.query("Static"):
                assert flat(str(text.render())) in read
        assert "q Quit" in hands.lines[-1] or "Back" in hands.lines[-1]
        if keys:
            await hands.press("escape")
        assert "Begin a session" in await hands.read("#home", "pageup")


# Changing the size


@pytest.mark.parametrize(
    "place", ["advice", "where it hurts", "exercise", "response", "settling", "something is wrong"]
)
async def test_a_terminal_may_get_tiny_and_large_again(opened: Opening, place: str) -> None:
    walk, keys = WAYS[place]
    async with opened(walk) as hands:
        await hands.press(*keys)
        before = hands.text
        for size in ((40, 15), (20, 6), (200, 60), (80, 24)):
            await hands.pilot.resize_terminal(*size)
            await hands.settle()
        assert hands.text == before


async def test_a_result_and_home_may_get_tiny_and_large_again(opened: Opening) -> None:
    async with opened() as hands:
        for keys in ((), ("2",), ("escape", "3"), ("escape", "1", "y")):
            await hands.press(*keys)
            before = hands.text
            for size in ((20, 6), (80, 24)):
                await hands.pilot.resize_terminal(*size)
                await hands.settle()
            assert hands.text == before


@pytest.mark.parametrize(("before", "after"), [((80, 24), SMALLEST), (SMALLEST, (80, 24))], ids=str)
async def test_a_screen_fits_also_when_the_size_changed_while_help_was_open(
    opened: Opening, before: tuple[int, int], after: tuple[int, int]
) -> None:
    async with opened(PLACES["exercise"], size=after) as hands:
        await hands.settle()
        wanted = hands.text
    async with opened(size=before, resume=True) as hands:
        await hands.until_shown("Welcome back")
        await hands.press("n", "question_mark")
        await hands.pilot.resize_terminal(*after)
        await hands.settle()
        await hands.press("escape")
        await hands.settle()
        assert hands.screen.has_class("-narrow") is (after == SMALLEST)
        assert hands.screen.has_class("-short") is (after == SMALLEST)
        is_whole(hands)
        assert sorted(flat(wanted).split()) == sorted(hands.flat.split())
