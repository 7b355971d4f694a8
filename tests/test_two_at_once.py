"""Two programs on the same data folder: neither spoils what the other has open."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from walks import on_disk

from mckenzie_tui.errors import SessionInUseError, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Event, Status


@pytest.fixture
def other(desk: Desk) -> Desk:
    """The desk of another program on the same folder."""
    return replace(desk, store=Store(desk.store.folder.parent))


def lock_files(desk: Desk) -> list[str]:
    return [path.name for path in desk.store.folder.glob(".*.lock")]


def test_a_session_that_is_open_cannot_be_taken_up_by_another_program(desk: Desk, other: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    with pytest.raises(SessionInUseError, match="open in another window"):
        Sitting.resume(other, sitting.session)
    assert other.store.unfinished() is None
    assert other.store.open_elsewhere() == sitting.session
    assert desk.store.unfinished() == sitting.session
    assert desk.store.open_elsewhere() is None


def test_a_session_begun_beside_it_leaves_it_as_it_is(desk: Desk, other: Desk) -> None:
    first = Sitting.begin(desk, DEFAULT_FLOW)
    second = Sitting.begin(other, DEFAULT_FLOW)
    first.answer(Event.NO)
    second.answer(Event.NO)
    second.answer(Event.NO)
    assert [len(on_disk(sitting).answers) for sitting in (first, second)] == [1, 2]
    assert on_disk(first).status is Status.IN_PROGRESS


def test_closed_it_can_be_gone_on_with_elsewhere(desk: Desk, other: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    sitting.close()
    assert lock_files(desk) == []
    taken_up = Sitting.resume(other, sitting.session)
    assert taken_up.session.answers[:1] == sitting.session.answers


def test_what_went_on_elsewhere_in_the_meantime_is_not_written_over(desk: Desk, other: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    seen = sitting.session
    sitting.answer(Event.NO)
    sitting.close()
    assert Sitting.resume(other, seen).session.answers[:1] == sitting.session.answers


def test_what_ended_elsewhere_in_the_meantime_stays_ended(desk: Desk, other: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    seen = sitting.session
    sitting.answer(Event.YES)
    sitting.close()
    assert sitting.walk.ending is not None
    with pytest.raises(StorageError, match="has ended in the meantime"):
        Sitting.resume(other, seen)
    assert lock_files(desk) == []


def test_a_session_that_could_not_be_taken_up_is_not_kept_from_others(desk: Desk, other: Desk) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.close()
    another = sitting.session.flow.model_copy(update={"sha256": "0"})
    desk.store.save(sitting.session.model_copy(update={"flow": another}))
    with pytest.raises(StorageError, match="flow has changed"):
        Sitting.resume(other, sitting.session)
    assert not desk.store.in_use(sitting.session.id)


HOLDS = """
import sys
from pathlib import Path
from mckenzie_tui.store.store import Store
store = Store(Path(sys.argv[1]))
session = store.unfinished()
store.claim(session.id)
print("open", flush=True)
sys.stdin.readline()
"""


def test_killed_a_program_keeps_nothing_from_others(desk: Desk, data: Path) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.close()
    command = (sys.executable, "-c", HOLDS, str(data))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"open\n"
        assert desk.store.in_use(sitting.session.id)
        program.kill()
        program.wait()
    assert not desk.store.in_use(sitting.session.id)
    assert Sitting.resume(desk, sitting.session).session.id == sitting.session.id


def test_where_files_cannot_be_locked_the_session_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import filelock

    def refused(_lock: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", refused)
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    sitting.answer(Event.NO)
    assert len(on_disk(sitting).answers) == 1


def test_sessions_of_another_program_are_not_closed_when_it_begins_one(desk: Desk, other: Desk) -> None:
    left = Sitting.begin(desk, DEFAULT_FLOW)
    left.close()
    kept = Sitting.begin(desk, DEFAULT_FLOW)
    assert on_disk(left).status is Status.ABANDONED
    Sitting.begin(other, DEFAULT_FLOW)
    assert on_disk(kept).status is Status.IN_PROGRESS
