"""Line by line on a disk that takes nothing: the same four ways on, at the start, at taking up and at an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from mistakes import TEXT
from typist import logged, typed
from walks import at_first_step, sat

from mckenzie_tui.errors import NotWrittenError
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event


class Disk:
    """Folders on which nothing can be written."""

    def __init__(self) -> None:
        self.full: set[Path] = set()
        self.holds = 1000
        """So many saves find room."""


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk()
    save = Store.save

    def saving(store: Store, session: Session) -> Path:
        disk.holds -= 1
        if store.folder.parent in disk.full or disk.holds < 0:
            raise NotWrittenError("No space left on device")
        return save(store, session)

    monkeypatch.setattr(Store, "save", saving)
    return disk


@pytest.fixture
def unfinished(desk: Desk, machine: FlowMachine) -> Sitting:
    sitting = sat(desk, at_first_step(machine))
    sitting.close()
    return sitting


def test_a_session_is_taken_up_unsaved(desk: Desk, data: Path, disk: Disk, unfinished: Sitting) -> None:
    before = unfinished.path.read_bytes()
    disk.full.add(data)
    written = typed(desk, ["unsaved", "no", "q"], resume=True)
    assert "In an emergency call 555 (or your local emergency number) now." in written
    assert "Your session could not be saved: No space left on device." in written
    assert "Prone lying" in written
    assert "What you said last could not be saved." in written
    assert unfinished.path.read_bytes() == before


def test_a_session_is_taken_up_in_another_folder(
    desk: Desk, data: Path, disk: Disk, unfinished: Sitting, tmp_path: Path
) -> None:
    disk.full.add(data)
    (tmp_path / "file").touch()
    lines = ["folder", str(tmp_path / "file"), "folder", "", "folder", str(tmp_path / "stick"), "no", "q"]
    written = typed(desk, lines, resume=True)
    assert "That folder does not do: " in written
    (moved,) = Store(tmp_path / "stick").paths()
    found = Store(tmp_path / "stick").read(moved)
    assert found.answers[:-2] == unfinished.session.answers
    assert [answer.event for answer in found.answers[-2:]] == [Event.RESUMED, Event.NO]
    assert f"Saved: {moved}" in written
    assert "do not go on with that one" in written


def test_taking_a_session_up_may_be_given_up(desk: Desk, data: Path, disk: Disk, unfinished: Sitting) -> None:
    disk.full.add(data)
    written = typed(desk, ["again", "back"], resume=True)
    assert written.count("could not be saved") == 2
    assert "Nothing was begun." in written
    assert not Store(data).in_use(unfinished.session.id)


def test_of_a_session_that_was_never_saved_that_is_said(desk: Desk, data: Path, disk: Disk) -> None:
    disk.full.add(data)
    written = typed(desk, ["unsaved", "no", "q"])
    assert "Nothing of this session is saved." in written
    assert "Saved:" not in written


def test_an_emergency_is_shown_at_once_though_it_cannot_be_saved(desk: Desk, data: Path, disk: Disk) -> None:
    disk.holds = 2
    written = typed(desk, ["n", "y", "1"])
    ending = written[written.index("PLEASE GET HELP NOW") :]
    assert "Call 555" in ending
    assert "could not be saved:" not in written
    left = ending[ending.index("Call 555 (or your local emergency number) now.") :]
    assert "What you said last could not be saved.\nSaved: " in left


def test_whom_to_call_can_be_asked_for_where_nothing_can_be_saved(desk: Desk, data: Path, disk: Disk) -> None:
    disk.full.add(data)
    written = typed(desk, ["!", "back"])
    assert "Call 555 (or your local emergency number) now if you have any of these:" in written


def test_an_answer_that_is_given_up_is_asked_for_again(desk: Desk, data: Path, disk: Disk) -> None:
    disk.holds = 2
    written = typed(desk, ["n", "n", "back", "n", "unsaved", "q"])
    assert written.count("Your answer could not be saved: No space left on device.") == 2
    assert "Not saved: this is lost if the program ends." in written
    assert len(logged(desk).answers) == 1


def test_a_folder_that_cannot_be_read_is_asked_about(desk: Desk, data: Path, tmp_path: Path) -> None:
    data.mkdir()
    (data / "sessions").write_text("not a folder")
    written = typed(desk, ["folder", str(tmp_path / "stick"), "n", "q"])
    assert "cannot be read: Not a directory" in written
    (saved,) = Store(tmp_path / "stick").paths()
    assert f"Saved: {saved}" in written
    unsaved = typed(desk, ["unsaved", "n", "q"])
    assert "Nothing of this session is saved." in unsaved


# What cannot go on


def test_a_session_whose_flow_is_gone_can_be_left_for_a_new_one(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(TEXT.replace('id = "lumbar-progression"', 'id = "mine"'), encoding="utf-8")
    typed(desk, ["n"], flow=str(own))
    own.unlink()
    left = typed(desk, ["continue", "leave"])
    assert "cannot go on: there is no flow file" in left
    assert "Nothing was begun." in left
    begun = typed(desk, ["continue", "new", "n", "q"])
    assert "Saved: " in begun
    assert logged(desk).flow.id == "lumbar-progression"


def test_the_flow_of_the_unfinished_session_is_told(desk: Desk, tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text(TEXT.replace('id = "lumbar-progression"', 'id = "mine"'), encoding="utf-8")
    typed(desk, ["n"], flow=str(own))
    assert "with the flow" in typed(desk, [])
    assert "with the flow" not in typed(desk, [], flow=str(own))


def test_asked_to_go_on_with_nothing_a_new_one_begins(desk: Desk) -> None:
    assert "There is no session to go on with.\nA new session begins." in typed(desk, ["q"], resume=True)


def test_in_the_end_the_number_to_call_comes_before_what_is_not_saved(desk: Desk, data: Path, disk: Disk) -> None:
    disk.full.add(data)
    written = typed(desk, ["unsaved", "yes", "end"])
    assert written.splitlines()[-2:] == [
        "Call 555 (or your local emergency number) now.",
        "Nothing of this session is saved.",
    ]
