"""Reads a flow file and the library, and reports everything that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.documents import Document, M, read, validated
from mckenzie_tui.flow.findings import Checked
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.graph import check_graph
from mckenzie_tui.flow.references import check_references
from mckenzie_tui.flow.schema import Exercise, FlowFile, QuestionSet, Source, SourcesFile, TroubleSet


@dataclass(frozen=True)
class Library:
    """The shared parts that flows refer to by id, and where each was read from."""

    exercises: dict[str, Exercise] = field(default_factory=dict)
    question_sets: dict[str, QuestionSet] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)


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
        document = read(file)
    except FlowError as error:
        problems.extend(error.problems)
        return None
    wanted = TroubleSet if model is QuestionSet and "list_ask" in document.tables else model
    part, found = validated(document, wanted)
    problems.extend(found)
    return part  # type: ignore[return-value]


def load_flow(file: Traversable, library: Library) -> Flow:
    """Read and check one flow.

    Raises:
        FlowError: with every problem that was found.
    """
    document = read(file)
    flow_file, problems = validated(document, FlowFile)
    flow: Flow | None = None
    if flow_file is not None:
        checked = check_references(flow_file, library.exercises, library.question_sets, library.sources)
        problems += _placed(document, checked)
        flow = checked.flow
    if flow is not None:
        flow = Flow(**{**vars(flow), "path": document.name})
        problems += _placed(document, check_graph(flow))
    if flow is None or problems:
        raise FlowError(sorted(problems, key=lambda problem: problem.line or 0))
    return flow


def _placed(document: Document, checked: Checked) -> list[Problem]:
    return [document.problem(finding.message, finding.path, finding.meant) for finding in checked.found]
