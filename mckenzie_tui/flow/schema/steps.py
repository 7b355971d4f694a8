"""A step of a flow: an exercise with a dose, and the rules for what follows an answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Count, Flag, Id, Ids, Model, Range, Seconds, Text
from mckenzie_tui.words import Condition, Direction, Event, Need

DoseNumber = Literal[
    "sets", "reps", "hold_s", "hold_range_s", "duration_s", "duration_range_s", "move_s", "return_s", "rest_s"
]


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


class Dose(Model):
    """How much of an exercise: either repetitions or one timed hold. All times in seconds."""

    sets: Count = 1
    """How often the repetitions are done, with a break between."""
    reps: Count | None = None
    """How many repetitions in one set; leave it out for a position that is kept."""
    hold_s: Seconds | None = None
    """How long each repetition is held."""
    hold_range_s: Range | None = None
    """The shortest and the longest hold that a person may choose instead."""
    duration_s: Seconds | None = None
    """How long the position is kept, for an exercise without repetitions."""
    duration_range_s: Range | None = None
    """The shortest and the longest time that a person may choose instead."""
    move_s: Seconds = 2
    """How long the way out takes, for pacing."""
    return_s: Seconds = 2
    """How long the way back takes, for pacing."""
    between_sets_s: Seconds = 30
    """The break between two sets."""
    rest_s: Seconds = 60
    """Rest before the question is asked: only what remains at rest counts."""
    ours: tuple[DoseNumber, ...] = ()
    """The numbers that no source gives: they are the author's own."""


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
    """The id of an ending."""
    why: Text
    """One sentence for the person: why this follows."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class Step(Model):
    """A place in the flow: an exercise with a dose."""

    id: Id
    """Its name in this flow and in logs: small letters, digits and _."""
    exercise: Id
    """The id of an exercise, of the library or of this file."""
    directions: Annotated[tuple[Direction, ...], Field(min_length=1, max_length=4)]
    """The primary one first; it is the one an ending names."""
    needs: tuple[Need, ...] = ()
    """What must be so for the step to make sense: one_side, if its texts name a side."""
    ruled_out_by: Ids = ()
    """Questions whose yes rules this step out."""
    offered_at_severe_start: Flag = False
    """Whether the step is offered to a person who starts in severe pain."""
    dose: Dose
    """How much of it."""
    rules: Annotated[tuple[Rule, ...], Field(max_length=LONGEST_LIST)] = ()
    """Rules of this step alone, tried before those of the flow."""
