"""A flow file as a whole: how a walk starts, its steps and rules, and how it ends."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mckenzie_tui.flow.schema.exercises import Exercise
from mckenzie_tui.flow.schema.questions import QuestionSet
from mckenzie_tui.flow.schema.responses import ResponseQuestion, Settling
from mckenzie_tui.flow.schema.sources import Source
from mckenzie_tui.flow.schema.steps import LastRule, Rule, Step
from mckenzie_tui.flow.schema.texts import LANGUAGE, LONGEST_LIST, VERSION, FlowId, Id, Ids, Model, Text, Texts
from mckenzie_tui.words import EndingKind, NamesDirection


class Start(Model):
    """What comes before the first step."""

    emergency: Id
    """The question set asked at every session."""
    medical: Id
    """The question set asked in full the first time, afterwards as one question."""
    both_legs: Id
    """The question set asked when both legs have symptoms."""
    trouble: Id
    """The question set behind "something is wrong"."""
    no_symptoms: str
    """The ending for a person who has nothing to test against."""
    ask_first: str
    """The ending for a person who would rather see somebody first."""
    severe_pain: Annotated[int, Field(strict=True, ge=1, le=10)] = 8
    """Pain, 0 to 10, from which the start counts as severe."""
    severe_note: Text
    """Shown at the steps offered to a person who started in severe pain."""


class Ending(Model):
    """A final state of the flow."""

    id: Id
    kind: EndingKind
    title: Text
    text: Texts
    """What it means."""
    next: Texts
    """What to do now."""
    names: NamesDirection = NamesDirection.NONE
    sources: Ids = ()


class FlowFile(Model):
    """A flow file, as written."""

    format: Literal[1]
    """The version of this format."""
    id: FlowId
    version: Annotated[str, StringConstraints(pattern=VERSION)]
    title: Text
    summary: Text
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    author: Text
    licence: Text
    notice: Text
    """What this flow is not; shown before it starts."""
    seek_help: Texts
    """When to seek help; shown at every ending."""
    stop_line: Text
    """When to stop a set; in sight at every step."""
    start: Start
    response: ResponseQuestion
    settling: Settling
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    after_last_step: Annotated[tuple[LastRule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    endings: Annotated[tuple[Ending, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    sources: Annotated[tuple[Source, ...], Field(max_length=LONGEST_LIST)] = ()
    """Sources beside those of the library."""
    exercises: Annotated[tuple[Exercise, ...], Field(max_length=LONGEST_LIST)] = ()
    """Exercises beside those of the library."""
    question_sets: Annotated[tuple[QuestionSet, ...], Field(max_length=LONGEST_LIST)] = ()
    """Question sets beside those of the library; one of the same id takes its place."""
