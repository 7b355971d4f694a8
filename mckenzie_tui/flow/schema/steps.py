"""A step of a flow: an exercise with a dose, and the rules for what follows an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from mckenzie_tui.flow.schema.doses import Dose
from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Flag, Id, Ids, Model, Text, Texts
from mckenzie_tui.words import Condition, Direction, Event, Need

AnswerWithRules = Literal[
    Event.CENTRALIZED,
    Event.PARTLY_CENTRALIZED,
    Event.UNCHANGED,
    Event.WORSENED,
    Event.CANNOT,
    Event.SETTLED,
    Event.NOT_SETTLED,
]
"""The answers that a rule may be about: those to the question after a step, and whether a worsening has settled."""


class Rule(Model):
    """What follows an answer. Rules are tried in order; the first whose conditions all hold is taken."""

    on: Annotated[tuple[AnswerWithRules, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The answers it is about."""
    when: tuple[Condition, ...] = ()
    """All of these must hold; empty: always."""
    go: str
    """``next_step``, ``settling``, an ending, or a later step."""
    close_directions: Flag = False
    """Close all directions of this step: later steps that use them are passed over."""
    why: Text
    """One sentence for the person: why this follows."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class LastRule(Model):
    """What follows when no further step applies; the first whose conditions all hold is taken."""

    when: tuple[Condition, ...] = ()
    """All of these must hold; left out: always. The last one must hold always."""
    go: str
    """The id of an ending; or ``choose_group``, to choose another group."""
    why: Text
    """One sentence for the person: why this follows."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class Ready(Model):
    """A yes-or-no question before a step: whether the time for it has come."""

    ask: Text
    """The question, to be answered with yes or no; a no leaves the step out for today."""
    explain: Text | None = None
    """What is meant by it, in a sentence."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class Option(Model):
    """One answer to an observation."""

    id: Id
    """The word for it in logs: small letters, digits and _."""
    label: Text
    """The answer, as it is offered."""


class Observation(Model):
    """A question about what is seen, which is noted and judged by nobody."""

    id: Id
    """Its name in this step and in logs: small letters, digits and _."""
    ask: Text
    """The question."""
    explain: Text | None = None
    """What is meant by it, in a sentence."""
    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=LONGEST_LIST)]
    """The answers to choose from."""
    sources: Ids = ()
    """The ids of the sources it rests on."""

    def label_of(self, option: str) -> str:
        """An answer, as it is offered."""
        return next(known.label for known in self.options if known.id == option)


class Group(Model):
    """Steps that belong together: a day of a programme, a kind of exercise, a cause that a source names."""

    id: Id
    """The name that steps use: small letters, digits and _."""
    title: Text
    """What it is called on the screen."""
    about: Text | None = None
    """What it is, in a sentence or two."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class Step(Model):
    """A place in the flow: an exercise with a dose, or something to observe."""

    id: Id
    """Its name in this flow and in logs: small letters, digits and _."""
    exercise: Id
    """The id of an exercise, of the library or of this file."""
    group: Id | None = None
    """The group it belongs to."""
    directions: Annotated[tuple[Direction, ...], Field(max_length=4)] = ()
    """The primary one first; it is the one an ending names. Left out where the direction is not what is tested."""
    needs: tuple[Need, ...] = ()
    """What must be so for the step to make sense: one_side, if its texts name a side."""
    ruled_out_by: Ids = ()
    """Questions whose yes rules this step out."""
    offered_at_severe_start: Flag = False
    """Whether the step is offered to a person who starts in severe pain."""
    cues: Texts = ()
    """Hints that this flow adds to those of the exercise."""
    ready: Ready | None = None
    """What is asked before it, where it is not for everybody from the first day on."""
    dose: Dose
    """How much of it; left out only where there is something to observe instead."""
    observe: Annotated[tuple[Observation, ...], Field(max_length=LONGEST_LIST)] = ()
    """What is to be seen and noted; such a step has no dose, and is not judged by how it feels."""
    rules: Annotated[tuple[Rule, ...], Field(max_length=LONGEST_LIST)] = ()
    """Rules of this step alone, tried before those of the flow."""

    @property
    def direction(self) -> Direction | None:
        """The primary direction, which an ending names; None where the direction is not what is tested."""
        return next(iter(self.directions), None)

    def observation(self, name: str) -> Observation:
        """What is observed at this step under this id."""
        return next(observation for observation in self.observe if observation.id == name)

    @model_validator(mode="before")
    @classmethod
    def _nothing_done_where_it_is_observed(cls, stated: Any) -> Any:
        if isinstance(stated, Mapping) and "observe" in stated and "dose" not in stated:
            return {**stated, "dose": {}}
        return stated
