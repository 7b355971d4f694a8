"""What a session takes of the machine while somebody lies on the floor: memory, and the processor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from before import begun_before
from keys import GET_READY, MOVING, walk_to
from measured import Measured, beside
from onlooker import Onlooker
from starting import BARE, BARE_FIRST_SCREEN, OURS

SECONDS = 10.0
"""For which is counted what it works."""
BEFORE = 3.0
"""Seconds in which it gets done with what it had begun."""


def measured(rounds: int) -> Iterator[Measured]:
    """Memory and work of a running session, and of the bare app."""
    moving, still, bare_moving, bare_still = zip(
        *((_moving(), _still(), _bare(MOVING), _bare()) for _ in range(max(1, rounds // 3))), strict=True
    )
    yield beside(
        "memory of a session, a figure moving",
        [memory for memory, _ in moving],
        "bare app",
        [memory for memory, _ in bare_still],
        unit="MiB",
        most=1.4,
    )
    for what, ours, bare, most in (
        ("a figure moving", moving, bare_moving, 6.0),
        ("nothing moving", still, bare_still, 0.5),
    ):
        of_bare = median(work for _, work in bare)
        yield Measured(f"work, {what} (bare app {of_bare:.1f} %)", median(w for _, w in ours), "% of a core", most=most)


def _moving() -> tuple[float, float]:
    """A session in which press-ups are done."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        begun_before(home, walk_to("press-ups"))
        with Onlooker((*OURS, "--resume"), home) as program:
            program.until_written("Welcome back")
            program.until_quiet()
            program.answer("n", "Press-ups")
            program.watch(1.0)
            program.answer(" ", "get ready")
            program.watch(GET_READY)
            return _taken(program)


def _still() -> tuple[float, float]:
    """A session that waits for an answer."""
    with TemporaryDirectory() as folder, Onlooker(OURS, Path(folder)) as program:
        program.until_written("Begin a session")
        program.until_quiet()
        program.answer("1", "question 1 of")
        return _taken(program)


def _bare(*arguments: str) -> tuple[float, float]:
    with TemporaryDirectory() as folder, Onlooker((*BARE, *arguments), Path(folder)) as program:
        program.until_written(BARE_FIRST_SCREEN[0])
        return _taken(program)


def _taken(program: Onlooker) -> tuple[float, float]:
    """The memory it holds, in MiB, and how much it works, in per cent of a core."""
    program.watch(BEFORE)
    before = program.worked
    program.watch(SECONDS)
    return program.memory, (program.worked - before) / SECONDS * 100
