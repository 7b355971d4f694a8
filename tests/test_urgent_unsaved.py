"""On a disk that takes nothing: help is shown at once, a session can be taken up, and it can move to another folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from walks import at_first_step, no_until, on_disk, sat

from mckenzie_tui import farewell
from mckenzie_tui.errors import NotWrittenError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import EndingKind, Event, Status


class Full(Store):
    """A disk that can be full."""

    full = False

    def save(self, session: Session) -> Path:
        if self.full:
            raise NotWrittenError("no room")
        return super().save(session)


@pytest.fixture
def full(data: Path) -> Full:
    return Full(data)


@pytest.fixture
def at(desk: Desk, full: Full) -> Desk:
    """A desk at that disk."""
    return replace(desk, store=full)


# What cannot wait


def test_an_ending_that_sends_for_help_is_shown_though_it_cannot_be_saved(at: Desk, full: Full) -> None:
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    full.full = True
    sitting.answer(Event.YES)
    assert sitting.walk.ending is not None
    assert sitting.walk.ending.kind is EndingKind.EMERGENCY
    assert not sitting.saved
    assert sitting.needs_saving
    assert on_disk(sitting).status is Status.IN_PROGRESS
    with pytest.raises(StorageError):
        sitting.save()
    full.full = False
    sitting.close()
    assert on_disk(sitting).ending == "emergency"


def test_an_ending_that_sends_to_a_doctor_is_shown_though_it_cannot_be_saved(
    at: Desk, full: Full, machine: FlowMachine
) -> None:
    walk = no_until(Walk.begin(machine), "question.medical.cancer").say(Event.YES)
    sitting = sat(at, walk)
    full.full = True
    sitting.answer(Event.NO)
    assert sitting.walk.ending is not None
    assert sitting.walk.ending.kind is EndingKind.CARE
    assert not sitting.saved


def test_something_is_wrong_is_asked_about_at_once_and_saved_with_what_follows(
    at: Desk, full: Full, machine: FlowMachine
) -> None:
    sitting = sat(at, at_first_step(machine))
    before = on_disk(sitting)
    full.full = True
    sitting.report_trouble()
    assert sitting.walk.place.kind is PlaceKind.TROUBLE
    assert on_disk(sitting) == before
    full.full = False
    sitting.answer(Event.NO)
    assert sitting.saved
    assert [answer.event for answer in on_disk(sitting).answers[-2:]] == [Event.TROUBLE, Event.NO]


def test_back_at_an_exercise_what_is_said_has_to_be_saved_again(at: Desk, full: Full, machine: FlowMachine) -> None:
    sitting = sat(at, at_first_step(machine))
    full.full = True
    sitting.report_trouble()
    for _ in range(2):
        sitting.answer(Event.NO)
    place = sitting.walk.place
    assert place.question == "too_much_pain"
    with pytest.raises(StorageError):
        sitting.answer(Event.NO)
    assert sitting.walk.place == place


# Taking up


def test_a_session_can_be_taken_up_though_nothing_can_be_saved_and_goes_on_unsaved(
    at: Desk, full: Full, machine: FlowMachine
) -> None:
    stopped = at_first_step(machine)
    left = sat(at, stopped)
    left.close()
    before = left.path.read_bytes()
    full.full = True
    sitting = Sitting.resume(at, left.session)
    assert sitting.walk.place.kind is PlaceKind.RESUMED
    assert not sitting.saved
    with pytest.raises(StorageError):
        sitting.answer(Event.NO)
    sitting.go_on_unsaved()
    sitting.answer(Event.NO)
    assert sitting.walk.place == stopped.place
    assert left.path.read_bytes() == before


def test_taken_up_it_can_go_on_in_another_folder_with_all_that_was_said(
    at: Desk, full: Full, machine: FlowMachine, tmp_path: Path
) -> None:
    left = sat(at, at_first_step(machine))
    left.close()
    full.full = True
    sitting = Sitting.resume(at, left.session)
    sitting.move_to(Store(tmp_path / "stick"))
    assert sitting.saved
    moved = on_disk(sitting)
    assert sitting.path.is_relative_to(tmp_path / "stick")
    assert moved.answers[:-1] == left.session.answers
    assert moved.answers[-1].event is Event.RESUMED
    sitting.answer(Event.NO)
    assert on_disk(sitting).answers[-1].event is Event.NO


# Moving


def test_what_stays_behind_is_closed_where_that_can_be_written(at: Desk, tmp_path: Path) -> None:
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    before = sitting.path
    sitting.move_to(Store(tmp_path / "stick"))
    assert at.store.read(before).status is Status.ABANDONED
    assert at.store.unfinished() is None
    assert on_disk(sitting).status is Status.IN_PROGRESS
    assert not at.store.in_use(sitting.session.id)
    told = farewell.left_behind(sitting)
    assert str(before) in told
    assert told.endswith("It is closed there.")


def test_what_stays_behind_and_cannot_be_closed_is_told(at: Desk, full: Full, tmp_path: Path) -> None:
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    before = sitting.path
    full.full = True
    sitting.move_to(Store(tmp_path / "stick"))
    assert at.store.read(before).status is Status.IN_PROGRESS
    assert "do not go on with that one" in farewell.left_behind(sitting)


def test_moved_to_a_folder_that_takes_nothing_a_session_stays_where_it_was(at: Desk, tmp_path: Path) -> None:
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    before = sitting.path
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        sitting.move_to(Store(tmp_path / "file"))
    assert sitting.path == before
    assert farewell.left_behind(sitting) == ""
    sitting.answer(Event.NO)
    assert len(on_disk(sitting).answers) == 1


def test_moved_to_its_own_folder_a_session_stays_open(at: Desk, data: Path) -> None:
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    sitting.move_to(Store(data / "." / "sessions" / ".."))
    sitting.answer(Event.NO)
    assert len(on_disk(sitting).answers) == 1
    assert farewell.left_behind(sitting) == ""


# What is said in the end


def test_in_the_end_it_is_told_how_much_is_lost_and_whom_to_call(at: Desk, full: Full) -> None:
    full.full = True
    unsaved = Sitting.begin(at, DEFAULT_FLOW, needs_saving=False)
    assert farewell.lost(unsaved, all_saved=unsaved.saved) == "Nothing of this session is saved."
    assert farewell.call(unsaved, "999") == ""
    full.full = False
    sitting = Sitting.begin(at, DEFAULT_FLOW)
    assert farewell.lost(sitting, all_saved=sitting.saved) == ""
    full.full = True
    sitting.answer(Event.YES)
    assert farewell.lost(sitting, all_saved=sitting.saved) == "What you said last could not be saved."
    assert farewell.call(sitting, "999") == "Call 999 now."
