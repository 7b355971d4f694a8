"""A flow as resolved: the file's own words joined with the library parts it refers to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from mckenzie_tui.errors import Problem
from mckenzie_tui.flow.schema import (
    Ending,
    Exercise,
    FlowFile,
    FollowUp,
    Group,
    Plan,
    Question,
    QuestionSet,
    Source,
    Step,
    TroubleSet,
)


@dataclass(frozen=True)
class Change:
    """What is otherwise at one step than in the flow that this one is based on."""

    step: str
    """The step's id."""
    what: str
    """What is changed, in words."""
    note: str | None = None
    """Why, in the words of whoever changed it."""

    def __str__(self) -> str:
        """Write it as one line: ``side_glide: left out (knee hurts when standing)``."""
        return f"{self.step}: {self.what}" + (f" ({self.note})" if self.note else "")


@dataclass(frozen=True)
class Base:
    """The flow that another one is based on, and what that one changes of it."""

    id: str
    version: str
    title: str
    changes: tuple[Change, ...] = ()
    warnings: tuple[Problem, ...] = ()
    """What a therapist should look at again, though the flow can be walked."""


@dataclass(frozen=True)
class Flow:
    """A flow that was read, checked and joined with the library."""

    file: FlowFile
    exercises: Mapping[str, Exercise]
    """The exercises its steps use."""
    emergency: QuestionSet
    medical: QuestionSet
    both_legs: QuestionSet
    trouble: TroubleSet
    sources: Mapping[str, Source]
    """All sources that any of its parts names."""
    path: str
    """The file it was read from."""
    follow_up: FollowUp | None = None
    """What is asked about an earlier session; None where nothing is."""
    based_on: Base | None = None
    """The flow whose doses and steps this one changes; None for a flow of its own."""

    @property
    def id(self) -> str:
        """The flow's id."""
        return self.file.id

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in order."""
        return self.file.steps

    @property
    def question_sets(self) -> tuple[QuestionSet, ...]:
        """The question sets that it asks, in the order of their keys in [start]."""
        return (self.emergency, self.medical, self.both_legs, self.trouble)

    @cached_property
    def sha256(self) -> str:
        """The hash of the flow as resolved, library parts included, so that a log can be proved against it.

        Keys left at their default do not count, so a new optional key leaves old hashes as they are.
        """
        parts: dict[str, object] = {
            "file": self.file,
            "exercises": [self.exercises[step.exercise] for step in self.steps],
            "question_sets": list(self.question_sets),
            "sources": [self.sources[key] for key in sorted(self.sources)],
        }
        if self.follow_up is not None:
            parts["follow_up"] = self.follow_up
        text = json.dumps(
            {key: _plain(part) for key, part in parts.items()},
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def steps_by_id(self) -> dict[str, Step]:
        """Each step under its id."""
        return {step.id: step for step in self.steps}

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Each group of steps under its id."""
        return {group.id: group for group in self.file.groups}

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """Each plan under its id."""
        return {plan.id: plan for plan in self.file.plans}

    @cached_property
    def endings(self) -> dict[str, Ending]:
        """Each ending under its id."""
        return {ending.id: ending for ending in self.file.endings}

    def question(self, set_id: str, question_id: str) -> Question | None:
        """A safety question of a set; a sign chosen from the list of "something is wrong" is found as well."""
        sets = sorted(self.question_sets, key=lambda part: part.id != set_id)
        asked = (*(question for part in sets for question in part.questions), *self.trouble.more_signs)
        return next((question for question in asked if question.id == question_id), None)

    def exercise_of(self, step_id: str) -> Exercise:
        """The exercise of a step."""
        return self.exercises[self.steps_by_id[step_id].exercise]

    def title_of(self, step_id: str) -> str:
        """What a step is called: its exercise's title, with a number where an earlier step has the same one."""
        return self._told_apart(step_id, self.exercise_of(step_id).title)

    def trail_title_of(self, step_id: str) -> str:
        """The same for narrow places."""
        return self._told_apart(step_id, self.exercise_of(step_id).trail_title)

    def clinical_name_of(self, step_id: str) -> str:
        """The same in a therapist's words."""
        return self._told_apart(step_id, self.exercise_of(step_id).clinical_name)

    def _told_apart(self, step_id: str, name: str) -> str:
        """A name for a step, ``Press-ups (2)`` where it is the second with its exercise."""
        number = self._times[step_id]
        return name if number == 1 else f"{name} ({number})"

    @cached_property
    def _times(self) -> dict[str, int]:
        """For each step, by its id, how often its exercise has come up to there, from 1."""
        seen: Counter[tuple[str, str | None]] = Counter()
        times = {}
        for step in self.steps:
            # Of groups one alone is done, so they need not be told apart.
            where = step.exercise, step.group if self.file.start.choose_group is not None else None
            seen[where] += 1
            times[step.id] = seen[where]
        return times

    def number_of(self, step_id: str) -> int:
        """The place of a step in the order, from 1."""
        return self.steps.index(self.steps_by_id[step_id]) + 1


class _Cites(Protocol):
    """A part of a flow that names sources."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def cited_in(flow: Flow) -> Iterator[str]:
    """The ids of all sources that any part of a flow names."""
    file = flow.file
    parts: list[_Cites] = [
        *flow.exercises.values(),
        *file.rules,
        *file.after_last_step,
        *file.endings,
        file.settling,
        *file.plans,
    ]
    if flow.follow_up is not None:
        parts += [flow.follow_up, *flow.follow_up.rules]
    parts += file.groups
    if file.effort is not None:
        parts.append(file.effort)
    for step in file.steps:
        parts += (*step.rules, *step.observe)
        if step.ready is not None:
            parts.append(step.ready)
    for questions in flow.question_sets:
        parts += questions.questions
    parts += flow.trouble.more_signs
    for part in parts:
        yield from part.sources
    yield from (*file.seek_help_sources, *file.stop_line_sources, *file.start.severe_sources)


def _plain(part: object) -> object:
    if isinstance(part, list):
        return [_plain(item) for item in part]
    return part.model_dump(mode="json", exclude_defaults=True)  # type: ignore[attr-defined]
