"""A report as a table for spreadsheets: one row a step, as CSV.

It begins with a byte order mark: without one Excel reads the bytes in the code page of its computer and spoils every
letter that is not ASCII; LibreOffice, R and pandas know the mark. Lines end as RFC 4180 says.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mckenzie_tui.letters import printable
from mckenzie_tui.reports.clinical import marks_short
from mckenzie_tui.session import Session, SetRecord, StepRecord
from mckenzie_tui.symptoms import Symptoms

Cell = str | int | None

_SESSION = ("session", "date", "patient", "mode", "flow", "flow_version", "ending", "side")
_STEP = (
    "step",
    "step_id",
    "exercise",
    "directions",
    "side_done_for",
    "sets",
    "reps",
    "seconds",
    "whole_dose",
    "each_set",
    "efforts",
)
_READINGS = ("before", "after", "recheck")
_READING = ("farthest", "side", "back_pain", "leg_pain", "numb")
_RESPONSE = (
    *("during", "answer", "counted_answer", "settled", "counted_settled", "after_testing", "verdict"),
    *("range_of_movement", "chosen", "against", "reason", "note"),
)
COLUMNS = (*_SESSION, *_STEP, *(f"{reading}_{part}" for reading in _READINGS for part in _READING), *_RESPONSE)
"""The names of the columns, in their order; tokens are those of the session log."""
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula, in narrow and in wide letters."""


def table(sessions: Sequence[Session]) -> bytes:
    """The steps of the sessions, the earliest first; a session without steps has a row of its own."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for session in sessions:
        for row in _rows(session):
            writer.writerow([safe(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig")


def safe(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe before it.

    Numbers stay numbers. What could steer a terminal is blanked, and a text is one line.
    """
    if not isinstance(cell, str):
        return cell
    begins_like_one = cell.startswith(("\t", "\r", "\n")) or cell.lstrip().startswith(_FORMULA)
    text = printable(cell).replace("\n", " ")
    return f"'{text}" if begins_like_one else text


def _rows(session: Session) -> Iterator[tuple[Cell, ...]]:
    about: tuple[Cell, ...] = (
        session.id,
        session.started_at.strftime("%Y-%m-%d %H:%M"),
        session.patient,
        session.mode,
        session.flow.id,
        session.flow.version,
        session.ending or session.status,
        session.painful_side,
    )
    if not session.steps:
        yield about + (None,) * (len(COLUMNS) - len(about))
    for number, step in enumerate(session.steps, 1):
        yield (*about, number, *_step(step))


def _step(step: StepRecord) -> Iterator[Cell]:
    yield from (step.id, step.exercise or step.title, "; ".join(step.directions), step.side)
    done = step.done
    yield from (done.sets, done.reps, done.seconds, _yes(done.whole)) if done is not None else (None,) * 4
    yield "; ".join(map(_set, step.sets)) if step.sets else None
    yield "; ".join(str(each.effort or "") for each in step.sets) if step.sets else None
    for found in (step.before, step.after, step.recheck):
        yield from _reading(found) if found is not None else (None,) * len(_READING)
    yield from ("; ".join(step.during or ()), step.answer, step.counted, _yes(step.settled), _yes(step.settled_counted))
    yield from ("; ".join(step.after_testing), step.verdict, step.range_of_movement)
    yield from (_yes(step.chosen), "; ".join(step.against or ()), step.reason, step.note)


def _set(each: SetRecord) -> str:
    if not each.was_counted:
        return "not counted"
    return f"{each.seconds} s" if each.seconds and not each.reps else str(each.reps)


def _reading(found: Symptoms) -> Iterator[Cell]:
    farthest = max(found.felt, key=lambda mark: mark.region.rank, default=None)
    yield farthest.region if farthest is not None else "none"
    yield found.side if farthest is not None else None
    yield from (found.back_pain, found.leg_pain)
    yield marks_short(Symptoms(marks=found.numb)) if found.numb else None


def _yes(said: bool | None) -> str | None:
    return None if said is None else "yes" if said else "no"
