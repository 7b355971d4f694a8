"""Every way to end, at every kind of place: the exit code, the terminal, what is on the disk and what is said."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shlex
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from before import Start, begun_before
from products import cells
from speech import heard, program
from terminal import ROOT, Terminal
from walks import PLACES

from mckenzie_tui.session import Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk

pytestmark = pytest.mark.slow

NOT_TO_BE_TOLD = "right knee 7"
FAULTY = f"""
from mckenzie_tui.tui.app import McKenzieApp

on_event = McKenzieApp.on_event

async def faulty(self, event):
    if getattr(event, "key", "") == "f8":
        secret = "{NOT_TO_BE_TOLD}"
        raise ValueError(secret)
    await on_event(self, event)

McKenzieApp.on_event = faulty
"""
"""A mistake that waits for a key."""
F8 = "\x1b[19~"


@dataclass(frozen=True)
class End:
    """A way to end the program, and the exit code that follows."""

    code: int
    do: Callable[[Terminal], None]
    closed: bool = False
    """Whether the terminal is gone then."""
    crash: bool = False


def key(name: str) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.press(name)


def by(number: int) -> Callable[[Terminal], None]:
    return lambda terminal: terminal.kill(number)


ENDS = {
    "ctrl-C": End(130, key("ctrl+c")),
    "ctrl-Q": End(0, key("\x11")),
    "q": End(0, key("q")),
    "SIGINT": End(130, by(signal.SIGINT)),
    "SIGTERM": End(143, by(signal.SIGTERM)),
    "SIGHUP": End(129, by(signal.SIGHUP)),
    "window closed": End(129, Terminal.close_window, closed=True),
    "crash": End(1, key(F8), crash=True),
}


@dataclass(frozen=True)
class Place:
    """Where the program stands, and how it gets there."""

    before: Callable[[FlowMachine], Walk] | None
    keys: tuple[tuple[str, str], ...]
    events: tuple[str, ...] | None = ()
    """What is answered on the way, last of all; None where there is no session."""
    draft: tuple[int, ...] = ()
    """What is marked on the way."""
    unsaved: bool = False
    """Whether the last answer cannot be saved."""


ANSWERING = (("1", "question 1 of 8"), ("n", "question 2 of 8"))
PLACED = {
    "Home": Place(None, (), None),
    "a question": Place(None, ANSWERING, ("no",)),
    "the chart": Place(
        PLACES["where it hurts"],
        (("3", "pain 3"), ("right", "Right side"), ("6", "pain 6"), ("down", "Right buttock")),
        ("resumed", "no"),
        (3, 6),
    ),
    "an exercise": Place(PLACES["exercise"], ((" ", "get ready"),), ("resumed", "no")),
    "help": Place(None, (*ANSWERING, ("?", "Answer with a number")), ("no",)),
    "not saved": Place(None, (*ANSWERING, ("2", "could not be saved")), ("no",), unsaved=True),
}


def full_disk(terminal: Terminal) -> None:
    """Let nothing more be written into files."""
    resource.prlimit(terminal.child.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


def room_again(terminal: Terminal) -> None:
    resource.prlimit(terminal.child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def log(home: Path) -> tuple[Path, Session]:
    (path,) = Store(home / "data").paths()
    return path, Store(home / "data").read(path)


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    """The path on which the program with the mistake is found."""
    (tmp_path / "faulty").mkdir()
    (tmp_path / "faulty" / "sitecustomize.py").write_text(FAULTY, encoding="utf-8")
    return f"{tmp_path / 'faulty'}:{ROOT}"


def brought_to(start: Start, home: Path, machine: FlowMachine, place: Place, **more: str) -> Terminal:
    if place.before:
        begun_before(home, place.before(machine))
    terminal = start(80, 24, *(["--resume"] if place.before else []), **more)
    if place.before:
        terminal.until_shown("Has anything new come up")
        terminal.press("n")
        terminal.until(lambda: "anything new" not in terminal.flat)
    else:
        terminal.until_shown("Begin a session")
    for pressed, shown in place.keys:
        if "saved" in shown:
            full_disk(terminal)
        terminal.answer(pressed, shown)
    return terminal


OF_EACH_KIND = ("ctrl-C", "SIGTERM", "window closed", "crash")
"""By a key, by a signal, without a terminal, by a mistake. The others end by the same code."""
MUCH_AT_STAKE = ("a question", "the chart", "an exercise")
"""Where something is half said, or runs. Elsewhere the same screens end by the same code."""


@pytest.mark.parametrize(
    ("how", "at"),
    cells(
        ENDS,
        PLACED,
        always=lambda how, at: how == "ctrl-C" or at == "a question" or (how in OF_EACH_KIND and at in MUCH_AT_STAKE),
    ),
)
def test_it_ends_in_order(start: Start, tmp_path: Path, machine: FlowMachine, faulty: str, at: str, how: str) -> None:
    place, end = PLACED[at], ENDS[how]
    terminal = brought_to(start, tmp_path, machine, place, **({"PYTHONPATH": faulty} if end.crash else {}))
    end.do(terminal)
    assert terminal.ended() == end.code
    assert end.closed or terminal.is_restored
    if place.events is not None:
        path, session = log(tmp_path)
        assert [answer.event.value for answer in session.answers][-len(place.events) :] == list(place.events)
        assert tuple(sorted(session.draft.values.values() if session.draft else ())) == place.draft
        if not end.closed:
            assert_told_how_to_go_on(terminal, path, unsaved=place.unsaved)
    if end.crash:
        assert "had to stop: a mistake in the program (ValueError" in terminal.after
        assert str(tmp_path / "data" / "sessions") in terminal.after
        assert len(terminal.after.splitlines()) <= 4
    if not end.closed:
        assert not re.search("Traceback|Error:|pain|knee|low back", terminal.after)


def assert_told_how_to_go_on(terminal: Terminal, path: Path, *, unsaved: bool) -> None:
    assert ("What you said last could not be saved." in terminal.after) == unsaved
    assert f"is saved: {path}" in terminal.after
    # It was started as a module of this Python, so that is how it can be started again.
    assert f"To go on within an hour: {shlex.quote(sys.executable)} -m mckenzie_tui --resume" in terminal.after


@pytest.mark.parametrize("how", ["option", "moved"])
def test_the_command_that_is_told_goes_on_with_that_very_session(start: Start, tmp_path: Path, how: str) -> None:
    named = tmp_path / "some where"
    terminal = start(80, 24, *(["--data-dir", str(named)] if how == "option" else []))
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    if how == "moved":
        full_disk(terminal)
        terminal.answer("n", "could not be saved")
        room_again(terminal)
        terminal.answer("2", "A folder, then enter")
        terminal.press(str(named))
        terminal.answer("enter", "question 2 of 8")
    else:
        terminal.answer("n", "question 2 of 8")
    terminal.press("q")
    assert terminal.ended() == 0
    (told,) = re.findall(r"To go on within an hour: .* -m mckenzie_tui (.*)\r\n", terminal.after)
    arguments = shlex.split(told)
    assert arguments == ["--data-dir", str(named), "--resume"]
    again = start(80, 24, *arguments)
    again.until_shown("Has anything new come up")
    again.press("n")
    again.until_shown("question 2 of 8")


def test_a_terminal_that_nobody_reads_keeps_nobody_from_ending_it(start: Start, tmp_path: Path) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.answer("1", "question 1 of 8")
    for number in range(60):
        # What is written now is not read: at some time the terminal takes no more.
        terminal.child.send(("n", "?", "\x1b", "2", "?", "\x1b")[number % 6])
        time.sleep(0.03)
    os.kill(terminal.child.pid, signal.SIGTERM)
    asked = time.monotonic()
    terminal.glance = 0.01
    while os.waitid(os.P_PID, terminal.child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        assert time.monotonic() - asked < 10
        time.sleep(0.05)
    assert terminal.ended() == 143
    assert terminal.left == terminal.found
    assert len(log(tmp_path)[1].answers) > 0


@pytest.mark.parametrize("after", [0.2, 0.35, 0.45, 0.55, 0.7])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ended_while_it_starts_it_leaves_the_terminal_as_it_was(
    start: Start, number: signal.Signals, after: float
) -> None:
    terminal = start()
    time.sleep(after)
    terminal.kill(number)
    assert terminal.ended() == 128 + number
    assert terminal.is_restored
    assert b"Traceback" not in terminal.out or b"mckenzie_tui" not in terminal.out


LOSES_IT = """
import os, signal, sys, weakref
class Lost:
    pass
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "mckenzie_tui.tui.app":
            lost = Lost()
            # What is raised in there is told to nobody.
            self.kept = weakref.ref(lost, lambda _: os.kill(os.getpid(), signal.SIGINT))
            del lost
sys.meta_path.insert(0, Finder())
"""


def test_ctrl_c_that_python_loses_at_the_start_ends_it_all_the_same(start: Start, tmp_path: Path) -> None:
    (tmp_path / "losing").mkdir()
    (tmp_path / "losing" / "sitecustomize.py").write_text(LOSES_IT)
    terminal = start(80, 24, PYTHONPATH=f"{tmp_path / 'losing'}:{ROOT}")
    assert terminal.ended() == 130
    assert terminal.is_restored


def test_modes_that_only_some_terminals_know_are_left_as_well(start: Start) -> None:
    terminal = start()
    terminal.until_shown("Begin a session")
    terminal.child.send("\x1b[?2048;2$y")
    terminal.until(lambda: b"\x1b[?1016h" in terminal.out)
    terminal.press("q")
    assert terminal.ended() == 0
    assert terminal.is_restored


BEFORE_THE_FIRST_SCREEN = {
    "the app": "from mckenzie_tui.tui.app import McKenzieApp as Here; name = '__init__'",
    "Home": "from mckenzie_tui.tui.screens.home import HomeScreen as Here; name = 'compose'",
    "what is unfinished": "from mckenzie_tui.store.store import Store as Here; name = 'unfinished'",
    "the last moment": "from mckenzie_tui.tui.app import McKenzieApp as Here; name = 'on_unmount'",
}


@pytest.mark.parametrize("where", BEFORE_THE_FIRST_SCREEN)
def test_a_mistake_at_the_start_or_at_the_end_is_told_in_a_sentence(start: Start, tmp_path: Path, where: str) -> None:
    (tmp_path / "faulty").mkdir()
    (tmp_path / "faulty" / "sitecustomize.py").write_text(
        f"""
{BEFORE_THE_FIRST_SCREEN[where]}
def faulty(self, *_, **__):
    secret = "{NOT_TO_BE_TOLD}"
    raise ValueError(secret)
setattr(Here, name, faulty)
""",
        encoding="utf-8",
    )
    terminal = start(80, 24, PYTHONPATH=f"{tmp_path / 'faulty'}:{ROOT}")
    if where == "the last moment":
        terminal.until_shown("Begin a session")
        terminal.press("q")
    assert terminal.ended() == 1
    assert terminal.is_restored
    assert "had to stop: a mistake in the program (ValueError" in terminal.after
    assert len(terminal.after.splitlines()) <= 2
    assert not re.search("Traceback|Error:|knee", terminal.after)


# What others can see of it while it runs


def descendants(number: int) -> dict[int, bytes]:
    """What the list of processes shows of those that a process has started."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
    found: dict[int, bytes] = {}
    while more := [child for child, parent in parents.items() if parent in (number, *found) and child not in found]:
        for child in more:
            found[child] = Path(f"/proc/{child}/cmdline").read_bytes()
    return found


@pytest.mark.parametrize("how", ["q", "SIGTERM", "crash"])
def test_the_list_of_processes_shows_nothing_of_a_session_and_nothing_speaks_on_after_it(
    start: Start, tmp_path: Path, machine: FlowMachine, faulty: str, how: str
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text('sound = "speech"\n', encoding="utf-8")
    speaker = program(tmp_path, "espeak-ng", "cat > $0.heard; exec sleep 60")
    terminal = brought_to(
        start, tmp_path, machine, PLACED["an exercise"], PYTHONPATH=faulty, PATH=f"{tmp_path}:/usr/bin:/bin"
    )
    terminal.until(lambda: b"Get ready" in heard(speaker))
    said = heard(speaker).decode().split()
    seen = descendants(terminal.child.pid)
    assert seen
    assert {command.split(b"\0")[0] for command in seen.values()} <= {b"/bin/sh", b"sleep"}
    own = Path(f"/proc/{terminal.child.pid}/cmdline").read_bytes()
    for command in (own, *seen.values()):
        words = command.replace(str(tmp_path).encode(), b"").decode().replace("\0", " ").split()
        assert not {"calf", "pain", "unchanged", "did", *(word for word in said if len(word) > 3)} & set(words)
    ENDS[how].do(terminal)
    assert terminal.ended() == ENDS[how].code
    terminal.glance = 0.01
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}/cmdline").exists() for child in seen):
        assert time.monotonic() < deadline, "something speaks on"
        time.sleep(0.05)
