"""Read a flow file and the library, and report everything that is wrong with them at once."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.findings import Checked
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.positions import Positions, positions
from mckenzie_tui.flow.references import check_references
from mckenzie_tui.flow.schema import Exercise, FlowFile, QuestionSet, Source, SourcesFile, TroubleSet

LARGEST_FILE = 500_000
"""Bytes; a flow is a few pages of text."""

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Library:
    """The shared parts that flows refer to by id, and where each was read from."""

    exercises: dict[str, Exercise] = field(default_factory=dict)
    question_sets: dict[str, QuestionSet] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


@dataclass(frozen=True)
class _Document:
    """One file that was read: its tables, and where they stand."""

    name: str
    tables: dict[str, Any]
    positions: Positions

    def problem(self, message: str, path: tuple[str | int, ...] = (), meant: str = "") -> Problem:
        """A problem at a key of this file."""
        return Problem(message, _dotted(path), self.name, self.positions.line_of(path), meant=meant)


def load_library(folder: Traversable) -> Library:
    """Read the library: ``exercises/*.toml``, ``questions/*.toml`` and ``sources.toml``.

    Raises:
        FlowError: with every problem of every file.
    """
    problems: list[Problem] = []
    library = Library()
    for file in _toml_files(folder / "exercises"):
        if (exercise := _part(file, Exercise, problems)) is not None:
            library.exercises[exercise.id] = exercise
    for file in _toml_files(folder / "questions"):
        if (questions := _part(file, QuestionSet, problems)) is not None:
            library.question_sets[questions.id] = questions
    if (listed := _part(folder / "sources.toml", SourcesFile, problems)) is not None:
        library.sources.update({source.id: source for source in listed.sources})
    if problems:
        raise FlowError(problems)
    return library


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    return iter(sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name))


def _part(file: Traversable, model: type[M], problems: list[Problem]) -> M | None:
    """One library file as a model; None, with its problems noted, where it does not fit."""
    try:
        document = _read(file)
        wanted = TroubleSet if model is QuestionSet and "list_ask" in document.tables else model
        return _validated(document, wanted)  # type: ignore[return-value]
    except FlowError as error:
        problems.extend(error.problems)
        return None


def load_flow(file: Traversable, library: Library) -> Flow:
    """Read and check one flow.

    Raises:
        FlowError: with every problem that was found.
    """
    document = _read(file)
    flow_file = _validated(document, FlowFile)
    checked = check_references(flow_file, library.exercises, library.question_sets, library.sources)
    if checked.flow is None:
        raise FlowError(_placed(document, checked))
    flow = Flow(**{**vars(checked.flow), "path": document.name})
    graph = check_graph(flow)
    if graph.found:
        raise FlowError(_placed(document, graph))
    return flow


def _placed(document: _Document, checked: Checked) -> list[Problem]:
    found = [document.problem(finding.message, finding.path, finding.meant) for finding in checked.found]
    return sorted(found, key=lambda problem: problem.line or 0)


def _read(file: Traversable) -> _Document:
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
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FlowError([_syntax_problem(name, text, str(error))]) from error
    except RecursionError as error:
        raise FlowError([Problem("is nested too deeply", file=name)]) from error
    return _Document(name, tables, positions(text))


def _syntax_problem(name: str, text: str, message: str) -> Problem:
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    words = message[: place.start()] if place else message
    if place and place[1]:
        return Problem(f"is not valid TOML: {words}", file=name, line=int(place[1]), column=int(place[2]))
    return Problem(f"is not valid TOML: {words}", file=name, line=text.count("\n") + 1)


def _validated(document: _Document, model: type[M]) -> M:
    try:
        return model.model_validate(document.tables)
    except ValidationError as error:
        found = [_model_problem(document, model, detail) for detail in error.errors()]
        raise FlowError(sorted(found, key=lambda problem: problem.line or 0)) from error


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


def _model_problem(document: _Document, model: type[BaseModel], detail: ErrorDetails) -> Problem:
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
        if isinstance(part, str):
            here = here.model_fields[part].annotation
        here = _model_in(here)
        if here is None:
            return []
    return list(here.model_fields)


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
