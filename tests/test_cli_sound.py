"""The doctor tries the sound: the bell, or each speech program until one does well."""

from __future__ import annotations

import itertools
import json
import os
import sys
from pathlib import Path

import pytest
from commands import Ran, Run, refused
from speech import CRASHES, HANGS, WELL, WITHOUT_INTERPRETER, heard, program

from mckenzie_tui.cli import doctor


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one folder in which programs are looked for; it is empty."""
    monkeypatch.setattr(sys, "platform", "linux")
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def in_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the program with a terminal as its standard error."""

    def in_terminal(*arguments: str) -> Ran:
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
        return run(*arguments)

    return in_terminal


def set_to(data: Path, sound: str) -> None:
    data.mkdir()
    (data / "settings.toml").write_text(f"sound = '{sound}'\n", encoding="utf-8")


def test_a_bell_is_rung_in_the_terminal(in_terminal: Run, programs: Path) -> None:
    code, out, err = in_terminal("doctor")
    assert (code, err) == (0, "\a")
    assert "sound: bell\n" in out
    assert "speech programs: none\n" in out
    assert "sound test: the bell was rung\n" in out
    assert "\a" not in out


def test_no_bell_is_rung_where_no_terminal_is_or_a_program_reads(run: Run, in_terminal: Run, programs: Path) -> None:
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert "sound test: the bell was not rung: there is no terminal\n" in out
    code, out, err = in_terminal("doctor", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["sound_test"] == "the bell is not rung with --json"


def test_the_first_program_that_ends_well_has_spoken(in_terminal: Run, programs: Path, data: Path) -> None:
    set_to(data, "speech")
    crashing = program(programs, "spd-say", CRASHES)
    broken = program(programs, "espeak-ng", WITHOUT_INTERPRETER)
    speaking = program(programs, "espeak", WELL)
    code, out, err = in_terminal("doctor", "--json")
    found = json.loads(out)
    assert (code, err, found["problems"]) == (0, "", [])
    assert found["sound"] == "speech"
    assert found["speech_programs"] == [crashing, broken, speaking]
    assert found["sound_test"] == (
        "spd-say failed (exit code 3); espeak-ng cannot be started (No such file or directory); espeak ended well"
    )
    assert heard(speaking) == b"This is how mckenzie-tui speaks."


def test_after_one_has_spoken_no_other_does(run: Run, programs: Path) -> None:
    speaking, silent = program(programs, "spd-say", WELL), program(programs, "espeak", WELL)
    code, out, _ = run("doctor", "--sound", "speech")
    assert code == 0
    assert "sound test: spd-say ended well\n" in out
    assert f"speech programs: 2\n  {speaking}\n  {silent}\n" in out
    assert heard(speaking) == b" This is how mckenzie-tui speaks."
    assert heard(silent) == b""


def test_a_program_that_does_not_end_is_named_and_killed(
    run: Run, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = program(programs, "espeak", HANGS)
    pid = Path(f"{hanging}.pid")
    # Time goes by fast, as soon as the program is up.
    hands = itertools.count(step=0.5)
    monkeypatch.setattr(doctor.time, "monotonic", lambda: next(hands) if pid.exists() else 0.0)
    code, out, _ = run("doctor", "--sound", "speech")
    assert code == 1
    assert "sound test: espeak did not end within 10 seconds\n" in out
    assert "no speech program works" in out
    with pytest.raises(ChildProcessError):
        os.waitpid(int(pid.read_text()), os.WNOHANG)


def test_speech_without_a_program_is_a_problem(run: Run, programs: Path, data: Path) -> None:
    set_to(data, "speech")
    code, out, _ = run("doctor")
    assert code == 1
    assert "sound test: there is no speech program\n" in out
    assert "problems: 1\n  no speech program works" in out


@pytest.mark.parametrize("sound", ["bell", "off"])
def test_another_sound_than_the_one_that_is_set_can_be_tried(run: Run, programs: Path, data: Path, sound: str) -> None:
    set_to(data, "speech")
    code, out, _ = run("doctor", "--sound", sound)
    assert code == 0
    assert "sound: speech\n" in out
    assert f"sound test: the {'bell was not rung' if sound == 'bell' else 'sound is off'}" in out


def test_off_speaks_and_rings_nothing(in_terminal: Run, programs: Path, data: Path) -> None:
    set_to(data, "off")
    path = program(programs, "espeak", WELL)
    code, out, err = in_terminal("doctor")
    assert (code, err) == (0, "")
    assert "sound test: the sound is off\n" in out
    assert heard(path) == b""


def test_a_misspelt_sound_is_answered_with_the_one_that_was_meant(run: Run) -> None:
    assert "Did you mean 'speech'?" in refused(run("doctor", "--sound", "spech"))
