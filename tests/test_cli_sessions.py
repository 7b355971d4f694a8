"""The commands about the session logs, and the look at what lies where."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from clocks import Clock
from commands import Run, refused
from log_reader import body_of, sealed
from walks import answered, at_first_step, eventful, on_disk, sat

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event, Mode


@pytest.fixture
def finished(desk: Desk, machine: FlowMachine) -> Sitting:
    return sat(desk, answered(at_first_step(machine), Event.CENTRALIZED))


@pytest.fixture
def damaged(desk: Desk, machine: FlowMachine, clock: Clock) -> Path:
    """An older session whose file was cut."""
    clock.forward(days=-1)
    sitting = sat(desk, eventful(machine))
    sitting.close()
    path = sitting.path
    path.write_bytes(path.read_bytes()[:-100])
    clock.forward(days=1)
    return path


def test_without_sessions_the_list_is_empty_and_says_how_to_begin(run: Run, data: Path) -> None:
    code, out, err = run("sessions", "list")
    assert (code, out) == (0, "")
    assert "mckenzie-tui" in err
    assert run("sessions", "list", "--json") == (0, "[]\n", "")
    assert not data.exists()


def test_sessions_are_listed_newest_first_and_a_damaged_one_hides_no_other(
    run: Run, damaged: Path, finished: Sitting
) -> None:
    code, out, err = run("sessions", "list", "--json")
    assert (code, err) == (0, "")
    good, bad = json.loads(out)
    assert good == {
        "id": finished.session.id,
        "path": str(finished.path),
        "mode": "home",
        "patient": None,
        "imported_at": None,
        "status": "finished",
        "ending": "preference_found",
        "started_at": finished.session.started_at.isoformat(),
        "finished_at": on_disk(finished).finished_at.isoformat(),  # type: ignore[union-attr]
        "flow": "lumbar-progression",
        "side": "right",
        "direction": "extension",
        "best_step": "prone_lying",
    }
    assert bad["path"] == str(damaged)
    assert bad["damaged"]
    first, second = run("sessions", "list").out.splitlines()
    assert first.startswith(finished.session.id)
    assert "One direction helped (extension)" in first
    assert second.startswith("damaged")


def test_a_session_is_shown_in_plain_words(run: Run, desk: Desk, machine: FlowMachine) -> None:
    sitting = sat(desk, eventful(machine))
    out = run("sessions", "show", sitting.session.id[:8]).out
    assert "One direction helped in part" in out
    assert "Osteoporosis" in out
    assert "Weight loss without trying (cleared by a clinician)" in out
    assert "1. Prone lying: you were not sure, twice; that counts as no change" in out
    assert str(sitting.path) in out
    shown = json.loads(run("sessions", "show", "--json").out)
    assert shown["id"] == sitting.session.id
    assert len(shown["steps"]) == len(sitting.session.steps)


def test_a_damaged_session_is_not_shown_as_if_it_were_whole(run: Run, damaged: Path) -> None:
    before = damaged.read_bytes()
    message = refused(run("sessions", "export", "last"), code=1)
    assert str(damaged) in message
    assert len(message.splitlines()) == 1

    code, out, err = run("sessions", "show", "last")
    assert (code, err) == (1, message.replace("mckenzie-tui: ", ""))
    assert out.startswith("What can be read of it follows. Parts may be missing or wrong")
    assert "At the start: pain on" in out
    assert refused(run("sessions", "show", "last", "--json"), code=1) == message
    assert damaged.read_bytes() == before


def test_of_a_file_that_is_no_log_nothing_is_shown(run: Run, damaged: Path) -> None:
    damaged.write_bytes(b"\x1b]0;owned\x07 = [[[")
    code, out, _ = run("sessions", "show", "last")
    assert (code, out) == (1, "Nothing of it can be read. The file is left as it is.\n")


def test_what_somebody_wrote_into_a_log_cannot_steer_the_terminal(run: Run, desk: Desk, machine: FlowMachine) -> None:
    path = sat(desk, eventful(machine)).path
    path.write_text(path.read_text().replace('title = "', 'title = "\\u001b]0;owned\\u0007\\u202e'))
    _, out, _ = run("sessions", "show", "last")
    assert "owned" in out
    assert all(character.isprintable() or character == "\n" for character in out)


@pytest.mark.parametrize("verb", ["show", "export"])
@pytest.mark.parametrize("name", ["last", "zzz", "0000000", ""])
def test_a_session_that_is_not_there_or_not_the_only_one_is_refused(run: Run, desk: Desk, verb: str, name: str) -> None:
    if name != "last":
        Sitting.begin(desk, "lumbar-progression")
        Sitting.begin(desk, "lumbar-progression")
    assert len(refused(run("sessions", verb, name)).splitlines()) == 1


def test_an_export_is_the_log_byte_for_byte_for_its_owner_alone(run: Run, finished: Sitting, tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "for my therapist.toml"
    code, out, err = run("sessions", "export", "last", "-o", str(target))
    assert (code, out) == (0, "")
    assert str(target) in err
    assert target.read_bytes() == finished.path.read_bytes()
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_export_to_standard_output_is_the_log_byte_for_byte(run: Run, finished: Sitting) -> None:
    code, out, err = run("sessions", "export", finished.session.id)
    assert (code, out.encode(), err) == (0, finished.path.read_bytes(), "")


def test_an_export_that_cannot_be_written_fails_in_one_sentence(run: Run, finished: Sitting, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    message = refused(run("sessions", "export", "last", "-o", str(tmp_path / "file" / "x.toml")), code=1)
    assert "cannot be written" in message
    assert len(message.splitlines()) == 1


# What lies where


def test_doctor_finds_nothing_wrong_and_makes_nothing(run: Run, data: Path) -> None:
    code, out, err = run("doctor", "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["problems"] == []
    assert sorted(found["flows"]) == Catalogue().ids
    assert found["sessions_folder"] == str(data / "sessions")
    assert not data.exists()


def test_doctor_counts_sessions_and_names_damaged_ones(run: Run, damaged: Path, finished: Sitting) -> None:
    found = json.loads(run("doctor", "--json").out)
    assert found["sessions"] == 2
    assert len(found["damaged_sessions"]) == 1
    assert str(damaged) in found["damaged_sessions"][0]


@pytest.mark.parametrize("content", ["emergency_number = 112", "theme = 'pink'", "colour = 'red'", "not toml"])
def test_doctor_tells_what_is_wrong_with_the_settings(run: Run, data: Path, content: str) -> None:
    data.mkdir()
    (data / "settings.toml").write_text(content, encoding="utf-8")
    code, out, _ = run("doctor")
    assert code == 1
    assert "settings.toml: " in out


def test_doctor_tells_that_sessions_cannot_be_saved(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    code, out, _ = run("doctor", "--data-dir", str(tmp_path / "file"))
    assert code == 1
    assert "cannot be written" in out


# Forgetting


def test_a_session_is_forgotten_only_once_the_person_has_agreed(run: Run, finished: Sitting) -> None:
    message = refused(run("sessions", "forget", "last"))
    assert str(finished.path) in message
    assert "What remains: the settings, every copy" in message
    assert "--yes" in message
    assert finished.path.exists()


def test_forgotten_its_file_is_gone_and_the_others_stay(run: Run, finished: Sitting, damaged: Path) -> None:
    finished.close()
    code, out, err = run("sessions", "forget", "last", "--yes")
    assert (code, out) == (0, "")
    assert "1 session removed." in err
    assert not finished.path.exists()
    assert list(finished.path.parent.iterdir()) == [damaged]


def test_all_of_them_are_forgotten_damaged_ones_too(run: Run, finished: Sitting, damaged: Path) -> None:
    finished.close()
    code, _, err = run("sessions", "forget", "all", "--yes")
    assert code == 0
    assert "2 sessions removed." in err
    assert list(damaged.parent.iterdir()) == []
    assert run("sessions", "forget", "all", "--yes").err == "There are no sessions.\n"


def test_a_session_that_is_open_cannot_be_forgotten(run: Run, desk: Desk) -> None:
    sitting = Sitting.begin(desk, "lumbar-progression")
    message = run("sessions", "forget", "last", "--yes")
    assert message.code == 1
    assert "is open in another window: quit it there first" in message.err
    assert sitting.path.exists()


def test_one_that_cannot_be_forgotten_keeps_no_other(run: Run, desk: Desk, finished: Sitting, damaged: Path) -> None:
    finished.close()
    sitting = Sitting.begin(desk, "lumbar-progression")
    code, _, err = run("sessions", "forget", "all", "--yes")
    assert code == 1
    assert err.startswith("These files will be removed for good:")
    assert "2 sessions removed." in err
    assert f"This one remains:\n  {sitting.path} is open in another window" in err
    assert sitting.path.exists()
    assert not finished.path.exists()
    assert not damaged.exists()


@pytest.fixture
def strays(data: Path) -> Path:
    """A picture and a copy among the sessions; both are named so that they come first."""
    folder = data / "sessions"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "holiday.toml").write_bytes(b"\x89PNG")
    return folder


def test_a_file_of_somebody_else_is_neither_the_last_session_nor_removed(
    run: Run, finished: Sitting, strays: Path
) -> None:
    finished.close()
    (strays / "my copy.toml").write_bytes(finished.path.read_bytes())
    (strays / "2030-01-01T000000Z-ffff.toml").write_bytes(finished.path.read_bytes())
    assert str(finished.path) in run("sessions", "show", "last").out
    _, out, _ = run("sessions", "list")
    assert "no session" in out
    code, _, err = run("sessions", "forget", "all", "--yes")
    assert code == 0
    assert "Left alone: holiday.toml, my copy.toml" in err
    assert sorted(path.name for path in strays.iterdir()) == ["holiday.toml", "my copy.toml"]
    assert "Left alone: holiday.toml" in run("sessions", "forget", "all", "--yes").err
    assert refused(run("sessions", "forget", "last", "--yes")).endswith("there is no session yet\n")


def test_what_a_killed_program_left_of_a_session_goes_with_all_of_them(run: Run, finished: Sitting) -> None:
    finished.close()
    folder = finished.path.parent
    (folder / f".{finished.path.name}.x1.part").touch()
    (folder / ".2026-01-01T000000Z-abcd.toml.x_2.part").touch()
    (folder / ".abcd.lock").touch()
    (folder / ".directory").touch()
    assert "Left alone: .directory" in run("sessions", "forget", "all", "--yes").err
    assert [path.name for path in folder.iterdir()] == [".directory"]


def test_what_later_sessions_took_over_is_said_to_stay(run: Run, desk: Desk, machine: FlowMachine) -> None:
    first = sat(desk, eventful(machine))
    first.close()
    second = Sitting.begin(desk, "lumbar-progression")
    second.close()
    assert second.session.context.yes
    told = refused(run("sessions", "forget", first.session.id))
    assert "What later sessions took over from it stays in them: " in told
    assert "Osteoporosis" in told
    assert "asks everything anew" not in told
    assert "Later sessions took nothing over from it." in refused(run("sessions", "forget", second.session.id))
    assert "asks everything anew" in refused(run("sessions", "forget", "all"))


# Of a newer program, and what is no file


@pytest.fixture
def newer(finished: Sitting) -> Path:
    """A whole log that a later program wrote."""
    finished.close()
    text = body_of(finished.path.read_bytes()).replace("schema_version = 1\n", "schema_version = 7\n", 1)
    finished.path.write_bytes(sealed(text))
    return finished.path


def test_a_log_of_a_newer_program_is_named_as_such_and_can_be_given_away(run: Run, newer: Path) -> None:
    (row,) = json.loads(run("sessions", "list", "--json").out)
    assert row == {
        "path": str(newer),
        "newer": f"{newer}: it was written by a newer mckenzie-tui; open it with that one",
    }
    assert run("sessions", "list").out.startswith("newer ")
    assert "newer mckenzie-tui" in refused(run("sessions", "show", "last"), code=1)
    code, out, _ = run("sessions", "export", "last")
    assert (code, out.encode()) == (0, newer.read_bytes())
    found = json.loads(run("doctor", "--json").out)
    assert (found["damaged_sessions"], len(found["sessions_of_a_newer_program"]), found["problems"]) == ([], 1, [])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
@pytest.mark.parametrize("name", ["pipe.toml", "2030-01-01T000000Z-ffff.toml"])
def test_a_pipe_or_a_folder_among_the_sessions_is_not_waited_for(run: Run, finished: Sitting, name: str) -> None:
    finished.close()
    os.mkfifo(finished.path.parent / name)
    (finished.path.parent / "folder.toml").mkdir()
    assert "it is no file" in run("sessions", "list").out
    assert str(finished.path) in run("sessions", "show", "last").out
    assert run("doctor").code in (0, 1)
    assert run("--plain", typed="q\n").code == 0
    code, _, err = run("sessions", "forget", "all", "--yes")
    assert code == 0
    assert "folder.toml" in err
    assert name in err
    assert (finished.path.parent / name).exists()


def test_doctor_calls_a_damaged_session_a_problem(run: Run, damaged: Path) -> None:
    code, out, _ = run("doctor")
    assert code == 1
    assert "1 session is damaged" in out
    assert str(damaged) in out


def test_one_that_does_not_exist_cannot_be_forgotten(run: Run, finished: Sitting) -> None:
    assert "there is no session 'zz'" in refused(run("sessions", "forget", "zz", "--yes"))
    assert finished.path.exists()


def test_a_list_tells_the_mode_and_the_patient_and_lets_nothing_steer_the_terminal(
    run: Run, desk: Desk, machine: FlowMachine
) -> None:
    sitting = sat(desk, answered(at_first_step(machine), Event.CENTRALIZED))
    changed = {"ending_title": "found\x1b]0;owned\x07", "mode": Mode.CLINIC, "patient": "p-7"}
    sitting.path.write_bytes(to_bytes(sitting.session.model_copy(update=changed)))
    _, out, _ = run("sessions", "list")
    assert "clinic" in out
    assert "p-7" in out
    assert "\x1b" not in out
    assert "\x07" not in out
