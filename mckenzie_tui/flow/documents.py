"""Reads TOML documents into models, and words what does not fit for people who do not program."""

from __future__ import annotations

import copy
import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.positions import Positions, positions

LARGEST_FILE = 200_000
"""Bytes; a flow is a few pages of text."""
DEEPEST_KEY = 8
"""Parts of one dotted key; the parser takes time and memory by their square."""
MOST_PROBLEMS = 1_000
"""So many mistakes of one file are looked into."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document:
    """One file that was read: its tables, and where they stand."""

    name: str
    tables: dict[str, Any]
    positions: Positions

    def problem(self, message: str, path: tuple[str | int, ...] = (), meant: str = "") -> Problem:
        """A problem at a key of this file."""
        return Problem(message, _dotted(path), self.name, self.positions.line_of(path), meant=meant)


def read(file: Traversable) -> Document:
    """Read one document.

    Raises:
        FlowError: it cannot be read, is too large, or is not TOML.
    """
    name = str(file) if isinstance(file, Path) else file.name
    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        raise FlowError([Problem(f"cannot be read: {error.strerror}", file=name)]) from error
    if len(data) > LARGEST_FILE:
        raise FlowError([Problem(f"is larger than {LARGEST_FILE:,} bytes", file=name)])
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FlowError([Problem("is not UTF-8 text", file=name, line=line)]) from error
    if deep := _line_with_too_deep_a_key(text):
        raise FlowError([Problem(f"a key has more than {DEEPEST_KEY} parts", file=name, line=deep)])
    try:
        return Document(name, tomllib.loads(text), positions(text))
    except tomllib.TOMLDecodeError as error:
        raise FlowError([_syntax_problem(name, text, str(error))]) from error
    except ValueError as error:
        # The parser leaves it to Python to refuse a number of thousands of digits.
        raise FlowError([Problem("has a number with too many digits", file=name)]) from error
    except RecursionError as error:
        raise FlowError([Problem("is nested too deeply", file=name)]) from error


# All of these take what they find and never give it back, so that no text makes them slow.
_QUOTED = re.compile(r"""\"(?:[^"\\\n]++|\\.)*+\"|'[^'\n]*+'""")
_DEEP_KEY = re.compile(rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST_KEY}}}")


def _line_with_too_deep_a_key(text: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(".") >= DEEPEST_KEY and _DEEP_KEY.search(_QUOTED.sub("q", line)):
            return number
    return None


_SYNTAX_WORDS = {
    "Illegal character '\\n'": "a text on this line has no closing quote",
    "Invalid value": 'what stands after the = is not understood; a text needs straight quotes (") around it',
    "Invalid statement": "this line is not understood; a key looks like: name = value",
    "Cannot overwrite a value": "this key stands twice in the same table",
    "Unclosed array": "a list has no closing bracket ]",
    "Unterminated string": "a text has no closing quote",
}
"""What the parser says, for people who do not know it."""


def _syntax_problem(name: str, text: str, message: str) -> Problem:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    words = message[: place.start()] if place else message
    words = _SYNTAX_WORDS.get(words, words)
    if place and place[1]:
        return Problem(f"is not valid TOML: {words}", file=name, line=int(place[1]), column=int(place[2]))
    return Problem(f"is not valid TOML: {words}", file=name, line=text.count("\n") + 1)


def validated(document: Document, model: type[M]) -> tuple[M | None, list[Problem]]:
    """A document as a model, with every problem found.

    Where the mistakes are of a kind whose meaning is plain (a misspelt key or word, a number in quotes), the model of
    what was meant comes back too, so that the checks which need a model can find what else is wrong.
    """
    try:
        return model.model_validate(document.tables), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)[:MOST_PROBLEMS]
        problems = [_model_problem(document, model, detail) for detail in details]
        meant = _mended(document.tables, details, problems)
    misspelt = {_beside(problem.key, problem.meant) for problem in problems if problem.meant}
    told = [problem for problem in problems if problem.key not in misspelt or problem.message != _WORDS["missing"]]
    try:
        return model.model_validate(meant), told
    except ValidationError:
        return None, told


def _beside(key: str, name: str) -> str:
    """The key of this name in the same table as another key."""
    table, dot, _ = key.rpartition(".")
    return f"{table}{dot}{name}"


def _mended(tables: dict[str, Any], errors: Iterable[ErrorDetails], problems: Iterable[Problem]) -> dict[str, Any]:
    """The tables as they were probably meant."""
    meant = copy.deepcopy(tables)
    for detail, problem in zip(errors, problems, strict=True):
        *above, last = detail["loc"]
        try:
            table: Any = meant
            for part in above:
                table = table[part]
            if detail["type"] == "extra_forbidden":
                value = table.pop(last)
                if problem.meant and problem.meant not in table:
                    table[problem.meant] = value
            elif problem.meant:
                table[last] = problem.meant
            elif detail["type"] == "int_type" and str(detail["input"]).isdigit():
                table[last] = int(detail["input"])
        except (KeyError, IndexError, TypeError, AttributeError, ValueError):
            continue
    return meant


_WORDS = {
    "missing": "is missing",
    "int_type": "must be a whole number, without quotes",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "tuple_type": "must be a list, in [square brackets]",
    "model_type": "must be a table",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
}


def _model_problem(document: Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    path = tuple(detail["loc"])
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == "extra_forbidden":
        known = _fields_at(model, path[:-1])
        return document.problem("is not a known key here", path, nearest(str(path[-1]), known))
    if kind in ("enum", "literal_error"):
        expected = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        message = f"must be one of: {', '.join(expected)}" if expected else f"must be {context.get('expected')}"
        return document.problem(message, path, nearest(str(detail["input"]), expected))
    if kind == "value_error":
        return document.problem(str(context["error"]), path)
    if kind == "string_pattern_mismatch":
        return document.problem(
            f"'{str(detail['input'])[:60]}' is not written as it must be: {context['pattern']}", path
        )
    message = _WORDS.get(kind, detail["msg"].replace("Input should", "must").replace("String should", "must"))
    return document.problem(message, path)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, or nothing where none is near."""
    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


def _fields_at(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys a table at this place may have."""
    here: Any = model
    for part in path:
        if get_origin(here) is dict:
            here = get_args(here)[1]
        elif isinstance(part, str):
            here = _known(here).get(part)
        here = here if get_origin(here) is dict else _model_in(here)
        if here is None:
            return []
    return list(_known(here)) if isinstance(here, type) else []


def _known(model: type[BaseModel]) -> dict[str, Any]:
    """The keys of a model as they are written, with what each may hold."""
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as ``tuple[Step, ...]`` or ``SideTexts | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, UnionType, Annotated):
        return next(filter(None, map(_model_in, get_args(annotation))), None)
    return None


def _dotted(path: tuple[str | int, ...]) -> str:
    """A place as people write it: ``steps[3].dose.reps``, counting from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")
