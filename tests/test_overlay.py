"""Changes for one patient: other doses and steps left out, and nothing else of the flow they are based on."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from commands import Run
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mistakes import PROPS, TEXT, own_rule
from pydantic import TypeAdapter

from mckenzie_tui.errors import FlowError, Problem, StorageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.report.lines import session_lines
from mckenzie_tui.sitting import Desk, Sitting
from mckenzie_tui.walk.machine import FlowMachine

HEAD = """format = 1
id = "mrs-a"
version = "2.0.0"
title = "For one patient"
author = "A therapist"
based_on = "lumbar-progression"
"""
STEPS = (
    "prone_lying", "prone_props", "press_ups", "press_ups_hips_off_center", "side_glide", "flexion_rotation",
    "lumbar_flexion",
)  # fmt: skip

Changing = Callable[[str], Flow]


@pytest.fixture
def changes(tmp_path: Path) -> Path:
    return tmp_path / "mrs-a.toml"


@pytest.fixture
def changed(catalogue: Catalogue, changes: Path) -> Changing:
    """The bundled flow with these changes."""

    def changed(text: str) -> Flow:
        changes.write_text(HEAD + text, encoding="utf-8")
        return catalogue.find(str(changes))

    return changed


def problem(changed: Changing, text: str) -> Problem:
    """The one problem of these changes; its line is counted from the first line of the changes."""
    with pytest.raises(FlowError) as caught:
        changed(text)
    (found,) = caught.value.problems
    assert found.file.endswith("mrs-a.toml")
    return replace(found, line=(found.line or 0) - HEAD.count("\n"))


# What can be changed


def test_a_dose_is_changed_and_a_step_left_out(changed: Changing, flow: Flow) -> None:
    found = changed('[steps.press_ups.dose]\nreps = 6\n[steps.side_glide]\nleave_out = true\nnote = "Her shoulder"\n')
    assert [step.id for step in found.steps] == [step for step in STEPS if step != "side_glide"]
    assert found.steps_by_id["press_ups"].dose.reps == 6
    assert found.steps_by_id["press_ups"].dose.move_s == flow.steps_by_id["press_ups"].dose.move_s
    assert found.based_on is not None
    assert list(map(str, found.based_on.changes)) == [
        "press_ups: reps 6 instead of 10",
        "side_glide: left out (Her shoulder)",
    ]


def test_a_changed_number_counts_as_the_authors_own_and_the_others_keep_their_source(changed: Changing) -> None:
    dose = changed("[steps.press_ups.dose]\nreps = 6\n").steps_by_id["press_ups"].dose
    assert set(dose.ours) == {"reps", "move_s", "return_s", "rest_s"}
    same = changed("[steps.press_ups.dose]\nreps = 10\n").steps_by_id["press_ups"].dose
    assert set(same.ours) == {"move_s", "return_s", "rest_s"}


def test_a_time_takes_the_place_of_repetitions_and_the_other_way_round(changed: Changing) -> None:
    found = changed("[steps.flexion_rotation.dose]\nduration_s = 30\n[steps.prone_lying.dose]\nreps = 3\nhold_s = 20\n")
    timed, repeated = found.steps_by_id["flexion_rotation"].dose, found.steps_by_id["prone_lying"].dose
    assert (timed.duration_s, timed.reps, timed.hold_s, timed.hold_range_s) == (30, None, None, None)
    assert (repeated.reps, repeated.hold_s, repeated.duration_s, repeated.duration_range_s) == (3, 20, None, None)
    assert found.based_on is not None
    assert list(map(str, found.based_on.changes)) == [
        "prone_lying: reps 3 instead of duration_s 180, hold_s 20",
        "flexion_rotation: duration_s 30 instead of reps 10",
    ]


UNASKED = "how hard a set was is not asked any more"
LOADS = "loads 1 x 12 at effort 5; 1 x 12 at effort 6; 1 x 12 at effort 7"


@pytest.mark.parametrize(
    ("base", "step", "given_", "dose", "told"),
    [
        (
            "eight-moves",
            "clamshell",
            "duration_s = 30",
            {"sets": 3, "duration_s": 30},
            "duration_s 30 instead of reps 10",
        ),
        (
            "eight-moves",
            "press_ups",
            'tempo = "3.1.0"',
            {"sets": 3, "reps": 10, "reps_range": (10, 15), "tempo": "3.1.0"},
            "tempo 3.1.0 instead of hold_s 1",
        ),
        (
            "graded-loading-home",
            "goblet_squat",
            "reps = 8",
            {"sets": 3, "reps": 8, "tempo": "3.1.0"},
            f"sets 3, reps 8 instead of {LOADS}; {UNASKED}",
        ),
        (
            "graded-loading-home",
            "goblet_squat",
            "effort = 8",
            {"sets": 3, "reps": 12, "effort": 8, "tempo": "3.1.0"},
            f"sets 3, effort 8 instead of {LOADS}",
        ),
        (
            "graded-loading-home",
            "goblet_squat",
            "sets = 1",
            {"sets": 1, "reps": 12, "tempo": "3.1.0"},
            f"sets 1 instead of {LOADS}; {UNASKED}",
        ),
        (
            "graded-loading-home",
            "goblet_squat",
            "sets = 2\nreps = 8\neffort = 5",
            {"sets": 2, "reps": 8, "effort": 5, "tempo": "3.1.0"},
            f"sets 2, reps 8, effort 5 instead of {LOADS}",
        ),
        (
            "graded-loading-home",
            "goblet_squat",
            "duration_s = 20",
            {"sets": 3, "duration_s": 20},
            f"sets 3, duration_s 20 instead of {LOADS}; {UNASKED}",
        ),
        (
            "graded-loading-home",
            "goblet_good_morning",
            "duration_s = 20",
            {"sets": 3, "duration_s": 20, "effort": 6, "move_s": 4},
            "duration_s 20 instead of reps 15",
        ),
        (
            "graded-loading-home",
            "goblet_good_morning",
            "slow = false",
            {"sets": 3, "reps": 15, "effort": 6, "move_s": 4},
            "slow no instead of yes",
        ),
        (
            "graded-loading-home",
            "goblet_good_morning",
            "effort_range = [5, 6]",
            {"sets": 3, "reps": 15, "effort_range": (5, 6), "slow": True, "move_s": 4},
            "effort_range 5 to 6 instead of effort 6",
        ),
        (
            "graded-loading-home",
            "goblet_good_morning",
            "loads = [{ reps = 8 }]",
            {"loads": ({"reps": 8},), "slow": True, "move_s": 4},
            "loads 1 x 8 instead of reps 15",
        ),
    ],
)
def test_a_number_takes_the_place_of_what_cannot_stand_beside_it(
    catalogue: Catalogue, changes: Path, base: str, step: str, given_: str, dose: dict[str, Any], told: str
) -> None:
    changes.write_text(HEAD.replace(DEFAULT_FLOW, base) + f"[steps.{step}.dose]\n{given_}\n")
    found = catalogue.find(str(changes))
    resulting = found.steps_by_id[step].dose.model_dump(exclude_defaults=True, exclude={"ours", "between_sets_s"})
    assert resulting == {key: value for key, value in dose.items() if (key, value) != ("sets", 1)}
    assert found.based_on is not None
    assert [change.what for change in found.based_on.changes] == [told]


def test_changes_that_change_nothing_are_all_right(changed: Changing, flow: Flow) -> None:
    found = changed("[steps.press_ups]\n[steps.press_ups.dose]\n")
    assert found.steps == flow.steps
    assert found.based_on is not None
    assert found.based_on.changes == ()


@settings(max_examples=25, deadline=None)
@given(
    kept=st.sets(st.sampled_from(STEPS), min_size=1),
    doses=st.dictionaries(st.sampled_from(STEPS), st.fixed_dictionaries({"rest_s": st.integers(1, 3600)})),
)
def test_nothing_but_doses_and_steps_is_touched(
    catalogue: Catalogue,
    machine: FlowMachine,
    tmp_path_factory: pytest.TempPathFactory,
    kept: set[str],
    doses: dict[str, Any],
) -> None:
    flow = machine.flow
    steps = {step: {"leave_out": True} if step not in kept else {"dose": doses.get(step, {})} for step in STEPS}
    file = tmp_path_factory.mktemp("changes") / "x.toml"
    file.write_text(HEAD + tomli_w.dumps({"steps": steps}))
    found = catalogue.find(str(file))
    assert [step.id for step in found.steps] == [step for step in STEPS if step in kept]
    for step in found.steps:
        assert step.model_copy(update={"dose": Dose()}) == flow.steps_by_id[step.id].model_copy(update={"dose": Dose()})
    told = {"id", "version", "title", "author", "steps"}
    assert found.file.model_dump(exclude=told) == flow.file.model_dump(exclude=told)
    for part in ("emergency", "medical", "both_legs", "trouble"):
        assert getattr(found, part) == getattr(flow, part)


# What cannot


@pytest.mark.parametrize(
    ("text", "key", "line", "says"),
    [
        ("[steps.pres_ups.dose]\nreps = 6\n", "steps.pres_ups", 1, "Did you mean 'press_ups'?"),
        ("[steps.press_ups.dose]\nrep = 6\n", "steps.press_ups.dose.rep", 2, "Did you mean 'reps'?"),
        ('[steps.press_ups.dose]\nreps = "6"\n', "steps.press_ups.dose.reps", 2, "whole number, without quotes"),
        ("[steps.press_ups]\n\nrules = []\n", "steps.press_ups.rules", 3, "cannot be changed for one patient"),
        ("[steps.press_ups]\nneeds = []\n", "steps.press_ups.needs", 2, "copy the flow to change it"),
        ('stop_line = "Never"\n', "stop_line", 1, "cannot be changed for one patient"),
        ("[start]\nsevere_pain = 10\n", "start", 1, "cannot be changed for one patient"),
        ("[[rules]]\n", "rules", 1, "cannot be changed for one patient"),
        ('[[steps]]\nid = "press_ups"\n', "steps", 1, "such as [steps.press_ups.dose]"),
        ("[press_ups.dose]\nreps = 6\n", "press_ups", 1, "Did you mean [steps.press_ups.dose]?"),
        ("[steps.Press_Ups.dose]\nreps = 6\n", "steps.Press_Ups", 1, "Did you mean 'press_ups'?"),
        (
            "[steps.prone_lying.dose]\nduration_range_s = [200, 300]\n",
            "steps.prone_lying.dose.duration_range_s",
            2,
            "'duration_s' is 180 in the flow",
        ),
        ("[steps.press_ups.dose]\nreps = 6\nduration_s = 9\n", "steps.press_ups.dose", 1, "either so many times"),
        ("[steps.press_ups.dose]\nours = []\n", "steps.press_ups.dose.ours", 2, "not needed"),
        ("[steps.prone_lying.dose]\nmove_s = 3\n", "steps.prone_lying.dose.move_s", 2, "held for a time"),
        ('[steps.prone_lying.dose]\ntempo = "3.1.0"\n', "steps.prone_lying.dose.tempo", 2, "held for a time"),
        ("[steps.press_ups]\nleave_out = true\ndose.reps = 6\n", "steps.press_ups.leave_out", 2, "left out"),
        (
            "[steps.prone_lying.dose]\nduration_s = 90\n",
            "steps.prone_lying.dose.duration_s",
            2,
            "duration_range_s = [90, 300], or [90, 90]",
        ),
        (
            "[steps.press_ups.dose]\nhold_range_s = [1, 3]\n",
            "steps.press_ups.dose.hold_range_s",
            2,
            "there is a range, but no line 'hold_s",
        ),
        (
            "".join(f"[steps.{step}]\nleave_out = true\n" for step in STEPS),
            "steps",
            1,
            "all steps are left out",
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_line_in_the_file_of_changes(
    changed: Changing, text: str, key: str, line: int, says: str
) -> None:
    found = problem(changed, text)
    assert (found.key, found.line) == (key, line)
    assert says in str(found)


@pytest.mark.parametrize(
    ("given_", "says", "mended"),
    [
        ("reps = 12", "also write reps_range = [12, 15], or [12, 12] to leave no choice", "reps_range = [12, 15]"),
        ("reps = 8", "also write reps_range = [8, 15], or [8, 8] to leave no choice", "reps_range = [8, 8]"),
        ("reps_range = [8, 12]", "'reps' is 10 in the flow, which is not the fewest of these 8 to 12", "reps = 8"),
    ],
)
def test_repetitions_to_choose_from_begin_with_those_that_are_done_without_a_choice(
    catalogue: Catalogue, changes: Path, given_: str, says: str, mended: str
) -> None:
    text = HEAD.replace(DEFAULT_FLOW, "eight-moves") + f"[steps.clamshell.dose]\n{given_}\n"
    changes.write_text(text)
    with pytest.raises(FlowError) as caught:
        catalogue.find(str(changes))
    (found,) = caught.value.problems
    assert (found.key, found.line) == (f"steps.clamshell.dose.{given_.split()[0]}", 8)
    assert says in found.message
    changes.write_text(f"{text}{mended}\n")
    assert catalogue.find(str(changes)).steps_by_id["clamshell"].dose.reps in (8, 12)


def test_what_the_message_says_to_write_is_accepted(changed: Changing) -> None:
    for given_ in ("[90, 300]", "[90, 90]"):
        changed(f"[steps.prone_lying.dose]\nduration_s = 90\nduration_range_s = {given_}\n")


def test_a_step_that_a_rule_leads_to_cannot_be_left_out(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(TEXT.replace(PROPS, own_rule('"cannot"', "side_glide") + PROPS))
    file = tmp_path / "mrs-a.toml"
    file.write_text(HEAD.replace(DEFAULT_FLOW, "base.toml") + "[steps.side_glide]\nleave_out = true\n")
    with pytest.raises(FlowError, match="a rule of 'prone_lying' leads to it"):
        catalogue.find(str(file))
    file.write_text(file.read_text() + "[steps.prone_lying]\nleave_out = true\n")
    assert len(catalogue.find(str(file)).steps) == 5


@settings(deadline=None)
@example({"prone_lying": {"dose": {"sets": "²"}}})
@given(
    st.dictionaries(
        st.sampled_from([*STEPS, "side_glid", ""]),
        st.dictionaries(
            st.sampled_from(["leave_out", "note", "dose", "rules"]),
            st.booleans()
            | st.text(max_size=9)
            | st.dictionaries(
                st.sampled_from([*Dose.model_fields, "x"]),
                st.integers(-1, 3601) | st.lists(st.integers(0, 99), max_size=3) | st.text(max_size=3),
                max_size=4,
            ),
        ),
        max_size=4,
    )
)
def test_whatever_the_file_says_it_is_used_or_refused_with_a_line(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory, steps: dict[str, Any]
) -> None:
    file = tmp_path_factory.mktemp("changes") / "x.toml"
    file.write_text(HEAD + tomli_w.dumps({"steps": steps}), encoding="utf-8")
    problems: tuple[Problem, ...] = ()
    try:
        assert catalogue.find(str(file)).steps
    except FlowError as error:
        problems = error.problems
    assert all(found.line and found.message for found in problems)


VALUES = {
    "tempo": st.sampled_from(["3.1.0", "fast"]),
    "slow": st.booleans(),
    "ours": st.just([]),
    "loads": st.sampled_from([[], [{"reps": 8}], [{"effort": 5, "sets": 2}, {"reps": 3}]]),
}
RANGES = st.sampled_from([[1, 2], [8, 12], [10, 10], [5, 3]])
DOSES = st.fixed_dictionaries(
    {},
    optional={
        key: VALUES.get(key, RANGES if "range" in key else st.sampled_from([1, 5, 10, 60])) for key in Dose.model_fields
    },
)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([("graded-loading-home", "goblet_squat"), ("graded-loading-home", "goblet_good_morning")])
    | st.sampled_from([("eight-moves", "press_ups"), ("corrective-by-cause", "plank")]),
    DOSES,
)
def test_no_mistake_is_told_of_a_number_that_the_file_does_not_give(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory, step: tuple[str, str], dose: dict[str, Any]
) -> None:
    file = tmp_path_factory.mktemp("changes") / "x.toml"
    base, name = step
    text = HEAD.replace(DEFAULT_FLOW, base) + tomli_w.dumps({"steps": {name: {"dose": dose}}})
    file.write_text(text, encoding="utf-8")
    problems: tuple[Problem, ...] = ()
    try:
        assert catalogue.find(str(file)).steps
    except FlowError as error:
        problems = error.problems
    about = {found.key.removeprefix(f"steps.{name}.dose").lstrip(".").split("[")[0] for found in problems}
    assert about <= {*dose, ""}


# The flow it is based on


def test_it_may_be_a_file_beside_this_one_or_a_flow_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "base.toml").write_text(TEXT.replace('id = "lumbar-progression"', 'id = "knees"'))
    for named in ("base.toml", "knees", str(own / "base.toml")):
        (own / "mrs-a.toml").write_text(HEAD.replace(DEFAULT_FLOW, named))
        found = Catalogue(own=own).find("mrs-a")
        assert found.based_on is not None
        assert found.based_on.id == "knees"


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("lumber-progression", "did you mean 'lumbar-progression'?"),
        ("nowhere.toml", "no such file beside this one"),
        ("mrs-a.toml", "is itself based on another flow"),
        ("..", "no such file"),
    ],
)
def test_a_base_that_cannot_be_is_told_at_its_line(changed: Changing, changes: Path, named: str, says: str) -> None:
    changes.write_text(HEAD.replace(DEFAULT_FLOW, named))
    with pytest.raises(FlowError) as caught:
        Catalogue().find(str(changes))
    (found,) = caught.value.problems
    assert (found.key, found.line) == ("based_on", 6)
    assert says in found.message


def test_a_misspelt_base_key_is_still_taken_for_changes(catalogue: Catalogue, changes: Path) -> None:
    changes.write_text(HEAD.replace("based_on", "base_on"))
    with pytest.raises(FlowError) as caught:
        catalogue.find(str(changes))
    (found,) = caught.value.problems
    assert (found.line, found.meant) == (6, "based_on")


def test_the_mistakes_of_the_base_are_told_with_its_own_lines(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(TEXT.replace("reps = 10", "resp = 10"))
    (tmp_path / "mrs-a.toml").write_text(HEAD.replace(DEFAULT_FLOW, "base.toml"))
    with pytest.raises(FlowError) as caught:
        catalogue.find(str(tmp_path / "mrs-a.toml"))
    assert {Path(found.file).name for found in caught.value.problems} == {"base.toml"}


def test_another_version_of_the_base_is_a_warning(run: Run, changes: Path) -> None:
    changes.write_text(HEAD + 'based_on_version = "0.9.0"\n')
    code, out, err = run("flows", "check", str(changes))
    assert (code, err) == (0, "")
    assert f"{changes}, line 7" in out
    assert "thought out for version 0.9.0" in " ".join(out.split())
    assert "The flow can be used as it is." in out
    code, _, err = run("flows", "show", str(changes))
    assert code == 0
    assert f"{changes}:7:" in err
    changes.write_text(HEAD + 'based_on_version = "1.0.0"\n')
    assert run("flows", "check", str(changes)).out.endswith(f"{changes}: For one patient 2.0.0: no problems found.\n")


def test_an_odd_dose_is_warned_of_in_the_file_that_gives_it_and_not_for_what_the_base_says(
    run: Run, changes: Path, tmp_path: Path
) -> None:
    changes.write_text(HEAD + "[steps.press_ups.dose]\nrest_s = 5\n")
    (found,) = json.loads(run("flows", "check", str(changes), "--json").out)
    assert (found["file"], found["line"], found["key"]) == (str(changes), 8, "steps.press_ups.dose.rest_s")
    base = tmp_path / "base.toml"
    base.write_text(TEXT.replace("rest_s = 60", "rest_s = 5"))
    changes.write_text(HEAD.replace(DEFAULT_FLOW, "base.toml"))
    assert json.loads(run("flows", "check", str(changes), "--json").out) == []
    assert json.loads(run("flows", "check", str(base), "--json").out) != []


def test_a_file_that_changes_nothing_says_so(run: Run, changes: Path) -> None:
    changes.write_text(HEAD)
    assert "  none: the patient gets the flow as it is" in run("flows", "check", str(changes)).out.splitlines()


# Used like any flow


def test_the_hash_covers_what_results(changed: Changing, tmp_path: Path) -> None:
    hashes = {changed(text).sha256 for text in ("", "[steps.press_ups.dose]\nreps = 6\n")}
    base = tmp_path / "base.toml"
    for text in (TEXT, TEXT.replace("severe_pain = 8", "severe_pain = 7")):
        base.write_text(text)
        (tmp_path / "mrs-b.toml").write_text(HEAD.replace(DEFAULT_FLOW, "base.toml"))
        hashes.add(Catalogue().find(str(tmp_path / "mrs-b.toml")).sha256)
    assert len(hashes) == 3  # a base in another place that says the same makes no difference


def test_a_log_names_the_changes_and_what_they_are_based_on(changed: Changing, changes: Path, desk: Desk) -> None:
    changed('[steps.side_glide]\nleave_out = true\nnote = "Her shoulder"\n')
    sitting = Sitting.begin(desk, str(changes))
    kept = desk.store.read(sitting.path).flow
    assert (kept.id, kept.version, kept.file) == ("mrs-a", "2.0.0", str(changes))
    assert kept.based_on is not None
    assert (kept.based_on.id, kept.based_on.version) == (DEFAULT_FLOW, "1.0.0")
    assert kept.based_on.changes == ("side_glide: left out (Her shoulder)",)
    told = list(session_lines(sitting.session))
    assert {"  based on lumbar-progression 1.0.0", "  side_glide: left out (Her shoulder)"} <= set(told)


def test_a_session_goes_on_unless_the_base_has_changed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(TEXT)
    (tmp_path / "mrs-a.toml").write_text(HEAD.replace(DEFAULT_FLOW, "base.toml"))
    session = Sitting.begin(desk, str(tmp_path / "mrs-a.toml")).session
    desk.store.release(session.id)
    Sitting.resume(desk, session).close()
    (tmp_path / "base.toml").write_text(TEXT.replace("severe_pain = 8", "severe_pain = 7"))
    with pytest.raises(StorageError, match="its flow has changed since"):
        Sitting.resume(desk, session)


def test_every_command_takes_it(run: Run, changes: Path, tmp_path: Path) -> None:
    changes.write_text(HEAD + '[steps.prone_lying]\nleave_out = true\nnote = "Cannot lie flat"\n')
    code, out, err = run("flows", "check", str(changes))
    assert (code, err) == (0, "")
    assert "  prone_lying: left out (Cannot lie flat)" in out.splitlines()
    assert out.endswith(f"{changes}: For one patient 2.0.0: no problems found.\n")
    shown = run("flows", "show", str(changes)).out
    assert "Based on Lumbar progression 1.0.0 (lumbar-progression)" in shown
    assert "prone_lying: left out (Cannot lie flat)" in shown
    found = json.loads(run("flows", "simulate", str(changes), "--answers", "unchanged", "--json").out)
    assert (found["flow"], found["path"]) == ("mrs-a", [{"step": "prone_props", "answer": "unchanged"}])
    assert "Safety first" in run("--flow", str(changes), "--plain").out
    other = tmp_path / "other" / "mrs-b.toml"
    assert run("flows", "copy", str(changes), str(other)).code == 0
    assert "(mrs-b)" in run("flows", "show", str(other)).out
    assert "(Cannot lie flat)" in run("flows", "show", str(other)).out


def test_copies_find_the_base_from_where_they_lie(run: Run, tmp_path: Path) -> None:
    base, near, far = tmp_path / "base.toml", tmp_path / "a.toml", tmp_path / "far" / "b.toml"
    base.write_text(TEXT)
    assert run("flows", "copy", str(base), str(near), "--for-patient").code == 0
    assert 'based_on = "base.toml"' in near.read_text()
    assert run("flows", "copy", str(near), str(far)).code == 0
    assert run("flows", "check", str(far)).code == 0


# A file to begin with


def test_the_file_to_begin_with_changes_nothing_and_offers_every_number(
    run: Run, catalogue: Catalogue, flow: Flow, changes: Path
) -> None:
    code, out, err = run("flows", "copy", DEFAULT_FLOW, "--for-patient", str(changes))
    assert (code, err) == (0, "")
    assert f"flows check {changes}" in out
    found = catalogue.find(str(changes))
    assert (found.id, found.steps) == ("mrs-a", flow.steps)
    text = changes.read_text()
    for step in flow.steps:
        assert f"[steps.{step.id}.dose]" in text
    assert "no names" in text


def test_taking_away_any_of_its_marks_makes_a_change_that_can_be_used(
    run: Run, catalogue: Catalogue, changes: Path
) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(changes), "--for-patient")
    lines = changes.read_text().splitlines()
    offered = [at for at, line in enumerate(lines) if line.startswith("# ") and " = " in line]
    assert len(offered) > 30
    for at in offered:
        changes.write_text("\n".join([*lines[:at], lines[at].removeprefix("# "), *lines[at + 1 :]]))
        assert catalogue.find(str(changes)).based_on is not None, lines[at]


def test_the_schema_knows_what_the_file_may_say(run: Run) -> None:
    schema = json.loads(run("flows", "schema", "overlay").out)
    assert set(schema["required"]) == {"format", "id", "version", "title", "author", "based_on"}
    assert {"leave_out", "note", "dose"} == set(schema["$defs"]["StepChange"]["properties"])
    assert schema["$defs"]["StepChange"]["additionalProperties"] is False
    TypeAdapter(dict[str, Any]).validate_python(schema)
