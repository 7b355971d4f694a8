"""What a person says in a session, and what the session knows from those before it: all that a walk follows from."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from mckenzie_tui.symptoms import Record, Symptoms
from mckenzie_tui.words import During, Event, RangeOfMovement, Side

Moment = Annotated[AwareDatetime, Field(ge=datetime(2, 1, 1, tzinfo=UTC), le=datetime(9998, 12, 31, tzinfo=UTC))]
"""A time with its offset from UTC, which exists in every other offset as well."""


class Done(Record):
    """What was done of a dose."""

    sets: int = 0
    reps: int = 0
    """Repetitions of all sets together."""
    seconds: int = 0
    """Seconds in the position; for repetitions, seconds that they were paced."""
    whole: bool = False
    """Whether it was the whole dose."""


class Answer(Record):
    """One thing the person said, and the place it was said at."""

    place: str
    event: Event
    item: str | None = None
    """What was chosen from a list: a sign, or a step."""
    side: Side | None = None
    """The painful side for which a clinician has the chosen step done; absent for that of the walk."""
    during: tuple[During, ...] | None = None
    """What a clinician saw it do to the symptoms while it was done."""
    range_of_movement: RangeOfMovement | None = None
    symptoms: Symptoms | None = None
    done: Done | None = None
    effort: Annotated[int, Field(ge=1, le=10)] | None = None
    """How hard a set was, 1 to 10."""
    note: str | None = None


class LoggedAnswer(Answer):
    """An answer with its time; one that was taken back stays in the log, marked so."""

    at: Moment
    taken_back_at: Moment | None = None


class Due(Record):
    """An earlier session that is asked about, and what the log of it and of those before it says."""

    session: str
    """Its id."""
    began: Moment
    after_h: int
    """How many hours after it is being asked, in the round numbers of the flow: 24 or 48."""
    exercise: str | None = None
    """The title of the exercise that was to be done since; absent where none was."""
    leave_out: tuple[str, ...] = ()
    """The ids of the steps to leave out where it is still worse since: that one, and what made it lastingly worse."""
    worse: bool = False
    """Whether that session itself brought a worsening that lasted."""
    worse_before: bool = False
    """Whether the session before it did, or was said afterwards to have done so."""
    week_without_change: bool = False
    """Whether the sessions of about a week show no change for the better."""


class Eased(Record):
    """What was said of an earlier session not long ago, and still holds in this one."""

    dose_percent: int
    """How much of each dose is done, in percent."""
    leave_out: tuple[str, ...] = ()
    """The ids of the steps that are left out."""
    advice: str | None = None
    """The advice that was shown then."""


class Context(Record):
    """What a session brings along from before, so that replaying it needs nothing else."""

    first: bool = True
    """Whether the medical questions are asked in full."""
    standing: tuple[str, ...] = ()
    """Medical questions with an earlier yes that no clinician has cleared."""
    yes: tuple[str, ...] = ()
    """Medical questions answered yes before: they hold unless something changed."""
    follow_up: Due | None = None
    """The session that is asked about first."""
    eased: Eased | None = None
    """What was said about an earlier session a short while ago; what is said now takes its place."""
