"""The program in a real terminal: from the first question to an ending, killed on the way, and how it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from before import Start, begun_before
from products import only_long
from terminal import OUT_OF_SCREEN, ROOT, Terminal, environment
from walks import PLACES, at_first_step, no_to_all, ready_for

from mckenzie_tui.body import MIDDLE
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.locating import Felt, values_of
from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.tui.widgets.chart_looks import PALETTES
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Region, Side, Status

pytestmark = pytest.mark.slow

NO = "n2"
"""Two keys for the same answer: one key twice within a moment would be taken for one that is held down."""


def log(home: Path) -> Session:
    """The one session of this folder, as it is on the disk."""
    (path,) = Store(home / "data").paths()
    return Store(home / "data").read(path)


def said(session: Session) -> list[tuple[str, str]]:
    return [(answer.place, answer.event.value) for answer in session.standing_answers]


def cleared(terminal: Terminal, words: str) -> None:
    """Take the mark away that these words tell of."""
    terminal.until_shown(words)
    terminal.press("backspace")
    terminal.until(lambda: words not in terminal.flat)


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (40, 15)])
def test_a_session_by_keys_alone(start: Start, tmp_path: Path, flow: Flow, columns: int, rows: int) -> None:
    terminal = start(columns, rows)
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    for number in range(2, 9):
        terminal.answer(NO[number % 2], f"question {number} of 8")
    for number in range(1, 22):
        terminal.answer(NO[number % 2], f"question {number} of 21")
    terminal.answer("n", "Where do you feel it now?")
    terminal.answer("2", "pain 2")
    terminal.answer("left", "Left side of the")
    terminal.press(*["down"] * 4)
    terminal.answer("6", "Left calf: pain")
    terminal.answer("enter", "step 1 of 7" if columns > 60 else "Prone lying · pain")
    terminal.answer("d", "at rest?")
    terminal.answer("enter", "How is it now?")
    terminal.answer("enter", "step 2 of 7" if columns > 60 else "Prone props · pain")
    terminal.answer("x", "step 3 of 7" if columns > 60 else "Press-ups · pain")
    terminal.answer("d", "at rest?")
    terminal.answer("down", "Left heel")
    terminal.answer("4", "Left heel: pain")
    terminal.answer("enter", "How is it now?")
    terminal.answer("4", "Let it settle")
    terminal.answer("1", "after the rest?")
    cleared(terminal, "Left heel: pain")
    terminal.answer("enter", "Has it settled?")
    terminal.answer("1", "step 4 of 7" if columns > 60 else "Hips off center · hips")
    terminal.answer("d", "at rest?")
    cleared(terminal, "Left calf: pain")
    terminal.answer("enter", "How is it now?")
    terminal.answer("1", "One direction helped")
    terminal.answer("w", "The rule that was met")
    terminal.answer("b", "What helped")
    session = log(tmp_path)
    assert (session.status, session.ending) == (Status.FINISHED, "preference_found")
    assert session.result is not None
    assert session.result.direction == "lateral"
    assert session.baseline is not None
    assert {(mark.side, mark.region, mark.intensity) for mark in session.baseline.symptoms.marks} == {
        (Side.CENTRAL, Region.BACK_MIDLINE, 2),
        (Side.LEFT, Region.LOWER_LEG, 6),
    }
    assert [step.counted for step in session.steps] == ["unchanged", "cannot", "worsened", "centralized"]
    assert session.steps[2].settled is True
    # A key that comes too soon does not hide the result; on the start screen this one does nothing.
    terminal.until(lambda: "Begin a session" in terminal.flat or terminal.press("h"))
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.is_restored
    assert not list(tmp_path.rglob("*.lock"))


# Killed on the way


def at_the_chart(machine: FlowMachine) -> Walk:
    return no_to_all(Walk.begin(machine))


def worse(machine: FlowMachine) -> Walk:
    return ready_for(at_first_step(machine), Event.WORSENED)


KILLED: dict[str, tuple[Callable[[FlowMachine], Walk] | None, list[tuple[str, str]]]] = {
    "an emergency question": (None, [("n", "question 2 of 8"), ("2", "question 3 of 8")]),
    "a question about health": (
        PLACES["medical question"],
        [("2", "question 5 of 21")],
    ),
    "a chart at the start": (at_the_chart, [("3", "pain 3"), ("right", "Right side of"), ("6", "pain 6")]),
    "a chart before an exercise": (PLACES["exercise"], [("w", "before you begin?"), ("2", "right calf 2")]),
    "a chart after an exercise": (PLACES["exercise"], [("d", "at rest?"), ("2", "right calf 2")]),
    "a chart after a rest": (PLACES["settling"], [("enter", "after the rest?"), ("2", "right heel 2")]),
    "a step": (PLACES["response"], [("3", "▶ Prone props")]),
    "how is it now": (PLACES["after"], [("enter", "How is it now?")]),
    "how is it now, again": (PLACES["response"], [("4", "You said:")]),
    "settling": (worse, [("4", "Let it settle")]),
    "has it settled": (PLACES["recheck"], [("enter", "Has it settled?")]),
}


ALIKE = ("a question about health", "a chart before an exercise", "a chart after an exercise", "how is it now, again")
"""Where it goes on by the same code as at another of these places."""


@pytest.mark.parametrize("at", [only_long(at) if at in ALIKE else at for at in KILLED])
def test_killed_it_goes_on_at_the_very_question(start: Start, tmp_path: Path, machine: FlowMachine, at: str) -> None:
    before, answers = KILLED[at]
    if before:
        begun_before(tmp_path, before(machine))
    first = start()
    if before:
        first.until_shown("Go on: the session of")
        first.answer("1", "Has anything new come up since you stopped?")
        first.answer("n", "Back")
        first.until(lambda: "anything new" not in first.flat)
    else:
        first.until_shown("Begin a session")
        first.answer("1", "question 1 of 8")
    for key, then in answers:
        first.answer(key, then)
    first.kill(signal.SIGKILL)
    assert first.ended() == 128 + signal.SIGKILL
    killed = log(tmp_path)

    second = start()
    second.until_shown("Go on: the session of")
    second.answer("1", "Has anything new come up since you stopped?")
    second.answer("n", answers[-1][1])
    second.until(lambda: "anything new" not in second.flat)
    resumed = log(tmp_path)
    assert said(resumed)[: len(said(killed))] == said(killed)
    assert [event for _, event in said(resumed)[len(said(killed)) :]] == ["resumed", "no"]
    assert resumed.draft == killed.draft
    second.press("q")
    assert second.ended() == 0


@pytest.mark.parametrize("then", ["at once", "once it is shown", "at the next key"])
def test_killed_while_marking_it_loses_the_key_being_pressed_at_most(
    start: Start, tmp_path: Path, machine: FlowMachine, then: str
) -> None:
    begun_before(tmp_path, at_the_chart(machine))
    first = going_on(start)
    first.answer("3", "pain 3")
    first.answer("right", "Right side of")
    first.answer("4", "pain 4")
    first.answer("down", "Right buttock")
    first.press("6")
    if then != "at once":
        first.until_shown("pain 6")
    if then == "at the next key":
        first.answer("down", "Back of the right")
    first.kill(signal.SIGKILL)
    assert first.ended() == 128 + signal.SIGKILL

    before = {"back.central.back_midline.pain": 3, "back.right.back_side.pain": 4}
    with_last = before | {"back.right.buttock_hip.pain": 6}
    draft = log(tmp_path).draft
    assert draft is not None
    assert draft.place == "where_it_hurts"
    assert draft.values in ([with_last] if then == "at the next key" else [before, with_last])
    second = going_on(start)
    second.until_shown("Marked")
    second.until_shown("right buttock 6" if draft.values == with_last else "right side of the")
    second.press("enter")
    second.until_shown("▶ Prone lying")
    second.press("q")
    assert second.ended() == 0
    baseline = log(tmp_path).baseline
    assert baseline is not None
    assert values_of(baseline.symptoms) == draft.values


# The chart in a real terminal


def going_on(start: Start, **more: str) -> Terminal:
    """A terminal in which the session that was begun before goes on, with nothing new."""
    terminal = start(**more)
    terminal.until_shown("Go on: the session of")
    terminal.answer("1", "Has anything new come up since you stopped?")
    terminal.press("n")
    terminal.until(lambda: "anything new" not in terminal.flat)
    return terminal


def mark_both_calves(terminal: Terminal) -> None:
    """Mark pain of 6 in the right calf and of 2 in the left one, and look whether it says so."""
    terminal.until_shown("BACK")
    terminal.press("down")
    terminal.until_shown("Right buttock")
    terminal.press("down", "down", "down")
    terminal.answer("6", "Right calf: pain")
    terminal.answer("left", "Left calf: not")
    terminal.answer("2", "Left calf: pain")
    for words in ("right calf 6", "left calf 2"):
        terminal.until_shown(words)
    (names,) = [line for line in terminal.text.splitlines() if "BACK" in line]
    assert names.partition("│")[2].split()[:6] == ["left", "BACK", "right", "right", "FRONT", "left"]


def test_the_chart_is_marked_in_colours(start: Start, tmp_path: Path, machine: FlowMachine) -> None:
    begun_before(tmp_path, at_the_chart(machine))
    terminal = going_on(start, COLORTERM="truecolor")
    here, strong, weak = (PALETTES[True].rim, *(PALETTES[True].of(MIDDLE, Felt(pain=pain))[0] for pain in (6, 2)))
    assert {strong[1:], weak[1:]}.isdisjoint(terminal.colours)
    mark_both_calves(terminal)
    assert {here[1:], strong[1:], weak[1:]} <= terminal.colours
    assert not any(is_braille(letter) for letter in terminal.text)
    terminal.answer("enter", "Both legs")
    assert marks_of(tmp_path) == BOTH_CALVES


def test_the_chart_is_marked_without_colours(start: Start, tmp_path: Path, machine: FlowMachine) -> None:
    begun_before(tmp_path, at_the_chart(machine))
    terminal = going_on(start, NO_COLOR="1", COLORTERM="truecolor")
    mark_both_calves(terminal)
    assert sum(is_braille(letter) for letter in terminal.text) > 100
    assert "[2]" in terminal.text
    assert not {colour for colour in terminal.colours if is_coloured(colour)}
    terminal.answer("enter", "Both legs")
    assert marks_of(tmp_path) == BOTH_CALVES


BOTH_CALVES = {"back.right.lower_leg.pain": 6, "back.left.lower_leg.pain": 2}


def marks_of(home: Path) -> dict[str, str | int]:
    baseline = log(home).baseline
    assert baseline is not None
    return values_of(baseline.symptoms)


def is_braille(letter: str) -> bool:
    return "\u2800" < letter < "\u2900"


def is_coloured(colour: str) -> bool:
    """Whether a colour is another one than black, white or grey."""
    parts = {colour[at : at + 2] for at in (0, 2, 4)} if len(colour) == 6 else set()
    return len(parts) > 1 or (not parts and colour not in ("default", "black", "white"))


# How it leaves


@pytest.mark.parametrize("key", ["q", "\x11"])
def test_quitting_restores_the_terminal_and_says_where_the_session_is(start: Start, tmp_path: Path, key: str) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    terminal.press(key)
    assert terminal.ended() == 0
    assert terminal.is_restored
    after = terminal.out.rpartition(b"\x1b[?1049l")[2]
    assert b"Your session is saved" in after


def test_ctrl_c_interrupts_and_restores_the_terminal(start: Start) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.press("ctrl+c")
    assert terminal.ended() == 130
    assert terminal.is_restored


def test_being_asked_to_end_restores_the_terminal_and_loses_no_answer(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    terminal.answer("n", "question 2 of 8")
    terminal.kill(signal.SIGTERM)
    assert terminal.ended() == 143
    assert len(log(tmp_path).answers) == 1
    assert terminal.is_restored


def test_a_terminal_that_is_closed_loses_no_answer(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    terminal.answer("n", "question 2 of 8")
    terminal.kill(signal.SIGHUP)
    assert terminal.ended() == 129
    assert len(log(tmp_path).answers) == 1


def test_a_terminal_that_changes_its_size_is_followed(start: Start) -> None:
    terminal = start(80, 24)
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    terminal.until_shown("Prone lying")
    terminal.resize(40, 15)
    terminal.until(lambda: "Prone lying" not in terminal.flat and "question 1 of 8" in terminal.flat)
    terminal.resize(80, 24)
    terminal.until_shown("Prone lying")


# Without a terminal


@pytest.mark.parametrize("missing", ["stdin", "stdout", "both"])
def test_without_a_terminal_one_line_says_what_to_do(tmp_path: Path, missing: str) -> None:
    ours, theirs = os.openpty()
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "mckenzie_tui"],
            stdin=theirs if missing == "stdout" else subprocess.DEVNULL,
            stdout=theirs if missing == "stdin" else subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(tmp_path),
            cwd=tmp_path,
            timeout=20,
            check=False,
            text=True,
        )
    finally:
        os.close(theirs)
        os.close(ours)
    assert ended.returncode == 2
    assert not ended.stdout
    (line,) = ended.stderr.splitlines()
    assert "--plain" in line


def test_a_simple_terminal_gets_plain_lines(start: Start, tmp_path: Path) -> None:
    terminal = start(TERM="dumb")
    terminal.until_shown("1. Yes 2. No >")
    terminal.press("n", "enter")
    terminal.until(lambda: terminal.flat.count(">") >= 2 or len(log(tmp_path).answers) == 1)
    terminal.press("q", "enter")
    assert terminal.ended() == 0
    assert b"\x1b" not in terminal.out
    assert len(log(tmp_path).answers) == 1


BROKEN = """
from mckenzie_tui.tui.screens.where_it_hurts import WhereItHurtsScreen

def broken(self, *_):
    secret = "right knee"
    raise ValueError(secret)

WhereItHurtsScreen.show_main = broken
"""


def test_a_mistake_in_the_program_loses_no_answer_and_shows_nothing_of_them(
    start: Start, tmp_path: Path, machine: FlowMachine
) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "sitecustomize.py").write_text(BROKEN, encoding="utf-8")
    begun_before(tmp_path, at_the_chart(machine))
    answers = said(log(tmp_path))
    terminal = start(80, 24, PYTHONPATH=f"{tmp_path / 'broken'}:{ROOT}")
    terminal.until_shown("Go on:")
    terminal.answer("1", "Welcome back")
    terminal.press("n")
    assert terminal.ended() == 1
    assert said(log(tmp_path))[: len(answers)] == answers
    assert terminal.is_restored
    end = terminal.out[terminal.out.rindex(OUT_OF_SCREEN) :].decode()
    assert "ValueError in" in end
    assert "saved" in end
    assert "knee" not in end
    assert "Traceback" not in end
