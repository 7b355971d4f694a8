"""What follows a session: its next sets and the questions after it, for a calendar or a scheduler."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.lines import wrapped
from mckenzie_tui.errors import UsageError
from mckenzie_tui.reminding.occasions import Waking, daily_times, nothing_because, occasions
from mckenzie_tui.reminding.scheduler import scheduler_line
from mckenzie_tui.report.told import when_told
from mckenzie_tui.session import HomePlan, Session
from mckenzie_tui.store import Store
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
    session = store.read(store.find(options.session))
    now = surroundings.now()
    due = occasions(session, now, waking, surroundings.local_time)
    nothing = _followed(store, session) or nothing_because(session) or ("" if due else PASSED)
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


def _followed(store: Store, session: Session) -> str:
    """A word where a later session of the same person takes the place of this one; its plan may be another, or none."""
    for stored in store.originals():
        later = stored.session
        if later is None or not (session.series.is_of_one_person and session.series.holds(later.series)):
            continue
        return FOLLOWED.format(later=later.id) if later.started_at > session.started_at else ""
    return ""


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
