"""The session line by line: what may be typed at each prompt, and what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typist import logged, typed

from mckenzie_tui.errors import StorageError
from mckenzie_tui.plain import WIDTH
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Status

# What is typed


def to_the_chart(machine: FlowMachine) -> list[str]:
    return ["n"] * (len(machine.flow.emergency.questions) + len(machine.flow.medical.questions))


def to_the_first_step(machine: FlowMachine) -> list[str]:
    return [*to_the_chart(machine), "right calf", "5", "no"]


def test_an_empty_line_answers_nothing_before_something_is_marked(desk: Desk, machine: FlowMachine) -> None:
    lines = [*to_the_chart(machine), "right calf", "5"]
    typed(desk, [part for line in lines for part in ("", "   ", line)])
    session = logged(desk)
    assert [(answer.place, answer.event) for answer in session.answers] == [
        *(("question.emergency." + question.id, Event.NO) for question in machine.flow.emergency.questions),
        *(("question.medical." + question.id, Event.NO) for question in machine.flow.medical.questions),
    ]
    assert session.draft is not None
    assert session.draft.values == {"back.right.lower_leg.pain": 5}


def test_enter_alone_keeps_what_was_marked_and_takes_the_answer_it_proposes(desk: Desk, machine: FlowMachine) -> None:
    written = typed(desk, [*to_the_first_step(machine), "done", "", "", ""])
    step = logged(desk).steps[0]
    assert (step.answer, step.verdict, step.note) == ("unchanged", "no_effect", None)
    assert step.before == step.after
    assert "Enter alone chooses 1: It is the same" in written
    assert "Enter alone chooses 3: The same as before" in written


def test_enter_alone_neither_does_an_exercise_nor_answers_a_question_asked_again(
    desk: Desk, machine: FlowMachine
) -> None:
    typed(desk, [*to_the_first_step(machine), "", "done", "", "worse", "", ""])
    session = logged(desk)
    assert [answer.event for answer in session.answers[-3:]] == [Event.DID, Event.LOCATED, Event.WORSENED]
    assert session.steps[0].answer is None


@pytest.mark.parametrize("line", ["", "0", "3", "-1", "1.", "yn", "yess", "maybe", "\u0661", "n o", "y\x1b"])
def test_a_line_that_is_no_answer_answers_nothing(desk: Desk, line: str) -> None:
    written = typed(desk, [line])
    assert logged(desk).answers == ()
    assert "Please type a number from 1 to 2" in written


def test_letters_that_fit_more_than_one_answer_choose_none(desk: Desk, machine: FlowMachine) -> None:
    written = typed(desk, [*to_the_first_step(machine), "done", "", "c"])
    assert "more than one" in written
    assert logged(desk).answers[-1].event is Event.LOCATED


def test_a_part_of_an_exercise_is_logged_as_what_was_done(desk: Desk, machine: FlowMachine) -> None:
    lines = [*to_the_first_step(machine), "part", "181", "ninety", "90", "same", "3", "It pulls at L5, a bit"]
    typed(desk, lines)
    step = logged(desk).steps[0]
    assert step.done is not None
    assert (step.done.seconds, step.done.whole) == (90, False)
    assert step.note == "It pulls at L5, a bit"


def test_an_answer_is_kept_even_if_the_input_ends_at_its_note(desk: Desk, machine: FlowMachine) -> None:
    typed(desk, [*to_the_first_step(machine), "done", "gone", "1"])
    assert [step.answer for step in logged(desk).steps] == ["centralized"]


# What is written


def everything(desk: Desk, machine: FlowMachine) -> str:
    """What is written in a session that comes by nearly everything."""
    health = [question.id for question in machine.flow.medical.questions]
    lines = ["?", *["n"] * 8]
    lines += [line for name in health for line in (["y", "go on"] if name == "weak_bones" else ["n"])]
    lines += ["right", "thigh", "b", "right calf", "11", "9", "numb", "toes", "left", "yes", "pins", "heel", "5"]
    lines += ["no", "!", "none", "n", "n", "where", "same", "part", "10", "same", "unsure", "partly", "same", "a note"]
    lines += ["!", "none", "n", "y", "rested", "same", "settled", "settled"]
    return typed(desk, lines)


def test_only_plain_characters_are_written(desk: Desk, machine: FlowMachine) -> None:
    written = everything(desk, machine)
    assert logged(desk).ending == "seek_care"
    assert set(written) - {"\n"} == {character for character in written if character.isprintable()}
    assert not re.search(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001ffff]", written), "arrows, boxes, blocks or pictures"


def test_no_line_is_wider_than_a_narrow_screen(desk: Desk, machine: FlowMachine) -> None:
    too_wide = [
        line for line in everything(desk, machine).splitlines() if len(line) > WIDTH and " " in line.strip("> ")
    ]
    assert [line for line in too_wide if not line.startswith("Saved: ")] == []


def test_an_emergency_shows_the_number_to_call_and_why(desk: Desk) -> None:
    written = typed(desk, ["n", "y"])
    ending = written[written.index("PLEASE GET HELP NOW") :]
    assert "Call 555 (or your local emergency number)." in ending
    assert "New trouble passing or holding urine" in ending
    assert logged(desk).status is Status.FINISHED


# Going back, help, something is wrong


def test_back_takes_the_last_answer_back_also_at_the_ending(desk: Desk) -> None:
    typed(desk, ["n", "b", "n", "y", "back", "n"])
    session = logged(desk)
    assert [answer.event for answer in session.standing_answers] == [Event.NO, Event.NO]
    assert sum(answer.taken_back_at is not None for answer in session.answers) == 2
    assert session.status is Status.IN_PROGRESS


def test_back_before_the_first_answer_asks_again(desk: Desk) -> None:
    typed(desk, ["b", "b", "n"])
    assert len(logged(desk).answers) == 1


TROUBLE_AT: dict[str, list[str]] = {
    "a part of the body": [],
    "a place": ["calf"],
    "a strength": ["right calf"],
    "another place": ["right calf", "5"],
    "an exercise": ["right calf", "5", "no"],
    "how much was done": ["right calf", "5", "no", "part"],
    "a chart after it": ["right calf", "5", "no", "done"],
    "a response": ["right calf", "5", "no", "done", "same"],
    "a note": ["right calf", "5", "no", "done", "same", "unchanged"],
}


def test_something_is_wrong_can_be_typed_at_a_safety_question(desk: Desk) -> None:
    assert "call 555" in typed(desk, ["!", "faint"])
    assert logged(desk).ending == "emergency"


@pytest.mark.parametrize("lines", TROUBLE_AT.values(), ids=TROUBLE_AT)
def test_something_is_wrong_can_be_typed_at_every_prompt(desk: Desk, machine: FlowMachine, lines: list[str]) -> None:
    written = typed(desk, [*to_the_chart(machine), *lines, "!", "faint"])
    assert logged(desk).ending == "emergency"
    assert "call 555" in written


def test_help_tells_the_keys_and_answers_nothing(desk: Desk) -> None:
    written = typed(desk, ["?", "help"])
    assert written.count("something is wrong") == 3
    assert logged(desk).answers == ()


# A disk that fails


def test_an_answer_that_cannot_be_saved_is_told_and_may_be_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, calls = desk.store.save, []

    def save(session: Session) -> Path:
        calls.append(session)
        if len(calls) == 2:
            raise StorageError("the disk is full")
        return real(session)

    monkeypatch.setattr(desk.store, "save", save)
    written = typed(desk, ["n", "", "1", "n"])
    assert "the disk is full" in written
    assert [answer.event for answer in logged(desk).answers] == [Event.NO, Event.NO]
