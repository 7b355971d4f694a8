"""Taking a session up again, and what becomes of one that is not."""

from __future__ import annotations

import pytest
from clocks import Clock
from walks import PLACES, answered, at_first_step, on_disk, sat

from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.unfinished import resumable
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Mode, Status

STOPS = PLACES | {
    "too much pain": lambda machine: answered(at_first_step(machine), Event.TROUBLE, Event.NO, Event.NO),
}


@pytest.mark.parametrize("stop", STOPS)
def test_taken_up_again_it_first_asks_whether_anything_is_new(desk: Desk, machine: FlowMachine, stop: str) -> None:
    stopped = STOPS[stop](machine)
    sitting = Sitting.resume(desk, on_disk(sat(desk, stopped)))
    assert sitting.walk.place.kind is PlaceKind.RESUMED
    sitting.answer(Event.NO)
    assert sitting.walk.place == stopped.place
    assert sitting.walk.facts == stopped.facts


def test_something_new_leads_to_the_emergency_signs(desk: Desk, machine: FlowMachine) -> None:
    sitting = Sitting.resume(desk, on_disk(sat(desk, at_first_step(machine))))
    sitting.answer(Event.YES)
    assert sitting.walk.place.kind is PlaceKind.TROUBLE
    sitting.answer(Event.YES, item="bladder")
    assert on_disk(sitting).ending == "emergency"


def test_the_question_whether_anything_is_new_is_not_asked_twice_over(desk: Desk, machine: FlowMachine) -> None:
    stopped = at_first_step(machine)
    once = Sitting.resume(desk, on_disk(sat(desk, stopped)))
    twice = Sitting.resume(desk, on_disk(once))
    assert twice.walk.place.kind is PlaceKind.RESUMED
    twice.answer(Event.NO)
    assert twice.walk.place == stopped.place


def test_going_back_does_not_get_around_the_question_whether_anything_is_new(desk: Desk, machine: FlowMachine) -> None:
    sitting = Sitting.resume(desk, on_disk(sat(desk, at_first_step(machine))))
    sitting.back()
    assert sitting.walk.place.kind is PlaceKind.RESUMED


def test_going_back_past_a_break_takes_back_the_answer_before_it(desk: Desk, machine: FlowMachine) -> None:
    stopped = answered(at_first_step(machine), Event.DID)
    sitting = Sitting.resume(desk, on_disk(sat(desk, stopped)))
    sitting.answer(Event.NO)
    assert sitting.back()
    assert sitting.walk.place == stopped.back().place
    assert sitting.walk.facts == stopped.back().facts
    again = [answer.event for answer in on_disk(sitting).answers if answer.taken_back_at]
    assert again == [Event.DID, Event.RESUMED, Event.NO]


def test_a_session_can_be_taken_up_again_within_an_hour_of_its_last_answer(desk: Desk, clock: Clock) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    clock.forward(minutes=50)
    sitting.answer(Event.NO)
    session = on_disk(sitting)
    clock.forward(minutes=59)
    assert resumable(session, clock())
    clock.forward(minutes=1)
    assert not resumable(session, clock())


def test_a_session_that_ended_or_lies_in_the_future_cannot_be_taken_up_again(desk: Desk, clock: Clock) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    assert resumable(sitting.session, clock())
    clock.forward(minutes=-5)
    assert not resumable(sitting.session, clock())
    clock.forward(minutes=5)
    sitting.answer(Event.YES)
    assert not resumable(sitting.session, clock())


def test_a_session_whose_flow_changed_since_is_refused_and_left_as_it_is(desk: Desk) -> None:
    session = Sitting.begin(desk, DEFAULT_FLOW).session
    other = session.model_copy(update={"flow": session.flow.model_copy(update={"sha256": "0" * 64})})
    path = desk.store.save(other)
    before = path.read_bytes()
    with pytest.raises(StorageError, match="flow has changed"):
        Sitting.resume(desk, other)
    assert path.read_bytes() == before


def test_a_session_whose_answers_do_not_fit_its_flow_is_refused(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    session = sitting.session
    moved = session.answers[0].model_copy(update={"place": "where_it_hurts"})
    desk.store.save(session.model_copy(update={"answers": (moved,)}))
    with pytest.raises(StorageError, match="answers do not fit"):
        Sitting.resume(desk, session)


def test_the_mode_of_a_session_is_kept_when_it_is_taken_up_again(desk: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW, Mode.CLINIC)
    sitting.answer(Event.ATTEST)
    resumed = Sitting.resume(desk, on_disk(sitting))
    resumed.answer(Event.NO)
    assert resumed.walk.place.name == "where_it_hurts"
    assert on_disk(resumed).mode is Mode.CLINIC


# A new session


def test_a_new_session_closes_every_unfinished_one_and_keeps_it(desk: Desk, machine: FlowMachine) -> None:
    old = sat(desk, at_first_step(machine))
    new = Sitting.begin(desk, DEFAULT_FLOW)
    kept = on_disk(old)
    assert kept.status is Status.ABANDONED
    assert kept.finished_at is not None
    assert kept.ending is None
    assert kept.answers == old.session.answers
    listed = [stored.session.id for stored in desk.store.sessions() if stored.session]
    assert listed == [new.session.id, old.session.id]


def test_a_finished_session_stays_as_it_is_when_a_new_one_begins(desk: Desk) -> None:
    old = Sitting.begin(desk, DEFAULT_FLOW)
    old.answer(Event.YES)
    before = old.path.read_bytes()
    Sitting.begin(desk, DEFAULT_FLOW)
    assert old.path.read_bytes() == before
