"""Sessions that are killed again and again while keys are typed as fast as the program answers.

What the screen had shown is held against the bytes on the disk, which are read here without the program's own code.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import signal
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pexpect
import pytest
from before import Start, begun_before
from terminal import Terminal
from walks import PLACES, no_until

from mckenzie_tui.walk.machine import FlowMachine

pytestmark = pytest.mark.slow

MANY = "MCKENZIE_TUI_KILLS"
"""The variable of the environment that asks for so many kills, from the first question to an ending, over and over."""
SEED = 20260301
LONGEST_DELAY = 0.3
"""Seconds from a key to the kill."""
STARTING = 1.2
"""Seconds in which the program has started, and those in which it is killed before any key."""
NOT_HEARD = 2.0
"""Seconds after which a key is pressed again."""

WINDOW = "window"
WAYS: dict[str, tuple[signal.Signals | None, int]] = {
    "SIGKILL": (signal.SIGKILL, 137),
    "SIGTERM": (signal.SIGTERM, 143),
    "SIGHUP": (signal.SIGHUP, 129),
    WINDOW: (None, 129),
}
"""How a session is killed, and the exit code that follows."""

SEAL = re.compile(rb'\n\[seal\]\nsha256 = "([0-9a-f]{64})"\n\Z')


def on_disk(home: Path) -> dict[str, Any] | None:
    """The one session of this folder; its seal has to fit."""
    files = sorted((home / "data/sessions").glob("[!.]*.toml"))
    if not files:
        return None
    (file,) = files
    data = file.read_bytes()
    seal = SEAL.search(data)
    assert seal, "the seal is missing"
    assert hashlib.sha256(data[: seal.start()]).hexdigest() == seal[1].decode()
    return tomllib.loads(data.decode())


def events(session: dict[str, Any] | None) -> list[str]:
    return [answer["event"] for answer in (session or {}).get("answers", [])]


# Typing


@dataclass(frozen=True)
class Typed:
    """A key, and what it does."""

    key: str
    event: str = ""
    """The answer that is given by it."""
    mark: int = 0
    """The strength that is marked by it."""
    shows: str = ""
    """What is shown when it was taken; else another question is."""


def keys_for(terminal: Terminal, choose: random.Random) -> Iterator[Typed]:
    """What is typed at the question that is on the screen."""
    top = terminal.top
    if top == "mckenzie-tui":
        yield Typed("1")
    elif "Welcome back" in top:
        yield Typed(choose.choice("n2"), "no")
    elif number := re.search(r"question (\d+) of", top):
        # Two keys for the same answer: one key twice within a moment would be taken for one that is held down.
        yield Typed("n2"[int(number[1]) % 2], "no")
    elif top == "Where it hurts":
        if "enter Done" not in terminal.flat:
            # The lines above the keys are written before them; what is marked already may still be on its way.
            return
        marks = ("3", "right", "6", "down", "4") if "Marked" not in terminal.flat else choose.sample("2345", 2)
        for key in marks:
            shows = {"right": "Right side", "down": "Right buttock"}.get(key, f"pain {key}")
            yield Typed(key, mark=int(key) if key.isdigit() else 0, shows=shows)
        yield Typed("enter", "located")
    elif "Where is it now?" in top:
        yield Typed("enter", "located")
    elif "How is it now?" in top:
        yield Typed("3", "unchanged")
    elif "step " in top:
        if choose.random() < 0.5:
            yield Typed("x", "cannot")
        else:
            if choose.random() < 0.5:
                yield Typed(" ", shows="get ready")
            yield Typed("d", "did")


@dataclass
class Told:
    """What was found."""

    kills: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    """Answers that the screen had gone past."""
    lost: int = 0
    under_way: Counter[str] = field(default_factory=Counter)
    """What became of the answer or the mark that was being typed."""
    not_heard: int = 0
    """Keys that had to be pressed again."""
    left_over: int = 0
    """Temporary files."""
    slowest: dict[str, float] = field(default_factory=dict)
    """Seconds from the kill to the end."""

    def __str__(self) -> str:
        ways = ", ".join(f"{count} by {way}" for way, count in sorted(self.kills.items()))
        return (
            f"{self.kills.total()} kills ({ways}); {self.answers} answers gone past, {self.lost} lost; "
            f"under way: {dict(self.under_way)}; keys pressed again: {self.not_heard}; "
            f"temporary files left: {self.left_over}; "
            f"slowest end in seconds: { {way: round(time, 2) for way, time in self.slowest.items()} }"
        )


class Story:
    """One session in a home of its own, over all its lives."""

    def __init__(self, home: Path, start: Callable[..., Terminal], choose: random.Random, told: Told) -> None:
        self.home = home
        self._start = start
        self._choose = choose
        self._told = told
        self.past = events(on_disk(home))
        """The answers that the screen has gone past."""
        self.over = False

    def live(self, way: str, keys: int, delay: float) -> None:
        """Go on with the session, and kill it so long after so many keys."""
        terminal = self._start(home=self.home)
        terminal.glance = 0.01
        begun = on_disk(self.home) is not None
        under_way: Typed | None = Typed("", "resumed", shows="Welcome back") if begun else None
        if self.past[-1:] == ["resumed"]:
            under_way = Typed("", shows="Welcome back")
        typing: Iterator[Typed] = iter(())
        at, pressed, pressed_at = terminal.top, 0, 0.0
        kill_at = time.monotonic() + delay if keys == 0 else None
        deadline = time.monotonic() + 40
        while kill_at is None or time.monotonic() < kill_at:
            assert time.monotonic() < deadline, f"waited in vain for {under_way}:\n{terminal.text}"
            try:
                terminal.look()
            except pexpect.EOF:
                raise AssertionError(f"it ended by itself:\n{terminal.out[-2000:]!r}") from None
            if self._gone_past(terminal, under_way, at):
                under_way = None
            if under_way is not None and under_way.key and time.monotonic() - pressed_at > NOT_HEARD:
                # It came before there was anything to be seen that it could have chosen.
                self._told.not_heard += 1
                pressed_at = time.monotonic()
                terminal.press(under_way.key)
            if under_way is not None or not terminal.top:
                continue
            typed = next(typing, None)
            if typed is None:
                at, typing = terminal.top, keys_for(terminal, self._choose)
                typed = next(typing, None)
            if typed is None:
                # This is the ending, or not yet a question.
                self.over = "enter Finish" in terminal.flat
                if self.over and kill_at is None:
                    kill_at = time.monotonic() + delay
                continue
            while terminal.held(typed.key):
                terminal.look()
            terminal.press(typed.key)
            under_way, pressed_at = typed, time.monotonic()
            pressed += 1
            if pressed == keys:
                kill_at = time.monotonic() + delay
        self._kill(terminal, way)
        if self._gone_past(terminal, under_way, at):
            under_way = None
        self._compare(terminal, under_way)

    def _gone_past(self, terminal: Terminal, typed: Typed | None, at: str) -> bool:
        """Whether the screen shows that what was typed was taken."""
        if typed is None or not (typed.shows in terminal.flat if typed.shows else terminal.top not in ("", at)):
            return False
        if typed.event:
            self.past.append(typed.event)
            self._told.answers += 1
        return True

    def _kill(self, terminal: Terminal, way: str) -> None:
        number, code = WAYS[way]
        killed = time.monotonic()
        if number is None:
            terminal.close_window()
        else:
            os.kill(terminal.child.pid, number)
        try:
            ended = terminal.ended()
        except AssertionError as error:
            raise AssertionError(f"{way}: {error}") from None
        assert ended == code, f"{way}: {ended}, {terminal.out[-700:]!r}"
        self._told.kills[way] += 1
        self._told.slowest[way] = max(self._told.slowest.get(way, 0), time.monotonic() - killed)
        if way not in ("SIGKILL", WINDOW):
            assert terminal.is_restored
            assert b"Traceback" not in terminal.out

    def _compare(self, terminal: Terminal, under_way: Typed | None) -> None:
        """Hold what was on the screen against what is on the disk."""
        session = on_disk(self.home)
        kept = events(session)
        same = next((n for n, (one, other) in enumerate(zip(self.past, kept, strict=False)) if one != other), len(kept))
        self._told.lost += max(0, len(self.past) - same)
        assert kept[: len(self.past)] == self.past, f"lost, on the disk: {kept}; the screen shows:\n{terminal.text}"
        more = kept[len(self.past) :]
        assert more in ([], [under_way.event if under_way else None])
        if under_way is not None and under_way.event:
            self._told.under_way["answer on the disk" if more else "answer not on the disk"] += 1
        if session and session.get("draft") and (shown := marks_shown(terminal)):
            drafted = sorted(session["draft"]["values"].values())
            last = under_way.mark if under_way else 0
            missing = Counter(shown) - Counter(drafted)
            assert missing.total() <= 1, f"{shown} on the screen, {drafted} on the disk"
            self._told.under_way["mark on the disk" if not missing else "mark not on the disk"] += bool(last)
        self.past = kept
        self.over = self.over or bool(session and session["status"] == "finished")
        self._told.left_over = sum(1 for _ in self.home.parent.glob("*/data/sessions/.*.part"))


def marks_shown(terminal: Terminal) -> list[int]:
    """How strong the marks are that are told beside the chart at the start."""
    if terminal.top != "Where it hurts":
        return []
    beside = " ".join(line[56:].strip() for line in terminal.text.splitlines())
    told = re.search(r"Marked (.*?)(?:arrows:|$)", beside)
    return [int(number) for number in re.findall(r"(?:back|buttock|leg|thigh) (\d+)", told[1])] if told else []


@pytest.fixture
def anywhere() -> Iterator[Callable[..., Terminal]]:
    """Start the program with a home of its own, going on with the session that is there."""
    running: list[Terminal] = []

    def starting(home: Path) -> Terminal:
        running.append(Terminal(home, arguments=("--resume",)))
        return running[-1]

    yield starting
    for terminal in running:
        terminal.child.close(force=True)


def by_seed(what: str = "") -> random.Random:
    """Chance that is the same every time."""
    return random.Random(f"{SEED} {what}")


def delays(choose: random.Random) -> Iterator[tuple[str, int, float]]:
    """How, after how many keys and how long after the last of them."""
    while True:
        ways = list(WAYS)
        choose.shuffle(ways)
        for way in ways:
            keys = choose.choice((0, 2, 3, 4, 5, 7, 9))
            delay = choose.choice((0.0, choose.uniform(0, 0.05), choose.uniform(0, LONGEST_DELAY)))
            yield way, keys, delay if keys else choose.uniform(0, STARTING)


BEGUN = {
    "the questions": lambda machine: no_until(PLACES["emergency question"](machine), "question.medical.cancer"),
    "the chart": PLACES["where it hurts"],
    "the exercises": PLACES["exercise"],
}


@pytest.mark.parametrize("at", BEGUN)
def test_nothing_that_the_screen_had_gone_past_is_lost(
    anywhere: Start, tmp_path: Path, machine: FlowMachine, at: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    begun_before(home, BEGUN[at](machine))
    choose, told = by_seed(at), Told()
    story = Story(home, anywhere, choose, told)
    for way, keys, delay in delays(choose):
        if told.kills.total() == len(WAYS) or story.over:
            break
        story.live(way, keys, delay)
    assert told.lost == 0, told


@pytest.mark.skipif(MANY not in os.environ, reason=f"takes minutes; {MANY}=200 asks for it")
def test_nothing_is_lost_in_many_sessions_killed_over_and_over(anywhere: Start, tmp_path: Path) -> None:
    choose, told, number = by_seed(), Told(), 0
    story: Story | None = None
    for way, keys, delay in delays(choose):
        if told.kills.total() >= int(os.environ[MANY]):
            break
        if story is None or story.over:
            number += 1
            home = tmp_path / f"home{number}"
            home.mkdir()
            story = Story(home, anywhere, choose, told)
        story.live(way, keys, delay)
    sys.__stdout__.write(f"\n{told}\n")
    assert told.lost == 0, told
