"""From the start to the first complete screen, and to the end of the quick commands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from many_sessions import fill
from measured import Measured, beside, in_turn, took
from onlooker import Onlooker, surroundings

OURS = (sys.executable, "-m", "mckenzie_tui")
BARE = (sys.executable, str(Path(__file__).with_name("bare.py")))
OUR_FIRST_SCREEN = ("Begin a session", "Show how it works", "In an emergency", "Quit")
BARE_FIRST_SCREEN = ("0 A line", "9 A line", "In an emergency", "Do f")
NOTHING = (sys.executable, "-c", "pass")
SESSIONS = 10


def measured(rounds: int) -> Iterator[Measured]:
    """The start of the full screen, and of commands."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        ours, bare, question = in_turn(
            rounds,
            lambda: _painted(OURS, home, OUR_FIRST_SCREEN),
            lambda: _painted(BARE, home, BARE_FIRST_SCREEN),
            lambda: _first_question(home),
        )
        yield beside("start to the first complete screen", ours, "bare Textual app", bare, most=1.15)
        yield beside("start to the first question, `1` pressed at once", question, "bare app's first screen", bare)
        for command in ("--help", "--version"):
            quick, nothing = in_turn(2 * rounds, lambda c=command: ran((*OURS, c), home), lambda: ran(NOTHING, home))
            yield beside(f"`{command}`", quick, "`python -c pass`", nothing, most=4)
        fill(home / "data", SESSIONS)
        for command in ("sessions list", "flows list"):
            quick, full = in_turn(
                rounds,
                lambda c=command: ran((*OURS, *c.split()), home),
                lambda: _painted(OURS, home, OUR_FIRST_SCREEN),
            )
            yield beside(f"`{command}`, {SESSIONS} sessions", quick, "our first screen", full, most=0.5)


def _painted(command: Sequence[str], home: Path, shown: Sequence[str]) -> float:
    """Milliseconds until all of this was on the screen."""
    with Onlooker(command, home) as program:
        program.until_written(shown[0])
        program.until_quiet()
        return program.shown_at(*shown) * 1000


def _first_question(home: Path) -> float:
    """Milliseconds until the first question, for somebody who is as quick as can be."""
    with Onlooker(OURS, home) as program:
        program.until_written(OUR_FIRST_SCREEN[0])
        program.answer("1", "question 1 of")
        return program.shown_at("question 1 of") * 1000


def ran(command: Sequence[str], home: Path) -> float:
    """Milliseconds until a command has ended."""
    return took(lambda: subprocess.run(command, cwd=home, env=surroundings(home), capture_output=True, check=True))
