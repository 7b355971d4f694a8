"""The command that says how it goes."""

from __future__ import annotations

import argparse
import json
from typing import Any

from mckenzie_tui.cli import surroundings
from mckenzie_tui.cli.codes import patient_code
from mckenzie_tui.cli.lines import wrapped
from mckenzie_tui.history import table, trend
from mckenzie_tui.history.look import History, look_back
from mckenzie_tui.history.readings import Reading, Visit, region_of
from mckenzie_tui.history.trend import Compared
from mckenzie_tui.letters import printable
from mckenzie_tui.series import AT_HOME, Series
from mckenzie_tui.store.store import Store
from mckenzie_tui.words import Mode


def trend_(options: argparse.Namespace) -> int:
    """Print what the sessions at home, or those of one patient, say together."""
    code = patient_code(options.patient)
    series = Series(Mode.CLINIC, code) if code is not None else AT_HOME
    found = look_back(Store(surroundings.folders(options).data), series, surroundings.now())
    if options.json:
        print(json.dumps(_as_json(found), indent=2, ensure_ascii=False))
        return 0
    for text in found.told:
        for line in wrapped(text):
            print(line)
    for number, line in enumerate(table.lines(found.readings)):
        print(f"\n{line}" if number == 0 else line)
    return 0


def _as_json(found: History) -> dict[str, Any]:
    same = trend.same_direction(found.visits)
    how = found.trend
    return {
        "sentences": list(found.told),
        "back_pain": {"first": how.back.first, "lately": how.back.lately, "course": _course(how.back)} if how else None,
        "leg_pain": {"first": how.leg.first, "lately": how.leg.lately, "course": _course(how.leg)} if how else None,
        "farthest": _farthest(how.reach) if how else None,
        "same_direction": {"direction": same[0], "sessions": same[1], "of_last": same[2]} if same else None,
        "days_with_a_session_in_last_30": trend.days(found.visits, found.now),
        "older_sessions_left_out": found.cut,
        "logs_that_cannot_be_read": found.unread,
        "sessions": [_visit(visit) for visit in found.visits],
    }


def _course(what: Compared) -> str:
    return what.course.name.lower()


def _farthest(reach: Compared) -> dict[str, Any]:
    return {"first": region_of(reach.first), "lately": region_of(reach.lately), "course": _course(reach)}


def _visit(visit: Visit) -> dict[str, Any]:
    return {
        "id": visit.session,
        "started_at": visit.at.isoformat(),
        "readings": [_reading(reading) for reading in visit.readings],
        "status": visit.status,
        "ending": printable(visit.ending) or None,
        "direction": visit.direction,
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {"back_pain": reading.back, "leg_pain": reading.leg, "farthest": reading.farthest}
