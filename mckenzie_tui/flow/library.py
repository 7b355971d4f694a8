"""The library: the exercises, question sets and sources that flows share, and the names of the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from typing import Protocol, TypeVar

from mckenzie_tui.errors import FlowError, Problem
from mckenzie_tui.flow.alike import whole
from mckenzie_tui.flow.documents import Document, M, named, read, validated
from mckenzie_tui.flow.folders import SUFFIX
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import Exercise, FollowUp, QuestionSet, Source, SourcesFile, of_its_kind

FIGURES = "figures"
"""The folder of figures in the library."""
T = TypeVar("T")
FRAMES = "frames"
"""The folder of frames: what several flows have in common. A flow can be the frame of others as well."""


class Shelf(Mapping[str, T]):
    """Parts in files of their own, under the names of these files; each is read at its first use.

    A flow uses a few of many, and nobody waits for the others.
    """

    def __init__(self, files: Iterable[Traversable], take: Callable[[Traversable], T]) -> None:
        """Know these files, and how one is read: ``take`` raises FlowError where it cannot be used."""
        self._files = {file.name.removesuffix(SUFFIX): file for file in files}
        self._take = take
        self._taken: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """The part of this name."""
        if name not in self._taken:
            self._taken[name] = self._take(self._files[name])
        return self._taken[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is one of this name, which is known without reading it."""
        return name in self._files

    def __iter__(self) -> Iterator[str]:
        """The names there are."""
        return iter(self._files)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._files)


class HasId(Protocol):
    """A part of a flow with an id."""

    @property
    def id(self) -> str:
        """The id."""


@dataclass(frozen=True)
class Library:
    """The shared parts that flows refer to by id, and where each was read from."""

    exercises: Mapping[str, Exercise] = field(default_factory=dict)
    question_sets: dict[str, QuestionSet] = field(default_factory=dict)
    follow_ups: dict[str, FollowUp] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    figures: set[str] = field(default_factory=set)
    """The ids of the figures there are; they are read when they are shown."""
    frames: Mapping[str, Document] = field(default_factory=dict)
    """The documents that a flow may take what it does not say from."""
    documents: dict[str, Document] = field(default_factory=dict)
    """The files that were read, under their names."""
    places: dict[tuple[str, str], tuple[str, Path]] = field(default_factory=dict)
    """The file of each exercise, question set, follow-up and source, and where in it that one stands."""

    def place_of(self, kind: str, name: str, own: Iterable[HasId]) -> tuple[str, Path]:
        """Where a part stands: no file and its path where the flow itself brings it, else its library file.

        Args:
            kind: ``exercises``, ``question_sets``, ``follow_ups`` or ``sources``.
            name: the id of the part.
            own: the parts of that kind which the flow brings.
        """
        for index, part in enumerate(own):
            if part.id == name:
                return "", (kind, index)
        return self.places.get((kind, name), ("", ()))


def load_library(folder: Traversable, beside: Traversable | None = None) -> Library:
    """Read the library: the files of ``questions`` and ``follow_ups``, and ``sources.toml``.

    Exercises and frames are read when they are first used, each from the file of its name; figures are only listed.

    Args:
        folder: the library's folder.
        beside: the folder of the flows that it belongs to, which may be frames as well.

    Raises:
        FlowError: with every problem of every file.
    """
    problems: list[Problem] = []
    frames = (*(_toml_files(beside) if beside is not None else ()), *_toml_files(folder / FRAMES))
    library = Library(
        exercises=Shelf(_toml_files(folder / "exercises"), lambda file: _exercise(file, library)),
        frames=Shelf(frames, read),
    )
    for file in _toml_files(folder / "questions"):
        if (questions := _part(file, QuestionSet, library, problems)) is not None:
            library.question_sets[questions.id] = questions
            library.places["question_sets", questions.id] = (named(file), ())
    for file in _toml_files(folder / "follow_ups"):
        if (follow_up := _part(file, FollowUp, library, problems, folder / "follow_ups")) is not None:
            library.follow_ups[follow_up.id] = follow_up
            library.places["follow_ups", follow_up.id] = (named(file), ())
    listing = folder / "sources.toml"
    if (listed := _part(listing, SourcesFile, library, problems)) is not None:
        for index, source in enumerate(listed.sources):
            library.sources[source.id] = source
            library.places["sources", source.id] = (named(listing), ("sources", index))
    library.figures.update(file.name.removesuffix(SUFFIX) for file in _toml_files(folder / FIGURES))
    if problems:
        raise FlowError(problems)
    return library


def _exercise(file: Traversable, library: Library) -> Exercise:
    """An exercise of the library.

    Raises:
        FlowError: it cannot be used, or is not called as its file.
    """
    problems: list[Problem] = []
    exercise = _part(file, Exercise, library, problems)
    if exercise is not None and f"{exercise.id}{SUFFIX}" != file.name:
        problems.append(library.documents[named(file)].problem("must be the name of the file", ("id",)))
    if exercise is None or problems:
        raise FlowError(problems)
    library.places["exercises", exercise.id] = (named(file), ())
    return exercise


def _toml_files(folder: Traversable) -> Iterator[Traversable]:
    if not folder.is_dir():
        return iter(())
    return iter(sorted((file for file in folder.iterdir() if file.name.endswith(SUFFIX)), key=lambda file: file.name))


def _part(
    file: Traversable, model: type[M], library: Library, problems: list[Problem], alike: Traversable | None = None
) -> M | None:
    """One library file as a model; None, with its problems noted, where it does not fit.

    Args:
        file: the file.
        model: what it is to fit.
        library: where it is noted.
        problems: where its problems are noted.
        alike: the folder of the files that it may be like, so that only what differs stands in it.
    """
    try:
        document = read(file)
        if alike is not None:
            others = {other.name.removesuffix(".toml"): other for other in _toml_files(alike)}
            joined, unlike = whole(document.tables, others, lambda name: read(others[name]).tables)
            problems.extend(map(document.placed, unlike))
            document = replace(document, tables=joined)
    except FlowError as error:
        problems.extend(error.problems)
        return None
    library.documents[document.name] = document
    wanted = of_its_kind(document.tables) if model is QuestionSet else model
    part, found = validated(document, wanted)
    problems.extend(found)
    return part  # type: ignore[return-value]
