"""What opens over a screen: help, the number to call, and what to do when an answer could not be saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from walks import PLACES, on_disk

from mckenzie_tui.errors import StorageError
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui import commands
from mckenzie_tui.words import Event, Mode
from tui.conftest import Opening
from tui.hands import Hands

# Help


async def help_of(hands: Hands) -> str:
    at_home = commands.possible(hands.screen.COMMANDS_HERE, Mode.HOME)  # type: ignore[attr-defined]
    await hands.press("question_mark")
    read = await hands.read("#help")
    for command in at_home:
        assert f"{command.key_shown} {command.text}" in read
    await hands.press("escape")
    return read


@pytest.mark.parametrize("place", ["medical question", "where it hurts", "exercise", "after", "response", "settling"])
async def test_help_tells_every_key_of_a_screen_of_a_walk(opened: Opening, place: str) -> None:
    async with opened(PLACES[place], settings=Settings(emergency_number="999")) as hands:
        here = hands.text
        read = await help_of(hands)
        assert "In an emergency call 999 (or your local emergency number)." in read
        assert hands.text == here


OTHER_SCREENS = {
    "home": "",
    "history": "2",
    "flows": "3",
    "settings": "4",
    "pages": "u",
    "page": "u1",
    "result": "1y",
    "why": "1yw",
}


@pytest.mark.parametrize("screen", OTHER_SCREENS)
async def test_help_tells_every_key_of_the_other_screens(opened: Opening, screen: str) -> None:
    async with opened() as hands:
        await hands.press(*OTHER_SCREENS[screen])
        await help_of(hands)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_has_two_keys_and_explains_the_marks(opened: Opening, key: str) -> None:
    async with opened() as hands:
        await hands.press(key)
        read = await hands.read("#help")
        for mark in "▶·✓~–×∅":
            assert f" {mark} " in read


async def test_in_help_something_is_wrong_can_be_said(opened: Opening) -> None:
    async with opened(PLACES["exercise"]) as hands:
        await hands.press("question_mark", "exclamation_mark")
        assert "Something is wrong" in hands.flat
        assert "Call 112" in hands.flat


# Not saved


class FullDisk:
    """Lets a number of saves fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.failing = 0
        save = Store.save

        def saving(store: Store, session: Session) -> Path:
            if self.failing:
                self.failing -= 1
                raise StorageError("there is no space left [on the disk]")
            return save(store, session)

        monkeypatch.setattr(Store, "save", saving)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[FullDisk]:
    return FullDisk(monkeypatch)  # type: ignore[return-value]


async def test_an_answer_that_could_not_be_saved_is_told_and_tried_again(opened: Opening, disk: FullDisk) -> None:
    async with opened(PLACES["response"]) as hands:
        before = on_disk(hands.sitting)
        disk.failing = 2
        await hands.press("n", *"ok", "enter", "3")
        assert "Your answer could not be saved." in hands.flat
        assert "there is no space left [on the disk]" in hands.flat
        assert on_disk(hands.sitting) == before
        await hands.press("1")
        assert "Your answer could not be saved." in hands.flat
        await hands.press("1")
        assert "Prone props" in hands.said("#heading")
        saved = on_disk(hands.sitting)
        assert (saved.answers[-1].event, saved.answers[-1].note) == (Event.UNCHANGED, "ok")
        assert len(saved.answers) == len(before.answers) + 1


async def test_one_may_go_back_to_the_question_instead(opened: Opening, disk: FullDisk) -> None:
    async with opened(PLACES["medical question"]) as hands:
        place = hands.place
        disk.failing = 1
        await hands.press("y", *["enter"] * 5)
        assert "Your answer could not be saved." in hands.flat
        await hands.press("4")
        assert hands.place == place
        await hands.press("n")
        assert on_disk(hands.sitting).answers[-1].event is Event.NO


@pytest.mark.parametrize("keys", [("b",), ("2",)], ids=["back", "draft"])
async def test_whatever_could_not_be_saved_is_told(opened: Opening, disk: FullDisk, keys: tuple[str, ...]) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        before = on_disk(hands.sitting)
        disk.failing = 1
        await hands.press(*keys)
        assert "could not be saved." in hands.flat
        await hands.press("1")
        assert on_disk(hands.sitting) != before


@pytest.mark.parametrize("key", ["1", "4"], ids=["again", "back"])
async def test_a_mark_that_could_not_be_saved_is_still_on_the_chart(opened: Opening, disk: FullDisk, key: str) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        disk.failing = 1
        await hands.press("6")
        assert "could not be saved." in hands.flat
        assert on_disk(hands.sitting).draft is None
        await hands.press(key)
        assert "Marked middle of the low back 6" in hands.said("#side")
        draft = on_disk(hands.sitting).draft
        assert (draft and draft.values) == ({"back.central.back_midline.pain": 6} if key == "1" else None)
        await hands.press("down", "4", "enter")
        baseline = on_disk(hands.sitting).baseline
        assert baseline is not None
        assert [mark.intensity for mark in baseline.symptoms.marks] == [6, 4]


async def test_a_chart_that_could_not_be_given_can_be_given_again(opened: Opening, disk: FullDisk) -> None:
    async with opened(PLACES["after"]) as hands:
        await hands.press("2")
        disk.failing = 1
        await hands.press("enter")
        assert "could not be saved." in hands.flat
        await hands.press("4")
        assert hands.place == "step.prone_lying.after"
        assert "Marked right calf 2 Before right calf 5" in hands.said("#side")
        await hands.press("enter")
        assert hands.place == "step.prone_lying.response"


async def test_a_session_that_cannot_be_begun_is_told(opened: Opening, disk: FullDisk) -> None:
    async with opened() as hands:
        disk.failing = 1
        await hands.press("1")
        assert "there is no space left [on the disk]" in hands.flat
        await hands.press("1")
        assert "question 1 of 8" in hands.said("#heading")


async def test_a_step_that_could_not_be_saved_keeps_what_was_done(opened: Opening, disk: FullDisk) -> None:
    async with opened(PLACES["exercise"]) as hands:
        disk.failing = 1
        await hands.press("d")
        assert "could not be saved." in hands.flat
        await hands.press("1")
        assert "Where is it now?" in hands.said("#heading")
        assert on_disk(hands.sitting).answers[-1].event is Event.DID
