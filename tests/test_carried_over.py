"""What the answers about a person's health mean for the next session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from walks import RIGHT_LEG, begun, ending, no_until, on_disk

from mckenzie_tui import prompts
from mckenzie_tui.answers import Context
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.arcs import PlaceKind
from mckenzie_tui.series import Series
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode, PassedOver, Status

BENDING = {"flexion_rotation": PassedOver.PRECAUTION, "lumbar_flexion": PassedOver.PRECAUTION}


def after_changed(machine: FlowMachine, said: Event, *standing: str) -> Walk:
    """A later session, with these yeses standing, after the question whether anything changed."""
    context = Context(first=False, standing=standing, yes=standing)
    return no_until(begun(machine, context), "changed.medical").say(said)


# Where nothing changed


@pytest.mark.parametrize("question", ["weight_loss", "cancer", "pregnancy"])
def test_an_uncleared_yes_stands_until_a_clinician_clears_it(machine: FlowMachine, question: str) -> None:
    walk = after_changed(machine, Event.NO, question)
    assert walk.place.name == f"question.medical.{question}.clearance"
    assert ending(walk.say(Event.NO)) == "seek_care"
    assert walk.say(Event.NO).facts.carried().standing == (question,)
    cleared = walk.say(Event.YES)
    assert cleared.place.name == "where_it_hurts"
    assert cleared.facts.carried().standing == ()


@pytest.mark.parametrize("question", ["fever", "steadily_worse"])
def test_a_yes_that_cannot_be_cleared_leads_to_care_again(machine: FlowMachine, question: str) -> None:
    walk = after_changed(machine, Event.NO, question)
    assert ending(walk) == "seek_care"
    assert walk.facts.carried().standing == (question,)


def test_every_uncleared_yes_is_asked_about(machine: FlowMachine) -> None:
    walk = after_changed(machine, Event.NO, "weight_loss", "pregnancy").say(Event.YES)
    assert walk.place.name == "question.medical.pregnancy.clearance"
    assert ending(walk.say(Event.NO)) == "seek_care"
    assert walk.say(Event.YES).place.name == "where_it_hurts"


def test_nothing_standing_and_nothing_changed_goes_on(machine: FlowMachine) -> None:
    assert after_changed(machine, Event.NO).place.name == "where_it_hurts"


# Where something changed


def test_a_change_asks_every_question_again(machine: FlowMachine) -> None:
    walk = after_changed(machine, Event.YES, "weight_loss")
    asked = []
    while walk.place.kind is PlaceKind.QUESTION:
        asked.append(walk.place.question)
        walk = walk.say(Event.NO)
    assert asked == [question.id for question in machine.flow.medical.questions]
    assert walk.place.name == "where_it_hurts"
    assert walk.facts.carried() == Context(first=False)


def test_asked_again_a_standing_yes_is_called_to_mind(machine: FlowMachine) -> None:
    walk = no_until(after_changed(machine, Event.YES, "weight_loss"), "question.medical.weight_loss")
    assert "Last time you answered yes" in prompts.prompt(walk).intro


# From session to session, through the disk


def health(sitting: Sitting, *true: str, cleared: bool = True) -> Sitting:
    """Answer the safety questions as a person does of whom these are true, and who goes on after advice."""
    for _ in range(100):
        place = sitting.walk.place
        match place.kind:
            case PlaceKind.QUESTION:
                sitting.answer(Event.YES if place.question in true else Event.NO)
            case PlaceKind.CHANGED:
                sitting.answer(Event.NO)
            case PlaceKind.CLEARANCE:
                sitting.answer(Event.YES if cleared else Event.NO)
            case PlaceKind.ADVICE:
                sitting.answer(Event.GO_ON)
            case _:
                break
    return sitting


def until(sitting: Sitting, place: str) -> Sitting:
    """Answer no to every question before this place."""
    for answer in no_until(sitting.walk, place).answers[len(sitting.walk.answers) :]:
        sitting.answer(answer.event)
    return sitting


def begin(desk: Desk, mode: Mode = Mode.HOME, patient: str | None = None) -> Sitting:
    return Sitting.begin(desk, DEFAULT_FLOW, mode, patient=patient)


def passed_over(sitting: Sitting) -> dict[str, PassedOver]:
    """The steps passed over on the way to the end, where nothing changes anything; from the log."""
    sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG)
    while sitting.walk.ending is None:
        sitting.answer(Event.DID)
        sitting.answer(Event.LOCATED, symptoms=RIGHT_LEG)
        sitting.answer(Event.UNCHANGED)
    return {skipped.id: skipped.reason for skipped in on_disk(sitting).skipped}


def test_weak_bones_pass_over_bending_at_this_session_and_at_the_next(desk: Desk) -> None:
    assert passed_over(health(begin(desk), "weak_bones")) == BENDING
    second = begin(desk)
    assert passed_over(health(second)) == BENDING
    assert "changed.medical" in [answer.place for answer in on_disk(second).answers]
    assert passed_over(health(begin(desk))) == BENDING


def test_without_weak_bones_nothing_is_passed_over(desk: Desk) -> None:
    assert passed_over(health(begin(desk))) == {}


def test_weak_bones_taken_back_are_not_carried_over(desk: Desk) -> None:
    sitting = begin(desk)
    until(sitting, "question.medical.weak_bones").answer(Event.YES)
    sitting.back()
    assert passed_over(health(sitting)) == {}
    assert passed_over(health(begin(desk))) == {}


@pytest.mark.parametrize("mode", [Mode.CLINIC, Mode.DEMO])
def test_weak_bones_are_not_forgotten_over_a_session_that_a_clinician_attested(desk: Desk, mode: Mode) -> None:
    assert passed_over(health(begin(desk), "weak_bones")) == BENDING
    attested = begin(desk, mode)
    attested.answer(Event.ATTEST)
    assert passed_over(attested) == {}, "nobody knows whose session this is"
    assert passed_over(health(begin(desk))) == BENDING


@pytest.mark.parametrize("mode", [Mode.HOME, Mode.CLINIC])
def test_what_a_patient_said_holds_at_the_next_session_with_the_same_code_and_for_nobody_else(
    desk: Desk, mode: Mode
) -> None:
    assert passed_over(health(begin(desk, mode, "p-1"), "weak_bones")) == BENDING
    attested = begin(desk, Mode.CLINIC, "p-1")
    attested.answer(Event.ATTEST)
    assert passed_over(attested) == BENDING
    for patient in ("p-2", "p-10", None):
        other = begin(desk, Mode.CLINIC, patient)
        other.answer(Event.ATTEST)
        assert passed_over(other) == {}
    until(begin(desk), "question.medical.fever")


def test_an_unfinished_session_stays_open_when_that_of_another_patient_begins(desk: Desk) -> None:
    first = begin(desk, Mode.CLINIC, "p-1")
    first.close()
    for patient in ("p-2", None):
        begin(desk, Mode.CLINIC, patient).close()
    begin(desk).close()
    assert on_disk(first).status is Status.IN_PROGRESS
    unfinished = desk.store.unfinished(Series(Mode.CLINIC, "p-1"))
    assert unfinished is not None
    assert unfinished.id == first.session.id
    begin(desk, Mode.CLINIC, "p-1").close()
    assert on_disk(first).status is Status.ABANDONED


@pytest.mark.parametrize("mode", [Mode.CLINIC, Mode.DEMO])
def test_a_first_session_that_a_clinician_attested_does_not_count_as_asked(desk: Desk, mode: Mode) -> None:
    attested = begin(desk, mode)
    attested.answer(Event.ATTEST)
    assert passed_over(attested) == {}
    until(begin(desk), "question.medical.fever")


def breakings(sitting: Sitting) -> Iterator[str]:
    """Ways for a session to break off between saying that something changed and being asked about weak bones."""
    until(sitting, "changed.medical")
    sitting.answer(Event.YES)
    yield "at once"
    sitting.answer(Event.NO)
    yield "after a question"
    until(sitting, "question.medical.weight_loss")
    sitting.answer(Event.YES)
    sitting.answer(Event.NO)
    assert ending(sitting.walk) == "seek_care"
    yield "for care"


@pytest.mark.parametrize("broken_off", ["at once", "after a question", "for care"])
def test_weak_bones_are_not_forgotten_over_a_session_that_broke_off(desk: Desk, broken_off: str) -> None:
    assert passed_over(health(begin(desk), "weak_bones")) == BENDING
    second = begin(desk)
    next(way for way in breakings(second) if way == broken_off)
    assert passed_over(health(begin(desk), "weak_bones")) == BENDING


def test_a_first_session_that_broke_off_in_the_questions_asks_them_in_full_again(desk: Desk) -> None:
    until(begin(desk), "question.medical.pregnancy")
    second = begin(desk)
    until(second, "question.medical.fever")
    assert health(second).walk.place.name == "where_it_hurts"
    assert "changed.medical" not in [answer.place for answer in second.walk.answers]


def test_a_first_session_that_broke_off_after_the_questions_does_not_ask_them_again(desk: Desk) -> None:
    passed_over(health(begin(desk)))
    until(begin(desk), "changed.medical")


@pytest.mark.parametrize("question", ["fever", "weight_loss"])
def test_a_first_session_that_ended_for_care_does_not_let_the_next_one_pass(desk: Desk, question: str) -> None:
    assert ending(health(begin(desk), question, cleared=False).walk) == "seek_care"
    second = until(begin(desk), f"question.medical.{question}")
    assert "Last time you answered yes" in prompts.prompt(second.walk).intro
    assert ending(health(second, question, cleared=False).walk) == "seek_care"
