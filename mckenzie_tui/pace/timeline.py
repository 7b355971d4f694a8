"""The time line of a dose: what to do when, at the pace and for as long as the person has chosen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.settings import Holds, Pace

TIME_FOR = {Pace.SLOWEST: 2.0, Pace.SLOWER: 1.5, Pace.USUAL: 1.0, Pace.FASTER: 0.75, Pace.FASTEST: 0.5}
"""How long a movement takes at each pace, beside the time that the flow gives it."""
LEAST_MOVE = 1.0
"""Seconds; no way out or back is paced faster."""


class Part(StrEnum):
    """What to do in one part of a dose."""

    STAY = "stay"
    """Keep the position, for an exercise without repetitions."""
    OUT = "out"
    HOLD = "hold"
    RETURN = "return"
    BETWEEN_SETS = "between_sets"


@dataclass(frozen=True)
class Phase:
    """One stretch of the time line."""

    part: Part
    seconds: float
    set: int
    """From 1."""
    rep: int = 0
    """From 1 in each set; 0 where there are no repetitions."""


def chosen(dose: Dose, holds: Holds) -> Dose:
    """The dose as the person wants it: positions held as short or as long as the flow allows."""
    if holds is Holds.USUAL:
        return dose
    end = 0 if holds is Holds.SHORTEST else 1
    changes = {}
    if dose.hold_range_s is not None:
        changes["hold_s"] = dose.hold_range_s[end]
    if dose.duration_range_s is not None:
        changes["duration_s"] = dose.duration_range_s[end]
    return dose.model_copy(update=changes)


def timeline(dose: Dose, pace: Pace = Pace.USUAL) -> tuple[Phase, ...]:
    """All phases of a dose, in order; the pace changes how long the movements take, and nothing else."""
    out, back = (max(LEAST_MOVE, seconds * TIME_FOR[pace]) for seconds in (dose.move_s, dose.return_s))
    phases: list[Phase] = []
    for number in range(1, dose.sets + 1):
        if number > 1:
            phases.append(Phase(Part.BETWEEN_SETS, dose.between_sets_s, number))
        if dose.duration_s is not None:
            phases.append(Phase(Part.STAY, dose.duration_s, number))
        for rep in range(1, (dose.reps or 0) + 1):
            phases.append(Phase(Part.OUT, out, number, rep))
            if dose.hold_s:
                phases.append(Phase(Part.HOLD, dose.hold_s, number, rep))
            phases.append(Phase(Part.RETURN, back, number, rep))
    return tuple(phases)
