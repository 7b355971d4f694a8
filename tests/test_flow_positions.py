"""The line of every key and table in a TOML document."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import TEXT

from mckenzie_tui.flow.positions import Path, positions

DOCUMENT = '''\
# [not a table]  key = "nor a key"
top = 1
"quoted key" = 2
'single # quoted' = 3
dotted.inner = 4

list = [  # a comment with ] and [ and "
    "a ] in a text", # another ]
    'one = "two"',
    { inline = 1, other = [1, 2] },
]
after_list = 5

text = """
[header]
key = "in a text"
\\""" still inside
"""
after_text = 6

literal = \'\'\'
[[header]]
other = 'in a text'\'\'\'
after_literal = 7

[table]  # with ] a comment
key = "# no comment" # but this is = one
[table.under."dotted.name"]
deep = 8

[[things]]
name = "first"
[[things.parts]]
name = "first of first"
[[things.parts]]
name = "second of first"
[things.parts.more]
far = true
[[ things ]]
name = "second"
[[things.parts]]
name = "first of second"
    indented = 9
no_space=10
'''

LINES: dict[Path, str] = {
    ("top",): "top = 1",
    ("quoted key",): '"quoted key"',
    ("single # quoted",): "'single # quoted'",
    ("dotted", "inner"): "dotted.inner",
    ("list",): "list = [",
    ("after_list",): "after_list",
    ("text",): "text = ",
    ("after_text",): "after_text",
    ("literal",): "literal = ",
    ("after_literal",): "after_literal",
    ("table",): "[table]",
    ("table", "key"): 'key = "# no',
    ("table", "under", "dotted.name"): "[table.under",
    ("table", "under", "dotted.name", "deep"): "deep",
    ("things", 0): "[[things]]",
    ("things", 0, "name"): 'name = "first"',
    ("things", 0, "parts", 0, "name"): 'name = "first of first"',
    ("things", 0, "parts", 1, "name"): 'name = "second of first"',
    ("things", 0, "parts", 1, "more"): "[things.parts.more]",
    ("things", 0, "parts", 1, "more", "far"): "far",
    ("things", 1): "[[ things ]]",
    ("things", 1, "name"): 'name = "second"',
    ("things", 1, "parts", 0, "name"): 'name = "first of second"',
    ("things", 1, "parts", 0, "indented"): "    indented",
    ("things", 1, "parts", 0, "no_space"): "no_space=",
}


def line_of(text: str, start: str) -> int:
    (number,) = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(start)]
    return number


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(("path", "start"), LINES.items(), ids=[".".join(map(str, path)) for path in LINES])
def test_the_line_of_a_key_or_table(path: Path, start: str, ends: str) -> None:
    tomllib.loads(DOCUMENT)
    assert positions(DOCUMENT.replace("\n", ends)).line_of(path) == line_of(DOCUMENT, start)


def test_nothing_is_found_that_is_not_there() -> None:
    tables = {("things", 0, "parts", 0), ("things", 0, "parts", 1), ("things", 1, "parts", 0)}
    found = set(positions(DOCUMENT).lines)
    assert found - set(LINES) - tables <= {("things",), ("things", 0, "parts"), ("things", 1, "parts")}


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("things", 0, "missing"), "[[things]]"),
        (("list", 2), "list = ["),
        (("list", 3, "inline"), "list = ["),
        (("things", 1, "parts", 0, "no_space", "deeper"), "no_space"),
        (("table", "key", "deeper"), 'key = "# no'),
    ],
)
def test_what_has_no_line_of_its_own_has_that_of_what_is_around_it(path: Path, nearest: str) -> None:
    assert positions(DOCUMENT).line_of(path) == line_of(DOCUMENT, nearest)


def test_a_list_of_tables_as_a_whole_stands_where_its_first_table_does() -> None:
    assert positions(DOCUMENT).line_of(("things",)) == line_of(DOCUMENT, "[[things]]")


def test_what_is_nowhere_stands_at_the_beginning() -> None:
    assert positions(DOCUMENT).line_of(("nowhere", "at all")) == 1
    assert positions("").line_of(("nowhere",)) is None


# Any document


def places(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of every key in a document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))


def key_in(line: str) -> str:
    """The last key that a line or a header names, as the standard parser reads it."""
    header = re.fullmatch(r"\[\[?(.*?)\]\]?", line)
    parsed: Any = tomllib.loads(f"{header[1]} = 0" if header else re.sub(r" = .*$", " = 0", line))
    last = ""
    while isinstance(parsed, dict):
        ((last, parsed),) = parsed.items()
    return last


def check(document: dict[str, Any], text: str) -> None:
    """Every place that is found is that of a key of the document, and its line names that key."""
    lines = text.split("\n")
    found = positions(text).lines
    keys = [path for path in found if isinstance(path[-1], str)]
    assert set(keys) <= set(places(document))
    assert [path for path in keys if key_in(lines[found[path] - 1]) != path[-1]] == []


def own_lines(text: str) -> list[str]:
    """The lines with a header or a key, in a document without texts over several lines: only they begin at the left."""
    return [line for line in text.split("\n") if line and line[0] not in " ]"]


def single(paths: Iterable[Path]) -> list[Path]:
    """The paths without those of whole lists of tables, which have the line of their first table."""
    known = set(paths)
    return [path for path in known if (*path, 0) not in known]


some = settings(max_examples=60)
bare = st.from_regex(r"[A-Za-z0-9_-]{1,6}", fullmatch=True)
quoted = st.text(st.characters(categories=["L", "N"], include_characters=" .#[]-"), min_size=1, max_size=6)
values = st.recursive(
    st.integers()
    | st.booleans()
    | st.text(max_size=30)
    | st.sampled_from(["[a]", "a = 1", "]", "\n[a]\nb = 1\n", '"""']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(bare, inner, max_size=4),
    max_leaves=12,
)


@some
@given(st.dictionaries(bare, values, max_size=6))
def test_every_line_with_a_key_is_found_under_that_key(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    check(document, text)
    assert len(single(positions(text).lines)) == len(own_lines(text))


@some
@given(st.dictionaries(bare, values, max_size=6))
def test_texts_over_several_lines_hide_no_key_and_pretend_none(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document, multiline_strings=True)
    check(document, text)
    without_texts = re.sub(r'"""(?:[^\\]|\\.)*?"""', "0", text, flags=re.DOTALL)
    assert len(single(positions(text).lines)) == len(own_lines(without_texts))


@some
@given(st.dictionaries(quoted, values, max_size=6))
def test_every_line_with_a_quoted_key_is_found_under_that_key(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    check(document, text)
    assert len(single(positions(text).lines)) == len(own_lines(text))


def test_every_key_of_the_flow_file_is_found_or_stands_in_a_list_of_tables() -> None:
    found = positions(TEXT).lines
    missing = {path for path in places(tomllib.loads(TEXT)) if path not in found}
    assert missing <= {(name,) for name in ("steps", "rules", "after_last_step", "endings")}
