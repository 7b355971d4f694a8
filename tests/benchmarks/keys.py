"""From a key to the end of the frame that shows what it did, on every screen."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from before import begun_before
from many_sessions import fill
from measured import Measured, most_of_them
from onlooker import COLUMNS, Frame, Onlooker
from starting import BARE, BARE_FIRST_SCREEN, OUR_FIRST_SCREEN, OURS, SESSIONS
from walks import PLACES, answered, at_first_step, ready_for

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

GAPS = (0.13, 0.17, 0.15, 0.19)
"""Seconds from one key to the next, so that they are not in step with what moves by itself."""
WARM_UP = 6
"""So many keys are pressed before it counts: the first ones wait for what is done once."""
LOOK = 2.0
"""Seconds in which it is seen what moves by itself."""
LOOK_AT_MOVING = 20.0
"""The same for a figure, which comes back to where it was after some seconds."""
GET_READY = 7.0
"""Seconds after which a person who started an exercise is doing it."""
LATE = 0.1
"""With a greater part of the keys answered only after the next one, something is wrong with what is pressed."""
SO_LONG_AGO = timedelta(days=30)
"""Since the last of the earlier sessions, so that nothing is asked about it."""
MOVING, SCROLLED = "--moving", "--scrolled"
DOWN_UP = ("down", "up")


@dataclass(frozen=True)
class Place:
    """A screen, how one comes to it, and two keys that undo each other there."""

    name: str
    way: Sequence[tuple[str, str]] = ()
    """Keys from the first screen, each with what it leads to."""
    keys: tuple[str, str] = DOWN_UP
    before: str = ""
    """The place in a session at which one takes it up; empty to begin without one."""
    beside: str = ""
    """The option of the bare app with which it does the same: has a picture that moves, or a text that is scrolled."""


SCREENS = (
    Place("start"),
    Place("safety question", (("1", "question 1 of"),)),
    Place("where it hurts", keys=("right", "left"), before="where it hurts"),
    Place("exercise, figure moving", ((" ", "get ready"),), before="press-ups", beside=MOVING),
    Place("how is it now", before="response"),
    Place("result", before="better", beside=SCROLLED),
    Place("earlier sessions", (("6", "Earlier sessions"),)),
    Place("one session", (("6", "Earlier sessions"), ("1", "At the start")), beside=SCROLLED),
    Place("settings", (("s", "Settings"),)),
    Place("help", (("?", "Quit"),), beside=SCROLLED),
    Place("pages", (("u", "Understand"),)),
    Place("flows", (("5", "Lumbar progression"),)),
)


def measured(rounds: int) -> Iterator[Measured]:
    """Each of our screens beside the bare app that does the same: keys that move a highlight, or that scroll a text.

    All are pressed equally often in a run, since what happens only now and then is to count the same for all; and
    the bare ones have their turns between ours.

    Args:
        rounds: the keys are pressed ten times as often.
    """
    presses = 10 * rounds
    bare: dict[str, list[float]] = {}
    ours: dict[Place, list[float]] = {}
    for number, place in enumerate(SCREENS):
        ours[place] = _at(place, presses)
        if place.beside or number % 4 == 1:
            bare.setdefault(place.beside, []).extend(_pressed(_bare(place), presses))
    for place, found in ours.items():
        other = bare[place.beside]
        middles = f"middle of ours {median(found):.0f}, of its {median(other):.0f} ms"
        yield Measured(
            f"key to repaint, 95 of 100: {place.name}",
            most_of_them(found),
            "ms",
            f"{_AGAINST[place.beside]} ({middles})",
            most_of_them(other),
            most=1.3,
        )


_AGAINST = {"": "bare app", MOVING: "bare app, moving", SCROLLED: "bare app, scrolled"}


def _bare(place: Place) -> Sequence[str]:
    return (*BARE, place.beside) if place.beside else BARE


@cache
def _machine() -> FlowMachine:
    return FlowMachine(Catalogue().find(DEFAULT_FLOW))


def walk_to(place: str) -> Walk:
    if place == "press-ups":
        return answered(at_first_step(_machine()), Event.UNCHANGED, Event.UNCHANGED)
    if place == "better":
        return ready_for(at_first_step(_machine()), Event.CENTRALIZED)
    return PLACES[place](_machine())


def _at(place: Place, presses: int) -> list[float]:
    with TemporaryDirectory() as folder:
        home = Path(folder)
        fill(home / "data", SESSIONS, datetime.now(UTC).date() - SO_LONG_AGO)
        if place.before:
            begun_before(home, walk_to(place.before))
        arguments = ("--resume",) if place.before else ()
        with Onlooker((*OURS, *arguments), home) as program:
            if place.before:
                program.until_written("Welcome back")
                program.until_quiet()
                program.press("n")
            else:
                program.until_written(OUR_FIRST_SCREEN[0])
            program.watch(1.0)
            for key, then in place.way:
                program.answer(key, then)
                program.watch(1.0)
            if place.before == "better":
                program.answer("1", "One direction helped")
            program.watch(GET_READY if place.beside == MOVING else 1.0)
            return _times(program, place.keys, presses, LOOK_AT_MOVING if place.beside == MOVING else LOOK)


def _pressed(command: Sequence[str], presses: int) -> list[float]:
    with TemporaryDirectory() as folder, Onlooker(command, Path(folder)) as program:
        program.until_written(BARE_FIRST_SCREEN[0])
        program.watch(1.0)
        return _times(program, DOWN_UP, presses)


def _times(program: Onlooker, keys: tuple[str, str], presses: int, look: float = LOOK) -> list[float]:
    """Milliseconds from each key to the end of the frame that shows what it did."""
    for number in range(WARM_UP):
        program.press(keys[number % 2])
        program.watch(GAPS[number % len(GAPS)])
    since = time.perf_counter()
    program.watch(look)
    pressed = []
    for number in range(presses):
        pressed.append(program.press(keys[number % 2]))
        program.watch(GAPS[number % len(GAPS)])
    frames = program.frames(since)
    by_itself = _changing([frame for frame in frames if frame.at < pressed[0]])
    found: list[float] = []
    late = 0
    for number, at in enumerate(pressed):
        following = pressed[number + 1] if number + 1 < len(pressed) else at + GAPS[number % len(GAPS)]
        before = next(frame for frame in reversed(frames) if frame.at < at)
        until = (frame for frame in frames if at <= frame.at < following)
        first = next((frame for frame in until if _changing([before, frame]) - by_itself), None)
        if first is None:
            # It came after the next key: it took at least until then.
            late += 1
            found.append((following - at) * 1000)
            continue
        end = next(frame for frame in frames if frame.at >= first.at and frame.is_whole)
        found.append((end.at - at) * 1000)
    if late > LATE * presses:
        raise AssertionError(f"{late} of {presses} keys changed nothing; the screen shows:\n{frames[-1].text}")
    return found


def _changing(frames: Sequence[Frame]) -> set[tuple[int, int]]:
    """The rows and columns that are not the same in all of these."""
    found: set[tuple[int, int]] = set()
    for one, two in pairwise(frames):
        for row, (before, after) in enumerate(zip(one.cells, two.cells, strict=True)):
            if before != after:
                found |= {(row, column) for column in range(COLUMNS) if before[column] != after[column]}
    return found
