"""When to remind of what, after a session: the sets of its plan while awake, and how it has been after 24 and 48 hours.

A plan holds until the load of the session can be judged, which takes 24 to 48 hours; so no set lies later than that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from mckenzie_tui.advising import AFTER_A_STOP
from mckenzie_tui.session import HomePlan, Session
from mckenzie_tui.words import EndingKind, Mode, Status

FOLLOW_UP_HOURS = (24, 48)
"""Hours after a session at which it shows whether the load was tolerated (the 24 to 48 hours of graded loading)."""

SET_TITLE = "Back exercise"
FOLLOW_UP_TITLE = "Back check"

LocalTime = Callable[[datetime], datetime]
"""The moment, with its offset from UTC, at which the clocks of a place show a time that comes without one."""


@dataclass(frozen=True)
class Waking:
    """The part of a day in which somebody may be reminded, both ends included."""

    begins: time
    ends: time


@dataclass(frozen=True)
class Occasion:
    """One moment to be reminded at."""

    name: str
    """Its own among those of a session, and the same whenever it is asked for."""
    at: datetime
    is_set: bool
    """Whether a set of the exercise is due; otherwise it is asked how it has been."""

    @property
    def title(self) -> str:
        """What others may read who share the calendar: nothing about where it hurts, or what is done."""
        return SET_TITLE if self.is_set else FOLLOW_UP_TITLE


def nothing_because(session: Session, *, goes_on: bool = True) -> str:
    """Why there is nothing to remind of after this session, for its person; empty where there may be something.

    Args:
        session: the session that is reminded of.
        goes_on: whether it can be gone on with where it is not finished.
    """
    if session.mode is Mode.DEMO:
        return "This was a demonstration with nobody's symptoms, so there is nothing to remind of."
    if session.status is Status.IN_PROGRESS and goes_on:
        return "This session is not finished yet. Go on with it first; then there may be something to remind of."
    if session.status is not Status.FINISHED:
        return "This session was broken off, so there is nothing to remind of. You can begin a new one when you like."
    match session.ending_kind:
        case EndingKind.RESULT:
            return ""
        case EndingKind.EMERGENCY:
            return "This session ended with the advice to get help at once. Please do that; no exercises for now."
        case EndingKind.CARE:
            return (
                "This session ended with the advice to let a person check this. Please do that; no exercises for now."
            )
        case _:
            return f"This session was stopped, so there is nothing to remind of. {AFTER_A_STOP.say}"


def daily_times(plan: HomePlan, waking: Waking) -> list[time]:
    """The times of a whole day at which a set is due: from waking on, as often as the plan says and no oftener."""
    return _grid(plan, waking)[: max(0, plan.most_a_day)]


def _grid(plan: HomePlan, waking: Waking) -> list[time]:
    """All times of a day that are so many hours from each other."""
    first, last = (at.hour * 60 + at.minute for at in (waking.begins, waking.ends))
    return [time(*divmod(minutes, 60)) for minutes in range(first, last + 1, 60 * max(1, plan.every_h))]


def occasions(session: Session, now: datetime, waking: Waking, local: LocalTime) -> tuple[Occasion, ...]:
    """What is still to come of a session's reminders: the sets of today and tomorrow, and the follow-ups, in order.

    Args:
        session: a finished session after which there may be something to remind of.
        now: the present, with the offset of the place where the person is.
        waking: when they may be reminded; a follow-up outside of it waits for the next morning.
        local: tells the moments of that place's clock.
    """
    ended = session.finished_at or session.saved_at
    asked = [_follow_up(ended, after_h, now, waking, local) for after_h in FOLLOW_UP_HOURS]
    sets = _sets(session.plan, ended, now, waking, local) if session.plan else ()
    judged = ended + timedelta(hours=FOLLOW_UP_HOURS[-1])
    found = [*asked, *(due for due in sets if due.at < judged)]
    return tuple(sorted((each for each in found if each.at > now), key=lambda each: each.at))


def _follow_up(ended: datetime, after_h: int, now: datetime, waking: Waking, local: LocalTime) -> Occasion:
    at = (ended + timedelta(hours=after_h)).astimezone(now.tzinfo)
    if at.time() < waking.begins:
        at = local(datetime.combine(at.date(), waking.begins))
    elif at.time() > waking.ends:
        at = local(datetime.combine(at.date() + timedelta(days=1), waking.begins))
    return Occasion(f"follow-up-{after_h}", at, is_set=False)


def _sets(plan: HomePlan, ended: datetime, now: datetime, waking: Waking, local: LocalTime) -> Iterator[Occasion]:
    """The sets of today and tomorrow; on the day of the session it counts as the first one, and they come after it."""
    session_day = ended.astimezone(now.tzinfo).date()
    today = max(now.date(), session_day)
    for day in (today, today + timedelta(days=1)):
        times = list(enumerate(_grid(plan, waking), 1))
        most = plan.most_a_day
        if day == session_day:
            earliest = ended + timedelta(hours=min(24, max(1, plan.every_h)))
            times = [(number, at) for number, at in times if local(datetime.combine(day, at)) >= earliest]
            most -= 1
        yield from _on(day, times[: max(0, most)], local)


def _on(day: date, times: Sequence[tuple[int, time]], local: LocalTime) -> Iterator[Occasion]:
    for number, at in times:
        yield Occasion(f"set-{day:%Y%m%d}-{number}", local(datetime.combine(day, at)), is_set=True)
