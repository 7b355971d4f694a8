"""Lengths of time and doses in words."""

from __future__ import annotations

from mckenzie_tui.flow.schema import Dose, Load
from mckenzie_tui.session import PlannedDose
from mckenzie_tui.walk.doses import OneSet
from mckenzie_tui.words import Sides


def clock_face(seconds: float) -> str:
    """Minutes and seconds: ``2:05``. A started second counts as a whole one."""
    whole = int(-(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d}"


def in_words(seconds: float) -> str:
    """A length of time in words: ``2 minutes``, ``1 minute 30 seconds``."""
    whole = int(-(-seconds // 1))
    minutes, rest = divmod(whole, 60)
    parts = [_counted(minutes, "minute")] if minutes else []
    parts += [_counted(rest, "second")] if rest or not minutes else []
    return " ".join(parts)


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def dose_in_words(dose: Dose | PlannedDose, sides: Sides | None = None) -> str:
    """A dose as a person would say it: ``2 sets of 10 times on each side, hold 2 seconds each``."""
    if isinstance(dose, Dose) and dose.loads:
        held = f", hold {in_words(dose.hold_s)} each" if dose.hold_s else ""
        return "; ".join(_one_kind_in_words(load, sides) for load in dose.loads) + held + _how_in_words(dose)
    text = _once_in_words(dose.reps, dose.duration_s, sides)
    if dose.hold_s:
        text += f", hold {in_words(dose.hold_s)} each"
    if isinstance(dose, Dose):
        text += _aim_in_words(dose) + _how_in_words(dose)
    return text if dose.sets == 1 else f"{dose.sets} sets of {text}"


def _one_kind_in_words(load: Load, sides: Sides | None) -> str:
    """Some sets of a dose: ``2 sets of 8 times with 10 to 15 % less weight``."""
    text = _once_in_words(load.reps, None, sides) + _aim_in_words(load)
    if load.lighter_percent is not None:
        text += f" with {lighter_in_words(load.lighter_percent)}"
    return text if load.sets == 1 else f"{load.sets} sets of {text}"


def _once_in_words(reps: int | None, duration_s: int | None, sides: Sides | None) -> str:
    """One set: ``10 times on each side``."""
    if duration_s is not None:
        text = in_words(duration_s)
    elif reps is None:
        text = "as many as are right for you"
    else:
        text = f"{reps} times" if reps != 1 else "one time"
    return f"{text} on each side" if sides is not None else text


def lighter_in_words(percent: tuple[int, int]) -> str:
    """Less weight than before: ``10 to 15 % less weight``."""
    return f"{span(*percent)} % less weight"


def effort_in_words(effort: tuple[int, int]) -> str:
    """How hard a set is to be, 1 to 10: ``effort 8 to 9``."""
    return f"effort {span(*effort)}"


def _aim_in_words(dose: Dose | Load) -> str:
    return f", {effort_in_words(dose.aim)}" if dose.aim is not None else ""


def _how_in_words(dose: Dose) -> str:
    text = ", slowly" if dose.slow else ""
    if dose.tempo_s is not None:
        down, lowest, up = dose.tempo_s
        parts = (
            f"{in_words(down)} down" if down else "down at your usual speed",
            f"{in_words(lowest)} still" if lowest else "",
            f"{in_words(up)} up" if up else "up at your usual speed",
        )
        text += f" ({', '.join(filter(None, parts))})"
    return text + (f", {dose.times_a_day} times a day" if dose.times_a_day is not None else "")


def set_in_words(one: OneSet) -> str:
    """Which set it is, and of how many in all: ``set 2 of 3``, ``set 1 of 2 to 3``."""
    return f"set {one.number} of {span(max(one.fewest, one.number), one.of)}"


def rest_in_words(one: OneSet) -> str:
    """The rest after a set: ``rest for 1 minute 30 seconds before the next set``."""
    before = " before the next set" if one.number < one.fewest else " before another set, if you do one"
    return f"rest for {in_words(one.rest_s)}{'' if one.is_last else before}"


def choice_in_words(dose: Dose) -> str:
    """How much a person may choose: ``2 to 3 sets, 10 to 15 times``; empty where nothing is left open."""
    parts = []
    if dose.sets_range is not None:
        parts.append(f"{span(*dose.sets_range)} sets")
    if dose.reps_range is not None:
        parts.append(f"{span(*dose.reps_range)} times")
    return ", ".join(parts)


def span(least: int, most: int) -> str:
    """The least and the most: ``2 to 3``; one number where they are the same."""
    return str(least) if least == most else f"{least} to {most}"
