"""A session as it is held: every answer is on the disk before it counts, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from clocks import Clock
from hypothesis import given
from hypothesis import strategies as st
from walks import (
    DONE,
    RIGHT_LEG,
    answered,
    at_first_step,
    begun,
    eventful,
    felt,
    give,
    no_to_all,
    on_disk,
    ready_for,
    sat,
    script,
)

from mckenzie_tui.errors import NotAllowedError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.schema import LONGEST_TEXT
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting, clean_note
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode, Region, Status

LEFT_THIGH = felt(left=Region.THIGH, pain=4)

# Every answer is on the disk


def test_a_session_can_be_found_from_its_first_question_on(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    assert on_disk(sitting) == sitting.session
    assert sitting.session.status is Status.IN_PROGRESS


def test_every_answer_is_on_the_disk_before_the_next_question(desk: Desk, machine: FlowMachine) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    for count, (event, details) in enumerate(script(eventful(machine)), 1):
        sitting.answer(event, **details)
        saved = on_disk(sitting)
        assert len(saved.answers) == count
        replayed = Walk.begin(machine, saved.mode, saved.context).replay(saved.standing_answers)
        assert replayed.position == sitting.walk.position


def test_killed_after_any_save_a_session_goes_on_at_the_same_place_with_nothing_missing(
    data: Path, tmp_path: Path, catalogue: Catalogue, clock: Clock, machine: FlowMachine
) -> None:
    saves: list[bytes] = []

    class Recording(Store):
        def save(self, session: Session) -> Path:
            saves.append(to_bytes(session))
            return super().save(session)

    whole = eventful(machine)
    sat(Desk(Recording(data), catalogue, clock, lambda: "1", "0"), whole)
    assert len(saves) == len(whole.answers) + 1

    here = begun(machine)
    for number, saved in enumerate(saves[:-1]):
        folder = tmp_path / f"after {number}"
        (folder / "sessions").mkdir(parents=True)
        (folder / "sessions" / "2026-03-01T073001Z-1.toml").write_bytes(saved)
        session = Store(folder).unfinished()
        assert session is not None
        resumed = Sitting.resume(Desk(Store(folder), catalogue, clock, lambda: "2", "0"), session)
        if resumed.walk.place.kind is PlaceKind.RESUMED:
            resumed.answer(Event.NO)
        assert resumed.walk.place == here.place
        assert resumed.walk.facts == here.facts
        here = here.answer(whole.answers[number])
    assert here.ending == whole.ending


# What cannot be saved


class Full(Store):
    """A disk that can be full."""

    full = False

    def save(self, session: Session) -> Path:
        if self.full:
            raise StorageError("no room")
        return super().save(session)


CHANGES: dict[str, Callable[[Sitting], object]] = {
    "an answer": lambda sitting: sitting.answer(Event.DID),
    "taking back": Sitting.back,
    "a draft": lambda sitting: sitting.keep_draft(LEFT_THIGH),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_cannot_be_saved_does_not_count(
    data: Path, catalogue: Catalogue, clock: Clock, machine: FlowMachine, change: Callable[[Sitting], object]
) -> None:
    store = Full(data)
    sitting = sat(Desk(store, catalogue, clock, lambda: "1", "0"), at_first_step(machine))
    before = (sitting.walk, sitting.session, sitting.chart, sitting.path.read_bytes())
    store.full = True
    with pytest.raises(StorageError):
        change(sitting)
    assert (sitting.walk, sitting.session, sitting.chart, sitting.path.read_bytes()) == before
    store.full = False
    change(sitting)
    assert sitting.path.read_bytes() != before[3]


def test_an_answer_that_does_not_fit_is_not_saved(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    before = sitting.path.read_bytes()
    with pytest.raises(NotAllowedError):
        sitting.answer(Event.CENTRALIZED)
    assert sitting.path.read_bytes() == before


# Taking back


def test_an_answer_taken_back_stays_in_the_log_with_its_time(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.answer(Event.YES)
    assert sitting.back()
    first, second = on_disk(sitting).answers
    assert first.taken_back_at is None
    assert second.event is Event.YES
    assert second.taken_back_at is not None
    assert second.taken_back_at > second.at
    assert [answer.event for answer in sitting.walk.answers] == [Event.NO]
    sitting.answer(Event.NO)
    assert [answer.event for answer in on_disk(sitting).standing_answers] == [Event.NO, Event.NO]


def test_an_ending_can_be_taken_back_and_the_session_is_then_not_finished(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.YES)
    finished = on_disk(sitting)
    assert (finished.status, finished.ending) == (Status.FINISHED, "emergency")
    assert finished.finished_at is not None
    sitting.back()
    again = on_disk(sitting)
    assert again.status is Status.IN_PROGRESS
    assert (again.ending, again.ending_title, again.finished_at, again.result) == (None, None, None, None)
    assert again.safety == ()
    assert len(again.answers) == 1


def test_every_answer_can_be_taken_back_one_after_the_other(desk: Desk, machine: FlowMachine) -> None:
    whole = eventful(machine)
    sitting = sat(desk, whole)
    for length in reversed(range(len(whole.answers))):
        assert sitting.back()
        assert sitting.walk.answers == whole.answers[:length]
    assert not sitting.back()
    assert len(on_disk(sitting).answers) == len(whole.answers)


# Drafts


@pytest.fixture
def locating(desk: Desk, machine: FlowMachine) -> Sitting:
    """A sitting with a draft of where it hurts."""
    sitting = sat(desk, no_to_all(begun(machine)))
    sitting.keep_draft(LEFT_THIGH)
    return sitting


def test_a_draft_is_on_the_disk_and_is_dropped_once_the_answer_is_given(locating: Sitting) -> None:
    saved = on_disk(locating).draft
    assert saved is not None
    assert (saved.place, saved.values) == ("where_it_hurts", {"back.left.thigh.pain": 4})
    assert locating.chart == LEFT_THIGH
    locating.answer(Event.LOCATED, symptoms=RIGHT_LEG)
    assert on_disk(locating).draft is None


def test_marks_that_were_all_taken_away_do_not_come_back(desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, answered(at_first_step(machine), Event.DID))
    assert sitting.chart == RIGHT_LEG
    sitting.keep_draft(Symptoms())
    resumed = Sitting.resume(desk, on_disk(sitting))
    resumed.answer(Event.NO)
    assert resumed.chart == Symptoms()


def test_a_chart_after_an_exercise_begins_with_what_was_marked_last(desk: Desk, machine: FlowMachine) -> None:
    walk = ready_for(answered(at_first_step(machine), Event.WORSENED), Event.NOT_SETTLED)
    sitting = sat(desk, answered(walk.say(Event.NOT_SETTLED), Event.RELOCATE))
    assert sitting.chart == walk.facts.charts.recheck


def test_a_chart_that_is_come_back_to_is_as_it_was_marked(desk: Desk, machine: FlowMachine) -> None:
    walk = ready_for(at_first_step(machine), Event.PARTLY_CENTRALIZED)
    sitting = sat(desk, walk)
    sitting.back()
    assert sitting.chart == walk.facts.charts.after != RIGHT_LEG


def test_a_draft_is_not_shown_at_another_question(locating: Sitting) -> None:
    locating.back()
    assert locating.chart == Symptoms()


def test_a_chart_that_was_left_by_going_back_comes_back_with_its_marks(locating: Sitting, machine: FlowMachine) -> None:
    locating.back()
    locating.back()
    give(locating, no_to_all(begun(machine)))
    assert locating.chart == LEFT_THIGH


def test_the_marks_of_a_chart_that_was_left_do_not_come_up_at_a_later_visit(desk: Desk, machine: FlowMachine) -> None:
    clinic = begun(machine, mode=Mode.CLINIC).say(Event.ATTEST).say(Event.LOCATED, symptoms=RIGHT_LEG)
    sitting = sat(desk, answered(clinic, Event.DID))
    sitting.keep_draft(LEFT_THIGH)
    sitting.back()
    sitting.answer(Event.GO_TO, item="press_ups")
    sitting.answer(Event.GO_TO, item="prone_lying")
    sitting.answer(Event.DID, done=DONE)
    assert sitting.chart == RIGHT_LEG


def test_a_draft_is_still_there_when_the_session_is_taken_up_again(locating: Sitting, desk: Desk) -> None:
    resumed = Sitting.resume(desk, on_disk(locating))
    resumed.answer(Event.NO)
    assert resumed.chart == LEFT_THIGH


# Notes


@given(st.text(max_size=LONGEST_TEXT + 100) | st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Lu"])))
def test_a_note_is_kept_as_one_line_of_printable_text(note: str) -> None:
    kept = clean_note(note)
    assert kept.isprintable()
    assert len(kept) <= LONGEST_TEXT
    assert kept.encode().decode() == kept


def test_a_note_keeps_its_words_and_loses_what_steers_a_terminal() -> None:
    assert clean_note("  ça va\x1b[2J mieux,\r\n\t50 %\u202e \ud800!") == "ça va [2J mieux, 50 % ?!"
    assert clean_note("x" * 700) == "x" * LONGEST_TEXT


def test_a_note_can_be_put_to_an_answer_that_was_given(desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, answered(at_first_step(machine), Event.WORSENED))
    place = sitting.walk.place
    sitting.add_note("  Sharp\x1b at\nfirst ")
    saved = on_disk(sitting)
    assert saved.answers[-1].note == "Sharp at first"
    assert [step.note for step in saved.steps] == ["Sharp at first"]
    assert sitting.walk.place == place
    assert len(saved.answers) == len(sitting.walk.answers)


def test_a_note_stands_with_its_answer_and_with_its_step(desk: Desk, machine: FlowMachine) -> None:
    walk = ready_for(at_first_step(machine), Event.WORSENED)
    sitting = sat(desk, walk)
    sitting.answer(Event.WORSENED, note="stiff\x07 at first")
    sitting.answer(Event.RESTED)
    sitting.answer(Event.LOCATED, symptoms=walk.facts.charts.before)
    sitting.answer(Event.SETTLED, note="gone")
    saved = on_disk(sitting)
    assert [answer.note for answer in saved.answers if answer.note] == ["stiff at first", "gone"]
    assert [step.note for step in saved.steps] == ["stiff at first; gone"]
