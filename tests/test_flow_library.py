"""What comes with the program: the flows, the exercises they share, and the hash that logs are proved against."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from mistakes import TEXT

import mckenzie_tui.flow.catalogue
from mckenzie_tui.cli import flow_list
from mckenzie_tui.errors import FlowError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.folders import Heading, bundled_folder, headings
from mckenzie_tui.flow.library import load_library
from mckenzie_tui.flow.schema import SideTexts

CHECKOUT = Path(__file__).parent.parent
IDS = [path.stem for path in sorted((CHECKOUT / "flows").glob("*.toml"))]
EXERCISES = [path.stem for path in sorted((CHECKOUT / "flows" / "library" / "exercises").glob("*.toml"))]


def texts(part: object) -> Iterator[str]:
    """Every text inside a model's dump."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)


def mirrored(text: str) -> str:
    swap = {"left": "right", "right": "left"}
    return re.sub(r"\b(left|right)\b", lambda side: swap[side[0]], text)


# The flows


@pytest.mark.parametrize("flow_id", IDS)
def test_every_bundled_flow_can_be_used_and_is_called_as_its_file(catalogue: Catalogue, flow_id: str) -> None:
    assert catalogue.find(flow_id).id == flow_id


def test_every_flow_file_is_listed_and_the_library_is_not(catalogue: Catalogue) -> None:
    listed = [(item.name, item.error) for item in catalogue.listed()]
    assert sorted(listed) == [(flow_id, None) for flow_id in IDS]
    assert listed[0] == ("lumbar-progression", None)


def test_in_a_checkout_the_flows_lie_at_the_top_and_nowhere_else() -> None:
    assert not (CHECKOUT / "mckenzie_tui" / "flows").exists()
    assert str(bundled_folder()) == str(CHECKOUT / "flows")


def test_a_flow_outside_the_package_finds_the_library(catalogue: Catalogue, tmp_path: Path, flow: Flow) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    assert catalogue.find(str(path)).exercises == flow.exercises


@pytest.mark.parametrize("flow_id", IDS)
def test_a_flow_is_listed_by_what_it_says(catalogue: Catalogue, flow_id: str) -> None:
    file = catalogue.find(flow_id).file
    assert headings(bundled_folder())[flow_id] == Heading(file.version, file.title, file.summary, file.purpose)


@pytest.mark.parametrize(
    ("said", "instead"),
    [('title = "', 'title = 1 # "'), ('summary = "', 'about = "'), ('version = "1.0.0"', "version = ["), ("\n", "\nx")],
)
def test_a_flow_that_is_not_as_it_should_be_is_checked_to_be_listed(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, said: str, instead: str
) -> None:
    folder = tmp_path / "flows"
    shutil.copytree(CHECKOUT / "flows", folder)
    broken = folder / "eight-moves.toml"
    broken.write_text(broken.read_text(encoding="utf-8").replace(said, instead, 1), encoding="utf-8")
    assert headings(folder)["eight-moves"] is None
    for module in (flow_list, mckenzie_tui.flow.catalogue):
        monkeypatch.setattr(module, "bundled_folder", lambda: folder)
    code, out, err = run("flows", "list")
    assert code == 2
    assert "eight-moves cannot be used" in err
    assert "lumbar-progression  1.0.0" in out


def test_only_the_exercises_of_a_flow_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    library = load_library(bundled_folder() / "library", bundled_folder())
    catalogue = Catalogue()
    monkeypatch.setitem(vars(catalogue), "library", library)
    read = [Path(name).stem for name in library.documents if "exercises" in name]
    assert read == []
    flow = catalogue.find("lumbar-progression")
    read = [Path(name).stem for name in library.documents if "exercises" in name]
    assert sorted(read) == sorted(flow.exercises)
    assert catalogue.find("lumbar-progression") is flow


def test_an_exercise_of_the_library_is_called_as_its_file(tmp_path: Path) -> None:
    shutil.copytree(CHECKOUT / "flows", tmp_path / "flows")
    lying = tmp_path / "flows/library/exercises/prone_lying.toml"
    lying.rename(lying.with_name("lying.toml"))
    library = load_library(tmp_path / "flows/library")
    with pytest.raises(FlowError, match="must be the name of the file"):
        library.exercises["lying"]


# Sides


@pytest.mark.parametrize("name", EXERCISES)
def test_the_texts_for_the_left_are_those_for_the_right_in_the_mirror(catalogue: Catalogue, name: str) -> None:
    exercise = catalogue.library.exercises[name]
    left, right = (part and list(texts(part.model_dump())) for part in (exercise.painful_left, exercise.painful_right))
    assert (left and [mirrored(text) for text in left]) == right


def test_the_texts_of_every_sided_step_name_a_side_and_differ(flow: Flow) -> None:
    sided = [step for step in flow.steps if step.needs]
    assert [step.id for step in sided] == ["press_ups_hips_off_center", "side_glide", "flexion_rotation"]
    for step in sided:
        exercise = flow.exercise_of(step.id)
        for part in (exercise.painful_left, exercise.painful_right):
            assert isinstance(part, SideTexts)
            for words in ((part.side_note or "",), part.set_up, part.on_bed or part.set_up, part.movement):
                assert re.search(r"\b(left|right)\b", " ".join(words))
        assert exercise.painful_left != exercise.painful_right


@pytest.mark.parametrize("name", EXERCISES)
def test_no_text_leaves_it_to_the_reader_which_side_is_meant(catalogue: Catalogue, name: str) -> None:
    told = " ".join(texts(catalogue.library.exercises[name].model_dump())).lower()
    for vague in ("painful side", "affected side", "good side", "bad side", "sore side", "other side"):
        assert vague not in told


def test_unsided_exercises_name_no_side(flow: Flow) -> None:
    for step in flow.steps:
        exercise = flow.exercise_of(step.id)
        if not step.needs:
            assert exercise.painful_left is exercise.painful_right is None
            told = [*exercise.set_up, *exercise.on_bed, *exercise.movement, *exercise.cues]
            assert not re.search(r"\b(left|right)\b", " ".join(told))


# The hash of a flow

Changed = Callable[[Flow], Flow]


def with_exercise(change: dict[str, Any]) -> Changed:
    def changed(flow: Flow) -> Flow:
        other = flow.exercises["press_ups"].model_copy(update=change)
        return replace(flow, exercises={**flow.exercises, "press_ups": other})

    return changed


def with_question(flow: Flow) -> Flow:
    first, *others = flow.medical.questions
    other = first.model_copy(update={"clearance": not first.clearance})
    return replace(flow, medical=flow.medical.model_copy(update={"questions": (other, *others)}))


def with_source(flow: Flow) -> Flow:
    name, source = next(iter(flow.sources.items()))
    return replace(flow, sources={**flow.sources, name: source.model_copy(update={"title": "Another"})})


LIBRARY_CHANGES: dict[str, Changed] = {
    "a text": with_exercise({"movement": ("Push.",)}),
    "a caution": with_exercise({"cautions": ("Slowly.",)}),
    "a question": with_question,
    "a source": with_source,
}
EDITS = {
    "a dose": ("duration_s = 120", "duration_s = 121"),
    "a rule": ('on = ["unchanged"]\ngo = "next_step"', 'on = ["unchanged"]\ngo = "stopped_worse"'),
    "a text": ('title = "Enough for today"', 'title = "Enough"'),
    "the version": ('version = "1.0.0"', 'version = "1.0.1"'),
}


def hash_of(catalogue: Catalogue, path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return catalogue.find(str(path)).sha256


@pytest.mark.parametrize("change", LIBRARY_CHANGES.values(), ids=LIBRARY_CHANGES)
def test_a_change_in_the_library_changes_the_hash(flow: Flow, change: Changed) -> None:
    assert change(flow).sha256 != flow.sha256


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_a_change_in_the_file_changes_the_hash(
    catalogue: Catalogue, tmp_path: Path, flow: Flow, old: str, new: str
) -> None:
    assert TEXT.count(old) == 1
    assert hash_of(catalogue, tmp_path / "mine.toml", TEXT.replace(old, new)) != flow.sha256


def test_comments_and_empty_lines_do_not_change_the_hash(catalogue: Catalogue, tmp_path: Path, flow: Flow) -> None:
    commented = "# Mine.\n\n" + TEXT.replace("\n\n", "\n\n# Here.\n\n")
    assert hash_of(catalogue, tmp_path / "mine.toml", commented) == flow.sha256


def test_windows_line_ends_do_not_change_the_hash(catalogue: Catalogue, tmp_path: Path, flow: Flow) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert catalogue.find(str(path)).sha256 == flow.sha256
