"""The clinic and the demonstration, line by line."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import log_reader
import pytest
from commands import Run

from mckenzie_tui.body import MIDDLE
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.plain import Plain
from mckenzie_tui.series import Series
from mckenzie_tui.settings import Settings
from mckenzie_tui.sitting import Desk
from mckenzie_tui.words import Mode

CLINIC = Series(Mode.CLINIC, "p-7")
TO_THE_FIRST_STEP = ["attest", MIDDLE.id, "6", "no"]


def typed(desk: Desk, series: Series, lines: Iterable[str], flow: str = DEFAULT_FLOW) -> str:
    target = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    Plain(desk, Settings(), source, target, series=series).run(flow)
    return " ".join(target.getvalue().split())


def log(desk: Desk) -> dict[str, object]:
    (path,) = desk.store.paths()
    return log_reader.document(path.read_bytes())


def test_in_the_clinic_it_is_asked_what_the_exercise_did(desk: Desk) -> None:
    lines = [*TO_THE_FIRST_STEP, "done", "decreases", "centralising", "range of movement increased", "go on", "", ""]
    written = typed(desk, CLINIC, lines)
    assert "No effect; no better, no worse" in written
    assert "(lying prone, step 1 of 7" in written
    held = log(desk)
    assert held["patient"] == "p-7"
    (step,) = held["steps"]  # type: ignore[misc]
    assert (step["during"], step["range_of_movement"]) == (["decreases", "centralising"], "increased")


TO_THE_SQUAT = ["attest", MIDDLE.id, "3", "no", "1", "go to", "day 1: goblet squat"]
ONE_SET = ["done", "5"]


@pytest.mark.parametrize(
    "sets",
    [[*ONE_SET, *ONE_SET, "done", "decreases", "go on", "5"], [*ONE_SET, "done", "enough", "decreases", "go on"]],
    ids=["to the last one", "ended early"],
)
def test_of_sets_done_one_by_one_it_is_asked_once_what_they_did(desk: Desk, sets: list[str]) -> None:
    written = typed(desk, CLINIC, [*TO_THE_SQUAT, *sets, "", "", ""], "graded-loading-home")
    # It is asked again after what was ticked.
    assert written.count("During testing: what did it do?") == 2
    (step,) = log(desk)["steps"]  # type: ignore[misc]
    assert (step["id"], step["during"], len(step["sets"])) == ("goblet_squat", ["decreases"], 2 + (sets[-1] == "5"))


def test_any_step_is_gone_to_with_a_reason_where_the_rules_speak_against_it(desk: Desk) -> None:
    start = ["attest", MIDDLE.id, "3", "no"]
    worse = ["done", "go on", "changed", MIDDLE.id, "6", "no", "", "", "", "", ""]
    to_press_ups = ["go to", "press-ups", "under my hands", "cannot"]
    written = typed(desk, CLINIC, [*start, *worse, *to_press_ups])
    assert "Against the rules: An exercise in this direction made it worse, and that lasted." in written
    last = log(desk)["steps"][-1]  # type: ignore[index]
    assert (last["id"], last["chosen"], last["reason"]) == ("press_ups", True, "under my hands")


def test_where_a_flow_is_not_begun_for_the_pain_a_reason_is_asked_for(desk: Desk) -> None:
    start = ["attest", MIDDLE.id, "6", "no", "go to", "day 1: goblet squat"]
    written = typed(desk, CLINIC, [*start, "", "light, under my hands", "cannot"], "graded-loading-home")
    assert "Nothing speaks against it." not in written
    assert "Against the rules: The pain at the start was too strong" in written
    assert written.count("Why? A word or two, for the log.") == 2
    (step,) = log(desk)["steps"]  # type: ignore[misc]
    assert (step["against"], step["reason"]) == (["hurts_too_much"], "light, under my hands")


def test_one_may_stay(desk: Desk) -> None:
    typed(desk, CLINIC, [*TO_THE_FIRST_STEP, "go to", "stay", "cannot"])
    assert log(desk)["steps"][0]["id"] == "prone_lying"  # type: ignore[index]


def test_from_a_result_testing_goes_on(desk: Desk) -> None:
    gone = ["done", "go on", "gone", "", ""]
    typed(desk, CLINIC, [*TO_THE_FIRST_STEP, *gone, "go to", "knees to chest", "cannot"])
    held = log(desk)
    assert [step["id"] for step in held["steps"]] == ["prone_lying", "lumbar_flexion"]  # type: ignore[attr-defined]


def test_where_somebody_has_to_look_first_no_step_can_be_chosen(desk: Desk) -> None:
    written = typed(desk, CLINIC, [*TO_THE_FIRST_STEP, "!", "5", "go to", "end"])
    assert "Somebody has to look at this first." in written
    assert "Go to which step?" not in written
    assert log(desk)["ending"] == "emergency"


def test_a_demonstration_stopped_at_the_first_question_goes_to_no_step(desk: Desk) -> None:
    written = typed(desk, Series(Mode.DEMO), ["yes", "go to", "end"])
    assert "Somebody has to look at this first." in written


def test_a_demonstration_says_so_and_writes_nothing(desk: Desk, data: Path) -> None:
    written = typed(desk, Series(Mode.DEMO), [*TO_THE_FIRST_STEP, "done", "", ""])
    assert "A demonstration: nothing is saved." in written
    assert "Saved:" not in written
    assert not data.exists()


def test_codes_that_are_none_and_contradictions_are_refused(run: Run, data: Path) -> None:
    for arguments in (
        ["--patient", "Mrs. Smith"],
        ["--patient", ""],
        ["--demo", "--clinic"],
        ["--demo", "--patient", "a"],
    ):
        code, out, err = run("--plain", *arguments)
        assert (code, out) == (2, "")
        assert len(err.splitlines()) == 1
    assert not data.exists()
