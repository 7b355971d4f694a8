"""Reminders as a file that calendars read (iCalendar, RFC 5545); the one module that knows how such a file is written.

Times stand in UTC. Several calendars take a time without a zone for UTC, and would remind in the middle of the night;
a zone of its own would have to be described in the file; and all of it lies within two days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from mckenzie_tui.letters import printable
from mckenzie_tui.pace.told import dose_in_words
from mckenzie_tui.reminding.occasions import Occasion
from mckenzie_tui.session import HomePlan, Session

LASTS = timedelta(minutes=10)
"""How long an entry is in the calendar; without an end some show it for a whole hour."""


def calendar_file(session: Session, due: Iterable[Occasion], now: datetime, *, details: bool = False) -> bytes:
    """The file; each entry has an alarm, takes up no time, and is marked private.

    An entry is named by the session and its occasion, so that a calendar that reads the file again changes what it has.

    Args:
        session: the session that is reminded of.
        due: the moments.
        now: the present, which is noted in each entry.
        details: whether the exercise, its dose and when to stop stand in the notes of an entry; otherwise it has none,
            and nothing in it names the program.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//mckenzie-tui//reminders//EN")
    calendar.add("version", "2.0")
    for occasion in due:
        calendar.add_component(_entry(session, occasion, now, details=details))
    written: bytes = calendar.to_ical()
    return written


def _entry(session: Session, occasion: Occasion, now: datetime, *, details: bool) -> Event:
    begins = occasion.at.astimezone(UTC)
    entry = Event()
    entry.add("uid", f"{session.id}-{occasion.name}")
    entry.add("dtstamp", now.astimezone(UTC))
    entry.add("dtstart", begins)
    entry.add("dtend", begins + LASTS)
    entry.add("summary", occasion.title)
    if details:
        entry.add("description", _notes(session, occasion))
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", occasion.title)
    alarm.add("trigger", timedelta(0))
    entry.add_component(alarm)
    return entry


def _notes(session: Session, occasion: Occasion) -> str:
    if occasion.is_set and session.plan is not None:
        return printable("\n".join(_exercise(session.plan)))
    return "How has it been since? mckenzie-tui asks a few questions before the next session."


def _exercise(plan: HomePlan) -> Iterator[str]:
    yield f"{plan.title}: {dose_in_words(plan.dose)}."
    yield f"At most {plan.most_a_day} sets a day."
    yield from plan.stop
