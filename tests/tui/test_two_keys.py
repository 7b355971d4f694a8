"""Space and enter alone: a person who lies face down finds these two without looking, and needs no others."""

from __future__ import annotations

import itertools

import pytest
from products import cells, only_long
from walks import PLACES, answered, at_first_step, eventful, felt, on_disk, sat

from mckenzie_tui import prompts
from mckenzie_tui.body import BY_ID, MIDDLE, ROUND, SPOTS
from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.locating import Felt, rated, with_numbness
from mckenzie_tui.pace.pacer import LEAD_IN
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Mark, Symptoms
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.choice_list import ChoiceList, Line
from mckenzie_tui.tui.widgets.two_keys import Offer, Stop, TwoKeys, offers, said
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Kind, Region, Side, View
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import about_to_say

CHART = PLACES["where it hurts"]
AFTER = PLACES["after"]
CALF, HEEL = BY_ID["back.right.lower_leg"], BY_ID["back.right.foot"]
SPACE, ENTER = "space", "enter"
SIZES = [(80, 24), (40, 15), (80, 15), *map(only_long, [(60, 20), (120, 40)])]
sizes = pytest.mark.parametrize("size", SIZES, ids=str)
ASKING = [place for place in PLACES if place not in ("where it hurts", "exercise", "before", "after", "recheck")]
TO_CALF_4 = (*[SPACE] * 6, ENTER, *[SPACE] * 4, ENTER)
"""From the untouched chart: pain of 4 in the right calf."""


def told(hands: Hands) -> str:
    """What is said beside the chart, or below it."""
    return hands.said("#side")


def kept(hands: Hands) -> dict[str, str | int] | None:
    """The chart as it is on the disk while it is being marked."""
    draft = on_disk(hands.sitting).draft
    return draft and draft.values


async def on_to(hands: Hands, words: str) -> int:
    """Press space until something is said in these words; how often that was."""
    for presses in range(40):
        if "enter: " in told(hands) and told(hands).startswith(words):
            return presses
        await hands.press(SPACE)
    raise AssertionError(f"space does not lead to {words!r}:\n{hands.text}")


async def choose(hands: Hands, label: str) -> None:
    """Answer with the line of this label."""
    choices = hands.get(ChoiceList)
    for _ in range(30):
        if any(line.startswith("▶") and label in line for line in map(str.strip, hands.part(choices))):
            await hands.press(ENTER)
            return
        await hands.press(SPACE)
    raise AssertionError(f"space does not lead to {label!r}:\n{hands.text}")


# A whole session


@pytest.mark.usefixtures("quick_looks")
@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_whole_session_takes_two_keys(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(size=size) as hands:
        await choose(hands, "Begin a session")
        while hands.place != "where_it_hurts":
            assert hands.get(ChoiceList).highlighted is None
            await hands.press(SPACE, SPACE, ENTER)
        answers = on_disk(hands.sitting).answers
        assert len(answers) == 29
        assert {answer.event for answer in answers} == {Event.NO}

        await hands.press(*TO_CALF_4, ENTER)
        assert hands.place == "step.prone_lying.exercise"
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        calf = Mark(region=Region.LOWER_LEG, side=Side.RIGHT, view=View.BACK, intensity=4)
        assert (baseline.side, baseline.symptoms.marks) == (Side.RIGHT, (calf,))

        await hands.press(ENTER)
        assert "You have not begun. Space starts it." in hands.said("Toast")
        await hands.press(SPACE)
        await hands.pass_time(LEAD_IN + 2)
        await hands.press(ENTER, ENTER, ENTER)
        assert hands.place == "step.prone_props.exercise"
        await hands.press(SPACE)
        await hands.pass_time(LEAD_IN + 120)
        await hands.until_shown("Where is it now?")
        await on_to(hands, "Right calf")
        await hands.press(ENTER)
        await on_to(hands, "Right calf: no pain?")
        await hands.press(ENTER)
        await on_to(hands, "Middle of the low back")
        await hands.press(ENTER)
        await on_to(hands, "Middle of the low back: pain 3?")
        await hands.press(ENTER, ENTER)
        assert hands.place == "step.prone_props.response"
        assert hands.get(ChoiceList).highlighted == 0
        await hands.press(ENTER)

        saved = on_disk(hands.sitting)
        assert [(step.id, step.answer) for step in saved.steps] == [
            ("prone_lying", "unchanged"),
            ("prone_props", "centralized"),
        ]
        after = saved.steps[1].after
        assert after is not None
        assert after.marks == (Mark(region=Region.BACK_MIDLINE, side=Side.CENTRAL, view=View.BACK, intensity=3),)
        assert saved.ending == "preference_found"
        assert hands.place == "ending.preference_found"
        for _ in range(20):
            await hands.press(SPACE)
        assert "more text" not in hands.flat
        assert on_disk(hands.sitting) == saved
        await hands.press(ENTER)
        assert "Begin a session" in hands.flat


# Lists of answers


SMALL_TOO = ("medical question", "response", "settled", "something is wrong")


@pytest.mark.parametrize(
    ("place", "size"),
    cells(
        [*ASKING, "something is wrong"],
        [(80, 24), (40, 15)],
        always=lambda place, size: size == (80, 24) or place in SMALL_TOO,
    ),
)
async def test_space_goes_round_and_answers_nothing_and_enter_answers(
    opened: Opening, place: str, size: tuple[int, int]
) -> None:
    async with opened(PLACES.get(place, PLACES["exercise"]), size=size) as hands:
        if place not in PLACES:
            await hands.press("exclamation_mark")
        asked = prompts.prompt(hands.sitting.walk)
        here, choices, saved = hands.place, hands.get(ChoiceList), on_disk(hands.sitting)
        count = len(asked.choices)
        at = -1 if asked.proposed is None else asked.proposed
        for _ in range(count + 1):
            await hands.press(SPACE)
            at = (at + 1) % count
            assert choices.highlighted == at
            assert f"▶ {at + 1}" in hands.said(choices) or at >= 9
            assert asked.choices[at].label.split()[-1] in hands.said(choices)
        assert (hands.place, on_disk(hands.sitting)) == (here, saved)
        await hands.press(ENTER)
        answer = on_disk(hands.sitting).answers[-1]
        assert len(on_disk(hands.sitting).answers) == len(saved.answers) + 1
        assert (answer.place, answer.event) == (here, asked.choices[at].event)


@pytest.mark.parametrize("place", ["emergency question", "medical question", "both legs", "anything changed"])
async def test_a_question_about_safety_has_no_default_and_neither_has_the_next(opened: Opening, place: str) -> None:
    async with opened(PLACES[place]) as hands:
        answers = len(on_disk(hands.sitting).answers)
        await hands.press(ENTER, ENTER)
        assert len(on_disk(hands.sitting).answers) == answers
        await hands.press(SPACE, SPACE, ENTER)
        assert on_disk(hands.sitting).answers[-1].event is Event.NO
        if hands.screen.query(ChoiceList):
            assert hands.get(ChoiceList).highlighted is None
            await hands.press(ENTER, ENTER)
        assert len(on_disk(hands.sitting).answers) == answers + 1


async def test_the_line_that_space_leads_to_is_explained(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        asked = prompts.prompt(hands.sitting.walk).choices
        for _ in asked:
            await hands.press(SPACE)
            here = hands.get(ChoiceList).highlighted
            assert here is not None
            assert hands.said("#explain") == asked[here].explain


async def test_a_space_in_a_note_is_a_space(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        await hands.press("n", "a", SPACE, "b", ENTER, ENTER)
        assert on_disk(hands.sitting).answers[-1].note == "a b"


async def test_answers_that_could_not_be_saved_are_tried_again(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = [True]
    save = Store.save

    def saving(store: Store, session: Session) -> object:
        if failing:
            failing.clear()
            raise StorageError("there is no space left")
        return save(store, session)

    async with opened(PLACES["medical question"]) as hands:
        answers = len(on_disk(hands.sitting).answers)
        monkeypatch.setattr(Store, "save", saving)
        await hands.press(SPACE, SPACE, ENTER, ENTER)
        assert "could not be saved" in hands.flat
        await choose(hands, "Try again")
        assert len(on_disk(hands.sitting).answers) == answers + 1


# Screens to read


@pytest.fixture
def long_ago(desk: Desk, machine: FlowMachine) -> None:
    """A session to look back at."""
    sat(desk, eventful(machine))


@pytest.mark.usefixtures("long_ago")
@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_earlier_sessions_are_read_and_left(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(size=size) as hands:
        await choose(hands, "Look at earlier sessions")
        assert "Earlier sessions" in hands.said("#heading")
        await hands.press(ENTER)
        assert "One session" in hands.said("#heading")
        assert "▼ more text: space" in hands.flat
        read = await hands.read("#reading", SPACE)
        assert "Session 00000001" in read
        assert "File: " in read
        await hands.press(SPACE, SPACE)
        assert "One session" in hands.said("#heading")
        await hands.press(ENTER)
        await choose(hands, "Back to the start screen")
        assert "Begin a session" in hands.flat


async def test_a_list_without_sessions_is_left(opened: Opening) -> None:
    async with opened() as hands:
        await choose(hands, "Look at earlier sessions")
        await hands.press(SPACE, ENTER)
        assert "Begin a session" in hands.flat


async def test_the_list_of_flows_is_left_or_begins_a_session(opened: Opening) -> None:
    async with opened() as hands:
        await choose(hands, "All flows, and your own")
        await choose(hands, "Back to the start screen")
        assert "Begin a session" in hands.flat
        assert hands.app.sitting is None
        await choose(hands, "All flows, and your own")
        await hands.press(ENTER)
        assert "question 1 of 8" in hands.said("#heading")


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_help_is_read_and_left(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(size=size) as hands:
        await choose(hands, "Help")
        read = await hands.read("#help", SPACE)
        assert "Two keys are enough for a whole session" in read
        assert "space Go to the next answer" in read
        assert "In an emergency call" in read
        await hands.press(SPACE, SPACE, ENTER)
        assert "Begin a session" in hands.flat
        assert hands.app.sitting is None


async def test_help_tells_how_the_chart_is_marked(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press("question_mark")
        assert "space Go from place to place; enter then asks how strong it is there." in await hands.read("#help")


async def test_whom_to_call_is_read_and_left(opened: Opening) -> None:
    async with opened(size=(40, 15)) as hands:
        await hands.press("exclamation_mark")
        assert "call your doctor or physical therapist today" in await hands.read("#signs", SPACE)
        await hands.press(SPACE, ENTER)
        assert "Begin a session" in hands.flat


async def test_the_reasons_are_read_and_lead_back_to_the_result(opened: Opening) -> None:
    async with opened(about_to_say(Event.CENTRALIZED, Event.UNCHANGED), size=(40, 15)) as hands:
        await hands.press(ENTER)
        result = hands.text
        await hands.press("w")
        assert "▼ more text: space" in hands.flat
        assert "For and against each direction" in await hands.read("#reading", SPACE)
        await hands.press(SPACE, ENTER)
        assert hands.text == result


# The chart: the order


def test_one_key_leads_by_every_place_once_and_stays_on_one_side_of_one_view_as_long_as_it_can() -> None:
    assert len(ROUND) == len(SPOTS)
    assert set(ROUND) == set(SPOTS)
    assert ROUND[0] == MIDDLE
    parts = [(view, side) for (view, side), _ in itertools.groupby(ROUND, key=lambda spot: (spot.view, spot.side))]
    assert parts == [
        (View.BACK, Side.CENTRAL),
        (View.BACK, Side.RIGHT),
        (View.BACK, Side.LEFT),
        (View.FRONT, Side.RIGHT),
        (View.FRONT, Side.LEFT),
    ]
    for _, spots in itertools.groupby(ROUND, key=lambda spot: (spot.view, spot.side)):
        ranks = [spot.region.rank for spot in spots]
        assert ranks == sorted(ranks)


@sizes
async def test_space_leads_by_all_places_to_done_and_to_nothing_and_round_again(
    opened: Opening, size: tuple[int, int]
) -> None:
    async with opened(CHART, size=size) as hands:
        chart, saved = hands.get(BodyChart), on_disk(hands.sitting)
        for spot in (*ROUND, None, *ROUND):
            await hands.press(SPACE)
            if spot is None:
                assert told(hands).startswith("Done?")
                await hands.press(SPACE)
                assert told(hands).startswith("I feel nothing right now?")
            else:
                assert chart.cursor == spot
                assert told(hands).lower().startswith(f"{spot.words}: not marked")
        assert chart.found == Symptoms()
        assert (hands.place, on_disk(hands.sitting)) == ("where_it_hurts", saved)


async def test_right_calf_4_takes_13_presses_at_most(opened: Opening) -> None:
    keys = (*TO_CALF_4, ENTER)
    assert len(keys) <= 13
    async with opened(CHART) as hands:
        await hands.press(*keys)
        assert hands.place == "step.prone_lying.exercise"


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_what_is_marked_is_the_place_that_was_named(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        marks = {}
        for number, spot in enumerate(ROUND):
            words = spot.words[0].upper() + spot.words[1:]
            await hands.press(SPACE)
            assert told(hands).startswith(f"{words}: not marked")
            await hands.press(ENTER, *[SPACE] * (1 + number % 3), ENTER)
            marks[f"{spot.id}.pain"] = 1 + number % 3
            assert kept(hands) == marks
        await hands.press(ENTER)
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert {(mark.side, mark.region, mark.view, mark.intensity) for mark in baseline.symptoms.marks} == {
            (spot.side, spot.region, spot.view, marks[f"{spot.id}.pain"]) for spot in SPOTS
        }


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
async def test_after_an_exercise_it_begins_at_the_farthest_mark(opened: Opening, side: Side) -> None:
    start = felt(**{side.value: Region.LOWER_LEG})
    async with opened(lambda machine: answered(at_first_step(machine, start), Event.DID)) as hands:
        await hands.press(SPACE)
        assert told(hands).startswith(f"{side.capitalize()} calf: pain 5")
        await hands.press(SPACE)
        assert told(hands).startswith(f"{side.capitalize()} heel: not marked")


# The chart: how strong


def test_strengths_go_up_from_what_is_marked_and_round_and_then_come_the_other_kinds() -> None:
    words = [offer.words for offer in offers(Felt())]
    assert words == ["no pain", *(f"pain {n}" for n in range(1, 11)), "pins and needles ...", "numb"]
    words = [offer.words for offer in offers(Felt(pain=9, tingling=2, numb=True))]
    assert words[:4] == ["pain 9", "pain 10", "no pain", "pain 1"]
    assert words[-3:] == ["pain 8", "pins and needles ...", "not numb"]
    words = [offer.words for offer in offers(Felt(tingling=9))]
    assert words[:3] == ["pins and needles 9", "pins and needles 10", "no pins and needles"]
    assert words[-2:] == ["pain ...", "numb"]


async def test_a_strength_is_kept_by_enter_and_not_before(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press(SPACE, ENTER)
        for number in range(1, 11):
            await hands.press(SPACE)
            assert told(hands).startswith(f"Middle of the low back: pain {number}?")
            assert f"[{number}]" in hands.said("Rating")
            assert kept(hands) is None
            assert hands.get(BodyChart).found == Symptoms()
        await hands.press(ENTER)
        assert kept(hands) == {"back.central.back_midline.pain": 10}
        assert "Marked middle of the low back 10" in told(hands)


async def test_strengths_come_round_again(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        await hands.press(SPACE, ENTER)
        seen = []
        for _ in range(14):
            seen.append(told(hands).partition("?")[0].removeprefix("Right calf: "))
            await hands.press(SPACE)
        assert seen[:7] == ["pain 5", "pain 6", "pain 7", "pain 8", "pain 9", "pain 10", "no pain"]
        assert seen[7:11] == ["pain 1", "pain 2", "pain 3", "pain 4"]
        assert seen[11:] == ["pins and needles ...", "numb", "pain 5"]
        assert kept(hands) is None


async def test_pain_that_is_gone_is_marked_and_given(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        await hands.press(SPACE, ENTER)
        await on_to(hands, "Right calf: no pain?")
        await hands.press(ENTER)
        assert kept(hands) == {}
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.response"
        assert "The pain is gone." in hands.said("#text")


async def test_pins_and_needles_and_numbness_are_marked(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await on_to(hands, "Right heel")
        await hands.press(ENTER)
        await on_to(hands, "Right heel: pins and needles ...?")
        assert "enter: how strong" in told(hands)
        await hands.press(ENTER)
        assert told(hands).startswith("Right heel: no pins and needles?")
        await on_to(hands, "Right heel: pins and needles 2?")
        await hands.press(ENTER)
        assert kept(hands) == {"back.right.foot.pins_and_needles": 2}
        await on_to(hands, "Left side of the low back")
        await hands.press(ENTER)
        await on_to(hands, "Left side of the low back: numb?")
        await hands.press(ENTER)
        assert kept(hands) == {"back.right.foot.pins_and_needles": 2, "back.left.back_side.numbness": 0}
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.exercise"


async def test_what_is_marked_there_already_stays_beside_what_is_kept(opened: Opening) -> None:
    found = with_numbness(rated(felt(right=Region.LOWER_LEG), CALF, Kind.TINGLING, 3), CALF, numb=True)
    async with opened(lambda machine: answered(at_first_step(machine, found), Event.DID)) as hands:
        await hands.press(SPACE, ENTER, SPACE, ENTER)
        assert kept(hands) == {f"{CALF.id}.pain": 6, f"{CALF.id}.pins_and_needles": 3, f"{CALF.id}.numbness": 0}
        assert "Marked right calf 6" in told(hands)


# The chart: going on


async def test_once_a_strength_is_kept_enter_is_done_and_space_goes_on_from_there(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press(*TO_CALF_4)
        assert told(hands).startswith("Done? space: next place enter: done")
        await hands.press(SPACE)
        assert told(hands).startswith("Right heel: not marked")
        await hands.press(ENTER, SPACE, ENTER)
        assert kept(hands) == {f"{CALF.id}.pain": 4, f"{HEEL.id}.pain": 1}
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.exercise"


async def test_a_chart_on_which_space_was_not_pressed_is_kept_by_enter(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        await hands.press("down", "up", ENTER)
        assert hands.place == "step.prone_lying.response"


@pytest.mark.parametrize("key", ["up", "down", "left", "right", "tab", "7", "backspace", "p", "n", "c"])
@pytest.mark.parametrize("keys", [(SPACE,), (SPACE, ENTER, SPACE, SPACE)], ids=["at a place", "at a strength"])
async def test_another_key_puts_an_end_to_it_and_enter_is_done_again(
    opened: Opening, keys: tuple[str, ...], key: str
) -> None:
    async with opened(AFTER) as hands:
        await hands.press(*keys)
        await hands.press(key)
        assert hands.get(BodyChart).two_keys == TwoKeys()
        assert "enter Done" in hands.lines[-1]
        assert "enter: " not in told(hands)
        marks = kept(hands)
        assert marks is None or f"{CALF.id}.pain" not in marks or marks[f"{CALF.id}.pain"] in (5, 7)
        await hands.press(ENTER)
        after = on_disk(hands.sitting).answers[-1]
        assert after.place == "step.prone_lying.after"
        assert after.symptoms is not None
        assert {mark.intensity for mark in after.symptoms.felt} <= {5, 7}


async def test_an_arrow_after_space_goes_on_from_where_space_led(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press(*[SPACE] * 6, "down", "4")
        assert kept(hands) == {f"{HEEL.id}.pain": 4}
        await hands.press(SPACE)
        assert told(hands).startswith("Right heel: pain 4")


async def test_a_click_puts_an_end_to_it(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        await hands.press(SPACE, SPACE, ENTER, SPACE)
        chart = hands.get(BodyChart)
        [(row, line)] = [(row, line) for row, line in enumerate(hands.part(chart)) if "5" in line]
        await hands.pilot.click(offset=(chart.region.x + line.index("5"), chart.region.y + row))
        await hands.settle()
        assert (chart.cursor, chart.two_keys) == (CALF, TwoKeys())
        assert kept(hands) is None


@pytest.mark.parametrize("key", ["b", "escape"])
async def test_back_leads_from_a_strength_to_its_place_and_keeps_nothing(opened: Opening, key: str) -> None:
    async with opened(AFTER) as hands:
        await hands.press(SPACE, ENTER, SPACE, SPACE, key)
        assert told(hands).startswith("Right calf: pain 5")
        assert hands.get(BodyChart).two_keys.stop is Stop.PLACE
        assert kept(hands) is None
        await hands.press(key)
        assert hands.place == "step.prone_lying.exercise"


async def test_a_strength_that_was_not_kept_is_not_in_the_draft_when_something_is_wrong(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        await hands.press(SPACE, ENTER, SPACE, SPACE, "exclamation_mark")
        assert hands.place == "trouble"
        draft = on_disk(hands.sitting).draft
        assert draft is not None
        assert draft.values == {f"{CALF.id}.pain": 5}
        await hands.press("n", "n", "n")
        assert hands.get(BodyChart).two_keys == TwoKeys()
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.response"


async def test_each_chart_begins_without_them(opened: Opening) -> None:
    async with opened(lambda machine: answered(at_first_step(machine, felt()), Event.DID)) as hands:
        await on_to(hands, "Right side of the low back")
        await hands.press(ENTER, SPACE, ENTER, ENTER)
        if hands.sitting.walk.place.kind is not PlaceKind.RECHECK:
            raise AssertionError(hands.place)
        assert hands.get(BodyChart).two_keys == TwoKeys()
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.response"


# The chart: nothing marked


@sizes
async def test_done_with_nothing_marked_asks_for_a_place_or_a_word(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        await hands.press(SPACE, ENTER, ENTER)
        assert told(hands).startswith("Done?")
        await hands.press(ENTER, ENTER, ENTER)
        assert hands.place == "where_it_hurts"
        assert "Mark a place first. Or press space if you feel nothing right now." in told(hands)
        await hands.press(SPACE)
        assert told(hands).startswith("I feel nothing right now?")
        assert "enter: yes" in told(hands)
        await hands.press(ENTER)
        assert hands.place == "where_it_hurts"
        assert "You feel nothing right now. Enter confirms that." in told(hands)
        assert "enter: done" in told(hands)
        await hands.press(ENTER)
        assert on_disk(hands.sitting).ending == "nothing_to_test"


async def test_nothing_felt_is_taken_back_by_going_on(opened: Opening) -> None:
    async with opened(CHART) as hands:
        await hands.press(SPACE, ENTER, ENTER, SPACE, ENTER)
        await hands.press(SPACE, SPACE)
        assert told(hands).startswith("Right side of the low back")
        assert "You feel nothing" not in hands.flat
        await hands.press(ENTER, ENTER, ENTER)
        assert hands.place == "where_it_hurts"
        assert "Mark a place first." in told(hands)


async def test_that_nothing_is_felt_any_more_clears_all_marks_and_says_so_before(opened: Opening) -> None:
    many = rated(felt(left=Region.TOES), MIDDLE, Kind.PAIN, 2)
    async with opened(lambda machine: answered(at_first_step(machine, many), Event.DID)) as hands:
        await hands.press(SPACE, SPACE)
        assert told(hands).startswith("Done?")
        await hands.press(SPACE)
        assert told(hands).startswith("I feel nothing right now? This clears all marks.")
        assert kept(hands) is None
        await hands.press(ENTER)
        assert kept(hands) == {}
        await hands.press(ENTER)
        assert hands.place == "step.prone_lying.response"


# The chart: what is seen


@sizes
@pytest.mark.parametrize("place", ["where it hurts", "after"])
async def test_what_space_and_enter_do_now_is_always_in_sight(
    opened: Opening, place: str, size: tuple[int, int]
) -> None:
    async with opened(PLACES[place], size=size) as hands:

        def in_sight(space: str, enter: str) -> None:
            assert f"space: {space}" in told(hands)
            assert f"enter: {enter}" in told(hands)
            assert hands.lines[-1].lstrip().startswith("space ")
            assert "enter " in hands.lines[-1]
            assert "! " in hands.lines[-1]
            chart = hands.part("BodyChart")
            assert all(any(side in line for line in (chart[0], chart[-1])) for side in ("left", "right"))
            assert len(chart) >= 6

        await hands.press(SPACE)
        in_sight("next place", "how strong")
        await hands.press(ENTER)
        in_sight("stronger", "keep")
        await hands.press_at_once(*[SPACE] * (5 if place == "after" else 10))
        in_sight("next", "keep")
        await hands.press(ENTER)
        in_sight("next place", "done")
        assert "10" in hands.said("BodyChart")
        if size[0] < 60:
            assert "Marked: " in told(hands)


async def test_on_the_smallest_screen_the_keys_are_in_sight_at_every_place(opened: Opening) -> None:
    async with opened(CHART, size=(40, 15)) as hands:
        chart = hands.get(BodyChart)
        for spot in ROUND:
            await hands.press(SPACE)
            assert chart.cursor == spot
            assert "space: next place, enter: how strong" in told(hands)
            assert "[ ]" in hands.said("BodyChart")
            await hands.press(ENTER)
            await hands.press_at_once(*[SPACE] * 11)
            assert "pins and needles ...?" in told(hands)
            assert "space: next, enter: how strong" in told(hands)
            await hands.press(ENTER)
            await hands.press_at_once(*[SPACE] * 10)
            assert "pins and needles 10?" in told(hands)
            assert "space: next, enter: keep" in told(hands)
            await hands.press("b")
            assert chart.cursor == spot


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_a_click_on_the_key_bar_does_what_it_says(opened: Opening, size: tuple[int, int]) -> None:
    async with opened(CHART, size=size) as hands:
        await hands.press(SPACE)
        await hands.click("space Next")
        assert told(hands).startswith("Right side of the low back")
        await hands.click("enter St" if size[0] < 60 else "enter How")
        await hands.click("space Stronger")
        assert told(hands).startswith("Right side of the low back: pain 1?")
        await hands.click("enter Keep")
        assert kept(hands) == {"back.right.back_side.pain": 1}
        await hands.click("enter Done")
        assert hands.place == "step.prone_lying.exercise"


# Keys that come faster than the screen, and keys that are held down


async def test_keys_that_come_at_once_are_taken_in_their_order(opened: Opening) -> None:
    async with opened(CHART) as hands:
        hands.send(*TO_CALF_4)
        await hands.settle()
        assert kept(hands) == {f"{CALF.id}.pain": 4}
        hands.send(SPACE, "7")
        await hands.settle()
        assert kept(hands) == {f"{CALF.id}.pain": 4, f"{HEEL.id}.pain": 7}


async def test_space_on_a_chart_that_nobody_has_seen_does_nothing(opened: Opening) -> None:
    async with opened(AFTER) as hands:
        chart = hands.get(BodyChart)
        chart.show(chart.found)
        chart.next()
        assert chart.two_keys == TwoKeys()
        await hands.settle()
        chart.next()
        assert chart.two_keys.stop is Stop.PLACE


async def test_space_on_answers_that_nobody_has_seen_does_nothing(opened: Opening) -> None:
    async with opened(PLACES["medical question"]) as hands:
        choices = hands.get(ChoiceList)
        choices.show([Line("Yes"), Line("No")])
        choices.next()
        assert choices.highlighted is None
        await hands.settle()
        choices.next()
        assert choices.highlighted == 0


@pytest.mark.parametrize("place", ["where it hurts", "medical question", "response"])
async def test_space_that_is_held_down_goes_one_step(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    async with opened(PLACES[place]) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        before = hands.get(ChoiceList).highlighted if hands.screen.query(ChoiceList) else None
        await hands.press(*[SPACE] * 6)
        if hands.screen.query(BodyChart):
            assert (hands.get(BodyChart).cursor, hands.get(BodyChart).two_keys.stop) == (MIDDLE, Stop.PLACE)
        else:
            assert hands.get(ChoiceList).highlighted == (0 if before is None else before + 1)


async def test_space_and_enter_that_are_held_down_in_turn_go_one_step_each(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(AFTER) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press(*[SPACE] * 4, *[ENTER] * 4, *[SPACE] * 4, *[ENTER] * 4)
        assert kept(hands) == {f"{CALF.id}.pain": 6}
        assert hands.place == "step.prone_lying.after"


def test_an_offer_that_asks_how_strong_says_nothing_by_itself() -> None:
    with pytest.raises(ValueError, match="how strong"):
        said(Symptoms(), CALF, Offer(Kind.PAIN, None))
