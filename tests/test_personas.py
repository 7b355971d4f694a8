"""Typical responders walk a flow: those that come along, those of a file, and those that end otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import Run, refused
from mistakes import TEXT
from rules_oracle import expected

from mckenzie_tui.flow.folders import bundled_folder
from mckenzie_tui.walk.personas import BUNDLED, load_personas

FILE = Path(str(bundled_folder())) / BUNDLED
MINE = """
format = 1

[[personas]]
id = "mine"
title = "Mine"
about = "Gets better with the first exercise."
answers = [ANSWERS]
"""


def mine(folder: Path, answers: str, *more: str) -> str:
    path = folder / "mine.toml"
    path.write_text(MINE.replace("ANSWERS", answers) + "\n".join(more), encoding="utf-8")
    return str(path)


def test_the_bundled_personas_end_as_expected_by_the_rules_too() -> None:
    personas = load_personas(FILE).personas
    ids = [persona.id for persona in personas]
    assert {"extension_responder", "lateral_responder", "flexion_responder", "no_preference", "worsening"} < set(ids)
    assert {"red_flag", "severe_start", "central_pain"} < set(ids)
    for persona in personas:
        by_the_rules = expected(persona.side, persona.pain >= 8, persona.answers)
        assert (by_the_rules["ending"], by_the_rules["direction"]) == (persona.ending, persona.direction), persona.id


def test_together_the_bundled_personas_come_to_every_ending() -> None:
    endings = {persona.ending for persona in load_personas(FILE).personas}
    assert endings == {
        *("preference_found", "preference_leaning", "no_preference_found", "nothing_to_test"),
        *("stopped_worse", "seek_care", "emergency"),
    }


@pytest.mark.parametrize("columns", [40, 80])
def test_the_bundled_personas_are_told_within_the_width_of_the_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out, err = run("flows", "simulate", "lumbar-progression", "--personas")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines()[1:])) <= columns
    assert "10 of 10 as expected." in out
    assert "One direction helped (preference_found), direction lateral" in " ".join(out.split())


def test_as_json_each_persona_comes_with_where_it_came_to(run: Run) -> None:
    listed = json.loads(run("flows", "simulate", "lumbar-progression", "--personas", "--json").out)
    first = listed[0]
    assert first["id"] == "extension_responder"
    assert first["expected"] == {"ending": "preference_found", "direction": "extension"}
    assert first["outcome"]["ending"] == "preference_found"
    assert [entry["step"] for entry in first["outcome"]["path"]] == ["prone_lying", "prone_props", "press_ups"]
    assert first["problem"] is None


def test_a_file_of_my_own_may_expect_nothing(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("flows", "simulate", "lumbar-progression", "--personas", mine(tmp_path, '"centralized"'))
    assert code == 0
    assert "One direction helped (preference_found), direction extension" in out
    assert "0 of 0 as expected." in out


HELPED = "One direction helped (preference_found)"
AFTER_IT = "answers do not fit this flow: answer 2: 'unchanged' comes after the"
MISFIT = "answers do not fit this flow: answer 1: 'worsened' does not fit; allowed"


@pytest.mark.parametrize(
    ("answers", "expects", "told", "named"),
    [
        (
            '"unchanged"',
            'ending = "preference_found"',
            "expected preference_found; came to no ending, next is prone_props",
            f"expected {HELPED}; came to no ending, next is Prone props (prone_props)",
        ),
        (
            '"centralized"',
            'ending = "preference_found"\ndirection = "lateral"',
            "expected preference_found (lateral); came to preference_found (extension)",
            f"expected {HELPED}, direction lateral; came to {HELPED}, direction extension",
        ),
        (
            '"centralized"',
            'ending = "stopped_worse"',
            "expected stopped_worse; came to preference_found (extension)",
            f"expected Enough for today (stopped_worse); came to {HELPED}, direction extension",
        ),
        (
            '"centralized"',
            'ending = "preference_fund"',
            "does not have; did you mean 'preference_found'?",
            "does not have; did you mean 'preference_found'?",
        ),
        ('"centralized", "unchanged"', "", AFTER_IT, AFTER_IT),
        ('"worsened", "unchanged"', "", MISFIT, MISFIT),
    ],
)
def test_what_is_not_as_expected_is_told_and_fails(
    run: Run, tmp_path: Path, answers: str, expects: str, told: str, named: str
) -> None:
    file = mine(tmp_path, answers, expects)
    code, out, err = run("flows", "simulate", "lumbar-progression", "--personas", file)
    assert (code, err) == (1, "")
    words = " ".join(out.split())
    assert "NOT AS EXPECTED: " in words
    assert named in words
    line = 8 if "answer" in told else 10 if "lateral" in told else 9
    assert f"See line {line} of the file." in words
    assert "0 of 1 as expected." in out
    code, out, _ = run("flows", "simulate", "lumbar-progression", "--personas", file, "--json")
    assert code == 1
    assert told in json.loads(out)[0]["problem"]


def test_personas_of_one_flow_are_told_where_another_goes_on_otherwise(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "flow.toml"
    path.write_text(TEXT.replace('on = ["cannot"]\ngo = "next_step"', 'on = ["cannot"]\ngo = "seek_care"'))
    code, out, _ = run("flows", "simulate", str(path), "--personas")
    assert code == 1
    assert "Nothing possible" in out
    assert "the answers do not fit this flow: answer 2: 'cannot' comes after the ending" in " ".join(out.split())
    assert "9 of 10 as expected." in out


@pytest.mark.parametrize(
    ("old", "new", "key", "says"),
    [
        ("answers", "anwsers", "anwsers", "not a known key here. Did you mean 'answers'?"),
        ('about = "', 'who = "', "who", "What may stand here: about, side, pain, ending, direction"),
        ('id = "mine"', 'id = "Mine!"', "id", "Did you mean 'mine'?"),
        ('title = "Mine"', 'title = "Mine\\u001b[31m"', "title", "cannot be shown (U+001B)"),
        ('title = "Mine"\n', 'title = "Mine"\npain = 11\n', "pain", "10 is the most"),
        ('title = "Mine"\n', 'title = "Mine"\npain = "six"\n', "pain", "with digits. Did you mean pain = 6?"),
        (
            'title = "Mine"\n',
            'title = "Mine"\nside = "lef"\n',
            "side",
            "left, right, both, central. Did you mean 'left'?",
        ),
        ('["centralized"]', '["centralised"]', "answers[1]", "Did you mean 'centralized'?"),
        ('["centralized"]', '["worsened:settld"]', "answers[1]", "Did you mean 'worsened:settled'?"),
        (
            '["centralized"]',
            '["better"]',
            "answers[1]",
            "answers: centralized, partly_centralized, unchanged",
        ),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_line_and_what_was_meant(
    run: Run, tmp_path: Path, old: str, new: str, key: str, says: str
) -> None:
    file = mine(tmp_path, '"centralized"')
    text = Path(file).read_text().replace(old, new)
    Path(file).write_text(text)
    message = refused(run("flows", "simulate", "lumbar-progression", "--personas", file))
    wrong = new.strip().rpartition("\n")[2]
    line, shown = next((at, row) for at, row in enumerate(text.splitlines(), 1) if wrong in row)
    assert f"{file}, line {line}, column " in message
    assert f"(personas[1].{key})" in message
    assert f"    {shown}\n" in message
    assert says in " ".join(message.split())


def test_all_mistakes_of_the_file_are_told_at_once(run: Run, tmp_path: Path) -> None:
    file = mine(tmp_path, '"better", "unchangd"', 'sid = "left"')
    message = refused(run("flows", "simulate", "lumbar-progression", "--personas", file))
    assert [message.count(part) for part in ("answers[1]", "answers[2]", "Did you mean 'side'?")] == [1, 1, 1]
    assert "3 problems found." in message


def test_an_id_that_stands_twice_and_a_file_that_is_not_there_are_named(run: Run, tmp_path: Path) -> None:
    file = mine(tmp_path, '"centralized"', MINE.replace("format = 1", "").replace("ANSWERS", '"cannot"'))
    message = refused(run("flows", "simulate", "lumbar-progression", "--personas", file))
    assert "(personas[2].id)" in message
    assert "'mine' is used twice; each id must be its own (see also line 5)." in " ".join(message.split())
    message = refused(run("flows", "simulate", "lumbar-progression", "--personas", str(tmp_path / "none.toml")))
    assert "none.toml\n  Cannot be read" in message
