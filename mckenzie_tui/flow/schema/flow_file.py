"""A flow file as a whole: how a walk starts, its steps and rules, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from mckenzie_tui.flow.schema.exercises import Exercise
from mckenzie_tui.flow.schema.follow_ups import FollowUp, Hours
from mckenzie_tui.flow.schema.questions import AnyQuestionSet
from mckenzie_tui.flow.schema.responses import ResponseQuestion, Settling
from mckenzie_tui.flow.schema.sources import Source
from mckenzie_tui.flow.schema.steps import Group, LastRule, Rule, Step
from mckenzie_tui.flow.schema.texts import LANGUAGE, LONGEST_LIST, Count, FlowId, Id, Ids, Model, Text, Texts, Version
from mckenzie_tui.words import EndingKind, NamesDirection, Purpose

PlanNumber = Literal["every_h", "most_a_day"]
QUESTION_SETS = ("emergency", "medical", "both_legs", "trouble")
"""The keys of [start] that name a question set, in the order in which these are told of."""


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
    """The ending for a person who feels nothing now, or ``next_step`` to go on all the same."""
    choose_group: Text | None = None
    """The question which of the groups to do; left out where all of them are done."""
    hurts_from: Annotated[int, Field(strict=True, ge=1, le=10)] | None = None
    """Pain, 0 to 10, from which a person is not to begin with this flow."""
    while_it_hurts: Id | None = None
    """The ending for a person in such pain."""
    ask_first: str
    """The ending for a person who would rather see somebody first."""
    severe_pain: Annotated[int, Field(strict=True, ge=1, le=10)] = 8
    """Pain, 0 to 10, from which the start counts as severe."""
    severe_note: Text
    """Shown at the steps offered to a person who started in severe pain."""
    severe_sources: Ids = ()
    """The ids of the sources that this rests on."""
    follow_up: Id | None = None
    """The questions about an earlier session, asked a day or two after it."""
    not_today: str | None = None
    """The ending for a person who has answered these, and wants no session now."""


class EffortQuestion(Model):
    """What is asked after each set of a step that says how hard its sets are to be."""

    ask: Text
    """The question."""
    explain: Text
    """How to count: the repetitions that one should still do, not those that one could."""
    levels: Annotated[tuple[Text, ...], Field(min_length=10, max_length=10)]
    """What each effort means, from 1 to 10: so many are listed that the number of a line is its effort."""
    harder: Text
    """Said before the next set where the last one was harder than it was to be."""
    lighter: Text
    """Said before the next set where the last one was lighter than it was to be."""
    enough: Text
    """The answer of a person who does no further set of this exercise."""
    sources: Ids
    """The ids of the sources it rests on."""


class Ending(Model):
    """A final state of the flow."""

    id: Id
    """The name that rules use: small letters, digits and _."""
    kind: EndingKind
    """emergency: get help now. care: see somebody soon. stop: enough for today. result: the walk was completed."""
    title: Text
    """The heading."""
    text: Texts
    """What it means."""
    next: Texts
    """What to do now."""
    names: NamesDirection = NamesDirection.NONE
    """Which direction it names: that of this_step, of the best_step, or none."""
    plan: Id | None = None
    """The id of the plan for the exercise of that step; left out: none."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class Plan(Model):
    """How the exercise that helped is done until the next session. Doses of a day are commonly used, not proven."""

    id: Id
    """The name that endings use: small letters, digits and _."""
    every_h: Hours
    """About so many hours between two sets, while awake."""
    most_a_day: Count
    """At most so many sets a day."""
    about_dose: Text
    """What is known about such a dose, honestly."""
    expect: Texts
    """What to expect."""
    stop: Texts
    """When to stop with it."""
    ours: tuple[PlanNumber, ...] = ()
    """The numbers that no source gives: they are the author's own."""
    sources: Ids
    """The ids of the sources it rests on."""


class FlowFile(Model):
    """A flow file, as written."""

    format: Literal[1]
    """The version of this format."""
    frame: FlowId | None = None
    """The id of a frame, or of a bundled flow, from which all is taken that is not said here, but steps and plans."""
    id: FlowId
    """The name of the flow, in commands and logs: small letters, digits and -. A copy needs its own."""
    version: Version
    """Three numbers with points. Raise it with every change, so that logs tell them apart."""
    title: Text
    """What it is called on the screen."""
    summary: Text
    """What it is for, in one sentence."""
    purpose: Purpose = Purpose.HURTS_NOW
    """What a person comes to it for; flows for the same purpose are offered together."""
    language: Annotated[str, StringConstraints(pattern=LANGUAGE)]
    """The language of its texts: en, de, pt-BR …"""
    author: Text
    """Who wrote it."""
    licence: Text
    """What others may do with it."""
    notice: Text
    """What this flow is not; shown before it starts."""
    seek_help: Texts
    """When to seek help; shown at every ending."""
    seek_help_sources: Ids = ()
    """The ids of the sources that this rests on."""
    stop_line: Text
    """When to stop a set; in sight at every step."""
    stop_line_sources: Ids = ()
    """The ids of the sources that this rests on."""
    start: Start
    """The questions before the first step, and what counts as severe pain."""
    response: ResponseQuestion
    """What is asked after each step, and the answers to choose from."""
    settling: Settling
    """The rest after a worsening."""
    effort: EffortQuestion | None = None
    """What is asked after each set, where doses say how hard a set is to be."""
    groups: Annotated[tuple[Group, ...], Field(max_length=LONGEST_LIST)] = ()
    """The groups of steps, in order."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """The exercises, in order."""
    rules: Annotated[tuple[Rule, ...], Field(max_length=LONGEST_LIST)]
    """What follows an answer. Tried from top to bottom; the first whose conditions all hold is taken."""
    after_last_step: Annotated[tuple[LastRule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """What follows when no further step applies. Tried from top to bottom."""
    endings: Annotated[tuple[Ending, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """How a session can end."""
    plans: Annotated[tuple[Plan, ...], Field(max_length=LONGEST_LIST)] = ()
    """How the exercise that helped is done at home."""
    sources: Annotated[tuple[Source, ...], Field(max_length=LONGEST_LIST)] = ()
    """Sources beside those of the library."""
    exercises: Annotated[tuple[Exercise, ...], Field(max_length=LONGEST_LIST)] = ()
    """Exercises beside those of the library."""
    question_sets: Annotated[tuple[AnyQuestionSet, ...], Field(max_length=LONGEST_LIST)] = ()
    """Question sets beside those of the library; one of the same id takes its place."""
    follow_ups: Annotated[tuple[FollowUp, ...], Field(max_length=LONGEST_LIST)] = ()
    """Questions about an earlier session beside those of the library; one of the same id takes its place."""


INHERITED = (
    "language",
    "notice",
    "seek_help",
    "seek_help_sources",
    "stop_line",
    "stop_line_sources",
    "start",
    "response",
    "settling",
    "effort",
    "rules",
    "after_last_step",
    "endings",
)
"""What is taken from a frame where a flow does not say it; its steps, groups and plans are always its own.

An empty list of rules says that there are none: where things are only looked at, nothing is answered that a rule could
be about.
"""
JOINED: Mapping[str, type[Model]] = {
    "start": Start,
    "response": ResponseQuestion,
    "settling": Settling,
    "effort": EffortQuestion,
}
"""Of these parts each key is taken by itself."""
