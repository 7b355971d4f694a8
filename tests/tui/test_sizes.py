"""Every screen in every size: all of it can be read, and every answer can be reached, by keys alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from products import cells, only_long
from walks import PLACES, answered, at_first_step, felt

from mckenzie_tui import cards, prompts
from mckenzie_tui.body import SPOTS
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.frame import WalkScreen
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.tui.widgets.rating import Rating
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side
from tui.conftest import Opening
from tui.hands import Hands, flat
from tui.marking import go_to

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
    words = f"! ({commands.TROUBLE.label}|{commands.TROUBLE.short})"
    bar = [line for line in hands.lines if re.search(words, line)]
    assert bar == hands.lines[-1:]


WHERE_IT_IS_ROOMY = ("medical question", "where it hurts", "response", "settling", "something is wrong")
IN_SIZES = cells(WAYS, SIZES[:2], always=lambda place, size: size == SMALLEST or place in WHERE_IT_IS_ROOMY)
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
        if hands.sitting.walk.place.kind.marks_where:
            await the_chart_can_be_read(hands)
            return
        if hands.sitting.walk.place.kind is PlaceKind.EXERCISE:
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


async def test_what_to_stop_and_how_to_rest_comes_before_how_to_go_on(opened: Opening) -> None:
    async with opened(WAYS["settling"][0], size=SMALLEST) as hands:
        asked = prompts.prompt(hands.sitting.walk)
        seen = hands.said("#text")
        assert seen.startswith(flat(asked.intro))
        assert flat(asked.ask) in seen


async def test_a_question_with_few_answers_is_seen_as_a_whole(opened: Opening) -> None:
    async with opened(WAYS["settled"][0], size=SMALLEST) as hands:
        assert flat(prompts.prompt(hands.sitting.walk).ask) in hands.said("#text")


async def the_chart_can_be_read(hands: Hands) -> None:
    """The question, all of the chart, what is under the cursor, and the key that goes on are in sight."""
    card = cards.chart_card(hands.sitting.walk)
    read = await hands.read("#text")
    assert card.ask in read
    if hands.screen.has_class("-tall"):
        assert flat(card.intro) in read
    assert ("Rest " in hands.said("#rest")) is (card.rest_s > 0)
    chart = hands.part("BodyChart")
    for side in ("left", "right"):
        assert any(side in line for line in (chart[0], chart[-1]))
    assert hands.said("#side").startswith("Right " if card.before else "Middle of the low back")
    assert "enter Done" in hands.lines[-1]
    if hands.screen.query_one(Rating).display:
        numbers = [int(number.strip("[]")) for number in hands.said("Rating").split() if number.strip("[]").isdigit()]
        assert numbers == list(range(1, 11))


CHART_SIZES = [*SIZES, (59, 24), (80, 15), *map(only_long, [(70, 24), (100, 30)])]


@pytest.mark.parametrize("size", CHART_SIZES, ids=name)
async def test_every_place_of_the_body_can_be_marked_and_is_seen(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(PLACES["where it hurts"], size=size) as hands:
        for number, spot in enumerate(SPOTS):
            await go_to(hands, spot)
            await hands.press(str(1 + number % 9))
            assert f"{spot.words}: pain {1 + number % 9}" in hands.said("#side").lower()
            assert str(1 + number % 9) in hands.said("BodyChart")
        is_whole(hands)
        await hands.press("enter")
        assert hands.session.baseline is not None
        assert len(hands.session.baseline.symptoms.marks) == len(SPOTS)


@pytest.mark.parametrize("size", CHART_SIZES[2:], ids=name)
@pytest.mark.parametrize("place", ["where it hurts", "before", "after", "recheck"])
async def test_a_chart_is_whole(opened: Opening, place: str, size: tuple[int, int]) -> None:
    async with opened(PLACES[place], size=size) as hands:
        is_whole(hands)
        await the_chart_can_be_read(hands)


@pytest.mark.parametrize(("size", "side"), [*((size, Side.RIGHT) for size in SIZES), (SMALLEST, Side.LEFT)], ids=str)
async def test_every_step_shows_its_heading_its_clock_and_when_to_stop(
    opened: Opening, size: tuple[int, int], side: Side
) -> None:
    async with opened(lambda machine: at_first_step(machine, felt(**{side.value: Region.FOOT})), size=size) as hands:
        for number in range(1, 8):
            is_whole(hands)
            marks = [mark for mark in hands.said("TrailLine") if mark in "✓×▶·"]
            assert f"step {number} of 7" in hands.said("#heading") or marks.index("▶") == number + 1
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
    "history": (("6",), ""),
    "flows": (("5",), "#flows"),
    "settings": (("7",), "#settings"),
    "pages": (("u",), "#pages"),
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
            for text in (each for each in whole.query("Static") if each.display):
                assert flat(str(text.render())) in read
        assert "q Quit" in hands.lines[-1] or "Back" in hands.lines[-1]
        if keys:
            await hands.press("escape")
        assert "Begin a session" in await hands.read("#home", "pageup")


# Changing the size


@pytest.mark.parametrize(
    "place",
    [
        *("advice", "where it hurts", "exercise", "response", "settling"),
        *map(only_long, ("after", "settled", "something is wrong")),
    ],
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
        for keys in ((), ("2",), ("escape", "3"), ("escape", "4"), ("escape", "1", "y")):
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
        assert sorted(flat(wanted).split()) == sorted(hands.flat.split()), f"{wanted}\n{hands.text}"
