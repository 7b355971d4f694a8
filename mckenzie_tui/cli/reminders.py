"""What follows a session: its next sets and the questions after it, for a calendar or a scheduler."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import wrapped
from mckenzie_tui.errors import UsageError
from mckenzie_tui.following_up import speaks_against_exercises
from mckenzie_tui.reminding.occasions import Waking, daily_times, nothing_because, occasions
from mckenzie_tui.reminding.scheduler import scheduler_line
from mckenzie_tui.report.one_line import when_told
from mckenzie_tui.session import HomePlan, Session
from mckenzie_tui.store.store import Store
from mckenzie_tui.unfinished import resumable
from mckenzie_tui.words import Status
from mckenzie_tui.writing import write_atomically

PASSED = (
    "This session was more than two days ago, so there is nothing to remind of any more. Begin a new one when you like."
)
FOLLOWED = "A later session has followed this one, and that one counts: mckenzie-tui sessions remind {later}"


def remind(options: argparse.Namespace) -> int:
    """List what is still to come, and write it as a file for a calendar; where there is nothing, say so, and then 0."""
    waking = Waking(options.begins, options.ends)
    if waking.begins >= waking.ends:
        raise UsageError("--from must be an earlier time of the day than --until")
    store = Store(surroundings.folders(options).data)
    now = surroundings.now()
    session = store.read(store.find(options.session))
    if options.session == "last":
        session = _last_that_counts(store, session, now)
    due = occasions(session, now, waking, surroundings.local_time)
    because = nothing_because(session, goes_on=_may_go_on(store, session, now))
    nothing = _followed(store, session, now) or because or ("" if due else PASSED)
    if nothing:
        surroundings.tell(*wrapped(nothing), wrong=True)
        return 0
    to_stdout = options.output == "-"
    told = [f"{when_told(each.at)}  {each.title}" for each in due]
    if options.output:
        # Reading it takes a moment, which only somebody who wants a file has to wait for.
        from mckenzie_tui.reminding.calendar_file import calendar_file

        told += ["", *_written(options, calendar_file(session, due, now, details=options.details))]
    else:
        told += ["", *wrapped("With '-o back.ics' this is written as a file that your calendar opens.")]
    if session.plan is not None and any(each.is_set for each in due):
        told += ["", *_scheduled(session.plan, waking)]
    surroundings.tell(*told, wrong=to_stdout)
    return 0


def _last_that_counts(store: Store, last: Session, now: datetime) -> Session:
    """The last session, or where that one is over and brings nothing, the last one of the same person that does."""
    counting = (each for each in _of_the_same(store, last) if _counts(store, each, now))
    return last if _counts(store, last, now) else next(counting, last)


def _followed(store: Store, session: Session, now: datetime) -> str:
    """A word where a later session of the same person takes the place of this one; its plan may be another, or none."""
    counting = (each for each in _of_the_same(store, session) if each.id == session.id or _counts(store, each, now))
    later = next(counting, session)
    return FOLLOWED.format(later=later.id) if later.started_at > session.started_at else ""


def _of_the_same(store: Store, session: Session) -> Iterator[Session]:
    """The sessions of the person of this one, newest first; none where nobody knows whose it is."""
    found = (stored.session for stored in store.originals() if session.series.is_of_one_person)
    return (each for each in found if each is not None and session.series.holds(each.series))


def _counts(store: Store, session: Session, now: datetime) -> bool:
    """Whether a session takes the place of those before it: it was finished, can be, or speaks against exercises."""
    finished = session.status is Status.FINISHED and session.with_exercises
    return finished or _may_go_on(store, session, now) or speaks_against_exercises(session)


def _may_go_on(store: Store, session: Session, now: datetime) -> bool:
    """Whether a session can still be gone on with, here or in another window that has it open."""
    return session.status is Status.IN_PROGRESS and (resumable(session, now) or store.in_use(session.id))


def _written(options: argparse.Namespace, data: bytes) -> list[str]:
    if options.output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return ["Written to standard output."]
    target = Path(options.output)
    if target.exists() and not options.force:
        raise UsageError(f"{target} is there already; --force writes over it")
    write_atomically(target, data)
    return wrapped(f"Written to {target}. Open it with your calendar; opening it twice doubles nothing.")


def _scheduled(plan: HomePlan, waking: Waking) -> list[str]:
    found = scheduler_line(sys.platform, daily_times(plan, waking), notifies=surroundings.shows_notifications())
    return [
        *wrapped(f"Or have this computer remind you of the sets every day. {found.put}:"),
        f"  {found.line}",
        *wrapped(f"When the plan is over, {found.removed}."),
    ]
