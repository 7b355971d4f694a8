"""A dose that is less than the flow says, because of what came after an earlier session."""

from __future__ import annotations

from math import ceil

from mckenzie_tui.flow.schema import Dose

WHOLE = 100
"""Percent."""


def lowered(dose: Dose, percent: int) -> Dose:
    """A dose with so many percent of its repetitions or of its time, rounded up; sets, holds and rests stay.

    Lowering the volume is one of the levers after a load that was not tolerated (Barbell Medicine: Best Sciatica
    Exercises).
    """
    if percent >= WHOLE:
        return dose

    def part(number: int) -> int:
        return ceil(number * percent / WHOLE)

    changed: dict[str, object] = {}
    if dose.reps is not None:
        changed["reps"] = part(dose.reps)
    if dose.duration_s is not None:
        changed["duration_s"] = part(dose.duration_s)
    if dose.duration_range_s is not None:
        changed["duration_range_s"] = tuple(map(part, dose.duration_range_s))
    return dose.model_copy(update=changed)
