"""A disk that fails, or a program that dies, at every single file operation of a session.

What must be found on the disk then is known beforehand: the bytes before an answer or those after it, as a session
without faults wrote them, at the same times. Nothing of the program is asked what should be there.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import log_reader
import pytest
from clocks import Clock
from faulty_disk import Disk, Fault, Gone
from log_reader import Said
from walks import RIGHT_LEG, eventful, script

import mckenzie_tui.sitting
from mckenzie_tui.answers import Context
from mckenzie_tui.errors import SessionInUseError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the disk that fails stands in for a POSIX one")

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
FAULTS = (
    *(Fault(error) for error in ERRORS),
    *(Fault(error, lasting=True) for error in ERRORS),
    *(Fault(error, torn=True) for error in ERRORS),
    Fault(),
    Fault(torn=True),
)
with_every_fault = pytest.mark.parametrize("fault", FAULTS, ids=str)


@dataclass(frozen=True)
class State:
    """A moment of a session without faults: what is on the disk, and what the program holds."""

    data: bytes
    walk: Walk
    session: Session
    time: datetime
    operations: tuple[str, ...]
    """What was done with files to come here."""


@dataclass(frozen=True)
class Story:
    """A session without faults."""

    said: tuple[Said, ...]
    given: tuple[tuple[Event, dict[str, object]], ...]
    states: tuple[State, ...]
    """How it stood at its beginning, and after each answer."""

    @property
    def operations(self) -> int:
        return sum(len(state.operations) for state in self.states)


class Room:
    """A folder on a disk that fails, in which one program after another works."""

    def __init__(self, disk: Disk, folder: Path, catalogue: Catalogue) -> None:
        self.disk, self.data = disk, folder / "data"
        self.sessions = self.data / "sessions"
        self._catalogue = catalogue
        self._numbers = itertools.count(1)

    def desk(self, time: datetime | None = None) -> Desk:
        """The desk of a new program."""
        clock = Clock(time) if time else Clock()
        return Desk(Store(self.data), self._catalogue, clock, lambda: f"{next(self._numbers):08x}", "0.0.0-test")

    def empty(self) -> None:
        with self.disk.aside():
            shutil.rmtree(self.data, ignore_errors=True)
        self._numbers = itertools.count(1)
        self.disk.plan()

    def holding(self, state: State) -> Sitting:
        """A session that has come as far as this."""
        self.empty()
        desk = self.desk(state.time)
        with self.disk.aside():
            self.sessions.mkdir(parents=True)
            desk.store.path_of(state.session).write_bytes(state.data)
        return Sitting(desk, state.walk, state.session)

    def logs(self) -> dict[str, bytes]:
        with self.disk.aside():
            found = log_reader.logs(self.sessions)
            assert sorted(found) == sorted(path.name for path in Store(self.data).paths())
            return found

    def log(self) -> bytes:
        (data,) = self.logs().values()
        return data

    def litter(self) -> list[str]:
        with self.disk.aside():
            return log_reader.litter(self.sessions)


class Ready(Catalogue):
    """A catalogue with its flow at hand: what is read for each session anew is no part of saving it."""

    def __init__(self, flow: Flow) -> None:
        super().__init__()
        self._flow = flow

    def find(self, name: str) -> Flow:  # noqa: ARG002
        return self._flow


@contextmanager
def a_room(folder: Path, machine: FlowMachine) -> Iterator[Room]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mckenzie_tui.sitting, "FlowMachine", lambda _: machine)
        disk = Disk(folder, patched)
        yield Room(disk, folder, Ready(machine.flow))
        disk.remove()
    assert disk.escaped == []


@pytest.fixture
def room(tmp_path: Path, machine: FlowMachine) -> Iterator[Room]:
    with a_room(tmp_path, machine) as room:
        yield room


@pytest.fixture
def disk(room: Room) -> Disk:
    return room.disk


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory, machine: FlowMachine) -> Story:
    with a_room(tmp_path_factory.mktemp("story"), machine) as room:
        return told(room, eventful(machine))


def told(room: Room, whole: Walk) -> Story:
    room.empty()
    clock = Clock()
    desk = replace(room.desk(), now=clock)
    sitting = Sitting.begin(desk, DEFAULT_FLOW, whole.facts.mode, whole.facts.context)
    states: list[State] = []

    def note() -> None:
        operations = tuple(room.disk.done)
        states.append(State(room.log(), sitting.walk, sitting.session, clock.time, operations))
        room.disk.plan()

    note()
    given = tuple(script(whole))
    for event, details in given:
        sitting.answer(event, **details)
        note()
    sitting.close()
    return Story(tuple((answer.place, answer.event.value) for answer in whole.answers), given, tuple(states))


def at_every_operation(
    room: Room,
    fault: Fault,
    prepare: Callable[[], Sitting],
    act: Callable[[Sitting], object],
    chosen: Callable[[int], bool] = lambda _: True,
) -> Iterator[tuple[str, str, Sitting]]:
    """How it went with the fault at each chosen operation, one after the other: ``done``, ``told`` or ``gone``."""
    sitting = prepare()
    room.disk.plan()
    act(sitting)
    operations = list(room.disk.done)
    for at, operation in enumerate(operations, 1):
        if (fault.torn and operation != "write") or not chosen(at):
            continue
        sitting = prepare()
        room.disk.plan(fault, at)
        try:
            act(sitting)
            how = "done"
        except StorageError as error:
            how = "told" if str(error) else "failed without a word"
        except Gone:
            how = "gone"
        assert room.disk.struck, f"{operation} ({at}) was not come to"
        assert (how == "gone") == fault.kills
        yield operation, how, sitting
        room.disk.plan()


def is_about_trouble(walk: Walk) -> bool:
    """Whether it is being asked what is wrong, which waits for no disk."""
    return walk.place.question_set == walk.flow.trouble.id


# What there is to fail


def test_the_story_is_a_whole_session_and_each_of_its_answers_is_on_the_disk(story: Story) -> None:
    assert len(story.said) > 35
    for count, state in enumerate(story.states):
        assert log_reader.all_said(state.data) == list(story.said[:count])


def test_no_file_operation_of_a_session_is_left_out(story: Story, disk: Disk) -> None:
    assert disk.escaped == []
    kinds = Counter(operation for state in story.states for operation in state.operations)
    saves = len(story.states)
    assert kinds["write"] >= saves
    assert kinds["replace"] == kinds["fdopen"] == saves
    # Each file and its folder, and the two folders that were made with what they lie in.
    assert kinds["fsync"] == 2 * saves + 2
    assert kinds["mkdir"] >= 2
    assert kinds["flock"] >= 1
    # Temporary files, folders to sync, one lock, which stays, and the log that is there when it is looked for others:
    # its first lines say that it is in progress, so all of it is read.
    assert kinds["open"] == kinds["close"] + 1 == 2 * saves + 5


def test_what_went_past_would_be_seen(disk: Disk, tmp_path: Path) -> None:
    with open(tmp_path / "file", "wb") as stream:  # noqa: PTH123 - not one of the functions that are watched
        stream.write(b"past")
    assert disk.escaped == [("open", str(tmp_path / "file"))]
    disk.escaped.clear()


ALONE = """
import sys
from pathlib import Path
from clocks import Clock
from walks import eventful, give
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
catalogue = Catalogue()
whole = eventful(FlowMachine(catalogue.find(DEFAULT_FLOW)))
desk = Desk(Store(Path(sys.argv[1])), catalogue, Clock(), lambda: "1", "0.0.0-test")
give(Sitting.begin(desk, DEFAULT_FLOW), whole).close()
"""
CALLS = {
    "openat": "open",
    "rename": "replace",
    "mkdir": "mkdir",
    "unlink": "unlink",
    "fsync": "fsync",
    "flock": "flock",
    "write": "write",
    "fchmod": "fchmod",
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace lists what the system was asked for")
def test_the_system_is_asked_for_just_the_operations_that_are_counted(
    room: Room, machine: FlowMachine, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    room.empty()
    whole = eventful(machine)
    sitting = Sitting.begin(room.desk(), DEFAULT_FLOW)
    for event, details in script(whole):
        sitting.answer(event, **details)
    sitting.close()
    ours = Counter("open" if operation in ("listdir", "scandir") else operation for operation in room.disk.done)
    with room.disk.aside():
        folder, listed = tmp_path / "alone", tmp_path / "calls"
        folder.mkdir()
        command = ("strace", "-f", "-y", "-o", str(listed), "-e", f"trace={','.join(CALLS)},renameat,mkdirat,unlinkat")
        paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
        ran = subprocess.run(
            [*command, sys.executable, "-c", ALONE, str(folder / "data")],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        if "ptrace" in ran.stderr.lower():
            pytest.skip("no program may be traced here")
        assert ran.returncode == 0, ran.stderr
        lines = [line for line in listed.read_text(errors="replace").splitlines() if str(folder) in line]
    found = Counter(match[1] for line in lines if (match := re.match(r"(?:\d+ +)?(\w+)\(", line)))
    assert found, "nothing was listed"
    assert dict(found) == {call: ours[ours_name] for call, ours_name in CALLS.items() if ours[ours_name]}
    record_property("covered", f"{found.total()} calls of a session as the system lists them, each of them counted")


# Every answer


@with_every_fault
def test_wherever_saving_an_answer_fails_the_log_is_that_of_before_or_after_it(
    room: Room, story: Story, fault: Fault, long: bool, record_property: Callable[[str, object], None]
) -> None:
    """In the short run each operation fails with one of the errors in turn, in the long run with each of them."""
    ways: Counter[str] = Counter()
    takes_turns = fault.error in ERRORS and not fault.torn and not long
    for number, (before, after) in enumerate(itertools.pairwise(story.states)):
        event, details = story.given[number]
        tries = at_every_operation(
            room,
            fault,
            lambda before=before: room.holding(before),  # type: ignore[misc]
            lambda sitting, event=event, details=details: sitting.answer(event, **details),  # type: ignore[misc]
            lambda at, number=number: not takes_turns or ERRORS[(number + at) % len(ERRORS)] == fault.error,  # type: ignore[misc]
        )
        for operation, how, sitting in tries:
            found = room.log()
            where = f"answer {number + 1}, {operation}, {how}"
            assert found in (before.data, after.data), where
            if how == "done":
                assert found == after.data or not sitting.saved, where
                # Only what somebody must see at once goes on without the disk.
                assert sitting.saved or is_about_trouble(after.walk), where
                assert sitting.walk.position == after.walk.position, where
            if how == "told":
                assert (sitting.walk, sitting.session) == (before.walk, before.session), where
                assert fault.lasting or room.litter() == [], where
            if how == "told" and (long or ways["told"] % 4 == 0):
                room.disk.plan()
                sitting.answer(event, **details)
                assert log_reader.all_said(room.log()) == list(story.said[: number + 1]), where
                assert sitting.walk.position == after.walk.position, where
            ways[how] += 1
    tried = ways.total()
    assert tried >= (1 if fault.torn else 3 if takes_turns else 10) * len(story.said)
    record_property(
        "covered", f"{tried} of {story.operations} operations of a session of {len(story.said)} answers: {fault}"
    )


@pytest.mark.parametrize("every", [2, 5, 7, 11, 13])
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_on_a_disk_that_fails_again_and_again_a_session_comes_to_its_end_with_nothing_missing(
    room: Room, story: Story, every: int, error: int
) -> None:
    room.empty()
    sitting = Sitting.begin(room.desk(), DEFAULT_FLOW)
    failed = 0
    for number, (event, details) in enumerate(story.given):
        for attempt in itertools.count(1):
            # Further on with each try, so that in the end it succeeds.
            room.disk.plan(Fault(error), at=(number + attempt * every) % 40)
            try:
                sitting.answer(event, **details)
            except StorageError:
                failed += 1
            else:
                break
        # What somebody must see at once is on the disk with the next answer, or when the session is left.
        assert sitting.saved or is_about_trouble(sitting.walk)
        if sitting.saved:
            assert log_reader.all_said(room.log()) == list(story.said[: number + 1])
    assert sitting.saved
    assert failed > 5
    assert room.litter() == []


# A power failure


def test_cut_off_from_power_at_any_operation_no_answer_that_counted_is_lost(room: Room, story: Story) -> None:
    last = 0
    for at in itertools.count(1):
        room.empty()
        # A folder of its own each time, for the disk must not remember the one before.
        folder = room.data.parent / f"cut {at}"
        desk = replace(room.desk(), store=Store(folder))
        room.disk.plan(Fault(), at)
        counted = -1
        try:
            sitting = Sitting.begin(desk, DEFAULT_FLOW)
            counted = 0
            for event, details in story.given[:4]:
                sitting.answer(event, **details)
                counted += 1
            sitting.close()
        except Gone:
            pass
        for found in room.disk.after_a_power_failure(folder / "sessions"):
            said = [log_reader.all_said(data) for data in found.values()]
            allowed = [[list(story.said[:count])] for count in (counted, counted + 1) if count >= 0]
            assert said in (allowed if counted >= 0 else [[], *allowed]), f"operation {at}, {counted} answers counted"
        if not room.disk.struck:
            break
        last = at
    assert last > 50


# Beginning, going on, and the rest


@with_every_fault
def test_wherever_beginning_fails_there_is_a_whole_session_or_none(room: Room, story: Story, fault: Fault) -> None:
    begun: list[Sitting] = []

    def begin(_: object) -> None:
        begun.append(Sitting.begin(room.desk(), DEFAULT_FLOW))

    def prepare() -> Sitting:
        begun.clear()
        room.empty()
        return None  # type: ignore[return-value]

    for operation, how, _ in at_every_operation(room, fault, prepare, begin):
        found = room.logs()
        assert set(found.values()) in (set(), {story.states[0].data}), (operation, how)
        assert how != "done" or found, operation
        if how != "done":
            room.disk.plan()
            with room.disk.aside():
                assert fault.lasting or fault.kills or not list(room.data.rglob("*.lock")), (operation, how)
            again = Sitting.begin(room.desk(), DEFAULT_FLOW)
            again.answer(Event.NO)
            with room.disk.aside():
                assert log_reader.all_said(again.path.read_bytes()) == list(story.said[:1])


@with_every_fault
def test_wherever_closing_the_session_before_fails_it_keeps_its_answers_and_the_new_one_begins(
    room: Room, story: Story, fault: Fault
) -> None:
    old = story.states[5]
    new_id = "f" * 8

    def prepare() -> Sitting:
        return room.holding(old)

    def begin(_: Sitting) -> None:
        Sitting.begin(replace(room.desk(old.time), new_id=lambda: new_id), DEFAULT_FLOW).close()

    for operation, how, sitting in at_every_operation(room, fault, prepare, begin):
        found = room.logs()
        kept = found.pop(sitting.path.name)
        is_closed = log_reader.document(kept)["status"] == "abandoned"
        assert is_closed or kept == old.data, (operation, how)
        assert log_reader.all_said(kept) == list(story.said[:5]), (operation, how)
        assert [log_reader.all_said(data) for data in found.values()] in ([], [[]]), (operation, how)
        assert found or not (is_closed or how == "done"), (operation, how)


@with_every_fault
def test_wherever_taking_a_session_up_again_fails_it_can_be_taken_up_the_next_time(
    room: Room, story: Story, fault: Fault
) -> None:
    state = story.states[20]

    def prepare() -> Sitting:
        return room.holding(state)

    desks: list[Desk] = []

    def resume(sitting: Sitting) -> None:
        desks.append(room.desk(state.time))
        Sitting.resume(desks[-1], sitting.session).close()

    for operation, how, sitting in at_every_operation(room, fault, prepare, resume):
        found = log_reader.all_said(room.log())
        place = sitting.walk.place.name
        assert found in (list(story.said[:20]), [*story.said[:20], (place, "resumed")]), (operation, how)
        room.disk.plan()
        # A program that goes on asks its own store; one that was killed has left its lock to the system.
        again = room.desk(state.time) if how == "gone" else desks[-1]
        taken_up = Sitting.resume(again, sitting.session)
        taken_up.answer(Event.NO)
        assert taken_up.walk.place.name == place
        assert log_reader.standing(room.log())[:20] == list(story.said[:20])
        taken_up.close()


OTHERS: dict[str, Callable[[Sitting], object]] = {
    "back": Sitting.back,
    "note": lambda sitting: sitting.add_note("stiff"),
    "draft": lambda sitting: sitting.keep_draft(RIGHT_LEG),
    "something is wrong": lambda sitting: sitting.answer(Event.TROUBLE),
}


@with_every_fault
@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS)
def test_wherever_saving_another_change_fails_the_log_is_that_of_before_or_after_it(
    room: Room, story: Story, fault: Fault, change: Callable[[Sitting], object]
) -> None:
    before = story.states[25]
    sitting = room.holding(before)
    change(sitting)
    after = room.log()
    assert after != before.data
    for operation, how, sitting in at_every_operation(room, fault, lambda: room.holding(before), change):
        found = room.log()
        assert found in (before.data, after), (operation, how)
        if how == "told":
            assert (sitting.walk, sitting.session) == (before.walk, before.session)
            room.disk.plan()
            change(sitting)
            assert log_reader.all_said(room.log()) == log_reader.all_said(after)


@with_every_fault
def test_wherever_leaving_a_session_fails_nobody_notices(room: Room, story: Story, fault: Fault) -> None:
    state = story.states[8]

    def prepare() -> Sitting:
        sitting = room.holding(state)
        desk = room.desk(state.time)
        desk.store.claim(sitting.session.id)
        return Sitting(desk, state.walk, sitting.session)

    for operation, how, _ in at_every_operation(room, fault, prepare, Sitting.close):
        assert how == "gone" or how == "done", operation
        assert room.log() == state.data


LOOKS: dict[str, Callable[[Store], object]] = {
    "sessions": lambda store: [stored.session for stored in store.sessions() if stored.session],
    "unfinished": lambda store: [found] if (found := store.unfinished()) else [],
    "open elsewhere": lambda store: [found] if (found := store.open_elsewhere()) else [],
}


@with_every_fault
@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_wherever_looking_for_sessions_fails_none_is_seen_that_is_not_there(
    room: Room, story: Story, fault: Fault, look: Callable[[Store], list[Session]]
) -> None:
    state = story.states[12]

    def prepare() -> Sitting:
        sitting = room.holding(state)
        with room.disk.aside():
            (room.sessions / f".{state.session.id}.lock").touch()  # as a program leaves it that was killed
        return sitting

    seen: list[Session] = []

    def act(_: Sitting) -> None:
        seen[:] = []
        seen[:] = look(Store(room.data))

    for _ in at_every_operation(room, fault, prepare, act):
        assert seen in ([], [state.session])
        assert room.log() == state.data


@with_every_fault
def test_wherever_reading_the_earlier_sessions_fails_nothing_is_taken_as_answered(
    room: Room, story: Story, fault: Fault
) -> None:
    last = story.states[-1]
    carried: list[Context] = []

    def act(sitting: Sitting) -> None:
        carried[:] = []
        carried[:] = [Store(room.data).context()]

    assert last.session.carries is not None
    for operation, how, _ in at_every_operation(room, fault, lambda: room.holding(last), act):
        if how == "done":
            assert carried == [last.session.carries] or carried[0].first, operation


# Systems on which some of it cannot be done


@pytest.mark.parametrize("error", [errno.EINVAL, errno.ENOTSUP, errno.EACCES], ids=errno.errorcode.get)
def test_where_folders_cannot_be_synced_sessions_are_saved_all_the_same(room: Room, story: Story, error: int) -> None:
    event, details = story.given[3]
    room.holding(story.states[3]).answer(event, **details)
    last = len(room.disk.done)
    assert room.disk.done[-4:] == ["replace", "open", "fsync", "close"]
    for at in (last - 2, last - 1):
        sitting = room.holding(story.states[3])
        room.disk.plan(Fault(error), at)
        sitting.answer(event, **details)
        assert room.disk.struck
        assert room.log() == story.states[4].data


@pytest.mark.parametrize("error", [errno.ENOLCK, errno.EIO, errno.EOPNOTSUPP], ids=errno.errorcode.get)
def test_where_files_cannot_be_locked_a_session_is_not_taken_for_one_that_is_open(
    room: Room, story: Story, error: int
) -> None:
    sitting = room.holding(story.states[3])
    desk = room.desk(story.states[3].time)
    room.disk.plan()
    desk.store.claim(sitting.session.id)
    at = room.disk.done.index("flock") + 1
    desk.store.release(sitting.session.id)
    room.disk.plan(Fault(error), at)
    try:
        desk.store.claim(sitting.session.id)
    except SessionInUseError:
        pytest.fail("it is open nowhere")
    assert room.disk.struck
