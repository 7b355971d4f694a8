"""The command line: what it prints and where, and the codes it ends with."""

from __future__ import annotations

import io
import json
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from commands import Run, refused
from mistakes import MISTAKES, TEXT, edited, line_of
from typist import SHORTEST, ByNumber, lines_of, without_notes

import mckenzie_tui
from mckenzie_tui.cli import main, surroundings
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.plain import Plain
from mckenzie_tui.sitting import Sitting
from mckenzie_tui.store.store import Store
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.words import Event

# Usage


def test_the_version(run: Run) -> None:
    assert run("--version") == (0, f"mckenzie-tui {mckenzie_tui.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["sessions", "--help"], ["flows", "simulate", "--help"]])
def test_help_goes_to_standard_output(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("usage: mckenzie-tui")


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["flow", "list"], "'flows'"),
        (["flows", "chek", "mine.toml"], "'check'"),
        (["sessions", "lst"], "'list'"),
        (["flows", "show", "lumber-progression"], "'lumbar-progression'"),
        (["--plain", "--flow", "lumbar-progresion"], "'lumbar-progression'"),
    ],
)
def test_a_misspelt_word_is_answered_with_the_one_that_was_meant(run: Run, arguments: list[str], meant: str) -> None:
    assert f"Did you mean {meant}?" in refused(run(*arguments))


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["flows", "simulate", "lumbar-progression", "--answers", "unchanged", "--side", "lefft"], "--side"),
        (["flows", "simulate", "lumbar-progression", "--answers", "unchanged", "--pain", "11"], "--pain"),
        (["sessions", "export", "last", "--format", "papyrus"], "--format"),
        (["flows", "simulate", "lumbar-progression"], "--answers"),
        (["--bogus"], "--bogus"),
    ],
)
def test_a_wrong_option_is_named(run: Run, arguments: list[str], named: str) -> None:
    assert named in refused(run(*arguments)).splitlines()[0]


@pytest.mark.parametrize("name", ["no/such/file.toml", "x" * 300, "x" * 300 + ".toml", "a\0b", "/", ""])
def test_a_flow_that_cannot_be_is_refused_in_one_sentence(run: Run, name: str) -> None:
    assert len(refused(run("flows", "check", name)).splitlines()) == 1


# Where the data lies


@pytest.mark.parametrize("order", ["before", "after", "environment"])
def test_the_data_folder_is_the_one_that_was_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    named = tmp_path / "named"
    option = ["--data-dir", str(named)]
    if order == "environment":
        monkeypatch.setenv(surroundings.DATA_DIR_VARIABLE, str(named))
        option = []
    arguments = [*option, "doctor", "--json"] if order == "before" else ["doctor", *option, "--json"]
    assert json.loads(run(*arguments).out)["sessions_folder"] == str(named / "sessions")


def test_an_option_before_run_counts_as_well_as_one_after_it(run: Run, data: Path) -> None:
    assert run("--plain", "run", typed="n\n").code == 0
    assert run("run", "--plain", typed="1\nn\n").code == 0
    assert len(Store(data).paths()) == 1


# Holding a session


def test_without_a_terminal_one_line_names_the_flag_to_use(run: Run) -> None:
    message = refused(run())
    assert "--plain" in message
    assert len(message.splitlines()) == 1


def test_a_terminal_that_can_only_print_lines_gets_lines(run: Run, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    monkeypatch.setattr(surroundings, "has_terminal", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    code, out, _ = run(typed="n\n")
    assert code == 0
    assert "question 2 of 8" in out
    assert len(Store(data).paths()) == 1


@pytest.mark.parametrize("typed", ["", "n\n", "y\n1\n", "q\n"])
def test_the_end_of_input_and_an_emergency_are_no_errors(run: Run, typed: str) -> None:
    code, out, err = run("--plain", typed=typed)
    assert (code, err) == (0, "")
    assert "Saved:" in out


def test_interrupted_it_ends_with_130_and_the_answers_are_saved(
    run: Run, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    lines = iter(["n\n", "n\n"])

    def typed() -> str:
        if line := next(lines, ""):
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(readline=typed))
    assert main(["--plain"]) == 130
    (path,) = Store(data).paths()
    assert len(Store(data).read(path).answers) == 2


def test_what_is_typed_in_another_encoding_is_no_answer_and_no_crash(run: Run, data: Path) -> None:
    ran = run("--plain", typed=b"\xff\xe9\nn\n")
    assert ran.code in (0, 1)
    (path,) = Store(data).paths()
    assert {answer.event for answer in Store(data).read(path).answers} <= {Event.NO}


def test_a_terminal_that_knows_only_ascii_can_show_a_whole_session(
    run: Run, flow: Flow, monkeypatch: pytest.MonkeyPatch, data: Path
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert run("--plain", typed="\n".join(without_notes(lines_of(FlowMachine(flow), SHORTEST, ByNumber())))).code == 0
    (path,) = Store(data).paths()
    assert Store(data).read(path).ending == "preference_found"


def test_the_settings_say_whom_to_call(run: Run, data: Path) -> None:
    data.mkdir()
    (data / "settings.toml").write_text('emergency_number = "118"\n', encoding="utf-8")
    assert "call 118 (or your local emergency number)" in run("--plain").out


def test_the_number_to_call_is_guessed_from_the_locale(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_AU.UTF-8")
    assert json.loads(run("doctor", "--json").out)["emergency_number"].startswith("000 ")


# The flows


def test_the_flows_are_listed(run: Run, flow: Flow) -> None:
    code, out, err = run("flows", "list", "--json")
    assert (code, err) == (0, "")
    listed, *others = json.loads(out)
    assert sorted(each["id"] for each in (listed, *others)) == Catalogue().ids
    assert listed["id"] == flow.id
    assert listed["sha256"] == flow.sha256
    assert listed["steps"] == [step.id for step in flow.steps]
    assert run("flows", "list").out.startswith("lumbar-progression  ")


def test_a_flow_is_shown_with_its_author_its_licence_and_its_sources(run: Run, flow: Flow) -> None:
    out = run("flows", "show", "lumbar-progression").out
    wanted = [flow.file.author, flow.file.licence, flow.file.version, flow.file.notice]
    wanted += [part for source in flow.sources.values() for part in (source.title, source.author, source.publisher)]
    assert [text for text in wanted if text not in out] == []
    assert json.loads(run("flows", "show", "lumbar-progression", "--json").out)["flow"]["id"] == flow.id


def test_numbers_of_ones_own_are_shown_in_words(run: Run, catalogue: Catalogue, tmp_path: Path) -> None:
    text = catalogue.file_of("graded-loading-gym").read_text(encoding="utf-8")
    text = text.replace('id = "graded-loading-gym"', 'id = "mine"', 1)
    for step, ours in (("high_bar_box_squat", '"loads", '), ("leg_extension", '"reps_range", ')):
        before, name, after = text.partition(f'id = "{step}"')
        text = before + name + after.replace("ours = [", f"ours = [{ours}", 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run("flows", "show", str(path))
    assert (code, err) == (0, "")
    assert "(our own numbers: loads, between_sets_s 90, rest_s 60)" in out
    assert "(our own numbers: reps_range 10 to 15, between_sets_s 90, rest_s 60)" in out
    assert "Load(" not in out


def test_a_good_flow_is_called_good(run: Run) -> None:
    code, out, err = run("flows", "check", "lumbar-progression")
    assert (code, err) == (0, "")
    assert "no problems" in out
    assert run("flows", "check", "lumbar-progression", "--json") == (0, "[]\n", "")


def test_a_bad_flow_is_told_with_file_line_and_key(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    mistake = MISTAKES["ending"]
    path.write_text(edited(mistake), encoding="utf-8")
    line = line_of(edited(mistake), mistake.at)
    place = f"{path}:{line}:6: {mistake.key}: "
    code, out, err = run("flows", "check", str(path))
    assert (code, out) == (2, "")
    where, shown, mark, *said, _, count = err.splitlines()
    assert where == f"{path}, line {line}, column 6 ({mistake.key})"
    assert (shown, mark) == (f"    {mistake.at}", f"    {' ' * 5}^")
    assert " ".join(said).split()[-4:] == ["Did", "you", "mean", "'preference_found'?"]
    assert count == "1 problem found."
    assert all(len(line) <= 80 for line in err.splitlines()[1:])
    code, out, _ = run("flows", "check", str(path), "--json")
    assert code == 2
    (problem,) = json.loads(out)
    assert {key: problem[key] for key in ("severity", "file", "line", "column", "key", "meant")} == {
        "severity": "error",
        "line": line,
        "column": 6,
        "file": str(path),
        "key": mistake.key,
        "meant": mistake.meant,
    }
    for arguments in (["flows", "show", str(path)], ["--plain", "--flow", str(path)]):
        assert place in refused(run(*arguments))


def test_what_is_only_unwise_is_a_warning_and_no_failure(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT.replace("severe_pain = 8", "severe_pain = 10").replace('-progression"', '-two"', 1))
    code, out, err = run("flows", "check", str(path))
    assert (code, err) == (0, "")
    assert "line 32, column 15 (start.severe_pain)\n    severe_pain = 10\n                  ^\n  Warning: " in out
    assert out.endswith("1 warning found. The flow can be used as it is.\n")
    (row,) = json.loads(run("flows", "check", str(path), "--json").out)
    assert (row["severity"], row["key"], row["line"]) == ("warning", "start.severe_pain", 32)
    assert row["advice"]


def test_a_long_line_is_shown_around_its_mistake(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    cited = '"donelson_1990", ' * 8
    sources = f'sources = [{cited}"sears_progresion"]'
    path.write_text(TEXT.replace('sources = ["sears_progression", "donelson_1990"]', sources, 1))
    _, shown, mark, *_ = run("flows", "check", str(path)).err.splitlines()
    assert len(shown) <= 80
    assert shown[mark.index("^") :].startswith('"sears_progresion"')


def test_a_simulation_prints_one_object(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    answers = ["--answers", "worsened:not_settled, cannot,centralized"]
    code, out, err = run("flows", "simulate", str(path), "--side", "left", *answers, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "flow": "lumbar-progression",
        "path": [
            {"step": "prone_lying", "answer": "worsened", "settled": False},
            {"step": "side_glide", "answer": "cannot"},
            {"step": "flexion_rotation", "answer": "centralized"},
        ],
        "skipped": [
            {"step": step, "reason": "direction_closed"}
            for step in ("prone_props", "press_ups", "press_ups_hips_off_center")
        ],
        "next": None,
        "ending": "preference_found",
        "direction": "rotation",
    }


def test_a_simulation_without_answers_waits_at_the_first_step(run: Run) -> None:
    out = run("flows", "simulate", "lumbar-progression", "--answers", "", "--json").out
    assert json.loads(out)["next"] == "prone_lying"


def test_where_answers_lead_is_told_in_titles_and_plain_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    told = ["flows", "simulate", "lumbar-progression", "--side", "central", "--answers"]
    assert run(*told, "worsened:settled,centralized").out.splitlines() == [
        "Prone lying: worse at first, then back to how it was (worsened:settled)",
        "Prone props: gone, or nearly gone (centralized)",
        "Ending: One direction helped (preference_found)",
        "What helped: Prone props (direction: extension, bending back).",
    ]
    assert run(*told, "unchanged,unchanged,worsened:not_settled").out.splitlines()[-4:] == [
        "Press-ups with hips off center: passed over, only for pain on one side",
        "Side glide at the wall: passed over, only for pain on one side",
        "Flexion-rotation stretch: passed over, only for pain on one side",
        "Next: Knees to chest (lumbar_flexion)",
    ]
    assert run(*told, "worsened").out.endswith("Next: the rest after a worsening\n")


@pytest.mark.parametrize("answers", ["unchanged,better", "centralized,unchanged", "unchanged,,unchanged"])
def test_an_answer_that_does_not_fit_is_refused_with_its_position(run: Run, data: Path, answers: str) -> None:
    message = refused(run("flows", "simulate", "lumbar-progression", "--answers", answers, "--json"))
    assert "answer 2" in message
    assert not data.exists()


@pytest.mark.parametrize(("what", "key"), [("flow", "after_last_step"), ("session", "schema_version")])
def test_the_schemas_are_json_schemas(run: Run, what: str, key: str) -> None:
    schema = json.loads(run("flows", "schema", what).out)
    assert schema["type"] == "object"
    assert key in schema["properties"]


# How it was called


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program as it is found by its name."""
    file = tmp_path / "bin" / "mckenzie-tui"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    monkeypatch.setenv("PATH", str(file.parent))
    return file


def test_found_by_its_name_it_is_started_again_by_its_name(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", [str(installed)])
    assert surroundings.program() == ["mckenzie-tui"]


def test_started_by_a_path_it_is_started_again_by_that_path(
    installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [".venv/bin/mckenzie-tui"])
    assert surroundings.program() == [".venv/bin/mckenzie-tui"]
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(installed)])
    assert surroundings.program() == [str(installed)]


def test_started_as_a_module_it_is_started_again_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/somewhere/mckenzie_tui/__main__.py", "--plain"])
    monkeypatch.setattr(sys, "orig_argv", ["python3", "-m", "mckenzie_tui", "--plain"])
    assert surroundings.program() == ["python3", "-m", "mckenzie_tui"]


def test_the_command_that_goes_on_names_the_patient(run: Run) -> None:
    out = run("--plain", "--clinic", "--patient", "p-1", typed="q\n").out
    assert "To go on within an hour: mckenzie-tui --clinic --patient p-1 --plain --resume" in out


def test_a_flow_that_cannot_be_used_is_told_before_anything_is_asked(run: Run, tmp_path: Path) -> None:
    run("--plain", typed="n\nq\n")
    broken = tmp_path / "broken.toml"
    broken.write_text("id = 3")
    code, out, err = run("--plain", "--flow", str(broken), typed="1\n")
    assert (code, out) == (2, "")
    assert "broken.toml" in err


def test_a_folder_that_is_named_as_a_flow_is_said_to_be_no_file(run: Run, tmp_path: Path) -> None:
    assert f"{tmp_path} is no file" in run("flows", "check", str(tmp_path)).err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_ended_by_a_signal_it_is_still_told_what_is_saved(
    run: Run, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    asked = Plain._question

    def once(front: Plain, sitting: Sitting) -> None:
        if sitting.session.answers:
            signal.raise_signal(number)
        asked(front, sitting)

    monkeypatch.setattr(Plain, "_question", once)
    before = signal.getsignal(number)
    ended = run("--plain", typed="n\nn\n")
    assert ended.code == code
    assert "\nSaved: " in ended.out
    assert signal.getsignal(number) == before
