"""Keys that come faster than the screen: nothing breaks, and nothing is answered twice or unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from walks import PLACES, on_disk, sat

from mckenzie_tui.errors import StorageError
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store import Store
from mckenzie_tui.tui.held_keys import HeldKeys
from mckenzie_tui.tui.widgets.choice_list import ChoiceList
from mckenzie_tui.walk.machine import FlowMachine
from tui.conftest import Opening
from tui.hands import Hands


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


async def test_a_second_number_does_not_answer_the_first_field_again(opened: Opening) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        await hit(hands, "2", "5")
        assert hands.session.ending is None
        draft = on_disk(hands.sitting).draft
        assert draft is not None
        assert draft.values["side"] == "right"


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


@pytest.mark.parametrize("screen", ["2", "3", "question_mark", "exclamation_mark"])
async def test_a_screen_is_left_once(opened: Opening, screen: str) -> None:
    async with opened() as hands:
        await hands.press(screen)
        await hit(hands, "escape", "escape", "escape")
        assert "Begin a session" in hands.flat


@pytest.mark.parametrize("key", ["enter", "h", "b"])
async def test_a_result_is_left_once(opened: Opening, desk: Desk, key: str) -> None:
    async with opened() as hands:
        await hands.press("1", "y")
        await hit(hands, key, key)
        assert len(desk.store.paths()) == 1


@pytest.mark.parametrize("keys", ["11", "22", "12", "21"])
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


async def test_arrows_may_be_held_down(opened: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HeldKeys, "SHORTEST_GAP", 60.0)
    async with opened(PLACES["response"]) as hands:
        await hands.press("down", "down", "down")
        assert hands.get(ChoiceList).highlighted == 2
