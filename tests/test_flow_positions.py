"""The line of every key and table in a TOML document."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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
    assert positions(DOCUMENT.replace("\n", ends)).keys[path].line == line_of(DOCUMENT, start)


def test_nothing_is_found_that_is_not_there() -> None:
    found = positions(DOCUMENT)
    written = set(places(tomllib.loads(DOCUMENT)))
    assert set(found.keys) | set(found.values) <= written
    assert found.slip is None


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize(
    ("path", "begins"),
    [
        (("dotted", "inner"), "4"),
        (("list",), "[  # a comment"),
        (("list", 0), '"a ] in a text"'),
        (("list", 1), "'one = "),
        (("list", 2), "{ inline"),
        (("list", 2, "inline"), "1, other"),
        (("list", 2, "other", 1), "2] },"),
        (("text",), '"""'),
        (("table", "key"), '"# no comment"'),
        (("things", 1, "parts", 0, "indented"), "9"),
        (("things", 1, "parts", 0, "no_space"), "10"),
    ],
)
def test_the_column_of_a_value(path: Path, begins: str, ends: str) -> None:
    line, column = positions(DOCUMENT.replace("\n", ends)).values[path]
    assert DOCUMENT.split("\n")[line - 1][column - 1 :].startswith(begins)


def test_the_column_of_a_key_is_that_of_its_last_part() -> None:
    found = positions("[ a . b ]\n  c.d = 1\n")
    assert found.keys == {("a", "b"): (1, 7), ("a", "b", "c", "d"): (2, 5)}


@pytest.mark.parametrize(
    ("path", "nearest"),
    [
        (("things", 0, "missing"), "[[things]]"),
        (("list", 3), "list = ["),
        (("things", 1, "parts", 0, "no_space", "deeper"), "no_space"),
        (("table", "key", "deeper"), 'key = "# no'),
    ],
)
def test_what_has_no_line_of_its_own_has_that_of_what_is_around_it(path: Path, nearest: str) -> None:
    assert positions(DOCUMENT).spot_of(path)[0] == line_of(DOCUMENT, nearest)


def test_a_list_of_tables_as_a_whole_stands_where_its_first_table_does() -> None:
    spot = positions(DOCUMENT).spot_of(("things",))
    assert spot is not None
    assert spot.line == line_of(DOCUMENT, "[[things]]")


def test_what_is_nowhere_stands_at_the_first_key() -> None:
    assert positions(DOCUMENT).spot_of(("nowhere", "at all")) == (line_of(DOCUMENT, "top = 1"), 1)
    assert positions("").spot_of(("nowhere",)) is None


# Any document


def places(value: object, path: Path = (), *, values: bool = False) -> Iterator[Any]:
    """The path of every key and entry in a document, with its value if that is asked for."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield ((*path, key), inner) if values else (*path, key)
            yield from places(inner, (*path, key), values=values)


def written_at(text: str, line: int, column: int) -> str:
    return text.split("\n")[line - 1][column - 1 :]


def check(document: dict[str, Any], text: str) -> None:
    """Every key and value of a document is found, where it stands, and nothing else."""
    found = positions(text)
    assert found.slip is None
    everything = list(places(document, values=True))
    # Tables have a heading of their own, or stand within a value; a list of tables has the headings of its tables.
    assert set(found.values) | set(found.keys) <= {path for path, _ in everything}
    for path, value in everything:
        if isinstance(value, int | str) and not isinstance(value, bool):
            shown = written_at(text, *found.values[path])
            assert shown.startswith(str(value)) if isinstance(value, int) else shown[0] == '"'
        if isinstance(path[-1], str) and path in found.keys:
            name = written_at(text, *found.keys[path])
            quoted = tomli_w.dumps({path[-1]: 0}).removesuffix(" = 0\n")
            assert name.startswith(quoted)


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


@some
@given(st.dictionaries(bare, values, max_size=6))
def test_texts_over_several_lines_hide_no_key_and_pretend_none(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document, multiline_strings=True)
    check(document, text)


@some
@given(st.dictionaries(quoted, values, max_size=6))
def test_every_line_with_a_quoted_key_is_found_under_that_key(document: dict[str, Any]) -> None:
    text = tomli_w.dumps(document)
    check(document, text)


def test_every_key_of_the_flow_file_is_found_or_stands_in_a_list_of_tables() -> None:
    found = positions(TEXT).keys
    missing = {path for path in places(tomllib.loads(TEXT)) if isinstance(path[-1], str) and path not in found}
    assert missing <= {(name,) for name in ("steps", "rules", "after_last_step", "plans", "endings")}
