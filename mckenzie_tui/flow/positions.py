"""Where each key of a TOML file stands: the standard parser does not say, and a person must be told."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""A place in a document: ``("steps", 2, "dose", "reps")``."""

_NAME = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_NAMES = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_NAMES})\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(rf"^\s*({_NAMES})\s*=")
_PART = re.compile(_NAME)
_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""' + r"|'''.*?'''" + r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'" + r"|\#[^\n]*|[\[\]{}]|\n",
    re.DOTALL,
)


@dataclass
class Positions:
    """The line of each table and key of one document, lines from 1."""

    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int | None:
        """The line of this place, or of the nearest place around it that has one; None for an empty file.

        A list of tables stands where its first table does.
        """
        for length in range(len(path), 0, -1):
            for near in (path[:length], (*path[:length], 0)):
                if (line := self.lines.get(near)) is not None:
                    return line
        return 1 if self.lines else None


def positions(text: str) -> Positions:
    """Find the line of every table header and key in a document that parses."""
    found = Positions()
    table: Path = ()
    counts: dict[Path, int] = {}
    offset = 0
    number = 1
    while offset < len(text):
        end = text.find("\n", offset)
        end = len(text) if end < 0 else end
        line = text[offset:end]
        if header := _HEADER.match(line):
            table = _enter(_parts(header[2]), counts, repeated=header[1] == "[[")
            found.lines.setdefault(table, number)
        elif key := _KEY.match(line):
            found.lines.setdefault(table + _parts(key[1]), number)
            end = _value_end(text, offset + key.end())
        number += text.count("\n", offset, end) + 1
        offset = end + 1
    return found


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _enter(names: Path, counts: dict[Path, int], *, repeated: bool) -> Path:
    """The path of a table header, with the index of every array of tables on the way."""
    path: Path = ()
    for depth, name in enumerate(names):
        path += (name,)
        if repeated and depth == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path += (counts[path],)
    return path


def _value_end(text: str, start: int) -> int:
    """Where the line ends on which the value that begins at ``start`` is complete."""
    depth = 0
    for token in _TOKEN.finditer(text, start):
        match token[0]:
            case "[" | "{":
                depth += 1
            case "]" | "}":
                depth -= 1
            case "\n" if depth <= 0:
                return token.start()
    return len(text)
