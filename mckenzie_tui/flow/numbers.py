"""Checks of the numbers of a dose: that it says how much, and that no number contradicts another."""

from __future__ import annotations

from collections.abc import Iterator

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


def findings(at: Path, dose: Dose) -> Iterator[Finding]:
    """What is wrong in the numbers of a dose."""
    if dose.reps is None and dose.duration_s is None and not dose.by_effort:
        yield Finding(at, "a dose needs either 'reps' or 'duration_s'", of_key=True)
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
    if dose.loads:
        for key in ("sets", "reps", "effort", "effort_range"):
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
    if dose.effort is not None and dose.effort_range is not None:
        yield Finding((*at, "effort"), "say either 'effort' or 'effort_range', and not both", of_key=True)
    for given, path in _bounds(at, dose):
        if given[0] > given[1]:
            name = path[-1]
            turned = f"{name} = [{given[1]}, {given[0]}]"
            yield Finding(path, f"the lesser of the two numbers of '{name}' stands first", turned)
    for number, range_ in _RANGES:
        value, bounds = getattr(dose, number), getattr(dose, range_)
        if bounds is not None and value is None:
            yield Finding((*at, range_), f"there is a range, but no line '{number} = …'")
        elif bounds is not None and bounds[0] <= bounds[1] and not bounds[0] <= value <= bounds[1]:
            yield Finding((*at, number), outside(number, value, range_, bounds))


def outside(number: str, value: int, key: str, bounds: tuple[int, int]) -> str:
    """A number that is not within its own range, and both ways out.

    Args:
        number: the key of the number.
        value: the number; a time is in seconds.
        key: the key of the range.
        bounds: the least and the most.
    """
    unit = " seconds" if number.endswith("_s") else ""
    wider = [min(value, bounds[0]), max(value, bounds[1])]
    return (
        f"'{number}' is {value}, and the patient may choose from {bounds[0]} to {bounds[1]}{unit} ('{key}'). Change"
        f" the one or the other: write a '{number}' of {bounds[0]} to {bounds[1]}, or {key} = {wider} along with it"
    )


def _bounds(at: Path, dose: Dose) -> Iterator[tuple[tuple[int, int], Path]]:
    """Every range of a dose, and where it stands."""
    for key in (*(key for _, key in _RANGES), "effort_range"):
        if (bounds := getattr(dose, key)) is not None:
            yield bounds, (*at, key)
    for index, load in enumerate(dose.loads):
        if load.lighter_percent is not None:
            yield load.lighter_percent, (*at, "loads", index, "lighter_percent")
