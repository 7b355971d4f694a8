"""A dose as it is done: set by set, or less than the flow says because of what came after an earlier session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from mckenzie_tui.flow.schema import Dose

WHOLE = 100
"""Percent."""


@dataclass(frozen=True)
class OneSet:
    """One set of a dose whose sets are done, and asked about, one by one."""

    number: int
    """From 1."""
    fewest: int
    """How many there are to be."""
    of: int
    """How many there may be: more than the fewest where the dose leaves the number open."""
    dose: Dose
    """What to do in this set."""
    lighter_percent: tuple[int, int] | None
    """By how much less weight than in the set before, in percent."""
    rest_s: int
    """Seconds of rest after it: the break before the next set; after the last one, until it is asked how it is."""

    @property
    def effort(self) -> tuple[int, int] | None:
        """How hard it is to be, 1 to 10: the least and the most."""
        return self.dose.aim

    @property
    def is_last(self) -> bool:
        """Whether no other set can follow."""
        return self.number == self.of


def in_sets(dose: Dose) -> tuple[OneSet, ...]:
    """The sets of a dose in order; of a range as many as there may be."""
    loads = list(_loads(dose))
    return tuple(
        OneSet(
            number,
            fewest_sets(dose),
            len(loads),
            one,
            lighter,
            rest_s=dose.rest_s if number == len(loads) else dose.between_sets_s,
        )
        for number, (one, lighter) in enumerate(loads, 1)
    )


def fewest_sets(dose: Dose) -> int:
    """How many sets make the dose done as it was given: of a range the fewest."""
    if dose.loads:
        return sum(load.sets for load in dose.loads)
    return dose.sets_range[0] if dose.sets_range else dose.sets


def _loads(dose: Dose) -> Iterator[tuple[Dose, tuple[int, int] | None]]:
    """Each set by itself, and by how many percent less weight than the one before."""
    alone = {"sets": 1, "sets_range": None, "loads": ()}
    if not dose.loads:
        for _ in range(dose.sets_range[1] if dose.sets_range else dose.sets):
            yield dose.model_copy(update=alone), None
    for load in dose.loads:
        one = dose.model_copy(update=alone | {"reps": load.reps, "effort": load.effort})
        for number in range(load.sets):
            # The weight is taken off once, before the first of these sets.
            yield one, None if number else load.lighter_percent


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
    for key in ("reps", "duration_s"):
        if (number := getattr(dose, key)) is not None:
            changed[key] = part(number)
    for key in ("reps_range", "duration_range_s"):
        if (bounds := getattr(dose, key)) is not None:
            changed[key] = tuple(map(part, bounds))
    if dose.loads:
        fewer = (load.model_copy(update={"reps": load.reps and part(load.reps)}) for load in dose.loads)
        changed["loads"] = tuple(fewer)
    return dose.model_copy(update=changed)
