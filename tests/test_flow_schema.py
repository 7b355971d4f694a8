"""The JSON Schema of flow files: editors complete and check by it, so it must say what the program says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from mistakes import IDS, TEXT, UNKNOWN_WORDS, WRONG_PLACES, WRONG_VALUES, edited

from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.schema import json_schema

SCHEMA = json_schema()
ONLY_THE_PROGRAM_SEES = {
    "a side without its texts",
    "what steers a terminal",
    "what turns the writing",
    "an id misspelt where it is defined",
    "an ending in capitals",
    "a step twice",
    "an ending twice",
    "no ending for care",
    "no ending for an emergency",
    "an ending for an emergency that is none",
    "a time outside its range",
    "a range turned round",
    "a text over several lines",
}
"""What refers to another part or number of the file, or lies in single characters."""
SEEN = {
    name: mistake for name, mistake in (IDS | WRONG_VALUES | WRONG_PLACES).items() if name not in ONLY_THE_PROGRAM_SEES
} | {name: UNKNOWN_WORDS[name] for name in ("key", "key in a dose", "direction", "condition", "answer")}


def refused(text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(tomllib.loads(text))]


def described(part: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every table in the schema."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "properties":
                yield from ((f"{path}.{name}", inner) for name, inner in value.items())
            yield from described(value, f"{path}.{key}" if key not in ("properties", "$defs") else path)


def test_it_is_a_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_bundled_flows_fit_it(catalogue: Catalogue) -> None:
    assert refused(TEXT) == []
    for flow_id in catalogue.ids:
        assert refused((catalogue._folder / f"{flow_id}.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", SEEN)
def test_what_a_schema_can_see_is_refused_by_it(name: str) -> None:
    assert refused(edited(SEEN[name])) != []


@pytest.mark.parametrize("name", sorted(ONLY_THE_PROGRAM_SEES))
def test_what_it_cannot_see_is_no_mistake_of_an_editor(name: str) -> None:
    assert refused(edited((IDS | WRONG_VALUES)[name])) == []


@pytest.mark.parametrize(
    "dose", ["reps = 8", "duration_s = 30", "effort = 7", "effort_range = [6, 7]", "loads = [{ effort = 7 }]"]
)
def test_each_way_to_say_how_much_is_enough(catalogue: Catalogue, tmp_path: Path, dose: str) -> None:
    bundled = (catalogue._folder / "graded-loading-home.toml").read_text(encoding="utf-8")
    text = bundled.replace("sets = 3\nreps = 15\neffort = 6\n", f"{dose}\n")
    assert text != bundled
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    assert catalogue.find(str(tmp_path / "mine.toml")).steps
    assert refused(text) == []


def test_a_follow_up_that_is_like_another_one_says_only_what_differs() -> None:
    own = '\n[[follow_ups]]\nid = "mine"\ntitle = "Mine"\n'
    assert refused(f'{TEXT}{own}like = "after_a_session"\n') == []
    assert "'windows' is a required property" in refused(TEXT + own)


def test_every_key_is_described_in_plain_words() -> None:
    keys = dict(described(SCHEMA))
    assert len(keys) > 100
    silent = [name for name, key in keys.items() if not key.get("description", "").endswith((".", "…"))]
    assert silent == []
    assert [name for name, key in keys.items() if "`" in key["description"] or "null" in str(key)] == []


def test_choices_and_examples_are_offered() -> None:
    dose = SCHEMA["$defs"]["Dose"]["properties"]
    assert dose["rest_s"]["examples"] == [60]
    assert SCHEMA["properties"]["id"]["pattern"].startswith("^[a-z]")
    assert "extension" in SCHEMA["$defs"]["Direction"]["enum"]
    assert "yes" not in str(SCHEMA["$defs"]["Rule"]["properties"]["on"]["items"])
    for name, key in described(SCHEMA):
        for example in key.get("examples", ()):
            assert Draft202012Validator({**key, "$defs": SCHEMA["$defs"]}).is_valid(example), name
