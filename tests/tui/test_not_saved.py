"""Where an answer cannot be saved: it is told at the question, and one may retry, save elsewhere or go on unsaved."""

from __future__ import annotations

from pathlib import Path

import pytest
from walks import PLACES, on_disk

from mckenzie_tui.errors import NotWrittenError
from mckenzie_tui.session import Session
from mckenzie_tui.store import Store
from mckenzie_tui.tui.frame import UNSAVED
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
        await hands.press("2", "escape", "4")
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
