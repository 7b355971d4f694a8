"""Where it hurts: a body to mark, at the start and again before and after each exercise."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from products import cells
from walks import PLACES, answered, at_first_step, felt, on_disk

from mckenzie_tui import cards
from mckenzie_tui.body import BY_ID, MIDDLE, Spot
from mckenzie_tui.locating import rated, values_of, with_numbness
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.tui import commands
from mckenzie_tui.tui.commands import Command
from mckenzie_tui.tui.screens.where_it_hurts import NOTHING_FELT, NOTHING_MARKED
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Region, Side, View
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import go_to, mark

CHART = PLACES["where it hurts"]
STEP = "step.prone_lying"
CALF, LEFT_CALF, HEEL = (BY_ID[name] for name in ("back.right.lower_leg", "back.left.lower_leg", "back.right.foot"))
CALF_AND_BACK = ("3", "down", "down", "down", "down", "6")
"""The keys for pain of 3 in the middle of the low back, and of 6 in the right calf."""
CALF_AND_BACK_KEPT = {"back.central.back_midline.pain": 3, "back.right.lower_leg.pain": 6}
ROOMY = [(80, 24), (60, 20), (70, 24), (120, 40)]
sizes = pytest.mark.parametrize("size", [(80, 24), (40, 15), (60, 20), (120, 40)], ids=str)


def kept(hands: Hands) -> dict[str, str | int] | None:
    """The chart as it is kept on the disk while it is being marked."""
    draft = on_disk(hands.sitting).draft
    if draft is not None:
        assert draft.place == hands.place
    return draft and draft.values


def located(hands: Hands) -> Symptoms:
    """The last chart that was given as an answer, as it is on the disk."""
    return next(answer.symptoms for answer in reversed(on_disk(hands.sitting).answers) if answer.symptoms is not None)


def told(hands: Hands) -> str:
    """What is said beside the chart, or below it: what is under the cursor, what is marked, and what was before."""
    return hands.said("#side")


def asks(hands: Hands) -> bool:
    """Whether the question of this place is on the screen."""
    return cards.chart_card(hands.sitting.walk).ask in hands.said("#text")


# The shortest way


async def test_right_calf_6_and_low_back_3_take_at_most_8_keys(opened: Opening) -> None:
    keys = (*CALF_AND_BACK, "enter")
    assert len(keys) <= 8
    async with opened(CHART) as hands:
        await hands.press(*keys)
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert baseline.side is Side.RIGHT
        assert set(baseline.symptoms.marks) == {
            Mark(region=Region.LOWER_LEG, side=Side.RIGHT, view=View.BACK, intensity=6),
            Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL, view=View.BACK, intensity=3),
        }
        assert (baseline.symptoms.back_pain, baseline.symptoms.leg_pain) == (3, 6)
        assert "Prone lying" in hands.said("#heading")


async def test_in_a_hurry_an_exercise_is_done_kept_as_it_was_and_answered_by_two_times_enter(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("d")
        assert hands.place == f"{STEP}.after"
        await hands.press("enter")
        assert hands.place == f"{STEP}.response"
        await hands.press("enter")
        assert "Prone props" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.verdict) == ("unchanged", "no_effect")
        assert step.before == step.after == on_disk(hands.sitting).baseline.symptoms  # type: ignore[union-attr]


# The places where it is marked

FARTHER, SAME = felt(right=Region.FOOT), felt(right=Region.LOWER_LEG)
CHARTS: dict[str, tuple[str, Symptoms, str]] = {
    "where it hurts": ("", Symptoms(), ""),
    "before": ("before you begin", SAME, f"{STEP}.exercise"),
    "after": ("at rest", SAME, f"{STEP}.response"),
    "recheck": ("after the rest", FARTHER, f"{STEP}.settled"),
}
"""Each chart: what its question is about, what it begins with, and where enter leads then."""


@pytest.mark.parametrize("place", CHARTS)
async def test_each_place_asks_its_question_and_begins_with_what_was_marked_last(opened: Opening, place: str) -> None:
    about, at_first, _ = CHARTS[place]
    async with opened(PLACES[place]) as hands:
        assert asks(hands)
        assert about in hands.said("#text")
        assert sum(other in hands.said("#text") for other, *_ in CHARTS.values() if other) == bool(about)
        chart = hands.get(BodyChart)
        assert (chart.found, chart.has_focus) == (at_first, True)
        assert ("Marked right heel 5" in told(hands)) is (place == "recheck")
        assert ("Marked right calf 5" in told(hands)) is (place in ("before", "after"))
        assert ("Before right calf 5" in told(hands)) is (place != "where it hurts")


@pytest.mark.parametrize(("place", "spot"), list(zip(CHARTS, (MIDDLE, CALF, CALF, HEEL), strict=True)))
async def test_the_cursor_begins_at_the_farthest_mark(opened: Opening, place: str, spot: Spot) -> None:
    async with opened(PLACES[place]) as hands:
        assert hands.get(BodyChart).cursor == spot
        await hands.press("2")
        assert kept(hands) == {f"{spot.id}.pain": 2}


@pytest.mark.parametrize("place", [place for place in CHARTS if place != "where it hurts"])
async def test_enter_keeps_what_was_marked_last(opened: Opening, place: str) -> None:
    _, at_first, then = CHARTS[place]
    async with opened(PLACES[place]) as hands:
        await hands.press("enter")
        assert hands.place == then
        assert located(hands) == at_first


@pytest.mark.parametrize("size", ROOMY, ids=str)
async def test_the_first_look_says_where_the_cursor_is_and_how_to_mark(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        at_first = told(hands)
        assert "Middle of the low back: not marked" in at_first
        assert "1 to 9: how strong" in at_first
        await hands.press("left", "right")
        assert told(hands) == at_first


@pytest.mark.parametrize("size", ROOMY, ids=str)
async def test_what_was_before_the_exercise_stands_below_what_is_marked(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(PLACES["after"], size=size) as hands:
        await hands.press("2")
        assert "Marked right calf 2 Before right calf 5" in told(hands)


async def test_all_that_was_marked_before_the_exercise_is_told(opened: Opening) -> None:
    def walk(machine: FlowMachine) -> Walk:
        start = rated(felt(left=Region.THIGH, pain=4), MIDDLE, Kind.PAIN, 2)
        return answered(at_first_step(machine, start), Event.DID)

    async with opened(walk) as hands:
        await hands.press("c")
        assert "Marked" not in told(hands)
        assert "Before back of the left thigh 4 middle of the low back 2" in told(hands)


async def test_one_chart_follows_another_with_the_question_of_its_own_and_its_own_rest(opened: Opening) -> None:
    def in_the_middle(machine: FlowMachine) -> Walk:
        return answered(at_first_step(machine, felt()), Event.DID)

    async with opened(in_the_middle) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await mark(hands, felt(right=Region.BACK_SIDE))
        await hands.press("enter")
        assert hands.place == f"{STEP}.recheck"
        assert "Rest, then look again" in hands.said("#heading")
        assert "It moved from the middle of your back to one side: the right side of the low back." in hands.said(
            "#text"
        )
        assert asks(hands)
        assert "Rest 5:00" in hands.said("#rest")
        assert hands.get(BodyChart).found == felt(right=Region.BACK_SIDE)
        await hands.press("enter")
        assert hands.place == f"{STEP}.response"
        assert hands.get(ChoiceList).highlighted == 2


# The rest


@pytest.mark.usefixtures("quick_looks")
async def test_the_rest_is_counted_down_beside_the_chart_and_its_end_is_told(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        assert "Rest 1:00" in hands.said("#rest")
        await hands.pass_time(1.5)
        await hands.until_shown("Rest 0:59")
        await go_to(hands, HEEL)
        await hands.press("6")
        await hands.pass_time(58)
        assert "Rest 0:01" in hands.said("#rest")
        await hands.pass_time(1)
        await hands.until_shown("The rest is over. Where is it now?")
        assert hands.place == f"{STEP}.after"
        assert kept(hands) == {"back.right.foot.pain": 6, "back.right.lower_leg.pain": 5}


@pytest.mark.usefixtures("quick_looks")
async def test_each_exercise_has_its_own_rest(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await hands.pass_time(3)
        await hands.until_shown("Rest 0:57")
        await hands.press("enter", "enter", "d")
        assert "Prone props" in hands.said("#heading")
        assert "Rest 1:00" in hands.said("#rest")


@pytest.mark.parametrize("place", ["where it hurts", "before", "recheck"])
async def test_there_is_no_rest_where_none_belongs(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        assert "Rest" not in hands.flat


# Every mark is kept at once


async def test_every_mark_is_on_the_disk_before_the_next_key(opened: Opening) -> None:
    back, calf = "back.central.back_midline", "back.right.lower_leg"
    async with opened(CHART) as hands:
        assert kept(hands) is None
        for keys, values in (
            (["3"], {f"{back}.pain": 3}),
            (["down"] * 4, {f"{back}.pain": 3}),
            (["6"], {f"{back}.pain": 3, f"{calf}.pain": 6}),
            (["p"], {f"{back}.pain": 3, f"{calf}.pain": 6}),
            (["4"], {f"{back}.pain": 3, f"{calf}.pain": 6, f"{calf}.pins_and_needles": 4}),
            (["n"], {f"{back}.pain": 3, f"{calf}.pain": 6, f"{calf}.pins_and_needles": 4, f"{calf}.numbness": 0}),
            (["0"], {f"{back}.pain": 3, f"{calf}.pain": 10, f"{calf}.pins_and_needles": 4, f"{calf}.numbness": 0}),
            (["backspace"], {f"{back}.pain": 3}),
            (["c"], {}),
        ):
            await hands.press(*keys)
            assert kept(hands) == values


async def test_a_mark_and_quitting_right_after_it_lose_nothing(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("3")
        hands.send("6", "q")
        await hands.until(lambda: not hands.app.is_running)
        assert kept(hands) == {"back.central.back_midline.pain": 6}
    assert hands.app.return_code == 0


@pytest.mark.parametrize("place", CHARTS)
async def test_taken_up_again_the_chart_stands_as_it_was_marked(opened: Opening, place: str) -> None:
    wanted = with_numbness(rated(felt(left=Region.TOES, pain=10), CALF, Kind.TINGLING, 2), MIDDLE, numb=True)
    async with opened(PLACES[place]) as hands:
        await mark(hands, wanted)
        await hands.press("q")
    async with opened() as hands:
        await hands.press("1", "n")
        assert asks(hands)
        assert hands.get(BodyChart).found == wanted
        assert "Marked left toes 10 right calf 2 (pins and needles) numb middle of the low back" in told(hands)
        await go_to(hands, BY_ID["front.left.toes"])
        assert "Left toes: pain 10" in told(hands)


@pytest.mark.parametrize("place", CHARTS)
async def test_after_something_was_wrong_and_nothing_was_the_chart_is_as_marked(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        await mark(hands, felt(left=Region.THIGH, pain=7))
        await hands.press("exclamation_mark", "n", "n", "n")
        assert asks(hands)
        assert hands.get(BodyChart).found == felt(left=Region.THIGH, pain=7)
        assert kept(hands) == {"back.left.thigh.pain": 7}


@pytest.mark.parametrize("way", ["taken up again", "something is wrong"])
@pytest.mark.parametrize("key", ["backspace", "c"])
async def test_marks_that_were_taken_away_do_not_come_back(opened: Opening, key: str, way: str) -> None:
    async with opened(PLACES["after"]) as hands:
        await go_to(hands, CALF)
        await hands.press(key)
        assert kept(hands) == {}
        if way == "something is wrong":
            await hands.press("exclamation_mark", "n", "n", "n")
            assert hands.get(BodyChart).found == Symptoms()
        else:
            await hands.press("q")
    if way == "taken up again":
        async with opened() as hands:
            await hands.press("1", "n")
            assert hands.place == f"{STEP}.after"
            assert hands.get(BodyChart).found == Symptoms()
            assert "Marked" not in told(hands)


RACES = [("6", "enter"), ("6", "n", "enter"), ("down", "6", "enter", "enter"), ("6", "b")]


@pytest.mark.parametrize(
    ("place", "keys"),
    cells(CHARTS, RACES, always=lambda place, keys: place in ("where it hurts", "after") or keys == RACES[0]),
)
async def test_a_mark_belongs_to_the_place_where_it_was_made(
    opened: Opening, place: str, keys: tuple[str, ...]
) -> None:
    async with opened(PLACES[place]) as hands:
        here = hands.place
        hands.send(*keys)
        await hands.settle()
        saved = on_disk(hands.sitting)
        assert saved.draft is None or saved.draft.place in (here, hands.place)
        if "enter" in keys:
            assert hands.place != here
            assert saved.draft is None
            assert any(mark.intensity == 6 for mark in located(hands).marks)
        else:
            assert saved.draft is None


@pytest.mark.parametrize("place", CHARTS)
async def test_a_mark_made_right_before_something_is_wrong_is_kept(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        here, spot = hands.place, hands.get(BodyChart).cursor
        hands.send("6", "exclamation_mark")
        await hands.settle()
        assert hands.place == "trouble"
        draft = on_disk(hands.sitting).draft
        assert draft is not None
        assert (draft.place, draft.values[f"{spot.id}.pain"]) == (here, 6)
        await hands.press("n", "n", "n")
        assert values_of(hands.get(BodyChart).found) == draft.values


async def test_the_next_chart_begins_with_what_was_marked_and_not_with_what_was_drawn_and_given_up(
    opened: Opening,
) -> None:
    async with opened(PLACES["before"]) as hands:
        await hands.press("9", "b")
        assert hands.place == f"{STEP}.exercise"
        await hands.press("d")
        assert hands.place == f"{STEP}.after"
        assert hands.get(BodyChart).found == SAME


# Nothing marked, and nothing felt


@sizes
async def test_enter_with_nothing_marked_is_refused_with_a_hint(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        await hands.press(*["enter"] * 3)
        assert hands.place == "where_it_hurts"
        assert NOTHING_MARKED in told(hands)
        await hands.press("4")
        assert "Mark a place first" not in hands.flat
        await hands.press("enter")
        assert hands.place == f"{STEP}.exercise"


@sizes
async def test_nothing_felt_is_said_by_c_and_confirmed_by_enter(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        await hands.press("c")
        assert hands.place == "where_it_hurts"
        assert NOTHING_FELT in told(hands)
        await hands.press("enter")
        assert hands.session.ending == "nothing_to_test"
        assert "Nothing to compare today" in hands.said("#heading")
        assert "You marked no symptoms at the start" in await hands.read("#text")


async def test_what_is_marked_after_nothing_was_felt_counts(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("5", "c", "4")
        assert NOTHING_FELT not in hands.flat
        await hands.press("backspace", "enter")
        assert hands.place == "where_it_hurts"
        assert NOTHING_MARKED in told(hands)


async def test_after_an_exercise_nothing_felt_needs_no_more_than_enter(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await hands.press("c", "enter")
        assert "The pain is gone. That is a good sign." in hands.said("#text")
        assert hands.get(ChoiceList).highlighted == 0
        await hands.press("enter")
        assert hands.session.ending == "preference_found"


async def test_only_numbness_is_for_a_person_to_see(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await go_to(hands, CALF)
        await hands.press("n", "enter")
        assert hands.session.ending == "seek_care"
        assert "You marked numbness, and no pain." in await hands.read("#text")


# What the start leads to


@pytest.mark.parametrize(("keys", "ending"), [(("y",), "emergency"), (("n", "n"), "seek_care"), (("n", "y"), None)])
async def test_symptoms_in_both_legs_are_asked_about(
    opened: Opening, keys: tuple[str, ...], ending: str | None
) -> None:
    async with opened(CHART) as hands:
        await mark(hands, felt(left=Region.THIGH, right=Region.LOWER_LEG, pain=4))
        await hands.press("enter")
        assert "Are the symptoms in both legs new" in hands.said("#text")
        await hands.press(*keys)
        assert hands.session.ending == ending
        if ending is None:
            assert "Prone lying" in hands.said("#heading")


async def test_numbness_in_the_other_leg_counts_as_symptoms_in_both(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await mark(hands, with_numbness(felt(right=Region.LOWER_LEG), LEFT_CALF, numb=True))
        await hands.press("enter")
        assert "Are the symptoms in both legs new" in hands.said("#text")


@pytest.mark.parametrize(("key", "strong"), [("7", False), ("8", True), ("9", True), ("0", True)])
async def test_strong_pain_at_the_start_leaves_the_two_gentlest_steps(opened: Opening, key: str, strong: bool) -> None:
    async with opened(CHART, size=(120, 36)) as hands:
        await hands.press(key, "enter")
        (left_out,) = [line for line in hands.part("Trail") if "Press-ups" in line]
        assert ("∅" in left_out) is strong


# Marking


async def test_pins_and_needles_are_rated_by_the_number_after_p(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("down", "p")
        assert "Right buttock: pins and needles: how strong?" in told(hands)
        await hands.press("4")
        assert "Right buttock: pins and needles 4" in told(hands)
        assert "Marked right buttock 4 (pins and needles)" in told(hands)
        assert "[4]" in hands.said("Rating")
        await hands.press("6")
        assert "Right buttock: pain 6, pins and needles 4" in told(hands)
        assert kept(hands) == {"back.right.buttock_hip.pain": 6, "back.right.buttock_hip.pins_and_needles": 4}
        assert "[6]" in hands.said("Rating")
        await hands.press("enter")
        assert {mark.kind for mark in located(hands).marks} == {Kind.PAIN, Kind.TINGLING}


@pytest.mark.parametrize("key", ["down", "tab", "backspace", "n"])
async def test_another_key_after_p_is_no_rating_and_the_next_number_is_pain(opened: Opening, key: str) -> None:
    async with opened(CHART) as hands:
        await hands.press("p", key, "4")
        assert [mark.kind for mark in hands.get(BodyChart).found.felt] == [Kind.PAIN]


async def test_numbness_is_marked_by_n_and_taken_back_by_n(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("6", "n")
        assert "Middle of the low back: pain 6, numb" in told(hands)
        assert "Marked middle of the low back 6 numb middle of the low back" in told(hands)
        await hands.press("n")
        assert "Marked middle of the low back 6" in told(hands)
        assert "numb" not in told(hands)
        assert kept(hands) == {"back.central.back_midline.pain": 6}


@pytest.mark.parametrize("key", ["backspace", "delete"])
async def test_backspace_clears_the_place_under_the_cursor_and_no_other(opened: Opening, key: str) -> None:
    async with opened(CHART) as hands:
        await hands.press("3", "down", "6", "n", "p", "5", key)
        assert "Right buttock: not marked Marked middle of the low back 3" in told(hands)
        assert told(hands).count("buttock") == 1
        assert hands.place == "where_it_hurts"


async def test_c_clears_everything(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("3", "down", "6", "tab", "n", "c")
        assert "Marked" not in told(hands)
        assert kept(hands) == {}
        assert hands.get(BodyChart).found == Symptoms()


@pytest.mark.parametrize("keys", [("tab", "6", "tab"), ("shift+tab", "6")])
async def test_tab_leads_to_the_front_and_back(opened: Opening, keys: tuple[str, ...]) -> None:
    async with opened(CHART) as hands:
        await hands.press(*keys)
        assert "Marked right hip or groin 6" in told(hands)
        assert told(hands).startswith("Middle" if len(keys) > 2 else "Right hip or groin")


@pytest.mark.parametrize(
    ("command", "then"),
    [
        (commands.NUMB, "pain 3, numb"),
        (commands.PINS, "pins and needles: how strong?"),
        (commands.CLEAR, "not marked"),
        (commands.NOTHING, NOTHING_FELT),
        (commands.OTHER_VIEW, "hip or groin"),
    ],
    ids=lambda value: value.action if isinstance(value, Command) else "",
)
async def test_what_a_key_does_can_be_done_from_the_palette(opened: Opening, command: Command, then: str) -> None:
    async with opened(CHART) as hands:
        await hands.press("3", "ctrl+p", *command.label.lower())
        await hands.until_shown(command.text[:20])
        await hands.press("down", "enter")
        await hands.until(lambda: hands.screen.query(BodyChart) and then in told(hands))
        assert hands.place == "where_it_hurts"


# The mouse


async def click_on(hands: Hands, text: str) -> None:
    """Click on a text in the picture or the table."""
    region = hands.get(BodyChart).region
    [(row, line)] = [(row, line) for row, line in enumerate(hands.part("BodyChart")) if text in line]
    await hands.pilot.click(offset=(region.x + line.index(text), region.y + row))
    await hands.settle()


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_click_moves_the_cursor_and_marks_nothing(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        await hands.press(*CALF_AND_BACK)
        before = kept(hands)
        await click_on(hands, "3")
        assert "Middle of the low back: pain 3" in told(hands)
        await click_on(hands, "6")
        assert "Right calf: pain 6" in told(hands)
        assert kept(hands) == before == CALF_AND_BACK_KEPT
        await hands.press("8")
        assert kept(hands) == CALF_AND_BACK_KEPT | {"back.right.lower_leg.pain": 8}


async def test_a_click_on_the_row_of_numbers_rates_the_place_under_the_cursor(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("down", "down", "down", "down")
        row = hands.screen.query_one("Rating").region
        for number in (10, *range(1, 10)):
            await hands.pilot.click(offset=(row.x + hands.part("Rating")[0].index(str(number)), row.y))
            await hands.settle()
            assert f"[{number}]" in hands.said("Rating")
            assert kept(hands) == {"back.right.lower_leg.pain": number}
            assert hands.get(BodyChart).has_focus


async def test_a_click_on_the_row_of_numbers_after_p_rates_pins_and_needles(opened: Opening) -> None:
    async with opened(CHART) as hands:
        row = hands.screen.query_one("Rating").region
        await hands.press("p")
        await hands.pilot.click(offset=(row.x + hands.part("Rating")[0].index("7"), row.y))
        await hands.settle()
        assert kept(hands) == {"back.central.back_midline.pins_and_needles": 7}


# In words, with left and right

EVERY_KIND = with_numbness(
    rated(rated(felt(left=Region.THIGH, pain=4), CALF, Kind.PAIN, 6), MIDDLE, Kind.TINGLING, 3), LEFT_CALF, numb=True
)
SETTINGS = {"with colours": Settings(), "without colours": Settings(colours=False)}


@pytest.mark.parametrize("look", SETTINGS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=str)
async def test_what_is_marked_stands_in_words_with_left_and_right(
    opened: Opening, size: tuple[int, int], look: str
) -> None:
    async with opened(CHART, size=size, settings=SETTINGS[look]) as hands:
        await mark(hands, EVERY_KIND)
        await go_to(hands, CALF)
        for words in ("right calf 6", "numb left calf", "back of the left thigh 4"):
            assert words in told(hands)
        assert "middle of the low back 3 (pins and needles)" in told(hands)
        assert "Right calf: pain 6" in told(hands)
        names = hands.part("BodyChart")[-1].split()
        assert names == ["left", "BACK", "right", "right", "FRONT", "left"]
        braille = any("\u2800" < letter < "\u2900" for letter in hands.flat)
        assert braille is (look == "without colours")


@pytest.mark.parametrize("look", SETTINGS)
async def test_in_the_table_every_mark_stands_beside_its_words_under_left_and_right(opened: Opening, look: str) -> None:
    async with opened(CHART, size=(40, 15), settings=SETTINGS[look]) as hands:
        await mark(hands, EVERY_KIND)
        await go_to(hands, CALF)
        heading, *rows = hands.part("BodyChart")
        assert "Back view (tab: front)" in heading
        cells = {}
        for row in rows:
            for side in (Side.LEFT, Side.RIGHT):
                start = heading.index(f" {side} ") - 2
                cells[f"{row[: heading.index(')') + 1].strip()} {side}"] = row[start : start + 8].strip()
        assert cells["calf right"] == "[6]"
        assert cells["calf left"] == "N"
        assert cells["back of the thigh left"] == "4"
        assert cells["back of the thigh right"] == "·"
        assert "t3" in next(row for row in rows if "middle of the low back" in row)
        assert "Right calf: pain 6" in told(hands)


async def test_where_there_is_little_room_the_first_marks_stand_in_words_as_well(opened: Opening) -> None:
    async with opened(CHART, size=(40, 15)) as hands:
        await hands.press(*CALF_AND_BACK)
        assert "Right calf: pain 6" in told(hands)
        assert "Marked: right calf 6, middle of the low back 3" in told(hands)


async def test_of_many_marks_the_farthest_stand_first(opened: Opening) -> None:
    many = Symptoms()
    for spot in list(BY_ID.values())[::2]:
        many = rated(many, spot, Kind.PAIN, 4)

    async with opened(lambda machine: answered(at_first_step(machine, many), Event.DID)) as hands:
        assert "Marked right toes 4 right heel 4" in told(hands)


# What a chart after an exercise says by itself


async def after(hands: Hands, found: Symptoms) -> None:
    """Mark this after the exercise, and go on."""
    await mark(hands, found)
    await hands.press("enter")


@pytest.mark.parametrize(("key", "ending"), [("y", "emergency"), ("n", "seek_care")])
async def test_new_numbness_leads_to_the_question_behind_it(opened: Opening, key: str, ending: str) -> None:
    async with opened(PLACES["after"]) as hands:
        await after(hands, with_numbness(SAME, CALF, numb=True))
        assert "You marked numbness that was not there before." in hands.said("#text")
        assert "Did it come on quickly, or is it in both legs, or between your legs?" in hands.said("#text")
        await hands.press(key)
        assert hands.session.ending == ending
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.verdict) == (None, "stop_neuro")


async def test_numbness_in_both_legs_after_an_exercise_is_an_emergency(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await after(hands, with_numbness(with_numbness(SAME, CALF, numb=True), LEFT_CALF, numb=True))
        assert hands.session.ending == "emergency"
        assert "You marked numbness in both legs that was not there before." in await hands.read("#text")


async def test_numbness_that_was_there_before_is_no_alarm(opened: Opening) -> None:
    def numb_before(machine: FlowMachine) -> Walk:
        return answered(at_first_step(machine, with_numbness(SAME, CALF, numb=True)), Event.DID)

    async with opened(numb_before) as hands:
        await hands.press("enter")
        assert hands.place == f"{STEP}.response"
        assert "The numbness you had before is still there." in hands.said("#text")


async def test_severe_pain_leads_to_a_rest_at_once(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await after(hands, felt(right=Region.LOWER_LEG, pain=9))
        assert hands.place == f"{STEP}.settling"
        assert "Let it settle" in hands.said("#heading")
        (step,) = on_disk(hands.sitting).steps
        assert (step.answer, step.counted_answer, step.too_much_pain) == (None, "worsened", True)
        assert "You marked very strong pain." in await hands.read("#text")


ON_BOTH_SIDES = felt(left=Region.LOWER_LEG, right=Region.LOWER_LEG)


@pytest.mark.parametrize("place", ["before", "after", "recheck"])
async def test_the_other_side_as_well_leads_to_the_list_of_signs(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        await after(hands, ON_BOTH_SIDES)
        assert hands.place == "trouble"
        assert "You marked symptoms on both sides now." in hands.said("#text")
        assert "Is any of these happening?" in hands.said("#text")
        await hands.press("n", "n", "n")
        assert hands.place == CHARTS[place][2]
        await hands.press("exclamation_mark", "1")
        assert hands.session.ending == "emergency"


async def test_severe_pain_before_an_exercise_is_asked_about(opened: Opening) -> None:
    async with opened(PLACES["before"]) as hands:
        await after(hands, felt(right=Region.LOWER_LEG, pain=9))
        assert hands.place == "trouble"
        assert "You marked very strong pain." in hands.said("#text")
        await hands.press("n", "n", "n")
        assert hands.place == f"{STEP}.exercise"


# Back


@pytest.mark.parametrize("key", ["b", "escape"])
async def test_back_from_the_question_after_it_the_chart_is_as_it_was_marked(opened: Opening, key: str) -> None:
    wanted = felt(right=Region.THIGH, pain=3)
    async with opened(PLACES["after"]) as hands:
        await after(hands, wanted)
        assert hands.place == f"{STEP}.response"
        await hands.press(key)
        assert hands.place == f"{STEP}.after"
        assert hands.get(BodyChart).found == wanted
        assert "Marked back of the right thigh 3 Before right calf 5" in told(hands)
        await hands.press("enter")
        assert hands.place == f"{STEP}.response"
        assert located(hands) == wanted


@pytest.mark.parametrize(
    ("place", "before"),
    [
        ("where it hurts", "question.medical.no_floor"),
        ("before", f"{STEP}.exercise"),
        ("after", f"{STEP}.exercise"),
        ("recheck", f"{STEP}.settling"),
    ],
)
@pytest.mark.parametrize("key", ["b", "escape"])
async def test_back_from_a_chart_leads_to_what_was_before_it(
    opened: Opening, place: str, before: str, key: str
) -> None:
    async with opened(PLACES[place]) as hands:
        await hands.press(key)
        assert hands.place == before


async def test_from_the_first_exercise_back_the_start_is_as_it_was_marked(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press(*CALF_AND_BACK, "enter", "b")
        assert hands.place == "where_it_hurts"
        assert "Marked right calf 6 middle of the low back 3" in told(hands)
        assert kept(hands) == CALF_AND_BACK_KEPT


# An old session


@pytest.fixture
def of_an_older_form(desk: Desk, machine: FlowMachine) -> Callable[[FlowMachine], Walk]:
    """A walk whose marks have no strength and no view, as the short form made them."""
    marks = (Mark(region=Region.FOOT, side=Side.RIGHT),)
    return lambda machine: answered(at_first_step(machine, Symptoms(back_pain=2, leg_pain=7, marks=marks)), Event.DID)


async def test_marks_without_a_strength_are_shown_with_the_rating_of_their_part_of_the_body(
    opened: Opening, of_an_older_form: Callable[[FlowMachine], Walk]
) -> None:
    async with opened(of_an_older_form) as hands:
        assert "Marked right heel 7" in told(hands)
        await hands.press("enter")
        assert hands.get(ChoiceList).highlighted == 2
