"""Lengths of time and doses in words."""

from __future__ import annotations

from mckenzie_tui.flow.schema import Dose
from mckenzie_tui.session import PlannedDose


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


def dose_in_words(dose: Dose | PlannedDose) -> str:
    """A dose as a person would say it: ``10 times, hold 2 seconds each``."""
    if dose.duration_s is not None:
        text = in_words(dose.duration_s)
    else:
        text = f"{dose.reps} times" if dose.reps != 1 else "once"
        if dose.hold_s:
            text += f", hold {in_words(dose.hold_s)} each"
    return text if dose.sets == 1 else f"{dose.sets} sets of {text}"
