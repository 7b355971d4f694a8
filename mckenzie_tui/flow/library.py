"""The library: the exercises, question sets and sources that flows share, and the names of the figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.documents import M, read, validated
from mckenzie_tui.flow.schema import Exercise, QuestionSet, Source, SourcesFile, of_its_kind

FIGURES = "figures"
"""The folder of figures in the library."""


@dataclass(frozen=True)
class Library:
    """The shared parts that flows refer to by id, and where each was read from."""

    exercises: dict[str, Exercise] = field(default_factory=dict)
    question_sets: dict[str, QuestionSet] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    """The ids of the figures there are; they are read when they are shown."""


def load_library(folder: Traversable) -> Library:
    """Read the library: ``exercises/*.toml``, ``questions/*.toml`` and ``sources.toml``; list ``figures/*.toml``.

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
    library.figures.update(file.name.removesuffix(".toml") for file in _toml_files(folder / FIGURES))
    if problems:
        raise FlowError(problems)
    return library


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    if not folder.is_dir():
        return iter(())
    return iter(sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name))


def _part(file: Traversable, model: type[M], problems: list[Problem]) -> M | None:
    """One library file as a model; None, with its problems noted, where it does not fit."""
    try:
        document = read(file)
    except FlowError as error:
        problems.extend(error.problems)
        return None
    wanted = of_its_kind(document.tables) if model is QuestionSet else model
    part, found = validated(document, wanted)
    problems.extend(found)
    return part  # type: ignore[return-value]
