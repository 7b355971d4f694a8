"""A person's own flows lie in the data folder and are found by id; none hides or takes the place of another."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from commands import Run, refused
from mistakes import TEXT

from mckenzie_tui.errors import FlowError, UsageError
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.sitting import Desk, Sitting


@pytest.fixture
def own(data: Path) -> Path:
    folder = data / "flows"
    folder.mkdir(parents=True)
    return folder


BUNDLED = [listed.name for listed in Catalogue().listed()]
"""The flows that come along, in the order in which they are listed."""


def named(flow_id: str) -> str:
    return TEXT.replace('id = "lumbar-progression"', f'id = "{flow_id}"')


def test_a_copy_without_a_file_name_is_found_by_its_id(run: Run, data: Path) -> None:
    assert run("flows", "copy", DEFAULT_FLOW).code == 0
    assert (data / "flows" / "my-lumbar-progression.toml").is_file()
    assert run("flows", "check", "my-lumbar-progression").code == 0
    assert run("flows", "copy", DEFAULT_FLOW).code == 0
    assert "(my-lumbar-progression-2)" in run("flows", "show", "my-lumbar-progression-2").out


def test_a_copy_with_an_id_is_listed_beside_those_that_come_along(run: Run, data: Path) -> None:
    run("flows", "copy", DEFAULT_FLOW, "mine")
    code, out, err = run("flows", "list")
    assert (code, err) == (0, "")
    file = data / "flows" / "mine.toml"
    names = [line.split()[0] for line in out.splitlines()]
    assert names[:2] == [DEFAULT_FLOW, "comes"]
    assert names[-2:] == ["mine", "your"]
    assert len(names) == 2 * len(BUNDLED) + 2
    assert f"your own: {file}" in out
    first, *_, second = json.loads(run("flows", "list", "--json").out)
    assert (first["id"], first["own"]) == (DEFAULT_FLOW, False)
    assert (second["id"], second["own"], second["file"]) == ("mine", True, str(file))
    assert "--force" in refused(run("flows", "copy", DEFAULT_FLOW, "mine"))


def test_the_folder_moves_with_the_data(run: Run, tmp_path: Path) -> None:
    _, out, _ = run("flows", "copy", DEFAULT_FLOW, "mine", "--data-dir", str(tmp_path / "other"))
    assert f"--data-dir {tmp_path / 'other'} --flow mine" in out
    assert "there is no flow called 'mine'" in refused(run("flows", "check", "mine"))
    assert run("flows", "check", "mine", "--data-dir", str(tmp_path / "other")).code == 0


def test_a_session_with_a_flow_of_ones_own_can_go_on(desk: Desk, own: Path) -> None:
    (own / "any name.toml").write_text(named("mine"))
    desk = replace(desk, catalogue=Catalogue(own=own))
    session = Sitting.begin(desk, "mine").session
    assert (session.flow.id, session.flow.file) == ("mine", None)
    desk.store.release(session.id)
    assert Sitting.resume(desk, session).session.flow.id == "mine"


def test_a_misspelt_id_of_ones_own_is_answered_with_the_right_one(own: Path) -> None:
    (own / "knees.toml").write_text(named("knees-first"))
    with pytest.raises(UsageError, match="Did you mean 'knees-first'"):
        Catalogue(own=own).find("knee-first")


def test_a_file_named_without_its_ending_is_pointed_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(TEXT)
    with pytest.raises(UsageError, match=r"say 'mine\.toml'"):
        Catalogue().find("mine")


# What is wrong with one does not touch the others


@pytest.mark.parametrize("name", ["lumbar-progression.toml", "mine.toml"])
def test_the_id_of_a_bundled_flow_cannot_be_taken_over(run: Run, own: Path, name: str) -> None:
    file = own / name
    file.write_text(TEXT.replace("reps = 10", "reps = 99"))
    assert "99 times" not in run("flows", "show", DEFAULT_FLOW).out
    code, out, err = run("flows", "list")
    assert code == 2
    assert out.startswith(f"{DEFAULT_FLOW}  ")
    line = TEXT[: TEXT.index('id = "lumbar-progression"')].count("\n") + 1
    assert f"{file}:{line}:6: id: 'lumbar-progression' is the id of a flow that comes with mckenzie-tui" in err
    message = " ".join(refused(run("flows", "check", str(file))).split())
    assert "give this flow an id of its own" in message


def test_of_two_with_one_id_the_first_is_found_and_the_second_named(own: Path) -> None:
    (own / "a.toml").write_text(named("mine").replace("reps = 10", "reps = 11"))
    (own / "b.toml").write_text(named("mine"))
    catalogue = Catalogue(own=own)
    assert catalogue.find("mine").steps[2].dose.reps == 11
    *_, second = catalogue.listed()
    assert (second.name, second.flow) == ("b.toml", None)
    assert "'mine' is the id of a.toml, in the same folder" in str(second.error)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"id = [", "a.toml:1:"),
        (b"\xff", "not saved as UTF-8"),
        (b"", "is missing"),
        (named("mine").replace("reps = 10", "resp = 10").encode(), "Did you mean 'reps'?"),
        (named("../../etc").encode(), "cannot stand here"),
        (b'based_on = "nowhere"\n', "'title = …' is missing"),
    ],
)
def test_a_broken_one_hides_nothing_and_says_what_is_wrong(run: Run, own: Path, content: bytes, says: str) -> None:
    (own / "good.toml").write_text(named("good"))
    (own / "a.toml").write_bytes(content)
    code, out, err = run("flows", "list")
    assert code == 2
    assert {DEFAULT_FLOW, "good"} <= {line.split()[0] for line in out.splitlines()}
    assert "cannot be used" in err
    assert says in err
    assert run("flows", "check", DEFAULT_FLOW).code == 0


def test_a_broken_one_is_found_by_the_name_it_is_listed_by(own: Path) -> None:
    (own / "a.toml").write_text("id = [")
    with pytest.raises(FlowError, match=r"a\.toml:1:"):
        Catalogue(own=own).find("a")


def test_other_files_and_folders_are_passed_over(own: Path) -> None:
    (own / "folder.toml").mkdir()
    (own / ".mine.toml.swp").write_text("x")
    (own / ".hidden.toml").write_text("x")
    (own / "notes.txt").write_text("x")
    assert [item.name for item in Catalogue(own=own).listed()] == BUNDLED


def test_a_folder_that_is_not_there_or_no_folder_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for own in (tmp_path / "nothing", tmp_path / "file"):
        assert [item.name for item in Catalogue(own=own).listed()] == BUNDLED
