"""The plot of a history as a table of plain text: for screen readers, and for those who read line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from mckenzie_tui.history.picture import UNITS, Mark, Spread, TimeLine, time_line
from mckenzie_tui.history.readings import Reading
from mckenzie_tui.history.trend import region_told

MOST_LINES = 60
"""So many lines can be listened to; where there are more days, those of a week or more share one."""
_COLUMNS = "{:<10}  {:<12}  {:<12}  {}"


def lines(readings: Sequence[Reading]) -> Iterator[str]:
    """The table, the newest line first; nothing where there are no readings.

    Args:
        readings: the readings, the oldest first.
    """
    if not readings:
        return
    line = time_line(readings, MOST_LINES)
    yield _heading(line)
    yield _COLUMNS.format("from" if line.days > 1 else "day", "back pain", "leg pain", "reaches")
    marked = [(place, mark) for place, mark in enumerate(line.marks) if mark is not None]
    yield from (_row(line, place, mark) for place, mark in reversed(marked))


def _heading(line: TimeLine) -> str:
    if line.days == 1:
        return "Pain from 0 to 10, day by day; lower is better:"
    return f"Pain from 0 to 10, the middle value of {UNITS[line.days]} (lowest to highest); lower is better:"


def _row(line: TimeLine, place: int, mark: Mark) -> str:
    day = line.first + timedelta(days=place * line.days)
    return _COLUMNS.format(f"{day:%Y-%m-%d}", _told(mark.back), _told(mark.leg), region_told(mark.reach))


def _told(spread: Spread) -> str:
    middle = f"{spread.middle:g}"
    return middle if spread.low == spread.high else f"{middle} ({spread.low:g} to {spread.high:g})"
