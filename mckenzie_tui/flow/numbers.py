"""Checks of the numbers of a dose: that it says how much, and that no number contradicts another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mckenzie_tui.flow.findings import Finding
from mckenzie_tui.flow.positions import Path
from mckenzie_tui.flow.schema import Dose

_RANGES = (
    ("sets", "sets_range"),
    ("reps", "reps_range"),
    ("hold_s", "hold_range_s"),
    ("duration_s", "duration_range_s"),
)
"""Each number that a person may choose within a range."""
_COUNTS = ("sets", "reps")
_BESIDE_LOADS = (
    *("sets", "sets_range", "reps", "reps_range"),
    *("duration_s", "duration_range_s", "effort", "effort_range"),
)


def findings(at: Path, dose: Dose) -> Iterator[Finding]:
    """What is wrong in the numbers of a dose."""
    if dose.loads:
        yield from _loads(at, dose)
    elif dose.open_ended and not dose.by_effort:
        message = (
            "a dose needs 'reps' (repetitions) or 'duration_s' (one position kept); or how hard a set is to be:"
            " 'effort', or sets that differ under 'loads'"
        )
        yield Finding(at, message, of_key=True)
    elif dose.reps is not None and dose.duration_s is not None:
        message = (
            "a dose has either 'reps' (repetitions) or 'duration_s' (one position kept), and not both: take one out"
        )
        yield Finding(at, message, of_key=True)
    for index, own in enumerate(dose.ours):
        if getattr(dose, own) is None:
            yield Finding(
                (*at, "ours", index),
                f"'{own}' is listed under 'ours', but the dose has no such line. Take it out of the list",
            )
    if dose.effort is not None and dose.effort_range is not None and not dose.loads:
        yield Finding((*at, "effort"), "say either 'effort' or 'effort_range', and not both", of_key=True)
    if dose.tempo is not None and dose.hold_s is not None:
        message = "'tempo' says how long the lowest place is kept, so 'hold_s' says it twice: take one of them out"
        yield Finding((*at, "hold_s"), message, of_key=True)
    if dose.tempo is not None:
        for key in ("move_s", "return_s"):
            if key in dose.model_fields_set:
                message = f"'tempo' says how long each way takes, so '{key}' says nothing: take one of them out"
                yield Finding((*at, key), message, of_key=True)
    if dose.duration_s is not None and dose.reps is None:
        for key in ("hold_s", "hold_range_s"):
            if getattr(dose, key) is not None:
                message = f"'{key}' is for repetitions, and here one position is kept ('duration_s'): take it out"
                yield Finding((*at, key), message, of_key=True)
    for given, path in _bounds(at, dose):
        if given[0] > given[1]:
            name = path[-1]
            turned = f"{name} = [{given[1]}, {given[0]}]"
            yield Finding(path, f"the lesser of the two numbers of '{name}' stands first", turned)
    for number, range_ in _RANGES:
        if getattr(dose, range_) is not None and getattr(dose, number) is None and not dose.loads:
            yield Finding((*at, range_), f"there is a range, but no line '{number} = …'")
    for outside in all_outside(dose):
        yield Finding((*at, outside.number), _told(outside))


def _loads(at: Path, dose: Dose) -> Iterator[Finding]:
    """What is wrong where the sets of a dose differ."""
    for key in _BESIDE_LOADS:
        if key in dose.model_fields_set:
            message = f"the sets stand under 'loads', each with its own numbers: take '{key}' out"
            yield Finding((*at, key), message, of_key=True)
    for index, load in enumerate(dose.loads):
        if load.reps is None and load.effort is None:
            message = "such a set needs 'reps' or 'effort', or both"
            yield Finding((*at, "loads", index), message, of_key=True)
        if index == 0 and load.lighter_percent is not None:
            message = "the first set cannot be lighter than one before it: take this line out"
            yield Finding((*at, "loads", index, "lighter_percent"), message, of_key=True)


@dataclass(frozen=True)
class Outside:
    """A number that does not fit the range from which a person may choose it."""

    number: str
    """Its key."""
    value: int
    """A time is in seconds."""
    key: str
    """The key of the range."""
    least: int
    most: int

    @property
    def is_count(self) -> bool:
        """Whether it says how many: then a person does the fewest who chooses nothing else."""
        return self.number in _COUNTS

    @property
    def wider(self) -> list[int]:
        """The nearest range that the number does fit."""
        return [self.value if self.is_count else min(self.value, self.least), max(self.value, self.most)]


def all_outside(dose: Dose) -> Iterator[Outside]:
    """The numbers of a dose that do not fit their own ranges; a range turned round is another mistake."""
    for number, key in _RANGES:
        value, bounds = getattr(dose, number), getattr(dose, key)
        if value is None or bounds is None or bounds[0] > bounds[1] or (dose.loads and key in _BESIDE_LOADS):
            continue
        found = Outside(number, value, key, *bounds)
        if not found.least <= value <= (found.least if found.is_count else found.most):
            yield found


def _told(found: Outside) -> str:
    """What does not fit, and both ways out."""
    if found.is_count:
        says = (
            f"{found.least} is the fewest that the patient may choose ('{found.key}'), and who chooses nothing does it"
        )
        right = f"{found.number} = {found.least}"
    else:
        unit = " seconds" if found.number.endswith("_s") else ""
        says = f"the patient may choose from {found.least} to {found.most}{unit} ('{found.key}')"
        right = f"a '{found.number}' of {found.least} to {found.most}"
    return (
        f"'{found.number}' is {found.value}, and {says}. Change the one or the other: write {right}, or"
        f" {found.key} = {found.wider} along with it"
    )


def _bounds(at: Path, dose: Dose) -> Iterator[tuple[tuple[int, int], Path]]:
    """Every range of a dose, and where it stands."""
    for key in (*(key for _, key in _RANGES), "effort_range"):
        if (bounds := getattr(dose, key)) is not None:
            yield bounds, (*at, key)
    for index, load in enumerate(dose.loads):
        if load.lighter_percent is not None:
            yield load.lighter_percent, (*at, "loads", index, "lighter_percent")
