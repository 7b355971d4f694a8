"""What is asked about an earlier session at the next start, and what follows from the answers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from mckenzie_tui.flow.schema.responses import ResponseChoice
from mckenzie_tui.flow.schema.texts import LONGEST_LIST, Flag, Id, Ids, Model, Text
from mckenzie_tui.words import Condition, Feels, Often

Hours = Annotated[int, Field(strict=True, ge=1, le=1000)]
Percent = Annotated[int, Field(strict=True, ge=10, le=100)]


class Window(Model):
    """A time after a session at which it is asked about; hours since the session ended."""

    after_h: Hours
    """What it is called, in round hours: 24 for the day after."""
    from_h: Hours
    """From when on it is asked."""
    until_h: Hours
    """Until when it is asked; later it is left out."""


class FollowUpRule(Model):
    """What follows from the answers; the first rule whose conditions all hold is taken."""

    when: tuple[Condition, ...] = ()
    """All of these must hold; left out: always. The last one must hold always."""
    dose_percent: Percent = 100
    """How much of each dose is done in this session, in percent."""
    leave_out_last: Flag = False
    """Whether the exercise of the last session is left out in this one."""
    advice: Text | None = None
    """Shown to the person, who may then go on or ask somebody first."""
    why: Text
    """One sentence for the person: why this follows."""
    sources: Ids = ()
    """The ids of the sources it rests on."""


class FollowUp(Model):
    """The questions about an earlier session, in the order in which they are asked."""

    id: Id
    """The name that [start] uses."""
    like: Id | None = None
    """The id of other such questions of the library, from which all is taken that is not said here."""
    title: Text
    """The heading above the questions."""
    windows: Annotated[tuple[Window, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """When it is asked, the earliest first."""
    anything_new: Text
    """Whether there is a new sign; a yes leads to "something is wrong"."""
    skip: Text
    """The answer of somebody who would rather not be asked."""
    ask: Text
    """How it was since, compared with before that session."""
    better: ResponseChoice
    """It is better than before."""
    same: ResponseChoice
    """It is as it was."""
    worse_then_settled: ResponseChoice
    """It was worse for a while."""
    still_worse: ResponseChoice
    """It was worse, and still is."""
    often_ask: Text
    """How often the exercise was done, in a day."""
    not_at_all: ResponseChoice
    """It was not done."""
    once_or_twice: ResponseChoice
    """Once or twice a day."""
    three_to_five: ResponseChoice
    """Three to five times a day."""
    six_or_more: ResponseChoice
    """Six times a day, or more."""
    where_ask: Text
    """The question above the chart."""
    advice_from: Text
    """The line under an advice that says what going on means."""
    now_ask: Text
    """Whether a session is wanted now."""
    now: ResponseChoice
    """A session now."""
    not_today: ResponseChoice
    """No session now."""
    rules: Annotated[tuple[FollowUpRule, ...], Field(min_length=1, max_length=LONGEST_LIST)]
    """What follows. Tried from top to bottom; the first whose conditions all hold is taken."""
    sources: Ids = ()
    """The ids of the sources that the questions rest on."""

    def feeling(self, feels: Feels) -> ResponseChoice:
        """The words for how it was."""
        found: ResponseChoice = getattr(self, feels.value)
        return found

    def times(self, often: Often) -> ResponseChoice:
        """The words for how often it was done."""
        found: ResponseChoice = getattr(self, often.value)
        return found
