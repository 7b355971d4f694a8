"""What the sessions of one series say about how it was, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from mckenzie_tui.session import Session
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.words import NO_SYMPTOMS_RANK, Direction, EndingKind, Feels, Region, Status


@dataclass(frozen=True)
class Reading:
    """How it was at one moment, at rest and before any exercise of that day."""

    at: datetime
    back: int
    """Back pain, 0 (none) to 10 (worst imaginable)."""
    leg: int
    """Pain from the buttock down, 0 to 10."""
    reach: int
    """How far pain or tingling reaches, as the rank of its region; 0 where there is none."""

    @property
    def farthest(self) -> Region | None:
        """The farthest region; None where nothing is felt."""
        return region_of(self.reach)


def region_of(rank: float) -> Region | None:
    """The region of this rank; None for the rank of no symptoms."""
    return next((region for region in Region if region.rank == rank), None)


@dataclass(frozen=True)
class Visit:
    """One session, as far as it tells how things go."""

    session: str
    """Its id."""
    at: datetime
    readings: tuple[Reading, ...]
    """Before the first step; and what was said at its start about the days since an earlier session."""
    held: bool
    """Whether it came to the exercises: where it hurts was marked."""
    status: Status
    ending: str
    """How it ended, as its flow says it; empty where it did not come to an ending."""
    direction: Direction | None
    """The direction that the answers pointed to."""
    worse: bool = False
    """Whether it ended with the advice to stop or to see somebody, or it was still worse since the one before."""


def visits(sessions: Iterable[Session]) -> tuple[Visit, ...]:
    """What the sessions say, the oldest first; those that say nothing about how it was are left out."""
    told = (_visit(session) for session in sessions)
    return tuple(sorted((visit for visit in told if visit.readings), key=lambda visit: visit.at))


def _visit(session: Session) -> Visit:
    return Visit(
        session=session.id,
        at=session.started_at,
        readings=tuple(_readings(session)),
        held=session.baseline is not None,
        status=session.status,
        ending=(session.ending_title or session.ending or "") if session.status is Status.FINISHED else "",
        direction=session.result.direction if session.result else None,
        worse=_worse(session),
    )


def _worse(session: Session) -> bool:
    stopped = session.ending_kind not in (None, EndingKind.RESULT)
    return stopped or (session.follow_up is not None and session.follow_up.feels is Feels.STILL_WORSE)


def _readings(session: Session) -> Iterator[Reading]:
    """Both readings of a day count where they differ: what was said about the time since, and what was marked then."""
    since = session.follow_up.symptoms if session.follow_up else None
    now = session.baseline.symptoms if session.baseline else None
    for symptoms in dict.fromkeys(filter(None, (since, now))):
        yield _reading(session.started_at, symptoms)


def _reading(at: datetime, symptoms: Symptoms) -> Reading:
    reach = max((mark.region.rank for mark in symptoms.felt), default=NO_SYMPTOMS_RANK)
    return Reading(at, symptoms.back_pain, symptoms.leg_pain, reach)
