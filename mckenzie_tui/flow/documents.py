"""Reads TOML documents into models, and places what is wrong with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from mckenzie_tui.dotted import DEEPEST_KEY, line_with_too_deep_a_key
from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.misfits import misfits
from mckenzie_tui.flow.near import nearest as nearest
from mckenzie_tui.flow.positions import Positions, positions

LARGEST_FILE = 200_000
"""Bytes; a flow is a few pages of text."""
LONGEST_SHOWN = 200
"""Characters of a line that are shown along with a problem."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """One file that was read: its text and its tables."""

    name: str
    text: str
    tables: dict[str, Any]

    @cached_property
    def positions(self) -> Positions:
        """Where its keys and values stand; looked for only when something is to be placed."""
        return positions(self.text)

    def placed(self, finding: Finding) -> Problem:
        """A finding about this file, with the line and column of its key."""
        spot = self.positions.spot_of(finding.path, key=finding.of_key)
        line, column = spot or (None, None)
        return Problem(
            finding.message + self._also(finding),
            dotted(finding.path),
            self.name,
            line,
            column,
            finding.meant,
            self.line(line),
            finding.warns,
            finding.advice,
        )

    def _also(self, finding: Finding) -> str:
        spots = [self.positions.spot_of(path) for path in finding.also]
        numbers = [str(number) for number in sorted({spot.line for spot in spots if spot is not None})]
        lines = " and ".join(part for part in (", ".join(numbers[:-1]), *numbers[-1:]) if part)
        return f" (see also line{'s' if len(numbers) > 1 else ''} {lines})" if numbers else ""

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.split("\n")

    def line(self, number: int | None) -> str:
        """A line as it stands in the file, cut where it is very long."""
        return self._lines[number - 1][:LONGEST_SHOWN].rstrip() if number else ""

    def problem(self, message: str, path: tuple[str | int, ...] = (), meant: str = "") -> Problem:
        """A problem at a key of this file."""
        return self.placed(Finding(path, message, meant))


def named(file: Traversable) -> str:
    """What a file is called when it is spoken of: its path, where it has one."""
    return str(file) if isinstance(file, Path) else file.name


def read(file: Traversable) -> Document:
    """Read one document.

    Raises:
        FlowError: it cannot be read, is too large, or is not TOML.
    """
    name = named(file)
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FlowError([Problem(f"cannot be read: {error.strerror}", file=name)]) from error
    if len(data) > LARGEST_FILE:
        raise FlowError([Problem(f"is larger than {LARGEST_FILE:,} bytes", file=name)])
    text = _decoded(data, name)
    if deep := line_with_too_deep_a_key(text):
        raise FlowError([Problem(f"a key has more than {DEEPEST_KEY} parts", file=name, line=deep)])
    try:
        return Document(name, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FlowError([_syntax_problem(name, text, str(error))]) from error
    except ValueError as error:
        # The parser leaves it to Python to refuse a number of thousands of digits.
        raise FlowError([Problem("has a number with too many digits", file=name)]) from error
    except RecursionError as error:
        raise FlowError([Problem("is nested too deeply", file=name)]) from error


_WORD_PROCESSOR = (
    "is a document of a word processor, not plain text. Save it as plain text, under a name ending in .toml"
)
_UTF_16 = "is saved as UTF-16. In your editor choose 'save as' and the encoding UTF-8"
_OTHER_FORMATS = {
    b"PK\x03\x04": _WORD_PROCESSOR,
    b"{\\rtf": _WORD_PROCESSOR,
    b"\xff\xfe": _UTF_16,
    b"\xfe\xff": _UTF_16,
}
"""What other programs make, by how it begins."""


def _decoded(data: bytes, name: str) -> str:
    """The text of a file, with plain line ends and without the mark that some editors put before it."""
    for beginning, words in _OTHER_FORMATS.items():
        if data.startswith(beginning):
            raise FlowError([Problem(words, file=name)])
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].removeprefix(b"\xef\xbb\xbf").decode()
        line = data.splitlines()[before.count("\n")].decode("cp1252", errors="replace")
        letter = data[error.start : error.start + 1].decode("cp1252", errors="replace")
        words = f"the letter '{letter}' is not saved as UTF-8. In your editor choose 'save as' and the encoding UTF-8"
        column = len(before) - before.rfind("\n")
        found = Problem(words, file=name, line=before.count("\n") + 1, column=column, text=line[:LONGEST_SHOWN])
        raise FlowError([found]) from error


def _syntax_problem(name: str, text: str, message: str) -> Problem:
    """The first thing that is not TOML: where it began, if that is known, else where the parser gave up."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    last = text.count("\n") + 1
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (last, 1)
    found = positions(text)
    words, meant = "this is not understood. A line looks like: key = value", ""
    if found.slip is not None and found.slip.spot <= (line, column):
        (line, column), words, meant = found.slip.spot, found.slip.message, found.slip.meant
    document = Document(name, text, {})
    return Problem(words, "", name, line, column, meant, document.line(line))


def validated(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """A document as a model, with every problem found.

    Where it is plain what was meant (a misspelt key or word, a number in quotes), the model of what was meant comes
    back too, so that the checks which need a model can find what else is wrong.
    """
    try:
        return model.model_validate(document.tables), []
    except ValidationError as error:
        found, meant = misfits(error, document.tables, model)
    problems = [document.placed(finding) for finding in found]
    try:
        return model.model_validate(meant), problems
    except ValidationError:
        return None, problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems of each file together, from its first line to its last."""
    listed = list(problems)
    files = list(dict.fromkeys(problem.file for problem in listed))
    return sorted(listed, key=lambda found: (files.index(found.file), found.line or 0, found.column or 0))


def dotted(path: tuple[str | int, ...]) -> str:
    """A place as people write it: ``steps[3].dose.reps``, counting from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
