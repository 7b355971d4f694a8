"""What a person comes back to: a session to go on with, one in another window, what the last one advised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mckenzie_tui.advising import AFTER_A_STOP, CHECKED_FIRST
from mckenzie_tui.brought_along import following_up
from mckenzie_tui.errors import CannotGoOnError, McKenzieError, SessionInUseError, StorageError
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.flow.schema import Window
from mckenzie_tui.home_plan import how_much
from mckenzie_tui.letters import printable
from mckenzie_tui.report.one_line import when_told
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import began
from mckenzie_tui.store.store import Store
from mckenzie_tui.unfinished import resumable
from mckenzie_tui.words import EndingKind

NONE_TO_GO_ON_WITH = "There is no session to go on with."


@dataclass(frozen=True)
class Wanted:
    """What a person comes for."""

    series: Series = AT_HOME
    flow_name: str = ""
    """The flow of a new session; that of the unfinished one is told where it is another. Empty for any."""
    resume: bool = False
    """Whether they asked to go on with a session."""
    given_up: AbstractSet[str] = frozenset()
    """The sessions that were found to be impossible to go on with."""
    windows: Sequence[Window] = ()
    """When the flow of a new session asks about the last one; empty where it does not."""


@dataclass(frozen=True)
class Arrival:
    """What is told, and offered, before a session begins."""

    unfinished: Session | None
    """The session that can go on."""
    offer: str
    """The same in words, to go on a sentence with; empty where there is none."""
    news: tuple[str, ...]
    """What the person should know first, a sentence or two each."""
    since: tuple[str, ...] = ()
    """What there is to know about the last session: its plan, and that it is asked about."""


def arrival(store: Store, now: datetime, wanted: Wanted | None = None) -> Arrival:
    """Look at the sessions of a series that are there.

    Raises:
        StorageError: they cannot be looked at.
    """
    wanted = wanted or Wanted()
    series = wanted.series
    unfinished = store.unfinished(series, wanted.given_up)
    can_go_on = unfinished is not None and resumable(unfinished, now)
    why_not = tuple(
        filter(
            None,
            (_elsewhere(store, series), _unreadable(store, series, now), "" if can_go_on else _too_old(unfinished)),
        )
    )
    nothing = NONE_TO_GO_ON_WITH if wanted.resume and not can_go_on and not why_not else ""
    return Arrival(
        unfinished if can_go_on else None,
        _offer(unfinished, wanted.flow_name) if unfinished is not None and can_go_on else "",
        (*why_not, *filter(None, (nothing, _advised(store, series, now)))),
        tuple(_looking_back(store, now, wanted)),
    )


def _looking_back(store: Store, now: datetime, wanted: Wanted) -> Iterator[str]:
    """A word on the last session: that it is asked about, or no more, and what was planned until now."""
    if not wanted.windows or not wanted.series.is_of_one_person:
        return
    found = following_up(store, wanted.series, now, wanted.windows)
    if found.planned is not None and found.planned.plan is not None:
        yield f"Your plan since {when_told(found.planned.started_at)}: {how_much(found.planned.plan)}"
        yield from found.planned.plan.stop[:1]
    if found.due is not None:
        yield "A new session begins with a few questions on how you have been since the last one."
    if found.too_late is not None:
        when = when_told(found.too_late.started_at)
        yield f"It is some days since your session of {when}. That is fine; you need not look back at it."


def windows_of(catalogue: Catalogue, flow_name: str) -> Sequence[Window]:
    """When a flow asks about the last session; empty where it does not, or cannot be used, which is told later."""
    try:
        follow_up = catalogue.find(flow_name).follow_up
    except McKenzieError:
        return ()
    return follow_up.windows if follow_up is not None else ()


def _offer(session: Session, flow_name: str) -> str:
    """A session in words, and its flow where it is not the one that a new session would have."""
    flow = session.flow
    same = flow.file == str(Path(flow_name).absolute()) if flow.file else flow.id == flow_name
    told = "" if same or not flow_name else f", with the flow {printable(flow.title)}"
    return f"the session of {when_told(session.started_at)}{told}"


def not_gone_on(session: Session | None, error: StorageError) -> str:
    """Why a session that was offered was not taken up, and what to do; nothing where the next arrival says it.

    Args:
        session: the session; None where it is not there to go on with any more.
        error: what kept it.
    """
    if isinstance(error, SessionInUseError):
        return ""
    if not isinstance(error, CannotGoOnError):
        return f"{error}."
    kept = f"cannot go on: {error}. It is kept with the earlier sessions."
    if session is None:
        return f"That session {kept}"
    return f"Your session of {when_told(session.started_at)} {kept} Begin a new one."


def _elsewhere(store: Store, series: Series) -> str:
    """A word on a session that another program has open."""
    elsewhere = store.open_elsewhere(series)
    if elsewhere is None:
        return ""
    when = when_told(elsewhere.started_at)
    return f"Your session of {when} is open in another window. Go on with it there; one begun here is a new one."


def _unreadable(store: Store, series: Series, now: datetime) -> str:
    """A word on the newest session, where it cannot be read; its name says when it began."""
    newest = next(store.originals(), None)
    at = began(newest.path) if newest is not None else None
    if newest is None or newest.session is not None or at is None:
        return ""
    salvaged = store.salvaged(newest.path)
    if not (series.holds(salvaged.series) if salvaged is not None else series == AT_HOME):
        return ""
    which = f"Your session of {when_told(at.astimezone(now.tzinfo))}"
    if newest.is_newer:
        return f"{which} was written by a newer mckenzie-tui. Open it with that one."
    return f"{which} is damaged and cannot go on. It is kept with the earlier sessions."


def _advised(store: Store, series: Series, now: datetime) -> str:
    """A word on the last session, where it ended with the advice to be seen, or today with that to stop."""
    if not series.is_of_one_person:
        return ""
    latest = store.latest(series)
    session = latest.session if latest is not None else None
    if session is None or session.ending_kind is None:
        return ""
    told = f"Your last session ended with: {session.ending_title}."
    if session.ending_kind in (EndingKind.EMERGENCY, EndingKind.CARE):
        return f"{told} {CHECKED_FIRST.say}"
    if session.ending_kind is EndingKind.STOP and _same_day(session.started_at, now):
        return f"{told} {AFTER_A_STOP.say}"
    return ""


def _same_day(began: datetime, now: datetime) -> bool:
    """Whether a session began today, by the clock of where it is looked at."""
    return began.astimezone(now.tzinfo).date() == now.date()


def _too_old(unfinished: Session | None) -> str:
    """A word on a session that was broken off too long ago."""
    if unfinished is None:
        return ""
    when = when_told(unfinished.started_at)
    return f"Your session of {when} is too old to go on. It is kept with the earlier sessions."
