"""The program in a real terminal: from the first question to an ending, killed on the way, and how it leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from terminal import OUT_OF_SCREEN, ROOT, Terminal, environment
from walks import PLACES, no_to_all, sat

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk
from mckenzie_tui.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Status

pytestmark = pytest.mark.slow

Start = Callable[..., Terminal]

NO = "n2"
"""Two keys for the same answer: one key twice within a moment would be taken for one that is held down."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the program in a terminal; whatever still runs at the end of the test is ended."""
    running: list[Terminal] = []

    def starting(columns: int = 80, rows: int = 24, *arguments: str, **more: str) -> Terminal:
        running.append(Terminal(tmp_path, columns, rows, arguments, more))
        return running[-1]

    yield starting
    for terminal in running:
        terminal.child.close(force=True)


def log(home: Path) -> Session:
    """The one session of this folder, as it is on the disk."""
    (path,) = Store(home / "data").paths()
    return Store(home / "data").read(path)


def said(session: Session) -> list[tuple[str, str]]:
    return [(answer.place, answer.event.value) for answer in session.standing_answers]


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
    terminal.answer("1", "How far down does it reach on the left?")
    terminal.answer("5", "How strong is the pain in your back now?")
    terminal.answer("2", "[2]")
    terminal.answer("enter", "How strong is the pain from your bottom down now?")
    terminal.answer("6", "[6]")
    terminal.answer("enter", "step 1 of 7")
    terminal.answer("enter", "How is it now?")
    terminal.answer("3", "step 2 of 7")
    terminal.answer("x", "step 3 of 7")
    terminal.answer("enter", "How is it now?")
    terminal.answer("4", "Let it settle")
    terminal.answer("1", "step 4 of 7")
    terminal.answer("enter", "How is it now?")
    terminal.answer("1", "One direction helped")
    session = log(tmp_path)
    assert (session.status, session.ending) == (Status.FINISHED, "preference_found")
    assert session.result is not None
    assert session.result.direction == "lateral"
    terminal.answer("enter", "Begin a session")
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.is_restored


# Killed on the way


def begun_before(home: Path, walk: Walk) -> None:
    """Leave a session behind that came as far as this walk, as of now."""
    desk = Desk(
        Store(home / "data"),
        Catalogue(),
        lambda: datetime.now().astimezone().replace(microsecond=0),
        lambda: "0badcafe",
        "0",
    )
    sat(desk, walk)


def fields(machine: FlowMachine) -> Walk:
    return no_to_all(Walk.begin(machine))


KILLED: dict[str, tuple[Callable[[FlowMachine], Walk] | None, list[tuple[str, str]]]] = {
    "an emergency question": (None, [("n", "question 2 of 8"), ("2", "question 3 of 8")]),
    "a question about health": (
        PLACES["medical question"],
        [("2", "question 5 of 21")],
    ),
    "the second field of the form": (fields, [("2", "How far down does it reach on the right?")]),
    "a step": (PLACES["response"], [("3", "step 2 of 7")]),
    "how is it now": (PLACES["exercise"], [("enter", "How is it now?")]),
    "settling": (PLACES["response"], [("4", "Let it settle")]),
}


@pytest.mark.parametrize("at", KILLED)
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
    begun_before(tmp_path, fields(machine))
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
