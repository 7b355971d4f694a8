"""Where a command cannot go on: one sentence, an exit code, and never a traceback or what a person said."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

import pytest
from commands import Run, refused
from walks import at_first_step, sat

from mckenzie_tui.cli import main as command_line
from mckenzie_tui.plain import Plain
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine

ROOT = Path(__file__).resolve().parent.parent
SAID = "right knee 7"
COMMANDS = [["sessions", "list"], ["sessions", "show"], ["flows", "list"], ["doctor"], ["--plain"], []]


def faulty(*_: object) -> int:
    said = SAID
    raise ValueError(said)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_mistake_in_the_program_is_told_in_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(sys.modules["mckenzie_tui.cli.main"], "_command", lambda *_: faulty)
    (told,) = refused(run(*arguments), 1).splitlines()
    assert told.startswith("mckenzie-tui had to stop: a mistake in the program (ValueError in ")
    assert SAID not in told


def test_a_mistake_line_by_line_says_where_the_answers_are(
    run: Run, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    asked = Plain._question

    def once(front: Plain, sitting: Sitting) -> None:
        if sitting.session.answers:
            faulty()
        asked(front, sitting)

    monkeypatch.setattr(Plain, "_question", once)
    code, out, err = run("--plain", typed="n\n")
    (path,) = Store(data).paths()
    assert code == 1
    assert f"Saved: {path}\nTo go on within an hour: mckenzie-tui --plain --resume" in out
    assert "had to stop: a mistake in the program (ValueError" in err
    assert len(err.splitlines()) == 1
    assert SAID not in out + err
    assert len(Store(data).read(path).answers) == 1


def test_interrupted_where_an_answer_could_not_be_saved_it_says_so(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, data: Path
) -> None:
    named = tmp_path / "some where"
    saved = Store.save
    left = iter([True])
    monkeypatch.setattr(
        Store, "save", lambda *given: saved(*given) if next(left, False) else saved(Store(Path("/dev/null")), given[1])
    )
    out = run("--plain", "--data-dir", str(named), typed="n\nq\n").out
    assert "What you said last could not be saved.\nSaved: " in out
    assert f"To go on within an hour: mckenzie-tui --data-dir '{named}' --plain --resume" in out


# Output that nobody reads, or that cannot be written


@pytest.fixture
def home(desk: Desk, machine: FlowMachine, data: Path) -> Path:
    """A data folder with a session in it."""
    sat(desk, at_first_step(machine))
    return data


def surroundings(home: Path) -> dict[str, str]:
    """What the program is told; its output is not to be written through at once."""
    known = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return {**known, "PYTHONPATH": str(ROOT), "MCKENZIE_TUI_DATA_DIR": str(home)}


def started(home: Path, *arguments: str, out: int) -> tuple[int, str]:
    command = [sys.executable, "-m", "mckenzie_tui", *arguments]
    known = surroundings(home)
    ended = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.PIPE, env=known, text=True, check=False
    )
    return ended.returncode, ended.stderr


WRITING = [["sessions", "list"], ["sessions", "show"], ["sessions", "export"], ["flows", "show", "lumbar-progression"]]
WRITING += [["sessions", "replay"], ["flows", "graph", "lumbar-progression"]]
WRITING += [["flows", "schema"], ["doctor"], ["--help"], ["--plain"]]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_output_that_nobody_reads_is_no_fault(home: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert started(home, *arguments, out=writing) == (1, "")
    finally:
        os.close(writing)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_output_that_cannot_be_written_is_told_in_one_sentence(home: Path, arguments: list[str]) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    try:
        assert started(home, *arguments, out=full) == (1, "mckenzie-tui: No space left on device\n")
    finally:
        os.close(full)


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "code"), [("sessions list", 0), ("sessions export", 1), ("", 2)])
def test_without_any_output_there_is_no_traceback(home: Path, arguments: str, code: int) -> None:
    command = f"{sys.executable} -m mckenzie_tui {arguments} >&-"
    known = surroundings(home)
    ended = subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL, capture_output=True, env=known, text=True)
    assert ended.returncode == code
    assert len(ended.stderr.splitlines()) == (1 if code else 0)


def test_interrupted_at_the_very_start_it_is_as_quiet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> argparse.Namespace:
        raise KeyboardInterrupt

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", interrupted)
    assert command_line([]) == 130
    assert "Traceback" not in capsys.readouterr().err
