"""What lies beside the session logs: pictures, copies and pipes are told for what they are, and are no sessions."""

from __future__ import annotations

import json
import os

import pytest
from clocks import Clock
from commands import Run, refused
from log_reader import body_of, sealed
from walks import at_first_step, eventful, sat

from mckenzie_tui.arriving import arrival
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event


@pytest.fixture
def kept(desk: Desk, machine: FlowMachine) -> Sitting:
    """A session that nobody has open."""
    sitting = sat(desk, at_first_step(machine))
    sitting.close()
    return sitting


def test_in_the_list_a_file_stands_apart_from_what_it_is(run: Run, kept: Sitting) -> None:
    stray = kept.path.with_name("holiday.toml")
    stray.write_bytes(b"\x89PNG")
    first, second = run("sessions", "list").out.splitlines()
    assert first.startswith(f"no session  {stray}: it has no seal")
    assert second.startswith(f"{kept.session.id}  2026")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_or_a_folder_is_no_session_whatever_its_name(run: Run, kept: Sitting) -> None:
    os.mkfifo(kept.path.with_name("2030-01-01T000000Z-aaaa.toml"))
    kept.path.with_name("2031-01-01T000000Z-bbbb.toml").mkdir()
    found = json.loads(run("doctor", "--json").out)
    assert (found["sessions"], found["damaged_sessions"], found["problems"]) == (1, [], [])
    assert found["files_that_are_no_sessions"] == ["2031-01-01T000000Z-bbbb.toml", "2030-01-01T000000Z-aaaa.toml"]


def test_the_advice_of_an_older_session_is_not_given_again_because_of_a_copy(desk: Desk, clock: Clock) -> None:
    urgent = Sitting.begin(desk, DEFAULT_FLOW)
    urgent.answer(Event.YES)
    urgent.close()
    assert "ended with: Please get help now" in arrival(desk.store, desk.now()).news[0]
    clock.forward(days=1)
    later = Sitting.begin(desk, DEFAULT_FLOW)
    later.answer(Event.NO)
    later.close()
    assert arrival(desk.store, desk.now()).news == ()
    urgent.path.with_name("a copy.toml").write_bytes(urgent.path.read_bytes())
    urgent.path.with_name("2030-01-01T000000Z-ffff.toml").write_bytes(urgent.path.read_bytes())
    assert arrival(desk.store, desk.now()).news == ()


def test_the_advice_of_the_last_session_is_given_though_its_file_has_another_name(desk: Desk) -> None:
    urgent = Sitting.begin(desk, DEFAULT_FLOW)
    urgent.answer(Event.YES)
    urgent.close()
    urgent.path.rename(urgent.path.with_name("for my doctor.toml"))
    assert "ended with: Please get help now" in arrival(desk.store, desk.now()).news[0]


# Forgetting


def test_a_copy_that_is_left_alone_is_said_to_hold_a_session(run: Run, kept: Sitting) -> None:
    copy = kept.path.with_name("my copy.toml")
    copy.write_bytes(kept.path.read_bytes())
    kept.path.with_name("holiday.toml").write_bytes(b"\x89PNG")
    _, _, err = run("sessions", "forget", "all", "--yes")
    *_, left, told = err.splitlines()
    assert left == "Left alone: holiday.toml, my copy.toml"
    assert told == (
        "A session is in this one all the same, and the next session can know of it; remove it yourself: my copy.toml"
    )


def test_the_lock_of_a_session_that_is_open_is_not_told(run: Run, desk: Desk, kept: Sitting) -> None:
    sitting = Sitting.begin(desk, DEFAULT_FLOW)
    code, _, err = run("sessions", "forget", "all", "--yes")
    assert code == 1
    assert not kept.path.exists()
    assert str(sitting.path) in err
    assert "Left alone" not in err


def test_what_stays_is_told_in_the_words_in_which_it_was_asked(run: Run, desk: Desk, machine: FlowMachine) -> None:
    sat(desk, eventful(machine)).close()
    between, last = Sitting.begin(desk, DEFAULT_FLOW), Sitting.begin(desk, DEFAULT_FLOW)
    between.close()
    last.close()
    told = refused(run("sessions", "forget", between.session.id))
    assert "stays in them: Osteoporosis or a broken bone in the spine; Weight loss without trying." in told


def test_of_a_newer_log_that_is_replayed_the_file_is_named_once(run: Run, kept: Sitting) -> None:
    text = body_of(kept.path.read_bytes()).replace("schema_version = 1\n", "schema_version = 2\n", 1)
    kept.path.write_bytes(sealed(text))
    told = refused(run("sessions", "replay", "last"))
    assert told == f"{kept.path}: it was written by a newer mckenzie-tui; open it with that one\n"
