"""What a person comes back to: a session to go on with, one in another window, what the last one advised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mckenzie_tui import report
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.sitting import resumable
from mckenzie_tui.store import Store
from mckenzie_tui.words import EndingKind


@dataclass(frozen=True)
class Arrival:
    """What is told, and offered, before a session begins."""

    unfinished: Session | None
    """The session that can go on."""
    news: tuple[str, ...]
    """What the person should know, a sentence or two each."""


def arrival(store: Store, now: datetime, series: Series = AT_HOME) -> Arrival:
    """Look at the sessions of a series that are there.

    Raises:
        StorageError: they cannot be looked at.
    """
    unfinished = store.unfinished(series)
    can_go_on = unfinished is not None and resumable(unfinished, now)
    told = (_elsewhere(store, series), _advised(store, series), "" if can_go_on else _too_old(unfinished))
    return Arrival(unfinished if can_go_on else None, tuple(filter(None, told)))


def _elsewhere(store: Store, series: Series) -> str:
    """A word on a session that another program has open."""
    elsewhere = store.open_elsewhere(series)
    if elsewhere is None:
        return ""
    when = report.when_told(elsewhere.started_at)
    return f"Your session of {when} is open in another window. Go on with it there; one begun here is a new one."


def _advised(store: Store, series: Series) -> str:
    """A word on the last session, where it ended with the advice to be seen."""
    if not series.is_of_one_person:
        return ""
    readable = (stored.session for stored in store.sessions())
    session = next((found for found in readable if found is None or series.holds(found.series)), None)
    if session is None or session.ending_kind not in (EndingKind.EMERGENCY, EndingKind.CARE):
        return ""
    return f"Your last session ended with: {session.ending_title}. If nobody has checked you since, do that first."


def _too_old(unfinished: Session | None) -> str:
    """A word on a session that was broken off too long ago."""
    if unfinished is None:
        return ""
    when = report.when_told(unfinished.started_at)
    return f"Your session of {when} is too old to go on. It is kept with the earlier sessions."
