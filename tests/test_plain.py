"""The session line by line: what may be typed at each prompt, and what is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_rules import EXAMPLES
from typist import NOTE, SHORTEST, ByNumber, lines_of, logged, typed, without_notes

from mckenzie_tui.errors import StorageError
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.plain import WIDTH
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.words import Event, Status

# What is typed


def test_an_empty_line_answers_nothing_anywhere(desk: Desk, flow: Flow) -> None:
    lines = lines_of(flow, EXAMPLES["worse but settled goes on in the same direction"], ByNumber())
    with_gaps = [part for line in lines for part in ([""] if line == NOTE else ["", "   ", line])]
    typed(desk, with_gaps)
    gaps = logged(desk)
    typed(desk, without_notes(lines))
    assert [(answer.place, answer.event) for answer in gaps.answers] == [
        *(("question.emergency." + question.id, Event.NO) for question in flow.emergency.questions),
        *(("question.medical." + question.id, Event.NO) for question in flow.medical.questions),
        ("where_it_hurts", Event.LOCATED),
        ("step.prone_lying.exercise", Event.DID),
        ("step.prone_lying.response", Event.WORSENED),
        ("step.prone_lying.settling", Event.SETTLED),
        ("step.prone_props.exercise", Event.DID),
        ("step.prone_props.response", Event.CENTRALIZED),
    ]
    assert gaps.steps[0].note is None


@pytest.mark.parametrize("line", ["", "0", "3", "-1", "1.", "yn", "yess", "maybe", "\u0661", "n o", "y\x1b"])
def test_a_line_that_is_no_answer_answers_nothing(desk: Desk, line: str) -> None:
    written = typed(desk, [line])
    assert logged(desk).answers == ()
    assert "Please type a number from 1 to 2" in written


def test_letters_that_fit_more_than_one_answer_choose_none(desk: Desk, flow: Flow) -> None:
    lines = lines_of(flow, SHORTEST, ByNumber())[:-2]
    written = typed(desk, [*lines, "c"])
    assert "more than one" in written
    assert logged(desk).answers[-1].event is Event.DID


def test_a_part_of_an_exercise_is_logged_as_what_was_done(desk: Desk, flow: Flow) -> None:
    lines = lines_of(flow, SHORTEST, ByNumber())[:-3]
    typed(desk, [*lines, "part", "181", "ninety", "90", "3", "It pulls at L5, a bit"])
    step = logged(desk).steps[0]
    assert step.done is not None
    assert (step.done.seconds, step.done.whole) == (90, False)
    assert step.note == "It pulls at L5, a bit"


def test_an_answer_is_kept_even_if_the_input_ends_at_its_note(desk: Desk, flow: Flow) -> None:
    typed(desk, lines_of(flow, SHORTEST, ByNumber())[:-1])
    assert [step.answer for step in logged(desk).steps] == ["centralized"]


# What is written


def everything(desk: Desk, flow: Flow) -> str:
    """What is written in a session that comes by nearly everything."""
    health = [question.id for question in flow.medical.questions]
    lines = ["?", *["n"] * 8]
    lines += [line for name in health for line in (["y", "go on"] if name == "weak_bones" else ["n"])]
    lines += ["right", "thigh", "b", "calf", "11", "0", "9", "b", "9"]
    lines += ["!", "none", "n", "n", "part", "10", "unsure", "", "partly", "a note", "!", "none", "n", "y", "settled"]
    return typed(desk, lines)


def test_only_plain_characters_are_written(desk: Desk, flow: Flow) -> None:
    written = everything(desk, flow)
    assert logged(desk).ending == "seek_care"
    assert set(written) - {"\n"} == {character for character in written if character.isprintable()}
    assert not re.search(r"[\u2190-\u2bff\ufe0f\U0001f000-\U0001ffff]", written), "arrows, boxes, blocks or pictures"


def test_no_line_is_wider_than_a_narrow_screen(desk: Desk, flow: Flow) -> None:
    too_wide = [line for line in everything(desk, flow).splitlines() if len(line) > WIDTH and " " in line.strip("> ")]
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


TROUBLE_AT = {
    "a safety question": 0,
    "a side": -7,
    "a region": -6,
    "a rating": -5,
    "an exercise": -3,
    "a response": -2,
    "a note": -1,
}


@pytest.mark.parametrize("at", TROUBLE_AT.values(), ids=TROUBLE_AT)
def test_something_is_wrong_can_be_typed_at_every_prompt(desk: Desk, flow: Flow, at: int) -> None:
    lines = [*lines_of(flow, SHORTEST, ByNumber())[:-2], "unchanged", NOTE]
    written = typed(desk, [*lines[:at], "!", "faint"])
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
