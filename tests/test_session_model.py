"""Sessions as they may go: any answers, taken back and broken off, by one program and another, on a disk that fails.

Beside the program stands a model of its own: for every file the answers that were given, in order, and which of them
still stand. After each step every file is read by other means than the program's and compared with it.
"""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path

import log_reader
import pytest
from clocks import Clock
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from log_reader import Said
from walks import RIGHT_LEG, at_first_step, felt, script

import mckenzie_tui.sitting
import mckenzie_tui.writing
from mckenzie_tui.answers import Answer, Context, Done
from mckenzie_tui.errors import NotAllowedError, SessionInUseError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.unfinished import resumable
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Mode, Region

CHARTS = [
    Symptoms(),
    felt(),
    RIGHT_LEG,
    felt(right=Region.THIGH, pain=3),
    felt(left=Region.FOOT, pain=9),
    felt(left=Region.BUTTOCK_HIP, right=Region.FOOT),
]
HARMLESS = (Event.NO, Event.GO_ON, Event.LOCATED, Event.DID, Event.RESTED, Event.UNCHANGED, Event.SETTLED)
"""The answers with which a session goes on for long."""


@cache
def machine() -> FlowMachine:
    return FlowMachine(Catalogue().find(DEFAULT_FLOW))


@dataclass
class Log:
    """What the model knows of one file."""

    said: list[Said] = field(default_factory=list)
    """All answers, in the order in which they were given."""
    taken_back: set[int] = field(default_factory=set)
    """Which of them, by number, no longer stand."""
    open: bool = True
    """Whether the session has neither ended nor been closed."""

    @property
    def standing(self) -> list[Said]:
        return [said for number, said in enumerate(self.said) if number not in self.taken_back]

    @property
    def can_go_back(self) -> bool:
        """Whether any answer stands beside those about breaks, which are each taken up and ended by a no."""
        return any(event != "resumed" and (place, event) != ("resumed", "no") for place, event in self.standing)

    def copy(self) -> Log:
        return Log(list(self.said), set(self.taken_back), self.open)

    def answered(self, place: str, event: str) -> Log:
        after = self.copy()
        after.said.append((place, event))
        return after

    def back(self) -> Log:
        """Without its last answer; a break that was ended by a no goes with the answer before it."""
        after = self.copy()
        while after.standing:
            last = after.standing[-1]
            after._take_back()
            if last != ("resumed", "no"):
                break
            after._take_back()
        return after

    def _take_back(self) -> None:
        self.taken_back.add(max(number for number in range(len(self.said)) if number not in self.taken_back))


class Sessions(RuleBasedStateMachine):
    """One folder of sessions, a program that works in it, and now and then a second one."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        flow = machine().flow
        self.patched = pytest.MonkeyPatch()
        self.patched.setattr(mckenzie_tui.sitting, "FlowMachine", lambda _: machine())
        self.patched.setattr(Catalogue, "find", lambda *_: flow)
        self.clock = Clock()
        self.numbers = itertools.count(1)
        self.sitting: Sitting | None = None
        self.desk = self.new_desk()
        self.files: dict[str, Log] = {}
        """What must be in each file."""
        self.may_be: dict[str, list[Log]] = {}
        """What may be in a file instead, after a failure of which nobody knows how far the writing had come."""
        self.memory = Log()
        """What the open session has, be it saved or not."""
        self.longest: dict[str, int] = {}

    def teardown(self) -> None:
        self.sitting = None
        self.patched.undo()
        shutil.rmtree(self.folder)

    def new_desk(self) -> Desk:
        return Desk(Store(self.folder), Catalogue(), self.clock, lambda: f"{next(self.numbers):08x}", "0.0.0-test")

    @property
    def name(self) -> str:
        assert self.sitting is not None
        return self.sitting.path.name

    # What the model does

    def possible(self, name: str) -> list[Log]:
        return [self.files[name], *self.may_be.get(name, [])]

    def closed_by_a_new_one(self, other_than: set[str]) -> None:
        for name, log in self.files.items():
            if name not in other_than:
                log.open = False

    def saved(self, after: Log) -> None:
        assert self.sitting is not None
        after.open = self.sitting.walk.ending is None
        self.memory = after
        self.files[self.name] = after.copy()
        self.may_be.pop(self.name, None)

    # Beginning and ending

    @initialize(far=st.booleans())
    def first(self, far: bool) -> None:
        self.start(far)

    @precondition(lambda self: self.sitting is None)
    @rule(far=st.booleans())
    def start(self, far: bool) -> None:
        self.desk = self.new_desk()
        self.sitting = Sitting.begin(self.desk, DEFAULT_FLOW, Mode.HOME, Context() if far else None)
        self.closed_by_a_new_one(set())
        self.saved(Log())
        if far:
            for event, details in script(at_first_step(machine())):
                place = self.sitting.walk.place.name
                self.sitting.answer(event, **details)
                self.saved(self.memory.answered(place, event.value))

    @precondition(lambda self: self.sitting is not None)
    @rule(killed=st.booleans())
    def stop(self, killed: bool) -> None:
        """The program ends, in order or killed; with it goes what was not saved."""
        assert self.sitting is not None
        if not killed:
            was_unsaved = not self.sitting.saved
            self.sitting.close()
            if was_unsaved:
                self.saved(self.memory)  # what could not be saved is tried once more
        # Which of them it is after a failure, the file alone can tell.
        data = self.sitting.path.read_bytes()
        self.files[self.name] = next(log for log in self.possible(self.name) if self.is_in(log, data))
        self.may_be.pop(self.name, None)
        self.sitting = None
        self.desk = self.new_desk()  # nothing holds the lock of the dead program any more

    @precondition(lambda self: self.sitting is None)
    @rule()
    def resume(self) -> None:
        self.desk = self.new_desk()
        unfinished = self.desk.store.unfinished()
        left = [name for name, log in self.files.items() if log.open]
        assert (unfinished is not None) == bool(left)
        if unfinished is None:
            return
        name = self.desk.store.path_of(unfinished).name
        assert name == max(left)
        now = self.clock()
        is_recent = timedelta() <= now - unfinished.saved_at <= timedelta(hours=1)
        assert resumable(unfinished, now) == is_recent
        if not is_recent:
            return
        data = (self.folder / "sessions" / name).read_bytes()
        before = self.files[name]
        self.sitting = Sitting.resume(self.desk, unfinished)
        place = replayed(data).place.name
        if place == "resumed":
            self.saved(before.copy())  # it was broken off at that question, which is still to be answered
        else:
            self.saved(before.answered(place, "resumed"))
        assert self.sitting.walk.place.name == "resumed"

    # Answering

    @precondition(lambda self: self.sitting is not None and self.sitting.walk.events)
    @rule(data=st.data(), harmless=st.integers(0, 3))
    def answer(self, data: st.DataObject, harmless: int) -> None:
        self.try_to_answer(*self.drawn(data, harmless))

    def drawn(self, data: st.DataObject, harmless: int) -> tuple[Event, dict[str, object]]:
        assert self.sitting is not None
        events = self.sitting.walk.events
        likely = [event for event in events if event in HARMLESS]
        event = data.draw(st.sampled_from(likely if likely and harmless else events))
        details: dict[str, object] = {}
        if event is Event.LOCATED:
            details["symptoms"] = data.draw(st.sampled_from(CHARTS))
        if event is Event.DID:
            details["done"] = Done(sets=1, reps=data.draw(st.integers(0, 10)))
        if event is Event.YES and self.sitting.walk.place.name == "trouble":
            details["item"] = data.draw(st.sampled_from(["bladder", None]))
        if data.draw(st.integers(0, 4)) == 0:
            details["note"] = data.draw(st.text(max_size=20))
        return event, details

    def try_to_answer(self, event: Event, details: dict[str, object]) -> None:
        assert self.sitting is not None
        place = self.sitting.walk.place.name
        with suppress(NotAllowedError):
            self.sitting.answer(event, **details)  # type: ignore[arg-type]
            self.saved(self.memory.answered(place, event.value))

    @precondition(lambda self: self.sitting is not None)
    @rule()
    def back(self) -> None:
        assert self.sitting is not None
        was_asked_about_the_break = self.sitting.walk.place.name == "resumed"
        if was_asked_about_the_break or not self.memory.can_go_back:
            assert not self.sitting.back()
        else:
            assert self.sitting.back()
            self.saved(self.memory.back())

    @precondition(lambda self: self.sitting is not None)
    @rule(marked=st.sampled_from(CHARTS))
    def draft(self, marked: Symptoms) -> None:
        assert self.sitting is not None
        self.sitting.keep_draft(marked)
        self.saved(self.memory)
        assert "draft" in log_reader.document(self.sitting.path.read_bytes())

    @precondition(lambda self: self.sitting is not None and self.memory.standing)
    @rule(note=st.text(max_size=20))
    def add_note(self, note: str) -> None:
        assert self.sitting is not None
        self.sitting.add_note(note)
        self.saved(self.memory)

    # What comes from outside

    @rule(minutes=st.sampled_from([1, 30, 59, 61, 600, -5]))
    def time_passes(self, minutes: int) -> None:
        self.clock.forward(minutes=minutes)

    @precondition(lambda self: self.sitting is not None and self.memory.open and self.name not in self.may_be)
    @rule(begins=st.booleans(), count=st.integers(0, 3))
    def a_second_program(self, begins: bool, count: int) -> None:
        """It cannot take the session up; a session that it begins leaves this one as it is."""
        assert self.sitting is not None
        other = self.new_desk()
        if self.files[self.name].open:
            with pytest.raises(SessionInUseError):
                Sitting.resume(other, self.sitting.session)
            offered = other.store.unfinished()
            assert offered is None or offered.id != self.sitting.session.id
        if not begins:
            return
        self.clock.forward(seconds=1)
        theirs = Sitting.begin(other, DEFAULT_FLOW, context=Context())
        log = Log()
        for _ in range(count):
            log.said.append((theirs.walk.place.name, "no"))
            theirs.answer(Event.NO)
        self.closed_by_a_new_one({self.name})
        self.files[theirs.path.name] = log
        theirs.close()

    @precondition(lambda self: self.sitting is not None and self.sitting.walk.events)
    @rule(
        data=st.data(),
        after_rename=st.booleans(),
        way=st.sampled_from(["again", "another answer", "unsaved", "unsaved", "leave"]),
    )
    def the_disk_fails(self, data: st.DataObject, after_rename: bool, way: str) -> None:
        assert self.sitting is not None
        sitting, place = self.sitting, self.sitting.walk.place.name
        held = sitting.walk, sitting.session
        event, details = self.drawn(data, harmless=1)
        after = self.memory.answered(place, event.value)
        could_be_unsaved = not sitting.needs_saving
        try:
            with failing(after_rename):
                sitting.answer(event, **details)  # type: ignore[arg-type]
        except NotAllowedError:
            return
        except StorageError:
            assert (sitting.walk, sitting.session) == held
        else:
            ending = sitting.walk.ending
            sends_for_help = ending is not None and ending.kind in ("emergency", "care")
            assert could_be_unsaved or sends_for_help or sitting.walk.place.question_set == "trouble"
            self.unsaved(after, after_rename)
            return
        assert not could_be_unsaved
        if after_rename:
            ended = after.copy()
            ended.open = (
                sitting.walk.answer(Answer.model_validate({"place": place, "event": event, **details})).ending is None
            )
            self.may_be.setdefault(self.name, []).append(ended)
        match way:
            case "again":
                self.try_to_answer(event, details)
            case "another answer":
                self.try_to_answer(*self.drawn(data, harmless=1))
            case "unsaved":
                sitting.go_on_unsaved()
                with failing(after_rename):
                    sitting.answer(event, **details)  # type: ignore[arg-type]
                self.unsaved(after, after_rename)
                assert not sitting.saved
            case _:
                self.stop(killed=False)

    def unsaved(self, after: Log, after_rename: bool) -> None:
        assert self.sitting is not None
        after.open = self.sitting.walk.ending is None
        self.memory = after
        if after_rename:
            self.may_be.setdefault(self.name, []).append(after.copy())

    # What must hold after each step

    @staticmethod
    def is_in(log: Log, data: bytes) -> bool:
        return (
            log_reader.all_said(data) == log.said
            and log_reader.standing(data) == log.standing
            and (log_reader.document(data)["status"] == "in_progress") == log.open
        )

    @invariant()
    def every_file_has_what_was_said(self) -> None:
        found = log_reader.logs(self.folder / "sessions")
        assert set(found) == set(self.files)
        assert log_reader.litter(self.folder / "sessions") == []
        for name, data in found.items():
            allowed = self.possible(name)
            assert any(self.is_in(log, data) for log in allowed), (name, log_reader.all_said(data), allowed)
            if name not in self.may_be:
                count = len(log_reader.all_said(data))
                assert count >= self.longest.get(name, 0)
                self.longest[name] = count

    @invariant()
    def a_fresh_walk_comes_to_the_same_place(self) -> None:
        if self.sitting is None:
            return
        assert [(answer.place, answer.event.value) for answer in self.sitting.walk.answers] == self.memory.standing
        if self.sitting.saved and self.name not in self.may_be:
            walk = replayed(self.sitting.path.read_bytes())
            assert walk.position == self.sitting.walk.position


def replayed(data: bytes) -> Walk:
    """A new walk with the answers of a log, as they stand in the file."""
    log = log_reader.document(data)
    walk = Walk.begin(machine(), Mode(log["mode"]), Context.model_validate(log["context"]))
    answers = (answer for answer in log.get("answers", []) if "taken_back_at" not in answer)
    return walk.replay(
        Answer.model_validate({key: value for key, value in answer.items() if key != "at"}) for answer in answers
    )


@contextmanager
def failing(after_rename: bool) -> Iterator[None]:
    """A disk that has no room left, or that fails only when all is written, so that nobody knows whether it lasts."""

    def fails(*_: object) -> None:
        raise OSError(errno.EIO if after_rename else errno.ENOSPC, "no")

    with pytest.MonkeyPatch.context() as patched:
        if after_rename:
            patched.setattr(mckenzie_tui.writing, "sync_folder", fails)
        else:
            patched.setattr(os, "fsync", fails)
        yield


def test_whatever_happens_every_file_has_what_was_said(long: bool) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Sessions,
        settings=settings(
            max_examples=600 if long else 40,
            stateful_step_count=60 if long else 30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
