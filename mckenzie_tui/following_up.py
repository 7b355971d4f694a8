"""Which earlier session is asked about at the next start, and what the sessions so far say. All from the logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mckenzie_tui.answers import Due, Eased
from mckenzie_tui.flow.schema import Window
from mckenzie_tui.session import HomePlan, Session
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import EndingKind, Event, Feels, Mode, Response, Side

LOOKS_BACK = timedelta(days=21)
"""How far back sessions matter here; older ones need not be read."""
ABOUT_A_WEEK = timedelta(days=6)
"""From when on no change is worth a word: about a week ("Sciatica Is A Real Pain In The Butt")."""
HOLDS = timedelta(hours=20)
"""How long what was said of a session holds for further ones, as long as nothing else is said."""
WHOLE = 100
"""Percent."""
FEWEST_SESSIONS = 3
REAL_CHANGE = 2
"""Points of 0 to 10 that count as a change (Childs, Piva and Fritz 2005, Spine)."""


@dataclass(frozen=True)
class FollowingUp:
    """The sessions of one person, newest first, seen from one moment."""

    sessions: Sequence[Session]
    now: datetime
    windows: Sequence[Window]
    """When it is asked, in hours after a session."""

    @classmethod
    def of(cls, sessions: Iterable[Session], now: datetime, windows: Sequence[Window]) -> FollowingUp:
        """Those of some sessions that matter.

        Args:
            sessions: of one person, newest first; no more of them are read than needed.
            now: the present time.
            windows: when it is asked.
        """
        return cls(tuple(_recent(sessions, now)), now, windows)

    @property
    def due(self) -> Due | None:
        """The session that is asked about now: the newest one whose time has come, once for each of its times."""
        for index, session in enumerate(self._held):
            window = self._window_of(session)
            if window is None:
                continue
            if self._was_asked(session, window):
                return None
            before = self._held[index + 1] if index + 1 < len(self._held) else None
            planned = self._plan_in_force(self._held[index:])
            worse = [step.id for step in session.steps if step.settled_counted is False]
            return Due(
                session=session.id,
                began=session.started_at,
                after_h=window.after_h,
                exercise=planned.title if planned is not None else None,
                leave_out=tuple(dict.fromkeys((*((planned.step,) if planned is not None else ()), *worse))),
                worse=self._was_worse(session),
                worse_before=before is not None and self._was_worse(before),
                week_without_change=self.week_without_change,
            )
        return None

    @property
    def eased(self) -> Eased | None:
        """What was said about a session not long ago and still holds: until it is asked again, or a day has gone by."""
        for session in self.sessions:
            told = session.follow_up
            if told is None or told.rule is None:
                continue
            if self.now - session.started_at > HOLDS or (told.dose_percent is None and not told.leave_out):
                return None
            return Eased(dose_percent=told.dose_percent or WHOLE, leave_out=told.leave_out or (), advice=told.advice)
        return None

    @property
    def too_late(self) -> Session | None:
        """The last session, where nobody was asked about it in time."""
        last = next(iter(self._held), None)
        if last is None or self._hours_since(last) < self.windows[-1].until_h:
            return None
        return None if any(self._was_asked(last, window) for window in self.windows) else last

    @property
    def planned(self) -> Session | None:
        """The session whose plan still holds: nothing since then speaks against it, and it may still be asked about."""
        session = next((each for each in self._held if each.plan is not None), None)
        if session is None or self._hours_since(session) >= self.windows[-1].until_h:
            return None
        later = (each for each in self.sessions if each.started_at > session.started_at)
        return None if any(speaks_against_exercises(each) for each in later) else session

    def _plan_in_force(self, held: Sequence[Session]) -> HomePlan | None:
        """The newest plan of some sessions, newest first, unless its exercise made it lastingly worse after that."""
        later_worse: set[str] = set()
        for session in held:
            if session.plan is not None:
                return None if session.plan.step in later_worse else session.plan
            if session.ending_kind not in (None, EndingKind.RESULT):
                return None
            later_worse |= {step.id for step in session.steps if step.settled_counted is False}
        return None

    @property
    def week_without_change(self) -> bool:
        """Whether about a week of sessions shows no change for the better, by what was marked and what was said."""
        marked = [(when, found) for when, found in self._marked() if not found.none]
        if len(marked) < FEWEST_SESSIONS or marked[0][0] - marked[-1][0] < ABOUT_A_WEEK:
            return False
        if any(session.follow_up and session.follow_up.feels is Feels.BETTER for session in self.sessions):
            return False
        newest, first = marked[0][1], marked[-1][1]
        lower = first.worst_pain - newest.worst_pain >= REAL_CHANGE
        nearer = _reach(newest) < _reach(first)
        return not (lower or nearer)

    @property
    def _held(self) -> list[Session]:
        """The sessions in which exercises were done; one that was broken off is among them."""
        return [each for each in self.sessions if each.with_exercises]

    def _marked(self) -> Iterator[tuple[datetime, Symptoms]]:
        """Where it hurt at the beginning of each session, newest first."""
        for session in self.sessions:
            if session.baseline is not None:
                yield session.started_at, session.baseline.symptoms
            elif session.follow_up is not None and session.follow_up.symptoms is not None:
                yield session.started_at, session.follow_up.symptoms

    def _hours_since(self, session: Session) -> float:
        return (self.now - _ended(session)) / timedelta(hours=1)

    def _window_of(self, session: Session) -> Window | None:
        hours = self._hours_since(session)
        return next((window for window in self.windows if window.from_h <= hours < window.until_h), None)

    def _was_asked(self, session: Session, window: Window) -> bool:
        """Whether it was asked about then; somebody who broke off before the last answer is asked again."""
        asked = (each.follow_up for each in self.sessions if each.follow_up is not None)
        return any(
            one.session == session.id and one.after_h == window.after_h and bool(one.skipped or one.rule)
            for one in asked
        )

    def _was_worse(self, session: Session) -> bool:
        """Whether a session brought a worsening that lasted, by itself or by what was said of it later."""
        lasted = session.ending_kind is EndingKind.STOP or any(step.settled_counted is False for step in session.steps)
        later = (each.follow_up for each in self.sessions if each.follow_up is not None)
        return lasted or any(one.session == session.id and one.feels is Feels.STILL_WORSE for one in later)


def speaks_against_exercises(session: Session) -> bool:
    """Whether something in a session, finished or not, speaks against going on as it was planned before."""
    if session.ending_kind not in (None, EndingKind.RESULT):
        return True
    said = session.follow_up
    worse = any(step.counted is Response.WORSENED for step in session.steps) or (
        said is not None and (bool(said.anything_new) or said.feels is Feels.STILL_WORSE)
    )
    in_doubt = any(not answer.cleared for answer in session.safety)
    return worse or in_doubt or any(answer.event is Event.TROUBLE for answer in session.standing_answers)


def _recent(sessions: Iterable[Session], now: datetime) -> Iterator[Session]:
    """The sessions that are not too old, and not of the future; the first one that is too old ends the reading."""
    for session in sessions:
        if now - session.started_at > LOOKS_BACK:
            return
        if session.mode is not Mode.DEMO and session.started_at <= now:
            yield session


def _ended(session: Session) -> datetime:
    return session.finished_at or session.saved_at


def _reach(symptoms: Symptoms) -> int:
    """The rank of the farthest place."""
    return max(symptoms.reach(Side.LEFT), symptoms.reach(Side.RIGHT))
