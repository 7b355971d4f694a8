"""What a person comes back to: what is offered, what is told, and what is not told of others."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from clocks import Clock
from log_reader import body_of, sealed
from walks import answered, at_first_step, sat

from mckenzie_tui.arriving import NONE_TO_GO_ON_WITH, Wanted, arrival, not_gone_on
from mckenzie_tui.errors import CannotGoOnError, SessionInUseError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.series import Series
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import EndingKind, Event, Mode


@pytest.fixture
def left(desk: Desk, machine: FlowMachine) -> Sitting:
    """A session that was broken off."""
    sitting = sat(desk, at_first_step(machine))
    sitting.close()
    return sitting


def test_an_unfinished_session_is_offered_in_words(desk: Desk, left: Sitting) -> None:
    found = arrival(desk.store, desk.now(), Wanted(flow_name=DEFAULT_FLOW))
    assert found.unfinished == left.session
    assert found.offer == "the session of 2026-03-01 09:30"
    assert found.news == ()


@pytest.mark.parametrize("wanted", ["another-flow", "/somewhere/mine.toml"])
def test_where_another_flow_was_asked_for_that_of_the_session_is_told(desk: Desk, left: Sitting, wanted: str) -> None:
    found = arrival(desk.store, desk.now(), Wanted(flow_name=wanted))
    assert found.offer == f"the session of 2026-03-01 09:30, with the flow {left.session.flow.title}"


def test_a_session_that_was_found_to_be_impossible_to_go_on_with_is_not_offered_again(
    desk: Desk, left: Sitting
) -> None:
    found = arrival(desk.store, desk.now(), Wanted(given_up=frozenset({left.session.id})))
    assert (found.unfinished, found.news) == (None, ())


@pytest.mark.usefixtures("left")
def test_one_that_is_too_old_is_named_and_kept(desk: Desk, clock: Clock) -> None:
    clock.forward(minutes=61)
    found = arrival(desk.store, desk.now(), Wanted(resume=True))
    assert found.unfinished is None
    assert found.news == (
        "Your session of 2026-03-01 09:30 is too old to go on. It is kept with the earlier sessions.",
    )


def test_asked_to_go_on_where_there_is_nothing_that_is_told(desk: Desk) -> None:
    assert arrival(desk.store, desk.now(), Wanted(resume=True)).news == (NONE_TO_GO_ON_WITH,)
    assert arrival(desk.store, desk.now()).news == ()


def test_the_newest_session_is_named_where_its_file_was_cut(desk: Desk, left: Sitting) -> None:
    left.path.write_bytes(left.path.read_bytes()[:-200])
    found = arrival(desk.store, desk.now(), Wanted(resume=True))
    assert found.unfinished is None
    assert found.news == (
        "Your session of 2026-03-01 09:30 is damaged and cannot go on. It is kept with the earlier sessions.",
    )


def test_one_of_a_newer_program_is_not_called_damaged(desk: Desk, left: Sitting) -> None:
    text = body_of(left.path.read_bytes()).replace("schema_version = 1\n", "schema_version = 2\n", 1)
    left.path.write_bytes(sealed(text))
    (told,) = arrival(desk.store, desk.now(), Wanted(resume=True)).news
    assert told == "Your session of 2026-03-01 09:30 was written by a newer mckenzie-tui. Open it with that one."


def test_a_damaged_session_of_another_patient_is_not_told(desk: Desk, clock: Clock) -> None:
    other = Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC, patient="p-1")
    other.close()
    other.path.write_bytes(other.path.read_bytes()[:-50])
    assert arrival(desk.store, desk.now(), Wanted(Series(Mode.CLINIC, "p-2"))).news == ()
    assert arrival(desk.store, desk.now(), Wanted()).news == ()
    assert arrival(desk.store, desk.now(), Wanted(Series(Mode.CLINIC, "p-1"))).news != ()


def test_a_file_that_is_no_session_hides_no_advice(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.YES)
    sitting.close()
    (desk.store.folder / "holiday.toml").write_bytes(b"\x89PNG")
    (told,) = arrival(desk.store, desk.now()).news
    assert told.startswith("Your last session ended with: Please get help now.")


def test_who_was_told_to_stop_is_told_so_for_the_rest_of_the_day(
    desk: Desk, clock: Clock, machine: FlowMachine
) -> None:
    stopped = answered(at_first_step(machine), *[Event.WORSENED, Event.NOT_SETTLED] * 2)
    assert stopped.ending is not None
    assert stopped.ending.kind is EndingKind.STOP
    sat(desk, stopped).close()
    (told,) = arrival(desk.store, desk.now()).news
    assert told.startswith(f"Your last session ended with: {stopped.ending.title}. No exercises for today.")
    clock.time += timedelta(days=1)
    assert "No exercises for today" not in " ".join(arrival(desk.store, desk.now()).news)


def test_why_a_session_was_not_taken_up_is_told_once(left: Sitting) -> None:
    told = not_gone_on(left.session, CannotGoOnError("its flow has changed since"))
    assert told == (
        "Your session of 2026-03-01 09:30 cannot go on: its flow has changed since. "
        "It is kept with the earlier sessions. Begin a new one."
    )
    assert not_gone_on(left.session, StorageError("x cannot be read")) == "x cannot be read."
    # Each arrival tells of a session that is open elsewhere.
    assert not_gone_on(left.session, SessionInUseError("it is open")) == ""


def test_where_another_window_has_gone_on_with_it_nobody_is_sent_to_a_new_one() -> None:
    # What there is instead is offered right below.
    told = not_gone_on(None, CannotGoOnError("it was gone on with, or has ended, in another window"))
    assert told == (
        "That session cannot go on: it was gone on with, or has ended, in another window. "
        "It is kept with the earlier sessions."
    )


def test_where_nothing_can_be_looked_at_that_is_an_error(desk: Desk, data: Path) -> None:
    data.mkdir()
    (data / "sessions").write_text("not a folder")
    with pytest.raises(StorageError, match="cannot be read"):
        arrival(desk.store, desk.now())
