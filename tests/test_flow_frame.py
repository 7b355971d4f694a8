"""A flow with a frame: what it takes from there, and that its own mistakes are told as those of any other flow."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import Mistake, fits, line_of, problems

from mckenzie_tui.errors import FlowError
from mckenzie_tui.flow.catalogue import Catalogue

FLOWS = Path(__file__).parent.parent / "flows"
EIGHT_MOVES = (FLOWS / "eight-moves.toml").read_text(encoding="utf-8").replace('"eight-moves"', '"mine"')
OWN_PARTS = """
[start]
ask_first = "by_myself"

[[rules]]
on = ["cannot"]
when = ["severe_start"]
go = "next_step"
why = "It was not possible."

[[after_last_step]]
go = "finished"
why = "That was all."

[[endings]]
id = "finished"
kind = "result"
title = "Finished"
text = ["That was all."]
next = ["Come again."]

[[endings]]
id = "by_myself"
kind = "stop"
title = "Somebody first"
text = ["You would rather ask."]
next = ["Ask."]
sources = ["authors"]
"""
TEXT = EIGHT_MOVES + OWN_PARTS


def test_the_flow_is_right_without_any_edit(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TEXT, encoding="utf-8")
    endings = [ending.id for ending in catalogue.find(str(path)).file.endings]
    assert endings == ["finished", "by_myself", "stopped_worse", "emergency", "seek_care", "noted"]


@pytest.mark.parametrize("key", ["seek_help", "stop_line"])
def test_a_text_of_its_own_does_not_rest_on_the_sources_of_the_frame(
    catalogue: Catalogue, tmp_path: Path, key: str
) -> None:
    framed = catalogue.find("eight-moves").file
    own = {"seek_help": 'seek_help = ["Whenever you like."]', "stop_line": 'stop_line = "Stop."'}[key]
    path = tmp_path / "mine.toml"
    path.write_text(TEXT.replace('version = "1.0.0"', f'version = "1.0.0"\n{own}'), encoding="utf-8")
    sources = f"{key}_sources"
    assert getattr(framed, sources)
    assert getattr(catalogue.find(str(path)).file, sources) == ()


def test_with_a_frame_and_without_a_start_it_is_no_file_of_changes(catalogue: Catalogue, tmp_path: Path) -> None:
    text = EIGHT_MOVES.replace('version = "1.0.0"', 'version = "1.0.0"\nbase = "eight-moves"')
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line) == ("base", line_of(text, "base = "))
    assert "'base' is not a known key here" in problem.message


# Its endings


LONELY = """[[endings]]
id = "lonely"
kind = "stop"
title = "Lonely"
text = ["Nobody comes here."]
next = ["Nothing."]

"""
FIRST = '[[endings]]\nid = "finished"'


def test_an_own_ending_that_nothing_leads_to_is_told(catalogue: Catalogue, tmp_path: Path) -> None:
    text = TEXT.replace(FIRST, LONELY + FIRST)
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line) == ("endings[1].id", line_of(text, 'id = "lonely"'))
    assert "nothing leads to the ending 'lonely'" in problem.message


def test_a_mistake_below_such_an_ending_is_told_with_its_own_line(catalogue: Catalogue, tmp_path: Path) -> None:
    text = TEXT.replace(FIRST, LONELY + FIRST).replace('sources = ["authors"]', 'sources = ["authers"]')
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert (problem.key, problem.line) == ("endings[3].sources[1]", line_of(text, 'sources = ["authers"]'))


def test_an_ending_of_the_frame_is_kept_where_an_own_question_leads_to_it(catalogue: Catalogue, tmp_path: Path) -> None:
    asked = (FLOWS / "library" / "questions" / "medical.toml").read_text(encoding="utf-8")
    asked = asked.replace("[[questions]]", "[[question_sets.questions]]")
    asked = asked.replace('yes = "seek_care"', 'yes = "nothing_done"', 1)
    assert '"nothing_done"' in asked
    path = tmp_path / "mine.toml"
    path.write_text(f"{TEXT}\n[[question_sets]]\n{asked}", encoding="utf-8")
    assert "nothing_done" in catalogue.find(str(path)).endings


# Values of another type


RULE = 'on = ["cannot"]\nwhen = ["severe_start"]\n'
MISTAKES = {
    "a list for an id": Mistake('id = "finished"', 'id = ["finished"]', "endings[1].id", "one text in quotes"),
    "true for a list": Mistake(RULE, "on = true\n", "rules[1].on", "must be a list"),
    "a number for a list": Mistake(RULE, "on = 5\n", "rules[1].on", "must be a list"),
    "a text for a list": Mistake(RULE, 'on = "cannot"\n', "rules[1].on", "must be a list"),
    "a list in a list": Mistake(RULE, 'on = [["cannot"]]\n', "rules[1].on[1]", "is not one of the words"),
    "a list for a place": Mistake('go = "next_step"', 'go = ["next_step"]', "rules[1].go", "one text in quotes"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_one_mistake_is_one_problem_with_its_place(catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    mistake = MISTAKES[name]
    assert TEXT.count(mistake.old) == 1
    text = TEXT.replace(mistake.old, mistake.new)
    (problem,) = problems(catalogue, tmp_path / "mine.toml", text)
    assert fits(problem, mistake._replace(meant=problem.meant), text)


def places(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place of a file that has a value."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


TABLES = tomllib.loads(TEXT)
OTHER_VALUES = [
    True,
    5,
    0.5,
    "word",
    [],
    [[]],
    ["word"],
    [["word"]],
    [5],
    {},
    {"word": "word"},
    [{}],
    [{"id": ["word"]}],
]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(list(places(TABLES))), st.sampled_from(OTHER_VALUES))
def test_whatever_stands_in_the_place_of_a_value_is_used_or_refused(
    tmp_path_factory: pytest.TempPathFactory, path: tuple[str | int, ...], value: object
) -> None:
    tables = copy.deepcopy(TABLES)
    *above, last = path
    inner: Any = tables
    for key in above:
        inner = inner[key]
    inner[last] = value
    own = tmp_path_factory.mktemp("own")
    (own / "a.toml").write_text(tomli_w.dumps(tables), encoding="utf-8")
    with suppress(FlowError):
        assert Catalogue(own=own).find(str(own / "a.toml")).steps
