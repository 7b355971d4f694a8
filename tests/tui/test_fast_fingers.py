"""Keys that come faster than the screen: nothing breaks, and nothing is answered twice or unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from walks import PLACES, answered, at_first_step, begun, felt, no_until, on_disk, sat

from mckenzie_tui.errors import StorageError
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.widgets.body_chart import BodyChart
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Region
from tui.conftest import Opening
from tui.hands import Hands
from tui.marking import about_to_say, mark


def before_the_chart(machine: FlowMachine) -> Walk:
    """A walk that stands at the last question before the chart."""
    return no_until(begun(machine), "question.medical.no_floor")


async def hit(hands: Hands, *keys: str) -> None:
    """Press keys without looking at the screen in between."""
    hands.send(*keys)
    await hands.settle()
    assert hands.app.is_running
    assert hands.app.return_code is None


@pytest.mark.parametrize("key", ["y", "n", "1", "2"])
async def test_a_key_pressed_twice_does_not_answer_a_question_that_was_not_shown_yet(opened: Opening, key: str) -> None:
    async with opened(PLACES["medical question"]) as hands:
        answers = len(hands.session.answers)
        await hit(hands, key, key)
        assert len(hands.session.answers) == answers + 1


@pytest.mark.parametrize("key", ["n", "2"])
async def test_the_last_no_about_health_pressed_twice_marks_nothing_on_a_chart_not_shown_yet(
    opened: Opening, key: str
) -> None:
    async with opened(before_the_chart) as hands:
        await hit(hands, key, key, key)
        assert hands.place == "where_it_hurts"
        assert hands.get(BodyChart).found == Symptoms()
        assert on_disk(hands.sitting).draft is None


async def test_done_pressed_twice_does_not_confirm_a_chart_not_shown_yet(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hit(hands, "d", "enter")
        assert hands.place == "step.prone_lying.after"


async def test_one_chart_confirmed_twice_does_not_confirm_the_next_one_not_shown_yet(opened: Opening) -> None:
    async with opened(lambda machine: answered(at_first_step(machine, felt()), Event.DID)) as hands:
        await mark(hands, felt(right=Region.BACK_SIDE))
        await hit(hands, "enter", "enter")
        assert hands.place == "step.prone_lying.recheck"


async def test_a_chart_confirmed_twice_does_not_take_a_proposal_not_shown_yet(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await hit(hands, "enter", "enter")
        assert hands.place == "step.prone_lying.response"


async def test_an_answer_given_twice_does_not_end_a_rest_not_shown_yet(opened: Opening) -> None:
    async with opened(about_to_say(Event.WORSENED)) as hands:
        await hit(hands, "enter", "enter", "enter")
        assert hands.place == "step.prone_lying.settling"


async def test_a_number_and_enter_sent_at_once_are_both_taken_by_the_chart_that_is_shown(opened: Opening) -> None:
    async with opened(PLACES["after"]) as hands:
        await hit(hands, "2", "enter")
        assert hands.place == "step.prone_lying.response"
        after = on_disk(hands.sitting).answers[-1].symptoms
        assert after is not None
        assert after.leg_pain == 2
        assert on_disk(hands.sitting).draft is None


async def test_a_step_is_left_out_once(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hit(hands, "x", "x", "x")
        assert "Prone props" in hands.said("#heading")


async def test_an_answer_to_a_step_is_not_one_to_the_next(opened: Opening) -> None:
    async with opened(PLACES["response"]) as hands:
        await hit(hands, "3", "3", "enter", "3")
        assert [step.id for step in on_disk(hands.sitting).steps] == ["prone_lying"]


async def test_one_session_is_begun(opened: Opening, desk: Desk) -> None:
    async with opened() as hands:
        await hit(hands, "1", "1")
        assert len(desk.store.paths()) == 1
        assert "question 1 of 8" in hands.said("#heading")


async def test_one_session_goes_on(opened: Opening, desk: Desk, machine: FlowMachine) -> None:
    sat(desk, PLACES["exercise"](machine))
    async with opened() as hands:
        await hit(hands, "1", "1")
        assert hands.place == "resumed"
        assert len(desk.store.paths()) == 1


@pytest.mark.parametrize("keys", ["bb", "bn", "bbb", "b!", "b1"])
async def test_back_from_the_first_question_leads_home(opened: Opening, keys: str) -> None:
    async with opened() as hands:
        await hands.press("1")
        await hit(hands, *keys)
        await hands.press("escape")
        assert "Go on:" in hands.flat


@pytest.mark.parametrize("screen", ["2", "3", "s", "question_mark", "exclamation_mark"])
async def test_a_screen_is_left_once(opened: Opening, screen: str) -> None:
    async with opened() as hands:
        await hands.press(screen)
        await hit(hands, "escape", "escape", "escape")
        assert "Begin a session" in hands.flat


async def test_the_reasons_are_opened_once(opened: Opening) -> None:
    async with opened() as hands:
        await hands.press("1", "y")
        await hit(hands, "w", "w")
        assert "Why" in hands.said("#heading")
        await hands.press("escape")
        assert "Please get help now" in hands.said("#heading")


@pytest.mark.parametrize("key", ["enter", "h", "b"])
async def test_a_result_is_left_once(opened: Opening, desk: Desk, key: str) -> None:
    async with opened() as hands:
        await hands.press("1", "y")
        await hit(hands, key, key)
        assert len(desk.store.paths()) == 1


@pytest.mark.parametrize("keys", ["11", "44", "14", "41"])
async def test_trying_again_to_save_may_be_pressed_twice(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, keys: str
) -> None:
    save, failing = Store.save, [True]

    def saving(store: Store, session: Session) -> Path:
        if failing.pop() if failing else False:
            raise StorageError("there is no space left")
        return save(store, session)

    async with opened(PLACES["medical question"]) as hands:
        answers = len(hands.session.answers)
        monkeypatch.setattr(Store, "save", saving)
        await hands.press("n")
        assert "could not be saved" in hands.flat
        await hit(hands, *keys)
        assert len(on_disk(hands.sitting).answers) == answers + (keys[0] == "1")


async def test_help_is_opened_once(opened: Opening) -> None:
    async with opened() as hands:
        await hit(hands, "question_mark", "question_mark")
        await hands.press("escape")
        assert "Begin a session" in hands.flat


async def test_something_is_wrong_is_said_once(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        answers = len(hands.session.answers)
        await hit(hands, "exclamation_mark", "exclamation_mark")
        assert hands.place == "trouble"
        assert len(hands.session.answers) == answers + 1


async def test_an_answer_and_quitting_right_after_it_lose_nothing(opened: Opening) -> None:
    async with opened(PLACES["medical question"]) as hands:
        answers = len(hands.session.answers)
        hands.send("n", "q")
        await hands.until(lambda: not hands.app.is_running)
        assert len(on_disk(hands.sitting).answers) == answers + 1
    assert hands.app.return_code == 0


async def test_a_key_that_is_held_down_answers_one_question(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
    async with opened(PLACES["medical question"]) as hands:
        answers = len(hands.session.answers)
        await hands.press(*"222222")
        assert len(hands.session.answers) == answers + 1
        await hands.press(*"n2n")
        assert len(hands.session.answers) == answers + 4


@pytest.mark.parametrize(
    ("place", "then"),
    [
        ("exercise", "step.prone_lying.exercise"),
        ("after", "step.prone_lying.response"),
        ("settling", "step.prone_lying.recheck"),
        ("recheck", "step.prone_lying.settled"),
    ],
)
async def test_enter_that_is_held_down_passes_one_screen(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, place: str, then: str
) -> None:
    async with opened(PLACES[place]) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press(*["enter"] * 5)
        assert hands.place == then
        hands.send(*["enter"] * 5)
        await hands.settle()
        assert hands.place == then


async def test_an_enter_that_is_held_down_takes_one_proposal(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(PLACES["response"]) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press("down", "up", *["enter"] * 5)
        assert "Prone props" in hands.said("#heading")
        assert hands.place == "step.prone_props.exercise"


TWICE = {
    ("exercise", "d"): "step.prone_lying.after",
    ("exercise", "enter"): "step.prone_lying.exercise",
    ("exercise", "x"): "step.prone_props.exercise",
    ("exercise", "w"): "step.prone_lying.before",
    ("exercise", "!"): "trouble",
    ("after", "enter"): "step.prone_lying.response",
    ("after", "!"): "trouble",
    ("response", "enter"): "step.prone_props.exercise",
    ("response", "!"): "trouble",
    ("settling", "enter"): "step.prone_lying.recheck",
    ("both legs", "y"): "ending.emergency",
}


@pytest.mark.parametrize(("place", "key"), TWICE)
async def test_a_key_that_comes_twice_at_once_counts_once_and_not_never(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, place: str, key: str
) -> None:
    async with opened(PLACES[place]) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hit(hands, key, key)
        assert hands.place == TWICE[place, key]


async def test_an_enter_that_is_pressed_once_is_no_held_key(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
    async with opened() as hands:
        await hands.press("enter")
        assert "Safety first" in hands.said("#heading")


@pytest.mark.parametrize("key", ["n", "2"])
async def test_a_no_that_is_held_down_marks_nothing_on_the_chart_behind_it(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with opened(before_the_chart) as hands:
        await hands.press("down")
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press(*[key] * 5)
        assert hands.place == "where_it_hurts"
        assert hands.get(BodyChart).found == Symptoms()
        assert on_disk(hands.sitting).draft is None


async def test_n_that_is_held_down_does_not_switch_numbness_to_and_fro(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
        await hands.press(*["n"] * 4)
        assert "numb" in hands.said("#side")


async def test_arrows_may_be_held_down_on_the_chart(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
    async with opened(PLACES["where it hurts"]) as hands:
        await hands.press("down", "down", "down")
        assert "Back of the right knee" in hands.said("#side")


async def test_arrows_may_be_held_down(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
    async with opened(PLACES["response"]) as hands:
        await hands.press("up", "up", "up")
        assert hands.get(ChoiceList).highlighted == 6


# Each key is done in its turn


@pytest.mark.parametrize(
    ("keys", "place", "strength", "kind"),
    [
        (("right", "down", "down", "6"), Region.THIGH, 6, Kind.PAIN),
        (("4", "down", "down", "down", "7"), Region.KNEE, 7, Kind.PAIN),
        (("right", "down", "p", "5"), Region.BUTTOCK_HIP, 5, Kind.TINGLING),
        (("right", "5", "down", "6", "backspace", "3"), Region.BUTTOCK_HIP, 3, Kind.PAIN),
    ],
)
async def test_a_digit_marks_the_place_that_the_keys_before_it_led_to(
    opened: Opening, keys: tuple[str, ...], place: Region, strength: int, kind: Kind
) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        await hit(hands, *keys)
        farthest = max(hands.get(BodyChart).found.marks, key=lambda mark: mark.region.rank)
        assert (farthest.region, farthest.intensity, farthest.kind) == (place, strength, kind)


@pytest.mark.parametrize("later", ["1", "y", "space"])
async def test_a_key_after_enter_does_not_answer_in_its_place(opened: Opening, later: str) -> None:
    async with opened(PLACES["medical question"]) as hands:
        place, answers = hands.place, len(hands.session.answers)
        await hit(hands, "down", "down", "enter", later)
        given = hands.session.answers[answers]
        assert (given.place, given.event) == (place, Event.NO)


async def test_a_key_after_back_answers_nothing_that_was_not_seen(opened: Opening) -> None:
    async with opened(PLACES["medical question"]) as hands:
        answers = len(hands.session.answers)
        await hit(hands, "b", "1")
        assert len(hands.session.answers) == answers
        assert hands.session.answers[-1].taken_back_at is not None
