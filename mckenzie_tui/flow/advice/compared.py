"""A flow beside the ones that come with the program, and where its parts stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.flow import Flow
from mckenzie_tui.flow.library import Library
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import QUESTION_SETS, Exercise, QuestionSet, Step

Place = tuple[str, Path]
"""A library file, or nothing for the flow file itself; and the place in it."""


@dataclass(frozen=True)
class Compared:
    """What the advice looks at."""

    flow: Flow
    library: Library
    bundled: tuple[Flow, ...]

    @property
    def in_english(self) -> bool:
        """Whether its texts can be judged: only English ones are."""
        return self.flow.file.language.split("-")[0] == "en"

    @cached_property
    def model(self) -> Flow | None:
        """The bundled flow to compare with: the one of the same id, else of the same exercises, else the usual one."""
        own = {step.exercise for step in self.flow.steps}

        def alike(other: Flow) -> tuple[bool, int, bool]:
            shared = len(own & {step.exercise for step in other.steps})
            return other.id == self.flow.id, shared, other.id == DEFAULT_FLOW

        return max(self.bundled, key=alike, default=None)

    def exercise(self, exercise: Exercise) -> Place:
        """Where an exercise stands."""
        return self.library.place_of("exercises", exercise.id, self.flow.file.exercises)

    def questions(self, questions: QuestionSet) -> Place:
        """Where a question set stands."""
        return self.library.place_of("question_sets", questions.id, self.flow.file.question_sets)

    def sets(self) -> Iterator[tuple[str, QuestionSet, QuestionSet | None]]:
        """Each question set with its key and the bundled one for the same purpose."""
        for key in QUESTION_SETS:
            yield key, getattr(self.flow, key), getattr(self.model, key) if self.model else None

    def bundled_step(self, step: Step) -> Step | None:
        """The bundled step with the same exercise; of several the one of the same id."""
        steps = [other for other in (self.model.steps if self.model else ()) if other.exercise == step.exercise]
        return next((other for other in steps if other.id == step.id), steps[0] if steps else None)


def warning(place: Place, message: str, advice: str, *more: str | int, of_key: bool = False) -> Finding:
    """A warning at a key below a place.

    Args:
        place: where the part stands.
        message: what it is.
        advice: why it matters, and what to do.
        more: the way from the part to the key.
        of_key: point at the key rather than at its value.
    """
    file, path = place
    return Finding((*path, *more), message, "", file, of_key, warns=True, advice=advice)
