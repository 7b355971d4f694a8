"""A copy of a flow keeps its comments, is told apart by its id, and walks as the original does."""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run, refused
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import TEXT

from mckenzie_tui.cards import heading_of_step
from mckenzie_tui.choosing import choosable
from mckenzie_tui.errors import UsageError
from mckenzie_tui.flow import DEFAULT_FLOW, copies
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.schema import FLOW_ID
from mckenzie_tui.graph.picture import picture
from mckenzie_tui.report.trail import trail
from mckenzie_tui.report.why import why
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.simulate import outcome, simulate
from mckenzie_tui.words import Side

WITH = ["--with", "questions,exercises"]
CALLED = copies.Copy("mine", "check", "walk")
WORDS = [
    "centralized", "partly_centralized", "unchanged", "cannot", "worsened", "worsened:settled", "worsened:not_settled",
    "!emergency", "!seek_care",
]  # fmt: skip


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return tmp_path / "mine.toml"


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("#")]


@pytest.fixture(scope="module")
def machines(catalogue: Catalogue, flow: Flow, tmp_path_factory: pytest.TempPathFactory) -> list[FlowMachine]:
    """The bundled flow, a copy of it, and a copy that brings questions and exercises along."""
    folder = tmp_path_factory.mktemp("copies")
    every = {
        kind: [dict(catalogue.library_files(kind))[name] for name in copies.library_parts_of(flow, kind)]
        for kind in (copies.QUESTIONS, copies.EXERCISES)
    }
    machines = [FlowMachine(flow)]
    for name, parts in (("few", {}), ("all", every)):
        file = folder / f"{name}.toml"
        file.write_text(copies.copied(flow, TEXT, replace(CALLED, id=name), parts), encoding="utf-8")
        machines.append(FlowMachine(catalogue.find(str(file))))
    return machines


def led_to(machine: FlowMachine, side: Side, pain: int, answers: list[str]) -> object:
    try:
        return {**outcome(simulate(machine, side, pain, answers)), "flow": ""}
    except UsageError as error:
        return str(error)


# The text


@settings(max_examples=60, deadline=None)
@given(side=st.sampled_from(Side), pain=st.integers(0, 10), answers=st.lists(st.sampled_from(WORDS), max_size=9))
def test_a_copy_walks_as_the_original_does(
    machines: list[FlowMachine], side: Side, pain: int, answers: list[str]
) -> None:
    original, *copied = (led_to(machine, side, pain, answers) for machine in machines)
    assert copied == [original, original]


def test_a_copy_differs_by_its_id_and_its_title_alone(machines: list[FlowMachine]) -> None:
    original, few, whole = (machine.flow for machine in machines)
    title = "Lumbar progression, changed"
    assert few.file == original.file.model_copy(update={"id": "few", "title": title})
    assert few.sha256 != original.sha256
    for part in ("exercises", "emergency", "medical", "both_legs", "trouble", "sources"):
        assert getattr(whole, part) == getattr(original, part), part
    assert [exercise.id for exercise in whole.file.exercises] == list(original.exercises)
    assert len(whole.file.question_sets) == 4


def test_the_comments_of_the_flow_and_of_the_library_are_kept(run: Run, mine: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine), *WITH)
    kept = comments(mine.read_text())
    library = Path(__file__).parent.parent / "flows" / "library"
    for text in (TEXT, *(file.read_text() for file in library.glob("questions/*.toml"))):
        assert set(comments(text)) <= set(kept)


def test_a_copy_says_what_may_be_changed_what_not_and_how_to_go_on(run: Run, mine: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine))
    head = " ".join(comments(mine.read_text()))
    for said in (f"flows check {mine}", f"--flow {mine}", "keeps people safe", "[start]", "`stop_line`", "not_settled"):
        assert said in head
    for key in ("id", "version", "title", "author"):
        assert re.search(rf"^{key} = .+ # \w", mine.read_text(), re.MULTILINE), key


def test_a_copy_of_a_copy_has_one_head(run: Run, mine: Path, tmp_path: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine))
    other = tmp_path / "other.toml"
    run("flows", "copy", str(mine), str(other))
    assert other.read_text().count("# A copy of") == 1
    assert "mine.toml" not in other.read_text()
    titles = [tomllib.loads(file.read_text())["title"] for file in (mine, other)]
    assert titles == ["Lumbar progression, changed", "Lumbar progression, changed 2"]
    mine.write_text(TEXT.replace('language = "en"', 'language = "de"'))
    run("flows", "copy", str(mine), str(other), "--force")
    assert tomllib.loads(other.read_text())["title"] == "Lumbar progression (other)"
    assert run("flows", "check", str(other)).code == 0


@given(st.text(max_size=80))
def test_an_id_can_be_made_from_every_file_name(name: str) -> None:
    assert re.fullmatch(FLOW_ID, copies.id_from(name))


@pytest.mark.parametrize(
    ("name", "made"), [("mine", "mine"), ("Mrs. A (2)", "mrs-a-2"), ("Rückübung", "ruckubung"), ("2nd", "flow-2nd")]
)
def test_the_id_looks_like_the_file_name(name: str, made: str) -> None:
    assert copies.id_from(name) == made


# The command


@pytest.mark.parametrize("options", [[], WITH], ids=["without", "with"])
def test_what_the_command_says_to_type_works(run: Run, tmp_path: Path, options: list[str]) -> None:
    file = tmp_path / "my flow.toml"
    code, out, err = run("flows", "copy", DEFAULT_FLOW, str(file), *options)
    assert (code, err) == (0, "")
    _, check, walk = (shlex.split(line) for line in out.splitlines())
    assert run(*check[1:]).code == 0
    assert "Safety first" in run(*walk[1:], "--plain").out


def test_options_may_stand_between_the_flow_and_the_file(run: Run, mine: Path) -> None:
    assert run("flows", "copy", DEFAULT_FLOW, "--with", "questions", str(mine)).code == 0
    assert run("flows", "copy", "--force", DEFAULT_FLOW, str(mine)).code == 0


def test_a_file_that_is_there_is_not_written_over_without_force(run: Run, mine: Path) -> None:
    mine.write_text("mine")
    message = refused(run("flows", "copy", DEFAULT_FLOW, str(mine)))
    assert "--force" in message
    assert mine.read_text() == "mine"
    assert run("flows", "copy", DEFAULT_FLOW, str(mine), "--force").code == 0
    assert tomllib.loads(mine.read_text())["id"] == "mine"


def test_a_flow_is_not_copied_onto_itself(run: Run, mine: Path) -> None:
    mine.write_text(TEXT)
    assert "take another name" in refused(run("flows", "copy", str(mine), str(mine), "--force"))
    assert mine.read_text() == TEXT


def test_a_copy_can_go_to_standard_output(run: Run, data: Path) -> None:
    code, out, err = run("flows", "copy", DEFAULT_FLOW, "-")
    assert (code, err) == (0, "")
    assert tomllib.loads(out)["id"] == "my-lumbar-progression"
    assert not data.exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["lumber-progression", "mine.toml"], "Did you mean 'lumbar-progression'?"),
        ([DEFAULT_FLOW, "mine.toml", "--with", "question"], "Did you mean 'questions'?"),
        ([DEFAULT_FLOW, "lumbar-progression.toml"], "comes with mckenzie-tui"),
        ([DEFAULT_FLOW, DEFAULT_FLOW], "comes with mckenzie-tui"),
        ([DEFAULT_FLOW, "Mrs A"], "such as 'mrs-a'"),
        ([DEFAULT_FLOW, "folder/mine"], "folder/mine.toml"),
        ([DEFAULT_FLOW, "--for-patient"], "such as mrs-a.toml"),
        ([DEFAULT_FLOW, "a.toml", "--for-patient", *WITH], "changes no wording"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_copied_is_refused_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    message = refused(run("flows", "copy", *arguments))
    assert says in message
    assert len(message.splitlines()) == 1
    assert not list(tmp_path.rglob("*.toml"))


def test_a_flow_with_a_mistake_is_not_copied(run: Run, tmp_path: Path, mine: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(TEXT.replace("duration_s = 120", "duraton_s = 120"))
    assert "duration_s" in refused(run("flows", "copy", str(broken), str(mine)))
    assert not mine.exists()


# What a therapist does with it


def test_a_question_can_be_reworded(run: Run, mine: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine), "--with", "questions")
    old = 'ask = "Do you have new trouble passing urine?"'
    text = mine.read_text()
    assert text.count(old) == 1
    mine.write_text(text.replace(old, 'ask = "Is it hard to pee, since this began?"'))
    assert run("flows", "check", str(mine)).code == 0
    assert "Is it hard to pee, since this began?" in run("--flow", str(mine), "--plain", typed="n\n").out


def test_a_sign_under_something_is_wrong_can_be_reworded(run: Run, mine: Path, catalogue: Catalogue) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine), "--with", "questions")
    flow = catalogue.find(str(mine))
    mine.write_text(mine.read_text().replace(flow.trouble.list_ask, "What is it?"))
    assert catalogue.find(str(mine)).trouble.list_ask == "What is it?"


def test_an_exercise_can_be_reworded_and_a_mistake_in_it_has_its_line(run: Run, mine: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine), "--with", "exercises")
    text = mine.read_text()
    assert text.count('title = "Press-ups"\n') == 1
    mine.write_text(text.replace('title = "Press-ups"\n', 'title = "Cobra"\n'))
    assert "Cobra (press_ups" in run("flows", "show", str(mine)).out
    mine.write_text(text.replace('title = "Press-ups"\n', 'tilte = "Cobra"\n'))
    line = text[: text.index('title = "Press-ups"\n')].count("\n") + 1
    assert f"{mine}, line {line}, column 1 (exercises[3].tilte)" in refused(run("flows", "check", str(mine)))


def test_steps_with_one_exercise_are_told_apart_everywhere(tmp_path: Path, mine: Path, catalogue: Catalogue) -> None:
    at, below = TEXT.index('[[steps]]\nid = "press_ups"'), TEXT.index('[[steps]]\nid = "press_ups_hips')
    again = TEXT[at:below].replace('id = "press_ups"', 'id = "press_ups_again"')
    mine.write_text(TEXT[:below] + again + TEXT[below:])
    machine = FlowMachine(catalogue.find(str(mine)))
    walk = simulate(machine, Side.RIGHT, 5, ["unchanged"] * 4)
    both = ["Press-ups", "Press-ups (2)"]

    assert [row.title for row in trail(walk)][4:6] == both
    assert [entry.label for entry in choosable(walk)][2:4] == both
    assert [line.partition(":")[0] for line in why(simulate(machine, Side.RIGHT, 5, ["unchanged"] * 8))][3:5] == both
    assert [box.title for box in picture(machine).boxes if box.number in (3, 4)] == both
    assert heading_of_step(simulate(machine, Side.RIGHT, 5, ["unchanged"] * 3))[0] == both[1]


def test_a_check_of_changed_rules_says_how_to_see_where_people_end(run: Run, mine: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, str(mine))
    assert "--personas" not in run("flows", "check", str(mine)).out
    text = mine.read_text()
    mine.write_text(text.replace("reps = 10", "reps = 8").replace("It helped in part, so", "So"))
    assert "--personas" not in run("flows", "check", str(mine)).out
    mine.write_text(text.replace('when = ["no_step_tried"]\n', 'when = ["no_step_tried", "severe_start"]\n'))
    code, out, _ = run("flows", "check", str(mine))
    *_, walking = out.splitlines()[-1].partition("typical people end: ")
    assert code == 0
    assert "where these people come to" in run(*shlex.split(walking)[1:]).out
