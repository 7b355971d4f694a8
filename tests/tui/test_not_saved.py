"""Where an answer cannot be saved: it is told at the question, and one may retry, save elsewhere or go on unsaved."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input
from walks import PLACES, at_first_step, on_disk, sat

from mckenzie_tui.errors import NotWrittenError
from mckenzie_tui.session import Session
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui.frame import UNSAVED
from mckenzie_tui.tui.widgets.key_bar import KeyBar
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event
from tui.conftest import Opening
from tui.hands import Hands


class Disk:
    """A disk with folders on which nothing can be written."""

    def __init__(self) -> None:
        self.full: set[Path] = set()


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    save = Store.save

    def saving(store: Store, session: Session) -> Path:
        if store.folder.parent in disk.full:
            raise NotWrittenError(f"No space left on device: {store.folder} cannot be written")
        return save(store, session)

    monkeypatch.setattr(Store, "save", saving)
    return disk


def folder_of(hands: Hands) -> Path:
    return hands.sitting.path.parent.parent


async def test_saved_in_another_folder_the_whole_session_goes_on_there(
    opened: Opening, disk: Disk, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "else where"
    async with opened(PLACES["response"]) as hands:
        before = on_disk(hands.sitting)
        disk.full.add(folder_of(hands))
        await hands.press("3")
        assert "Your answer could not be saved." in hands.flat
        await hands.press("2", *str(elsewhere), "enter")
        assert "Prone props" in hands.said("#heading")
        assert hands.sitting.path.is_relative_to(elsewhere)
        assert on_disk(hands.sitting).answers[:-1] == before.answers
        assert UNSAVED not in hands.flat
        await hands.press("x")
        assert on_disk(hands.sitting).steps[-1].answer == "cannot"


async def test_where_the_other_folder_cannot_be_written_either_one_is_asked_again(
    opened: Opening, disk: Disk, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    async with opened(PLACES["response"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3", "2", *str(tmp_path / "a file"), "enter")
        assert "Your answer could not be saved." in hands.flat
        assert "a file" in hands.said("#problem")
        assert "Tried again at 09:" in hands.said("#problem")
        # The folder that was typed is still there, to be mended.
        assert hands.get(Input).value == str(tmp_path / "a file")
        assert hands.get(Input).has_focus
        await hands.press("escape", "4")
        assert hands.place == "step.prone_lying.response"


async def test_gone_on_without_saving_that_is_always_in_sight(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["response"]) as hands:
        before = on_disk(hands.sitting)
        disk.full.add(folder_of(hands))
        await hands.press("3", "3")
        assert "Prone props" in hands.said("#heading")
        assert UNSAVED in hands.flat
        await hands.press("x")
        assert "Press-ups" in hands.said("#heading")
        assert UNSAVED in hands.flat
        assert on_disk(hands.sitting) == before


async def test_once_it_can_be_saved_again_all_of_it_is(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["response"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3", "3", "x")
        disk.full.clear()
        await hands.press("x")
        assert UNSAVED not in hands.flat
        assert [step.answer for step in on_disk(hands.sitting).steps] == ["unchanged", "cannot", "cannot"]


async def test_it_is_told_before_a_session_begins_and_one_may_begin_all_the_same(
    opened: Opening, disk: Disk, data: Path
) -> None:
    async with opened() as hands:
        disk.full.add(data)
        await hands.press("1")
        assert "A session could not be saved." in hands.flat
        assert hands.app.sitting is None
        await hands.press("4")
        assert hands.app.sitting is None
        await hands.press("1", "3")
        assert "question 1 of 8" in hands.said("#heading")
        assert UNSAVED in hands.flat
        await hands.press("n")
        assert "question 2 of 8" in hands.said("#heading")


async def test_begun_elsewhere_it_is_saved_there(opened: Opening, disk: Disk, data: Path, tmp_path: Path) -> None:
    async with opened() as hands:
        disk.full.add(data)
        await hands.press("1", "2", *str(tmp_path / "stick"), "enter")
        assert "question 1 of 8" in hands.said("#heading")
        assert hands.sitting.path.is_relative_to(tmp_path / "stick")
        assert hands.sitting.path.exists()


async def test_a_mark_that_cannot_be_saved_stays_on_the_chart_and_goes_on_unsaved(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("6")
        assert "What you marked could not be saved." in hands.flat
        await hands.press("3")
        assert "Marked middle of the low back 6" in hands.said("#side")
        await hands.press("enter")
        assert "Prone lying" in hands.said("#heading")
        assert UNSAVED in hands.flat


async def test_after_another_folder_failed_the_first_one_is_tried_again(
    opened: Opening, disk: Disk, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "a file").write_text("")
    async with opened() as hands:
        disk.full.add(data)
        await hands.press("1", "2", *str(tmp_path / "a file"), "enter")
        assert "A session could not be saved." in hands.flat
        disk.full.clear()
        await hands.press("escape", "1")
        assert hands.sitting.path.is_relative_to(data)
        assert hands.sitting.path.exists()


async def test_a_folder_of_somebody_who_is_not_there_is_told(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["response"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3", "2", *"~nobody-of-this-name/x", "enter")
        assert "there is no such person on this computer" in hands.said("#problem")


async def test_trying_again_in_vain_is_told_with_the_time(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["response"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3")
        assert "Tried again" not in hands.flat
        await hands.press("1")
        assert "Tried again at 09:" in hands.said("#problem")
        assert "still not: No space left on device" in hands.said("#problem")


# Taking up


@pytest.fixture
def unfinished(desk: Desk, machine: FlowMachine) -> Sitting:
    """A session that was broken off at its first exercise."""
    sitting = sat(desk, at_first_step(machine))
    sitting.close()
    return sitting


@pytest.mark.parametrize("resume", [False, True])
async def test_a_session_is_taken_up_unsaved(
    opened: Opening, disk: Disk, data: Path, unfinished: Sitting, resume: bool
) -> None:
    before = unfinished.path.read_bytes()
    disk.full.add(data)
    async with opened(resume=resume) as hands:
        await hands.press(*([] if resume else ["1"]))
        assert "Your session could not be saved." in hands.flat
        await hands.press("3")
        assert "Has anything new come up" in hands.flat
        assert UNSAVED in hands.flat
        await hands.press("n")
        assert "Prone lying" in hands.said("#heading")
        assert unfinished.path.read_bytes() == before


async def test_a_session_is_taken_up_in_another_folder(
    opened: Opening, disk: Disk, data: Path, unfinished: Sitting, tmp_path: Path
) -> None:
    disk.full.add(data)
    async with opened() as hands:
        await hands.press("1", "2", *str(tmp_path / "stick"), "enter")
        assert "Has anything new come up" in hands.flat
        assert UNSAVED not in hands.flat
        await hands.press("n")
        found = on_disk(hands.sitting)
        assert hands.sitting.path.is_relative_to(tmp_path / "stick")
        assert found.answers[:-2] == unfinished.session.answers
        assert "Prone lying" in hands.said("#heading")


async def test_taking_a_session_up_may_be_tried_again_or_left(
    opened: Opening, disk: Disk, data: Path, unfinished: Sitting
) -> None:
    disk.full.add(data)
    async with opened() as hands:
        await hands.press("1", "4")
        assert hands.app.sitting is None
        assert "Go on:" in hands.flat
        await hands.press("1", "1")
        assert "Your session could not be saved." in hands.flat
        disk.full.clear()
        await hands.press("1")
        assert on_disk(hands.sitting).answers[-1].event is Event.RESUMED


async def test_unsaved_holds_for_one_session_alone(opened: Opening, disk: Disk, data: Path) -> None:
    async with opened() as hands:
        disk.full.add(data)
        await hands.press("1", "3", "b")
        await hands.press("1")
        assert "A session could not be saved." in hands.flat


# Help comes first


async def test_an_emergency_is_shown_at_once_and_saving_it_asked_about_on_leaving(
    opened: Opening, disk: Disk, data: Path
) -> None:
    async with opened(settings=Settings(emergency_number="999")) as hands:
        await hands.press("1")
        disk.full.add(data)
        await hands.press("y")
        assert "Call 999" in hands.said("#call")
        assert UNSAVED in hands.flat
        await hands.press("enter")
        assert "Your session could not be saved." in hands.flat
        await hands.press("4")
        assert "Call 999" in hands.said("#call")
        disk.full.clear()
        path = hands.sitting.path
        await hands.press("enter")
        assert "Begin a session" in hands.flat
        assert Store(data).read(path).ending == "emergency"


async def test_something_is_wrong_is_asked_about_at_once(opened: Opening, disk: Disk) -> None:
    async with opened(PLACES["where it hurts"]) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("exclamation_mark")
        assert "Something is wrong" in hands.flat
        assert UNSAVED in hands.flat


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_the_dialog_says_first_whom_to_call_and_its_keys_work(
    opened: Opening, disk: Disk, size: tuple[int, int]
) -> None:
    async with opened(PLACES["response"], size=size, settings=Settings(emergency_number="999")) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3")
        assert hands.flat.startswith("In an emergency call 999 (or your local emergency number) now.")
        asked = hands.text
        await hands.press("exclamation_mark")
        assert "Call now if you have any of these" in hands.flat
        await hands.press("escape")
        assert hands.text == asked
        await hands.press("question_mark")
        assert "Go to the next answer" in await hands.read("#help")
        await hands.press("escape")
        assert hands.text == asked
        assert "Help" in hands.said(KeyBar.__name__)


@pytest.mark.parametrize("size", [(80, 24), (40, 15)], ids=str)
async def test_everything_is_in_sight(opened: Opening, disk: Disk, size: tuple[int, int]) -> None:
    async with opened(PLACES["response"], size=size) as hands:
        disk.full.add(folder_of(hands))
        await hands.press("3")
        for words in (
            "could not be saved",
            "No space left",
            "Try again",
            "another folder",
            "without saving",
            "Go back",
        ):
            assert words in hands.flat
