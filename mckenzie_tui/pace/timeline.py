"""The time line of a dose: what to do when, at the pace and for as long as the person has chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.settings import Amount, Holds, Pace
from mckenzie_tui.words import Side, Sides

TIME_FOR = {Pace.SLOWEST: 2.0, Pace.SLOWER: 1.5, Pace.USUAL: 1.0, Pace.FASTER: 0.75, Pace.FASTEST: 0.5}
"""How long a movement takes at each pace, beside the time that the flow gives it."""
CHANGE_SIDES_S = 10.0
"""Seconds to lie or stand the other way round, where an exercise is done with one side and then with the other."""
OPEN_ENDED_S = 900.0
"""Seconds after which a set ends by itself that nothing else ends but the person."""
LEAST_MOVE = 1.0
"""Seconds; no way out or back is paced faster."""


class Part(StrEnum):
    """What to do in one part of a dose."""

    STAY = "stay"
    """Keep the position, for an exercise without repetitions."""
    OUT = "out"
    HOLD = "hold"
    RETURN = "return"
    OPEN = "open"
    """As many repetitions as the person decides."""
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
    side: Side | None = None
    """The side of the body that works, where one does after the other; of a break, the one that is next."""


def chosen(dose: Dose, holds: Holds, amount: Amount = Amount.LEAST) -> Dose:
    """The dose as the person wants it, within what the flow allows: how long positions are held, and how much."""
    changes: dict[str, int] = {}
    if holds is not Holds.USUAL:
        end = 0 if holds is Holds.SHORTEST else 1
        for number, bounds in (("hold_s", dose.hold_range_s), ("duration_s", dose.duration_range_s)):
            if bounds is not None:
                changes[number] = bounds[end]
    if amount is not Amount.LEAST:
        for number, bounds in (("sets", dose.sets_range), ("reps", dose.reps_range)):
            if bounds is not None:
                changes[number] = bounds[1] if amount is Amount.MOST else sum(bounds) // 2
    return dose.model_copy(update=changes) if changes else dose


def timeline(dose: Dose, pace: Pace = Pace.USUAL, sides: Sides | None = None) -> tuple[Phase, ...]:
    """All phases of a dose, in order; the pace changes how long the movements take, and nothing else."""
    return tuple(_phases(dose, pace, _ONE_THEN_OTHER if sides is Sides.ONE_THEN_OTHER else (None,)))


_ONE_THEN_OTHER = (Side.LEFT, Side.RIGHT)


def _phases(dose: Dose, pace: Pace, sides: tuple[Side | None, ...]) -> Iterator[Phase]:
    for number in range(1, dose.sets + 1):
        for side in sides:
            if side is sides[0] and number > 1:
                yield Phase(Part.BETWEEN_SETS, dose.between_sets_s, number, side=side)
            elif side is not sides[0]:
                yield Phase(Part.BETWEEN_SETS, CHANGE_SIDES_S, number, side=side)
            yield from _set(dose, pace, number, side)


def _set(dose: Dose, pace: Pace, number: int, side: Side | None) -> Iterator[Phase]:
    """One set of one side."""
    if dose.open_ended:
        yield Phase(Part.OPEN, OPEN_ENDED_S, number, side=side)
    if dose.duration_s is not None:
        yield Phase(Part.STAY, dose.duration_s, number, side=side)
    for rep in range(1, (dose.reps or 0) + 1):
        for part, seconds in repetition(dose, pace):
            yield Phase(part, seconds, number, rep, side)


def repetition(dose: Dose, pace: Pace) -> Iterator[tuple[Part, float]]:
    """The parts of one repetition, and how many seconds each takes."""
    out, held, back = dose.paced_s
    yield Part.OUT, max(LEAST_MOVE, out * TIME_FOR[pace])
    if held:
        yield Part.HOLD, held
    yield Part.RETURN, max(LEAST_MOVE, back * TIME_FOR[pace])
