"""A year of daily sessions that tells a story: it gets better, with a bad week; and as many more as are wanted.

Each log is real: a walk through the bundled flow gives it, and its seal is made anew once it has its day and its id.
``python tests/many_sessions.py FOLDER`` fills a data folder, to look at what is made of them.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from log_reader import body_of, sealed
from walks import LATER, answered, at_first_step, script

from mckenzie_tui import record
from mckenzie_tui.answers import Answer, LoggedAnswer
from mckenzie_tui.body import MIDDLE, spot_of
from mckenzie_tui.flow import DEFAULT_FLOW
from mckenzie_tui.flow.catalogue import Catalogue
from mckenzie_tui.locating import rated
from mckenzie_tui.sealed import to_bytes
from mckenzie_tui.session import Session
from mckenzie_tui.store.files import name_of
from mckenzie_tui.symptoms import Symptoms
from mckenzie_tui.walk.machine import FlowMachine
from mckenzie_tui.walk.walk import Walk
from mckenzie_tui.words import Event, Kind, Region, Side

YEAR = 365
HOLIDAY = range(96, 111)
"""Days without a session."""
BAD_WEEK = range(236, 243)
_WAY = (
    (0, Region.LOWER_LEG, 3, 7),
    (45, Region.KNEE, 3, 6),
    (90, Region.THIGH, 4, 5),
    (150, Region.THIGH, 3, 4),
    (200, Region.BUTTOCK_HIP, 3, 2),
    (280, Region.BACK_SIDE, 2, 0),
    (330, Region.BACK_MIDLINE, 1, 0),
)
"""From which day on it reaches how far, with how much pain in the back and in the leg."""
_PLACEHOLDER = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
_ID = "0badc0de"


def felt_on(day: int) -> tuple[Region, int, int]:
    """How far it reaches on a day, and the pain in the back and in the leg: the story, with days that are a bit off."""
    if day in BAD_WEEK:
        return Region.LOWER_LEG, 5, 7
    region, back, leg = next((where, back, leg) for since, where, back, leg in reversed(_WAY) if day >= since)
    off = (0, 1, 0, -1, 1, 0, 0, -1)[day * 7 % 8]
    return region, max(1, back + (day % 3 == 0)), max(1, leg + off) if leg else 0


def said_on(day: int) -> tuple[Event, ...]:
    """What is said after the exercises of a day."""
    if day in BAD_WEEK:
        return (Event.WORSENED, Event.NOT_SETTLED) * 2
    if day % 9 == 4:
        return (Event.UNCHANGED,) * 7
    return (Event.CENTRALIZED,) if day % 2 else (Event.UNCHANGED, Event.CENTRALIZED)


@lru_cache(maxsize=1)
def _machine() -> FlowMachine:
    return FlowMachine(Catalogue().find(DEFAULT_FLOW))


@cache
def _log(felt: tuple[Region, int, int], events: tuple[Event, ...]) -> str:
    """The log of such a day, without its seal."""
    region, back, leg = felt
    symptoms = Symptoms()
    if back:
        symptoms = rated(symptoms, MIDDLE, Kind.PAIN, back)
    if leg or region is Region.BACK_SIDE:
        symptoms = rated(symptoms, spot_of(region, Side.RIGHT, None), Kind.PAIN, leg or back)
    walk = at_first_step(_machine(), symptoms, LATER)
    for event in events:
        if walk.ending is None:
            walk = answered(walk, event)
    return body_of(to_bytes(session_of(walk)))


def session_of(walk: Walk, began: datetime = _PLACEHOLDER, session_id: str = _ID) -> Session:
    """The session that this walk makes, with twenty seconds for each answer."""
    at = began
    logged = []
    begun = Walk.begin(walk.machine, walk.facts.mode, walk.facts.context)
    session = record.new_session(begun, session_id, "0.0.0-test", began)
    for answer, (event, details) in zip(walk.answers, script(walk), strict=True):
        at += timedelta(seconds=20)
        whole = Answer.model_validate({"place": answer.place, "event": event, **details})
        logged.append(LoggedAnswer.model_validate({**whole.model_dump(), "at": at}))
    return record.updated(session, walk, logged, at)


def log_of(day: int, began: datetime, session_id: str) -> tuple[str, bytes]:
    """The file name and the bytes of a day of the story, moved to another date."""
    text = _log(felt_on(day % YEAR), said_on(day % YEAR))
    text = text.replace(f"{_PLACEHOLDER:%Y-%m-%d} ", f"{began:%Y-%m-%d} ").replace(_ID, session_id, 1)
    named = Session.model_construct(id=session_id, started_at=began)
    return name_of(named), sealed(text)


def fill(data: Path, sessions: int = YEAR, until: date = date(2026, 11, 27)) -> list[Path]:
    """Fill a data folder with one session a day, the last one on this day; gives the files, oldest first.

    More than a year of them tells the story again and again; then there is one on each day, holidays too.
    """
    folder = data / "sessions"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number in range(sessions):
        if sessions <= YEAR and number in HOLIDAY:
            continue
        day = until - timedelta(days=sessions - 1 - number)
        began = datetime.combine(day, _PLACEHOLDER.timetz())
        name, content = log_of(number, began, f"{number:08x}")
        path = folder / name
        path.write_bytes(content)
        path.chmod(0o600)
        written.append(path)
    return written


def main() -> None:
    """Fill a folder as the arguments say."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, help="the data folder; use it with --data-dir")
    asked.add_argument("--sessions", type=int, default=YEAR, help="how many, one a day (a year)")
    asked.add_argument("--until", type=date.fromisoformat, default=datetime.now(UTC).date(), help="the last day")
    said = asked.parse_args()
    written = fill(said.folder, said.sessions, said.until)
    sys.stdout.write(f"{len(written)} sessions are in {said.folder}\n")


if __name__ == "__main__":
    main()
